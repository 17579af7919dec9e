/** Variables as statements leave them, and states over other states. */
import type { Assignment } from '../../core.ts';
import { memo } from '../../text.ts';

/** A variable as it is after some statements. */
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

/** Variables that can be looked through. */
interface Kept extends KnownVariables {
  /** In the order of first mention. */
  entries(): Iterable<readonly [string, Slot | undefined]>;
  /** Those of which something is true. What lies under many states is asked once: a question is always the same function. */
  select(question: (slot: Slot) => boolean): readonly Slot[];
}

/** Variables while statements change them. */
export interface State extends Kept {
  /** `undefined` as a value: cleared on purpose (`unset`), so nothing is inherited either. */
  set(name: string, slot: Slot | undefined): void;
  /** Drops what was set so far; what was cleared stays so. */
  forget(): void;
  /** `export NAME` before anything sets it: what sets it later exports it. */
  mark(name: string): void;
  isMarked(name: string): boolean;
  /** Lays all that a file sets over what is there; false: it has too many layers. What is laid must not change any more. */
  lay(given: State): boolean;
}

/**
 * A state in which nothing has happened yet but what happened `below`, which stays as it is and must not change any more. A
 * thousand functions over a thousand variables would be a million copies.
 */
export function newState(below?: State): State {
  let under: Kept | undefined = below;
  let own = new Map<string, Slot | undefined>();
  let depth = 0;
  const marked = new Set<string>();
  const state: State = {
    ...view(
      () => own,
      () => under,
    ),
    set: (name, slot) => own.set(name, slot),
    mark: (name) => marked.add(name),
    isMarked: (name) =>
      (marked.has(name) || below?.isMarked(name) === true) && !(state.has(name) && state.get(name) === undefined),
    lay(given) {
      if (depth === MOST_LAYERS) return false;
      depth++;
      const [old, before] = [own, under];
      const lower = view(
        () => old,
        () => before,
      );
      under = over(given, lower);
      own = new Map();
      return true;
    },
    forget() {
      const cleared = [...state.entries()].filter(([, slot]) => !slot);
      under = undefined;
      own = new Map(cleared.map(([name]) => [name, undefined]));
    },
  };
  return state;
}

/** More files than these are not laid over each other: each is asked for every name. */
const MOST_LAYERS = 8;

/** Some variables over others. */
function view(own: () => ReadonlyMap<string, Slot | undefined>, under: () => Kept | undefined): Kept {
  return {
    get: (name) => (own().has(name) ? own().get(name) : under()?.get(name)),
    has: (name) => own().has(name) || under()?.has(name) === true,
    *entries() {
      const [upper, lower] = [own(), under()];
      for (const [name, slot] of lower?.entries() ?? []) yield [name, upper.has(name) ? upper.get(name) : slot];
      for (const entry of upper) if (!lower?.has(entry[0])) yield entry;
    },
    select(question) {
      const [upper, lower] = [own(), under()];
      const kept = lower ? selected(lower, question).filter(({ name }) => !upper.has(name)) : [];
      return [...kept, ...[...upper.values()].filter((slot) => slot !== undefined).filter(question)];
    },
  };
}

function over(upper: Kept, lower: Kept): Kept {
  return {
    get: (name) => (upper.has(name) ? upper.get(name) : lower.get(name)),
    has: (name) => upper.has(name) || lower.has(name),
    *entries() {
      for (const [name, slot] of lower.entries()) yield [name, upper.has(name) ? upper.get(name) : slot];
      for (const entry of upper.entries()) if (!lower.has(entry[0])) yield entry;
    },
    select: (question) => [
      ...selected(lower, question).filter(({ name }) => !upper.has(name)),
      ...selected(upper, question),
    ],
  };
}

const answers = memo((_: Kept) => new Map<(slot: Slot) => boolean, readonly Slot[]>());

/** The answer of what lies under others, and so does not change any more. */
function selected(kept: Kept, question: (slot: Slot) => boolean): readonly Slot[] {
  const known = answers(kept);
  let found = known.get(question);
  if (!found) known.set(question, (found = kept.select(question)));
  return found;
}

/** The exported variables of a state, cleared ones left out; an empty value is kept. */
export interface Variables extends KnownVariables {
  values(): Iterable<Slot>;
  /** Those of which something is true, by a function that is the same at each call. */
  select(question: (slot: Slot) => boolean): readonly Slot[];
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
    select: (question) => state.select(question).filter(({ exported }) => exported),
    *values() {
      for (const [, slot] of state.entries()) if (slot?.exported) yield slot;
    },
  };
}
