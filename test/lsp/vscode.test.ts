/** The extension for VS Code as it is packed: its own code over a stand-in for `vscode`, and the built server below it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stage } from '../../src/scripts/extension.mjs';
import { machine } from '../cli/harness.ts';
import { type Fake, fakeVscode, noToken } from './fake-vscode.ts';
import { type CodeAction, type CodeLens, type Hover, Position, Range } from './fake-vscode-classes.ts';

interface Extension {
  activate(context: object): Promise<void>;
  deactivate(): Promise<void>;
}

const folder = mkdtempSync(join(tmpdir(), 'envlint-vscode-'));
const opened: Extension[] = [];
beforeAll(() => stage(folder));
afterAll(async () => {
  for (const one of opened) await one.deactivate();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the extension in an editor. */
async function start(fake: Fake): Promise<Extension> {
  const home = join(folder, 'node_modules/vscode');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'index.js'), 'module.exports = globalThis.fakeVscode;\n');
  Object.assign(globalThis, { fakeVscode: fake.module });
  const load = createRequire(join(folder, 'extension.cjs'));
  for (const path of Object.keys(load.cache)) if (path.startsWith(folder)) delete load.cache[path];
  const extension = load('./extension.cjs') as Extension;
  opened.push(extension);
  await extension.activate({ asAbsolutePath: (path: string) => join(folder, path), subscriptions: [] });
  return extension;
}

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\nDEEPSEEK_API_KEY=sk-0123456789abcdef0123456789abcdef\n';
const codes = (fake: Fake, document: Parameters<Fake['diagnostics']>[0]): unknown[] =>
  fake.diagnostics(document).map(({ code }) => (typeof code === 'object' ? (code as { value: unknown }).value : code));

test('findings, repairs, hovers, lenses and routes reach the editor', async () => {
  const on = machine({ '.env': ENV });
  const fake = fakeVscode({ folder: on.dir, language: 'en', settings: {}, typed: 'api.deepseek.com' });
  const env = fake.open(on.path('.env'), 'dotenv', ENV);
  await start(fake);
  await expect.poll(() => codes(fake, env), { timeout: 30_000 }).toEqual(['missing-no-proxy']);
  expect(fake.statusItem).toMatchObject({ text: 'envlint', severity: 0 });

  const about = { diagnostics: [], only: undefined, triggerKind: 1 };
  const actions = await fake.ask<CodeAction[]>(
    'CodeAction',
    'provideCodeActions',
    env,
    new Range(0, 0, 0, 5),
    about,
    noToken(),
  );
  const [fix, silence] = actions;
  expect(fix).toMatchObject({ isPreferred: true, kind: { value: 'quickfix' } });
  expect(fix?.edit?.entries()).toEqual([
    [
      env.uri.toString(),
      [expect.objectContaining({ newText: 'NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n' })],
    ],
  ]);
  expect(silence?.edit?.entries()[0]?.[1]).toEqual([
    expect.objectContaining({ snippet: { value: expect.stringContaining('missing-no-proxy: ${1:') } }),
  ]);

  const hover = await fake.ask<Hover>('Hover', 'provideHover', env, new Position(0, 2), noToken());
  expect(JSON.stringify(hover.contents)).toContain('| curl | does not read it | through this proxy |');
  const [lens] = await fake.ask<CodeLens[]>('CodeLens', 'provideCodeLenses', env, noToken());
  await fake.execute(lens!.command!.command, ...lens!.command!.arguments);
  expect(fake.shown.at(-1)).toContain('https://api.deepseek.com');
  await fake.execute('envlint.askRoute');
  expect(fake.shown).toHaveLength(2);

  fake.type(env, 'A=1\n');
  await expect.poll(() => codes(fake, env), { timeout: 30_000 }).toEqual([]);
  fake.type(env, ENV);
  await expect.poll(() => codes(fake, env), { timeout: 30_000 }).toEqual(['missing-no-proxy']);
});

test('the settings of the user count, also when they change, in the language of the editor', async () => {
  const on = machine({ '.env': ENV });
  const fake = fakeVscode({ folder: on.dir, language: 'zh-cn', settings: { level: 'error' }, typed: '' });
  const env = fake.open(on.path('.env'), 'dotenv', ENV);
  const extension = await start(fake);
  await expect.poll(() => fake.diagnostics(env)[0]?.message, { timeout: 30_000 }).toMatch(/[一-鿿]/);
  fake.configure({ lang: 'en' });
  await expect.poll(() => fake.diagnostics(env)[0]?.message, { timeout: 30_000 }).toMatch(/^[ -~]+$/);
  await fake.execute('envlint.restart');
  await expect.poll(() => codes(fake, env), { timeout: 30_000 }).toEqual(['missing-no-proxy']);
  await extension.deactivate();
  expect(fake.statusItem).toMatchObject({ text: 'envlint 已停止', severity: 2 });
});
