/** From what the user wrote (files, folders, globs) to the files to check. */
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Text } from '../../core.ts';
import { linkStat, list, names, stat } from '../outside/outside.ts';
import { systemError } from '../read/read.ts';
import { type IgnoreTest, isLeftOut } from './ignore.ts';
import { filesLike, isGlob } from './matching.ts';
import {
  ELSEWHERE,
  type Found,
  IGNORED,
  isForeign,
  isInside,
  resolved,
  type Skipped,
  unaliased,
  walk,
} from './walk.ts';

export interface DiscoverOptions {
  /** Absolute; what relative paths and globs start from. */
  readonly cwd: string;
  /** The user's home folder, absolute. Links to folders are followed into it. */
  readonly home: string;
  readonly ignore: readonly IgnoreTest[];
  /** Heed `.gitignore` files while walking folders. */
  readonly git: boolean;
  /**
   * The paths come from a program, such as a hook: ignore patterns apply to them, and they are treated as if they had been
   * found.
   */
  readonly forceExclude: boolean;
  /** Name everything that is left out, as `--list-files` does. */
  readonly tell?: boolean | undefined;
}

/** A path as the user wrote it. `literal`: never a glob. `within`: the folder that what it leads to must be in. */
export interface RequestedPath {
  readonly path: string;
  readonly literal: boolean;
  readonly within?: string | undefined;
}

export interface Discovery {
  readonly files: readonly Found[];
  readonly skipped: readonly Skipped[];
  /** Folders the request covers: what is included from them belongs to the same machine. */
  readonly roots: readonly string[];
  /** Paths that lead nowhere: wrong usage. */
  readonly missing: readonly { readonly path: string; readonly why: Text }[];
  /** Named paths that an ignore pattern would have left out. */
  readonly overruled: readonly string[];
}

interface Draft {
  readonly files: Found[];
  readonly skipped: Skipped[];
  readonly roots: string[];
  readonly missing: { path: string; why: Text }[];
  readonly overruled: string[];
}

/** Finds the files behind `targets`; none means the current folder. An existing path wins over a glob. */
export async function discover(targets: readonly RequestedPath[], options: DiscoverOptions): Promise<Discovery> {
  const draft: Draft = { files: [], skipped: [], roots: [], missing: [], overruled: [] };
  const asked = targets.length > 0 ? targets : [{ path: '.', literal: true }];
  for (const target of asked) {
    const path = settled(resolve(options.cwd, target.path));
    const kind = kindOf(path);
    if (kind !== 'missing' && leadsOut(path, target)) draft.skipped.push({ path, why: OUTSIDE, isFault: true });
    else if (kind === 'folder') addFolder(resolved(path) ?? path, draft, options);
    else if (kind === 'file') addNamed(path, target.path, draft, options);
    else if (kind === 'missing' && !target.literal && isGlob(target.path)) await addGlob(target, draft, options);
    else if (kind === 'missing' && options.forceExclude && isLink(path))
      draft.skipped.push({ path, why: DANGLING, isFault: false });
    else draft.missing.push({ path: target.path, why: kind === 'missing' ? whyMissing(path) : NOT_REGULAR });
  }
  return { ...draft, files: unaliased(draft.files) };
}

const NO_SUCH: Text = { en: 'no such file or folder', zh: '文件或文件夹不存在' };
const NOT_REGULAR: Text = { en: 'it is not a regular file', zh: '不是普通文件' };
const DANGLING: Text = { en: 'a link that leads nowhere', zh: '链接指向的文件不存在' };
const NO_MATCH: Text = { en: 'nothing matches this pattern', zh: '没有文件匹配这个模式' };

const OUTSIDE: Text = {
  en: 'files: of a configuration does not lead out of its repository',
  zh: '配置中的 files 不能指向仓库之外',
};

function leadsOut(path: string, { within }: RequestedPath): boolean {
  return within !== undefined && !isInside(resolved(path) ?? path, resolved(within) ?? within);
}

function kindOf(path: string): 'file' | 'folder' | 'other' | 'missing' {
  try {
    const kind = stat(path);
    return kind.isFile() ? 'file' : kind.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'missing';
  }
}

/** A loop of links or a folder without permission must not count as empty. */
function whyMissing(path: string): Text {
  try {
    stat(path);
    return NO_SUCH;
  } catch (error) {
    return systemError(error);
  }
}

function isLink(path: string): boolean {
  try {
    return linkStat(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** The folders of a path without links; its last part keeps its own name, which often tells the language. */
function settled(path: string): string {
  const folder = resolved(dirname(path));
  return folder === undefined ? path : join(folder, basename(path));
}

function addFolder(path: string, draft: Draft, { ignore, git, home, tell }: DiscoverOptions): void {
  draft.roots.push(path);
  const { files, skipped } = walk(path, { ignore, git, within: [home], tell });
  draft.files.push(...files);
  draft.skipped.push(...skipped);
}

function addNamed(path: string, asWritten: string, draft: Draft, { ignore, forceExclude, cwd }: DiscoverOptions): void {
  if (forceExclude && isForeign(path, cwd)) {
    draft.skipped.push({ path, why: ELSEWHERE, isFault: false });
    return;
  }
  if (isLeftOut(ignore, path)) {
    if (forceExclude) {
      draft.skipped.push({ path, why: IGNORED, isFault: false });
      return;
    }
    draft.overruled.push(asWritten);
  }
  const asked = forceExclude ? { named: false, handed: true } : { named: true };
  draft.files.push({ path, real: resolved(path) ?? path, ...asked });
}

/** Gives fast-glob the same view of the disk as everything else. It only needs the type of a file. */
const GLOB_DISK = {
  statSync: stat,
  lstatSync: linkStat,
  readdirSync: (folder: string, options?: object) => (options ? list(folder) : names(folder)),
} as object;

async function addGlob(target: RequestedPath, draft: Draft, { cwd, ignore }: DiscoverOptions): Promise<void> {
  const { path: pattern, within } = target;
  let matches: readonly string[];
  try {
    matches = within === undefined ? await typedGlob(pattern, cwd) : filesLike(within, relative(within, pattern));
  } catch (error) {
    draft.missing.push({ path: pattern, why: systemError(error) });
    return;
  }
  if (matches.length === 0) draft.missing.push({ path: pattern, why: NO_MATCH });
  draft.roots.push(cwd);
  // `**/*` means every file that envlint knows; `*.j2` means exactly those files.
  const named = !/(?:^|\/)\*+$/.test(pattern);
  for (const match of matches) {
    const path = settled(isAbsolute(match) ? match : join(cwd, match));
    if (isLeftOut(ignore, path)) draft.skipped.push({ path, why: IGNORED, isFault: false });
    else if (leadsOut(path, target)) draft.skipped.push({ path, why: OUTSIDE, isFault: true });
    else draft.files.push({ path, real: resolved(path) ?? path, named });
  }
}

/** What a pattern of the command line means. */
async function typedGlob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { default: glob } = await import('fast-glob');
  return glob.sync(pattern, {
    cwd,
    dot: true,
    ignore: ['**/node_modules/**', '**/.git/**'],
    followSymbolicLinks: false,
    suppressErrors: true,
    fs: GLOB_DISK,
  });
}

/** Is a file one the request covers? */
export function isCovered(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => isInside(path, root));
}
