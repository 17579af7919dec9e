/** Which paths are skipped: `.gitignore` files, and the patterns of the configuration and the command line. */
import { dirname, join } from 'node:path';
import { ignorePattern } from '../../glob.ts';
import { exists } from '../outside/outside.ts';
import { readRegular } from '../read/read.ts';

/** The answer for one absolute path; `isFolder` matters for patterns that end in a slash. `undefined`: no pattern applies. */
export type IgnoreTest = (path: string, isFolder: boolean) => boolean | undefined;

/** Patterns in the syntax of `.gitignore`, relative to `base`. The last that matches decides. */
export function patterns(base: string, lines: readonly string[]): IgnoreTest {
  const known = lines.map(ignorePattern).filter((pattern) => pattern !== undefined);
  const prefix = base.endsWith('/') ? base : `${base}/`;
  return (path, isFolder) => {
    if (known.length === 0 || !path.startsWith(prefix) || path.length === prefix.length) return undefined;
    const relative = path.slice(prefix.length);
    const last = known.findLast((pattern) => (isFolder || !pattern.onlyFolders) && pattern.matches(relative));
    return last && !last.isNegated;
  };
}

/** The `.gitignore` of one folder, if it has one. */
export function gitignore(folder: string, file = join(folder, '.gitignore')): IgnoreTest | undefined {
  const bytes = readRegular(file);
  return 'why' in bytes ? undefined : patterns(folder, bytes.toString('utf8').split('\n'));
}

/** The `.gitignore` files above a folder, outermost first, up to its repository's root. None outside a repository. */
export function gitignoresAbove(folder: string): IgnoreTest[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) folders.unshift(at);
    if (exists(join(at, '.git'))) break;
    if (at === dirname(at)) return [];
  }
  const root = folders[0] ?? folder;
  const found = [gitignore(root, join(root, '.git/info/exclude')), ...folders.map((one) => gitignore(one))];
  return found.filter((verdict) => verdict !== undefined);
}

/** The decision of the innermost file that has one. */
export function decide(verdicts: readonly IgnoreTest[], path: string, isFolder: boolean): boolean {
  return verdicts.findLast((verdict) => verdict(path, isFolder) !== undefined)?.(path, isFolder) === true;
}

/** Do the user's own patterns exclude this path, either directly or through a folder above it? */
export function isLeftOut(verdicts: readonly IgnoreTest[], path: string): boolean {
  if (verdicts.length === 0) return false;
  if (decide(verdicts, path, false)) return true;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (decide(verdicts, folder, true)) return true;
  }
  return false;
}
