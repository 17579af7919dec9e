/**
 * Changes several files together: all of them or none, whatever happens in between. A run is recorded before its first file is
 * touched; an interrupted run is settled by the next one (`past.ts`).
 */
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Text } from '../../core.ts';
import { systemError } from '../read/read.ts';
import {
  dropRun,
  hashOf,
  type IndexRecord,
  moveRun,
  openRun,
  type RunRecord,
  readRecord,
  settleUndone,
} from './journal.ts';
import { isGone } from './owner.ts';
import { commonFolder, placeOf } from './places.ts';
import { entries, prune, type RecordedRun } from './state.ts';
import { discard, put, type Replacement, stage, sweep, syncFolder, temporaryFor } from './write.ts';

/** A file by any of its names, and its new text. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export type Together =
  /**
   * All are written. `run`: the record for taking it back; without it, `why` it cannot be taken back, if that was requested.
   */
  | { readonly kind: 'written'; readonly run?: string | undefined; readonly why?: Text | undefined }
  /** None is written, because of these; nothing was touched. */
  | { readonly kind: 'refused'; readonly files: ReadonlyMap<string, Text> }
  /** None is written: an error occurred half-way, and the files written before it were restored. The reason for each file. */
  | { readonly kind: 'failed'; readonly files: ReadonlyMap<string, Text> };

export interface Purpose {
  /** The place it was started in, as `placeOf` says. */
  readonly from: string;
  /** The run that is taken back. */
  readonly undoes?: string | undefined;
  /** The run that is taken back together with this one. */
  readonly follows?: string | undefined;
  /** Is the record kept, so that the run can be taken back later? Interruptions are handled in any case. */
  readonly keep: boolean;
  /** What was changed before in the index of the repository at `from`, to be taken back together with the files. */
  readonly index?: readonly IndexRecord[] | undefined;
}

/** How long to wait for another run that writes the same file, in milliseconds. */
const PATIENCE_MS = 3000;

/** Writes all changes or none. `folder`: where runs are recorded, or why that is not possible. Never throws. */
export function writeTogether(folder: string | Text, changes: readonly Change[], purpose: Purpose): Together {
  const refused = new Map<string, Text>();
  const files = changes.flatMap(({ path, before, after }): Replacement[] => {
    try {
      const target = realpathSync(path);
      return [{ target, temporary: temporaryFor(target), before, after }];
    } catch (error) {
      refused.set(path, systemError(error));
      return [];
    }
  });
  if (refused.size > 0) return { kind: 'refused', files: refused };
  const run = openAlone(folder, recordOf(files, purpose));
  if (run === 'busy') return { kind: 'refused', files: new Map(changes.map(({ path }) => [path, BUSY])) };
  const outcome = writeAll(files, (index) => changes[index]?.path ?? '');
  const isKept = 'path' in run && typeof folder === 'string' && settle(folder, run, purpose, outcome);
  if (outcome.kind !== 'written') return { kind: outcome.kind, files: outcome.files };
  if (!('path' in run)) return { kind: 'written', why: run };
  return { kind: 'written', run: isKept ? run.id : undefined };
}

const BUSY: Text = { en: 'another envlint is writing it', zh: '另一个 envlint 正在写入它' };

function recordOf(files: readonly Replacement[], { from, undoes, follows, keep, index }: Purpose): RunRecord {
  return {
    version: 2,
    keep,
    from,
    root: files.length > 0 ? placeOf(commonFolder(files.map(({ target }) => target))) : from,
    index,
    undoes,
    follows,
    files: files.map(({ target, temporary, before, after }) => ({
      path: target,
      temporary,
      before,
      after: hashOf(after),
    })),
  };
}

/**
 * Records the run once no other run writes the same files. Each run records itself before it looks for others, so at least one
 * of two sees the other, and a run that sees another one withdraws.
 */
function openAlone(folder: string | Text, record: RunRecord): RecordedRun | Text | 'busy' {
  if (typeof folder !== 'string') return folder;
  const own = new Set(record.files.map(({ path }) => path));
  for (const deadline = Date.now() + PATIENCE_MS; ; pause(10 + Math.random() * 40)) {
    const run = openRun(folder, record);
    if (!('path' in run)) return run;
    const others = entries(folder).filter(
      ({ id, state, owner }) => state === 'open' && id !== run.id && isAlive(owner),
    );
    if (!others.some((other) => readRecord(other)?.files.some(({ path }) => own.has(path)))) return run;
    dropRun(folder, run);
    if (Date.now() > deadline) return 'busy';
  }
}

const isAlive = (owner: string): boolean => !isGone(owner, Date.now());

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

type Outcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'refused'; readonly files: ReadonlyMap<string, Text> }
  /** isStuck: a file could not be restored. */
  | { readonly kind: 'failed'; readonly files: ReadonlyMap<string, Text>; readonly isStuck: boolean };

/** First everything is prepared beside its target; then all targets are replaced, one rename each. */
function writeAll(files: readonly Replacement[], nameOf: (index: number) => string): Outcome {
  const refused = new Map<string, Text>();
  for (const folder of foldersOf(files)) sweep(folder);
  for (const [index, file] of files.entries()) {
    const why = stage(file);
    if (why) refused.set(nameOf(index), why);
  }
  if (refused.size > 0) {
    for (const { temporary } of files) discard(temporary);
    return { kind: 'refused', files: refused };
  }
  for (const [index, file] of files.entries()) {
    const why = put(file);
    if (why) return rollBack(files, index, why, nameOf);
  }
  for (const folder of foldersOf(files)) syncFolder(folder);
  return { kind: 'written' };
}

const foldersOf = (files: readonly Replacement[]): Set<string> => new Set(files.map(({ target }) => dirname(target)));

/** Restores the files before `failed`, and states for each file why it is unchanged. */
function rollBack(
  files: readonly Replacement[],
  failed: number,
  why: Text,
  nameOf: (index: number) => string,
): Outcome {
  const reasons = new Map<string, Text>();
  let isStuck = false;
  for (const [index, file] of files.entries()) {
    discard(file.temporary);
    const stuck = index < failed ? replace({ ...file, before: file.after, after: file.before }) : undefined;
    isStuck ||= stuck !== undefined;
    reasons.set(nameOf(index), index === failed ? why : (stuck ?? TOGETHER));
  }
  for (const folder of foldersOf(files)) syncFolder(folder);
  return { kind: 'failed', files: reasons, isStuck };
}

const TOGETHER: Text = { en: 'a file changed together with it could not be written', zh: '同一批修复中有文件写入失败' };

/** Answers why a file could not be replaced. */
export const replace = (file: Replacement): Text | undefined => stage(file) ?? put(file);

/** Handles the record of a run that has ended. Returns whether the run can be taken back. */
function settle(folder: string, run: RecordedRun, { undoes, keep }: Purpose, outcome: Outcome): boolean {
  if (outcome.kind === 'written' && keep) {
    const done = moveRun(folder, run, 'done');
    prune(entries(folder));
    return done !== undefined;
  }
  if (outcome.kind === 'written' && undoes !== undefined) settleUndone(folder, undoes);
  // Files that could not be restored now are retried by the next run.
  if (outcome.kind !== 'failed' || !outcome.isStuck) dropRun(folder, run);
  return false;
}
