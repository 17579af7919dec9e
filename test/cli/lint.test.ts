/** A check from the command line: exit codes, which files are read, and what is said about the others. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { machine, PROGRAM } from './harness.ts';

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const FIXED = 'HTTPS_PROXY=http://127.0.0.1:7890\nNO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n';
const CLEAN = 'PORT=3000\n';

const rulesOf = (json: string): string[] => JSON.parse(json).diagnostics.map((one: { rule: string }) => one.rule);

describe('exit codes', () => {
  test('0 for a clean file, which is counted', () => {
    const { code, out, err } = machine({ '.env': CLEAN }).run(['.env']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1 file checked');
  });

  test('1 for an error', () => {
    const { code, out } = machine({ '.env': BROKEN }).run([]);
    expect(code).toBe(1);
    expect(out).toContain('missing-no-proxy');
  });

  test('--fail-on moves the limit', () => {
    const here = machine({ '.env': 'HERMES_REQUEST_TIMEOUT=30\n' });
    expect(here.run(['.env']).code).toBe(0);
    expect(here.run(['.env', '--fail-on', 'warning']).code).toBe(1);
    expect(machine({ '.env': BROKEN }).run(['.env', '--fail-on=never']).code).toBe(0);
  });

  test('--max-warnings counts warnings', () => {
    const here = machine({ '.env': 'HERMES_REQUEST_TIMEOUT=30\n' });
    expect(here.run(['--max-warnings', '1']).code).toBe(0);
    expect(here.run(['--max-warnings', '0']).code).toBe(1);
    expect(here.run(['--max-warnings', 'many']).code).toBe(2);
  });

  test.each([
    [['--fxi'], '--fix'],
    [['--level', 'eror'], 'error'],
    [['--format', 'jsn'], 'json'],
    [['--only', 'mising-no-proxy'], 'missing-no-proxy'],
  ])('2 for %j, with a guess', (args, guess) => {
    const { code, out, err } = machine({ '.env': CLEAN }).run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`did you mean ${guess}?`);
  });

  test('2 for a path that leads nowhere; the others are reported all the same', () => {
    const { code, out, err } = machine({ '.env': BROKEN }).run(['.env', 'nowhere', '--format', 'json']);
    expect(code).toBe(2);
    expect(err).toContain('nowhere: no such file');
    expect(rulesOf(out)).toEqual(['missing-no-proxy']);
  });

  test('2 for no file at all, with a report; --pass-on-no-files makes it 0', () => {
    const here = machine({ 'README.md': '# words\n' });
    const { code, out } = here.run(['--format', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(out).summary.files).toBe(0);
    expect(here.run(['--pass-on-no-files']).code).toBe(0);
  });

  test.each(['json', 'concise', 'sarif', 'junit', 'checkstyle', 'gitlab', 'github', 'markdown', 'jsonl', 'html'])(
    'the same in %s',
    (format) => {
      expect(machine({ '.env': BROKEN }).run(['--format', format]).code).toBe(1);
      expect(machine({ '.env': CLEAN }).run(['--format', format]).code).toBe(0);
    },
  );
});

describe('what cannot be read', () => {
  test.each<[string, Uint8Array, string]>([
    ['Latin-1', Buffer.from('A=1\nB=caf\xe9\n', 'latin1'), 'not valid UTF-8 (line 2)'],
    ['UTF-16', Buffer.from('\ufeffA=1\n', 'utf16le'), 'UTF-16'],
    ['binary', Buffer.from('A=1\nB=\0\n'), 'NUL byte in line 2'],
  ])('%s is named and left alone, also by --fix', (_, bytes, why) => {
    const here = machine();
    here.write('.env', bytes);
    const { code, err } = here.run(['.env', '--fix']);
    expect(code).toBe(2);
    expect(err).toContain('.env');
    expect(err).toContain(why);
    expect(Buffer.from(here.read('.env'), 'utf8').equals(Buffer.from(Buffer.from(bytes).toString('utf8')))).toBe(true);
  });

  test('a FIFO named .env does not hang', () => {
    const here = machine({ 'a.env': CLEAN });
    expect(spawnSync('mkfifo', [here.path('.env')]).status).toBe(0);
    expect(here.run([]).code).toBe(0);
    expect(here.run(['.env']).code).toBe(2);
  });

  test('a folder named .env is walked, a file over 20 MB skipped with a note', () => {
    const here = machine({ '.env/inner.env': BROKEN });
    here.write('big.env', `A=${'x'.repeat(21 * 1024 * 1024)}\n`);
    const { code, out, err } = here.run(['--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toContain('.env/inner.env:1:1');
    expect(err).toContain('big.env is skipped: it is larger than 20 MB');
  });

  test('loops of links end', () => {
    const here = machine({ 'a/.env': BROKEN });
    symlinkSync('..', here.path('a/up'));
    symlinkSync('self', here.path('self'));
    const { out } = here.run(['--format', 'json']);
    expect(JSON.parse(out).files).toEqual([{ path: 'a/.env', language: 'dotenv' }]);
  });
});

describe('--fix', () => {
  test('repairs, says what makes it count, and changes nothing the second time', () => {
    const here = machine({ '.zshrc': 'export https_proxy=http://127.0.0.1:7890\n' });
    const { code, out } = here.run(['--fix']);
    expect(code).toBe(0);
    expect(out).toContain('source .zshrc');
    const once = here.read('.zshrc');
    expect(once).toContain('no_proxy');
    here.run(['--fix']);
    expect(here.read('.zshrc')).toBe(once);
  });

  test('writes through a link to its target and keeps the mode', () => {
    const here = machine({ 'dotfiles/env': BROKEN });
    chmodSync(here.path('dotfiles/env'), 0o640);
    symlinkSync('dotfiles/env', here.path('.env'));
    const { out } = here.run(['.env', '--fix', '--format', 'json']);
    expect(here.read('dotfiles/env')).toBe(FIXED);
    expect(readlinkSync(here.path('.env'))).toBe('dotfiles/env');
    expect(statSync(here.path('dotfiles/env')).mode & 0o777).toBe(0o640);
    expect(JSON.parse(out).files).toEqual([{ path: 'dotfiles/env', language: 'dotenv' }]);
    expect(readdirSync(here.path('dotfiles'))).toEqual(['env']);
  });

  test('keeps BOM, CRLF and a missing final newline', () => {
    const here = machine({ '.env': '\ufeffHTTPS_PROXY=http://127.0.0.1:7890\r\nA=1' });
    here.run(['--fix']);
    expect(here.read('.env')).toBe(`\ufeff${FIXED.replaceAll('\n', '\r\n')}A=1`);
  });

  test('a read-only file and one with hard links stay as they are, and the reason is said', () => {
    const here = machine({ '.env': BROKEN, 'b/.env': BROKEN });
    chmodSync(here.path('.env'), 0o444);
    linkSync(here.path('b/.env'), here.path('b/twin'));
    const { code, out } = here.run(['--fix']);
    expect(code).toBe(1);
    expect(here.read('.env')).toBe(BROKEN);
    expect(here.read('b/twin')).toBe(BROKEN);
    expect(out).toMatch(/read-only/);
    expect(out).not.toContain('can be fixed with --fix');
    expect(out).toMatch(/hard links/);
  });

  test('--diff shows the change and writes nothing', () => {
    const here = machine({ '.env': BROKEN });
    const { code, out } = here.run(['--diff']);
    expect(code).toBe(1);
    expect(out).toContain('--- a/.env\n+++ b/.env\n@@ -1 +1,3 @@\n');
    expect(here.read('.env')).toBe(BROKEN);
    here.write('.env', out);
    const clean = machine({ '.env': CLEAN }).run(['--diff']);
    expect(clean).toEqual({ code: 0, out: '', err: '' });
  });

  test('the diff applies with patch', () => {
    const here = machine({ '.env': BROKEN });
    const { out } = here.run(['--diff']);
    const { status } = spawnSync('git', ['apply', '-'], { cwd: here.dir, input: out });
    expect(status).toBe(0);
    expect(here.read('.env')).toBe(FIXED);
  });

  test('--only fixes that rule alone', () => {
    const here = machine({ '.env': `${BROKEN}HERMES_REQUEST_TIMEOUT=30\n` });
    here.run(['--fix', '--only', 'timeout-too-low']);
    expect(here.read('.env')).toBe(`${BROKEN}HERMES_REQUEST_TIMEOUT=120\n`);
  });

  test('files that were not asked for are read, not changed', () => {
    const here = machine({ '.zshrc': '. ./proxy.zsh\n', 'proxy.zsh': 'export https_proxy=http://127.0.0.1:7890\n' });
    const { out } = here.run(['.zshrc', '--fix', '--format', 'json']);
    expect(JSON.parse(out).files).toEqual([{ path: '.zshrc', language: 'shell' }]);
    expect(JSON.parse(out).diagnostics).toEqual([]);
    expect(here.read('proxy.zsh')).toBe('export https_proxy=http://127.0.0.1:7890\n');
  });
});

describe('standard input', () => {
  test('is checked under the given name', () => {
    const { code, out } = machine().run(['-', '--stdin-filename', 'a/.env', '--format', 'json'], { input: BROKEN });
    expect(code).toBe(1);
    expect(JSON.parse(out).diagnostics[0]).toMatchObject({ rule: 'missing-no-proxy', path: 'a/.env' });
  });

  test('comes back fixed, unmasked, and nothing else does', () => {
    const secret = 'OPENAI_API_KEY=sk-proj-abcdefghijklmnopqrstuvwxyz0123456789\n';
    const { code, out } = machine().run(['-', '--stdin-filename', '.env', '--fix'], { input: BROKEN + secret });
    expect({ code, out }).toEqual({ code: 0, out: FIXED + secret });
  });

  test('what cannot be read comes back as it was', () => {
    const { code, out } = machine().run(['-', '--stdin-filename', '.env', '--fix'], { input: 'A=\0\n' });
    expect({ code, out }).toEqual({ code: 2, out: 'A=\0\n' });
  });

  test('needs a name', () => {
    expect(machine().run(['-'], { input: BROKEN }).code).toBe(2);
  });
});

describe('paths', () => {
  test('an existing path wins over a glob; after -- everything is literal', () => {
    const here = machine({ '[a].env': BROKEN, 'a.env': CLEAN });
    const files = (args: string[]): string[] =>
      JSON.parse(here.run([...args, '--format', 'json']).out).files.map((one: { path: string }) => one.path);
    expect(files(['[a].env'])).toEqual(['[a].env']);
    expect(files(['*.env'])).toEqual(['[a].env', 'a.env']);
    expect(here.run(['--format', 'json', '--', '*.env']).code).toBe(2);
  });

  test('a path that begins with a dash, has a line break or an emoji', () => {
    const here = machine({ '-x.env': BROKEN, 'a\nb.env': BROKEN, '🙂/.env': BROKEN });
    const { out } = here.run(['--format', 'json', '--', '-x.env', 'a\nb.env', '🙂']);
    expect(JSON.parse(out).files.map((one: { path: string }) => one.path)).toEqual(['-x.env', 'a\nb.env', '🙂/.env']);
  });

  test('@FILE lists paths', () => {
    const here = machine({ 'list.txt': 'a.env\nb c.env\n', 'a.env': CLEAN, 'b c.env': CLEAN, 'd.env': CLEAN });
    expect(JSON.parse(here.run(['@list.txt', '--format', 'json']).out).summary.files).toBe(2);
  });

  test('.env is found though git ignores it; other ignored files and vendored trees are not', () => {
    const here = machine({
      '.git/HEAD': '',
      '.gitignore': '.env\nlocal/\n*.zsh\n',
      '.env': CLEAN,
      'local/.env.test': CLEAN,
      'local/x.sh': 'A=1\n',
      'a.zsh': 'A=1\n',
      'node_modules/p/.env': BROKEN,
    });
    const { out } = here.run(['--format', 'json']);
    expect(JSON.parse(out).files.map((one: { path: string }) => one.path)).toEqual(['.env', 'local/.env.test']);
    expect(JSON.parse(here.run(['--no-ignore', '--format', 'json']).out).summary.files).toBe(4);
  });

  test('a named path beats an ignore pattern, with a note, unless --force-exclude', () => {
    const here = machine({ '.env': BROKEN });
    const named = here.run(['.env', '--ignore', '.env']);
    expect(named.code).toBe(1);
    expect(named.err).toContain('.env matches an ignore pattern');
    expect(here.run(['.env', '--ignore', '.env', '--force-exclude']).code).toBe(2);
    expect(here.run(['.env', '--ignore', '.env', '--force-exclude', '--pass-on-no-files']).code).toBe(0);
    expect(here.run(['--ignore', '.env']).code).toBe(2);
  });

  test('--force-exclude judges what a hook hands over as if it had been found', () => {
    const here = machine({
      '.env': BROKEN,
      '.env.j2': BROKEN,
      'notes/profile': '[Groups/0]\nName=Default\n',
      'charts.yaml': 'replicas: 1\n',
      'bad.env': '',
    });
    here.write('bad.env', new Uint8Array([0x41, 0x3d, 0xff, 0x00]));
    symlinkSync('/nowhere/at/all', here.path('.zshrc'));
    const paths = ['.env', '.env.j2', 'notes/profile', 'charts.yaml', '.zshrc'];
    const { code, out, err } = here.run(['--force-exclude', '--format', 'json', ...paths]);
    expect([code, err]).toEqual([1, '']);
    expect(JSON.parse(out).files).toEqual([{ path: '.env', language: 'dotenv' }]);
    const broken = here.run(['--force-exclude', '--pass-on-no-files', 'bad.env']);
    expect(broken.code).toBe(2);
    expect(broken.err).toContain('bad.env');
  });

  test('--list-files gives the reasons', () => {
    const here = machine({
      '.env': CLEAN,
      'a.env': CLEAN,
      'x.service.j2': '[Unit]\n',
      '.vscode/settings.json': '{}\n',
      '.codex/config.toml': '',
    });
    const { code, out } = here.run(['--list-files', '--ignore', 'a.env']);
    expect(code).toBe(0);
    expect(out).toContain('.vscode/settings.json  json (vscode)  found by name');
    expect(out).toContain('.codex/config.toml  toml (codex)  found by name');
    expect(out).toContain('.env  dotenv  found by name');
    expect(out).toContain('a.env  -  matches an ignore pattern');
    expect(out).toContain('x.service.j2  -  a template');
  });

  test('a template is checked when it is named', () => {
    const here = machine({ '.env.j2': BROKEN });
    expect(here.run([]).code).toBe(2);
    expect(JSON.parse(here.run(['.env.j2', '--format', 'json']).out).summary.files).toBe(1);
  });
});

describe('reports', () => {
  test('several at once', () => {
    const here = machine({ '.env': BROKEN });
    const { out } = here.run(['--format', 'concise', '--format', 'json=out.json', '--format', 'sarif=out.sarif']);
    expect(out).toContain('.env:1:1: error');
    expect(rulesOf(here.read('out.json'))).toEqual(['missing-no-proxy']);
    expect(JSON.parse(here.read('out.sarif')).version).toBe('2.1.0');
    expect(here.run(['--format', 'json', '--format', 'concise']).code).toBe(2);
  });

  test('--format github appends a table to the summary of the step, and one that cannot be written fails nothing', () => {
    const here = machine({ '.env': BROKEN, 'summary.md': '# before\n' });
    const run = (file: string) => here.run(['--format', 'github'], { env: { GITHUB_STEP_SUMMARY: here.path(file) } });
    expect(run('summary.md').out).toContain('::error file=.env,line=1');
    expect(here.read('summary.md')).toMatch(/^# before\n### envlint\n[\s\S]*\| error \| `\.env:1` \|/);
    expect(run('none/summary.md')).toMatchObject({ code: 1, err: expect.stringContaining('none/summary.md') });
    here.run(['--format', 'concise'], { env: { GITHUB_STEP_SUMMARY: here.path('summary.md') } });
    expect(here.read('summary.md').match(/### envlint/g)).toHaveLength(1);
  });

  test('in the language of the locale, or of --lang', () => {
    const here = machine({ '.env': BROKEN });
    expect(here.run([], { env: { LANG: 'zh_CN.UTF-8' } }).out).toContain('本机请求也会走代理');
    expect(here.run([], { env: { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' } }).out).toContain('Local requests');
    expect(here.run(['--lang', 'zh-CN']).out).toContain('本机请求也会走代理');
    expect(here.run(['--lang', 'zh-CN', '--fxi']).err).toContain('未知选项');
  });

  test('coloured only when asked for, and never for machines', () => {
    const here = machine({ '.env': BROKEN });
    const escape = '\u001b[';
    expect(here.run([]).out).not.toContain(escape);
    expect(here.run(['--color', 'always']).out).toContain(escape);
    expect(here.run([], { env: { FORCE_COLOR: '1' } }).out).toContain(escape);
    expect(here.run([], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).out).not.toContain(escape);
    expect(here.run(['--color', 'always', '--format', 'json']).out).not.toContain(escape);
  });

  test('--level decides what is shown, the last line counts the rest', () => {
    const here = machine({ '.env': `${BROKEN}HERMES_REQUEST_TIMEOUT=30\n` });
    const { out } = here.run(['--level', 'error']);
    expect(out).not.toContain('timeout-too-low');
    expect(out).toContain('1 error');
  });

  test('--quiet says nothing where there is nothing to say', () => {
    expect(machine({ '.env': CLEAN }).run(['--quiet'])).toEqual({ code: 0, out: '', err: '' });
  });

  test('--statistics counts by rule', () => {
    expect(machine({ '.env': BROKEN }).run(['--statistics']).out).toMatch(/\n1 {2}missing-no-proxy/);
  });

  test('a reader that leaves is no error', () => {
    const here = machine({ '.env': BROKEN.repeat(1) });
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${PROGRAM}" rules | true; exit \${PIPESTATUS[0]}`],
      {
        cwd: here.dir,
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('other commands', () => {
  test('--version and version', () => {
    const { version } = JSON.parse(machine().run(['rules', '--format', 'json']).out) as { version: number };
    expect(version).toBe(1);
    expect(machine().run(['--version']).out).toBe(machine().run(['version']).out);
  });

  test.each(['en', 'zh-CN'])('help fits 80 columns (%s)', (lang) => {
    const { code, out } = machine().run(['--help', '--lang', lang]);
    expect(code).toBe(0);
    expect(out).toContain('--fail-on SEVERITY');
    for (const line of out.split('\n'))
      expect([...line].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 0)).toBeLessThanOrEqual(80);
  });

  test('explain takes the address that reports give for a rule', () => {
    const { run } = machine({ '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n' });
    const [{ url }] = JSON.parse(run(['--format', 'json', '.env']).out).diagnostics;
    expect(url).toBe('envlint:explain/missing-no-proxy');
    expect(run(['explain', url]).out).toBe(run(['explain', 'missing-no-proxy']).out);
  });
  test('explain shows the documentation, and guesses at a wrong name', () => {
    const { code, out } = machine().run(['explain', 'missing-no-proxy']);
    expect(code).toBe(0);
    expect(out).toContain('NO_PROXY');
    expect(machine().run(['explain', 'missing-noproxy']).err).toContain('did you mean missing-no-proxy?');
  });

  test('a command named like a folder is still reached by --', () => {
    const here = machine({ 'rules/.env': BROKEN });
    expect(here.run(['--', 'rules']).code).toBe(1);
    expect(existsSync(here.path('rules')) && lstatSync(here.path('rules')).isDirectory()).toBe(true);
  });

  test('an unreadable folder is noted and skipped', () => {
    const here = machine({ '.env': CLEAN });
    mkdirSync(here.path('closed'));
    chmodSync(here.path('closed'), 0);
    const { code } = here.run([]);
    chmodSync(here.path('closed'), 0o700);
    expect(code).toBe(0);
  });
});
