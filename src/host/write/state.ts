/**
 * The folder that records runs which changed files, so that they can be taken back. File names contain everything that each
 * start needs to know, so that one `readdir` is enough; no name contains anything of the files.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Text } from '../../core.ts';
import { systemError } from '../read/read.ts';
import { faultAbove, faultOf } from './places.ts';

/** Limits on the records of earlier runs, for all folders together: their number, and their age in milliseconds. */
const KEPT_RUNS = 50;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * One recorded run. new: being written down · open: under way, or was when its process ended · done: can be taken back ·
 * left: some of it was taken back, the rest had changed since.
 */
export interface RecordedRun {
  /** The time in milliseconds with a random part: runs sort by it. */
  readonly id: string;
  readonly state: 'new' | 'open' | 'done' | 'left';
  /** Whose it is while it is new or open. */
  readonly owner: string;
  readonly path: string;
}

/** Where runs are recorded: `$XDG_STATE_HOME/envlint`, or `~/.local/state/envlint`. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  return join(baseFolder(env.XDG_STATE_HOME, join(home, '.local/state')), 'envlint');
}

/**
 * A folder of the XDG base directory specification: the value of its variable, which only counts if absolute, or the default.
 */
export function baseFolder(named: string | undefined, usual: string): string {
  return named !== undefined && isAbsolute(named) ? named : usual;
}

/** Names of processes, as `ownName` makes them: hexadecimal, decimal, decimal. */
export const OWNER = /[0-9a-f]{8}-\d+-\d+/;

const NAME = new RegExp(`^(\\d{13}-[0-9a-f]{8})(?:\\.(${OWNER.source}))?\\.(new|open|done|left)$`);

/** All recorded runs, oldest first; none if the folder does not exist or another user may have put them there. */
export function entries(folder: string): RecordedRun[] {
  let names: string[];
  try {
    names = readdirSync(folder);
    if (names.length === 0 || faultOf(lstatSync(folder)) || faultAbove(folder)) return [];
  } catch {
    return [];
  }
  return names.sort().flatMap((name): RecordedRun[] => {
    const [, id, owner = '', state] = NAME.exec(name) ?? [];
    return id === undefined ? [] : [{ id, owner, state: state as RecordedRun['state'], path: join(folder, name) }];
  });
}

/** The name of a run in the folder. */
export function entryPath(folder: string, { id, owner, state }: Omit<RecordedRun, 'path'>): string {
  return join(folder, owner === '' ? `${id}.${state}` : `${id}.${owner}.${state}`);
}

/** Creates the folder, accessible to this user alone. Returns why it cannot be used. */
export function makeFolder(folder: string): Text | undefined {
  try {
    makeAll(folder);
    return faultOf(lstatSync(folder));
  } catch (error) {
    return systemError(error);
  }
}

/** A folder and those above it. Node's own `recursive` never ends where a folder cannot be made, as below /proc. */
function makeAll(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeAll(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another run made it at the same time.
    if (!existsSync(folder)) throw error;
  }
}

/** Removes records that are no longer needed: all but the newest runs, and those older than a month. */
export function prune(all: readonly RecordedRun[]): void {
  const past = all.filter(({ state }) => state === 'done' || state === 'left');
  const now = Date.now();
  const isOld = ({ id }: RecordedRun): boolean => now - Number(id.slice(0, 13)) > KEPT_MS;
  for (const entry of [...all.filter(isOld), ...past.slice(0, -KEPT_RUNS)]) removeEntry(entry);
}

/** Forgets a run. */
export function removeEntry({ path }: RecordedRun): void {
  try {
    unlinkSync(path);
  } catch {
    // Another process removed it, or it cannot be removed.
  }
}
