/** Fixes in memory, writes what came of it, and keeps the report true when a file cannot be written. */
import type { Document, Project, Text } from '../core.ts';
import { type LintOptions, type LintResult, lint } from '../engine.ts';
import { type Applied, fix, type RolledBack } from '../fix.ts';
import { reparse } from '../host/load.ts';
import { replaceDocuments } from '../project.ts';
import type { Session } from './session.ts';

/** What a run came to before anything is reported. */
export interface Run {
  readonly before: Project;
  readonly project: Project;
  readonly result: LintResult;
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
  /** Documents whose text differs, as they are now. */
  readonly changed: readonly Document[];
  readonly notes: readonly Text[];
}

/** Checks and changes nothing. */
export function checkOnly({ project, rules }: Session, options: LintOptions): Run {
  const nothing = { applied: [], rolledBack: [], changed: [], notes: [] };
  return { before: project, project, result: lint(project, rules, options), ...nothing };
}

/** Fixes in memory; nothing is written. */
export function fixInMemory({ project, rules }: Session, options: LintOptions, unsafe: boolean): Run {
  const fixed = fix(project, rules, { ...options, unsafe, parse: reparse });
  const changed = [...fixed.project.documents.values()].filter(
    (document) => document.text !== project.documents.get(document.file)?.text,
  );
  return { before: project, ...fixed, changed, notes: [] };
}

/** Fixes and writes. A file that cannot be written stays as it was, and so do its findings. */
export function fixAndWrite(session: Session, options: LintOptions, unsafe: boolean): Run {
  const run = fixInMemory(session, options, unsafe);
  if (run.changed.length === 0) return run;
  const { failed, notes } = session.save(run.changed);
  if (failed.size === 0) return { ...run, notes };
  const old = new Map([...failed.keys()].map((file) => [file, run.before.document(file)]));
  const project = replaceDocuments(run.project, old);
  const lost = run.applied.filter(({ file }) => failed.has(file));
  return {
    before: run.before,
    project,
    result: lint(project, session.rules, options),
    applied: run.applied.filter(({ file }) => !failed.has(file)),
    rolledBack: [...run.rolledBack, ...lost.map(({ rule, file }) => ({ rule, file, why: failed.get(file) as Text }))],
    changed: run.changed.filter(({ file }) => !failed.has(file)),
    notes,
  };
}
