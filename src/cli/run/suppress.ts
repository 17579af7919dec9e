/** `--add-suppressions REASON`: a comment that silences each finding, written in its file's own syntax. */
import type { Diagnostic, Document, TextEdit } from '../../core.ts';
import { atLeast, type LintOptions, lint, loadRules } from '../../engine/lint.ts';
import { commentAbove, commentForFile, isHarmless, withEdits } from '../../engine/silence.ts';
import { reparse } from '../../host/read/load.ts';
import { replaceDocuments } from '../../project.ts';
import { groupBy, lineStart } from '../../text.ts';
import { UsageError } from '../../usage-error.ts';
import { saveEach } from '../session/save.ts';
import { reportLevel, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { because } from '../shell/words.ts';
import type { RunOutcome } from './apply.ts';

/** Adds the comments and answers the run as it is then. Throws `UsageError` for a reason no comment can contain. */
export async function addSuppressions(
  context: Context,
  session: Session,
  run: RunOutcome,
  options: LintOptions,
): Promise<RunOutcome> {
  const reason = reasonOf(context);
  const level = reportLevel(context.values);
  const shown = run.result.diagnostics.filter(({ severity }) => atLeast(severity, level));
  const rules = await loadRules(session.rules, run.project);
  const plans = [...groupBy(shown, ({ at }) => at.file)].map(([file, own]) =>
    planOf(run.project.document(file), own, reason),
  );
  // All files are tried together, because each check looks at the whole project.
  const tried = replaceDocuments(run.project, new Map(plans.map(({ first }) => [first.file, first])));
  const checked = lint(tried, rules, options);
  const left = groupBy(checked.diagnostics, ({ at }) => at.file);
  const done = plans.map((plan) => [plan, settled(plan, left.get(plan.document.file) ?? [], reason)] as const);
  const changed = done.flatMap(([, after]) => after ?? []);
  const notes = done.flatMap(([{ document }, after]) =>
    after
      ? []
      : [because(session.display(document.file), { en: 'there is no place for a comment', zh: '没有地方可写注释' })],
  );
  const { failed, notes: more, undoable = run.undoable === true } = await saveEach(session.save, changed, run.project);
  for (const [file, why] of failed) notes.push(because(session.display(file), why));
  const isAsTried = failed.size === 0 && done.every(([{ first }, after]) => after === first);
  const kept = changed.filter(({ file }) => !failed.has(file));
  const project = isAsTried
    ? tried
    : replaceDocuments(run.project, new Map(kept.map((document) => [document.file, document])));
  const result = isAsTried ? checked : lint(project, rules, options);
  return { ...run, project, result, undoable, notes: [...run.notes, ...notes, ...more] };
}

function reasonOf({ values }: Context): string {
  const reason = values['add-suppressions']?.trim() ?? '';
  if (reason !== '' && !/[\r\n]|--/.test(reason)) return reason;
  throw new UsageError({
    en: 'a reason is one line of words without --, which a comment in a plist cannot hold',
    zh: '理由须为一行文字，且不含 --（plist 的注释里不能出现）',
  });
}

/** A line with findings, and the comment that would silence them. */
interface Line {
  readonly diagnostics: readonly Diagnostic[];
  readonly edits: readonly TextEdit[];
}

/** What is tried for a file: a comment above each line that takes one. */
interface Plan {
  readonly document: Document;
  readonly diagnostics: readonly Diagnostic[];
  readonly lines: readonly Line[];
  /** The file with all of these comments; the file itself where no line takes one. */
  readonly first: Document;
}

function planOf(document: Document, diagnostics: readonly Diagnostic[], reason: string): Plan {
  const possible = [...groupBy(diagnostics, ({ at }) => lineStart(document.text, at.start)).values()].flatMap(
    (own): Line[] => {
      const edits = commentAbove(document, own, reason);
      return edits ? [{ diagnostics: own, edits }] : [];
    },
  );
  const lines = harmless(document, possible);
  return { document, diagnostics, lines, first: withLines(document, lines) };
}

/**
 * The file with comments that silence its findings: above their lines, or, if that does not work, for the whole file. `left`:
 * what was still found in the previous attempt. Undefined if no comment helps.
 */
function settled(
  { document, diagnostics, lines, first }: Plan,
  left: readonly Diagnostic[],
  reason: string,
): Document | undefined {
  const loud = loudLines(lines, left);
  const quiet = lines.filter((line) => !loud.has(line));
  const after = loud.size === 0 ? first : withLines(document, quiet);
  const done = new Set(quiet.flatMap((line) => line.diagnostics));
  const rest = new Set(diagnostics.filter((diagnostic) => !done.has(diagnostic)).map(({ rule }) => rule));
  if (rest.size === 0) return after;
  const edits = commentForFile(after, [...rest], reason, reparse);
  return edits && withEdits(after, edits, reparse);
}

/** The lines whose comment changes nothing else: tries all at once, and on failure each half. */
function harmless(document: Document, lines: readonly Line[]): readonly Line[] {
  if (lines.length === 0 || isHarmless(document, withLines(document, lines), lines.length)) return lines;
  if (lines.length === 1) return [];
  const middle = lines.length >> 1;
  return [...harmless(document, lines.slice(0, middle)), ...harmless(document, lines.slice(middle))];
}

const withLines = (document: Document, lines: readonly Line[]): Document =>
  lines.length === 0
    ? document
    : withEdits(
        document,
        lines.flatMap(({ edits }) => edits),
        reparse,
      );

/** Lines whose comment does not silence them, because a statement over several lines begins further up. */
function loudLines(lines: readonly Line[], left: readonly Diagnostic[]): ReadonlySet<Line> {
  const edits = lines.flatMap((line) => line.edits).sort((a, b) => a.at.start - b.at.start);
  const spots = new Set<string>();
  let passed = 0;
  let shift = 0;
  for (const { rule, at } of [...left].sort((a, b) => a.at.start - b.at.start)) {
    for (let edit = edits[passed]; edit && edit.at.start + shift < at.start; edit = edits[++passed])
      shift += edit.text.length;
    spots.add(`${rule} ${at.start - shift}`);
  }
  return new Set(
    lines.filter(({ diagnostics }) => diagnostics.some(({ rule, at }) => spots.has(`${rule} ${at.start}`))),
  );
}
