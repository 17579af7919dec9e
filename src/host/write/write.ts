/**
 * Replaces a file's text atomically: at every moment it is the old one or the new one, whole. The new text goes into a file
 * beside the target of the symbolic link, is flushed to disk, and is renamed over the old one.
 *
 * A rename cannot keep extended attributes and access control lists, which Node neither reads nor writes. Owner, group and mode
 * stay.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Text } from '../../core.ts';
import { readRegular, systemError } from '../read/read.ts';
import { isGone, ownName } from './owner.ts';
import { OWNER } from './state.ts';

/** The result of a write. `why`: the reason the file is unchanged. */
export type Outcome = { readonly written: true } | { readonly written: false; readonly why: Text };

/** One file that is to change. */
export interface Replacement {
  /** Without symbolic links. */
  readonly target: string;
  /** The staging file: a name in the same folder. */
  readonly temporary: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Replaces the text of `path` (through symbolic links) by `after`, if it is still `before`. Mode and owner stay. Leaves the
 * file unchanged, with a reason, if it changed meanwhile, is read-only, has an owner that cannot be kept, or has other hard
 * links, which a rename would separate from it.
 */
export function replaceText(path: string, before: string, after: string): Outcome {
  try {
    const target = realpathSync(path);
    const one = { target, temporary: temporaryFor(target), before, after };
    sweep(dirname(target));
    const why = stage(one) ?? put(one);
    if (why) return { written: false, why };
    syncFolder(dirname(target));
    return { written: true };
  } catch (error) {
    return { written: false, why: systemError(error) };
  }
}

/** Writes a new file that must not exist yet. Throws what the system throws, `EEXIST` among it. */
export function writeNew(path: string, text: string, mode = 0o666): void {
  writeFileSync(path, text, { flag: 'wx', mode });
}

/** An unused name beside the target that identifies its owner; if it is in use after all, opening it fails. */
export function temporaryFor(target: string): string {
  const unique = `${ownName()}-${process.hrtime.bigint().toString(36)}`;
  // A name has at most 255 bytes, and a character takes up to three of them.
  return join(dirname(target), `.${basename(target).slice(0, 40)}.${unique}.envlint`);
}

const TEMPORARY = new RegExp(`^\\..*\\.(${OWNER.source})-[0-9a-z]+\\.envlint$`, 's');

/** Is this a name that a run gives to the new text of `target`, in the target's own folder? */
export function isTemporaryOf(path: string, target: string): boolean {
  const start = `.${basename(target).slice(0, 40)}.`;
  return dirname(path) === dirname(target) && basename(path).startsWith(start) && TEMPORARY.test(basename(path));
}

/** Removes staging files that interrupted runs left in a folder. */
export function sweep(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const owner = name.endsWith('.envlint') ? TEMPORARY.exec(name)?.[1] : undefined;
      if (owner === undefined) continue;
      const path = join(folder, name);
      const stat = lstatSync(path);
      if (stat.isFile() && isGone(owner, stat.ctimeMs)) unlinkSync(path);
    }
  } catch {
    // The next run that may write here will remove it.
  }
}

/**
 * Writes the new text beside the target, flushed to disk and with its owner and mode, if the target can be replaced. Returns
 * why not; then nothing is left behind. The target is not touched.
 */
export function stage({ target, temporary, before, after }: Replacement): Text | undefined {
  let isMade = false;
  try {
    const stat = statSync(target);
    const refusal = refuse(target, stat, before);
    if (refusal) return refusal;
    const file = create(temporary);
    if (typeof file !== 'number') return file;
    isMade = true;
    const why = fill(file, after, stat);
    if (why) discard(temporary);
    return why;
  } catch (error) {
    if (isMade) discard(temporary);
    return systemError(error);
  }
}

/** Renames the staged text over the target if the target is unchanged. Returns why not; the staged file is then removed. */
export function put({ target, temporary, before }: Replacement): Text | undefined {
  try {
    const why = differs(target, before);
    if (why) discard(temporary);
    else renameSync(temporary, target);
    return why;
  } catch (error) {
    discard(temporary);
    return systemError(error);
  }
}

/** Removes a staged file. */
export function discard(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {
    return;
  }
}

/** Flushes the new name itself to disk; some file systems do not support this, and the rename is valid all the same. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, constants.O_RDONLY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    return;
  }
}

const CHANGED: Text = { en: 'it changed while envlint was reading it', zh: '检查期间文件被改动' };

/** Why the content of `path` differs from this text; undefined: it is equal. */
function differs(path: string, text: string): Text | undefined {
  const expected = Buffer.from(text, 'utf8');
  // If another kind of file has taken its place, it is not read.
  const bytes = readRegular(path, expected.length);
  if (!('why' in bytes)) return bytes.equals(expected) ? undefined : CHANGED;
  return existsSync(path) ? CHANGED : bytes.why;
}

function refuse(target: string, stat: Stats, before: string): Text | undefined {
  return refuseKind(target, stat) ?? differs(target, before);
}

function refuseKind(target: string, stat: Stats): Text | undefined {
  if (!stat.isFile()) return { en: 'it is not a regular file', zh: '不是普通文件' };
  if (stat.nlink > 1) {
    return {
      en: `it has ${stat.nlink} hard links, and replacing it would part them`,
      zh: `它有 ${stat.nlink} 个硬链接，替换后会彼此脱离`,
    };
  }
  return (stat.mode & 0o222) === 0 || !isWritable(target) ? { en: 'it is read-only', zh: '文件是只读的' } : undefined;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Opens a new file that only its owner can read; returns why that is not possible in this folder. */
function create(path: string): number | Text {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const why = systemError(error);
    return { en: `its folder cannot be written: ${why.en}`, zh: `无法写入它所在的文件夹：${why.zh}` };
  }
}

/** Writes the text, gives the file the owner and mode of the other, and closes it. Throws what the system throws. */
function fill(file: number, text: string, like: Stats): Text | undefined {
  try {
    writeFileSync(file, text, 'utf8');
    const why = keepOwner(file, like);
    if (why) return why;
    fchmodSync(file, like.mode & 0o7777);
    fsyncSync(file);
    return undefined;
  } finally {
    closeSync(file);
  }
}

function keepOwner(file: number, { uid, gid }: Stats): Text | undefined {
  const own = fstatSync(file);
  if (own.uid === uid && own.gid === gid) return undefined;
  try {
    fchownSync(file, uid, gid);
    return undefined;
  } catch {
    return {
      en: 'it belongs to somebody else, and only they can keep it theirs',
      zh: '文件属于其他用户，改写后无法保持原来的属主',
    };
  }
}
