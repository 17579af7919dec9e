/**
 * Files that do nothing but set variables to text of their own: what they give is the same in every environment that loads them, so
 * that it is made once for all of them. A thousand units over one file of a thousand lines would be a million assignments.
 */
import type { Assignment, Document, Value } from '../../core.ts';
import { memo } from '../../text.ts';
import { assign } from './evaluate.ts';
import type { OwnBuilder } from './own.ts';
import type { Settled } from './settled.ts';
import { newState, type State } from './state.ts';

/** What such a file gives. It must not change any more. */
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

/** Shorter files are followed line by line. */
const LEAST_LINES = 16;

/** Lays a file that is plain over what is there; false where it has to be followed. `exports`: all that it sets is exported. */
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
