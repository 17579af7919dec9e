/** Which variables a line that nobody can know has no say in any more: an absent file, a computed name. */
import type { Assignment, Fact, Piece } from '../../core.ts';

/** Names that were set or cleared for sure since the last such line. */
export interface Settled {
  has(name: string): boolean;
  set(name: string, isSettled: boolean): void;
  /** All names of a file that sets each of them for sure. */
  lay(names: Pick<ReadonlySet<string>, 'has'>): void;
  clear(): void;
}

/** Nothing is settled yet but what is settled below, which must not change any more. */
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

/** What of a run changes when something is met that nobody can know. */
export interface Openness {
  isIncomplete: boolean;
  /** The last line of which only run time knows what it sets. */
  openedBy?: Fact | undefined;
  readonly settled: Settled;
}

/** From here on anything can be set: a file that is not here is loaded, or a name is computed. */
export function leaveOpen(run: Openness, by?: Fact): void {
  run.isIncomplete = true;
  run.openedBy = by;
  run.settled.clear();
}

/** What is set after that is settled, unless it is made of what is not; `X+=…` and `export X` keep what X is. */
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

/** Is a variable among the pieces that is not settled? */
function hasOpenPart(pieces: readonly Piece[], settled: Settled): boolean {
  return pieces.some(
    (piece) => piece.kind === 'reference' && (!settled.has(piece.name) || hasOpenPart(piece.word ?? [], settled)),
  );
}
