/** Words of a unit's value, as systemd's extract_first_word() splits them (src/basic/extract-word.c, escape.c). */
import { HOLE, type Piece, type Span } from '../../core.ts';
import { SIMPLE_ESCAPES } from '../../knowledge/systemd/values/words.ts';
import { type Derived, literal, literals, sourceSpan } from '../shared/derived.ts';
import { append, templateTags, textOf } from '../shared/pieces.ts';

export type Quote = '' | '"' | "'";

export interface Word {
  /** The word with its quotes, in the joined line and in the source. */
  readonly start: number;
  readonly end: number;
  readonly at: Span;
  readonly pieces: readonly Piece[];
  /** What the pieces mean, with a `HOLE` for each that is not literal. */
  readonly text: string;
  /** The quotes, if one pair encloses the whole word. */
  readonly quote: Quote;
  /** What a strict reader stops at. */
  readonly fault?: WordFault | undefined;
}

export interface WordFault {
  readonly reason: 'bad-escape' | 'unbalanced-quote';
  readonly at: Span;
}

/** A joined line with its template tags, from their first offset to their end. */
export interface Words {
  readonly line: Derived;
  readonly end: number;
  readonly tags: ReadonlyMap<number, number>;
}

const NO_TAGS: ReadonlyMap<number, number> = new Map();

/** Makes a line's value, which ends at `end`, ready for `nextWord`. */
export function wordsOf(line: Derived, end: number): Words {
  const tags = /\{\{|\{%|<%/.test(line.text) ? templateTags(line.text) : [];
  return { line, end, tags: tags.length === 0 ? NO_TAGS : new Map(tags.map((tag) => [tag.start, tag.end])) };
}

/**
 * The word that begins at or after `from`; undefined when only spaces are left. Escapes work in both kinds of quotes;
 * unknown ones stay as written, a quote nothing closes runs to the end, and `fault` names the first of either.
 * Of template tags, statements (`{% if … %}`) are between words, expressions (`{{ … }}`) are an unknown part of one.
 */
export function nextWord(words: Words, from: number): Word | undefined {
  const { line, end } = words;
  const start = skipBlanks(words, from);
  if (start >= end) return undefined;
  const reading: Reading = { words, pieces: [], at: start, run: start, quote: '', opened: start };
  while (reading.at < end && (reading.quote !== '' || !endsWord(words, reading.at))) step(reading);
  flush(reading);
  const { at, opened, run, pieces } = reading;
  if (reading.quote !== '') {
    reading.fault ??= { reason: 'unbalanced-quote', at: sourceSpan(line, opened, opened + 1) };
  }
  const first = line.text[start];
  const isWhole = reading.quote === '' && opened === start && run === at && at - start > 1;
  const quote = isWhole && (first === '"' || first === "'") && line.text[at - 1] === first ? first : '';
  const fault = reading.fault ? { fault: reading.fault } : {};
  return { start, end: at, at: sourceSpan(line, start, at), pieces, text: textOf(pieces, HOLE), quote, ...fault };
}

interface Reading {
  readonly words: Words;
  readonly pieces: Piece[];
  at: number;
  /** Where characters begin that stand for themselves and are not in `pieces` yet. */
  run: number;
  /** The quote that is open, and where the last one was opened. */
  quote: string;
  opened: number;
  fault?: WordFault | undefined;
}

function flush(reading: Reading): void {
  append(reading.pieces, literals(reading.words.line, reading.run, reading.at));
}

/** Takes in one character, one escape or one template tag. */
function step(reading: Reading): void {
  const { line, end, tags } = reading.words;
  const { at, pieces } = reading;
  const character = line.text[at]!;
  const tag = tags.get(at);
  if (tag !== undefined) {
    flush(reading);
    pieces.push({ kind: 'unknown', at: sourceSpan(line, at, tag) });
    reading.at = reading.run = tag;
  } else if (character === '\\') {
    const escape = unescape(line.text, at, end);
    if (escape) {
      flush(reading);
      pieces.push(literal(line, escape.text, at, at + escape.length));
    } else reading.fault ??= { reason: 'bad-escape', at: sourceSpan(line, at, Math.min(at + 2, end)) };
    reading.at = Math.min(end, at + (escape?.length ?? 2));
    if (escape) reading.run = reading.at;
  } else if (character === reading.quote || (reading.quote === '' && (character === '"' || character === "'"))) {
    flush(reading);
    if (reading.quote === '') reading.opened = at;
    reading.quote = reading.quote === '' ? character : '';
    reading.at = reading.run = at + 1;
  } else reading.at++;
}

/** All words from `start` to `end`. */
export function splitWords(line: Derived, start: number, end: number): Word[] {
  const words: Word[] = [];
  const source = wordsOf(line, end);
  for (let word = nextWord(source, start); word; word = nextWord(source, word.end)) words.push(word);
  return words;
}

/** The next offset at or after `from` that is neither a space nor in a template statement. */
export function skipBlanks(words: Words, from: number): number {
  const { text } = words.line;
  let at = from;
  while (at < words.end && endsWord(words, at)) at = isBlank(text[at]!) ? at + 1 : words.tags.get(at)!;
  return Math.min(at, words.end);
}

function endsWord({ line, tags }: Words, at: number): boolean {
  return isBlank(line.text[at]!) || (line.text.startsWith('{%', at) && tags.has(at));
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

/** What the backslash at `at` and the characters after it mean; undefined for an escape systemd does not know. */
function unescape(
  text: string,
  at: number,
  end: number,
): { readonly text: string; readonly length: number } | undefined {
  const simple = SIMPLE_ESCAPES[text[at + 1] ?? ''];
  if (simple !== undefined && at + 1 < end) return { text: simple, length: 2 };
  const short = text.slice(at, Math.min(end, at + 10));
  const unicode = /^\\(?:u([\da-f]{4})|U([\da-f]{8}))/i.exec(short);
  if (unicode) {
    const code = Number.parseInt(unicode[1] ?? unicode[2] ?? '', 16);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? { text: String.fromCodePoint(code), length: unicode[0].length } : undefined;
  }
  const byte = byteAt(short, 0);
  if (byte === undefined) return undefined;
  return byte < 0x80 ? { text: String.fromCharCode(byte), length: 4 } : characters(text, at, end);
}

/** `\xHH` or `\OOO`; both are four characters long. */
function byteAt(text: string, at: number): number | undefined {
  const match = /^\\(?:x([\da-f]{2})|([0-7]{3}))/i.exec(text.slice(at, at + 4));
  if (!match) return undefined;
  const byte = match[1] ? Number.parseInt(match[1], 16) : Number.parseInt(match[2]!, 8);
  return byte > 0 && byte < 0x100 ? byte : undefined;
}

/** Bytes above 127 written one after another are UTF-8. */
function characters(text: string, at: number, end: number): { readonly text: string; readonly length: number } {
  let stop = at;
  let encoded = '';
  for (let byte = byteAt(text, at); byte !== undefined && byte >= 0x80 && stop + 4 <= end; byte = byteAt(text, stop)) {
    encoded += `%${byte.toString(16)}`;
    stop += 4;
  }
  try {
    return { text: decodeURIComponent(encoded), length: stop - at };
  } catch {
    return { text: '\uFFFD'.repeat((stop - at) / 4), length: stop - at };
  }
}
