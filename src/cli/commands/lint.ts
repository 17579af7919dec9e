/** `envlint [PATH…]`: check, and with `--fix` repair. */
import type { Text } from '../../core.ts';
import type { RequestedPath } from '../../host/find/discover.ts';
import { UsageError } from '../../usage-error.ts';
import { lintOnce } from '../run/check.ts';
import type { Context } from '../shell/context.ts';
import { cacheInVain } from '../shell/words.ts';

/** Runs the command; answers the exit code. Throws `UsageError`. */
export async function lintCommand(context: Context): Promise<number> {
  refuseTogether(context);
  const isCached = usesCache(context);
  if (context.operands.some(isStdin) || context.values['stdin-filename'] !== undefined)
    return (await import('../run/stdin.ts')).lintStdin(context);
  if (context.values.watch) return (await import('../run/watch.ts')).watchCommand(context);
  return isCached ? (await import('../run/cached.ts')).lintCached(context, lintOnce) : lintOnce(context);
}

/** Options that have no effect beside an earlier one. Throws `UsageError`, so that no one assumes they were applied. */
const IN_VAIN = [
  ['list-files', ['fix', 'unsafe-fixes', 'diff', 'statistics', 'write-baseline', 'prune-baseline', 'add-suppressions']],
  ['diff', ['format', 'statistics', 'write-baseline', 'prune-baseline', 'add-suppressions']],
] as const;

function refuseTogether({ values }: Context): void {
  for (const [first, others] of IN_VAIN) {
    const second = values[first] === undefined ? undefined : others.find((name) => values[name] !== undefined);
    if (second !== undefined) throw new UsageError(inVain(first, second));
  }
  const format = values['list-files'] ? values.format?.find((one) => !/^(?:pretty|json)$/.test(one)) : undefined;
  if (format !== undefined)
    throw new UsageError({
      en: `--list-files has no format ${format}: it has pretty and json, on standard output`,
      zh: `--list-files 没有 ${format} 格式，只能以 pretty 或 json 写到标准输出`,
    });
}

const inVain = (first: string, second: string): Text => ({
  en: `--${second} does nothing together with --${first}`,
  zh: `--${second} 与 --${first} 同用时不起作用`,
});

const isStdin = ({ path, literal }: RequestedPath): boolean => path === '-' && !literal;

/** Runs that write something are not cached: there is nothing to repeat. */
const WRITING = ['fix', 'unsafe-fixes', 'write-baseline', 'prune-baseline', 'add-suppressions'] as const;
/** Runs that read a source whose state cannot be checked are not cached. */
const UNSEEN = ['staged', 'root', 'watch', 'files0-from', 'stdin-filename'] as const;

/** A page contains its date and revision, so an earlier page is never reused. */
const isDated = (format: string): boolean => /^html(?:=|$)/.test(format);

/** Is the cache requested and usable here? Prints a remark if it is requested but unusable. */
function usesCache({ values, operands, note }: Context): boolean {
  const isWanted = (['cache', 'cache-location', 'cache-strategy'] as const).some((name) => values[name] !== undefined);
  if (!isWanted) return false;
  const option = UNSEEN.find((name) => values[name] !== undefined);
  const unseen = operands.some(isStdin)
    ? '-'
    : values.format?.some(isDated)
      ? '--format html'
      : option && `--${option}`;
  if (unseen !== undefined) note(cacheInVain(unseen));
  return unseen === undefined && WRITING.every((name) => values[name] === undefined);
}
