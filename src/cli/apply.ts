/** Writes what fixing came to, and keeps the report true when a file cannot be written. */
import type { Document, Project, Rule } from '../core.ts';
import { type LintResult, lint } from '../engine.ts';
import { type Applied, type FixOptions, fix, type RolledBack } from '../fix.ts';
import { reparse } from '../host/load.ts';
import { replaceText } from '../host/write.ts';
import { replaceDocuments } from '../project.ts';

export interface Fixed {
  readonly project: Project;
  readonly result: LintResult;
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
  /** As they are now. */
  readonly changed: readonly Document[];
}

/** Fixes the project in memory; nothing is written. */
export function fixProject(project: Project, rules: readonly Rule[], options: Omit<FixOptions, 'parse'>): Fixed {
  const fixed = fix(project, rules, { ...options, parse: reparse });
  return { ...fixed, changed: changedDocuments(project, fixed.project) };
}

/** Documents whose text differs, as they are after. */
export function changedDocuments(before: Project, after: Project): Document[] {
  return [...after.documents.values()].filter(
    (document) => document.text !== before.documents.get(document.file)?.text,
  );
}

/** Writes the changed files. One that cannot be written stays as it was, and so do its findings. */
export function writeFixed(
  before: Project,
  fixed: Fixed,
  rules: readonly Rule[],
  options: FixOptionsWithoutParse,
): Fixed {
  const failed = new Map<string, Document>();
  const rolledBack = [...fixed.rolledBack];
  for (const document of fixed.changed) {
    const old = before.document(document.file);
    const outcome = replaceText(document.file, old.text, document.text);
    if (outcome.written) continue;
    failed.set(document.file, old);
    for (const { rule, file } of fixed.applied) {
      if (file === document.file) rolledBack.push({ rule, file, why: outcome.why });
    }
  }
  if (failed.size === 0) return fixed;
  const project = replaceDocuments(fixed.project, failed);
  return {
    project,
    result: lint(project, rules, options),
    applied: fixed.applied.filter(({ file }) => !failed.has(file)),
    rolledBack,
    changed: fixed.changed.filter(({ file }) => !failed.has(file)),
  };
}

export type FixOptionsWithoutParse = Omit<FixOptions, 'parse'>;
