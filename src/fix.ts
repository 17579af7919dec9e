/** Applies fixes until nothing moves any more, then proves them. Pure: the host writes what comes out. */
import type { Diagnostic, Document, Fix, LanguageName, Project, Rule, Source, Text, TextEdit } from './core.ts';
import { atLeast, type LintOptions, type LintResult, lint } from './engine.ts';
import { replaceDocuments } from './project.ts';
import { refute } from './proof.ts';
import { applyEdits, groupBy, overlaps } from './text.ts';

export interface FixOptions extends LintOptions {
  readonly unsafe: boolean;
  /** Files that can be written; fixes that touch another one are not applied. Default: all. */
  readonly writable?: (file: string) => boolean;
  /** Parses a changed text as the same language and dialect as before. */
  readonly parse: (source: Source, language: LanguageName, dialect: string) => Document;
}

export interface Applied {
  readonly rule: string;
  readonly file: string;
  readonly title: Text;
}

export interface RolledBack {
  readonly rule: string;
  readonly file: string;
  readonly why: Text;
}

export interface FixResult {
  readonly project: Project;
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
  /** What is left to report. */
  readonly result: LintResult;
}

const ROUNDS = 10;

interface Attempt extends FixResult {
  readonly keys: readonly { readonly key: string; readonly rule: string; readonly file: string }[];
}

/**
 * Each diagnostic's first permitted fix, in order; one that touches an accepted one waits for the next round. What
 * cannot be proven, does not come to rest, or brings a finding as grave as the one it cures is left out and named.
 */
export function fix(project: Project, rules: readonly Rule[], options: FixOptions): FixResult {
  const before = lint(project, rules, options);
  const refused = new Map<string, RolledBack>();
  for (let attempts = 0; attempts < ROUNDS; attempts++) {
    const attempt = run(project, rules, options, before, refused);
    const known = refused.size;
    blame(project, rules, options, before, attempt, refused);
    if (refused.size === known) return { ...attempt, rolledBack: [...refused.values()] };
  }
  return { project, applied: [], rolledBack: [...refused.values()], result: before };
}

/** Rounds of fixing; unproven fixes are added to `refused` and not applied. */
function run(
  project: Project,
  rules: readonly Rule[],
  options: FixOptions,
  first: LintResult,
  refused: Map<string, RolledBack>,
): Attempt {
  let current = project;
  let result = first;
  const applied: Applied[] = [];
  const keys: { key: string; rule: string; file: string }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const step = oneRound(current, result, options, refused);
    if (step.accepted.length === 0) break;
    current = step.project;
    result = lint(current, rules, options);
    for (const { diagnostic, fix: chosen } of step.accepted) {
      applied.push({ rule: diagnostic.rule, file: diagnostic.at.file, title: chosen.title });
      keys.push({ key: keyOf(current, diagnostic, step.before), rule: diagnostic.rule, file: diagnostic.at.file });
    }
  }
  return { project: current, applied, rolledBack: [], result, keys };
}

interface Chosen {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

function oneRound(
  project: Project,
  result: LintResult,
  options: FixOptions,
  refused: Map<string, RolledBack>,
): { project: Project; before: Project; accepted: Chosen[] } {
  const chosen: Chosen[] = [];
  const edits: TextEdit[] = [];
  for (const diagnostic of result.diagnostics) {
    if (!atLeast(diagnostic.severity, options.level ?? 'warning')) continue;
    if (refused.has(keyOf(project, diagnostic))) continue;
    const candidate = diagnostic.fixes?.find(
      (one) => (one.safe || options.unsafe) && isWritable(project, one, options),
    );
    if (!candidate || candidate.edits.some((edit) => edits.some((other) => overlaps(edit.at, other.at)))) continue;
    chosen.push({ diagnostic, fix: candidate });
    edits.push(...candidate.edits);
  }
  return applyProven(project, chosen, options, refused);
}

function isWritable(project: Project, { edits }: Fix, options: FixOptions): boolean {
  return (
    edits.length > 0 &&
    edits.every(
      ({ at }) =>
        project.documents.get(at.file)?.writer !== undefined &&
        options.judged?.(at.file) !== false &&
        options.writable?.(at.file) !== false,
    )
  );
}

/** Applies the chosen fixes; if a file cannot be proven with all of them, each is tried by itself. */
function applyProven(
  project: Project,
  chosen: readonly Chosen[],
  options: FixOptions,
  refused: Map<string, RolledBack>,
): { project: Project; before: Project; accepted: Chosen[] } {
  const together = applyAll(project, chosen, options);
  if (together.why === undefined) return { project: together.project, before: project, accepted: [...chosen] };
  let current: Chosen[] = [];
  let proven = project;
  for (const one of chosen) {
    const attempt = applyAll(project, [...current, one], options);
    if (attempt.why === undefined) {
      current = [...current, one];
      proven = attempt.project;
    } else {
      const { rule, at } = one.diagnostic;
      refused.set(keyOf(project, one.diagnostic), { rule, file: at.file, why: attempt.why });
    }
  }
  return { project: proven, before: project, accepted: current };
}

function applyAll(project: Project, chosen: readonly Chosen[], options: FixOptions): { project: Project; why?: Text } {
  const changed = new Map<string, Document>();
  const byFile = groupBy(
    chosen.flatMap((one) => one.fix.edits),
    (edit) => edit.at.file,
  );
  for (const [file, edits] of byFile) {
    const document = project.document(file);
    const text = applyEdits(document.text, edits);
    const after = options.parse({ file, text }, document.language, document.dialect);
    const why = refute(document, after, edits);
    if (why) return { project, why };
    changed.set(file, after);
  }
  return { project: replaceDocuments(project, changed) };
}

/** Names the fixes behind findings that were not there before, or that never come to rest. */
function blame(
  project: Project,
  rules: readonly Rule[],
  options: FixOptions,
  before: LintResult,
  attempt: Attempt,
  refused: Map<string, RolledBack>,
): void {
  const restless = oneRound(attempt.project, attempt.result, options, new Map(refused)).accepted;
  for (const { diagnostic } of restless) {
    const entry = {
      rule: diagnostic.rule,
      file: diagnostic.at.file,
      why: { en: 'fixing it does not come to rest', zh: '反复修复仍无法收敛' },
    };
    for (const { key, rule, file } of attempt.keys)
      if (rule === entry.rule && file === entry.file) refused.set(key, entry);
    refused.set(keyOf(attempt.project, diagnostic), entry);
  }
  const worse = newFindings(project, before, attempt);
  if (restless.length > 0 || worse.length === 0) return;
  for (const diagnostic of worse) {
    const suspects = attempt.keys.filter(({ key }) => !refused.has(key));
    const culprit =
      suspects.find((suspect) => {
        const without = new Map(refused).set(suspect.key, {
          rule: suspect.rule,
          file: suspect.file,
          why: diagnostic.message,
        });
        const retry = run(project, rules, options, before, without);
        return newFindings(project, before, retry).every(
          (one) => one.rule !== diagnostic.rule || one.at.file !== diagnostic.at.file,
        );
      }) ?? suspects[0];
    if (!culprit) return;
    const why: Text = { en: `it would bring a new ${diagnostic.rule}`, zh: `会引出新的 ${diagnostic.rule}` };
    refused.set(culprit.key, { rule: culprit.rule, file: culprit.file, why });
  }
}

/** Findings at or above the level that were not there before: by rule, file and the text they point at. */
function newFindings(project: Project, before: LintResult, attempt: Attempt): Diagnostic[] {
  if (attempt.applied.length === 0) return [];
  const old = new Map<string, number>();
  for (const diagnostic of before.diagnostics) {
    const key = `${diagnostic.rule} ${diagnostic.at.file}`;
    old.set(key, (old.get(key) ?? 0) + 1);
  }
  const fixedSeverities = attempt.keys.map(
    ({ rule }) => before.diagnostics.find((one) => one.rule === rule)?.severity ?? 'warning',
  );
  const floor = fixedSeverities.includes('info') ? 'info' : fixedSeverities.includes('warning') ? 'warning' : 'error';
  return attempt.result.diagnostics.filter((diagnostic) => {
    const key = `${diagnostic.rule} ${diagnostic.at.file}`;
    const left = old.get(key) ?? 0;
    if (left > 0) old.set(key, left - 1);
    return left === 0 && atLeast(diagnostic.severity, floor) && project.documents.has(diagnostic.at.file);
  });
}

/** Names a diagnostic across rounds: its rule, file and the characters it points at. */
function keyOf(project: Project, diagnostic: Diagnostic, at: Project = project): string {
  const text = at.documents.get(diagnostic.at.file)?.text.slice(diagnostic.at.start, diagnostic.at.end) ?? '';
  return `${diagnostic.rule}\0${diagnostic.at.file}\0${text}`;
}
