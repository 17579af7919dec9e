/** Which folder a run belongs to, and whether other users can have put something into a folder. */
import { existsSync, lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Text } from '../../core.ts';

/**
 * The top folder of the repository that `folder` (absolute) is in; undefined outside of one. A `.git` in a world-writable
 * folder such as /tmp, where any user can have put it, does not count.
 */
function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git')) && (statSync(at).mode & 0o1002) !== 0o1002) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** What a run in `folder` (absolute, without links) belongs to: its repository, or the folder itself. */
export function placeOf(folder: string): string {
  return repositoryOf(folder) ?? folder;
}

/** The innermost folder that contains all of these files (absolute). */
export function commonFolder(files: readonly string[]): string {
  const [first = '/', ...others] = files.map((file) => `${dirname(file)}/`);
  let common = first;
  for (const other of others) {
    while (!other.startsWith(common)) common = `${dirname(common)}/`.replace('//', '/');
  }
  return common === '/' ? common : common.slice(0, -1);
}

/** Is `folder` in the same repository as one of `asked`? Then the author of that repository can have filled it. */
export function isInCheckout(folder: string, asked: readonly string[]): boolean {
  const above: string[] = [];
  for (let at = reached(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) above.push(at);
    if (at === dirname(at)) break;
  }
  return above.length > 0 && asked.some((path) => above.includes(repositoryOf(reached(path)) ?? ''));
}

/** The path without links, as far as it exists. */
function reached(path: string): string {
  for (let at = resolve(path), rest = ''; ; rest = join(basename(at), rest), at = dirname(at)) {
    try {
      return join(realpathSync(at), rest);
    } catch {
      if (at === dirname(at)) return path;
    }
  }
}

const FOREIGN: Text = { en: 'it belongs to another user', zh: '它属于其他用户' };
const SHARED: Text = { en: 'others can write to it', zh: '其他用户可以写入它' };

/** Why a folder is not one that only this user can write to; undefined: it is. */
export function faultOf({ uid, mode }: Stats): Text | undefined {
  if (uid !== process.geteuid?.()) return FOREIGN;
  return (mode & 0o022) === 0 ? undefined : SHARED;
}

/**
 * Why another user can replace this folder: a folder above it belongs to neither this user nor root, or others can rename what
 * is in it. Undefined: no one can.
 */
export function faultAbove(folder: string): Text | undefined {
  for (let at = dirname(reached(folder)); ; at = dirname(at)) {
    const stat = lstatSync(at, { throwIfNoEntry: false });
    const fault = stat && faultOfParent(stat);
    if (fault) return { en: `${at} is above it, and ${fault.en}`, zh: `它的上级文件夹 ${at} 不可信：${fault.zh}` };
    if (at === dirname(at)) return undefined;
  }
}

function faultOfParent({ uid, gid, mode }: Stats): Text | undefined {
  if (uid !== 0 && uid !== process.geteuid?.()) return FOREIGN;
  // Where the sticky bit is set, only its owner can rename what is in it.
  if ((mode & 0o1000) !== 0) return undefined;
  if ((mode & 0o002) !== 0) return SHARED;
  return (mode & 0o020) === 0 || isOwnGroup(gid) ? undefined : SHARED;
}

/** Debian and its kin give every user a group of the same name that no one else is in, and let it write. */
function isOwnGroup(gid: number): boolean {
  try {
    // Loaded only where it is asked: nearly no run gets here, and every check loads this file.
    const { username } = process.getBuiltinModule('node:os').userInfo();
    const line = readFileSync('/etc/group', 'utf8')
      .split('\n')
      .find((one) => one.split(':')[2] === String(gid));
    const [name, , , members = ''] = line?.split(':') ?? [];
    return name === username && (members === '' || members === username);
  } catch {
    return false;
  }
}
