/** Earlier runs: the last one is taken back on request; an interrupted one is settled by the next run. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../core.ts';
import { restoreIndex } from '../read/git.ts';
import {
  dropRun,
  type FileRecord,
  isOf,
  moveRun,
  type RunRecord,
  readRecord,
  settleUndone,
  stateOf,
} from './journal.ts';
import { isGone, ownName } from './owner.ts';
import { replace, writeTogether } from './runs.ts';
import { entries, prune, type RecordedRun } from './state.ts';
import { discard } from './write.ts';

/** The result for one file of an earlier run. */
export interface Settled {
  readonly path: string;
  /** back: as it was before the run · changed: changed since, left alone · stuck: it could not be written. */
  readonly state: 'back' | 'changed' | 'stuck';
  readonly why?: Text | undefined;
  /** This is about what git is going to commit, not about the file on disk. */
  readonly inIndex?: boolean | undefined;
}

/** The result for a run that was killed. */
export interface Recovery {
  /** Half of it was taken back, all of it had been written, or nothing had been. */
  readonly kind: 'takenBack' | 'finished' | 'untouched';
  /** The run was to take another one back. */
  readonly isUndo: boolean;
  readonly files: readonly Settled[];
}

/**
 * Settles what interrupted runs in these places left behind. Runs that are still active are left alone, and so are those of
 * other places, which the next run there settles. Never throws.
 */
export function recover(folder: string, places: readonly string[]): Recovery[] {
  const found: Recovery[] = [];
  for (const entry of entries(folder)) {
    if (!isAbandoned(entry)) continue;
    if (entry.state === 'new') dropRun(folder, entry);
    const record = entry.state === 'open' ? readRecord(entry) : undefined;
    if (!record || !isOf(record, places)) continue;
    // Several processes may try: the one whose rename succeeds owns the run.
    const claimed = moveRun(folder, entry, 'open', ownName());
    if (claimed) found.push(recoverRun(folder, claimed, record));
  }
  prune(entries(folder));
  return found;
}

function isAbandoned({ owner, path }: RecordedRun): boolean {
  try {
    return owner !== '' && owner !== ownName() && isGone(owner, lstatSync(path).ctimeMs);
  } catch {
    return false;
  }
}

/** A run with nothing left to write is finished; a run with something left is taken back. */
function recoverRun(folder: string, run: RecordedRun, { keep, undoes, files }: RunRecord): Recovery {
  for (const { temporary } of files) discard(temporary);
  const seen = files.map((file) => ({ file, ...stateOf(file) }));
  const isUndo = undoes !== undefined;
  if (seen.every(({ state }) => state !== 'after')) {
    dropRun(folder, run);
    return { kind: 'untouched', isUndo, files: [] };
  }
  if (seen.every(({ state }) => state !== 'before')) {
    if (isUndo) settleUndone(folder, undoes);
    if (keep) moveRun(folder, run, 'done');
    else dropRun(folder, run);
    return { kind: 'finished', isUndo, files: [] };
  }
  const settled = seen.flatMap(({ file, state, text }): Settled[] => {
    if (state === 'before') return [];
    return [state === 'after' ? takeBack(file, text) : { path: file.path, state }];
  });
  // Files that could not be written are retried by the next run.
  if (settled.every(({ state }) => state !== 'stuck')) dropRun(folder, run);
  return { kind: 'takenBack', isUndo, files: settled };
}

function takeBack({ path, temporary, before }: FileRecord, text: string): Settled {
  const why = replace({ target: path, temporary, before: text, after: before });
  return why ? { path, state: 'stuck', why } : { path, state: 'back' };
}

export type Undone =
  /** No run of these places can be taken back. `elsewhere`: the newest one of another place. */
  | { readonly kind: 'nothing'; readonly elsewhere?: Past | undefined }
  /** The last run was taken back, except for files that changed since. `newer`: a newer run of another place, left alone. */
  | { readonly kind: 'undone'; readonly files: readonly Settled[]; readonly newer?: Past | undefined }
  /** No file was written, because of these. */
  | { readonly kind: 'failed'; readonly files: ReadonlyMap<string, Text> };

/** A run that can be taken back. */
export interface Past {
  readonly entry: RecordedRun;
  readonly record: RunRecord;
}

/** All runs that came to their end, newest first. */
function pastRuns(folder: string): Past[] {
  return entries(folder)
    .reverse()
    .flatMap((entry): Past[] => {
      const record = entry.state === 'done' || entry.state === 'left' ? readRecord(entry) : undefined;
      return record ? [{ entry, record }] : [];
    });
}

/** The runs that can be taken back, newest first: something of what each made is still there. */
export function runsToTakeBack(folder: string): Past[] {
  return pastRuns(folder).filter(isThere);
}

/** Only git could answer this for the index; a run that changed the index counts until it is taken back. */
function isThere({ entry, record: { files, index = [] } }: Past): boolean {
  return files.some((file) => stateOf(file).state === 'after') || (index.length > 0 && entry.state === 'done');
}

/**
 * Takes back the last run of these places: all of its files that are still as the run left them, or none. A run from which
 * nothing could be taken back is skipped the next time, unless its files again are as it left them. Throws `UsageError` if git
 * cannot restore the index.
 */
export function undo(folder: string, places: readonly string[]): Undone {
  let newer: Past | undefined;
  for (const past of pastRuns(folder)) {
    if (!isOf(past.record, places)) newer ??= isThere(past) ? past : undefined;
    else {
      const outcome = undoRun(folder, past.entry, past.record);
      if (outcome) return outcome.kind === 'undone' ? { ...outcome, newer } : outcome;
    }
  }
  return { kind: 'nothing', elsewhere: newer };
}

/** Takes one run back, together with the one it follows. Undefined: it was skipped. */
function undoRun(
  folder: string,
  entry: RecordedRun,
  { from, files, follows, index = [] }: RunRecord,
): Undone | undefined {
  const seen = files.map((file) => ({ ...file, ...stateOf(file) }));
  const ours = seen.filter(({ state }) => state === 'after');
  const staged = index.length > 0 ? restoreIndex(from, index) : [];
  if (ours.length === 0 && !staged.includes('after') && entry.state === 'left') return undefined;
  const changes = ours.map(({ path, text, before }) => ({ path, before: text, after: before }));
  const outcome = writeTogether(folder, changes, { from, undoes: entry.id, keep: false });
  if (outcome.kind !== 'written') return { kind: 'failed', files: outcome.files };
  const settled = new Map<string, Settled>();
  const add = (path: string, state: 'before' | 'after' | 'changed', inIndex: boolean): void => {
    if (state === 'before') return;
    settled.set(`${path}\0${inIndex}`, { path, state: state === 'after' ? 'back' : 'changed', inIndex });
  };
  for (const { path, state } of seen) add(path, state, false);
  for (const [at, { name }] of index.entries()) add(join(from, name), staged[at] ?? 'changed', true);
  const first = entries(folder).find(({ id }) => id === follows);
  const record = first && readRecord(first);
  const earlier = record && undoRun(folder, first, record);
  if (earlier?.kind === 'failed') return earlier;
  for (const one of earlier?.kind === 'undone' ? earlier.files : [])
    settled.set(`${one.path}\0${one.inIndex === true}`, one);
  return { kind: 'undone', files: [...settled.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}
