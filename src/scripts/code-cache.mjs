#!/usr/bin/env node
/** `code-cache.mjs DIST`: keeps V8's compiled form of the program's parts, with the functions a typical run uses. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [dist] = process.argv.slice(2);
for (const name of readdirSync(dist)) if (name.endsWith('.cache')) rmSync(join(dist, name));

const { load, parts, cacheName } = createRequire(import.meta.url)(join(dist, 'envlint.cjs'));
const sample = fileURLToPath(new URL('./sample', import.meta.url));
process.argv = [process.execPath, 'envlint', '--no-config', '--format', 'pretty=/dev/null', sample];
load('main.cjs');
process.on('exit', () => {
  for (const [name, { script }] of parts) writeFileSync(join(dist, cacheName(name)), script.createCachedData());
  process.exitCode = 0;
});
