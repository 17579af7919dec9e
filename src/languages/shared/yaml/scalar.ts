/**
 * The pieces of a YAML scalar: which source characters stand for which decoded ones. `yaml` knows the decoded text;
 * here it is only located, and where the two don't agree the scalar becomes one piece, never a wrong one.
 */
import type { Literal, Piece, Span, Value } from '../../../core.ts';
import { valueOf, verbatim } from '../../../text.ts';

/** How a scalar is written, by its first character: `'`, `"`, `|` and `>` for blocks, `''` for plain. */
export type Style = '' | "'" | '"' | '|';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A scalar's value. `at` covers the raw scalar with its quotes; `decoded` is what `yaml` makes of it. */
export function scalarValue(source: string, at: Span, style: Style, decoded: string): Value {
  const raw = source.slice(at.start, at.end);
  if (style === '') return raw === decoded ? verbatim(decoded, at) : located(source, at, at, style, decoded);
  if (style === '|') return valueOf(decoded === '' ? [] : [whole(decoded, at)], at);
  const isClosed = raw.length > 1 && raw.endsWith(style);
  const inner = { file: at.file, start: at.start + 1, end: isClosed ? at.end - 1 : at.end };
  // Of a scalar that is never closed, `yaml` takes the last character for its quote.
  if (!isClosed) return valueOf(pieces(source, inner, style), at);
  if (source.slice(inner.start, inner.end) === decoded) {
    return {
      text: decoded,
      at,
      known: true,
      pieces: decoded === '' ? [] : [piece(decoded, inner.file, inner.start, inner.end)],
    };
  }
  return located(source, at, inner, style, decoded);
}

function located(source: string, at: Span, inner: Span, style: Style, decoded: string): Value {
  const value = valueOf(pieces(source, inner, style), at);
  return value.text === decoded ? value : valueOf(decoded === '' ? [] : [whole(decoded, inner)], at);
}

/** One piece for all characters; never as long as its text, so that no one takes it for verbatim. */
function whole(text: string, at: Span): Literal {
  const end = text.length === at.end - at.start ? at.end - 1 : at.end;
  return piece(text, at.file, at.start, Math.max(end, at.start));
}

function piece(text: string, file: string, start: number, end: number): Literal {
  return { kind: 'literal', text, at: { file, start, end } };
}

/** Verbatim runs, escapes, and folded line breaks of a flow scalar. */
function pieces(source: string, inner: Span, style: Style): Piece[] {
  const found: Literal[] = [];
  let run = inner.start;
  let at = inner.start;
  const take = (text: string, from: number, to: number): void => {
    if (from > run) found.push(piece(source.slice(run, from), inner.file, run, from));
    found.push(piece(text, inner.file, from, to));
    run = at = to;
  };
  while (at < inner.end) {
    const character = source[at];
    if (character === '\\' && style === '"') {
      const escape = doubleEscape(source, at);
      take(escape.text, at, Math.min(escape.end, inner.end));
    } else if (character === "'" && style === "'") take("'", at, Math.min(at + 2, inner.end));
    else if (character === '\n' || (character === '\r' && source[at + 1] === '\n')) {
      const fold = foldAt(source, run, at, inner.end);
      take(fold.text, fold.start, fold.end);
    } else at++;
  }
  if (inner.end > run) found.push(piece(source.slice(run, inner.end), inner.file, run, inner.end));
  return found;
}

/** Spaces around line breaks vanish; one break is a space, n breaks are n - 1. */
function foldAt(source: string, run: number, at: number, limit: number): { text: string; start: number; end: number } {
  let start = at;
  while (start > run && (source[start - 1] === ' ' || source[start - 1] === '\t')) start--;
  let end = at;
  let breaks = 0;
  while (end < limit && /[ \t\r\n]/.test(source[end] as string)) {
    if (source[end] === '\n') breaks++;
    end++;
  }
  return { text: breaks > 1 ? '\n'.repeat(breaks - 1) : ' ', start, end };
}

function doubleEscape(source: string, at: number): { text: string; end: number } {
  const letter = source[at + 1] ?? '';
  const length = HEX[letter];
  if (length !== undefined) {
    const digits = source.slice(at + 2, at + 2 + length);
    const code = /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (digits.length === length && code <= 0x10ffff) return { text: String.fromCodePoint(code), end: at + 2 + length };
    return { text: source.slice(at, at + 2), end: at + 2 };
  }
  if (letter === '\n' || letter === '\r') {
    let end = at + (letter === '\r' && source[at + 2] === '\n' ? 3 : 2);
    while (source[end] === ' ' || source[end] === '\t') end++;
    return { text: '', end };
  }
  return { text: ESCAPES[letter] ?? `\\${letter}`, end: at + 2 };
}
