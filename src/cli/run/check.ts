/** One check: find, read, check, repair where asked, report. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic, Project, Text } from '../../core.ts';
import type { LintOptions } from '../../engine/lint.ts';
import { isReplaceable } from '../../host/outside/outside.ts';
import { sourcedAtStart } from '../../queries/environments/environment.ts';
import { secretsOf } from '../../secrets/index.ts';
import { sinks } from '../run/answer.ts';
import { checkOnly, fixAndWrite, fixInMemory, type RunOutcome } from '../run/apply.ts';
import type { Compared } from '../run/baseline.ts';
import { wantsBaseline } from '../run/baseline-file.ts';
import { reloadSteps } from '../run/reload.ts';
import { emit, type Outcome, rehearse } from '../run/report.ts';
import { stopwatch } from '../run/timing.ts';
import type { Memory } from '../session/memory.ts';
import { openSession } from '../session/open.ts';
import { recoverRuns } from '../session/recover.ts';
import { lintOptions, loadSettings, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err, out } from '../shell/io.ts';
import { endProgress, showChecking } from '../shell/progress.ts';
import {
  allIgnored,
  because,
  DEPLOY,
  NO_FILES,
  NO_FILES_HERE,
  notWritten,
  overruled,
  skipped,
} from '../shell/words.ts';
import { exitCode, failLimit } from './exit-code.ts';

/** Progress of a run: what it reads, and what it found. */
interface Onlooker {
  /** What is kept from run to run. */
  readonly memory: Memory;
  readonly opened: (session: Session) => void;
  readonly checked: (found: { readonly diagnostics: readonly Diagnostic[]; readonly project: Project }) => void;
}

/** One run from finding files to the last line. */
export async function lintOnce(context: Context, onlooker?: Onlooker): Promise<number> {
  const { values } = context;
  sinks(context);
  failLimit(context);
  const watch = stopwatch();
  const recovered = await recoverRuns(context);
  const settings = await loadSettings(context);
  watch.lap({ en: 'configuration and rules', zh: '读取配置与规则' });
  const session = await openSession(context, settings, onlooker?.memory);
  onlooker?.opened(session);
  watch.lap({ en: 'finding, reading and parsing', zh: '查找、读取与解析' });
  const options = lintOptions(context, session, session.loaded);
  const notes = remarks(context, session, recovered);
  if (values['list-files']) return (await import('../run/list-files.ts')).listFiles(context, session);
  showChecking(context, session.loaded.judged.size);
  const { run, baselined } = await compared(context, session, await runOf(context, session, options), options);
  endProgress();
  onlooker?.checked({ diagnostics: run.result.diagnostics, project: run.project });
  watch.lap({ en: 'checking and fixing', zh: '检查与修复' });
  const outcome = outcomeOf(context, session, run, notes, baselined);
  if (values.diff) await printDiff(context, session, run);
  else await emit(context, outcome);
  noteRefusals(context, session, run);
  if (values.statistics) (await import('../run/statistics.ts')).printStatistics(context, outcome);
  watch.lap({ en: 'reporting', zh: '生成报告' });
  if (values.timing) watch.print(context);
  if (hasFaults(session)) return 2;
  if (session.loaded.judged.size === 0) return noFiles(context, session);
  return values.diff ? Number(run.changed.length > 0) : exitCode(context, outcome.result);
}

/** Checks; with `--fix` repairs and writes; with `--diff` repairs in memory. */
async function runOf(context: Context, session: Session, options: LintOptions): Promise<RunOutcome> {
  const { values } = context;
  const unsafe = values['unsafe-fixes'] === true;
  if (values.diff) return fixInMemory(session, options, unsafe);
  if (!values.fix && !unsafe) return checkOnly(session, options);
  return fixAndWrite(session, options, unsafe, (run) =>
    rehearse(context, outcomeOf({ ...context, note: () => undefined }, session, run, [], 0)),
  );
}

/** Keeps the findings that are new since the baseline, and suppresses them where that is requested. */
async function compared(context: Context, session: Session, run: RunOutcome, options: LintOptions): Promise<Compared> {
  const against = async (one: RunOutcome, isFirst: boolean): Promise<Compared> =>
    wantsBaseline(context)
      ? (await import('../run/baseline.ts')).compare(context, session, one, isFirst)
      : { run: one, baselined: 0 };
  const first = await against(run, true);
  if (context.values['add-suppressions'] === undefined) return first;
  const { addSuppressions } = await import('../run/suppress.ts');
  return against(await addSuppressions(context, session, first.run, options), false);
}

function outcomeOf(
  context: Context,
  session: Session,
  run: RunOutcome,
  notes: readonly Text[],
  baselined: number,
): Outcome {
  for (const note of run.notes) context.note(note);
  const { rules, loaded, display, path } = session;
  const { values } = context;
  const isOnDisk = values.root === undefined && !values.staged;
  return {
    ...run,
    rules,
    writable: isOnDisk ? once(isReplaceable) : undefined,
    judged: loaded.judged,
    display,
    path,
    reload: context.values.diff ? [] : stepsAfter(context, run, display),
    notes: [...notes, ...run.notes],
    baselined,
  };
}

/** Asks once for each file. */
function once(ask: (file: string) => boolean): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const before = known.get(file);
    const answer = before ?? ask(file);
    if (before === undefined) known.set(file, answer);
    return answer;
  };
}

function stepsAfter(
  { values }: Context,
  { changed, project }: RunOutcome,
  display: Session['display'],
): readonly Text[] {
  if (values.root === undefined)
    return reloadSteps(changed, display, changed.length > 0 ? sourcedAtStart(project) : undefined);
  return changed.length > 0 ? [DEPLOY] : [];
}

/** What is left out or could not be read, on standard error, and for the reports that carry remarks. */
function remarks(context: Context, { discovery, loaded, display }: Session, recovered: readonly Text[]): Text[] {
  const notes = [
    ...recovered,
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

function noFiles({ values, operands, cwd, say }: Context, { discovery }: Session): number {
  // A commit without any file that envlint checks is normal.
  if (values['pass-on-no-files'] || values.staged) return 0;
  const ignored = discovery.skipped.filter((one) => !one.isFault).length;
  const isHere =
    operands.every(({ path }) => isFolder(resolve(cwd, path))) &&
    [values.home, values.root, values['files0-from']].every((one) => one === undefined);
  err(`envlint: ${say(ignored > 0 ? allIgnored(ignored) : isHere ? NO_FILES_HERE : NO_FILES)}`);
  return 2;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The diff alone is the report. */
async function printDiff(context: Context, { path }: Session, { before, changed }: RunOutcome): Promise<void> {
  const { unifiedDiff } = await import('../../report/diff.ts');
  const mask = secretsOf(before);
  const changes = changed.map((after) => ({ path: path(after.file), before: before.document(after.file), after }));
  out(unifiedDiff(changes, { paint: context.paint, mask }));
}

/** What was not repaired, and why, on standard error where the report on standard output does not tell. */
function noteRefusals(context: Context, { display }: Session, { before, rolledBack }: RunOutcome): void {
  const tells = sinks(context).some(({ format, file }) => format === 'pretty' && file === undefined);
  if (tells && !context.values.diff) return;
  const mask = secretsOf(before);
  const notes = rolledBack.map(({ file, why }) =>
    notWritten(display(file), { en: mask.mask(why.en), zh: mask.mask(why.zh) }),
  );
  for (const note of new Map(notes.map((one) => [one.en, one])).values()) context.note(note);
}
