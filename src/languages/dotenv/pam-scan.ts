/**
 * /etc/environment as pam_env 1.5 reads it: only `\n` ends a line, `#` cuts even inside quotes, spaces belong to the
 * value, and of quotes only one leading and one last character are taken off.
 */
import { type Assignment, type Comment, HOLE, type Piece, type Source } from '../../core.ts';
import { valueOf, verbatim } from '../../text.ts';
import { asWritten, type Derived, literals, sourceSpan } from '../shared/derived.ts';
import { textOf, withTags } from '../shared/pieces.ts';
import type { DotenvEntry, Quote, Scan } from './entry.ts';

/** Reads a whole file. A name without `=` deletes the variable. */
export function scanPam(source: Source): Scan {
  const derived = asWritten(source);
  const { text } = source;
  const entries: DotenvEntry[] = [];
  const comments: Comment[] = [];
  let next = 0;
  for (let line = text.startsWith('\uFEFF') ? 1 : 0; line < text.length; line = next) {
    const stop = lineStop(text, line);
    next = stop + 1;
    const at = skipBlanks(text, line, stop);
    if (at === stop) continue;
    if (text[at] === '#') {
      comments.push({ at: sourceSpan(derived, at, withoutReturn(text, at, stop)), ownLine: true });
      continue;
    }
    const entry = readEntry(derived, at, stop);
    if (text[stop - 1] === '\\') next = continuedUntil(text, next);
    if (!entry) continue;
    entries.push(entry);
    if (entry.comment) comments.push({ at: entry.comment, ownLine: false });
  }
  return { entries, comments };
}

function readEntry(derived: Derived, start: number, lineEnd: number): DotenvEntry | undefined {
  const { text } = derived;
  const hash = text.slice(start, lineEnd).indexOf('#');
  const mark = hash < 0 ? undefined : start + hash;
  const nameStart = text.startsWith('export ', start) ? start + 7 : start;
  const stop = mark ?? lineEnd;
  const sign = text.slice(nameStart, stop).indexOf('=');
  const nameEnd = sign < 0 ? withoutReturn(text, nameStart, stop) : nameStart + sign;
  const name = text.slice(nameStart, nameEnd);
  const comment = mark === undefined ? {} : { comment: sourceSpan(derived, mark, withoutReturn(text, mark, lineEnd)) };
  if (sign < 0) {
    if (!/^\w+$/.test(name)) return undefined;
    const nothing = valueOf([], sourceSpan(derived, nameEnd, nameEnd));
    const at = sourceSpan(derived, nameStart, nameEnd);
    return { start, name: verbatim(name, at), value: nothing, quote: '', isUnset: true, ...comment };
  }
  const line: Line = { start, nameStart, nameEnd, stop, lineEnd, mark };
  const cut = cutQuote(text, line);
  return { ...assignment(derived, line, cut), ...(cut === undefined ? comment : {}) };
}

interface Line {
  readonly start: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Where pam stops reading: at the `#`, or at the line's end. */
  readonly stop: number;
  readonly lineEnd: number;
  readonly mark: number | undefined;
}

function assignment(derived: Derived, line: Line, cut: number | undefined): DotenvEntry {
  const from = line.nameEnd + 1;
  const actual = actualPieces(derived, from, line.stop);
  const meant = meantValue(derived, from, cut ?? line.stop);
  const { name, dropped: nameFault } = meantName(derived, line, derived.text.slice(line.nameStart, line.nameEnd));
  const dropped = nameFault ?? valueFault(derived, line, meant, cut);
  const isAsMeant = textOf(actual, HOLE) === textOf(meant.pieces, HOLE);
  return {
    start: line.start,
    name,
    value: valueOf(withTags(meant.pieces), sourceSpan(derived, meant.start, meant.end)),
    quote: meant.quote,
    dropped,
    actual: isAsMeant ? undefined : actual,
  };
}

/** A `#` inside quotes cuts the value; a comment or a space after the closing quote keeps that quote in it. */
function valueFault(derived: Derived, line: Line, meant: RawValue, cut: number | undefined): Assignment['dropped'] {
  if (cut !== undefined) return { reason: 'inline-comment', at: sourceSpan(derived, line.mark!, cut) };
  if (meant.quote === '' || meant.end === line.stop) return undefined;
  if (line.mark === undefined) return { reason: 'trailing-blank', at: sourceSpan(derived, meant.end, line.stop) };
  const end = withoutReturn(derived.text, line.mark, line.lineEnd);
  return { reason: 'inline-comment', at: sourceSpan(derived, line.mark, end) };
}

/** The name, and why pam refuses it: only letters, digits and `_` may come before the `=`. */
function meantName(derived: Derived, line: Line, written: string): Pick<DotenvEntry, 'name' | 'dropped'> {
  const name = written.trim();
  const from = line.nameStart + written.indexOf(name);
  const at = sourceSpan(derived, from, from + name.length);
  const value = verbatim(name, at);
  if (/^\w+$/.test(written)) return { name: value };
  if (!/^\w+$/.test(name)) return { name: value, dropped: { reason: 'not-a-name', at } };
  const isBehind = from + name.length < line.nameEnd;
  const gap = isBehind
    ? sourceSpan(derived, from + name.length, line.nameEnd + 1)
    : sourceSpan(derived, line.nameStart, from);
  return { name: value, dropped: { reason: 'blank-around-equals', at: gap } };
}

/** Where a quoted value really closes when a `#` inside its quotes cuts it short. */
function cutQuote(text: string, line: Line): number | undefined {
  const open = text[line.nameEnd + 1];
  if (line.mark === undefined || (open !== '"' && open !== "'")) return undefined;
  const isClosed = text.slice(line.nameEnd + 2, line.mark).includes(open);
  const close = text.slice(line.mark, line.lineEnd).indexOf(open);
  return isClosed || close < 0 ? undefined : line.mark + close + 1;
}

interface RawValue {
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
  readonly quote: Quote;
}

/** What a reader of other formats would take: without spaces around it, and without a pair of quotes. */
function meantValue(derived: Derived, from: number, stop: number): RawValue {
  const { text } = derived;
  let start = from;
  let end = stop;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (start === end) return { pieces: [], start: from, end: from, quote: '' };
  const open = text[start];
  const isQuoted = (open === '"' || open === "'") && end - 1 > start && text[end - 1] === open;
  if (isQuoted) return { pieces: literals(derived, start + 1, end - 1), start, end, quote: open };
  return { pieces: actualPieces(derived, start, end), start, end, quote: '' };
}

/** From after the `=`: spaces count, a leading quote goes, and so does a quote that is the very last character. */
function actualPieces(derived: Derived, start: number, end: number): Piece[] {
  const { text } = derived;
  const isQuoted = start < end && (text[start] === '"' || text[start] === "'");
  const from = isQuoted ? start + 1 : start;
  const last = text[end - 1];
  if (isQuoted && end > from && (last === '"' || last === "'")) return literals(derived, from, end - 1);
  if (end <= from || last !== '\\' || text[end] !== '\n') return literals(derived, from, end);
  return [...literals(derived, from, end - 1), { kind: 'unknown', at: sourceSpan(derived, end - 1, end) }];
}

/** Lines joined by a backslash are not read: their first part is a value that is not known to its end. */
function continuedUntil(text: string, from: number): number {
  let next = from;
  while (next < text.length) {
    const stop = lineStop(text, next);
    next = stop + 1;
    if (text[stop - 1] !== '\\') break;
  }
  return next;
}

function lineStop(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

function withoutReturn(text: string, from: number, end: number): number {
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at++;
  return at;
}
