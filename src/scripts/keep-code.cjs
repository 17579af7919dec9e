// Keeps V8's compiled form of chunks for later runs, with the functions this run has used.
'use strict';
const {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');

/** For so many programs and versions of Node code is kept, 1 MB each; what was made longest ago goes. */
const MOST = 8;

/** For so many kinds of runs code is added; what else a user does is rare enough to be compiled each time. */
const MOST_KINDS = 24;

/** Writes chunks, with what earlier runs have kept of them and what this one has used. `file` tells where a chunk belongs. */
function keep(chunks, file) {
  for (const [name, { script }] of chunks) put(file(name), script.createCachedData());
}

/** What decides which functions a run uses: the command, its options, how it ended, and how much of the program it loaded. */
function kindOf(argv, chunks, code) {
  const words = argv.filter((word, index) => word.startsWith('-') || (index === 0 && /^[a-z]+$/.test(word)));
  const names = words.map((word) => (word.startsWith('--format=') ? word : word.split('=', 1)[0]));
  const kind = [...new Set(names)]
    .sort()
    .join('')
    .replace(/[^\w=-]/g, '_')
    .slice(0, 80);
  return `kind-${code}-${chunks.size}${kind}`;
}

/** Is this the first run of its kind, and is there room for one more? A kind is noted by an empty file. */
function isNewKind(folder, kind) {
  if (existsSync(join(folder, kind))) return false;
  const kinds = readdirSync(folder).filter((name) => name.startsWith('kind-'));
  if (kinds.length >= MOST_KINDS) return false;
  put(join(folder, kind), '');
  return true;
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
 * Keeps the chunks in a folder of the user's cache, if it is the user's alone (`isOurs`) also once it is made. It grows with
 * each new kind of run. Nothing comes of it where that fails: the next run is slower.
 */
function keepForUser(folder, chunks, isOurs, code) {
  try {
    const kind = kindOf(process.argv.slice(2), chunks, code);
    const isKept = [...chunks.values()].every(({ script }) => script.cachedDataRejected === false);
    if (isKept && existsSync(join(folder, kind))) return;
    const all = dirname(folder);
    // Root with a user's home leaves nothing behind in it.
    if (statSync(dirname(dirname(all))).uid !== process.geteuid()) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(folder)) return;
    if (!isNewKind(folder, kind) && isKept) return;
    keep(chunks, (name) => join(folder, name));
    const made = readdirSync(all).map((name) => ({ folder: join(all, name), time: statSync(join(all, name)).mtimeMs }));
    const old = made.sort((a, b) => b.time - a.time).slice(MOST);
    for (const one of old) rmSync(one.folder, { recursive: true });
  } catch {}
}

module.exports = { keep, keepForUser };
