/** The commit that is checked out, read from git's own files: no program is started for it. */
import { join, resolve } from 'node:path';
import { gitFolder, repositoryAbove } from '../find/tracked.ts';
import { readRegular } from './read.ts';

/** A name in a repository's files is this long at most. In bytes. */
const LARGEST_NAME_BYTES = 4096;
/** Packed references of a repository with many tags. In bytes. */
const LARGEST_REFERENCES_BYTES = 8 * 1024 * 1024;

/** The first 12 characters of its hash, for the repository a folder is in; undefined where there is none, or no commit. */
export function revisionOf(folder: string): string | undefined {
  const repository = repositoryAbove(folder);
  if (repository === undefined) return undefined;
  const git = gitFolder(repository);
  const head = textOf(join(git, 'HEAD'));
  const name = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  const hash = name === undefined ? head : referenceIn(git, name);
  return /^[0-9a-f]{40,64}$/.test(hash) ? hash.slice(0, 12) : undefined;
}

/** A branch is a file, or a line among the packed ones (gitrepository-layout(5)); those of a worktree are its repository's. */
function referenceIn(git: string, name: string): string {
  const common = textOf(join(git, 'commondir'));
  const folder = common === '' ? git : resolve(git, common);
  const own = textOf(join(folder, name));
  if (own !== '') return own;
  const packed = textOf(join(folder, 'packed-refs'), LARGEST_REFERENCES_BYTES);
  const line = packed.split('\n').find((one) => one.endsWith(` ${name}`));
  return line?.split(' ')[0] ?? '';
}

function textOf(path: string, limit = LARGEST_NAME_BYTES): string {
  const bytes = readRegular(path, limit);
  return 'why' in bytes ? '' : bytes.toString('utf8').trim();
}
