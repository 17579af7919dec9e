/** What an agent is told, through the official client. */

import { readdirSync, symlinkSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machine, PROGRAM } from '../cli/harness.ts';

const SECRET = 'k8Ns2vQx91Lw';
const ENV = `HTTPS_PROXY=http://anna:${SECRET}@127.0.0.1:7890\nDEEPSEEK_API_KEY=sk-0123456789abcdef0123456789abcdef\n`;

describe('an agent', () => {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { roots: { listChanged: true } } });
  const home = machine({ '.zshrc': `export HTTPS_PROXY=http://127.0.0.1:1\n`, 'project/.env': ENV });
  const elsewhere = machine({ '.env': ENV });
  const root = home.path('project');
  const roots = [root];

  beforeAll(async () => {
    symlinkSync(elsewhere.path('.env'), home.path('project/.env.local'));
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: roots.map((path) => ({ uri: pathToFileURL(path).href })),
    }));
    const env = { PATH: process.env.PATH ?? '', HOME: home.dir };
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [PROGRAM, 'mcp'], env, cwd: '/' }),
    );
  });
  afterAll(() => client.close());

  const call = async (
    name: string,
    given: Record<string, unknown> = {},
  ): Promise<{ text: string; isError: boolean }> => {
    const { content, isError } = await client.callTool({ name, arguments: given });
    const [first] = content as { text: string }[];
    return { text: first?.text ?? '', isError: isError === true };
  };

  test('finds four tools that only read', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['lint', 'preview_fix', 'route', 'explain']);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  test('is told what is wrong, in the shape of the command, without secrets', async () => {
    const { text } = await call('lint');
    const report = JSON.parse(text) as { version: number; files: { path: string }[]; diagnostics: { rule: string }[] };
    expect(report.version).toBe(1);
    expect(report.files).toEqual([{ path: '.env', language: 'dotenv' }]);
    expect(report.diagnostics.map(({ rule }) => rule)).toContain('missing-no-proxy');
    expect(text).not.toContain(SECRET);
    expect(JSON.parse((await call('lint', { only: ['malformed-url'] })).text)).toMatchObject({ diagnostics: [] });
  });

  test('sees what a repair would change, and nothing is changed', async () => {
    const { text } = await call('preview_fix', { paths: ['.env'] });
    const preview = JSON.parse(text) as { diff: string; fixed: { rule: string }[] };
    expect(preview.diff).toContain('+NO_PROXY=localhost,127.0.0.1,::1');
    expect(preview.diff).not.toContain(SECRET);
    expect(preview.fixed.map(({ rule }) => rule)).toContain('missing-no-proxy');
    expect(home.read('project/.env')).toBe(ENV);
    expect(readdirSync(root).sort()).toEqual(['.env', '.env.local']);
  });

  test('learns where a request goes', async () => {
    const { text } = await call('route', { urls: ['https://api.deepseek.com/'], clients: ['curl'] });
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      routes: [{ url: 'https://api.deepseek.com/', client: 'curl', environment: '.env', verdict: 'proxy' }],
    });
    expect(text).not.toContain(SECRET);
  });

  test('reads about a rule and about an error, and what causes that here', async () => {
    expect((await call('explain', { topic: 'missing-no-proxy', lang: 'zh-CN' })).text).toMatch(
      /^missing-no-proxy .*\n.*[一-鿿]/,
    );
    const { text } = await call('explain', {
      topic: 'curl: (7) Failed to connect to 127.0.0.1 port 7890: Connection refused',
      paths: ['.'],
    });
    expect(JSON.parse(text)).toMatchObject({ version: 1, symptoms: [{ id: expect.any(String) }] });
    expect(await call('explain', { topic: 'mising-no-proxy' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('missing-no-proxy'),
    });
  });

  test.each([[['../.zshrc']], [['/etc/hosts']], [['.env.local']], [['nowhere']]])('is refused %s', async (paths) => {
    const { isError, text } = await call('lint', { paths });
    expect(isError).toBe(true);
    expect(text).not.toContain(SECRET);
  });

  test.each([
    ['lint', { paths: 'x' }, 'paths is a list of texts'],
    ['lint', { path: ['.env'] }, 'lint has no argument path; did you mean paths?'],
    ['lint', { level: 'fatal' }, 'level is one of error, warning, info'],
    ['preview_fix', { unsafe: 'no' }, 'unsafe is true or false'],
    ['route', { urls: [7] }, 'urls is a list of texts'],
    ['explain', {}, 'explain needs topic'],
    ['nothing', {}, 'there is no tool nothing'],
  ])('is told what was wrong with its arguments: %s %j', async (name, given, words) => {
    expect(await call(name, given)).toMatchObject({ isError: true, text: expect.stringContaining(words) });
  });

  test('is told why a file that it names is not read', async () => {
    home.write('project/large.env', `A=${'1'.repeat(21 * 1024 * 1024)}\n`);
    const { isError, text } = await call('lint', { paths: ['large.env'] });
    expect(isError).toBe(true);
    expect(text).toContain('large.env: ');
  });

  test('is answered about other folders once the client names them, and never from a policy outside of them', async () => {
    const other = machine({
      'policy.yaml': 'rules:\n  missing-no-proxy: off\n',
      'envlint.yaml': 'rules:\n  missing-no-proxy: off\n',
      'inside/.env': ENV,
      'extending/.env': ENV,
      'extending/envlint.yaml': 'extends: ../policy.yaml\n',
    });
    const named = async (...folders: string[]): Promise<{ text: string; isError: boolean }> => {
      roots.splice(0, roots.length, ...folders);
      await client.sendRootsListChanged();
      return call('lint', { only: ['missing-no-proxy'] });
    };
    try {
      const inside = await named(other.path('inside'));
      expect(JSON.parse(inside.text)).toMatchObject({ diagnostics: [{ rule: 'missing-no-proxy', path: '.env' }] });
      expect(await named(other.path('extending'))).toMatchObject({
        isError: true,
        text: expect.stringContaining('policy.yaml'),
      });
      expect(await named()).toMatchObject({ isError: true, text: 'the client names no folders' });
    } finally {
      await named(root);
    }
  });
});
