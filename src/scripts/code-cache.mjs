#!/usr/bin/env node
/** `code-cache.mjs DIST`: keeps V8's compiled form of main.cjs, with the functions a typical run uses. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

const [dist] = process.argv.slice(2);
const filename = join(dist, 'main.cjs');
// The same wrapper as launch.cjs: the cache only fits the very same text.
const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`;
const script = new Script(source, { filename });
for (const name of readdirSync(dist)) if (name.endsWith('.cache')) rmSync(join(dist, name));

const sample = join(import.meta.dirname, 'sample');
const write = process.stdout.write;
process.argv = [process.execPath, filename, '--no-config', '--color', 'never', '--format', 'pretty=/dev/null', sample];
const own = { exports: {} };
script.runInThisContext()(own.exports, createRequire(filename), own, filename, dist);
process.on('exit', () => {
  process.stdout.write = write;
  writeFileSync(join(dist, `main-${process.versions.v8}-${process.arch}.cache`), script.createCachedData());
  process.exitCode = 0;
});
