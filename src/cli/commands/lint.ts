/** `envlint [PATH…]`: check, and with `--fix` repair. */
import type { Target } from '../../host/find/discover.ts';
import { lintOnce } from '../run/check.ts';
import type { Context } from '../shell/context.ts';
import { cacheInVain } from '../shell/words.ts';

/** Runs the command; answers the exit code. Throws `UsageError`. */
export async function lintCommand(context: Context): Promise<number> {
  const isCached = usesCache(context);
  if (context.operands.some(isStdin)) return (await import('../run/stdin.ts')).lintStdin(context);
  if (context.values.watch) return (await import('../run/watch.ts')).watchCommand(context);
  return isCached ? (await import('../run/cached.ts')).lintCached(context, lintOnce) : lintOnce(context);
}

const isStdin = ({ path, literal }: Target): boolean => path === '-' && !literal;

/** Runs that write something, so that there is nothing to repeat. */
const WRITING = ['fix', 'unsafe-fixes', 'write-baseline', 'prune-baseline', 'add-suppressions'] as const;
/** Runs that look at something that cannot be asked for its state. */
const UNSEEN = ['staged', 'root', 'watch', 'files0-from', 'stdin-filename'] as const;

/** Is the cache wanted and of use here? Says so where it is wanted in vain. */
function usesCache({ values, operands, note }: Context): boolean {
  const isWanted = (['cache', 'cache-location', 'cache-strategy'] as const).some((name) => values[name] !== undefined);
  if (!isWanted) return false;
  const unseen = operands.some(isStdin) ? '-' : UNSEEN.find((name) => values[name] !== undefined);
  if (unseen !== undefined) note(cacheInVain(unseen === '-' ? unseen : `--${unseen}`));
  return unseen === undefined && WRITING.every((name) => values[name] === undefined);
}
