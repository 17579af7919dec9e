/**
 * The single access point to everything outside of a run: the disk and the calendar. All checking code asks here, so that the
 * evidence of a result can be recorded and asked again (`host/outside/evidence.ts`).
 */
import {
  accessSync,
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';

/**
 * stat, link: what a path is, behind links and in itself · exists: does it lead to anything · list: the entries of a folder · real: a path without links ·
 * bytes, head: a file's content up to `limit` bytes, whole or cut off there · replaceable: could it be written · today.
 */
export interface Question {
  readonly kind: 'stat' | 'link' | 'exists' | 'list' | 'real' | 'bytes' | 'head' | 'replaceable' | 'today';
  /** Absolute; empty for `today`. */
  readonly path: string;
  /** In bytes; 0 where nothing is read. */
  readonly limit: number;
}

/** The stable properties of a file: those that do not change by themselves. */
export type Kind = Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'mode'>;

/** An entry of a folder; a link counts as a link here, whatever it leads to. */
export type FolderEntry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

/** The answer to a question. `error`: the code of the system's error. */
export type Answer = { readonly value: Kind | readonly FolderEntry[] | Content | string } | { readonly error: unknown };

/**
 * Receives every question with its answer; for `list`, `bytes` and `head` also the state of what was read, taken before
 * reading.
 */
export type Listener = (question: Question, answer: Answer, state?: Stats) => void;

let listener: Listener | undefined;

/** Starts recording questions; without a listener, stops. One recording at a time. */
export function listen(to?: Listener): void {
  listener = to;
}

function ask<T extends Kind | readonly FolderEntry[] | string>(kind: Question['kind'], path: string, look: () => T): T {
  if (!listener) return look();
  const question = { kind, path, limit: 0 };
  const state = kind === 'list' ? stateOf(path) : undefined;
  try {
    const value = look();
    listener(question, { value }, state);
    return value;
  } catch (error) {
    listener(question, { error });
    throw error;
  }
}

function stateOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Properties of a path, following all links. Throws the system's error. */
export function stat(path: string): Kind {
  return ask('stat', path, () => statSync(path));
}

/** Properties of a path, not following a link. Throws the system's error. */
export function linkStat(path: string): Kind {
  return ask('link', path, () => lstatSync(path));
}

/** Does a path exist, following links? */
export function exists(path: string): boolean {
  return ask('exists', path, () => (existsSync(path) ? 'yes' : 'no')) === 'yes';
}

/** The entries of a folder, sorted by name. Throws the system's error. */
export function list(folder: string): readonly FolderEntry[] {
  return ask('list', folder, () =>
    readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

/** The names in a folder, sorted. Throws the system's error. */
export function names(folder: string): string[] {
  return list(folder).map(({ name }) => name);
}

/**
 * Could a run replace this file, judging by its properties: a regular file with a single name that may be written? The writer
 * (`host/write/write.ts`) makes the final decision and gives the reason.
 */
export function isReplaceable(path: string): boolean {
  return ask('replaceable', path, () => (mayBeReplaced(path) ? 'yes' : 'no')) === 'yes';
}

function mayBeReplaced(path: string): boolean {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.nlink > 1 || (stat.mode & 0o222) === 0) return false;
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A path without symbolic links. Throws the system's error. */
export function realPath(path: string): string {
  return ask('real', path, () => realpathSync.native(path));
}

/** A regular file's bytes, or why there are none: it is not a regular file, or it is larger than the limit. */
export type Content = Buffer | 'folder' | 'special' | 'large';

/** All of a regular file. Never waits for a pipe or a device. `limit` in bytes. Throws the system's error. */
export function readWhole(path: string, limit: number): Content {
  return read({ kind: 'bytes', path, limit });
}

/** The first `limit` bytes of a regular file. Throws the system's error. */
export function readHead(path: string, limit: number): Content {
  return read({ kind: 'head', path, limit });
}

function read(question: Question): Content {
  let state: Stats | undefined;
  try {
    const value = readFile(question, (stat) => (state = stat));
    listener?.(question, { value }, state);
    return value;
  } catch (error) {
    listener?.(question, { error }, state);
    throw error;
  }
}

function readFile({ kind, path, limit }: Question, opened: (state: Stats) => void): Content {
  const before = statSync(path);
  if (!before.isFile()) return before.isDirectory() ? 'folder' : 'special';
  if (kind === 'bytes' && before.size > limit) return 'large';
  // A FIFO may have taken the file's place in the meantime.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const state = fstatSync(file);
    opened(state);
    if (!state.isFile()) return state.isDirectory() ? 'folder' : 'special';
    return kind === 'head' ? readStart(file, limit) : readAll(file, state.size, limit);
  } finally {
    closeSync(file);
  }
}

function readStart(file: number, limit: number): Buffer {
  const buffer = Buffer.alloc(limit);
  return buffer.subarray(0, readSync(file, buffer, 0, limit, 0));
}

/** Files of /proc have no size, and a file can grow while it is read: reads to the end, but not beyond the limit. */
function readAll(file: number, size: number, limit: number): Buffer | 'large' {
  // Small buffers come from a common pool; one byte more than the file has shows that it has ended.
  let buffer = Buffer.allocUnsafe(size > 0 ? size + 1 : 4096);
  let length = 0;
  for (;;) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > limit) return 'large';
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
  }
}

/** The local date, `YYYY-MM-DD`. */
export function today(): string {
  return ask('today', '', () => {
    const now = new Date();
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  });
}
