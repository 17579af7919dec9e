/**
 * Replaces a file's text so that at every moment it is the old one or the new one, whole. The new text goes into a file
 * beside the target of the symbolic link, reaches the disk, and takes the old one's name.
 */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Text } from '../core.ts';
import { systemError } from './read.ts';

/** What became of a write. `why` names the reason the file is still as it was. */
export type Outcome = { readonly written: true } | { readonly written: false; readonly why: Text };

/**
 * Replaces the text of `path` (through symbolic links) by `after`, if it still is `before`. Mode and owner stay.
 * Leaves the file alone, with a reason, if it changed meanwhile, is read-only, belongs to somebody whose ownership
 * cannot be kept, or has other hard links, which a rename would part from it.
 */
export function replaceText(path: string, before: string, after: string): Outcome {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const stat = statSync(target);
    const refusal = refuse(target, stat, before);
    if (refusal) return { written: false, why: refusal };
    temporary = join(dirname(target), temporaryName(target));
    writeBeside(temporary, after, stat);
    if (!isSame(target, before)) throw new Changed();
    renameSync(temporary, target);
    temporary = undefined;
    syncFolder(dirname(target));
    return { written: true };
  } catch (error) {
    if (temporary !== undefined) discard(temporary);
    return { written: false, why: error instanceof Changed ? CHANGED : systemError(error) };
  }
}

/** Writes a new file that must not exist yet. Throws what the system throws, `EEXIST` among it. */
export function writeNew(path: string, text: string, mode = 0o666): void {
  writeFileSync(path, text, { flag: 'wx', mode });
}

/** A name nobody uses; if somebody does, opening it fails and nothing is lost. */
function temporaryName(target: string): string {
  const unique = `${process.pid.toString(36)}${process.hrtime.bigint().toString(36)}`;
  return `.${basename(target).slice(0, 100)}.${unique}.envlint`;
}

class Changed extends Error {}

const CHANGED: Text = { en: 'it changed while envlint was reading it', zh: '检查期间文件被改动' };

function refuse(target: string, stat: Stats, before: string): Text | undefined {
  if (!stat.isFile()) return { en: 'it is not a regular file', zh: '不是普通文件' };
  if (stat.nlink > 1) {
    return {
      en: `it has ${stat.nlink} hard links, and replacing it would part them`,
      zh: `它有 ${stat.nlink} 个硬链接，替换后会彼此脱离`,
    };
  }
  if ((stat.mode & 0o222) === 0 || !isWritable(target)) return { en: 'it is read-only', zh: '文件是只读的' };
  return isSame(target, before) ? undefined : CHANGED;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isSame(path: string, text: string): boolean {
  return readFileSync(path).equals(Buffer.from(text, 'utf8'));
}

function writeBeside(path: string, text: string, like: Stats): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text, 'utf8');
    const own = statSync(path);
    if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(file, like.uid, like.gid);
    fchmodSync(file, like.mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The new name itself must reach the disk; some file systems do not offer it, and the rename stands all the same. */
function syncFolder(path: string): void {
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

function discard(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    return;
  }
}
