/** Reads one file in bounded time and memory, or says why it cannot be read as text. */
import { isUtf8 } from 'node:buffer';
import type { Text } from '../../core.ts';
import { type Content, readHead as readStart, readWhole } from '../outside/outside.ts';

const MEGABYTE = 1024 * 1024;

/** No configuration is larger; larger files are skipped with a note. In bytes. */
export const LARGEST_FILE_BYTES = 20 * MEGABYTE;

export type Reading =
  /** Valid UTF-8. A byte order mark stays in `text`, so that writing it back changes nothing. */
  | { readonly kind: 'text'; readonly text: string }
  /** Not text, but a format that envlint reads anyway (binary plists). `text` has one character for each byte. */
  | { readonly kind: 'bytes'; readonly text: string; readonly bytes: Uint8Array }
  /** `benign`: not a file that should be read (a directory, a device); otherwise it is a fault worth reporting. */
  | { readonly kind: 'unreadable'; readonly why: Text; readonly benign: boolean };

type Unreadable = Reading & { readonly kind: 'unreadable' };

/** Reads a regular file of at most `limit` bytes as text. Never blocks on a FIFO, never throws. */
export function readSource(path: string, limit = LARGEST_FILE_BYTES): Reading {
  const bytes = readRegular(path, limit);
  return 'why' in bytes ? bytes : decode(bytes);
}

/** The bytes of a regular file, or why there are none. Never blocks on a FIFO or device, never throws. */
export function readRegular(path: string, limit = LARGEST_FILE_BYTES): Buffer | Unreadable {
  try {
    const content = readWhole(path, limit);
    return typeof content === 'string' ? without(content, limit) : content;
  } catch (error) {
    return unreadable(pathError(path, error));
  }
}

/** What the system said about a path. Names that are not UTF-8 are not found under the name they are shown by. */
export function pathError(path: string, error: unknown): Text {
  const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isGone && path.includes('\ufffd') ? NOT_A_NAME : systemError(error);
}

const NOT_A_NAME: Text = { en: 'its name is not valid UTF-8', zh: '名称不是有效的 UTF-8' };

/** The first bytes of a file as Latin-1, for a look at its `#!` line; empty when it cannot be read. */
export function readHead(path: string, length = 128): string {
  try {
    const content = readStart(path, length);
    return typeof content === 'string' ? '' : content.toString('latin1');
  } catch {
    return '';
  }
}

/** Decodes bytes that did not come from a file of their own: standard input, a git blob. */
export function decode(bytes: Buffer): Reading {
  if (bytes.length > LARGEST_FILE_BYTES) return tooLarge(LARGEST_FILE_BYTES);
  if (bytes.subarray(0, 7).toString('latin1') === 'bplist0') {
    return { kind: 'bytes', text: bytes.toString('latin1'), bytes };
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return unreadable({ en: 'it is UTF-16; save it as UTF-8', zh: '文件是 UTF-16 编码，请另存为 UTF-8' });
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const line = lineOf(bytes, nul);
    return unreadable({
      en: `it is not text (NUL byte in line ${line})`,
      zh: `不是文本文件（第 ${line} 行含 NUL 字节）`,
    });
  }
  if (!isUtf8(bytes)) {
    const line = lineOf(bytes, firstInvalid(bytes));
    return unreadable({ en: `it is not valid UTF-8 (line ${line})`, zh: `不是有效的 UTF-8（第 ${line} 行）` });
  }
  return { kind: 'text', text: bytes.toString('utf8') };
}

function without(why: Exclude<Content, Buffer>, limit: number): Unreadable {
  return why === 'large' ? tooLarge(limit) : notRegular(why === 'folder');
}

function notRegular(isDirectory: boolean): Unreadable {
  const why = isDirectory
    ? { en: 'it is a folder', zh: '这是一个文件夹' }
    : { en: 'it is not a regular file', zh: '不是普通文件' };
  return { kind: 'unreadable', why, benign: true };
}

function tooLarge(limit: number): Unreadable {
  const size = `${limit / MEGABYTE} MB`;
  return unreadable({ en: `it is larger than ${size}`, zh: `文件超过 ${size}` });
}

function unreadable(why: Text): Unreadable {
  return { kind: 'unreadable', why, benign: false };
}

/** What the system said, in words: `ENOENT`, `EACCES`, … */
export function systemError(error: unknown): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SYSTEM_ERRORS[code] ?? { en: code || String(error), zh: code || String(error) };
}

const SYSTEM_ERRORS: Readonly<Record<string, Text>> = {
  ENOENT: { en: 'no such file or folder', zh: '文件或文件夹不存在' },
  ENOTDIR: { en: 'no such file or folder', zh: '文件或文件夹不存在' },
  EACCES: { en: 'permission denied', zh: '没有权限' },
  EPERM: { en: 'permission denied', zh: '没有权限' },
  ELOOP: { en: 'the symbolic links go in a circle', zh: '符号链接成环' },
  ENXIO: { en: 'it is not a regular file', zh: '不是普通文件' },
  EROFS: { en: 'the file system is read-only', zh: '文件系统是只读的' },
  ENOSPC: { en: 'the disk is full', zh: '磁盘已满' },
  EFBIG: { en: 'it would be larger than this process is allowed to write', zh: '超出本进程允许写入的大小' },
  EIO: { en: 'the disk reports an error', zh: '磁盘报告读写错误' },
  EDQUOT: { en: 'the disk quota is used up', zh: '磁盘配额已用尽' },
  ENAMETOOLONG: { en: 'the path is too long', zh: '路径过长' },
};

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

/** Offset of the first byte that is not UTF-8, character by character. */
function firstInvalid(bytes: Buffer): number {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > 1 && !isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return bytes.length;
}
