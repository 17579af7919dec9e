/**
 * The only place that decides what must be masked. Two mechanisms: by position, the spans of a document that contain secrets;
 * by content, every occurrence of those secrets, whole, in pieces or encoded, in any string that is printed.
 */
import type { Document, Fact, Piece, Project, Span, Value } from '../core.ts';
import { derive } from '../project.ts';
import { countBefore, inside, lineEnd, lineStart, memo, spanOf } from '../text.ts';
import { type Matcher, matcherOf } from './matcher.ts';
import { isPublicValue, isSecretName, variety } from './names.ts';
import { merge, type Range } from './ranges.ts';
import { scanMarked, scanShapes, scanText } from './scan.ts';
import { scanRandom } from './shape.ts';
import { scanProxy } from './urls.ts';
import { secretsAmong } from './words.ts';

/** Replaces every secret, whatever its length. */
export const MASK = '***';

/** A run of a document's characters, as they may be shown. `at` are the true offsets behind them. */
export interface Excerpt {
  readonly text: string;
  readonly at: Span;
  readonly masked: boolean;
}

export interface Masker {
  /** The text with every secret replaced by `***`. Applying it twice changes nothing more. */
  mask(text: string): string;
  /** Does the text contain a secret? */
  reveals(text: string): boolean;
  /** A part of a document in runs, hidden and shown, in order and without gaps; no hidden run crosses a line break. */
  excerpt(document: Document, at: Span): readonly Excerpt[];
}

/** The masker for everything a project knows. Built once per project, when something is about to be shown. */
export const secretsOf: (project: Project) => Masker = derive((project) => {
  let matcher: Matcher | undefined;
  const find: Matcher = (text) => {
    matcher ??= matcherOf(collected(project));
    return matcher(text);
  };
  return {
    mask: (text) => maskRanges(text, hiddenIn(text, find)),
    reveals: (text) => maskRanges(text, hiddenIn(text, find)) !== text,
    excerpt: (document, at) => excerpt(document, at, find),
  };
});

/** Characters of a document as they may be shown: each hidden run is `***`, line breaks stay. */
export function maskedSlice(masker: Masker, document: Document, at: Span): string {
  return masker
    .excerpt(document, at)
    .map((part) => part.text)
    .join('');
}

function hiddenIn(text: string, find: Matcher): Range[] {
  return merge([...scanShapes(text), ...find(text)]);
}

/**
 * A text in which secrets recognisable by their position are masked; the project's known secrets are not searched for, and
 * folder names stay unchanged.
 */
export function maskMarked(text: string): string {
  return maskRanges(text, merge(scanMarked(text)));
}

function maskRanges(text: string, ranges: readonly Range[]): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of ranges) {
    masked += text.slice(done, start) + MASK;
    done = end;
  }
  return masked + text.slice(done);
}

function excerpt(document: Document, at: Span, find: Matcher): Excerpt[] {
  const text = document.text.slice(at.start, at.end);
  const found = find(text).map(({ start, end }) => ({ start: at.start + start, end: at.start + end }));
  const hidden = merge([...within(placesOf(document), at), ...randomIn(document.text, at), ...found]);
  const parts: Excerpt[] = [];
  const add = (start: number, end: number, masked: boolean) => {
    if (end <= start) return;
    parts.push({ text: masked ? MASK : document.text.slice(start, end), at: { file: at.file, start, end }, masked });
  };
  let done = at.start;
  for (const range of hidden) {
    for (const { start, end } of byLine(document.text, clip(range, at))) {
      add(done, start, false);
      add(start, end, true);
      done = end;
    }
  }
  add(done, at.end, false);
  return parts;
}

/** No token is longer than what is looked at on both sides of a part of a line. */
const REACH_CHARACTERS = 4096;

/** Random tokens that touch a part of a document; one that is cut by it is known by all of its characters. */
function randomIn(text: string, at: Range): Range[] {
  const from = Math.max(lineStart(text, at.start), at.start - REACH_CHARACTERS);
  const to = Math.min(lineEnd(text, at.end), at.end + REACH_CHARACTERS);
  return scanRandom(text.slice(from, to))
    .map(({ start, end }) => ({ start: from + start, end: from + end }))
    .filter(({ start, end }) => start < at.end && end > at.start)
    .map((range) => clip(range, at));
}

/** The sorted ranges that touch `at`. */
function within(ranges: readonly Range[], at: Span): Range[] {
  const first = countBefore(ranges, ({ end }) => end <= at.start);
  return ranges.slice(
    first,
    Math.max(
      first,
      countBefore(ranges, ({ start }) => start < at.end),
    ),
  );
}

const clip = (range: Range, at: Range): Range => ({
  start: Math.max(range.start, at.start),
  end: Math.min(range.end, at.end),
});

/** The parts of a range that lie on one line each, without line breaks. */
function byLine(text: string, range: Range): Range[] {
  const lines: Range[] = [];
  for (const match of text.slice(range.start, range.end).matchAll(/[^\r\n]+/g)) {
    lines.push({ start: range.start + match.index, end: range.start + match.index + match[0].length });
  }
  return lines;
}

interface Located {
  readonly spans: readonly Range[];
  readonly texts: ReadonlySet<string>;
}

/** The ranges that a document itself marks as secret, in order and without overlaps. */
export const placesOf = (document: Document): readonly Range[] => locate(document).spans;

/** A question of its own: while an editor's changes touch no secret, what masks them stays. */
const collected = derive((project): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const document of project.documents.values()) for (const text of locate(document).texts) all.add(text);
  return all;
});

/** Where a document's secrets are, and their texts as written and as decoded. */
const locate = memo((document: Document): Located => {
  const ranges: Range[] = [];
  const texts = new Set<string>();
  for (const secret of document.secrets) ranges.push(secret);
  for (const range of scanText(document.text)) ranges.push(range);
  const add = ({ value, start, end }: Part): void => {
    if (value.known) texts.add(value.text.slice(start, end));
    ranges.push(...literalRanges(value, start, end));
  };
  for (const fact of document.facts) for (const part of secretsOfFact(fact)) add(part);
  for (const words of document.commandLines ?? []) for (const part of secretsOfWords(words)) add(part);
  const spans = merge(ranges);
  // What is masked as one run may be several secrets side by side; each counts as a text of its own.
  for (const { start, end } of [...ranges, ...spans]) {
    const text = document.text.slice(start, end);
    for (const line of text.split(/\r\n|[\r\n]|\\n/)) {
      texts.add(line.trim());
      texts.add(line.replace(SIGNS_AROUND, ''));
    }
    for (const item of items(text)) texts.add(item);
  }
  return { spans, texts };
});

/** A part of a decoded value. */
interface Part {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** The items of a list, the values of cookies, a password after a user: each can stand alone elsewhere. */
function items(text: string): string[] {
  if (text.length > LONGEST_LIST_CHARACTERS) return [];
  const isUrl = text.includes('://');
  if (isUrl) {
    const rest = text.replace(URL_START, ' ').replace(URL_SCHEME, ' ').replace(QUERY_NAME, '$1');
    // The words of a path are not secret.
    return rest.split(/[:;,|\s"'()[\]/?&#=]+/).filter((part) => variety(part) > 1);
  }
  // If a whole object is masked, its keys are still ordinary words that occur everywhere.
  const parts = text.replace(KEY, '$1').split(/[:;,|\s"'()[\]{}]+/);
  const pair = PAIR.exec(text)?.[1];
  if (parts.length < 2 && !text.includes('=')) return pair === undefined ? [] : [pair];
  return parts.map((part) => part.replace(/^[\w.-]*=(?=.)/, '')).concat(pair ?? []);
}

/** `me/PASSWORD`, `me%PASSWORD`. */
const PAIR = /^[\w.@-]{1,40}[ ]?(?:[/|]|%(?![0-9A-F]{2}))[ ]?([^\s/%]{4,256})$/;

/** What a script or a list writes around a secret. */
const SIGNS_AROUND = /^[\s$'"`({<=/]{1,8}|[\s'"`)}>;,/=\\]{1,8}$/g;

/** The scheme and the host of a URL are not secret, even if the whole URL is masked. */
const URL_START = /[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/?#"'@]*(?!@)(?=[/?#"'\s]|$)/gi;

const URL_SCHEME = /[a-z][a-z0-9+.-]{0,20}:\/\//gi;
const QUERY_NAME = /([?&#])[A-Za-z][\w.-]{0,40}=/g;
const KEY = /(^|[{,\s])["']?[A-Za-z_][\w-]{0,40}["']?:(?=\s)/g;

const LONGEST_LIST_CHARACTERS = 10_000;

function* secretsOfFact(fact: Fact): Generator<Part> {
  switch (fact.kind) {
    case 'env':
    case 'proxy-setting':
      yield* secretsOfPair(fact.name.text, fact.value);
      return;
    case 'setting':
      // The items of a list are named by their place; what they are is told by the key of the list.
      yield* secretsOfPair(fact.path.findLast((key) => !/^\d+$/.test(key)) ?? '', fact.value);
      return;
    case 'command':
      yield* secretsOfWords(fact.words);
      return;
    case 'service':
      for (const line of fact.commands) yield* secretsOfWords(line.words);
      return;
    default:
      return;
  }
}

function* secretsOfPair(name: string, value: Value): Generator<Part> {
  if (isSecretName(name) && !isPublicValue(value.text)) yield { value, start: 0, end: value.text.length };
  for (const { start, end } of scanProxy(name, value.text)) yield { value, start, end };
  for (const { start, end } of scanText(value.text)) yield { value, start, end };
}

/** All secrets of one command line, whose words a parser knows. */
function* secretsOfWords(words: readonly Value[]): Generator<Part> {
  for (const value of words) for (const { start, end } of scanText(value.text)) yield { value, start, end };
  for (const { index, start, end } of secretsAmong(words.map(({ text }) => text))) {
    const value = words[index];
    if (value) yield { value, start, end };
  }
}

/** The source behind decoded characters; of a value that is partly unknown, only the pieces written out. */
function literalRanges(value: Value, start: number, end: number): Range[] {
  if (value.known) return [start === 0 && end >= value.text.length ? inside(value) : spanOf(value, start, end)];
  const at = spanOf(value, start, end);
  return literals(value.pieces, 0).map((range) => clip(range, at));
}

function literals(pieces: readonly Piece[], depth: number): Range[] {
  if (depth > 8) return [];
  return pieces.flatMap((piece) => {
    if (piece.kind === 'literal') return [piece.at];
    return piece.kind === 'reference' && piece.word ? literals(piece.word, depth + 1) : [];
  });
}
