/** Where the baseline is, which every check needs; its content is only read if it exists. */
import { dirname, join } from 'node:path';
import { exists } from '../../host/outside/outside.ts';
import type { Context } from '../shell/context.ts';

export const BASELINE = '.envlint-baseline.json';

/** Is a baseline in force here, or asked to be written? Cheap: no file is read. */
export function wantsBaseline(context: Context): boolean {
  const { values } = context;
  return values['write-baseline'] === true || values['prune-baseline'] === true || findBaseline(context) !== undefined;
}

/** The baseline of this folder or of one above it, in the same repository and below the user's home. */
export function findBaseline({ cwd, home }: Context): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, BASELINE);
    if (exists(file)) return file;
    if (folder === home || folder === dirname(folder) || exists(join(folder, '.git'))) return undefined;
  }
}
