/** How absolute paths are shown: inside envlint every path is absolute, outside of it none should be. */
import { relative } from 'node:path';
import { isInside } from '../../host/find/walk.ts';
import { visible } from '../../report/visible.ts';

export interface Folders {
  readonly cwd: string;
  readonly home: string;
}

/**
 * As the user would type it: relative below the current folder, `~/…` below home, absolute elsewhere. Always one line, in
 * which a line break or another control character stands as a picture.
 */
export function displayPath(file: string, place: Folders): string {
  return visible(shortened(file, place));
}

function shortened(file: string, { cwd, home }: Folders): string {
  if (file === cwd) return '.';
  if (isInside(file, cwd)) return relative(cwd, file);
  if (isInside(file, home) && home !== '/') return `~${file.slice(home.length)}`;
  return file;
}

/** As machines want it: relative to the current folder; absolute only where both share nothing but the root. */
export function machinePath(file: string, { cwd }: Folders): string {
  if (!file.startsWith('/') || cwd === '/') return file.replace(/^\//, '') || '.';
  const path = relative(cwd, file);
  const depth = cwd.split('/').length - 1;
  const isAllTheWay = path.split('/').filter((part) => part === '..').length >= depth;
  return isAllTheWay ? file : path || '.';
}
