/**
 * The record of one run: the old and new state of each file, on disk before the first of them is touched. It contains the
 * files' old texts, including secrets: only the user can read it, and nothing of it is ever printed.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Text } from '../../core.ts';
import { isInside } from '../find/walk.ts';
import { LARGEST_FILE_BYTES, readRegular, systemError } from '../read/read.ts';
import { ownName } from './owner.ts';
import { faultAbove } from './places.ts';
import { entries, entryPath, makeFolder, type RecordedRun, removeEntry } from './state.ts';
import { discard, isTemporaryOf, syncFolder } from './write.ts';

/** A changed file has at most this many bytes: fixes add lines, not megabytes. */
const LARGEST_COPY_BYTES = 2 * LARGEST_FILE_BYTES;

export interface RunRecord {
  readonly version: 2;
  /** Where the run was started: the repository, or the folder outside of one. Absolute, without links. */
  readonly from: string;
  /** The repository or folder that contains all of its files. */
  readonly root: string;
  /** Is the record kept after the run, so that it can be taken back later? */
  readonly keep: boolean;
  /** The run this one takes back; undefined for a run that fixes. */
  readonly undoes?: string | undefined;
  /** The run before this one that is taken back together with it: one command wrote twice. */
  readonly follows?: string | undefined;
  readonly files: readonly FileRecord[];
  /** What the run changed in the index of the repository at `from`. */
  readonly index?: readonly IndexRecord[] | undefined;
}

/** A file of the index: its mode, and the names git gives to its old and its new content. */
export interface IndexRecord {
  /** Relative to the repository. */
  readonly name: string;
  readonly mode: string;
  readonly before: string;
  readonly after: string;
}

export interface FileRecord {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Where the new text waits before it takes the file's name. */
  readonly temporary: string;
  /** The whole text before the run. */
  readonly before: string;
  /** SHA-256 of the text the run makes, in hexadecimal. */
  readonly after: string;
}

/** Names a text. */
export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Writes a record durably to disk. Returns the run it belongs to, or why it cannot be written. */
export function openRun(folder: string, record: RunRecord): RecordedRun | Text {
  const fault = makeFolder(folder) ?? faultAbove(folder);
  if (fault) return fault;
  const last = Number(entries(folder).at(-1)?.id.slice(0, 13) ?? 0);
  const id = `${String(Math.max(Date.now(), last + 1)).padStart(13, '0')}-${randomBytes(4).toString('hex')}`;
  const run = { id, owner: ownName(), state: 'open' } as const;
  const draft = entryPath(folder, { ...run, state: 'new' });
  const path = entryPath(folder, run);
  try {
    writeSynced(draft, JSON.stringify(record));
    renameSync(draft, path);
    syncFolder(folder);
    return { ...run, path };
  } catch (error) {
    discard(draft);
    return systemError(error);
  }
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text, 'utf8');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Changes the state or owner of a run; if several processes try, one succeeds. Undefined: the run no longer existed. */
export function moveRun(
  folder: string,
  from: RecordedRun,
  state: RecordedRun['state'],
  owner = '',
): RecordedRun | undefined {
  const to = { id: from.id, owner, state };
  const path = entryPath(folder, to);
  try {
    renameSync(from.path, path);
    syncFolder(folder);
    return { ...to, path };
  } catch {
    return undefined;
  }
}

/** Deletes a run's record for good. */
export function dropRun(folder: string, entry: RecordedRun): void {
  removeEntry(entry);
  syncFolder(folder);
}

/** Reads a record; undefined if it is invalid or if someone else may have written it. */
export function readRecord({ path }: RecordedRun): RunRecord | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(file);
      const isOurs = stat.uid === process.geteuid?.() && (stat.mode & 0o077) === 0 && stat.nlink === 1;
      if (!stat.isFile() || !isOurs) return undefined;
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return isRecord(value) ? value : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is RunRecord {
  const { version, keep, from, root, undoes, follows, files, index = [] } = (value ?? {}) as Partial<RunRecord>;
  return (
    version === 2 &&
    typeof keep === 'boolean' &&
    isPlainPath(from) &&
    isPlainPath(root) &&
    [undoes, follows].every((id) => id === undefined || typeof id === 'string') &&
    Array.isArray(files) &&
    files.every((file) => isFile(file, root)) &&
    Array.isArray(index) &&
    index.every(isIndexRecord)
  );
}

const isString = (value: unknown): value is string => typeof value === 'string';
/** Absolute, and spelled as the system would. */
const isPlainPath = (value: unknown): value is string =>
  isString(value) && isAbsolute(value) && resolve(value) === value;

/** Is this a file in `root`, with a staging name beside it that only a run of envlint uses? */
function isFile(value: unknown, root: string): value is FileRecord {
  const { path, temporary, before, after } = (value ?? {}) as Partial<FileRecord>;
  return (
    isPlainPath(path) &&
    isPlainPath(temporary) &&
    isInside(dirname(path), root) &&
    isTemporaryOf(temporary, path) &&
    isString(before) &&
    isString(after) &&
    /^[0-9a-f]{64}$/.test(after)
  );
}

function isIndexRecord(value: unknown): value is IndexRecord {
  const { name, mode, before, after } = (value ?? {}) as Partial<IndexRecord>;
  const isName = isString(name) && name !== '' && !name.includes('\0');
  return isName && /^\d{6}$/.test(mode ?? '') && [before, after].every((hash) => /^[0-9a-f]{40,64}$/.test(hash ?? ''));
}

/** Was the run started in one of these places, or are all its files in one of them? */
export function isOf({ from, root }: RunRecord, places: readonly string[]): boolean {
  return places.includes(from) || places.includes(root);
}

/** The current state of a file: as before the run, as the run made it (then with its text), or something else. */
export function stateOf({ path, before, after }: FileRecord): { state: 'before' | 'after' | 'changed'; text: string } {
  try {
    if (realpathSync(path) !== path) return { state: 'changed', text: '' };
    const bytes = readRegular(path, LARGEST_COPY_BYTES);
    if (!('why' in bytes)) {
      if (bytes.equals(Buffer.from(before, 'utf8'))) return { state: 'before', text: before };
      if (hashOf(bytes) === after) return { state: 'after', text: bytes.toString('utf8') };
    }
  } catch {
    // Gone, or nothing that can be read: not what the run made.
  }
  return { state: 'changed', text: '' };
}

/** A run that was taken back is forgotten, unless some of its files had changed and stayed. */
export function settleUndone(folder: string, id: string): void {
  const entry = entries(folder).find((one) => one.id === id && (one.state === 'done' || one.state === 'left'));
  const record = entry && readRecord(entry);
  if (!record) return;
  if (record.files.every((file) => stateOf(file).state === 'before')) dropRun(folder, entry);
  else moveRun(folder, entry, 'left');
}
