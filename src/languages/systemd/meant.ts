/** The words of an Environment= line as assignments: what was plainly meant, and why systemd reads something else. */
import { type Dropped, HOLE, type Piece, type Span } from '../../core.ts';
import { span } from '../../text.ts';
import { literals, sourceSpan } from '../shared/derived.ts';
import { append, cutter, textOf } from '../shared/pieces.ts';
import type { UnitLine } from './unit-file.ts';
import type { Quote, Word } from './words.ts';

/** A word, or several that were meant as one, taken apart at the `=`. */
export interface Meant {
  readonly name: readonly Piece[];
  readonly value: readonly Piece[];
  readonly at: Span;
  readonly valueAt: Span;
  readonly quote: Quote;
  readonly dropped?: Dropped | undefined;
}

interface Read {
  readonly meant?: Meant | undefined;
  /** For the assignment before: words that belong to nothing. */
  readonly dropped?: Dropped | undefined;
  readonly next: number;
}

/** The assignment that begins at a word, with the words after it that were meant to be part of it. */
export function readMeant(line: UnitLine, words: readonly Word[], index: number): Read {
  const word = words[index]!;
  const next = words[index + 1];
  const text = word.text;
  if (text.startsWith('#') && word.quote === '') {
    return { dropped: { reason: 'inline-comment', at: through(word, words.at(-1)!) }, next: words.length };
  }
  if (/^[,;]+$/.test(text)) return { dropped: { reason: 'stray-punctuation', at: word.at }, next: index + 1 };
  if (SMART_OPEN.test(text)) return smartQuoted(line, words, index);
  if (text === 'export' && next && isAssignment(next)) {
    const read = readMeant(line, words, index + 1);
    const at = span(word.at, word.at.start, next.at.start);
    return read.meant ? { ...read, meant: { ...read.meant, dropped: { reason: 'export-keyword', at } } } : read;
  }
  if (isAssignment(word)) return plainAssignment(line, words, index);
  if (NAME.test(text) && next && /^=/.test(next.text)) return spacedAssignment(words, index);
  const parts = takenApart(word);
  return { meant: { ...parts, dropped: { reason: 'not-a-name', at: parts.nameAt } }, next: index + 1 };
}

const NAME = /^[A-Za-z_]\w*$/;

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

const SMART_OPEN = /^[“”„‟‘’]/;

const SMART_CLOSE = /[“”‘’][,;]*$/;

function isAssignment(word: Word): boolean {
  return ASSIGNMENT.test(word.text);
}

/** `NAME=value`, with stray words and punctuation after it. */
function plainAssignment(line: UnitLine, words: readonly Word[], index: number): Read {
  const word = words[index]!;
  const parts = takenApart(word);
  const value = textOf(parts.value, HOLE);
  if (SMART_OPEN.test(value)) return smartQuoted(line, words, index);
  const raw = line.joined.text.slice(word.start, word.end);
  const stray = word.quote === '' && !/["']$/.test(raw) ? strayWords(words, index + 1) : index + 1;
  if (stray > index + 1) return joinedWords(line, words, index, stray);
  const mark = punctuation(raw, value);
  if (mark === 0) return { meant: parts, next: index + 1 };
  return { meant: withoutEnd(line, word, parts, value, mark), next: index + 1 };
}

/** Index after the words that belong to nothing but the assignment before them. */
function strayWords(words: readonly Word[], from: number): number {
  let index = from;
  for (; index < words.length; index++) {
    const text = words[index]!.text;
    const isOwn = isAssignment(words[index]!) || words[index]!.quote !== '' || /^[,;]+$|^#/.test(text);
    if (isOwn || text === 'export' || SMART_OPEN.test(text)) break;
    const next = words[index + 1];
    if (NAME.test(text) && next?.text.startsWith('=')) break;
  }
  return index;
}

/** `A= b`: one space too many. `A=b, c`: spaces that needed quotes. */
function joinedWords(line: UnitLine, words: readonly Word[], index: number, stop: number): Read {
  const word = words[index]!;
  const parts = takenApart(word);
  if (parts.value.length === 0) {
    const next = words[index + 1]!;
    const gap = span(word.at, word.at.end, next.at.start);
    const meant: Meant = {
      ...parts,
      value: next.pieces,
      valueAt: next.at,
      at: through(word, next),
      dropped: { reason: 'blank-around-equals', at: gap },
    };
    return { meant, next: index + 2 };
  }
  const value = [...parts.value];
  for (let at = index + 1; at < stop; at++) {
    append(value, literals(line.joined, words[at - 1]!.end, words[at]!.start));
    append(value, words[at]!.pieces);
  }
  const last = words[stop - 1]!;
  const strays = through(words[index + 1]!, last);
  const meant: Meant = {
    ...parts,
    value,
    valueAt: span(parts.valueAt, parts.valueAt.start, last.at.end),
    at: through(word, last),
    dropped: { reason: 'unquoted-blank', at: strays },
  };
  return { meant, next: stop };
}

/** `A = b`, `A =b`. */
function spacedAssignment(words: readonly Word[], index: number): Read {
  const word = words[index]!;
  const sign = words[index + 1]!;
  const after = words[index + 2];
  const name = { name: word.pieces, quote: word.quote } as const;
  const isAlone = sign.text === '=';
  if (!isAlone) {
    const take = cutter(sign.pieces);
    const mark = take(1);
    const value = take(sign.text.length);
    const valueAt = span(sign.at, mark[0]!.at.end, sign.at.end);
    const gap = span(word.at, word.at.end, valueAt.start);
    const dropped: Dropped = { reason: 'blank-around-equals', at: gap };
    return { meant: { ...name, value, valueAt, at: through(word, sign), dropped }, next: index + 2 };
  }
  const hasValue = after !== undefined && !isAssignment(after) && !after.text.startsWith('#');
  const last = hasValue ? after : sign;
  const gap = span(word.at, word.at.end, hasValue ? after.at.start : sign.at.end);
  const meant: Meant = {
    ...name,
    value: hasValue ? after.pieces : [],
    valueAt: hasValue ? after.at : span(sign.at, sign.at.end, sign.at.end),
    at: through(word, last),
    dropped: { reason: 'blank-around-equals', at: gap },
  };
  return { meant, next: index + (hasValue ? 3 : 2) };
}

/** How many words are looked through for a closing typographic quote. */
const SMART_QUOTE_REACH_WORDS = 20;

/** `“A=b c”` or `A=“b c”`: up to the word with the closing quote, else that word alone. */
function smartQuoted(line: UnitLine, words: readonly Word[], index: number): Read {
  let stop = index;
  const reach = Math.min(words.length, index + SMART_QUOTE_REACH_WORDS);
  while (stop < reach && !closesSmartly(words[stop]!, stop === index)) stop++;
  if (stop === reach) stop = index;
  const first = words[index]!;
  const last = words[stop]!;
  const raw = line.joined.text.slice(first.start, last.end);
  const open = raw.search(/[“”„‟‘’]/);
  const sign = raw.indexOf('=');
  const nameStart = open === 0 ? 1 : 0;
  if (sign <= nameStart) return { next: stop + 1 };
  const valueStart = Math.max(open, sign) + 1;
  const closing = SMART_CLOSE.exec(raw.slice(valueStart))?.index;
  const valueEnd = closing === undefined ? raw.length : valueStart + closing;
  const from = first.start;
  const meant: Meant = {
    name: literals(line.joined, from + nameStart, from + sign),
    value: literals(line.joined, from + valueStart, from + valueEnd),
    valueAt: sourceSpan(line.joined, from + valueStart, from + valueEnd),
    at: through(first, last),
    quote: '',
    dropped: { reason: 'smart-quotes', at: sourceSpan(line.joined, from + open, from + open + 1) },
  };
  return { meant, next: stop + 1 };
}

function closesSmartly(word: Word, isFirst: boolean): boolean {
  return SMART_CLOSE.test(word.text.slice(isFirst ? 1 : 0));
}

/** How many of the word's last characters are a separator that systemd takes as part of the value. */
function punctuation(raw: string, value: string): number {
  const behindQuote = /["']([,;]+)$/.exec(raw)?.[1];
  if (behindQuote) return behindQuote.length;
  return /^[a-z][\w+.-]*:\/\/[^,;]+([,;]+)$/i.exec(value)?.[1]?.length ?? 0;
}

function withoutEnd(line: UnitLine, word: Word, parts: Parts, value: string, count: number): Meant {
  const take = cutter(parts.value);
  const kept = take(value.length - count);
  const mark = take(value.length);
  const at = span(word.at, mark[0]!.at.start, mark.at(-1)!.at.end);
  const raw = line.joined.text.slice(word.start, word.end - count);
  const quote = word.quote === '' && /^(["'])(?:(?!\1).)*\1$/s.test(raw) ? (raw[0] as Quote) : word.quote;
  const isInside = word.quote !== '' || quote !== word.quote;
  const end = word.quote !== '' ? at.start : at.start - (isInside ? 1 : 0);
  const valueAt = span(parts.valueAt, parts.valueAt.start, Math.max(parts.valueAt.start, end));
  return { ...parts, value: kept, valueAt, quote, dropped: { reason: 'stray-punctuation', at } };
}

interface Parts extends Meant {
  readonly nameAt: Span;
}

/** A word at its first `=`; all of it is the name where there is none. */
export function takenApart(word: Word): Parts {
  const text = word.text;
  const sign = text.indexOf('=');
  const take = cutter(word.pieces);
  const name = take(sign < 0 ? text.length : sign);
  const mark = take(sign + 1);
  const value = take(text.length);
  const inset = word.quote === '' ? 0 : 1;
  const valueEnd = word.at.end - inset;
  const nameStart = word.at.start + inset;
  const valueAt = span(word.at, mark[0]?.at.end ?? valueEnd, valueEnd);
  const nameAt = span(word.at, nameStart, mark[0]?.at.start ?? valueEnd);
  return { name, value, at: word.at, valueAt, nameAt, quote: word.quote };
}

function through(first: Word, last: Word): Span {
  return span(first.at, first.at.start, last.at.end);
}
