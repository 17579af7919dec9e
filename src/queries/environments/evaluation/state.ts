/** Variables as statements leave them, in states that are layered over other states. */
import type { Assignment } from '../../../core.ts';
import { memo } from '../../../text.ts';

/** A variable as it is after some statements. */
export interface Slot {
  readonly name: string;
  readonly assignment: Assignment;
  /** With a `HOLE` for what only run time knows. */
  readonly text: string;
  readonly known: boolean;
  /** The text is only valid if nothing is inherited: it came from `${NAME:-default}`. */
  readonly presumed: boolean;
  readonly exported: boolean;
  /** False: set on some runs only. */
  readonly certain: boolean;
  /** The assignments whose text is part of the value, oldest first; the last is `assignment`. */
  readonly sources: readonly Assignment[];
  /** For a value that is too long to be followed: its known minimum length, in characters. */
  readonly overlong?: number | undefined;
  /** What it held before, if this assignment happens on some runs only. */
  readonly otherwise?: Slot | undefined;
}

/** Read access to variables. */
export interface KnownVariables {
  /** Undefined also for what was cleared. */
  get(name: string): Slot | undefined;
  /** Is anything known of this name, including that it was cleared? */
  has(name: string): boolean;
}

/** Variables that can be enumerated. */
interface Kept extends KnownVariables {
  /** In the order of first mention. */
  entries(): Iterable<readonly [string, Slot | undefined]>;
  /**
   * The variables that satisfy a predicate. What is shared by many states is computed once, so always pass the same function.
   */
  select(question: (slot: Slot) => boolean): readonly Slot[];
}

/** Variables while statements change them. */
export interface State extends Kept {
  /** `undefined` as a value: cleared on purpose (`unset`), so nothing is inherited either. */
  set(name: string, slot: Slot | undefined): void;
  /** Takes back what is known of a name of which nothing was known before. */
  drop(name: string): void;
  /** Forgets what was set so far; cleared variables stay cleared. */
  forget(): void;
  /** `export NAME` before anything sets it: what sets it later exports it. */
  mark(name: string): void;
  isMarked(name: string): boolean;
  /** Applies everything that a file sets; returns false if there are too many layers. The layer must not change any more. */
  lay(given: State): boolean;
}

/**
 * An empty state on top of `below`, which is shared and must not change any more. Copies would be too many: a thousand
 * functions over a thousand variables would be a million.
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
    drop: (name) => own.delete(name),
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

/** At most so many files are layered over each other, because each layer is asked for every name. */
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

/** The answer of the lower layers, which do not change any more. */
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

/** What a program started under a state receives. The state must not change any more. */
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
