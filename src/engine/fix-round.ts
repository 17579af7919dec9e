/** One round of fixing: the fixes that can be applied to a project together, each proven. */
import type { Diagnostic, Document, Fix, LanguageName, Project, Source, Span, Text, TextEdit } from '../core.ts';
import { replaceDocuments } from '../project.ts';
import { applyEdits, firstFrom, groupBy, overlaps } from '../text.ts';
import { refuteEnvironments } from './environment-proof.ts';
import { atLeast, type LintOptions, type LintResult } from './lint.ts';
import { refute } from './proof.ts';

export interface FixOptions extends LintOptions {
  readonly unsafe: boolean;
  /** Files that can be written; fixes that touch another one are not applied. Default: all. */
  readonly writable?: ((file: string) => boolean) | undefined;
  /** Parses a changed text as the same language and dialect as before. */
  readonly parse: (source: Source, language: LanguageName, dialect: string) => Document;
  /** Called after our own proof: a second check by a program that really reads such files. */
  readonly witness?: Witness | undefined;
}

/** Why edits to one file must be refused according to another reader of it; undefined: no objection. */
export type Witness = (before: Document, after: Document, edits: readonly TextEdit[]) => Text | undefined;

/** A fix that was not applied, or was taken back. */
export interface RolledBack {
  readonly rule: string;
  readonly file: string;
  readonly why: Text;
}

/** A fix that was chosen, with the finding that it is for. */
export interface Chosen {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
  /** Names it across rounds and attempts. */
  readonly key: string;
}

/** Why fixes are left out, by their keys. */
export type Refused = Map<string, RolledBack>;

/** A project with the fixes that were applied to it. */
interface Step {
  readonly project: Project;
  readonly accepted: readonly Chosen[];
}

/** The first permitted fix of each diagnostic, as far as they do not touch each other and can be proven together. */
export function oneRound(project: Project, result: LintResult, options: FixOptions, refused: Refused): Step {
  const chosen: Chosen[] = [];
  const taken = new Map<string, Span[]>();
  for (const diagnostic of result.diagnostics) {
    if (!diagnostic.fixes || !atLeast(diagnostic.severity, options.level ?? 'warning')) continue;
    const key = keyOf(project, diagnostic);
    if (refused.has(key)) continue;
    const candidate = diagnostic.fixes.find((one) => (one.safe || options.unsafe) && isWritable(project, one, options));
    if (!candidate || candidate.edits.some(({ at }) => isTaken(taken, at))) continue;
    chosen.push({ diagnostic, fix: candidate, key });
    for (const { at } of candidate.edits) take(taken, at);
  }
  return admit({ project, accepted: [] }, project, chosen, options, refused);
}

/** Can every file that a fix edits be written? */
export function isWritable(project: Project, { edits }: Fix, options: FixOptions): boolean {
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

function isTaken(taken: ReadonlyMap<string, readonly Span[]>, at: Span): boolean {
  const spans = taken.get(at.file) ?? [];
  for (let index = firstFrom(spans, at.start); (spans[index]?.start ?? at.end + 1) <= at.end; index++) {
    if (overlaps(at, spans[index] as Span)) return true;
  }
  return false;
}

function take(taken: Map<string, Span[]>, at: Span): void {
  const spans = taken.get(at.file);
  if (!spans) taken.set(at.file, [at]);
  else {
    let index = firstFrom(spans, at.start);
    while ((spans[index]?.end ?? Number.POSITIVE_INFINITY) <= at.start) index++;
    spans.splice(index, 0, at);
  }
}

/** Adds those of `more` that can be proven together with the accepted ones; a binary search finds the ones that cannot. */
function admit(step: Step, project: Project, more: readonly Chosen[], options: FixOptions, refused: Refused): Step {
  if (more.length === 0) return step;
  const accepted = [...step.accepted, ...more];
  const attempt = applyAll(project, accepted, options);
  if (attempt.why === undefined) return { project: attempt.project, accepted };
  const [only] = more;
  if (only && more.length === 1) {
    refuse(refused, only, attempt.why);
    return step;
  }
  const half = more.length >> 1;
  const first = admit(step, project, more.slice(0, half), options, refused);
  return admit(first, project, more.slice(half), options, refused);
}

/** The project after all these fixes; `why`: the reason for which they cannot be proven, and then nothing is applied. */
export function applyAll(
  project: Project,
  chosen: readonly Chosen[],
  options: FixOptions,
): { project: Project; why?: Text | undefined } {
  const changed = new Map<string, Document>();
  const edits = chosen.flatMap((one) => one.fix.edits);
  for (const [file, own] of groupBy(edits, ({ at }) => at.file)) {
    const current = project.document(file);
    const document = current.parsed ?? current;
    const text = applyEdits(document.text, own);
    const after = options.parse({ file, text }, document.language, document.dialect);
    const why = refute(document, after, own) ?? options.witness?.(document, after, own);
    if (why) return { project, why };
    changed.set(file, after);
  }
  const after = replaceDocuments(project, changed);
  const findings = chosen.map(({ diagnostic }) => diagnostic);
  const isSafe = chosen.every((one) => one.fix.safe);
  const why = isSafe ? refuteEnvironments(project, after, { findings, edits }) : undefined;
  return why ? { project, why } : { project: after };
}

/** Records why a fix is left out. */
export function refuse(refused: Refused, { diagnostic: { rule, at }, key }: Chosen, why: Text): void {
  refused.set(key, { rule, file: at.file, why });
}

/** Names a diagnostic across rounds and attempts: its rule, file, words and the characters it points at. */
export function keyOf(project: Project, { rule, at, message }: Diagnostic): string {
  const text = project.documents.get(at.file)?.text.slice(at.start, at.end) ?? '';
  return `${rule}\0${at.file}\0${message.en}\0${text}`;
}
