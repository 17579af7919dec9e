/** Applies fixes until the text no longer changes, then proves the result. Pure: the host writes the files. */
import type { Diagnostic, Document, Fix, LanguageName, Project, Rule, Source, Span, Text, TextEdit } from '../core.ts';
import { replaceDocuments } from '../project.ts';
import { applyEdits, firstFrom, groupBy, lineStart, nextLine, overlaps } from '../text.ts';
import { refuteEnvironments } from './environment-proof.ts';
import { atLeast, type LintOptions, type LintResult, lint } from './lint.ts';
import { refute, stillThere } from './proof.ts';

export interface FixOptions extends LintOptions {
  readonly unsafe: boolean;
  /** Files that can be written; fixes that touch another one are not applied. Default: all. */
  readonly writable?: (file: string) => boolean;
  /** Parses a changed text as the same language and dialect as before. */
  readonly parse: (source: Source, language: LanguageName, dialect: string) => Document;
  /** Called after our own proof: a second check by a program that really reads such files. */
  readonly witness?: Witness | undefined;
}

/** Why edits to one file must be refused according to another reader of it; undefined: no objection. */
export type Witness = (before: Document, after: Document, edits: readonly TextEdit[]) => Text | undefined;

export interface Applied {
  readonly rule: string;
  /** The file that was changed, which may differ from the file of the finding. */
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
  /** Was the fix taken back for a finding that the project had before fixing? */
  readonly isRefused: (finding: Diagnostic) => boolean;
}

/**
 * Rounds of one attempt: a fix that touches an accepted one, or that only becomes possible afterwards, is tried in the next
 * round.
 */
const MOST_ROUNDS = 10;
/** Attempts that leave out single fixes; the next attempt leaves out whole files, and the last one leaves out everything. */
const MOST_ATTEMPTS = 8;
/** For so many findings one attempt searches for the fix that caused them. */
const MOST_BLAMED_FINDINGS = 4;

interface Chosen {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
  /** Names it across rounds and attempts. */
  readonly key: string;
}

interface Attempt extends Omit<FixResult, 'isRefused'> {
  /** All fixes that were applied. */
  readonly chosen: readonly Chosen[];
  /** Fixes after which their own finding still was there. */
  readonly useless: readonly Chosen[];
}

/** Why fixes are left out, by their keys. */
type Refused = Map<string, RolledBack>;

/** What does not change between attempts. */
interface Work {
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly options: FixOptions;
  readonly before: LintResult;
}

/**
 * Accepts each diagnostic's first permitted fix, in order; one that touches an accepted fix waits for the next round. A fix
 * that cannot be proven, does not cure its finding, does not converge, or causes a finding as grave as the one it cures is left
 * out and named. `before`: what the same rules and options find in the project, if already known.
 */
export function fix(
  project: Project,
  rules: readonly Rule[],
  options: FixOptions,
  before: LintResult = lint(project, rules, options),
): FixResult {
  const work = { project, rules, options, before };
  const refused: Refused = new Map();
  const isRefused = (finding: Diagnostic): boolean => refused.has(keyOf(project, finding));
  for (let count = 0; count <= MOST_ATTEMPTS + 2; count++) {
    const attempt = run(work, refused);
    const known = refused.size;
    blame(work, attempt, refused, count);
    if (refused.size === known) return { ...attempt, rolledBack: [...refused.values()], isRefused };
  }
  return { project, applied: [], rolledBack: [...refused.values()], result: work.before, isRefused };
}

/**
 * Why the fix of a finding must be refused when it is applied alone: the same proof that `fix` makes for many. Undefined: it is
 * accepted. `before`: as for `fix`.
 */
export function refuteOne(
  project: Project,
  rules: readonly Rule[],
  { diagnostic, fix: only }: Pick<Chosen, 'diagnostic' | 'fix'>,
  options: FixOptions,
  before: LintResult = lint(project, rules, options),
): Text | undefined {
  if (!isWritable(project, only, options)) return NOT_WRITABLE;
  const chosen = [{ diagnostic, fix: only, key: keyOf(project, diagnostic) }];
  const { project: after, why } = applyAll(project, chosen, options);
  if (why) return why;
  const result = lint(after, rules, options);
  if (stillThere([diagnostic], result.diagnostics, only.edits).has(diagnostic)) return USELESS;
  const fresh = newFindings({ before, project }, { result, chosen, project: after });
  const worse = fresh.find(({ severity }) => atLeast(severity, diagnostic.severity));
  return worse && becauseOf(worse);
}

const NOT_WRITABLE: Text = { en: 'its file cannot be changed', zh: '文件无法改动' };

/** Rounds of fixing; unproven fixes are added to `refused` and not applied. */
function run({ project, rules, options, before }: Work, refused: Refused): Attempt {
  let current = project;
  let result = before;
  const chosen: Chosen[] = [];
  const useless: Chosen[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = oneRound(current, result, options, refused);
    if (step.accepted.length === 0) break;
    current = step.project;
    result = lint(current, rules, options);
    const edits = step.accepted.flatMap((one) => one.fix.edits);
    const left = stillThere(
      step.accepted.map(({ diagnostic }) => diagnostic),
      result.diagnostics,
      edits,
    );
    useless.push(...step.accepted.filter(({ diagnostic }) => left.has(diagnostic)));
    chosen.push(...step.accepted);
  }
  const applied = chosen.map(({ diagnostic: { rule, at }, fix }) => ({
    rule,
    file: editedFile(at.file, fix),
    title: fix.title,
  }));
  return { project: current, applied, rolledBack: [], result, chosen, useless };
}

/** The file that a fix changes: the finding's own, if it is among them. */
function editedFile(file: string, { edits }: Fix): string {
  return edits.some(({ at }) => at.file === file) ? file : (edits[0]?.at.file ?? file);
}

interface Step {
  readonly project: Project;
  readonly accepted: readonly Chosen[];
}

function oneRound(project: Project, result: LintResult, options: FixOptions, refused: Refused): Step {
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

function applyAll(
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

function refuse(refused: Refused, { diagnostic: { rule, at }, key }: Chosen, why: Text): void {
  refused.set(key, { rule, file: at.file, why });
}

const RESTLESS: Text = { en: 'the fix does not converge', zh: '反复修复仍无法收敛' };
const USELESS: Text = { en: 'the fix does not cure it', zh: '修复后问题依旧' };

/** Refuses the fixes that do not cure their finding, that never converge, or that cause new findings. */
function blame(work: Work, attempt: Attempt, refused: Refused, count: number): void {
  for (const one of attempt.useless) refuse(refused, one, USELESS);
  const restless = oneRound(attempt.project, attempt.result, work.options, new Map(refused)).accepted;
  for (const { diagnostic, key } of restless) {
    const { rule, at } = diagnostic;
    refused.set(key, { rule, file: at.file, why: RESTLESS });
    const before = attempt.chosen.filter((one) => one.diagnostic.rule === rule && one.diagnostic.at.file === at.file);
    for (const one of before) refuse(refused, one, RESTLESS);
  }
  if (restless.length > 0 || attempt.useless.length > 0) return;
  const faults = faultsOf(work, attempt, refused);
  const [first] = faults;
  if (!first) return;
  if (count < MOST_ATTEMPTS) {
    for (const fault of faults.slice(0, MOST_BLAMED_FINDINGS)) {
      for (const one of culpritsOf(work, fault, refused)) refuse(refused, one, becauseOf(fault.finding));
    }
    return;
  }
  // Too many to search one by one: all fixes of those files are undone, and in the last attempt all fixes.
  const files = new Set(faults.map(({ finding }) => finding.at.file));
  const rest = attempt.chosen.filter((one) => count > MOST_ATTEMPTS || files.has(one.diagnostic.at.file));
  for (const one of rest) refuse(refused, one, becauseOf(first.finding));
}

function becauseOf({ rule }: Diagnostic): Text {
  return { en: `it would bring a new ${rule}`, zh: `会引出新的 ${rule}` };
}

/** Findings of one rule in one file that came with fixing. */
interface Fault {
  readonly finding: Diagnostic;
  readonly count: number;
  /** The fixes of findings no graver than this one that are responsible for new findings. */
  readonly suspects: readonly Chosen[];
}

function faultsOf(work: Work, attempt: Attempt, refused: Refused): Fault[] {
  const worse = groupBy(newFindings(work, attempt), alike);
  return (['error', 'warning', 'info'] as const).flatMap((level) => {
    const own = [...worse].filter(([, findings]) => findings.some(({ severity }) => severity === level));
    const suspects = attempt.chosen.filter(({ diagnostic }) => atLeast(level, diagnostic.severity));
    if (own.length === 0 || suspects.length === 0) return [];
    const without = countsWithout(work, refused, suspects);
    return own
      .filter(([name, findings]) => without(name) < findings.length)
      .map(([, findings]) => ({ finding: findings[0] as Diagnostic, count: findings.length, suspects }));
  });
}

/** How many new findings there are, by rule and file, when these fixes are left out. */
function countsWithout(work: Work, refused: Refused, fixes: readonly Chosen[]): (name: string) => number {
  const without = new Map(refused);
  for (const one of fixes) refuse(without, one, USELESS);
  const left = groupBy(newFindings(work, run(work, without)), alike);
  return (name) => left.get(name)?.length ?? 0;
}

/** The fix that causes a fault, found by binary search; several fixes when only leaving out all of them helps. */
function culpritsOf(work: Work, { finding, count, suspects }: Fault, refused: Refused): readonly Chosen[] {
  const helps = (some: readonly Chosen[]): boolean => countsWithout(work, refused, some)(alike(finding)) < count;
  let left = suspects;
  while (left.length > 1) {
    const half = left.slice(0, left.length >> 1);
    const other = left.slice(half.length);
    if (helps(half)) left = half;
    else if (helps(other)) left = other;
    else break;
  }
  return left;
}

/**
 * Findings that were not there before. Findings of one rule in one file are interchangeable, because their messages change with
 * the file: there are new ones when there are more of them. A finding that names several places may become one for each; a
 * place that was pointed at before is not new.
 */
function newFindings(
  { before, project }: Pick<Work, 'before' | 'project'>,
  { result, chosen, project: after }: Pick<Attempt, 'result' | 'chosen' | 'project'>,
): Diagnostic[] {
  if (chosen.length === 0) return [];
  const known = groupBy(before.diagnostics, alike);
  return [...groupBy(result.diagnostics, alike)].flatMap(([name, now]) => {
    const old = known.get(name) ?? [];
    const words = new Set(old.map(({ message }) => message.en));
    const unknown = now.filter(({ message }) => !words.has(message.en));
    const surplus = now.length - old.length;
    if (surplus <= 0) return [];
    const pointedAt = old.flatMap(({ related = [] }) => related.map((note) => charactersIn(project)(note.at)));
    const split = unknown.filter(({ at }) => {
      const index = pointedAt.indexOf(charactersIn(after)(at));
      return index >= 0 && pointedAt.splice(index, 1).length > 0;
    }).length;
    return [...unknown, ...now].slice(0, Math.max(0, surplus - split));
  });
}

/** A key for a place: its characters, line text and file, so that it is recognised after edits have moved it. */
const charactersIn =
  (project: Project) =>
  ({ file, start, end }: Span): string => {
    const text = project.documents.get(file)?.text ?? '';
    return [file, text.slice(lineStart(text, start), nextLine(text, start)).trim(), text.slice(start, end)].join('\0');
  };

const alike = ({ rule, at }: Diagnostic): string => `${rule}\0${at.file}`;

/** Names a diagnostic across rounds and attempts: its rule, file, words and the characters it points at. */
function keyOf(project: Project, { rule, at, message }: Diagnostic): string {
  const text = project.documents.get(at.file)?.text.slice(at.start, at.end) ?? '';
  return `${rule}\0${at.file}\0${message.en}\0${text}`;
}
