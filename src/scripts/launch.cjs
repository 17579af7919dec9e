#!/usr/bin/env node
// Starts main.cjs from V8's own compiled form where that was made by this very version of Node, else from its text.
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const filename = join(__dirname, 'main.cjs');
let cachedData;
try {
  cachedData = readFileSync(join(__dirname, `main-${process.versions.v8}-${process.arch}.cache`));
} catch {
  // Built by another Node: compile as usual.
}
if (cachedData === undefined) require('./main.cjs');
else {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`;
  const own = { exports: {} };
  new Script(source, { filename, cachedData }).runInThisContext()(own.exports, require, own, filename, __dirname);
}
