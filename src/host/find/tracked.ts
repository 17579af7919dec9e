/** Which files git tracks, as its index says. Read from the file itself: no program is started for it. */
import { dirname, join, resolve } from 'node:path';
import { exists, readWhole } from '../outside/outside.ts';
import { readRegular } from '../read/read.ts';

/** Absolute paths below one repository: the files of its index, and the folders that contain them. */
export interface Tracked {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** No index of a repository with a million files is larger. In bytes. */
const LARGEST_INDEX_BYTES = 256 * 1024 * 1024;

/** The repository a folder (absolute) is in; undefined outside of one. */
export function repositoryAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (exists(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** What git tracks in the repository with this top folder. Nothing where its index cannot be read. Never throws. */
export function trackedIn(repository: string): Tracked {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const name of indexNames(repository)) {
    const path = join(repository, name);
    files.add(path);
    for (let at = dirname(path); at.length > repository.length && !folders.has(at); at = dirname(at)) folders.add(at);
  }
  return { files, folders };
}

function indexNames(repository: string): readonly string[] {
  try {
    const bytes = readWhole(join(gitFolder(repository), 'index'), LARGEST_INDEX_BYTES);
    if (typeof bytes === 'string') return [];
    // Which hash a repository uses is not in its index; with the wrong one no entry makes sense.
    return namesIn(bytes, 20) ?? namesIn(bytes, 32) ?? [];
  } catch {
    return [];
  }
}

/** `.git` is a folder, or names one: of a worktree or a submodule (gitrepository-layout(5)). */
export function gitFolder(repository: string): string {
  const path = join(repository, '.git');
  const file = readRegular(path, 4096);
  const name = 'why' in file ? undefined : /^gitdir: (.+)\n?$/.exec(file.toString('utf8'))?.[1];
  return name === undefined ? path : resolve(repository, name);
}

/** Files, programs, links, submodules, and folders of a sparse index. */
const MODES = new Set([0o100644, 0o100755, 0o100664, 0o120000, 0o160000, 0o40000]);

/**
 * The names of an index of version 2, 3 or 4, whose hashes have so many bytes; undefined for what is none. Source:
 * gitformat-index(5): ten numbers (the mode is the seventh), the hash, flags, the name; in version 4 a name begins like
 * the one before it, in the others it is filled up with NUL to a multiple of eight bytes.
 */
function namesIn(bytes: Buffer, hashLength: number): string[] | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  const names: string[] = [];
  let at = 12;
  let previous: Buffer = Buffer.alloc(0);
  for (let index = 0; index < count; index++) {
    const flagsAt = at + 40 + hashLength;
    if (flagsAt + 4 > bytes.length || !MODES.has(bytes.readUInt32BE(at + 24))) return undefined;
    const isExtended = version >= 3 && (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    let from = flagsAt + (isExtended ? 4 : 2);
    let start: Buffer = Buffer.alloc(0);
    if (version === 4) {
      const { value, next } = offsetAt(bytes, from);
      from = next;
      start = previous.subarray(0, Math.max(0, previous.length - value));
    }
    const end = bytes.indexOf(0, from);
    if (end < 0) return undefined;
    previous = Buffer.concat([start, bytes.subarray(from, end)]);
    names.push(previous.toString('utf8'));
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return names;
}

/** A number as packs write offsets (gitformat-pack(5)): seven bits a byte, each further byte adding one. */
function offsetAt(bytes: Buffer, from: number): { readonly value: number; readonly next: number } {
  let at = from;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at < bytes.length) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, next: at };
}
