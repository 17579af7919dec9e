#!/usr/bin/env node
/** `code-cache.mjs DIST SAMPLE`: keeps V8's compiled form of the chunks that a run over a sample loads. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [dist, sample] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { load, chunks, compiled } = require(join(dist, 'envlint.cjs'));
const { keep } = require(join(dist, 'keep-code.cjs'));

process.argv = [process.execPath, 'envlint', '--no-config', '--format', 'pretty=/dev/null', sample];
process.on('exit', (code) => {
  keep(chunks, compiled);
  // Findings are expected.
  process.exitCode = code === 1 ? 0 : code;
});
load('main.cjs');
