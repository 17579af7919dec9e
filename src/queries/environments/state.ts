/** Variables as statements leave them, and states over other states. */
import type { Assignment } from '../../core.ts';

/** A variable as it stands after some statements. */
export interface Slot {
  readonly name: string;
  readonly assignment: Assignment;
  /** With a `HOLE` for what only run time knows. */
  readonly text: string;
  readonly known: boolean;
  /** The text holds only if nothing is inherited: it came from `${NAME:-default}`. */
  readonly presumed: boolean;
  readonly exported: boolean;
  /** False: set on some runs only. */
  readonly certain: boolean;
  /** The assignments whose text is part of the value, oldest first; the last is `assignment`. */
  readonly sources: readonly Assignment[];
  /** Of a value that is too long to be followed: how many characters of it are known at least. */
  readonly overlong?: number | undefined;
  /** What it held before, if this assignment happens on some runs only. */
  readonly otherwise?: Slot;
}

/** What can be asked of variables. */
export interface KnownVariables {
  /** Undefined also for what was cleared. */
  get(name: string): Slot | undefined;
  /** Is anything known of this name, be it that it was cleared? */
  has(name: string): boolean;
}

/** Variables while statements change them. */
export interface State extends KnownVariables {
  /** `undefined` as a value: cleared on purpose (`unset`), so nothing is inherited either. */
  set(name: string, slot: Slot | undefined): void;
  /** Drops what was set so far; what was cleared stays so. */
  forget(): void;
  /** `export NAME` before anything sets it: what sets it later exports it. */
  mark(name: string): void;
  isMarked(name: string): boolean;
  /** In the order of first mention. */
  entries(): Iterable<readonly [string, Slot | undefined]>;
}

/**
 * A state in which nothing has happened yet but what happened `below`, which stays as it is and must not change any more. A
 * thousand functions over a thousand variables would be a million copies.
 */
export function newState(below?: State): State {
  let under = below;
  const own = new Map<string, Slot | undefined>();
  const marked = new Set<string>();
  const state: State = {
    get: (name) => (own.has(name) ? own.get(name) : under?.get(name)),
    has: (name) => own.has(name) || under?.has(name) === true,
    set: (name, slot) => own.set(name, slot),
    mark: (name) => marked.add(name),
    isMarked: (name) => (marked.has(name) || below?.isMarked(name) === true) && !(own.has(name) && !own.get(name)),
    forget() {
      const cleared = [...state.entries()].filter(([, slot]) => !slot);
      under = undefined;
      own.clear();
      for (const [name] of cleared) own.set(name, undefined);
    },
    *entries() {
      for (const [name, slot] of under?.entries() ?? []) yield [name, own.has(name) ? own.get(name) : slot];
      for (const entry of own) if (!under?.has(entry[0])) yield entry;
    },
  };
  return state;
}

/** The exported variables of a state, cleared ones left out; an empty value is kept. */
export interface Variables extends KnownVariables {
  values(): Iterable<Slot>;
}

/** What a program started under a state is given. The state must not change any more. */
export function exported(state: State): Variables {
  const get = (name: string): Slot | undefined => {
    const slot = state.get(name);
    return slot?.exported ? slot : undefined;
  };
  return {
    get,
    has: (name) => get(name) !== undefined,
    *values() {
      for (const [, slot] of state.entries()) if (slot?.exported) yield slot;
    },
  };
}
