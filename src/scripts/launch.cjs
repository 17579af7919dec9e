#!/usr/bin/env node
// Starts main.cjs and the chunks it asks for, from what V8 has made of them before where this very V8 has: the build keeps
// that beside the chunks, and runs of a program that was built elsewhere keep it in the user's cache.
'use strict';
const { existsSync, lstatSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');

/** Names the code of all chunks, which the build puts here: V8 itself only looks whether their length is the same. */
const BUILD = 'unbuilt';
const ENGINE = `${process.versions.v8}-${process.arch}`;

/** Every chunk that was loaded, by file name. */
const chunks = new Map();

/** Where V8's compiled form of a chunk is. */
let compiled = (name) => `${__dirname}/${name}-${ENGINE}.cache`;

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function load(name) {
  const known = chunks.get(name);
  if (known) return known.module.exports;
  // The build writes plain ASCII. What is compiled keeps the name that stacks show.
  const source = readFileSync(`${__dirname}/${name}`, 'latin1');
  const script = new Script(source, { filename: `envlint/${name}`, cachedData: read(compiled(name)) });
  const module = { exports: {} };
  chunks.set(name, { module, script });
  const demand = (other) => (other.startsWith('./') ? load(other.slice(2)) : require(other));
  script.runInThisContext()(module.exports, demand, module);
  return module.exports;
}

/** Where the user's runs keep compiled code of this build; undefined where that is not wanted or has no place. */
function userFolder({ NODE_DISABLE_COMPILE_CACHE: unwanted, XDG_CACHE_HOME: cache = '', HOME: home = '' }) {
  const base = cache.startsWith('/') ? cache : home.startsWith('/') ? `${home}/.cache` : undefined;
  return unwanted || !base || !process.geteuid ? undefined : `${base}/envlint-code/${BUILD}-${ENGINE}`;
}

/** Compiled code is run unseen: what somebody else can have written is not taken. A folder that is missing can be made. */
function isOurs(folder) {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return !stat || (stat.isDirectory() && stat.uid === process.geteuid() && (stat.mode & 0o022) === 0);
}

function start() {
  const folder = existsSync(compiled('main.cjs')) ? undefined : userFolder(process.env);
  if (folder !== undefined && isOurs(folder)) {
    compiled = (name) => `${folder}/${name}`;
    // A run that checked nothing has used few of the functions that most runs use.
    process.on('exit', () => chunks.has('lint.cjs') && require('./keep-code.cjs').keepForUser(folder, chunks));
  }
  load('main.cjs');
}

if (require.main === module) start();
else module.exports = { load, chunks, compiled };
