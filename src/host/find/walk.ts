/**
 * Finds the files of a folder that may concern envlint: one pass of `readdir`; a file is only opened when its name does not
 * decide.
 */
import { dirname, join } from 'node:path';
import type { Text } from '../../core.ts';
import { isEngineTemplate, withoutTemplateEnding } from '../../knowledge/files/templates.ts';
import { interest } from '../../languages/detect.ts';
import { exists, type FolderEntry, list, realPath, stat } from '../outside/outside.ts';
import { pathError, readHead } from '../read/read.ts';
import { decide, gitignore, gitignoresAbove, type IgnoreTest } from './ignore.ts';
import { repositoryAbove, type Tracked, trackedIn } from './tracked.ts';

/** A file that was found or named, by the path it is known under. */
export interface Found {
  /** Absolute, as it was reached: a symbolic link keeps its own name here, because the name often tells the language. */
  readonly path: string;
  /** With all symbolic links resolved. */
  readonly real: string;
  /** The user wrote this very path. */
  readonly named: boolean;
  /** A hook passed this path: it is treated as if it had been found, but it must be readable. */
  readonly handed?: boolean | undefined;
}

/** Something that was skipped, and why. */
export interface Skipped {
  readonly path: string;
  readonly why: Text;
  /** A fault that deserves its own line (unreadable, too large), unlike normal skipping (ignored, an unknown kind of file). */
  readonly isFault: boolean;
}

export interface Walk {
  readonly files: readonly Found[];
  readonly skipped: readonly Skipped[];
}

export interface WalkOptions {
  /** The user's own ignore patterns; they rule over everything. */
  readonly ignore: readonly IgnoreTest[];
  /** Heed `.gitignore` files. */
  readonly git: boolean;
  /** Links to folders are followed only into these. */
  readonly within: readonly string[];
  /** The caller wants a reason for every file that is left out, including files of unknown kinds. */
  readonly tell?: boolean | undefined;
}

/** Third-party code and caches: never searched. */
const FOREIGN = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'vendor',
  'third_party',
  'site-packages',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.nox',
  'Pods',
  '.terraform',
  '.yarn',
  '.pnpm-store',
  '.npm',
  '.cache',
  '.cargo',
  '.rustup',
  '.nvm',
  '.pyenv',
  '.rbenv',
  '.gradle',
  '.m2',
  '.Trash',
]);
/** Build output: searched unless git ignores it. */
const BUILT = /^(?:dist|build|out|target|coverage|\.next|\.nuxt|\.svelte-kit|\.parcel-cache|\.turbo)$/;
/**
 * Files of installed packages are not the user's to repair: links to them (`/etc/systemd/system/sshd.service`) are not
 * followed.
 */
const PACKAGED = /^\/(?:usr|lib|nix\/store|opt\/homebrew\/Cellar)\//;
/** systemd keeps only links to units here. */
const LINKS_ONLY = /\.(?:wants|requires|upholds)$/;

/** All files below `root` that could be ours, sorted by path. Never throws; loops of links end. */
export function walk(root: string, options: WalkOptions): Walk {
  const real = resolved(root) ?? root;
  const state: State = { root: real, files: [], skipped: [], seen: new Set([real]), tracked: new Map(), options };
  const above = options.git ? gitignoresAbove(root) : [];
  const repository = options.git ? repositoryAbove(root) : undefined;
  const pending: Folder[] = [{ path: root, real, git: above, ignored: false, repository }];
  for (let folder = pending.pop(); folder; folder = pending.pop()) pending.push(...enter(folder, state));
  return { files: unaliased(state.files), skipped: state.skipped };
}

interface State {
  readonly root: string;
  readonly files: Found[];
  readonly skipped: Skipped[];
  /** Folders that were entered, with their links resolved. */
  readonly seen: Set<string>;
  /** What git tracks, by repository: asked for only where a `.gitignore` leaves something out. */
  readonly tracked: Map<string, Tracked>;
  readonly options: WalkOptions;
}

interface Folder {
  readonly path: string;
  readonly real: string;
  readonly git: readonly IgnoreTest[];
  /** Inside a folder that git ignores: only `.env*` counts there. */
  readonly ignored: boolean;
  /** The repository it is in. */
  readonly repository: string | undefined;
}

/** Looks at one folder's entries; answers its subfolders, last first. */
function enter(folder: Folder, state: State): Folder[] {
  let entries: readonly FolderEntry[];
  try {
    entries = list(folder.path);
  } catch (error) {
    state.skipped.push({ path: folder.path, why: pathError(folder.path, error), isFault: true });
    return [];
  }
  const hasOwn = state.options.git && entries.some((entry) => entry.name === '.gitignore');
  const own = hasOwn ? gitignore(folder.path) : undefined;
  const isTop = state.options.git && entries.some((entry) => entry.name === '.git');
  const here = {
    ...folder,
    git: own ? [...folder.git, own] : folder.git,
    repository: isTop ? folder.path : folder.repository,
  };
  const folders: Folder[] = [];
  for (const entry of entries) {
    const kind = kindOf(folder.path, entry);
    if (kind === 'file') addFile(here, entry, state);
    const next = kind === 'folder' ? subfolder(here, entry, state) : undefined;
    if (next) folders.unshift(next);
  }
  return folders;
}

function subfolder(
  { path: parent, real: realParent, git, ignored, repository }: Folder,
  entry: FolderEntry,
  state: State,
): Folder | undefined {
  const path = join(parent, entry.name);
  if (entry.name === '.git') return undefined;
  if (FOREIGN.has(entry.name) || LINKS_ONLY.test(entry.name)) return tell(state, path, ELSEWHERE);
  if (decide(state.options.ignore, path, true)) return tell(state, path, IGNORED);
  const isIgnored = ignored || decide(git, path, true);
  if (isIgnored && BUILT.test(entry.name) && !trackedBy(repository, state)?.folders.has(path))
    return tell(state, path, GIT_IGNORED);
  const real = entry.isSymbolicLink() ? resolved(path) : join(realParent, entry.name);
  if (real === undefined || state.seen.has(real)) return undefined;
  if (entry.isSymbolicLink() && !isWorthFollowing(real, state)) return undefined;
  state.seen.add(real);
  return { path, real, git, ignored: isIgnored, repository };
}

/** A link to a folder: not where the walk comes by itself, not above its root, and only where the caller allows it. */
function isWorthFollowing(real: string, { root, options }: State): boolean {
  return !isInside(real, root) && !isInside(root, real) && options.within.some((folder) => isInside(real, folder));
}

/** Files that git tracks are the user's, even where a `.gitignore` says `*`. */
function trackedBy(repository: string | undefined, { tracked }: State): Tracked | undefined {
  if (repository === undefined) return undefined;
  let known = tracked.get(repository);
  if (!known) tracked.set(repository, (known = trackedIn(repository)));
  return known;
}

function addFile(folder: Folder, entry: FolderEntry, state: State): void {
  const { path: parent, real: realParent, git, ignored, repository } = folder;
  const path = join(parent, entry.name);
  const level = interest(path);
  if (level === undefined || (level === 'shebang' && !readHead(path, 2).startsWith('#!'))) {
    if (isEngineTemplate(path) && interest(withoutTemplateEnding(path))) skip(state, path, TEMPLATE);
    else tell(state, path, NOT_OURS);
  } else if (decide(state.options.ignore, path, false)) {
    skip(state, path, IGNORED);
  } else if (
    !entry.name.startsWith('.env') &&
    (ignored || decide(git, path, false)) &&
    !trackedBy(repository, state)?.files.has(path)
  ) {
    skip(state, path, GIT_IGNORED);
  } else {
    const real = entry.isSymbolicLink() ? resolved(path) : join(realParent, entry.name);
    if (real !== undefined && !(entry.isSymbolicLink() && PACKAGED.test(real)))
      state.files.push({ path, real, named: false });
  }
}

function skip(state: State, path: string, why: Text): void {
  state.skipped.push({ path, why, isFault: false });
}

/** The same for what is only listed on request. */
function tell(state: State, path: string, why: Text): undefined {
  if (state.options.tell) skip(state, path, why);
}

/** Is a path (absolute) in a folder below `base` that a walk never enters? */
export function isForeign(path: string, base: string): boolean {
  const below = isInside(path, base) ? path.slice(base.length) : path;
  return dirname(below)
    .split('/')
    .some((part) => FOREIGN.has(part));
}

export const ELSEWHERE: Text = {
  en: 'other people’s code, or a cache; name it to check it',
  zh: '他人的代码或缓存，需点名才检查',
};
const NOT_OURS: Text = { en: 'not a kind of file envlint knows', zh: '不是 envlint 认识的文件类型' };
const TEMPLATE: Text = { en: 'a template; name it to check it', zh: '模板文件，需点名才检查' };
const GIT_IGNORED: Text = { en: 'ignored by git', zh: '被 git 忽略' };
export const IGNORED: Text = { en: 'matches an ignore pattern', zh: '命中忽略规则' };

/** What an entry is, through links; undefined for devices, sockets, FIFOs and links that lead nowhere. */
export function kindOf(folder: string, entry: FolderEntry): 'file' | 'folder' | undefined {
  let kind: Pick<FolderEntry, 'isFile' | 'isDirectory'> = entry;
  if (!entry.isFile() && !entry.isDirectory()) {
    try {
      kind = stat(join(folder, entry.name));
    } catch {
      return undefined;
    }
  }
  return kind.isFile() ? 'file' : kind.isDirectory() ? 'folder' : undefined;
}

/** A path without symbolic links; undefined when it leads nowhere. */
export function resolved(path: string): string | undefined {
  try {
    // Most paths that are asked for are not there, and an error costs more than a look.
    return exists(path) ? realPath(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Is `path` below `folder`, or `folder` itself? Both absolute. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** One entry for each real file: its own name if envlint knows that kind of name, else the first link that led to it. */
export function unaliased(files: readonly Found[]): Found[] {
  const byReal = new Map<string, Found>();
  for (const file of files) {
    const other = byReal.get(file.real);
    if (!other || rank(file) > rank(other))
      byReal.set(file.real, { ...file, named: file.named || other?.named === true });
    else if (file.named && !other.named) byReal.set(file.real, { ...other, named: true });
  }
  return [...byReal.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function rank({ path, real }: Found): number {
  return (interest(path) === 'name' ? 2 : 0) + (path === real ? 1 : 0);
}
