/** Fixes in memory, writes the result, and keeps the report correct when a file cannot be written. */
import type { Document, Project, Text } from '../../core.ts';
import type { Applied } from '../../engine/fix.ts';
import type { RolledBack } from '../../engine/fix-round.ts';
import { isOffered, type LintOptions, type LintResult, lint, loadRules } from '../../engine/lint.ts';
import { reparse } from '../../host/read/load.ts';
import type { Session } from '../session/session.ts';
import { witnessFor } from './witness.ts';

/** The result of a run before anything is reported. */
export interface RunOutcome {
  readonly before: Project;
  readonly project: Project;
  readonly result: LintResult;
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
  /** Documents whose text differs, as they are now. */
  readonly changed: readonly Document[];
  readonly notes: readonly Text[];
  /** What was written can be taken back. */
  readonly undoable?: boolean | undefined;
  /** False: it was not tried whether the offered repairs pass the proof. */
  readonly isTried?: boolean | undefined;
}

/** Checks and changes nothing. */
export async function checkOnly({ project, rules }: Session, options: LintOptions): Promise<RunOutcome> {
  const nothing = { applied: [], rolledBack: [], changed: [], notes: [] };
  return { before: project, project, ...nothing, ...(await check(project, rules, options)) };
}

/** The findings of a project, with only those repairs that pass the proof. */
export async function check(
  project: Project,
  rules: Session['rules'],
  options: LintOptions,
): Promise<Pick<RunOutcome, 'result' | 'isTried'>> {
  const loaded = await loadRules(rules, project);
  const result = lint(project, loaded, options);
  if (!result.diagnostics.some((one) => isOffered(one, options))) return { result };
  return (await import('./tried.ts')).withoutRefused(project, loaded, options, result);
}

/** Fixes in memory; nothing is written. */
export async function fixInMemory(
  { project, rules }: Session,
  options: LintOptions,
  unsafe: boolean,
  writable: (file: string) => boolean = () => true,
): Promise<RunOutcome> {
  const { fix } = await import('../../engine/fix.ts');
  const witness = await witnessFor(project);
  const fixed = fix(project, await loadRules(rules), { ...options, unsafe, writable, parse: reparse, witness });
  const changed = [...fixed.project.documents.values()].filter(
    (document) => document.text !== project.documents.get(document.file)?.text,
  );
  return { before: project, ...fixed, changed, notes: [] };
}

/**
 * Fixes and writes all files or none. A file that cannot be written stays unchanged, and its findings stay too: the others are
 * fixed again without it, because one fix can span several files. `rehearse` renders the report of a run first, so that an
 * internal error there happens before anything is written.
 */
export async function fixAndWrite(
  session: Session,
  options: LintOptions,
  unsafe: boolean,
  rehearse: (run: RunOutcome) => Promise<void>,
): Promise<RunOutcome> {
  const lost: RolledBack[] = [];
  const failed = new Set<string>();
  for (;;) {
    const run = await fixInMemory(session, options, unsafe, (file) => !failed.has(file));
    if (run.changed.length === 0) return { ...run, rolledBack: [...run.rolledBack, ...lost] };
    await rehearse(run);
    const saved = await session.save(run.changed);
    if (saved.failed.size === 0) {
      const { notes, undoable = false } = saved;
      return { ...run, rolledBack: [...run.rolledBack, ...lost], notes, undoable };
    }
    for (const { rule, file } of run.applied) {
      const why = saved.failed.get(file);
      if (why) lost.push({ rule, file, why });
    }
    for (const file of saved.failed.keys()) failed.add(file);
  }
}
