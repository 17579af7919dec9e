/** Earlier runs: the last one is taken back on request; one that was killed is settled by whoever comes next. */
import { lstatSync } from 'node:fs';
import type { Text } from '../../core.ts';
import { dropRun, type FileRecord, moveRun, type RunRecord, readRecord, settleUndone, stateOf } from './journal.ts';
import { isGone, ownName } from './owner.ts';
import { replace, writeTogether } from './runs.ts';
import { type Entry, entries, prune } from './state.ts';
import { discard } from './write.ts';

/** What became of one file of an earlier run. */
export interface Settled {
  readonly path: string;
  /** back: as it was before the run · changed: changed since, left alone · stuck: it could not be written. */
  readonly state: 'back' | 'changed' | 'stuck';
  readonly why?: Text;
}

/** What became of a run that was killed. */
export interface Recovery {
  /** Half of it was taken back, all of it was there, or nothing was yet. */
  readonly kind: 'takenBack' | 'finished' | 'untouched';
  /** The run was to take another one back. */
  readonly isUndo: boolean;
  readonly files: readonly Settled[];
}

/** Settles what runs that were killed left behind. Runs that still go on are left alone. Never throws. */
export function recover(folder: string): Recovery[] {
  const found: Recovery[] = [];
  for (const entry of entries(folder)) {
    if (!isAbandoned(entry)) continue;
    if (entry.state === 'new') dropRun(folder, entry);
    // Whoever renames it first has it.
    const claimed = entry.state === 'open' ? moveRun(folder, entry, 'open', ownName()) : undefined;
    const record = claimed && readRecord(claimed);
    if (record) found.push(recoverRun(folder, claimed, record));
    else if (claimed) dropRun(folder, claimed);
  }
  prune(entries(folder));
  return found;
}

function isAbandoned({ owner, path }: Entry): boolean {
  try {
    return owner !== '' && owner !== ownName() && isGone(owner, lstatSync(path).ctimeMs);
  } catch {
    return false;
  }
}

/** A run with nothing left to write is finished; a run with something left is taken back. */
function recoverRun(folder: string, run: Entry, { keep, undoes, files }: RunRecord): Recovery {
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
  // What could not be written is tried again by the next run.
  if (settled.every(({ state }) => state !== 'stuck')) dropRun(folder, run);
  return { kind: 'takenBack', isUndo, files: settled };
}

function takeBack({ path, temporary, before }: FileRecord, text: string): Settled {
  const why = replace({ target: path, temporary, before: text, after: before });
  return why ? { path, state: 'stuck', why } : { path, state: 'back' };
}

export type Undone =
  | { readonly kind: 'nothing' }
  /** The last run is taken back, but for files that changed since. */
  | { readonly kind: 'undone'; readonly files: readonly Settled[] }
  /** Not a file was written: these stand in the way. */
  | { readonly kind: 'failed'; readonly files: ReadonlyMap<string, Text> };

/**
 * Takes the last run back: all of its files that still are what it made, or none. A run of which nothing could be taken
 * back is passed over the next time, unless its files are again what it made. Never throws.
 */
export function undo(folder: string): Undone {
  for (const entry of entries(folder).reverse()) {
    const record = entry.state === 'done' || entry.state === 'left' ? readRecord(entry) : undefined;
    const outcome = record && undoRun(folder, entry, record);
    if (outcome) return outcome;
  }
  return { kind: 'nothing' };
}

/** Takes one run back, and with it the one it follows. Undefined: it was passed over. */
function undoRun(folder: string, entry: Entry, { files, follows }: RunRecord): Undone | undefined {
  const seen = files.map((file) => ({ ...file, ...stateOf(file) }));
  const ours = seen.filter(({ state }) => state === 'after');
  if (ours.length === 0 && entry.state === 'left') return undefined;
  const changes = ours.map(({ path, text, before }) => ({ path, before: text, after: before }));
  const outcome = writeTogether(folder, changes, { undoes: entry.id, keep: false });
  if (outcome.kind !== 'written') return { kind: 'failed', files: outcome.files };
  const settled = new Map<string, Settled>();
  for (const { path, state } of seen) {
    if (state !== 'before') settled.set(path, { path, state: state === 'after' ? 'back' : 'changed' });
  }
  const first = entries(folder).find(({ id }) => id === follows);
  const record = first && readRecord(first);
  const earlier = record && undoRun(folder, first, record);
  if (earlier?.kind === 'failed') return earlier;
  for (const one of earlier?.kind === 'undone' ? earlier.files : []) settled.set(one.path, one);
  return { kind: 'undone', files: [...settled.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}
