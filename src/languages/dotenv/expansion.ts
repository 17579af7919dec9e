/**
 * `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}` of environment.d (systemd's replace_env), found in characters
 * whose quotes and escapes are gone already: neither protects a `$` there, only a second `$` does.
 */
import { HOLE, type Literal, type Piece } from '../../core.ts';
import { append, cover, cutter, textOf } from '../shared/pieces.ts';

/** How deep `${A:-${B:-…}}` is followed; deeper words are unknown. */
const DEEPEST_WORDS = 20;

/** The pieces of a value after expansion. */
export function expand(pieces: readonly Piece[], depth = 0): Piece[] {
  const text = textOf(pieces, HOLE);
  if (!text.includes('$')) return [...pieces];
  const take = cutter(pieces);
  const found: Piece[] = [];
  for (let at = text.indexOf('$'); at >= 0 && at < text.length; at = text.indexOf('$', at)) {
    const mark = markAt(text, at);
    if (mark.name !== undefined) {
      append(found, take(at));
      const written = take(mark.end);
      if (written.length > 0) found.push(meaning(mark, mark.name, written, depth));
    }
    at = mark.end;
  }
  append(found, take(text.length));
  return found;
}

interface Mark {
  readonly end: number;
  /** `$` for a doubled one, else a variable's name; undefined when all this stands for itself. */
  readonly name?: string | undefined;
  readonly operator?: string | undefined;
}

/** What the `$` at an offset begins. An unfinished `${` makes everything after it literal, as in systemd. */
function markAt(text: string, at: number): Mark {
  const next = text[at + 1];
  if (next === '$') return { end: at + 2, name: '$' };
  if (next !== '{') {
    let end = at + 1;
    while (end < text.length && isNameCharacter(text[end]!)) end++;
    return end === at + 1 ? { end } : { end, name: text.slice(at + 1, end) };
  }
  let stop = at + 2;
  while (stop < text.length && text[stop] !== '}' && text[stop] !== ':') stop++;
  if (stop === text.length) return { end: stop };
  const name = text.slice(at + 2, stop);
  if (text[stop] === '}') return { end: stop + 1, name };
  const operator = text.slice(stop, stop + 2);
  if (operator !== ':-' && operator !== ':+') return { end: stop + 1 };
  const close = closingBrace(text, stop + 2);
  return close < 0 ? { end: text.length } : { end: close + 1, name, operator };
}

function isNameCharacter(character: string): boolean {
  return /\w/.test(character);
}

function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') open++;
    else if (text[at] === '}' && --open === 0) return at;
  }
  return -1;
}

function meaning(mark: Mark, name: string, written: readonly Piece[], depth: number): Piece {
  const at = cover(written);
  if (name === '$') return { kind: 'literal', text: '$', at } satisfies Literal;
  if (!/^[A-Za-z_]\w*$/.test(name) || depth >= DEEPEST_WORDS) return { kind: 'unknown', at };
  if (mark.operator === undefined) return { kind: 'reference', name, at };
  // `${NAME:-` before the word, `}` after it
  const take = cutter(written);
  take(2 + name.length + 2);
  const word = take(textOf(written, HOLE).length - 1);
  return { kind: 'reference', name, operator: mark.operator, word: expand(word, depth + 1), at };
}
