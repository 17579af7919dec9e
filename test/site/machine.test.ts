/** The playground's machine without its page: what it says, repairs, masks and recognises. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fix, lint } from '../../src/index.ts';
import { openMachine } from '../../src/site/core/machine.ts';

const story = new URL('../../fixtures/hermes-behind-clash/machine/', import.meta.url);
const FILES = ['.config/mihomo/config.yaml', '.hermes/.env'].map((path) => ({
  path,
  text: readFileSync(new URL(path, story), 'utf8'),
}));

async function opened(files = FILES) {
  const machine = openMachine();
  await machine.set(files);
  return machine;
}

const offsetOf = (path: string, needle: string): number =>
  FILES.find((file) => file.path === path)?.text.indexOf(needle) ?? -1;

describe('what it finds', () => {
  test('is what the library finds, in both languages', async () => {
    const { marks, headline, fixable } = (await opened()).check('en');
    const { diagnostics } = await lint(FILES, { home: '' });
    expect(marks.map(({ rule, path, start }) => [rule, path, start])).toEqual(
      diagnostics.map(({ rule, at }) => [rule, at.file, at.start]),
    );
    expect(headline).toBe('2 errors, 1 warning');
    expect(fixable).toBe(3);
    expect((await opened()).check('zh-CN').headline).toBe('2 个错误，1 个警告');
  });

  test('follows texts as they change and files as they go', async () => {
    const machine = await opened();
    await machine.put({ path: '.hermes/.env', text: '# empty\n' });
    expect(machine.check('en').marks.some(({ rule }) => rule === 'missing-no-proxy')).toBe(false);
    await machine.remove('.hermes/.env');
    expect(Object.keys(machine.check('en').kinds)).toEqual(['.config/mihomo/config.yaml']);
  });

  test('heeds envlint.yaml, and says why it does not', async () => {
    const machine = await opened();
    await machine.put({
      path: 'envlint.yaml',
      text: 'rules: { missing-no-proxy: off }\nnetwork: { region: abroad }\n',
    });
    const rules = machine.check('en').marks.map(({ rule }) => rule);
    expect(rules).not.toContain('missing-no-proxy');
    expect(rules).not.toContain('domestic-via-proxy');
    await machine.put({ path: 'envlint.yaml', text: 'rules: [' });
    expect(machine.check('en').fault).toMatch(/^envlint\.yaml: /);
  });

  test('is repaired as the library repairs it', async () => {
    const { changed, count } = (await opened()).fix(false);
    const expected = await fix(FILES, { home: '', level: 'info' });
    expect(changed.map(({ path, text }) => [path, text])).toEqual([...expected.changed]);
    expect(count).toBe(expected.applied.length);
  });
});

describe('a hover', () => {
  const ends = async (path: string, needle: string) =>
    (await opened()).hover(path, offsetOf(path, needle) + 1, 'en')?.lines.map(({ host, end }) => [host, end]);

  test('on a variable or its value tells who goes where', async () => {
    const all = await ends('.hermes/.env', 'http://127.0.0.1:7890');
    expect(all).toContainEqual(['api.deepseek.com', '🇯🇵 东京']);
    expect(await ends('.hermes/.env', 'HTTPS_PROXY')).toEqual(all);
  });

  test('on a rule tells what it catches, also for a host that nothing names', async () => {
    expect(await ends('.config/mihomo/config.yaml', 'MATCH')).toEqual([['api.deepseek.com', '🇯🇵 东京']]);
    expect(await ends('.config/mihomo/config.yaml', 'DOMAIN-SUFFIX,openai.com')).toEqual([['openai.com', '🇯🇵 东京']]);
  });

  test('on the name of a group or a node tells where it leads and who goes that way', async () => {
    const path = '.config/mihomo/config.yaml';
    const hover = async (needle: string, lang: 'en' | 'zh-CN' = 'en') =>
      (await opened()).hover(path, offsetOf(path, needle) + needle.length - 1, lang);
    const through = ['api.deepseek.com', 'openrouter.ai'].map((host) => ({
      host,
      clients: '',
      verdict: 'proxy',
      end: '🇯🇵 东京',
    }));
    expect(await hover('- name: 节点')).toMatchObject({
      title: 'select group: 节点选择 → 🇯🇵 东京',
      lines: through,
    });
    expect((await hover('- name: 节点', 'zh-CN'))?.title).toBe('select 策略组：节点选择 → 🇯🇵 东京');
    expect(await hover('proxies: ["🇯🇵 东')).toMatchObject({ title: 'trojan node: 🇯🇵 东京', lines: through });
    expect(await hover('{name: "🇸🇬 新')).toMatchObject({ title: 'trojan node: 🇸🇬 新加坡', lines: [] });
  });

  test('on words that decide nothing says nothing', async () => {
    expect(await ends('.config/mihomo/config.yaml', 'log-level')).toBeUndefined();
  });
});

describe('what may leave the page', () => {
  const SECRETS = ['hunter2secret', 'sk-abcdefghijklmnop1234', 'q8Zt3LmWx0'];
  const files = [
    { path: '.env', text: `OPENAI_API_KEY=${SECRETS[1]}\nHTTPS_PROXY=http://me:${SECRETS[0]}@127.0.0.1:7890\n` },
    { path: 'notes.txt', text: `DB_PASSWORD=${SECRETS[2]}\n` },
  ];

  test('has no secret in files, errors, findings and comments', async () => {
    const machine = await opened(files);
    const masked = machine.masked(`proxy http://me:${SECRETS[0]}@127.0.0.1:7890 refused`);
    const out = [
      JSON.stringify(masked),
      machine.comment('en'),
      JSON.stringify(machine.map('en', ['api.openai.com'])),
      JSON.stringify(machine.check('en').marks.map(({ repairs: _, ...mark }) => mark)),
    ].join('\n');
    for (const secret of SECRETS) expect(out).not.toContain(secret);
    expect(masked.count).toBe(4);
    expect(masked.files.map(({ path }) => path)).toEqual(['.env', 'notes.txt']);
  });
});

describe('a pasted text', () => {
  test.each([
    ['HTTPS_PROXY=http://127.0.0.1:7890\nNO_PROXY=localhost\n', '.env'],
    ['mixed-port: 7890\nrules:\n  - MATCH,DIRECT\n', 'config.yaml'],
    ['[Service]\nExecStart=/usr/bin/x\n', 'example.service'],
    ['proxy_on() {\n  export https_proxy=http://127.0.0.1:7890\n}\n', '.bashrc'],
    ['set -gx https_proxy http://127.0.0.1:7890\n', 'config.fish'],
    [
      '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>Label</key><string>a</string><key>ProgramArguments</key><array/></dict></plist>\n',
      'com.example.agent.plist',
    ],
    ['nameserver 8.8.8.8\n', 'resolv.conf'],
    ['curl: (7) Failed to connect to 127.0.0.1 port 7890: Connection refused', undefined],
    ['Traceback (most recent call last):\n  File "x.py", line 3\nhttpx.ConnectTimeout: timed out', undefined],
  ])('%j', (text, name) => {
    expect(openMachine().guess(text).name).toBe(name);
  });
});
