/** Tries in memory what `--fix` would do, so that no report offers a repair that the proof would refuse. */
import type { Diagnostic, Project, Rule } from '../../core.ts';
import { type FixResult, fix } from '../../engine/fix.ts';
import type { FixOptions } from '../../engine/fix-round.ts';
import { isOffered, type LintOptions, type LintResult } from '../../engine/lint.ts';
import { reparse } from '../../host/read/load.ts';
import { witnessFor } from './witness.ts';

/** Trying takes as long as repairing: in larger projects, or with more findings, reports say "up to" instead. */
const MOST_FINDINGS = 40;
const MOST_CHARACTERS = 200_000;
/** A list of thousands of hosts takes longer than its length tells: every client is asked about it again. */
const MOST_LINE_CHARACTERS = 20_000;

export interface Tried {
  readonly result: LintResult;
  /** False: there was too much to try. */
  readonly isTried: boolean;
}

/** The findings with only those of their fixes that pass the proof. */
export async function withoutRefused(
  project: Project,
  rules: readonly Rule[],
  options: LintOptions,
  result: LintResult,
  parse: FixOptions['parse'] = reparse,
): Promise<Tried> {
  const offered = result.diagnostics.filter((one) => isOffered(one, options));
  const texts = [...project.documents.values()].map(({ text }) => text);
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  if (offered.length > MOST_FINDINGS || size > MOST_CHARACTERS || texts.some(hasLongLine))
    return { result, isTried: false };
  const witness = await witnessFor(project);
  const attempt = (unsafe: boolean): FixResult => fix(project, rules, { ...options, unsafe, parse, witness }, result);
  const [safe, unsafe] = [true, false].map((isSafe) =>
    offered.some(({ fixes }) => fixes?.some((one) => one.safe === isSafe)) ? attempt(!isSafe) : undefined,
  );
  const diagnostics = result.diagnostics.map((one) => {
    const fixes = one.fixes?.filter((each) => !(each.safe ? safe : unsafe)?.isRefused(one));
    return fixes?.length === one.fixes?.length ? one : without(one, fixes);
  });
  return { result: { ...result, diagnostics }, isTried: true };
}

function hasLongLine(text: string): boolean {
  for (let at = 0; at + MOST_LINE_CHARACTERS < text.length; ) {
    const end = text.lastIndexOf('\n', at + MOST_LINE_CHARACTERS);
    if (end < at) return true;
    at = end + 1;
  }
  return false;
}

function without({ fixes: _, ...one }: Diagnostic, fixes: Diagnostic['fixes']): Diagnostic {
  return fixes && fixes.length > 0 ? { ...one, fixes } : one;
}
