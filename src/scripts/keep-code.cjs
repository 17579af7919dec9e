// Keeps V8's compiled form of chunks for later runs, with the functions this run has used.
'use strict';
const { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } =
  require('node:fs');
const { dirname, join } = require('node:path');

/** For so many programs and versions of Node code is kept, 1 MB each; what was made longest ago goes. */
const MOST = 8;

/**
 * Writes chunks, if one of them is not kept yet or was of no use: a run of a new kind has also used new functions of the
 * others, and adds them. `file` tells where a chunk belongs.
 */
function keep(chunks, file) {
  const all = [...chunks];
  if (all.every(([, { script }]) => script.cachedDataRejected === false)) return;
  for (const [name, { script }] of all) put(file(name), script.createCachedData());
}

/** A file is there whole or not at all, also when the power fails: V8 would run a broken one. */
function put(file, bytes) {
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

/**
 * Keeps the chunks in a folder of the user's cache, if it is the user's alone (`isOurs`) also once it is made. Nothing comes
 * of it where that fails: the next run is slower.
 */
function keepForUser(folder, chunks, isOurs) {
  try {
    const all = dirname(folder);
    // Root with a user's home leaves nothing behind in it.
    if (statSync(dirname(dirname(all))).uid !== process.geteuid()) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(folder)) return;
    keep(chunks, (name) => join(folder, name));
    const made = readdirSync(all).map((name) => ({ folder: join(all, name), time: statSync(join(all, name)).mtimeMs }));
    const old = made.sort((a, b) => b.time - a.time).slice(MOST);
    for (const one of old) rmSync(one.folder, { recursive: true });
  } catch {}
}

module.exports = { keep, keepForUser };
