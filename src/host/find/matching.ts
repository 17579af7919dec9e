/**
 * The files that a pattern of a configuration matches. Such a pattern comes from a repository that is not trusted: it is
 * matched in linear time, no link to a folder is followed, and installed packages are not searched.
 */
import { join } from 'node:path';
import { pathGlob } from '../../glob.ts';
import { type FolderEntry, list } from '../outside/outside.ts';
import { kindOf } from './walk.ts';

const FOREIGN = new Set(['node_modules', '.git']);

/** Absolute paths below `folder`, in no order. `pattern`: relative to it. Folders that cannot be read are skipped. */
export function filesLike(folder: string, pattern: string): string[] {
  const parts = pattern.split('/');
  const fixed = Math.max(0, parts.findIndex(isGlob));
  const wanted = parts.slice(fixed);
  const fits = pathGlob(wanted.join('/'));
  const deepest = wanted.includes('**') ? Number.POSITIVE_INFINITY : wanted.length;
  const found: string[] = [];
  const pending = [{ at: join(folder, ...parts.slice(0, fixed)), name: '', depth: 1 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const entry of entriesOf(next.at)) {
      const at = join(next.at, entry.name);
      const name = next.name + entry.name;
      if (!entry.isDirectory()) {
        if (fits(name) && kindOf(next.at, entry) === 'file') found.push(at);
      } else if (next.depth < deepest && !FOREIGN.has(entry.name)) {
        pending.push({ at, name: `${name}/`, depth: next.depth + 1 });
      }
    }
  }
  return found;
}

/** Is it a pattern rather than a path? */
export function isGlob(path: string): boolean {
  return /[*?[\]{}!]/.test(path);
}

function entriesOf(folder: string): readonly FolderEntry[] {
  try {
    return list(folder);
  } catch {
    return [];
  }
}
