/** The final values of variables: a small interpreter over assignment facts, in the order they take effect. */
import { type Assignment, HOLE, type Piece, type Value } from '../../../core.ts';
import type { KnownVariables, Slot, State } from './state.ts';

export interface Evaluated {
  readonly text: string;
  readonly known: boolean;
  readonly presumed: boolean;
  readonly sources: readonly Assignment[];
  /** For a value that is too long to be followed: its known minimum length, in characters. */
  readonly overlong?: number | undefined;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Linux passes no longer string to a program (MAX_ARG_STRLEN, execve(2)); longer values are not followed. */
export const LONGEST_STRING_CHARACTERS = 131_072;
/** When more assignments than this contribute to a value (a PATH that grows line by line), only the newest are kept. */
const MOST_SOURCES = 100;

/**
 * Evaluates pieces under a state. A name no one set is unknown: it may be inherited, unless `outside` tells what the
 * system puts there (`HOME`).
 */
function evaluate(pieces: readonly Piece[], state: KnownVariables, outside = NONE): Evaluated {
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === 'literal' && only.text.length <= LONGEST_STRING_CHARACTERS) {
    return { text: only.text, known: true, ...NOTHING };
  }
  let text = '';
  let known = true;
  let presumed = false;
  const sources: Assignment[] = [];
  for (const piece of pieces) {
    const part = evaluatePiece(piece, state, outside);
    text += part.text;
    known &&= part.known;
    presumed ||= part.presumed;
    sources.push(...part.sources);
    const length = Math.max(text.length, part.overlong ?? 0);
    if (length > LONGEST_STRING_CHARACTERS) return { text: HOLE, known: false, presumed, sources, overlong: length };
  }
  return { text, known, presumed, sources };
}

const NOTHING = { sources: [], presumed: false };
const UNKNOWN: Evaluated = { text: HOLE, known: false, ...NOTHING };

function evaluatePiece(piece: Piece, state: KnownVariables, outside: ReadonlyMap<string, string>): Evaluated {
  if (piece.kind === 'literal') return { text: piece.text, known: true, ...NOTHING };
  if (piece.kind === 'unknown') return UNKNOWN;
  const slot = state.get(piece.name);
  const given = outside.get(piece.name);
  const isSet = state.has(piece.name) || given !== undefined;
  const current: Evaluated = slot ?? (isSet ? { text: given ?? '', known: true, ...NOTHING } : UNKNOWN);
  const operator = piece.operator ?? '';
  if (operator === '' || operator.endsWith('?')) return current;
  const word = evaluate(piece.word ?? [], state, outside);
  if (operator.endsWith('+')) {
    if (!isSet) return { ...UNKNOWN };
    return current.known && current.text === ''
      ? { text: '', known: true, ...NOTHING }
      : current.known
        ? word
        : UNKNOWN;
  }
  if (!isSet) return { ...word, presumed: true };
  const isUnset =
    (slot === undefined && given === undefined) || (operator.startsWith(':') && current.known && current.text === '');
  return isUnset ? word : current;
}

/** The value of an assignment's right side alone, e.g. a path to source. */
export function evaluateValue(value: Value, state: KnownVariables, outside = NONE): Evaluated {
  return evaluate(value.pieces, state, outside);
}

/** How one assignment takes effect at the place where it is executed. */
interface Effect {
  /** A call inside `if` makes everything in a function uncertain. */
  readonly certain?: boolean | undefined;
  /** Who gets it there. */
  readonly reach?: Assignment['reach'] | undefined;
  /** The state in which references are looked up, if it is not the state that changes. */
  readonly seen?: KnownVariables | undefined;
  /** The same variables as its words see them, where that is what they were before. */
  readonly earlier?: KnownVariables | undefined;
  /** What the system sets. */
  readonly outside?: ReadonlyMap<string, string> | undefined;
}

/** Applies one assignment. Prefix assignments change nothing; `X=$X` (in any case) hands on what is there. */
export function assign(
  state: State,
  fact: Assignment,
  { certain = fact.certain, reach = fact.reach, seen: other, earlier = state, outside = NONE }: Effect = {},
): void {
  const name = fact.name.text;
  if (reach === 'command' || !fact.name.known) return;
  const before = state.get(name);
  if (fact.operation === 'unset') {
    unset(state, name, before, certain);
    return;
  }
  if (fact.operation === 'export') {
    if (before) state.set(name, { ...before, exported: true });
    else if (!state.has(name)) state.mark(name);
    return;
  }
  if (!other && isPassThrough(fact, earlier)) return;
  const seen = other ?? earlier;
  if (fact.operation === 'default' || fact.operation === 'default-unset') {
    if (before && !(fact.operation === 'default' && before.known && before.text === '')) return;
    put(state, fact, { ...evaluateValue(fact.value, seen, outside), presumed: !state.has(name) }, certain, reach);
    return;
  }
  const value = evaluateValue(fact.value, seen, outside);
  if (fact.operation === 'set') put(state, fact, value, certain, reach);
  else {
    const old: Evaluated = before ?? (state.has(name) ? { text: '', known: true, ...NOTHING } : UNKNOWN);
    const [left, right] = fact.operation === 'append' ? [old, value] : [value, old];
    const length = Math.max(left.text.length + right.text.length, left.overlong ?? 0, right.overlong ?? 0);
    const isTooLong = length > LONGEST_STRING_CHARACTERS;
    const joined = {
      text: isTooLong ? HOLE : left.text + right.text,
      known: !isTooLong && left.known && right.known,
      presumed: left.presumed || right.presumed,
      overlong: isTooLong ? length : undefined,
    };
    put(state, fact, { ...joined, sources: [...old.sources, ...value.sources] }, certain, reach);
  }
}

function unset(state: State, name: string, before: Slot | undefined, certain: boolean): void {
  if (name === '') state.forget();
  else if (certain) state.set(name, undefined);
  else if (before) state.set(name, { ...before, certain: false });
}

function put(state: State, fact: Assignment, value: Evaluated, certain: boolean, reach: Assignment['reach']): void {
  const before = state.get(fact.name.text);
  const exported =
    reach === 'environment' || (reach !== 'local' && (before?.exported === true || state.isMarked(fact.name.text)));
  const isAlone = value.sources.length === 0;
  const sources = isAlone ? [fact] : [...new Set([...value.sources, fact])].slice(-MOST_SOURCES);
  const { text, known, presumed, overlong } = value;
  const name = fact.name.text;
  const slot: Slot = { name, assignment: fact, text, known, presumed, exported, certain, sources, overlong };
  state.set(name, !certain && before ? { ...slot, otherwise: before } : slot);
}

/** `export http_proxy=$http_proxy`, also `HTTP_PROXY=$http_proxy`, where nothing in the project sets it. */
function isPassThrough(fact: Assignment, state: KnownVariables): boolean {
  const [piece, more] = fact.value.pieces;
  if (more || piece?.kind !== 'reference' || state.has(piece.name)) return false;
  const names = piece.name.toLowerCase() === fact.name.text.toLowerCase();
  return names && (piece.operator === undefined || (piece.word ?? []).length === 0);
}
