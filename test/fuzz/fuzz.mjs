/** Bundles the fuzzer into a temporary folder and runs it; with `--properties`, runs the property tests on new values instead, with `growth`, what is repeated twice as often. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { growth } from './growth.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
if (process.argv.includes('--properties')) properties();
else if (process.argv[2] === 'growth') process.exitCode = growth(root, process.argv.slice(3));
else await fuzz();

/** Every test file that has properties, with the seed given after `--properties`, or a random one. */
function properties() {
  const seed = Number(process.argv[process.argv.indexOf('--properties') + 1] ?? Date.now() % 2 ** 31);
  const files = readdirSync(join(root, 'test'), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"));
  process.stdout.write(`seed ${seed}\n`);
  const env = { ...process.env, PROPERTY_SEED: String(seed) };
  const { status } = spawnSync('npx', ['vitest', 'run', ...files], { cwd: root, env, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

async function fuzz() {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-fuzz-'));
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['test/fuzz/main.ts', 'test/fuzz/worker.ts'],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      keepNames: true,
      sourcemap: 'inline',
      // Packages in the old format ask for `require`.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
    });
    const { main } = await import(pathToFileURL(join(folder, 'main.mjs')).href);
    process.exitCode = await main(root, pathToFileURL(join(folder, 'worker.mjs')), process.argv.slice(2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
