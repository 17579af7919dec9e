/** `npm run sweep NAME -- …`: bundles one of the long comparisons with real programs and runs it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [name = '', ...argv] = process.argv.slice(2);
const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside the repository, so that packages the bundle leaves out are found.
const folder = mkdtempSync(join(root, 'node_modules', '.sweep-'));
try {
  const outfile = join(folder, 'sweep.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: [`test/sweeps/${name}.ts`],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
  });
  const { main } = await import(pathToFileURL(outfile).href);
  process.exitCode = await main(argv);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
