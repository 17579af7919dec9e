/** `envlint [PATH…]`: check, and with `--fix` repair. */
import type { Project, Severity, Text } from '../core.ts';
import { atLeast, type LintOptions, type LintResult, lint } from '../engine.ts';
import { UsageError } from '../host/usage.ts';
import { secretsOf } from '../secrets.ts';
import { type Fixed, fixProject, writeFixed } from './apply.ts';
import type { Context } from './context.ts';
import { err, out } from './io.ts';
import { displayPath, machinePath } from './paths.ts';
import { reloadSteps } from './reload.ts';
import { emit, type Outcome, sinks } from './report.ts';
import { lintOptions, loadSettings, openSession, type Session } from './session.ts';
import { stopwatch } from './timing.ts';
import { allIgnored, because, NO_FILES, notWritten, overruled, skipped } from './words.ts';

/** Runs the command; answers the exit code. Throws `UsageError`. */
export async function lintCommand(context: Context): Promise<number> {
  if (context.operands.some(({ path, literal }) => path === '-' && !literal)) {
    return (await import('./stdin.ts')).lintStdin(context);
  }
  sinks(context);
  failLimit(context);
  const watch = stopwatch();
  const settings = await loadSettings(context);
  watch.lap({ en: 'configuration and rules', zh: '读取配置与规则' });
  const session = await openSession(context, settings);
  watch.lap({ en: 'finding, reading and parsing', zh: '查找、读取与解析' });
  const notes = remarks(context, session);
  const options = lintOptions(context, session, session.loaded);
  if (context.values['list-files']) return (await import('./list-files.ts')).listFiles(context, session);
  const { fixed, before } = run(context, session, options);
  watch.lap({ en: 'checking and fixing', zh: '检查与修复' });
  const outcome = outcomeOf(context, session, fixed, notes);
  if (context.values.diff) await printDiff(context, before, fixed, outcome);
  else await emit(context, outcome);
  if (context.values.statistics) (await import('./statistics.ts')).printStatistics(context, outcome);
  watch.lap({ en: 'reporting', zh: '生成报告' });
  if (context.values.timing) watch.print(context);
  if (hasFaults(session)) return 2;
  if (session.loaded.judged.size === 0) return noFiles(context, session);
  return context.values.diff ? Number(fixed.changed.length > 0) : exitCode(context, fixed.result);
}

/** Checks; with `--fix` repairs and writes; with `--diff` repairs in memory. */
function run(context: Context, session: Session, options: LintOptions): { fixed: Fixed; before: Project } {
  const { fix, diff, 'unsafe-fixes': unsafe = false } = context.values;
  const { project, rules } = session;
  if (!fix && !unsafe && !diff) {
    return {
      before: project,
      fixed: { project, result: lint(project, rules, options), applied: [], rolledBack: [], changed: [] },
    };
  }
  const fixed = fixProject(project, rules, { ...options, unsafe });
  if (diff) return { before: project, fixed };
  return { before: project, fixed: writeFixed(project, fixed, rules, { ...options, unsafe }) };
}

function outcomeOf(context: Context, { rules, loaded }: Session, fixed: Fixed, notes: readonly Text[]): Outcome {
  const display = (file: string): string => displayPath(file, context);
  return {
    ...fixed,
    rules,
    judged: loaded.judged,
    real: loaded.real,
    reload: context.values.diff ? [] : reloadSteps(fixed.changed, display),
    notes,
    baselined: 0,
  };
}

/** What is left out or could not be read, on standard error, and for the reports that carry remarks. */
function remarks(context: Context, { discovery, loaded }: Session): Text[] {
  const display = (path: string): string => displayPath(path, context);
  const notes = [
    ...discovery.overruled.map(overruled),
    ...[...discovery.skipped, ...loaded.skipped]
      .filter((one) => one.isFault)
      .map(({ path, why }) => skipped(display(path), why)),
  ];
  for (const note of notes) context.note(note);
  for (const { path, why } of discovery.missing) err(`envlint: ${context.say(because(path, why))}`);
  for (const { path, why } of loaded.unreadable) err(`envlint: ${context.say(because(display(path), why))}`);
  return notes;
}

function hasFaults({ discovery, loaded }: Session): boolean {
  return discovery.missing.length > 0 || loaded.unreadable.length > 0;
}

function noFiles({ values, say }: Context, { discovery }: Session): number {
  if (values['pass-on-no-files']) return 0;
  const ignored = discovery.skipped.filter((one) => !one.isFault).length;
  err(`envlint: ${say(ignored > 0 ? allIgnored(ignored) : NO_FILES)}`);
  return 2;
}

/** The diff alone is the report; what could not be repaired is named on standard error. */
async function printDiff(context: Context, before: Project, { changed }: Fixed, outcome: Outcome): Promise<void> {
  const { unifiedDiff } = await import('../report/diff.ts');
  const path = (file: string): string => machinePath(outcome.real.get(file) ?? file, context);
  const changes = changed.map((after) => ({ path: path(after.file), before: before.document(after.file), after }));
  out(unifiedDiff(changes, { color: context.color, mask: secretsOf(before) }));
  const mask = secretsOf(before);
  for (const { file, why } of outcome.rolledBack) {
    context.note(notWritten(displayPath(file, context), { en: mask.mask(why.en), zh: mask.mask(why.zh) }));
  }
}

/** 1 for findings at or above `--fail-on`, or for more warnings than `--max-warnings`; else 0. */
export function exitCode(context: Context, { diagnostics }: LintResult): number {
  const { failOn, maxWarnings } = failLimit(context);
  if (failOn !== 'never' && diagnostics.some(({ severity }) => atLeast(severity, failOn))) return 1;
  return diagnostics.filter(({ severity }) => severity === 'warning').length > maxWarnings ? 1 : 0;
}

/** `--fail-on` and `--max-warnings`. Throws `UsageError` for a number that is none. */
function failLimit({ values }: Context): { readonly failOn: Severity | 'never'; readonly maxWarnings: number } {
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
