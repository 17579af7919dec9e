/**
 * The parts of git needed to check what is about to be committed. git is the only program that envlint ever starts; it is told
 * to run no hooks, filters or file system monitors of the repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../usage-error.ts';
import { isInside, resolved } from '../find/walk.ts';
import type { IndexRecord } from '../write/journal.ts';
import { type IndexFile, plainIndex, plainRoot, SUBMODULE } from './git-files.ts';

const QUIET = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.quotePath=false',
  '--no-optional-locks',
];
const LARGEST_OUTPUT_BYTES = 512 * 1024 * 1024;
/**
 * Objects that a partial clone lacks stay missing: fetching them would run what the repository names. git must not prompt the
 * user.
 */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', GIT_TERMINAL_PROMPT: '0' };

/** Runs git and answers its standard output. Throws `UsageError` with git's own words. */
export function git(
  cwd: string,
  args: readonly string[],
  input: string | Uint8Array = '',
  env: NodeJS.ProcessEnv = process.env,
): Buffer {
  const options = { cwd, input, env: { ...env, ...OFFLINE }, maxBuffer: LARGEST_OUTPUT_BYTES };
  const { status, stdout, stderr, error } = spawnSync('git', [...QUIET, ...args], options);
  if (error) throw new UsageError({ en: `git cannot be run: ${error.message}`, zh: `无法运行 git：${error.message}` });
  if (status !== 0) {
    const words = stderr.toString('utf8').trim().split('\n', 1)[0] ?? '';
    throw new UsageError({ en: `git: ${words}`, zh: `git：${words}` });
  }
  return stdout;
}

/**
 * The top folder of the repository `cwd` is in. Throws `UsageError` outside of one, and where the repository's own
 * settings (`core.worktree`) point at files somewhere else.
 */
export function repositoryRoot(cwd: string): string {
  const plain = plainRoot(cwd);
  if (plain !== undefined) return plain;
  const root = git(cwd, ['rev-parse', '--show-toplevel']).toString('utf8').replace(/\n$/, '');
  if (isInside(resolved(cwd) ?? cwd, resolved(root) ?? root)) return root;
  throw new UsageError({
    en: `this repository keeps its files elsewhere, in ${root}; run envlint there`,
    zh: `这个仓库的工作目录在别处：${root}；请到那里运行 envlint`,
  });
}

/** Where git looks for hooks. */
export interface Hooks {
  /** Absolute. */
  readonly folder: string;
  /** It belongs to this repository alone, unlike a folder that all repositories of a user share. */
  readonly isOwn: boolean;
}

/** Where git looks for this repository's hooks; undefined where it does not say. A worktree has those of its repository. */
export function hooksOf(root: string): Hooks | undefined {
  const env = { ...process.env, ...OFFLINE };
  const options = { cwd: root, encoding: 'utf8', env } as const;
  const paths = ['--git-path', 'hooks', '--git-common-dir', '--absolute-git-dir'];
  const { status, stdout } = spawnSync('git', ['rev-parse', ...paths], options);
  const [hooks = '', common = '', own = ''] = stdout.split('\n');
  if (status !== 0 || hooks === '') return undefined;
  const folder = resolve(root, hooks);
  const ofRepository = isWorktree(root, own) && isInside(folder, resolve(root, common));
  return { folder, isOwn: folder.startsWith(`${root}/`) || ofRepository };
}

/** Does a repository itself list this folder as one of its worktrees? A `.git` file alone could name any repository. */
function isWorktree(root: string, gitFolder: string): boolean {
  try {
    const file = readFileSync(join(gitFolder, 'gitdir'), 'utf8').trim();
    return resolved(dirname(resolve(gitFolder, file))) === resolved(root);
  } catch {
    return false;
  }
}

/** A file as it is in the index. */
export interface IndexEntry extends IndexFile {
  /** Absolute. */
  readonly path: string;
}

/** Finds files of the index by their absolute paths; what is in conflict or a submodule is left out. */
export function indexOf(root: string): (path: string) => IndexEntry | undefined {
  const find = plainIndex(root) ?? listedIndex(root);
  return (path) => {
    const file = path.startsWith(`${root}/`) ? find(path.slice(root.length + 1)) : undefined;
    return file && { ...file, path };
  };
}

/** The index as git lists it. */
function listedIndex(root: string): (name: string) => IndexFile | undefined {
  const files = new Map<string, IndexFile>();
  for (const record of records(git(root, ['ls-files', '--stage', '-z']))) {
    const match = /^(\d{6}) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(record);
    if (match?.[3] !== '0' || match[1] === SUBMODULE) continue;
    const [, mode = '', hash = '', , name = ''] = match;
    files.set(name, { name, mode, hash });
  }
  return (name) => files.get(name);
}

/** The files of a bare repository's newest commit, paths as the commit has them. Links and submodules are left out. */
export function treeEntries(repository: string): IndexEntry[] {
  return records(git(repository, ['ls-tree', '-r', '-z', 'HEAD'])).flatMap((record) => {
    const match = /^(\d{6}) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(record);
    if (!match || match[1] === '120000') return [];
    const [, mode = '', hash = '', name = ''] = match;
    return [{ path: name, name, mode, hash }];
  });
}

/** What a commit would add or change, by absolute path, as the index has it. Submodules are left out. */
export function stagedEntries(root: string): Map<string, IndexEntry> {
  const args = [
    'diff',
    '--cached',
    '--raw',
    '--no-abbrev',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--diff-filter=ACMT',
    '-z',
  ];
  const entries = new Map<string, IndexEntry>();
  const fields = records(git(root, args));
  for (let at = 0; at + 1 < fields.length; at += 2) {
    // `:MODE MODE HASH HASH STATUS`, and the name in a field of its own.
    const [, mode = '', , hash = ''] = (fields[at] as string).split(' ');
    const name = fields[at + 1] as string;
    const path = join(root, name);
    if (mode !== SUBMODULE) entries.set(path, { path, name, mode, hash });
  }
  return entries;
}

/** Contents by hash, in one run of git. */
export function readBlobs(root: string, hashes: readonly string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  const wanted = [...new Set(hashes)];
  if (wanted.length === 0) return found;
  const output = git(root, ['cat-file', '--batch'], `${wanted.join('\n')}\n`);
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    // `HASH TYPE SIZE`, or `HASH missing` if the repository does not contain it.
    const [hash = '', , size] = output.toString('utf8', at, end).split(' ');
    const length = Number(size);
    if (size === undefined) {
      at = end + 1;
      continue;
    }
    found.set(hash, output.subarray(end + 1, end + 1 + length));
    at = end + 1 + length + 1;
  }
  return found;
}

/** Puts new contents of files into the index, all at once, and leaves their modes. Answers what it was. Throws `UsageError`. */
export function writeIndex(
  root: string,
  changes: readonly { readonly entry: IndexEntry; readonly text: string }[],
): IndexRecord[] {
  const hashes = changes.map(({ text }) =>
    git(root, ['hash-object', '-w', '--stdin', '--no-filters'], text).toString('utf8').trim(),
  );
  const lines = changes.map(({ entry }, at) => `${entry.mode} ${hashes[at]}\t${entry.name}\0`);
  updateIndex(root, lines);
  return changes.map(({ entry: { name, mode, hash } }, at) => ({ name, mode, before: hash, after: hashes[at] ?? '' }));
}

/** Passes these lines to `git update-index --index-info`. */
function updateIndex(root: string, lines: readonly string[]): void {
  const unfiltered = withoutFilters(root);
  const update = (env?: NodeJS.ProcessEnv): Buffer =>
    git(root, [...unfiltered, 'update-index', '-z', '--index-info'], lines.join(''), env);
  update();
  const file = waitingIndex();
  if (file !== undefined) update({ ...process.env, GIT_INDEX_FILE: file });
}

/**
 * Takes back what a run changed in the index, if the index still is as the run left it. Returns the state of each file as
 * found; `after` means that it was restored now. Throws `UsageError`.
 */
export function restoreIndex(root: string, records: readonly IndexRecord[]): ('before' | 'after' | 'changed')[] {
  const entryOf = indexOf(repositoryRoot(root));
  const states = records.map(({ name, mode, before, after }) => {
    const now = entryOf(join(root, name));
    if (now?.mode !== mode) return 'changed';
    return now.hash === after ? 'after' : now.hash === before ? 'before' : 'changed';
  });
  const ours = records.filter((_, at) => states[at] === 'after');
  if (ours.length > 0)
    updateIndex(
      root,
      ours.map(({ name, mode, before }) => `${mode} ${before}\t${name}\0`),
    );
  return states;
}

/**
 * Options that turn every filter off. Where git writes the index it looks again at files that were changed in the same
 * moment, and would hand them to the programs the repository names; unfiltered, they count as changed and are looked at
 * by the next git that asks. Throws `UsageError` for a filter that cannot be named in an option.
 */
function withoutFilters(root: string): string[] {
  const keys = records(git(root, ['config', '--list', '--name-only', '-z']));
  const names = keys.flatMap((key) => /^filter\.([\s\S]+)\.[^.]+$/.exec(key)?.[1] ?? []);
  return [...new Set(names)].flatMap((name) => {
    if (name.includes('=')) {
      throw new UsageError({
        en: `the index is not changed: git’s filter ${name} cannot be turned off`,
        zh: `没有改动暂存区：无法关闭 git 的过滤器 ${name}`,
      });
    }
    const off = ['clean=', 'smudge=', 'process=', 'required=false'];
    return off.flatMap((setting) => ['-c', `filter.${name}.${setting}`]);
  });
}

/**
 * `git commit PATH` gives its hooks an index of that commit alone; the repository's future index is already written beside it
 * (git, builtin/commit.c, `prepare_index`). Undefined at any other time.
 */
function waitingIndex(): string | undefined {
  const current = process.env.GIT_INDEX_FILE ?? '';
  const file = join(dirname(current), 'index.lock');
  return /^next-index-\d+\.lock$/.test(basename(current)) && existsSync(file) ? file : undefined;
}

function records(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '');
}
