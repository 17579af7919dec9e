/** Tracks which variables an unknown line (a file that is not here, a computed name) can no longer change. */
import type { Assignment, Fact, Piece } from '../../../core.ts';

/** Names that were set or cleared for sure since the last such line. */
export interface Settled {
  has(name: string): boolean;
  set(name: string, isSettled: boolean): void;
  /** All names of a file that sets each of them for sure. */
  lay(names: Pick<ReadonlySet<string>, 'has'>): void;
  clear(): void;
}

/** Nothing is settled yet except what is settled in `below`, which must not change any more. */
export function newSettled(below?: Settled): Settled {
  let under: Pick<Settled, 'has'> | undefined = below;
  let own = new Map<string, boolean>();
  return {
    has: (name) => own.get(name) ?? under?.has(name) ?? false,
    set: (name, isSettled) => own.set(name, isSettled),
    lay(names) {
      const [old, before] = [own, under];
      under = { has: (name) => names.has(name) || (old.get(name) ?? before?.has(name) ?? false) };
      own = new Map();
    },
    clear() {
      under = undefined;
      own = new Map();
    },
  };
}

/** The part of a run that changes when it meets a line whose effect is unknown. */
export interface Openness {
  isIncomplete: boolean;
  /** The last line of which only run time knows what it sets. */
  openedBy?: Fact | undefined;
  readonly settled: Settled;
}

/** From here on any variable may be set: a file that is not in the project is loaded, or a name is computed. */
export function leaveOpen(run: Openness, by?: Fact): void {
  run.isIncomplete = true;
  run.openedBy = by;
  run.settled.clear();
}

/**
 * A variable set after that is settled, unless its value is made of unsettled ones; `X+=…` and `export X` keep the state of X.
 */
export function settle(
  { isIncomplete, settled }: Openness,
  { name, operation, value }: Pick<Assignment, 'name' | 'operation' | 'value'>,
  certain: boolean,
): void {
  if (!isIncomplete) return;
  if (operation === 'unset' && certain) settled.set(name.text, true);
  else if (operation !== 'set') return;
  else if (hasOpenPart(value.pieces, settled)) settled.set(name.text, false);
  else if (certain) settled.set(name.text, true);
}

/** Does a piece refer to a variable that is not settled? */
function hasOpenPart(pieces: readonly Piece[], settled: Settled): boolean {
  return pieces.some(
    (piece) => piece.kind === 'reference' && (!settled.has(piece.name) || hasOpenPart(piece.word ?? [], settled)),
  );
}
