/**
 * The grammar of the `dotenv` package (version 18, its default parser): the same assignments and values as its regular
 * expression gives, found in linear time and with spans. Line breaks are those of the expression's `m` flag.
 */
import type { Comment, Piece } from '../../core.ts';
import { valueOf, verbatim } from '../../text.ts';
import { type Derived, literal, literals, sourceSpan } from '../shared/derived.ts';
import { append, withTags } from '../shared/pieces.ts';
import type { DotenvEntry, Quote, Scan } from './entry.ts';

/** Reads a whole file; `text` has plain newlines. */
export function scanDotenv(text: Derived): Scan {
  const entries: DotenvEntry[] = [];
  const comments: Comment[] = [];
  const end = text.text.length;
  for (let at = skipBlanks(text.text, 0); at < end; at = skipBlanks(text.text, at)) {
    const found = readEntry(text, at);
    if (found) {
      entries.push(found.entry);
      at = found.end;
      if (found.entry.comment) comments.push({ at: found.entry.comment, ownLine: false });
    } else {
      const stop = lineStop(text.text, at);
      if (text.text[at] === '#') comments.push({ at: sourceSpan(text, at, stop), ownLine: true });
      at = stop;
    }
  }
  return { entries, comments };
}

interface Key {
  readonly start: number;
  readonly end: number;
  /** Just after `=`, or after `:` and one space. */
  readonly valueFrom: number;
}

function readEntry(derived: Derived, at: number): { readonly entry: DotenvEntry; readonly end: number } | undefined {
  const { text } = derived;
  const key = readKey(text, afterExport(text, at)) ?? readKey(text, at);
  if (!key) return undefined;
  const raw = quotedValue(text, key.valueFrom) ?? bareValue(text, key.valueFrom);
  const next = skipBlanks(text, raw.end, true);
  const hasComment = text[next] === '#';
  const stop = hasComment ? lineStop(text, next) : raw.end;
  const kept = raw.quote === '' ? unquoted(text, raw.start, raw.end) : [{ start: raw.start + 1, end: raw.end - 1 }];
  const pieces = kept.flatMap((run) => decode(derived, run.start, run.end, text[raw.start] === '"'));
  const first = kept[0];
  const isWhole = kept.length === 1 && first !== undefined && first.start > raw.start && first.end === raw.end - 1;
  return {
    end: stop,
    entry: {
      start: sourceSpan(derived, at, at).start,
      name: verbatim(text.slice(key.start, key.end), sourceSpan(derived, key.start, key.end)),
      value: valueOf(withTags(pieces), sourceSpan(derived, raw.start, raw.end)),
      quote: isWhole ? (text[raw.start] as Quote) : '',
      comment: hasComment ? sourceSpan(derived, next, stop) : undefined,
    },
  };
}

/** Where a name is if `at` begins with `export` and a space; else `at`. */
function afterExport(text: string, at: number): number {
  return text.startsWith('export', at) && isBlank(text.charCodeAt(at + 6)) ? skipBlanks(text, at + 6) : at;
}

function readKey(text: string, start: number): Key | undefined {
  let end = start;
  while (isNameCode(text.charCodeAt(end))) end++;
  if (end === start) return undefined;
  const sign = skipBlanks(text, end);
  if (text[sign] === '=') return { start, end, valueFrom: sign + 1 };
  return text[end] === ':' && isBlank(text.charCodeAt(end + 1)) ? { start, end, valueFrom: end + 2 } : undefined;
}

interface Raw {
  readonly start: number;
  readonly end: number;
  readonly quote: Quote;
}

/** A value in quotes, which may begin lines below; undefined where no quote closes it properly. */
function quotedValue(text: string, from: number): Raw | undefined {
  const start = skipBlanks(text, from);
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const close = closingQuote(text, start + 1, quote);
  return close === undefined ? undefined : { start, end: close + 1, quote };
}

/**
 * The last quote that nothing but a comment follows on its line, up to the first one without a backslash before it.
 * The scanned stretch contains no other opening quote of this kind, so all searches of a file together are linear.
 */
function closingQuote(text: string, from: number, quote: string): number | undefined {
  let found: number | undefined;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (endsLine(text, at + 1)) found = at;
    if (text[at - 1] !== '\\') break;
  }
  return found;
}

function endsLine(text: string, at: number): boolean {
  const next = skipBlanks(text, at, true);
  return next >= text.length || text[next] === '#' || isLineBreak(text.charCodeAt(next));
}

/** The rest of the line up to the first `#`, glued or not, without the spaces around it. */
function bareValue(text: string, from: number): Raw {
  let stop = from;
  while (stop < text.length && text[stop] !== '#' && text[stop] !== '\n') stop++;
  let start = from;
  while (start < stop && isBlank(text.charCodeAt(start))) start++;
  if (start === stop) {
    const isColonBreak = text[from - 1] === '\n';
    return { start: isColonBreak ? from - 1 : from, end: isColonBreak ? from - 1 : from, quote: '' };
  }
  let end = stop;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end, quote: '' };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * What is left of a bare value when the package takes off pairs of quotes: on each of its "lines" (only U+2028 and
 * U+2029 separate them here) from a leading quote to the last same one at a line's end.
 */
function unquoted(text: string, start: number, end: number): Range[] {
  const lastClosing = new Map<string, number>();
  const lineStarts = [start];
  for (let at = start; at < end; at++) {
    const next = text.charCodeAt(at + 1);
    if (isQuote(text[at]) && (at + 1 === end || isLineBreak(next))) lastClosing.set(text[at]!, at);
    if (isLineBreak(text.charCodeAt(at))) lineStarts.push(at + 1);
  }
  const kept: Range[] = [];
  let from = start;
  for (const line of lineStarts) {
    const last = lastClosing.get(text[line] ?? '');
    if (line < from || last === undefined || last <= line) continue;
    if (line > from) kept.push({ start: from, end: line });
    kept.push({ start: line + 1, end: last });
    from = last + 1;
  }
  if (from < end || kept.length === 0) kept.push({ start: from, end });
  return kept;
}

/** Characters as they stand; in double quotes `\n` and `\r` are what they look like, and no other escape exists. */
function decode(derived: Derived, start: number, end: number, hasEscapes: boolean): Piece[] {
  if (!hasEscapes) return literals(derived, start, end);
  const { text } = derived;
  const pieces: Piece[] = [];
  let from = start;
  for (let at = start; at + 1 < end; at++) {
    if (text[at] !== '\\') continue;
    const letter = text[at + 1];
    if (letter !== 'n' && letter !== 'r') continue;
    append(pieces, literals(derived, from, at));
    pieces.push(literal(derived, letter === 'n' ? '\n' : '\r', at, at + 2));
    from = at + 2;
    at++;
  }
  append(pieces, literals(derived, from, end));
  return pieces;
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** `[\w.-]` */
function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 46 ||
    code === 45
  );
}

/** `\s` */
function isBlank(code: number): boolean {
  if (code <= 160) return code === 32 || (code >= 9 && code <= 13) || code === 160;
  return code >= 5760 && BLANKS.has(code);
}

const BLANKS = new Set([
  5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8232, 8233, 8239, 8287, 12288, 65279,
]);

/** What `^`, `$` and `.` take as the end of a line once carriage returns are gone. */
function isLineBreak(code: number): boolean {
  return code === 10 || code === 8232 || code === 8233;
}

function skipBlanks(text: string, from: number, onLine = false): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (!isBlank(code) || (onLine && isLineBreak(code))) break;
    at++;
  }
  return at;
}

function lineStop(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}
