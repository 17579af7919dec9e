/**
 * Several files changed together: all of them or none, whatever happens in between. A run is recorded before its first
 * file is touched; what is left of one that was killed is settled by the next (`past.ts`).
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

/** A file by any of its names, and what it is to become. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export type Together =
  /** All are written. `run`: what can be taken back; without it, `why` not, where that was to be. */
  | { readonly kind: 'written'; readonly run?: string | undefined; readonly why?: Text | undefined }
  /** None is: these stand in the way, and nothing was touched. */
  | { readonly kind: 'refused'; readonly files: ReadonlyMap<string, Text> }
  /** None is: an error came half-way, and what was written was taken back. The reason for each file. */
  | { readonly kind: 'failed'; readonly files: ReadonlyMap<string, Text> };

export interface Purpose {
  /** The place it was started in, as `placeOf` says. */
  readonly from: string;
  /** The run that is taken back. */
  readonly undoes?: string | undefined;
  /** The run that is taken back together with this one. */
  readonly follows?: string | undefined;
  /** Is it kept, to be taken back later? It is safe against being killed in any case. */
  readonly keep: boolean;
  /** What of the index of the repository at `from` was changed before, to be taken back together with the files. */
  readonly index?: readonly IndexRecord[] | undefined;
}

/** Another run that writes the same file is waited for; so long, in milliseconds. */
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
 * Records the run once no other one writes the same files. Each records itself before it looks for others, so of two at
 * least one sees the other, and whoever sees another one withdraws.
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
  /** isStuck: a file could not be taken back. */
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

/** Takes back the files before `failed`, and says of each file why it is as it was. */
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

/** What becomes of the record of a run that came to its end. Answers whether the run can be taken back. */
function settle(folder: string, run: RecordedRun, { undoes, keep }: Purpose, outcome: Outcome): boolean {
  if (outcome.kind === 'written' && keep) {
    const done = moveRun(folder, run, 'done');
    prune(entries(folder));
    return done !== undefined;
  }
  if (outcome.kind === 'written' && undoes !== undefined) settleUndone(folder, undoes);
  // What could not be taken back now is tried again by the next run.
  if (outcome.kind !== 'failed' || !outcome.isStuck) dropRun(folder, run);
  return false;
}
