/** Small helpers over text, spans and values. Pure; imports only the vocabulary. */
import { HOLE, type Note, type Piece, type Span, type Text, type TextEdit, type Value } from './core.ts';

/** The characters a span covers. */
export function slice(source: { readonly text: string }, at: Span): string {
  return source.text.slice(at.start, at.end);
}

/** A span of the same file as `at`. */
export function span(at: Span, start: number, end: number): Span {
  return { file: at.file, start, end };
}

/** Builds a `Value` from its pieces; `at` is the raw word with its quotes. */
export function valueOf(pieces: readonly Piece[], at: Span): Value {
  let text = '';
  let known = true;
  for (const piece of pieces) {
    if (piece.kind === 'literal') text += piece.text;
    else {
      text += HOLE;
      known = false;
    }
  }
  return { text, at, known, pieces };
}

/** A value of literal characters, written in the source exactly as they are. */
export function verbatim(text: string, at: Span): Value {
  return { text, at, known: true, pieces: text === '' ? [] : [{ kind: 'literal', text, at }] };
}

/** What is between a value's quotes; the place to underline and to point at. */
export function inside(value: Value): Span {
  const first = value.pieces[0];
  const last = value.pieces.at(-1);
  return first && last ? span(value.at, first.at.start, last.at.end) : value.at;
}

/** The decoded characters `start` to `end` of a value as a value of their own; an escape that is cut stays whole. */
export function partOf(value: Value, start: number, end: number): Value {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const piece of value.pieces) {
    const length = piece.kind === 'literal' ? piece.text.length : 1;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    if (from < to) pieces.push(cutPiece(piece, from, to));
    offset += length;
  }
  const [first] = pieces;
  return valueOf(pieces, first ? span(first.at, first.at.start, pieces.at(-1)!.at.end) : spanOf(value, start, end));
}

function cutPiece(piece: Piece, from: number, to: number): Piece {
  if (piece.kind !== 'literal' || piece.text.length !== piece.at.end - piece.at.start) return piece;
  const at = span(piece.at, piece.at.start + from, piece.at.start + to);
  return { ...piece, text: piece.text.slice(from, to), at };
}

/**
 * The source characters that the decoded characters `start` to `end` of a value come from. A range that begins or ends inside
 * an escape is widened to the whole escape.
 */
export function spanOf(value: Value, start: number, end: number): Span {
  let offset = 0;
  let from: number | undefined;
  let to = inside(value).end;
  for (const piece of value.pieces) {
    const length = piece.kind === 'literal' ? piece.text.length : 1;
    const isVerbatim = piece.kind === 'literal' && length === piece.at.end - piece.at.start;
    if (from === undefined && start < offset + length) {
      from = isVerbatim ? piece.at.start + Math.max(0, start - offset) : piece.at.start;
    }
    if (end <= offset + length && end > offset) {
      to = isVerbatim ? piece.at.start + (end - offset) : piece.at.end;
      break;
    }
    if (end <= offset) {
      to = piece.at.start;
      break;
    }
    offset += length;
  }
  return span(value.at, from ?? to, Math.max(from ?? to, to));
}

/** Applies edits to one file's text. They must not overlap; equal insertion points keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.at.start - b.edit.at.start || a.edit.at.end - b.edit.at.end || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { edit } of sorted) {
    result += text.slice(done, edit.at.start) + edit.text;
    done = edit.at.end;
  }
  return result + text.slice(done);
}

/** Do two edits touch the same characters? Two insertions at one point do not, unless `strict`. */
export function overlaps(a: Span, b: Span): boolean {
  if (a.file !== b.file) return false;
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}

/** Index of the first of sorted ranges, none of which overlap, that does not end before `start`; their number if all do. */
export function firstFrom(ranges: readonly { readonly end: number }[], start: number): number {
  return countBefore(ranges, ({ end }) => end < start);
}

/** How many items come before a place. They are sorted: first all of which `isBefore` is true. Asks about few of them. */
export function countBefore<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Offset of the first character of the line that contains `offset`. Recognises LF, CRLF and lone CR. */
export function lineStart(text: string, offset: number): number {
  if (offset <= 0) return offset;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  // The CR of a CRLF ends no line of its own; only the last one before `offset` can be followed by an LF.
  const end = text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : offset;
  return start + text.slice(start, end).lastIndexOf('\r') + 1;
}

/** Offset just before the line ending that follows `offset`. */
export function lineEnd(text: string, offset: number): number {
  if (offset >= text.length) return offset;
  const found = text.indexOf('\n', offset);
  const end = found < 0 ? text.length : found;
  const at = text.slice(offset, end).indexOf('\r');
  return at < 0 ? end : offset + at;
}

/** Offset of the first character of the next line: past `\n`, `\r\n` or a lone `\r`. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return Math.min(end + 1, text.length);
}

/** The whitespace at the start of a line. */
export function indentation(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? '';
}

/** The line ending in use around `offset`: of that line, else the first in the file, else `\n`. */
export function lineEnding(text: string, offset = 0): string {
  const end = lineEnd(text, offset);
  const here = /^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0];
  return here ?? /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/**
 * Removes `at`. If only whitespace is left on its line or lines, they are removed whole with their line ending. Otherwise the
 * spaces before it go too, so that no double space stays; at the beginning of a line, those after it.
 */
export function removal(text: string, at: Span): TextEdit {
  const start = lineStart(text, at.start);
  const end = lineEnd(text, at.end);
  const isFirst = /^[ \t]*$/.test(text.slice(start, at.start));
  const after = /^[ \t]*/.exec(text.slice(at.end, end))![0].length;
  if (isFirst && at.end + after === end) return { at: span(at, start, nextLine(text, at.end)), text: '' };
  if (isFirst) return { at: span(at, at.start, at.end + after), text: '' };
  let from = at.start;
  while (from > start && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  return { at: span(at, from, at.end), text: '' };
}

/** A new line above the line of `at`, indented and ended like it. */
export function lineAbove(text: string, at: Span, line: string): TextEdit {
  const start = lineStart(text, at.start);
  return { at: span(at, start, start), text: indentation(text, at.start) + line + lineEnding(text, at.start) };
}

/** A table's own entry: keys such as `constructor`, which every object inherits, have none unless the table says so. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Groups in order of first appearance. (`Map.groupBy` is not in Node 20.) */
export function groupBy<K, V>(items: Iterable<V>, key: (item: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}

/** Items that one finding is about: where it is reported, and the other places with the same fault. */
export interface Together<T> {
  readonly first: T;
  readonly others: readonly T[];
  /** The first one and the others. */
  readonly all: readonly T[];
}

/** Items with the same key, in order of first appearance: they become one finding each, not one a line. */
export function together<T>(items: Iterable<T>, by: (item: T) => unknown): readonly Together<T>[] {
  return [...groupBy(items, by).values()].map((all) => ({ first: all[0] as T, others: all.slice(1), all }));
}

/** Nobody reads more, and thousands would make a report of megabytes. */
const MOST_NOTES = 100;

/** Notes at further places, all with the same words: "the same here"; of very many, the first ones. */
export function notesAt(places: readonly Span[], message: Text): readonly Note[] {
  return places.slice(0, MOST_NOTES).map((at) => ({ at, message }));
}

/** Caches an answer for each object: computed on first use, kept as long as the object lives. */
export function memo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let found = known.get(key);
    if (!found) {
      found = { value: make(key) };
      known.set(key, found);
    }
    return found.value;
  };
}

/** A value computed on first use: a run that does not need it does not pay for it. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The text without any of `characters` at its end. Linear, which a search for `/[…]+$/` is not. */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] as string)) end--;
  return text.slice(0, end);
}

/**
 * A whole number as it is read: 50,000. Written out here because the first `toLocaleString` of a run loads the tables of all
 * languages, which takes longer than checking a file.
 */
export function thousands(count: number): string {
  const digits = String(count);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(',');
}

/** Names in an English sentence: `a`, `a and b`, `a, b and c`. */
export function enumerated(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** The host and everything after each of its dots: what a suffix could name. */
export function suffixes(host: string): string[] {
  const found = [host];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) found.push(host.slice(dot + 1));
  return found;
}

/** The source of a regular expression that matches a text as it stands. */
export function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Last part of a path. */
export function basename(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** All but the last part of a path; `''` for a bare name. */
export function dirname(file: string): string {
  const at = file.lastIndexOf('/');
  return at < 0 ? '' : at === 0 ? '/' : file.slice(0, at);
}

/** Resolves `.` and `..` and doubled slashes in a path; never leaves the root. */
export function normalize(file: string): string {
  const parts: string[] = [];
  for (const part of file.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !file.startsWith('/')) parts.push(part);
  }
  return (file.startsWith('/') ? '/' : '') + parts.join('/');
}
