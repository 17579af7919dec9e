/**
 * systemd's parser of EnvironmentFile= contents and of environment.d (src/basic/env-file.c), with spans. Only `\r` and
 * `\n` end a line; `#` and `;` begin a comment only where a name could begin; quoted parts concatenate.
 */
import type { Assignment, Comment, Literal, Piece, Source } from '../../core.ts';
import { trimEnd, valueOf, verbatim } from '../../text.ts';
import { asWritten, type Derived, literal, literals, sourceSpan } from '../shared/derived.ts';
import { append, withTags } from '../shared/pieces.ts';
import type { DotenvEntry, Quote, Scan } from './entry.ts';
import { expand } from './expansion.ts';

/** Reads a whole file. `expands`: as environment.d, where `$NAME` is replaced after quotes and escapes are gone. */
export function scanEnvFile(source: Source, expands: boolean): Scan {
  const derived = asWritten(source);
  const { text } = source;
  const entries: DotenvEntry[] = [];
  const comments: Comment[] = [];
  for (let at = skip(text, text.startsWith('\uFEFF') ? 1 : 0, SPACE); at < text.length; at = skip(text, at, SPACE)) {
    const stop = lineStop(text, at);
    if (text[at] === '#' || text[at] === ';') {
      comments.push({ at: sourceSpan(derived, at, stop), ownLine: true });
      at = stop;
      continue;
    }
    const sign = text.slice(at + 1, stop).indexOf('=');
    if (sign < 0) at = stop;
    else {
      const read = readEntry(derived, at, at + 1 + sign, expands);
      entries.push(read.entry);
      at = read.next;
    }
  }
  return { entries, comments };
}

function readEntry(
  derived: Derived,
  start: number,
  sign: number,
  expands: boolean,
): { entry: DotenvEntry; next: number } {
  const { text } = derived;
  const written = trimEnd(text.slice(start, sign), ' \t');
  const keyword = /^export[ \t]+/.exec(written)?.[0] ?? '';
  const name = written.slice(keyword.length);
  const nameStart = start + keyword.length;
  const nameAt = sourceSpan(derived, nameStart, nameStart + name.length);
  const raw = readValue(derived, skip(text, sign + 1, BLANK));
  const read = (pieces: readonly Piece[]) => (expands ? expand(withTags(pieces)) : withTags(pieces));
  const dropped = faultOf(derived, { start, keyword, name, nameStart }, raw);
  return {
    next: raw.next,
    entry: {
      start,
      name: verbatim(name, nameAt),
      value: valueOf(read(raw.pieces), sourceSpan(derived, raw.start, raw.end)),
      quote: raw.quote,
      comment: raw.comment ? sourceSpan(derived, raw.comment.start, raw.comment.end) : undefined,
      actual: raw.comment ? read(raw.comment.actual) : undefined,
      dropped,
    },
  };
}

interface Name {
  readonly start: number;
  readonly keyword: string;
  readonly name: string;
  readonly nameStart: number;
}

/** Why systemd does not set this variable, or not to this value; the gravest reason first. */
function faultOf(derived: Derived, name: Name, raw: RawValue): Assignment['dropped'] {
  if (raw.unclosed !== undefined) {
    return { reason: 'unbalanced-quote', at: sourceSpan(derived, raw.unclosed, raw.unclosed + 1) };
  }
  if (name.keyword !== '') return { reason: 'export-keyword', at: sourceSpan(derived, name.start, name.nameStart) };
  if (!/^[A-Za-z_]\w*$/.test(name.name)) {
    return { reason: 'not-a-name', at: sourceSpan(derived, name.nameStart, name.nameStart + name.name.length) };
  }
  return raw.comment && { reason: 'inline-comment', at: sourceSpan(derived, raw.comment.start, raw.comment.end) };
}

interface RawValue {
  /** What was meant: without a trailing `# comment`. */
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
  readonly quote: Quote;
  readonly next: number;
  /** A `#` after a space: part of the value for systemd. `actual` is the value with it. */
  readonly comment?: { readonly start: number; readonly end: number; readonly actual: readonly Piece[] } | undefined;
  /** A quote nothing closes; systemd would take the rest of the file. */
  readonly unclosed?: number | undefined;
}

/** Quoted parts with spaces between them, then anything bare up to the end of the line. */
function readValue(derived: Derived, start: number): RawValue {
  const { text } = derived;
  const pieces: Literal[] = [];
  let at = start;
  let end = start;
  let parts = 0;
  for (; text[at] === '"' || text[at] === "'"; at = skip(text, end, BLANK), parts++) {
    const close = readQuoted(derived, at, pieces);
    if (close === undefined) {
      const stop = lineStop(text, at);
      return { pieces: literals(derived, at + 1, stop), start, end: stop, quote: '', next: stop, unclosed: at };
    }
    end = close;
  }
  if (at >= text.length || isNewline(text[at])) {
    return { pieces, start, end, quote: parts === 1 ? (text[start] as Quote) : '', next: at };
  }
  const bare = readBare(derived, at);
  const all = [...pieces, ...bare.pieces];
  const mark = parts > 0 && text[at] === '#' ? at : commentMark(text, at, bare.end);
  if (mark === undefined) return { pieces: all, start, end: bare.end, quote: '', next: bare.next };
  const meant = readBare(derived, at, mark);
  const isQuoted = parts === 1 && mark === at;
  return {
    pieces: [...pieces, ...meant.pieces],
    start,
    end: mark === at ? end : meant.end,
    quote: isQuoted ? (text[start] as Quote) : '',
    next: bare.next,
    comment: { start: mark, end: bare.end, actual: all },
  };
}

/** Adds what is between two quotes; returns the offset after the second, undefined where there is none. */
function readQuoted(derived: Derived, open: number, pieces: Literal[]): number | undefined {
  const { text } = derived;
  const quote = text[open]!;
  if (quote === "'") {
    const close = text.indexOf(quote, open + 1);
    if (close >= 0) append(pieces, literals(derived, open + 1, close));
    return close < 0 ? undefined : close + 1;
  }
  const found: Literal[] = [];
  let from = open + 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === quote) {
      append(pieces, found);
      append(pieces, literals(derived, from, at));
      return at + 1;
    }
    if (text[at] !== '\\') continue;
    const next = text[at + 1] ?? '';
    if ('"\\`$\n'.includes(next) && next !== '') {
      append(found, literals(derived, from, at));
      if (next !== '\n') found.push(literal(derived, next, at, at + 2));
      from = at + 2;
    }
    at++;
  }
  return undefined;
}

/** Bare characters up to the end of the logical line (or `limit`): a backslash keeps the next one, or joins lines. */
function readBare(derived: Derived, start: number, limit = derived.text.length) {
  const { text } = derived;
  const pieces: Literal[] = [];
  let from = start;
  let end = start;
  let at = start;
  for (; at < limit && !isNewline(text[at]); at++) {
    if (text[at] !== '\\') {
      if (!BLANK.includes(text[at]!)) end = at + 1;
      continue;
    }
    append(pieces, literals(derived, from, at));
    const next = text[at + 1];
    if (next !== undefined && !isNewline(next)) pieces.push(literal(derived, next, at, at + 2));
    at++;
    from = Math.min(at + 1, text.length);
    end = from;
  }
  append(pieces, literals(derived, from, Math.max(from, end)));
  return { pieces, end, next: Math.min(at, text.length) };
}

/** Where a comment plainly begins inside a bare value: a `#` with a space before it. */
function commentMark(text: string, start: number, end: number): number | undefined {
  for (let at = text.indexOf('#', start + 1); at >= 0 && at < end; at = text.indexOf('#', at + 1)) {
    if (BLANK.includes(text[at - 1]!)) return at;
  }
  return undefined;
}

const BLANK = ' \t';
const SPACE = ' \t\r\n';

function isNewline(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

function skip(text: string, from: number, characters: string): number {
  let at = from;
  while (at < text.length && characters.includes(text[at]!)) at++;
  return at;
}

function lineStop(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isNewline(text[at])) at++;
  return at;
}
