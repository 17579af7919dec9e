/**
 * The words of JSON5 (spec.json5.org): names without quotes, strings between either quotes, hexadecimal numbers, commas at the
 * end. Written here, because `jsonc-parser` knows none of it and the parsers that do throw at the first fault; the package `json5`,
 * which OpenClaw reads its file with, is asked the same in a differential test.
 */
import type { Comment, Piece, Source, Span, Value } from '../../core.ts';
import { lineEnd, lineStart, valueOf, verbatim } from '../../text.ts';
import type { ScalarNode } from '../shared/tree.ts';
import type { Grammar } from './parse.ts';
import type { Token, TokenKind } from './token.ts';

const NUMBER =
  /[+-]?(?:0[xX][\da-fA-F]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|Infinity|NaN)(?![$\\\p{ID_Continue}])/uy;
/** No key is longer: what goes on is not read. */
const NAME = /(?:[$_\p{ID_Start}]|\\u[\da-fA-F]{4})(?:[$\p{ID_Continue}]|[\u200C-\u200D]|\\u[\da-fA-F]{4}){0,500}/uy;
const SPACE = /[\t\v\f\n\r\u2028\u2029\uFEFF\p{Zs}]*/uy;

/** The tokens that mean something; comments go into a list of their own. */
function* tokens({ text, file }: Source, comments: Comment[]): Generator<Token> {
  let start = endOf(SPACE, text, 0) ?? 0;
  while (start < text.length) {
    const { kind, end } = tokenAt(text, start);
    const at = { file, start, end };
    if (kind !== 'comment') yield { kind, at };
    else comments.push({ at, ownLine: /^[ \t\uFEFF]*$/.test(text.slice(lineStart(text, start), start)) });
    start = endOf(SPACE, text, end) ?? end;
  }
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** What begins here. A quote or a comment that is never closed is unknown, and goes on to the end of its line or of the file. */
function tokenAt(text: string, start: number): { readonly kind: TokenKind | 'comment'; readonly end: number } {
  const first = text.charAt(start);
  if ('{}[],:'.includes(first)) return { kind: first as TokenKind, end: start + 1 };
  if (first === '"' || first === "'") return stringAt(text, start);
  if (text.startsWith('//', start)) return { kind: 'comment', end: lineEnd(text, start) };
  if (text.startsWith('/*', start)) {
    const close = text.indexOf('*/', start + 2);
    return close < 0 ? { kind: 'unknown', end: text.length } : { kind: 'comment', end: close + 2 };
  }
  const number = endOf(NUMBER, text, start);
  if (number !== undefined) return { kind: 'number', end: number };
  const name = endOf(NAME, text, start);
  return name === undefined ? { kind: 'unknown', end: start + 1 } : { kind: 'name', end: name };
}

const STOP = /["'\\\n\r]/g;
/** What cannot come after a backslash: octal digits, and codes that are not complete. */
const REFUSED_ESCAPE = /[1-9]|0\d|x(?![\da-fA-F]{2})|u(?![\da-fA-F]{4})/y;

function stringAt(text: string, start: number): { readonly kind: TokenKind; readonly end: number } {
  const quote = text.charAt(start);
  STOP.lastIndex = start + 1;
  let kind: TokenKind = 'string';
  for (let match = STOP.exec(text); match; match = STOP.exec(text)) {
    if (match[0] === quote) return { kind, end: STOP.lastIndex };
    if (match[0] === '\\') {
      if (endOf(REFUSED_ESCAPE, text, STOP.lastIndex) !== undefined) kind = 'unknown';
      STOP.lastIndex += text.startsWith('\r\n', STOP.lastIndex) ? 2 : 1;
    }
    if (match[0] === '\n' || match[0] === '\r') return { kind: 'unknown', end: match.index };
  }
  return { kind: 'unknown', end: text.length };
}

const ESCAPE = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g;
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' },
  // A line goes on after a backslash at its end.
  ...{ '\n': '', '\r': '', '\r\n': '', '\u2028': '', '\u2029': '' },
};

/** A string or a name, each escape a piece of its own. `inset`: the quotes at its ends. */
function textValue(source: string, at: Span, inset: number): Value {
  const pieces: Piece[] = [];
  const end = source.length - inset;
  const add = (text: string, from: number, to: number): void => {
    // What a backslash at the end of a line leaves is nothing.
    if (to > from && text !== '')
      pieces.push({ kind: 'literal', text, at: { file: at.file, start: at.start + from, end: at.start + to } });
  };
  let done = inset;
  for (const match of source.slice(0, end).matchAll(ESCAPE)) {
    add(source.slice(done, match.index), done, match.index);
    done = match.index + match[0].length;
    const [, code = match[2], , letter = ''] = match;
    add(code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[letter] ?? letter), match.index, done);
  }
  add(source.slice(done, end), done, end);
  return valueOf(pieces, at);
}

/** The scalar that a token is. `isKey`: it is the name of a member. Undefined: it cannot come here. */
function scalar(text: string, { kind, at }: Token, isKey: boolean): ScalarNode | undefined {
  const source = text.slice(at.start, at.end);
  if (kind === 'string') return { kind: 'scalar', at, value: textValue(source, at, 1), type: 'string' };
  if (isKey) {
    // `Infinity` and `NaN` are names, too.
    const isName = kind === 'name' || (kind === 'number' && /^[A-Z]/.test(source));
    return isName ? { kind: 'scalar', at, value: textValue(source, at, 0), type: 'string' } : undefined;
  }
  if (kind === 'number') return { kind: 'scalar', at, ...numberOf(source, at) };
  if (source === 'null' || source === 'true' || source === 'false')
    return { kind: 'scalar', at, value: verbatim(source, at), type: source };
  return undefined;
}

/** A number as everyone writes it: `0x10` is 16, `+5` and `5.` are 5. */
function numberOf(source: string, at: Span): Pick<ScalarNode, 'value' | 'type'> {
  const amount = /^[+-]?0x/i.test(source)
    ? Number(source.replace(/^[+-]/, '')) * (source.startsWith('-') ? -1 : 1)
    : Number(source);
  const type = Number.isInteger(amount) ? 'integer' : 'float';
  const plain = String(amount);
  if (plain === source || !Number.isFinite(amount)) return { value: verbatim(source, at), type };
  // Never as long as its text: no one shall take it for what is written.
  const end = plain.length === source.length ? at.end - 1 : at.end;
  return { value: valueOf([{ kind: 'literal', text: plain, at: { ...at, end } }], at), type };
}

/** What a file in JSON5 is made of. */
export const JSON5: Grammar = { name: 'JSON5', tokens, scalar };
