/** Applies fixes until the text no longer changes, then proves the result. Pure: the host writes the files. */
import type { Diagnostic, Fix, Project, Rule, Text } from '../core.ts';
import { groupBy } from '../text.ts';
import {
  applyAll,
  type Chosen,
  type FixOptions,
  isWritable,
  keyOf,
  oneRound,
  type Refused,
  type RolledBack,
  refuse,
} from './fix-round.ts';
import { atLeast, type LintResult, lint } from './lint.ts';
import { alike, newFindings } from './new-findings.ts';
import { stillThere } from './proof.ts';

/** A fix that was applied. */
export interface Applied {
  readonly rule: string;
  /** The file that was changed, which may differ from the file of the finding. */
  readonly file: string;
  readonly title: Text;
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

interface Attempt extends Omit<FixResult, 'isRefused'> {
  /** All fixes that were applied. */
  readonly chosen: readonly Chosen[];
  /** Fixes after which their own finding still was there. */
  readonly useless: readonly Chosen[];
}

/** What does not change between attempts: the project as it was, and what is found in it. */
interface Work {
  readonly project: Project;
  readonly rules: readonly Rule[];
  readonly options: FixOptions;
  readonly result: LintResult;
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
  const work = { project, rules, options, result: before };
  const refused: Refused = new Map();
  const isRefused = (finding: Diagnostic): boolean => refused.has(keyOf(project, finding));
  for (let count = 0; count <= MOST_ATTEMPTS + 2; count++) {
    const attempt = run(work, refused);
    const known = refused.size;
    blame(work, attempt, refused, count);
    if (refused.size === known) return { ...attempt, rolledBack: [...refused.values()], isRefused };
  }
  return { project, applied: [], rolledBack: [...refused.values()], result: before, isRefused };
}

/**
 * Why the fix of a finding must be refused when it is applied alone: the same proof that `fix` makes for many. Undefined: it is
 * accepted.
 */
export function refuteOne(
  project: Project,
  rules: readonly Rule[],
  { diagnostic, fix: only }: Pick<Chosen, 'diagnostic' | 'fix'>,
  options: FixOptions,
): Text | undefined {
  if (!isWritable(project, only, options)) return NOT_WRITABLE;
  const chosen = [{ diagnostic, fix: only, key: keyOf(project, diagnostic) }];
  const { project: after, why } = applyAll(project, chosen, options);
  if (why) return why;
  const result = lint(after, rules, options);
  if (stillThere([diagnostic], result.diagnostics, only.edits).has(diagnostic)) return USELESS;
  const fresh = newFindings({ project, result: lint(project, rules, options) }, { project: after, result });
  const worse = fresh.find(({ severity }) => atLeast(severity, diagnostic.severity));
  return worse && becauseOf(worse);
}

const NOT_WRITABLE: Text = { en: 'its file cannot be changed', zh: '文件无法改动' };

/** Rounds of fixing; unproven fixes are added to `refused` and not applied. */
function run(work: Work, refused: Refused): Attempt {
  const { rules, options } = work;
  let { project, result } = work;
  const chosen: Chosen[] = [];
  const useless: Chosen[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = oneRound(project, result, options, refused);
    if (step.accepted.length === 0) break;
    project = step.project;
    result = lint(project, rules, options);
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
  return { project, applied, rolledBack: [], result, chosen, useless };
}

/** The file that a fix changes: the finding's own, if it is among them. */
function editedFile(file: string, { edits }: Fix): string {
  return edits.some(({ at }) => at.file === file) ? file : (edits[0]?.at.file ?? file);
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

/** The new findings that leaving out fixes of findings no graver than them would prevent. */
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
