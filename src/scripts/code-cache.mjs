#!/usr/bin/env node
/** `code-cache.mjs DIST WORD…`: keeps V8's compiled form of the chunks that a run with these words loads. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [dist, ...words] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { load, chunks, compiled } = require(join(dist, 'envlint.cjs'));
const { keep } = require(join(dist, 'keep-code.cjs'));

process.argv = [process.execPath, 'envlint', ...words];
process.on('exit', (code) => {
  keep(chunks, compiled);
  // Findings are expected.
  process.exitCode = code === 1 ? 0 : code;
});
load('main.cjs');
