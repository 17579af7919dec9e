/** `envlint explain "TEXT"`: from an error to its causes, and to what of given files causes it. */
import { describe, expect, test } from 'vitest';
import { machine } from './harness.ts';

const ZSHRC = 'export http_proxy=http://127.0.0.1:7890\nexport https_proxy=http://127.0.0.1:7890\n';
const LOCAL = 'Error connecting to 127.0.0.1:8642';

describe('explain TEXT', () => {
  test('names causes in order, the rules that find them, how to make sure, and sources', () => {
    const { code, out } = machine().run(['explain', LOCAL]);
    expect(code).toBe(0);
    expect(out.indexOf('1. A proxy is set')).toBeGreaterThan(0);
    expect(out.indexOf('2. NO_PROXY names')).toBeGreaterThan(out.indexOf('1. A proxy is set'));
    expect(out).toContain('found by missing-no-proxy');
    expect(out).toContain('http://127.0.0.1:8642/');
    expect(out).toContain('ollama/ollama-python#14');
    expect(out).toContain('--home');
  });
  test('speaks Chinese', () => {
    const { code, out } = machine().run(['explain', '连接被对方重设', '--lang', 'zh-CN']);
    expect(code).toBe(0);
    expect(out).toContain('原因，按可能性从高到低');
    expect(out).toContain('手动确认');
  });
  test('says what no file shows', () => {
    const { out } = machine({ '.zshrc': ZSHRC }).run([
      'explain',
      'RuntimeError: Executor shutdown has been called',
      '--home',
    ]);
    expect(out).toContain('no file shows this');
    expect(out).toContain('A bug in Hermes');
    expect(out).toContain('None of these causes is in them');
  });
  test.each([[['--home']], [['.zshrc']], [['--root', '.']]])(
    'with %s names the place and a command that repairs it',
    (place) => {
      const here = machine({ '.zshrc': ZSHRC });
      const { code, out } = here.run(['explain', LOCAL, ...place]);
      expect(code).toBe(0);
      expect(out).toContain('.zshrc:1  missing-no-proxy');
      const command = /^ {2}envlint (.*--fix --only missing-no-proxy.*)$/m.exec(out)?.[1];
      expect(command).toBeDefined();
      here.run(command?.split(' ') ?? []);
      expect(here.read('.zshrc')).toContain('NO_PROXY');
      expect(here.run(['explain', LOCAL, ...place]).out).toContain('None of these causes is in them');
    },
  );
  test.each([
    [
      "ImportError: Using SOCKS proxy, but the 'socksio' package is not installed.",
      { '.zshrc': 'export all_proxy=socks5://127.0.0.1:7890\n' },
      '.zshrc:1  all-proxy-only',
      'write its http:// address into http_proxy',
    ],
    [
      'rules[0] [MATCH,H] error: proxy [H] not found',
      {
        '.config/mihomo/config.yaml':
          'mixed-port: 7890\nproxies:\n  - {name: a, type: socks5, server: 192.0.2.1, port: 1080}\nrules:\n  - MATCH,H\n',
      },
      '.config/mihomo/config.yaml:5  unknown-clash-policy',
      'Write a name that the file has',
    ],
    [
      "InsecureRequestWarning: Unverified HTTPS request is being made to host 'api.example.com'.",
      { '.bashrc': 'export PYTHONHTTPSVERIFY=0\n' },
      '.bashrc:1  tls-verification-off',
      'Take this line out',
    ],
  ])('where no command repairs "%s", says what to write by hand, and how to see that it is done', (...one) => {
    const [text, files, place, what] = one;
    const here = machine(files);
    const { code, out } = here.run(['explain', text, '--home']);
    expect(code).toBe(0);
    const hand = out.slice(out.indexOf('To repair by hand')).replace(/\s+/g, ' ');
    expect(hand).toContain(place.replace(/\s+/g, ' '));
    expect(hand).toContain(what);
    const check = /then: envlint (.+?) ?$/.exec(hand)?.[1] ?? '';
    expect(here.run(check.split(' ')).out).toContain(place.split(':')[0]);
    const [name = ''] = Object.keys(files);
    here.write(name, '# nothing\n');
    expect(here.run(check.split(' ')).out).not.toContain(place.split('  ')[1]);
  });
  test('a misplaced StartLimitIntervalSec has its command', () => {
    const unit = '.config/systemd/user/x.service';
    const text = '[Unit]\nDescription=x\n\n[Service]\nExecStart=/bin/true\nStartLimitIntervalSec=0\n';
    const here = machine({ [unit]: text });
    const { out } = here.run(['explain', 'x.service: Start request repeated too quickly.', '--home']);
    const command = /^ {2}envlint (.*--unsafe-fixes --only misplaced-systemd-key.*)$/m.exec(out)?.[1] ?? '';
    here.run(command.split(' '));
    expect(here.read(unit)).toMatch(/\[Unit\][^[]*StartLimitIntervalSec=0/);
  });
  test('a text may begin with a dash', () => {
    const { code, out } = machine().run(['explain', "-bash: export: `127.0.0.1': not a valid identifier"]);
    expect(code).toBe(0);
    expect(out).toContain('The shell cuts a value at a space');
  });
  test('where no file holds the cause, says how to ask for the way to the host', () => {
    const { out } = machine({ '.zshrc': 'alias ll=ls\n' }).run(['explain', '连接 api.moonshot.cn 超时', '--home']);
    expect(out).toContain('`envlint route api.moonshot.cn --home` shows where');
  });
  test('quotes a path for the shell', () => {
    const here = machine({ "it's a file.env": 'HTTPS_PROXY=http://127.0.0.1:7890\n' });
    expect(here.run(['explain', LOCAL, "it's a file.env"]).out).toContain(
      "--only missing-no-proxy 'it'\\''s a file.env'",
    );
  });
  test('finds the symptoms of a log on standard input, each with its line', () => {
    const log = `${'INFO fine\n'.repeat(120)}httpx.InvalidURL: Invalid port: ':1]'\n${'INFO fine\n'.repeat(79)}Error 1015\n`;
    const { code, out } = machine().run(['explain', '-'], { input: log });
    expect(code).toBe(0);
    expect(out).toContain('line 121: ');
    expect(out).toContain('line 201: ');
  });
  test('without a fitting symptom: the three nearest, exit 1', () => {
    const { code, out } = machine().run(['explain', 'the kettle does not boil']);
    expect(code).toBe(1);
    expect(out.match(/envlint explain [a-z0-9-]+/g)).toHaveLength(3);
    const [first] = out.match(/(?<=envlint explain )[a-z0-9-]+/g) ?? [];
    expect(machine().run(['explain', first ?? '']).code).toBe(0);
  });
  test('a path that is not there is named, exit 2', () => {
    const { code, out, err } = machine().run(['explain', LOCAL, 'nowhere.env']);
    expect(code).toBe(2);
    expect(err).toContain('nowhere.env');
    expect(out).toContain('1. A proxy is set');
  });
  test('a word shaped like a rule is a rule unless it is an error text', () => {
    expect(machine().run(['explain', 'start-limit-hit']).out).toContain('systemd stopped restarting');
    expect(machine().run(['explain', 'x509']).out).toContain('certificate');
    expect(machine().run(['explain', 'mising-no-proxy']).code).toBe(2);
    expect(machine().run(['explain', '@127.0.0.1:7890: command not found']).code).toBe(0);
  });
  test('shows no secret of the text or of the files', () => {
    const here = machine({ '.env': 'HTTPS_PROXY=http://joe:hunter2secret@127.0.0.1:7890\n' });
    const text = 'curl: (5) Unsupported proxy syntax in http://joe:hunter2secret@127.0.0.1:7890:7890';
    for (const args of [['.env'], ['--home'], ['--format', 'json', '.env'], []]) {
      const { out, err } = here.run(['explain', text, ...args]);
      expect(out + err).not.toContain('hunter2secret');
    }
  });
});

describe('explain TEXT --format json', () => {
  test('carries causes, what is here, and the repair', () => {
    const here = machine({ '.zshrc': ZSHRC });
    const { code, out } = here.run(['explain', LOCAL, '--format', 'json', '.zshrc']);
    const { version, symptoms } = JSON.parse(out);
    expect([code, version, symptoms.length]).toEqual([0, 1, 1]);
    const [symptom] = symptoms;
    expect(symptom.id).toBe('local-service-unreachable');
    expect(symptom.causes[0]).toEqual({
      text: expect.stringContaining('A proxy is set'),
      rules: expect.arrayContaining(['missing-no-proxy']),
      sources: expect.arrayContaining(['ollama/ollama-python#14']),
    });
    expect(symptom.here[0]).toMatchObject({ rule: 'missing-no-proxy', path: '.zshrc', start: { line: 1, column: 8 } });
    expect(symptom.repair[0]).toBe('envlint --fix --only missing-no-proxy .zshrc');
  });
  test('without paths nothing is here; without a symptom exit 1 and the nearest', () => {
    const some = JSON.parse(machine().run(['explain', LOCAL, '--format', 'json']).out);
    expect(some.symptoms[0].here).toEqual([]);
    const { code, out } = machine().run(['explain', 'the kettle does not boil', '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).symptoms).toEqual([]);
    expect(JSON.parse(out).nearest).toHaveLength(3);
  });
  test('other formats are refused', () => {
    expect(machine().run(['explain', LOCAL, '--format', 'sarif']).code).toBe(2);
  });
});
