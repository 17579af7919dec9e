/**
 * Files that only set variables to text of their own: every environment that loads such a file receives the same from it, so
 * the result is computed once and shared. A thousand units over one file of a thousand lines would otherwise be a million
 * assignments.
 */
import type { Assignment, Document, Value } from '../../../core.ts';
import { memo } from '../../../text.ts';
import { assign } from '../evaluation/evaluate.ts';
import type { Settled } from '../evaluation/settled.ts';
import { newState, type State } from '../evaluation/state.ts';
import type { OwnBuilder } from '../own.ts';

/** The result of such a file. It must not change any more. */
interface Given {
  readonly state: State;
  readonly own: ReadonlySet<Assignment>;
}

/** What a file is laid over. */
interface Loader {
  readonly state: State;
  readonly own: OwnBuilder;
  readonly isIncomplete: boolean;
  readonly settled: Settled;
}

/** Shorter files are evaluated line by line. */
const LEAST_LINES = 16;

/**
 * Applies a file if it is plain; returns false where it has to be evaluated line by line. `exports`: everything it sets is
 * exported.
 */
export function layPlain({ state, own, isIncomplete, settled }: Loader, document: Document, exports = false): boolean {
  const given = (exports ? exporting : asWritten)(document);
  if (!given || !state.lay(given.state)) return false;
  own.lay(given.own);
  if (isIncomplete) settled.lay(given.state);
  return true;
}

const asWritten = memo((document: Document) => givenBy(document, false));
const exporting = memo((document: Document) => givenBy(document, true));

function givenBy({ facts }: Document, exports: boolean): Given | undefined {
  if (facts.length < LEAST_LINES) return undefined;
  const state = newState();
  const own = new Set<Assignment>();
  for (const fact of facts) {
    if (fact.kind !== 'env' || !isPlain(fact, exports) || !isMadeHere(fact.value, state)) return undefined;
    assign(state, fact, { reach: 'environment' });
    own.add(fact);
  }
  return { state, own };
}

function isPlain({ scope, certain, ways, operation, name, reach }: Assignment, exports: boolean): boolean {
  const isHere = scope.kind === 'file' && certain && ways === undefined && operation === 'set' && name.known;
  return isHere && (reach === 'environment' || (exports && reach === 'shell'));
}

/** Literal text, and variables that this very file has set. */
function isMadeHere({ pieces }: Value, state: State): boolean {
  return pieces.every(
    (piece) =>
      piece.kind === 'literal' || (piece.kind === 'reference' && piece.operator === undefined && state.has(piece.name)),
  );
}
