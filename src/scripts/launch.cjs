#!/usr/bin/env node
// Starts main.cjs and the chunks it asks for, from what V8 has made of them before where this very V8 has: the build keeps
// that beside the chunks, and runs of a program that was built elsewhere keep it in the user's cache.
'use strict';
const { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** Names the code of all chunks, which the build puts here: V8 itself only looks whether their length is the same. */
const BUILD = 'unbuilt';
const ENGINE = `${process.versions.v8}-${process.arch}`;

/** Every chunk that was loaded, by file name. */
const chunks = new Map();

/** Where V8's compiled form of a chunk is. */
let compiled = (name) => `${__dirname}/${name}-${ENGINE}.cache`;

/** No one but this user and root can have written it. `stat`: of a file or folder itself, not of a link to it. */
const isSafe = ({ uid, mode }) => (uid === process.geteuid?.() || uid === 0) && (mode & 0o022) === 0;

/** Compiled code is run unseen: what someone else can have written is not taken. Undefined where there is none. */
function read(file) {
  let handle;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(handle);
    return stat.isFile() && isSafe(stat) ? readFileSync(handle) : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** What a chunk exports. Chunks ask for one another a hundred times in a run: only the first time is anything read. */
const load = (name) => chunks.get(name)?.module.exports ?? loadFrom(name, read(compiled(name)));

/** Chunks that are loaded when something of them is first used, by file name. */
const later = new Map();

/** What stands for such a chunk: the object that becomes its exports. What it does not have yet, it asks its prototype for. */
function standIn(name) {
  const known = later.get(name);
  if (known) return known;
  const exports = Object.create(
    new Proxy(Object.prototype, {
      get(_, key) {
        Object.setPrototypeOf(exports, Object.prototype);
        loadFrom(name, read(compiled(name)), exports);
        return exports[key];
      },
    }),
  );
  later.set(name, exports);
  return exports;
}

function loadFrom(name, cachedData, exports = {}) {
  // The build writes plain ASCII. What is compiled keeps the name that stacks show.
  const source = readFileSync(`${__dirname}/${name}`, 'latin1');
  const script = new Script(source, { filename: `envlint/${name}`, cachedData });
  const module = { exports };
  chunks.set(name, { module, script });
  const demand = (other) =>
    other.startsWith('./later-')
      ? standIn(other.slice(2))
      : other.startsWith('./')
        ? load(other.slice(2))
        : require(other);
  script.runInThisContext()(module.exports, demand, module);
  return module.exports;
}

/**
 * Where the user's runs keep compiled code of this build; undefined where that is not wanted or has no place. The path contains
 * no link: someone else could let it lead elsewhere after it was checked.
 */
function userFolder({ NODE_DISABLE_COMPILE_CACHE: unwanted, XDG_CACHE_HOME: cache = '', HOME: home = '' }) {
  const base = cache.startsWith('/') ? cache : home.startsWith('/') ? `${home}/.cache` : undefined;
  return unwanted || !base || !process.geteuid ? undefined : `${reached(base)}/envlint-code/${BUILD}-${ENGINE}`;
}

/**
 * Can no one else put files into this folder or another folder into its place? It and the folder it is in are this user's
 * alone; those above belong to this user or root, and others can rename nothing in them. What is missing can be made.
 */
function isOurs(folder) {
  const stats = [folder, dirname(folder)].map((one) => lstatSync(one, { throwIfNoEntry: false }));
  if (!stats.every((stat) => !stat || (stat.isDirectory() && stat.uid === process.geteuid() && isSafe(stat))))
    return false;
  for (let at = dirname(dirname(folder)); ; at = dirname(at)) {
    const stat = lstatSync(at, { throwIfNoEntry: false });
    // Where the sticky bit is set, as in /tmp, only its owner can rename what is in it.
    if (stat && !isSafe((stat.mode & 0o1000) === 0 ? stat : { ...stat, mode: 0 })) return false;
    if (at === dirname(at)) return true;
  }
}

/** The path without links, as far as it leads to something. */
function reached(path) {
  try {
    return realpathSync.native(path);
  } catch {
    return path === dirname(path) ? path : join(reached(dirname(path)), basename(path));
  }
}

/** Is there no later run that could use what this one keeps? So it is in CI, and below a home that is made for one run. */
function isThrownAway({ CI, XDG_CACHE_HOME, HOME = '', TMPDIR }) {
  if (CI && CI !== 'false' && CI !== '0') return true;
  const temporary = ['/tmp', '/var/tmp', '/dev/shm', ...(TMPDIR?.startsWith('/') ? [TMPDIR.replace(/\/+$/, '')] : [])];
  // Who names a folder for caches wants it used.
  return !XDG_CACHE_HOME && temporary.some((folder) => HOME === folder || HOME.startsWith(`${folder}/`));
}

function start() {
  const built = read(compiled('main.cjs'));
  const folder = built ? undefined : userFolder(process.env);
  if (folder !== undefined && isOurs(folder)) {
    compiled = (name) => `${folder}/${name}`;
    // A run that only printed its version has used few of the functions that most runs use.
    if (!isThrownAway(process.env))
      process.on(
        'exit',
        (code) => chunks.size > 1 && require('./keep-code.cjs').keepForUser(folder, chunks, isOurs, code),
      );
  }
  loadFrom('main.cjs', built ?? read(compiled('main.cjs')));
}

if (require.main === module) start();
else module.exports = { load, chunks, compiled };
