/** Words of a unit's value, as systemd's extract_first_word() splits them (src/basic/extract-word.c, escape.c). */
import type { Piece, Span } from '../../core.ts';
import { type Derived, literal, literals, sourceSpan } from '../shared/derived.ts';
import { templateTags } from '../shared/pieces.ts';

export type Quote = '' | '"' | "'";

export interface Word {
  /** The word with its quotes, in the joined line and in the source. */
  readonly start: number;
  readonly end: number;
  readonly at: Span;
  readonly pieces: readonly Piece[];
  /** The quotes, if one pair holds the whole word. */
  readonly quote: Quote;
  /** What a strict reader stops at. */
  readonly fault?: WordFault;
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
 * The word that begins at or after `from`; undefined when only blanks are left. Escapes work in both kinds of quotes;
 * unknown ones stay as written, a quote nothing closes runs to the end, and `fault` names the first of either.
 * Of template tags, statements (`{% if … %}`) stand between words, expressions (`{{ … }}`) are an unknown part of one.
 */
export function nextWord(words: Words, from: number): Word | undefined {
  const { line, end, tags } = words;
  const { text } = line;
  const start = skipBlanks(words, from);
  if (start >= end) return undefined;
  const pieces: Piece[] = [];
  let quote = '';
  let run = start;
  let fault: WordFault | undefined;
  let opened = start;
  let at = start;
  const flush = (to: number): void => void pieces.push(...literals(line, run, to));
  while (at < end && (quote !== '' || !endsWord(words, at))) {
    const character = text[at]!;
    const tag = tags.get(at);
    const escape = character === '\\' ? unescape(text, at, end) : undefined;
    const isOpening = quote === '' && (character === '"' || character === "'");
    if (tag !== undefined || escape || isOpening || character === quote) flush(at);
    if (tag !== undefined) pieces.push({ kind: 'unknown', at: sourceSpan(line, at, tag) });
    else if (escape) pieces.push(literal(line, escape.text, at, at + escape.length));
    else if (character === '\\') {
      fault ??= { reason: 'bad-escape', at: sourceSpan(line, at, Math.min(at + 2, end)) };
      at++;
      continue;
    } else if (isOpening || character === quote) {
      if (isOpening) opened = at;
      quote = isOpening ? character : '';
    } else {
      at++;
      continue;
    }
    at = tag ?? at + (escape?.length ?? 1);
    run = at;
  }
  flush(at);
  if (quote !== '') fault ??= { reason: 'unbalanced-quote', at: sourceSpan(line, opened, opened + 1) };
  const isWhole = quote === '' && opened === start && run === at && at - start > 1 && text[start] === text[at - 1];
  const around = isWhole ? text[start] : '';
  return {
    start,
    end: at,
    at: sourceSpan(line, start, at),
    pieces,
    quote: around === '"' || around === "'" ? around : '',
    ...(fault ? { fault } : {}),
  };
}

/** All words from `start` to `end`. */
export function splitWords(line: Derived, start: number, end: number): Word[] {
  const words: Word[] = [];
  const source = wordsOf(line, end);
  for (let word = nextWord(source, start); word; word = nextWord(source, word.end)) words.push(word);
  return words;
}

/** The next offset at or after `from` that is neither blank nor in a template statement. */
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

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** What the backslash at `at` and the characters after it mean; undefined for an escape systemd does not know. */
function unescape(
  text: string,
  at: number,
  end: number,
): { readonly text: string; readonly length: number } | undefined {
  const simple = SIMPLE[text[at + 1] ?? ''];
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
