/** Bundles the fuzzer into a temporary folder and runs it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
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
