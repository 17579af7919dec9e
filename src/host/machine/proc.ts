/** Reads the files of `/proc`: bounded, never blocking, and distinguishing ended processes from unreadable ones. */
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs';

/** gone: the process has ended meanwhile · denied: it is there and may not be read. */
export type Failure = 'gone' | 'denied';

/** A text, or why there is none. */
export type Answer = { readonly text: string } | { readonly failure: Failure };

const CHUNK = Buffer.alloc(64 * 1024);

/**
 * The content of a file as UTF-8, cut off at `limit` bytes. Never throws. `isTable`: the kernel may give less than is asked for
 * and have more lines, which it does of no file about one process (proc(5), fs/seq_file.c).
 */
export function readProc(path: string, limit = 1024 * 1024, isTable = false): Answer {
  try {
    const file = openSync(path, 'r');
    try {
      return { text: contentOf(file, limit, isTable) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/**
 * A file about one process, which the kernel keeps small: `stat`, `cmdline`, `cgroup`, `environ` (at most 6 MB, execve(2)). Node
 * opens, reads and closes it in one call, which beside many processes takes half the time of three.
 */
export function readOfProcess(path: string): Answer {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** Nearly all of these files fit into one chunk: only longer ones are put together. */
function contentOf(file: number, limit: number, isTable: boolean): string {
  const parts: Buffer[] = [];
  let filled = 0;
  for (let left = limit; left > 0; ) {
    const asked = Math.min(CHUNK.length - filled, left);
    const count = readSync(file, CHUNK, filled, asked, null);
    left -= count;
    filled += count;
    if (count === 0 || (count < asked && !isTable)) break;
    if (filled < CHUNK.length) continue;
    parts.push(Buffer.from(CHUNK));
    filled = 0;
  }
  const last = CHUNK.subarray(0, filled);
  return (parts.length === 0 ? last : Buffer.concat([...parts, last])).toString('utf8');
}

/** Where a link of `/proc` leads (`net:[4026531840]`, `socket:[1234]`, a path); undefined where that cannot be read. */
export function linkProc(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** The names in a folder, or why there are none. */
export function namesProc(path: string): readonly string[] | Failure {
  try {
    return readdirSync(path);
  } catch (error) {
    return failureOf(error);
  }
}

/** Whose a process is, and the number of its folder. */
export interface Folder {
  readonly uid: number;
  /** The kernel gives a new number to the folder of another process with the same id (fs/proc/base.c). */
  readonly ino: number;
}

/** The folder of a process; undefined for one that has ended. */
export function folderOf(path: string): Folder | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function failureOf(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENOENT' || code === 'ESRCH' ? 'gone' : 'denied';
}
