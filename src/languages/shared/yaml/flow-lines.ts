/**
 * Items and values that are one map in braces on one line, `- {name: n, type: ss, server: a.example}`, as providers send
 * thousands of. The YAML library takes a third of a second for a thousand; what is plainly written is read here, and the library
 * sees one empty string in its place. Whatever looks any different is left to the library.
 */
import type { Span } from '../../../core.ts';
import { goScalar } from '../../../knowledge/go/scalar.ts';
import { verbatim } from '../../../text.ts';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from '../tree.ts';
import type { Cut } from './excerpt.ts';
import { scalarValue } from './scalar.ts';

/** Maps of lines that follow each other, as one stretch of the text. */
export interface FlowRun extends Cut {
  /** Items of one list, or the single value of a key. */
  readonly isItem: boolean;
  readonly maps: readonly MapNode[];
  /** Their scalars, in the order of the text. */
  readonly scalars: readonly ScalarNode[];
}

const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/** `yaml` takes a key up to 1,024 characters; no map here nests deeper than three levels. */
const LONGEST_KEY_CHARACTERS = 1000;
const DEEPEST_LEVELS = 8;
/** Each stretch costs the library an item or a value: with more than this there is nothing to win. */
const MOST_RUNS = 20_000;

/** What comes before the brace: a dash, or a plain key in the first columns. */
const ITEM = /^ *- +$/;
const VALUE = /^ *[A-Za-z\d][\w.-]{0,200}: +$/;

/** The stretches of a text, in order. `except`: a stretch that is not looked at. */
export function flowRuns(text: string, file: string, except?: Cut): FlowRun[] {
  const runs: (FlowRun & { maps: MapNode[]; scalars: ScalarNode[]; end: number })[] = [];
  let last: { indent: number; next: number } | undefined;
  for (let at = text.indexOf('{'); at >= 0; ) {
    if (except && at >= except.start && at < except.end) {
      at = text.indexOf('{', except.end);
      continue;
    }
    const line = text.lastIndexOf('\n', at) + 1;
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const head = text.slice(line, at);
    const isItem = ITEM.test(head);
    const read = isItem || VALUE.test(head) ? readLine(text, file, at, newline < 0 ? text.length : newline) : undefined;
    if (read) {
      const indent = isItem ? head.indexOf('-') : -1;
      const run = runs.at(-1);
      if (run?.isItem && isItem && last?.indent === indent && last.next === line) {
        run.maps.push(read.map);
        for (const scalar of read.scalars) run.scalars.push(scalar);
        run.end = read.map.at.end;
      } else if (runs.length === MOST_RUNS) return runs;
      else runs.push({ isItem, start: at, end: read.map.at.end, maps: [read.map], scalars: read.scalars });
      last = { indent, next };
    }
    at = text.indexOf('{', next);
  }
  return runs;
}

interface Line {
  readonly map: MapNode;
  readonly scalars: ScalarNode[];
}

/** The map that begins at a brace, if after it the line contains nothing but a comment. */
function readLine(text: string, file: string, start: number, lineEnd: number): Line | undefined {
  const reader: Reader = { text, file, at: start, end: lineEnd, scalars: [] };
  const map = flowMap(reader, 0);
  if (!map) return undefined;
  const rest = text.slice(reader.at, lineEnd);
  return /^ *(?: #[ -~]*)?\r?$/.test(rest) ? { map, scalars: reader.scalars } : undefined;
}

interface Reader {
  readonly text: string;
  readonly file: string;
  /** The next character. */
  at: number;
  /** Of the line. */
  readonly end: number;
  readonly scalars: ScalarNode[];
}

function skipSpaces(reader: Reader): number {
  while (reader.text.charCodeAt(reader.at) === SPACE) reader.at++;
  return reader.at < reader.end ? reader.text.charCodeAt(reader.at) : -1;
}

/** Undefined, here and below: the library must read it. */
function flowMap(reader: Reader, depth: number): MapNode | undefined {
  const start = reader.at++;
  const entries: MapEntry[] = [];
  if (skipSpaces(reader) !== CLOSE_MAP) {
    const names = new Set<string>();
    for (;;) {
      const entry = pair(reader, depth);
      // A key that is given twice is a finding, and `<<` merges.
      if (!entry || names.has(entry.key.value.text) || entry.key.type === 'merge') return undefined;
      names.add(entry.key.value.text);
      entries.push(entry);
      const code = skipSpaces(reader);
      if (code === CLOSE_MAP) break;
      if (code !== COMMA) return undefined;
      reader.at++;
      skipSpaces(reader);
    }
  }
  reader.at++;
  return { kind: 'map', at: spanFrom(reader, start), flow: true, entries, merges: [] };
}

function pair(reader: Reader, depth: number): MapEntry | undefined {
  const isQuoted = isQuote(reader.text.charCodeAt(reader.at));
  const key = isQuoted ? quoted(reader) : plain(reader, true);
  if (!key || key.at.end - key.at.start > LONGEST_KEY_CHARACTERS) return undefined;
  if (skipSpaces(reader) !== COLON) return undefined;
  reader.at++;
  // `key:value` is one word; after a quoted key the colon alone will do.
  if (!isQuoted && reader.text.charCodeAt(reader.at) !== SPACE) return undefined;
  const value = content(reader, depth + 1);
  return value && { key, value };
}

function content(reader: Reader, depth: number): Node | undefined {
  const code = skipSpaces(reader);
  if (depth > DEEPEST_LEVELS) return undefined;
  if (code === OPEN_MAP) return flowMap(reader, depth);
  if (code === OPEN_LIST) return flowList(reader, depth);
  return isQuote(code) ? quoted(reader) : plain(reader, false);
}

function flowList(reader: Reader, depth: number): ListNode | undefined {
  const start = reader.at++;
  const items: Node[] = [];
  if (skipSpaces(reader) !== CLOSE_LIST) {
    for (;;) {
      const item = content(reader, depth + 1);
      if (!item) return undefined;
      items.push(item);
      const code = skipSpaces(reader);
      if (code === CLOSE_LIST) break;
      if (code !== COMMA) return undefined;
      reader.at++;
    }
  }
  reader.at++;
  return { kind: 'list', at: spanFrom(reader, start), flow: true, items };
}

const isQuote = (code: number): boolean => code === SINGLE || code === DOUBLE;

/** A quoted scalar without any escape. */
function quoted(reader: Reader): ScalarNode | undefined {
  const { text } = reader;
  const start = reader.at;
  const quote = text.charCodeAt(start);
  let end = start + 1;
  for (; end < reader.end; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) break;
    if (code === BACKSLASH || !isOrdinary(code)) return undefined;
  }
  if (end >= reader.end || text.charCodeAt(end + 1) === quote) return undefined;
  reader.at = end + 1;
  const style = quote === SINGLE ? "'" : '"';
  const at = spanFrom(reader, start);
  const value = scalarValue(text, at, style, text.slice(start + 1, end));
  return keep(reader, { kind: 'scalar', at, value, type: 'string' });
}

/** An unquoted scalar, up to a comma or a closing bracket, or as a key up to its colon. */
function plain(reader: Reader, isKey: boolean): ScalarNode | undefined {
  const { text } = reader;
  const start = reader.at;
  if (!beginsPlain(text.charCodeAt(start))) return undefined;
  let end = start;
  let at = start;
  for (; at < reader.end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) {
      if (text.charCodeAt(at + 1) === HASH) return undefined;
      continue;
    }
    if (code === COMMA || code === CLOSE_MAP || code === CLOSE_LIST) break;
    if (code === COLON && endsKey(text.charCodeAt(at + 1))) {
      if (!isKey) return undefined;
      break;
    }
    if (code === OPEN_MAP || code === OPEN_LIST || !isOrdinary(code)) return undefined;
    end = at + 1;
  }
  reader.at = end;
  const span = spanFrom(reader, start);
  const decoded = text.slice(start, end);
  return keep(reader, { kind: 'scalar', at: span, value: verbatim(decoded, span), type: goScalar(decoded).kind });
}

/** After a colon: what makes it the end of a key, or could. */
function endsKey(code: number): boolean {
  return (
    Number.isNaN(code) ||
    code <= SPACE ||
    code === COMMA ||
    code === OPEN_LIST ||
    code === CLOSE_LIST ||
    code === OPEN_MAP ||
    code === CLOSE_MAP
  );
}

/** A letter, a digit, some marks that mean nothing to YAML, anything beyond Latin-1's control characters. */
function beginsPlain(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 47 ||
    code === 46 ||
    code === 43 ||
    code === 95 ||
    (code > 0xa0 && isOrdinary(code))
  );
}

/** Neither a control character nor one that is a line ending or a byte order mark to some reader. */
function isOrdinary(code: number): boolean {
  if (code < 0x7f) return code >= SPACE;
  return code >= 0xa0 && code !== 0x2028 && code !== 0x2029 && code < 0xfffe && code !== 0xfeff;
}

function spanFrom({ file, at }: Reader, start: number): Span {
  return { file, start, end: at };
}

function keep(reader: Reader, scalar: ScalarNode): ScalarNode {
  reader.scalars.push(scalar);
  return scalar;
}
