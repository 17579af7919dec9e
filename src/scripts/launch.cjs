#!/usr/bin/env node
// Starts main.cjs and what it loads on demand, from V8's own compiled form where this very version of Node made it.
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** Every part that was loaded, by file name. */
const parts = new Map();

/** Where V8's compiled form of a part is kept: it only fits the same V8 on the same kind of machine. */
const cacheName = (name) => `${name}-${process.versions.v8}-${process.arch}.cache`;

function read(name, encoding) {
  try {
    return readFileSync(join(__dirname, name), encoding);
  } catch {
    return undefined;
  }
}

function load(name) {
  const known = parts.get(name);
  if (known) return known.module.exports;
  const filename = join(__dirname, name);
  // The build writes plain ASCII.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, 'latin1')}\n})`;
  const script = new Script(source, { filename, cachedData: read(cacheName(name)) });
  const module = { exports: {} };
  parts.set(name, { module, script });
  const demand = (other) => (other.startsWith('./') ? load(other.slice(2)) : require(other));
  script.runInThisContext()(module.exports, demand, module, filename, __dirname);
  return module.exports;
}

if (require.main === module) load('main.cjs');
else module.exports = { load, parts, cacheName };
