/** What a run's exit code is: `--fail-on` and `--max-warnings`. */
import type { Severity } from '../../core.ts';
import { atLeast, type LintResult } from '../../engine/lint.ts';
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';

/** 1 for findings at or above `--fail-on`, or for more warnings than `--max-warnings`; else 0. */
export function exitCode(context: Context, { diagnostics }: LintResult): number {
  const { failOn, maxWarnings } = failLimit(context);
  if (failOn !== 'never' && diagnostics.some(({ severity }) => atLeast(severity, failOn))) return 1;
  return diagnostics.filter(({ severity }) => severity === 'warning').length > maxWarnings ? 1 : 0;
}

/** `--fail-on` and `--max-warnings`. Throws `UsageError` for a number that is none. */
export function failLimit({ values }: Context): { readonly failOn: Severity | 'never'; readonly maxWarnings: number } {
  const text = values['max-warnings'];
  if (text !== undefined && !/^\d{1,9}$/.test(text)) {
    throw new UsageError({
      en: `--max-warnings takes a number, not ${text}`,
      zh: `--max-warnings 需要一个数字，而不是 ${text}`,
    });
  }
  return {
    failOn: (values['fail-on'] ?? 'error') as Severity | 'never',
    maxWarnings: text === undefined ? Number.POSITIVE_INFINITY : Number(text),
  };
}
