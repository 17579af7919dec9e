/**
 * The words of ENV and ARG, and what they mean. BuildKit splits at spaces outside of quotes (parser/line_parsers.go, `parseWords`) and
 * then takes quotes, escapes and references out (shell/lex.go). Between double quotes an escape counts only before `"`, `$` and
 * itself; between single quotes nothing does.
 */
import type { Piece, Value } from '../../core.ts';
import { valueOf } from '../../text.ts';
import { type Derived, literal, literals, sourceSpan } from '../shared/derived.ts';
import { append, withTags } from '../shared/pieces.ts';

/** Offsets in the joined text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The words between two offsets. */
export function wordsOf({ text }: Derived, { start, end }: Range, escape: string): Range[] {
  const words: Range[] = [];
  let from = -1;
  let quote = '';
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (from < 0) {
      if (/\s/.test(character)) continue;
      from = at;
    }
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === escape && quote !== "'") at++;
    } else if (/\s/.test(character)) {
      words.push({ start: from, end: at });
      from = -1;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === escape) at++;
  }
  if (from >= 0) words.push({ start: from, end });
  return words;
}

/** What the characters between two offsets mean. */
export function valueIn(joined: Derived, { start, end }: Range, escape: string): Value {
  const at = sourceSpan(joined, start, end);
  return valueOf(withTags(pieces({ joined, escape }, { start, end }, 0)), at);
}

interface Reading {
  readonly joined: Derived;
  readonly escape: string;
}

/** No value nests defaults deeper. */
const DEEPEST = 8;

function pieces({ joined, escape }: Reading, { start, end }: Range, depth: number): Piece[] {
  const { text } = joined;
  const found: Piece[] = [];
  let plain = start;
  let quote = '';
  const flush = (to: number, next: number): void => {
    if (to > plain) append(found, literals(joined, plain, to));
    plain = next;
  };
  for (let at = start; at < end; ) {
    const character = text.charAt(at);
    if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      flush(at, at + 1);
      at++;
    } else if (character === quote) {
      quote = '';
      flush(at, at + 1);
      at++;
    } else if (character === escape && quote !== "'") {
      const next = text.charAt(at + 1);
      const isEscape = at + 1 < end && (quote === '' || next === '"' || next === '$' || next === escape);
      if (isEscape) {
        flush(at, at + 2);
        found.push(literal(joined, next, at, at + 2));
      }
      at += isEscape ? 2 : 1;
    } else if (character === '$' && quote !== "'") {
      const reference = referenceAt({ joined, escape }, { start: at, end }, depth);
      if (reference) {
        flush(at, reference.end);
        found.push(reference.piece);
      }
      at = reference?.end ?? at + 1;
    } else at++;
  }
  flush(end, end);
  return found;
}

interface Found {
  readonly piece: Piece;
  readonly end: number;
}

/** `$NAME`, `${NAME}`, `${NAME:-word}`; undefined for a dollar sign that stands for itself. */
function referenceAt(reading: Reading, { start, end }: Range, depth: number): Found | undefined {
  const { joined } = reading;
  const rest = joined.text.slice(start, Math.min(end, start + 200));
  const plain = /^\$([A-Za-z_]\w*)/.exec(rest);
  if (plain) {
    const until = start + plain[0].length;
    return { piece: { kind: 'reference', name: plain[1] as string, at: sourceSpan(joined, start, until) }, end: until };
  }
  if (!rest.startsWith('${')) return undefined;
  const close = closing(joined.text, start + 2, end);
  if (close < 0) return { piece: { kind: 'unknown', at: sourceSpan(joined, start, end) }, end };
  const at = sourceSpan(joined, start, close + 1);
  const [head, name, operator] = /^\$\{([A-Za-z_]\w*)(?:(:?[-+?]))?/.exec(rest) ?? [];
  const from = start + (head?.length ?? 0);
  if (!name || depth >= DEEPEST || (!operator && from !== close))
    return { piece: { kind: 'unknown', at }, end: close + 1 };
  if (!operator) return { piece: { kind: 'reference', name, at }, end: close + 1 };
  const word = pieces(reading, { start: from, end: close }, depth + 1);
  return { piece: { kind: 'reference', name, operator, word, at }, end: close + 1 };
}

/** The brace that closes the one before `from`. */
function closing(text: string, from: number, end: number): number {
  let depth = 1;
  for (let at = from; at < end; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
