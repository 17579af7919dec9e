/**
 * Results of earlier runs on disk, each in a file that only this user can access. It contains the output, which has no secrets
 * in it, and only digests of the files that the output depends on.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../core.ts';
import { baseFolder, makeFolder } from '../write/state.ts';
import { discard } from '../write/write.ts';
import type { Environ, Row } from './evidence.ts';

/** Text that a run wrote and its destination: a stream, the summary file of a workflow step, or the named file. */
export type Said = readonly [to: 'out' | 'err' | 'summary' | 'file', text: string, file?: string];

/** What is stored of one run. */
export interface Memory {
  readonly version: 1;
  readonly code: number;
  readonly said: readonly Said[];
  readonly rows: readonly Row[];
}

/** Limits of the cache: number of runs, their age in milliseconds, and the characters of one run. */
const MOST_RUNS = 32;
const LONGEST_TIME_MS = 30 * 24 * 60 * 60 * 1000;
const LARGEST_CHARACTERS = 64 * 1024 * 1024;

/** `$XDG_CACHE_HOME/envlint`, or `~/.cache/envlint`. */
export function cacheFolder(env: Environ, home: string): string {
  return join(baseFolder(env.XDG_CACHE_HOME, join(home, '.cache')), 'envlint');
}

/** Creates the folder, accessible to this user alone and excluded from backups. Returns why it cannot be used. */
export function makeCache(folder: string): Text | undefined {
  if (existsSync(folder)) return makeFolder(folder);
  const fault = makeFolder(folder);
  if (fault === undefined) write(join(folder, 'CACHEDIR.TAG'), 'Signature: 8a477f597d28d172789f06886806bc55\n');
  return fault;
}

/** The entry with this name; undefined if there is none, or if someone other than this user may have written it. */
export function recall(file: string): Memory | undefined {
  try {
    const opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(opened);
      const isOurs = stat.isFile() && stat.uid === process.geteuid?.() && (stat.mode & 0o077) === 0;
      if (!isOurs || stat.size > LARGEST_CHARACTERS) return undefined;
      const value: unknown = JSON.parse(readFileSync(opened, 'utf8'));
      return isMemory(value) ? value : undefined;
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}

function isMemory(value: unknown): value is Memory {
  const { version, code, said, rows } = (value ?? {}) as Partial<Memory>;
  return (
    version === 1 &&
    Number.isInteger(code) &&
    Array.isArray(said) &&
    said.every(isSaid) &&
    Array.isArray(rows) &&
    rows.every(isRow)
  );
}

function isSaid(value: unknown): boolean {
  if (!Array.isArray(value) || !value.every(isString)) return false;
  const [to = '', text, file] = value;
  return text !== undefined && (['out', 'err', 'summary'].includes(to) || (to === 'file' && file !== undefined));
}

const isRow = (value: unknown): boolean =>
  Array.isArray(value) &&
  isString(value[0]) &&
  isString(value[1]) &&
  Number.isInteger(value[2]) &&
  isString(value[3]) &&
  isString(value[4]);

const isString = (value: unknown): value is string => typeof value === 'string';

/** Stores a run under this name atomically, and removes old entries. A failure is ignored: the cache never fails a run. */
export function keep(file: string, memory: Memory): void {
  const text = JSON.stringify(memory);
  if (text.length > LARGEST_CHARACTERS) return;
  write(file, text);
  prune(file);
}

function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    discard(draft);
  }
}

const NAME = /^[0-9a-f]{32}\.run(?:\.\d+\.tmp)?$/;

/** The file a run is kept in; `key` is a digest of 32 hexadecimal digits or more. */
export function cacheFile(folder: string, key: string): string {
  return join(folder, `${key.slice(0, 32)}.run`);
}

function prune(newest: string): void {
  const folder = join(newest, '..');
  try {
    const all = readdirSync(folder)
      .filter((name) => NAME.test(name))
      .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.time - a.time);
    for (const [index, { path, time }] of all.entries()) {
      if (index >= MOST_RUNS || Date.now() - time > LONGEST_TIME_MS) unlinkSync(path);
    }
  } catch {
    // Another run removes them at the same moment.
  }
}
