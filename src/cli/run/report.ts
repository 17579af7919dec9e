/** Prints the reports of a run. */

import { appendFileSync } from 'node:fs';
import type { Diagnostic, Project, RuleInfo, Text } from '../../core.ts';
import type { Applied } from '../../engine/fix.ts';
import type { RolledBack } from '../../engine/fix-round.ts';
import { atLeast, type LintResult } from '../../engine/lint.ts';
import type { Said } from '../../host/outside/cache.ts';
import { systemError } from '../../host/read/read.ts';
import { countOf, type Report, type ReportedRule, type Summary } from '../../report/model.ts';
import { unpainted } from '../../report/terminal/paint.ts';
import { secretsOf } from '../../secrets/index.ts';
import { HOMEPAGE, ruleUrl, VERSION } from '../../version.ts';
import { reportLevel } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { out, recorded, writeText } from '../shell/io.ts';
import { because } from '../shell/words.ts';
import { sinks, writeReport } from './answer.ts';

/** The result of a run. */
export interface Outcome {
  /** As the files are now. */
  readonly project: Project;
  readonly result: LintResult;
  readonly rules: readonly RuleInfo[];
  /** The files whose findings count. */
  readonly judged: ReadonlySet<string>;
  readonly display: (file: string) => string;
  readonly path: (file: string) => string;
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
  /** Can a file be written? A fix of one that cannot is not counted. Default: all can. */
  readonly writable?: ((file: string) => boolean) | undefined;
  /** `envlint undo` takes the fixes back. */
  readonly undoable?: boolean | undefined;
  /** False: no one tried whether what is offered would stand. */
  readonly isTried?: boolean | undefined;
  readonly reload: readonly Text[];
  readonly notes: readonly Text[];
  /** Findings an older baseline knew. */
  readonly baselined: number;
}

/** Renders all reports of a run and discards the texts: an internal error here happens before a file is changed. */
export async function rehearse(context: Context, outcome: Outcome): Promise<void> {
  const { format } = await import('../../report/format.ts');
  const report = await makeReport(context, outcome);
  for (const { format: name } of sinks(context)) await format(name, report);
}

/** Prints and writes all reports of a run. `write`: where a report without a file goes; standard output unless given. */
export async function emit(context: Context, outcome: Outcome, write: (text: string) => void = out): Promise<void> {
  const { format } = await import('../../report/format.ts');
  const report = await makeReport(context, outcome);
  for (const { format: name, file } of sinks(context)) {
    const isForPeople = name === 'pretty' || name === 'concise';
    if (context.values.quiet && isForPeople && file === undefined && isSilent(report)) continue;
    const text = await format(name, file === undefined ? report : { ...report, paint: unpainted, links: false });
    if (file === undefined) write(text);
    else writeReport(context, file, text);
    if (name === 'github' && context.env.GITHUB_STEP_SUMMARY) {
      const { githubSummary } = await import('../../report/machine/github.ts');
      appendSummary(context, githubSummary(report));
    }
  }
}

/** GitHub shows what a step appends to this file beside its log. A failure to write it does not fail the check. */
function appendSummary({ env: { GITHUB_STEP_SUMMARY: file = '' }, note }: Context, text: string): void {
  try {
    appendFileSync(file, text);
    recorded('summary', text);
  } catch (error) {
    note(because(file, systemError(error)));
  }
}

function isSilent({ diagnostics, applied, rolledBack }: Report): boolean {
  return diagnostics.length === 0 && applied.length === 0 && rolledBack.length === 0;
}

/** Prints the recorded output of an earlier run. A file is written only if this run asks for a report in it. */
export function repeat(context: Context, [to, text, file]: Said): void {
  if (to === 'file') {
    if (sinks(context).some((sink) => sink.file === file)) writeReport(context, file ?? '', text);
  } else if (to === 'summary') appendSummary(context, text);
  else writeText(to, text);
}

/** The value all formats are given. */
export async function makeReport(context: Context, outcome: Outcome): Promise<Report> {
  const { project, result, judged, path, display } = outcome;
  const level = reportLevel(context.values);
  const diagnostics = result.diagnostics.filter(({ severity }) => atLeast(severity, level));
  const files = [...project.documents.values()].filter(({ file }) => judged.has(file));
  return {
    project,
    diagnostics,
    suppressed: result.suppressed,
    files: files.map(({ file, language }) => ({ path: path(file), language })),
    summary: countOf(countable(outcome, diagnostics), {
      files: files.length,
      fixed: outcome.applied.length,
      hidden: result.diagnostics.length - diagnostics.length,
      suppressed: result.suppressed.length,
      baselined: outcome.baselined,
      ...tried(context),
    }),
    applied: outcome.applied,
    rolledBack: outcome.rolledBack,
    undoable: outcome.undoable === true,
    isTried: outcome.isTried !== false,
    quiet: context.values.quiet === true,
    reload: context.values.quiet ? [] : outcome.reload,
    notes: outcome.notes,
    showFixes: context.values['show-fixes'] === true,
    ...(await pageParts(context, project, path)),
    lang: context.lang,
    paint: context.paint,
    width: context.width,
    links: context.isTerminal && context.color,
    unicode: usesUnicode(context),
    version: VERSION,
    homepage: HOMEPAGE === '' ? undefined : HOMEPAGE,
    display,
    path,
    rule: await ruleTable(context, outcome.rules, diagnostics),
    mask: secretsOf(project),
  };
}

/** The findings with those of their fixes that can be written. */
function countable({ writable }: Outcome, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!writable) return diagnostics;
  return diagnostics.map((one) =>
    one.fixes ? { ...one, fixes: one.fixes.filter(({ edits }) => edits.every(({ at }) => writable(at.file))) } : one,
  );
}

/** What is left after a run with `--fix` could not be repaired: the report must not suggest running it again. */
function tried({ values }: Context): Partial<Summary> {
  if (values['unsafe-fixes']) return { fixable: 0, unsafeFixable: 0 };
  return values.fix ? { fixable: 0 } : {};
}

/** The routes and the origin of the report, only for the format that is passed on to others. */
async function pageParts(
  context: Context,
  project: Project,
  path: Outcome['path'],
): Promise<Pick<Report, 'routes' | 'origin'>> {
  if (!sinks(context).some(({ format }) => format === 'html')) return {};
  const { environmentName, overview } = await import('../../queries/overview.ts');
  const { prepareRouters } = await import('../../host/read/clash-data.ts');
  const { clashFiles } = await import('../../queries/clash/clash-files.ts');
  prepareRouters(clashFiles(project), context.home);
  const { originOf } = await import('./origin.ts');
  return {
    routes: overview(project, (environment) => environmentName(path, environment)),
    origin: originOf(context, secretsOf(project)),
  };
}

/** A terminal of a plain C locale shows no box characters; files and pipes take UTF-8. */
function usesUnicode({ env, isTerminal }: Context): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return !isTerminal || /utf-?8/i.test(locale) || locale === '';
}

/** What reports say about a rule. SARIF and HTML carry the documentation with them; the other formats never load it. */
async function ruleTable(
  context: Context,
  rules: readonly RuleInfo[],
  diagnostics: readonly Diagnostic[],
): Promise<(id: string) => ReportedRule> {
  const table = new Map<string, ReportedRule>(
    rules.map(({ id, summary, severity }) => {
      const url = ruleUrl(id, HOMEPAGE);
      return [id, { summary, severity, url }];
    }),
  );
  if (sinks(context).some(({ format }) => format === 'sarif' || format === 'html')) {
    const { docs } = await import('../../../rules/docs.ts');
    for (const id of new Set(diagnostics.map(({ rule }) => rule))) {
      const entry = table.get(id);
      const help = docs[id]?.text;
      if (entry && help) table.set(id, { ...entry, help });
    }
  }
  return (id) => table.get(id) ?? { summary: { en: id, zh: id } };
}
