/**
 * What git's own files say of an ordinary repository: where its top folder is, and what its index contains. It saves two runs of
 * git. Wherever anything is out of the ordinary the answer is undefined, and git is asked. Sources: gitrepository-layout(5),
 * gitformat-index(5), setup.c of git 2.47.
 */
import { dirname, join, resolve } from 'node:path';
import { resolved } from '../find/walk.ts';
import { linkStat } from '../outside/outside.ts';
import { readRegular } from './read.ts';

/** Variables that do not change where git looks for a repository, as hooks get them. All others could. */
const HARMLESS =
  /^GIT_(?:INDEX_FILE|AUTHOR_\w+|COMMITTER_\w+|EDITOR|SEQUENCE_EDITOR|PREFIX|EXEC_PATH|REFLOG_ACTION|PAGER|ASKPASS|SSH_COMMAND|SSL_\w+|HTTP_\w+|TERMINAL_PROMPT|TRACE\w*)$/;

/** Settings that move the working tree or the index, or change how the index is written. */
const UNUSUAL = /worktree|include|objectformat|splitindex|sparse|bare(?!\s*=\s*false)/i;

const LARGEST_SETTINGS_BYTES = 64 * 1024;

/** The top folder of the repository that a folder is in, without links. */
export function plainRoot(cwd: string): string | undefined {
  // There git writes paths in another way.
  if (process.platform === 'win32') return undefined;
  if (Object.keys(process.env).some((name) => name.startsWith('GIT_') && !HARMLESS.test(name))) return undefined;
  for (let at = resolved(cwd); at !== undefined; at = dirname(at)) {
    // A bare repository has these beside each other, without `.git`.
    if (kindOf(join(at, 'HEAD')) !== undefined) return undefined;
    const kind = kindOf(join(at, '.git'));
    if (kind !== undefined) return kind === 'folder' && isPlain(join(at, '.git')) ? at : undefined;
    if (at === dirname(at)) return undefined;
  }
  return undefined;
}

function isPlain(folder: string): boolean {
  const head = readRegular(join(folder, 'HEAD'), LARGEST_SETTINGS_BYTES);
  const settings = readRegular(join(folder, 'config'), LARGEST_SETTINGS_BYTES);
  if (!Buffer.isBuffer(head) || !Buffer.isBuffer(settings)) return false;
  const hasFolders = ['objects', 'refs'].every((name) => kindOf(join(folder, name)) === 'folder');
  return hasFolders && /^(?:ref: refs\/|[0-9a-f]{40}\s*$)/.test(head.toString()) && !UNUSUAL.test(settings.toString());
}

/** What is at a path itself, not where a link leads; undefined: nothing. */
function kindOf(path: string): 'folder' | 'other' | undefined {
  try {
    return linkStat(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
  }
}

/** A file of the index. */
export interface IndexFile {
  /** Relative to the root. */
  readonly name: string;
  /** Six octal digits. */
  readonly mode: string;
  readonly hash: string;
}

/** The largest index that is read; one of a million files takes about this. */
const LARGEST_INDEX_BYTES = 128 * 1024 * 1024;

/** Finds a file in the index of a plain repository by its name; what is in conflict or a submodule is not found. */
export function plainIndex(root: string): ((name: string) => IndexFile | undefined) | undefined {
  if (plainRoot(root) !== root) return undefined;
  const path = resolve(root, process.env.GIT_INDEX_FILE || '.git/index');
  const bytes = readRegular(path, LARGEST_INDEX_BYTES);
  const starts = Buffer.isBuffer(bytes) ? entriesOf(bytes) : undefined;
  if (!starts || !Buffer.isBuffer(bytes)) return undefined;
  return (name) => {
    const wanted = Buffer.from(name);
    const found = search(bytes, starts, wanted);
    return found === undefined ? undefined : fileAt(bytes, found, name);
  };
}

export const SUBMODULE = '160000';

/** An entry begins with ten numbers, of which the seventh is the mode; then come the hash and the flags. */
const MODE_AT = 24;
const HASH_AT = 40;
const FLAGS_AT = 60;
const EXTENDED = 0x4000;
const STAGE = 0x3000;

const nameAt = (bytes: Buffer, start: number): number =>
  start + FLAGS_AT + ((bytes.readUInt16BE(start + FLAGS_AT) & EXTENDED) === 0 ? 2 : 4);

/** Where each entry begins; undefined: the file is not an index of version 2 or 3 that is complete by itself. */
function entriesOf(bytes: Buffer): readonly number[] | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3) return undefined;
  const starts: number[] = [];
  let at = 12;
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    if (at + FLAGS_AT + 4 > bytes.length) return undefined;
    const name = nameAt(bytes, at);
    const end = bytes.indexOf(0, name);
    if (end < 0) return undefined;
    starts.push(at);
    // One to eight zeros fill it up to a multiple of eight.
    at += (end - at + 8) & ~7;
  }
  return hasPlainExtensions(bytes, at) ? starts : undefined;
}

/** An extension whose name begins with a small letter changes what the entries mean. At the end is a checksum of 20 bytes. */
function hasPlainExtensions(bytes: Buffer, from: number): boolean {
  for (let at = from; at + 8 + 20 <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4))
    if (!/^[A-Z]/.test(bytes.toString('latin1', at, at + 4))) return false;
  return true;
}

/** The entry of a name: entries are sorted by the bytes of their names, then by stage. */
function search(bytes: Buffer, starts: readonly number[], wanted: Buffer): number | undefined {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = starts[middle] as number;
    const name = nameAt(bytes, start);
    const order = bytes.compare(wanted, 0, wanted.length, name, bytes.indexOf(0, name));
    if (order === 0) return start;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function fileAt(bytes: Buffer, start: number, name: string): IndexFile | undefined {
  if ((bytes.readUInt16BE(start + FLAGS_AT) & STAGE) !== 0) return undefined;
  const mode = bytes
    .readUInt32BE(start + MODE_AT)
    .toString(8)
    .padStart(6, '0');
  if (mode === SUBMODULE) return undefined;
  return { name, mode, hash: bytes.toString('hex', start + HASH_AT, start + FLAGS_AT) };
}
