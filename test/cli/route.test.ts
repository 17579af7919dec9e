/** `envlint route`: from whose environment a request is sent, by which client, and which lines decide. */
import { describe, expect, test } from 'vitest';
import { machine } from './harness.ts';

const LIST = 'export no_proxy=localhost,127.0.0.1,::1 NO_PROXY=localhost,127.0.0.1,::1\n';
const HTTP = `export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890\n${LIST}`;
const json = (text: string) => JSON.parse(text).routes as { client: string; verdict: string; environment: string }[];

describe('where', () => {
  test.each([[['--home']], [['--root', '.']]])('%s answers for the whole machine', (place) => {
    const { code, out } = machine({ '.zshrc': HTTP }).run([
      'route',
      'https://api.openai.com',
      ...place,
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    expect(json(out).map(({ environment, verdict }) => [environment, verdict])).toContainEqual(['.zshrc', 'proxy']);
  });
  test('outside of any project --home is offered', () => {
    const { code, err } = machine().run(['route']);
    expect([code, err.includes('route --home')]).toEqual([2, true]);
    const asked = machine().run(['route', 'https://api.openai.com']);
    expect([asked.code, asked.err.includes('route --home URL')]).toEqual([0, true]);
  });
});

describe('who', () => {
  test('clients are grouped by the lines that decide, and the headline names them', () => {
    const { out } = machine({ '.curlrc': 'proxy = "http://127.0.0.1:7890"\n', '.bashrc': HTTP }).run([
      'route',
      'https://api.openai.com',
      '.',
    ]);
    expect(out).toContain('all leave through the proxy, by different lines. curl: .curlrc:1; ');
    expect(out.replace(/\s+/g, ' ')).toContain('python, node and go: .bashrc:1');
  });
  test('agents and runtimes have their own answers', () => {
    const { out } = machine({ '.env': 'HTTP_PROXY=http://127.0.0.1:7890\n' }).run([
      'route',
      'https://api.anthropic.com',
      '.env',
      '--format',
      'json',
      ...['claude', 'codex', 'gemini', 'opencode', 'bun', 'deno', 'hermes', 'uv'].flatMap((name) => ['--client', name]),
    ]);
    expect(Object.fromEntries(json(out).map(({ client, verdict }) => [client, verdict]))).toEqual({
      claude: 'proxy',
      codex: 'direct',
      gemini: 'proxy',
      opencode: 'direct',
      bun: 'direct',
      deno: 'direct',
      hermes: 'proxy',
      uv: 'direct',
    });
  });
  test('a package that decides is named, and breaks no promise', () => {
    const here = machine({
      '.zshrc': `${HTTP}export all_proxy=socks5://127.0.0.1:7890\n`,
      'envlint.yaml': 'routes:\n  - url: http://127.0.0.1:8000\n    expect: direct\n    clients: [curl, python]\n',
    });
    expect(here.run(['route', 'http://127.0.0.1:8000', '.']).out).toContain(
      'httpx needs the package socksio for socks5://; the rest go direct',
    );
    const { code, out } = here.run(['test', '.']);
    expect(code).toBe(0);
    expect(out).toContain('open');
    expect(out).toContain('socksio');
  });
});

describe('agents and their own files', () => {
  const FILES = {
    '.zshrc': 'export HTTPS_PROXY=http://127.0.0.1:7890 NO_PROXY=localhost,127.0.0.1\n',
    '.claude/settings.json': '{"env": {"HTTPS_PROXY": "http://127.0.0.1:1111"}}\n',
    '.codex/.env': 'HTTPS_PROXY=http://127.0.0.1:2222\n',
    '.gemini/.env': 'HTTPS_PROXY=http://127.0.0.1:3333\nNO_PROXY=api.example.com\n',
    '.hermes/.env': 'HTTPS_PROXY=http://127.0.0.1:4444\n',
  };
  const routes = (files: Readonly<Record<string, string>>, client: string, place = ['--home']) =>
    JSON.parse(
      machine(files).run(['route', 'https://api.example.com', ...place, '--client', client, '--format', 'json']).out,
    ).routes.map(({ environment, proxy, verdict }: Record<string, string>) => [environment, proxy ?? verdict]);

  test.each([
    ['claude', 1111],
    ['codex', 2222],
    ['codex-ws', 2222],
    ['gemini', 7890],
    ['opencode', 7890],
    ['openclaw', 7890],
    ['hermes', 4444],
  ])('%s has its own file over the shell, and no file of another agent', (client, port) => {
    const wanted = [['.zshrc', expect.stringContaining(`127.0.0.1:${port}`)]];
    expect(routes(FILES, client)).toEqual(wanted);
    expect(routes(FILES, client, ['--root', '.'])).toEqual(wanted);
  });
  test('Gemini CLI takes what the shell lacks, Codex also what it has', () => {
    const shell = { '.zshrc': 'export HTTPS_PROXY=http://127.0.0.1:7890\n' };
    const own = 'NO_PROXY=api.example.com\nHTTPS_PROXY=http://127.0.0.1:3333\n';
    expect(routes({ ...shell, '.gemini/.env': own }, 'gemini')).toEqual([['.zshrc', 'direct']]);
    expect(routes({ '.gemini/.env': 'HTTPS_PROXY=http://127.0.0.1:3333\n' }, 'gemini')).toEqual([
      ['.gemini/.env', expect.stringContaining(':3333')],
    ]);
    expect(routes({ ...shell, '.codex/.env': 'HTTPS_PROXY=\n' }, 'codex')).toEqual([['.zshrc', 'direct']]);
  });
  test('without a file of its own an agent has the shell, and nothing where only other agents have a proxy', () => {
    const other = { '.codex/.env': FILES['.codex/.env'] };
    expect(routes(other, 'claude')).toEqual([[expect.any(String), 'direct']]);
    expect(routes({ ...other, '.zshrc': FILES['.zshrc'] }, 'claude')).toEqual([
      ['.zshrc', expect.stringContaining(':7890')],
    ]);
    expect(routes({ ...other, '.claude/settings.local.json': FILES['.claude/settings.json'] }, 'claude')).toEqual([
      ['.claude/settings.local.json', expect.stringContaining(':1111')],
    ]);
  });
  test('a function that sets a proxy is overridden, too', () => {
    const zshrc = 'proxy_on() { export HTTPS_PROXY=http://127.0.0.1:7890; }\n';
    expect(routes({ ...FILES, '.zshrc': zshrc }, 'codex')).toContainEqual([
      '.zshrc:proxy_on',
      expect.stringContaining(':2222'),
    ]);
  });
  test('`test` keeps a promise about an agent by its own file', () => {
    const promise = 'routes:\n  - url: https://api.example.com\n    expect: direct\n    clients: [codex]\n';
    const own = {
      '.codex/.env': 'NO_PROXY=api.example.com\n',
      '.claude/settings.json': FILES['.claude/settings.json'],
    };
    const here = machine({ '.zshrc': FILES['.zshrc'], ...own, 'envlint.yaml': promise });
    expect(here.run(['test', '--home', '--config', 'envlint.yaml']).code).toBe(0);
    here.write('.codex/.env', 'NO_PROXY=api.example.org\n');
    expect(here.run(['test', '--home', '--config', 'envlint.yaml']).code).toBe(1);
  });
});

describe('ssh', () => {
  test('git and ssh answer, by ~/.ssh/config', () => {
    const here = machine({
      '.zshrc': HTTP,
      '.ssh/config': 'Host github.com\n  ProxyCommand nc -x 127.0.0.1:7891 %h %p\n',
    });
    const { out } = here.run(['route', 'git@github.com:a/b.git', '--home', '--format', 'json']);
    expect(json(out).map(({ client, verdict }) => [client, verdict])).toEqual([
      ['git', 'proxy'],
      ['ssh', 'proxy'],
    ]);
    const pretty = here.run(['route', 'ssh://git@example.com/x', '--home']).out;
    expect(pretty).toContain('connects directly');
    expect(pretty).toContain('ssh reads no proxy variable');
  });
});

describe('hosts that the files name', () => {
  const files = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `app${index}/.env`,
        `HTTPS_PROXY=http://127.0.0.1:7890\nOPENAI_BASE_URL=https://api${index}.example.com/v1\n`,
      ]),
    );
  test('are all asked about where they are few', () => {
    const { out, err } = machine(files(5)).run(['route', '--format', 'json']);
    expect(new Set(json(out).map(({ environment }) => environment)).size).toBe(5);
    expect(json(out)).toHaveLength(5 * 5 * 4);
    expect(err).toBe('');
  });
  test('are cut where every host from every environment is too much, and the user is told', () => {
    const { out, err } = machine(files(60)).run(['route', '--format', 'json']);
    expect(json(out)).toHaveLength(8 * 60 * 4);
    expect(err).toContain('name 60 hosts: this answers for the first 8; name a URL');
  });
});
