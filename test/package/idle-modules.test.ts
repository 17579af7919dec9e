/** A run over a `.env` loads few modules of which it uses nothing: those lie in the chunks of `LATER` in chunks.mjs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type InputOptions, type OutputOptions } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Of what is loaded, in hundredths of its characters. When this fails, some of the names below belong into `LATER`. */
const MOST_IDLE = 7;
/** Clients, whose tables are put together while they are loaded: in a chunk of their own they would be loaded at once. */
const CLIENTS = /^src\/routing\/(?:clients\/|families)/;
/** So many of the largest are named. */
const NAMED = 12;

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'envlint-idle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program in chunks in which a comment before each module says which one it is. */
beforeAll(async () => {
  const { bundling, programOptions } = (await import(
    String(new URL('../../src/scripts/program.mjs', import.meta.url))
  )) as {
    bundling: (root: string, define: Readonly<Record<string, string>>) => InputOptions;
    programOptions: (root: string) => Promise<InputOptions & { readonly output: OutputOptions }>;
  };
  const { output, ...options } = await programOptions(root);
  const define = { ENVLINT_VERSION: '""', ENVLINT_HOMEPAGE: '""' };
  await build({ ...bundling(root, define), ...options, logLevel: 'silent', output: { ...output, dir: folder } });
  writeFileSync(join(folder, 'envlint.cjs'), readFileSync(join(root, 'src/scripts/launch.cjs')));
}, 60_000);

interface Coverage {
  readonly result: readonly { readonly url: string; readonly functions: readonly Counted[] }[];
}
interface Counted {
  readonly functionName: string;
  readonly ranges: readonly [{ readonly startOffset: number; readonly count: number }];
}

/** Runs the program, and counts the calls of each of its functions. */
const HOOK = `
  const { Session } = require('node:inspector');
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  process.on('exit', () => session.post('Profiler.takePreciseCoverage', (_, all) =>
    require('node:fs').writeFileSync('counted.json', JSON.stringify(all))));
  require('./envlint.cjs').load('main.cjs');
`;

interface Module {
  readonly name: string;
  readonly start: number;
  readonly size: number;
  functions: number;
  called: number;
}

/** The modules of a chunk, with how many of their functions were called. */
function modulesOf(text: string, functions: readonly Counted[]): readonly Module[] {
  const marks = [...text.matchAll(/^\/\/ ((?:src|rules|node_modules)\/\S+)$/gm)];
  const modules = marks.map(({ index, 1: name = '' }, at): Module => {
    const end = marks[at + 1]?.index ?? text.length;
    return { name, start: index, size: end - index, functions: 0, called: 0 };
  });
  for (const { functionName, ranges } of functions) {
    // What hands out an export is no function of its own.
    const own = functionName === 'get' ? undefined : modules.findLast(({ start }) => start <= ranges[0].startOffset);
    if (!own) continue;
    own.functions++;
    own.called += ranges[0].count;
  }
  return modules;
}

test('nearly all that a run over a .env loads is used', () => {
  writeFileSync(join(folder, '.env'), 'HTTPS_PROXY=http://127.0.0.1:7890\nNO_PROXY=localhost,127.0.0.1,::1\n');
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const { stderr } = spawnSync(process.execPath, ['-e', HOOK, 'envlint', '--no-config', '.env'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  const { result } = JSON.parse(readFileSync(join(folder, 'counted.json'), 'utf8')) as Coverage;
  const modules = result
    .filter(({ url }) => url.startsWith('envlint/'))
    .flatMap(({ url, functions }) => modulesOf(readFileSync(join(folder, url.slice(8)), 'utf8'), functions));
  const sizeOf = (some: readonly Module[]): number => some.reduce((sum, { size }) => sum + size, 0);
  const idle = modules.filter(({ name, functions, called }) => functions > 0 && called === 0 && !CLIENTS.test(name));
  const names = idle.sort((a, b) => b.size - a.size).map(({ name, size }) => `${name} (${size})`);
  expect(stderr).toBe('');
  expect(modules.length).toBeGreaterThan(100);
  expect((sizeOf(idle) / sizeOf(modules)) * 100, names.slice(0, NAMED).join(', ')).toBeLessThan(MOST_IDLE);
});
