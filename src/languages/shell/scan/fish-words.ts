/** Words of fish: quotes, escapes, expansions. Every reader moves the scanner past what it read. */
import type { Value } from '../../../core.ts';
import { isName, type Quote } from '../syntax.ts';
import {
  addEscape,
  addPiece,
  addPlain,
  addTag,
  addUnknown,
  neverClosed,
  newPieces,
  type Pieces,
  toValue,
} from './pieces.ts';
import { giveUp, hasMore, MAX_DEPTH, match, matches, type Scanner, tagEnd, unterminated } from './scanner.ts';

const PLAIN = /[\w.,/%+@:=!~^#\-\u0080-\uFFFB]+/y;

/** The word at the scanner's position; empty where none begins. `isValue`: template tags count. */
export function readFishWord(s: Scanner, isValue = false): Value {
  const start = s.pos;
  const p = newPieces(isValue);
  readTilde(s, p);
  while (hasMore(s) && readPart(s, p));
  return toValue(s, p, start, s.pos);
}

/** The right side of `NAME=value` before a command: `~` expands there too. */
export function readFishValue(s: Scanner): Value {
  return readFishWord(s, true);
}

function readPart(s: Scanner, p: Pieces): boolean {
  const at = s.pos;
  if (matches(s, PLAIN)) return take(s, p, PLAIN.lastIndex);
  switch (s.text[at]) {
    case ' ':
    case '\t':
    case '\n':
    case ';':
    case '&':
    case '|':
    case '<':
    case '>':
    case ')':
      return false;
    case '\\':
      return readEscape(s, p);
    case "'":
      return readQuotes(s, p, 'single');
    case '"':
      return readQuotes(s, p, 'double');
    case '$':
      return readVariable(s, p, 'none');
    case '(':
      return readSubstitution(s, p, at, 1, 'none');
    case '{':
      return readBrace(s, p);
    case '*':
    case '?':
      // A glob without a match leaves `set` with nothing at all.
      s.pos++;
      addUnknown(s, p, at, s.pos, 'none');
      return true;
    default:
      return take(s, p, at + 1);
  }
}

function take(s: Scanner, p: Pieces, end: number): true {
  addPlain(s, p, s.pos, end, 'none');
  s.pos = end;
  return true;
}

function readTilde(s: Scanner, p: Pieces): void {
  const at = s.pos;
  const name = s.text[at] === '~' ? match(s, /~[\w.+-]*(?=[/ \t\n;&|<>()]|$)/y)?.[0] : undefined;
  if (name === undefined) return;
  s.pos += name.length;
  if (name === '~') addPiece(s, p, { kind: 'reference', name: 'HOME', at: s.origin.span(at, at + 1) }, 'none');
  else addUnknown(s, p, at, s.pos, 'none');
}

/** `{a,b}` and `{$x}` expand; a brace around plain characters stands for itself. */
function readBrace(s: Scanner, p: Pieces): boolean {
  const start = s.pos;
  const tag = p.isValue && s.text[start + 1] === '{' ? tagEnd(s, start) : -1;
  const group = tag < 0 ? match(s, /\{[^{}\s;|&<>()'"\\]{0,500}\}/y)?.[0] : undefined;
  if (group !== undefined && !/[,$]/.test(group)) return take(s, p, start + group.length);
  const name = /^\{\$([A-Za-z_]\w*)\}$/.exec(group ?? '')?.[1];
  if (group !== undefined && name !== undefined && name !== 'argv') {
    s.pos = start + group.length;
    addPiece(s, p, { kind: 'reference', name, at: s.origin.span(start, s.pos) }, 'none');
    return true;
  }
  s.pos = tag < 0 ? start + (group?.length ?? 1) : tag;
  addUnknown(s, p, start, s.pos, 'none');
  return true;
}

// ── quotes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const SPECIAL = { single: /['\\]/g, double: /["\\$]/g };
/** Template tags in a value may contain quotes of their own. */
const SPECIAL_VALUE = { single: /['\\]|\{\{/g, double: /["\\$]|\{\{/g };
const QUOTABLE = { single: "'\\", double: '"\\$\n' };

function readQuotes(s: Scanner, p: Pieces, quote: 'single' | 'double'): true {
  const start = s.pos++;
  const special = (p.isValue ? SPECIAL_VALUE : SPECIAL)[quote];
  while (hasMore(s)) {
    special.lastIndex = s.pos;
    const next = special.exec(s.text)?.index;
    if (next === undefined) break;
    addPlain(s, p, s.pos, next, quote);
    s.pos = next;
    const c = s.text[next];
    if (c === '{') addTag(s, p, quote);
    else if (c === '$') readVariable(s, p, quote);
    else if (c === '\\') readQuotedEscape(s, p, quote);
    else {
      s.pos++;
      return true;
    }
  }
  const from = s.pos;
  if (!s.gaveUp) neverClosed(s, p, start, 1);
  addPlain(s, p, from, s.pos, quote);
  return true;
}

function readQuotedEscape(s: Scanner, p: Pieces, quote: 'single' | 'double'): void {
  const at = s.pos;
  const c = s.text[at + 1] ?? '';
  const isEscape = c !== '' && QUOTABLE[quote].includes(c);
  s.pos += isEscape ? 2 : 1;
  if (!isEscape) addPlain(s, p, at, s.pos, quote);
  else if (c !== '\n') addEscape(s, p, c, at, s.pos, quote);
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const NUMBER = /\\(?:x([\dA-Fa-f]{1,2})|X[\dA-Fa-f]{1,2}|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([0-7]{1,3})|c.)/y;

function readEscape(s: Scanner, p: Pieces): true {
  const at = s.pos;
  const code = s.text.codePointAt(at + 1);
  if (code === undefined) return take(s, p, at + 1);
  const character = String.fromCodePoint(code);
  const number = match(s, NUMBER);
  s.pos += number ? number[0].length : 1 + character.length;
  if (number) {
    const [, byte, short, long, octal] = number;
    const digits = byte ?? short ?? long;
    const value = digits === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(digits, 16);
    const isKnown = value > 0 && value <= 0x10ffff && !(byte && value > 127) && !(value >= 0xd800 && value < 0xe000);
    if (isKnown) addEscape(s, p, String.fromCodePoint(value), at, s.pos, 'none');
    else addUnknown(s, p, at, s.pos, 'none');
  } else if (character !== '\n') addEscape(s, p, CONTROLS[character] ?? character, at, s.pos, 'none');
  return true;
}

// ── expansions ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** `$NAME`; with a subscript, or through another variable (`$$NAME`), unknown. `$(…)` is a substitution. */
function readVariable(s: Scanner, p: Pieces, quote: Quote): true {
  const start = s.pos;
  if (s.text[start + 1] === '(') return readSubstitution(s, p, start, 2, quote);
  const found = match(s, /\$+([\p{L}\p{N}_]+)/uy);
  if (!found) {
    s.pos++;
    addPlain(s, p, start, s.pos, quote);
    return true;
  }
  s.pos += found[0].length;
  const name = found[1]!;
  const isIndirect = found[0].length > name.length + 1;
  const isSliced = skipSlice(s);
  // fish decodes an escape before it looks for the end of the name.
  const isJoined = match(s, /\\[uUxX\d]/y) !== null;
  if (isIndirect || isSliced || isJoined || name === 'argv' || !isName(name)) addUnknown(s, p, start, s.pos, quote);
  else addPiece(s, p, { kind: 'reference', name, at: s.origin.span(start, s.pos) }, quote);
  return true;
}

const MAX_SLICE_ITEMS = 500;

/** Past `[…]`. */
function skipSlice(s: Scanner): boolean {
  const start = s.pos;
  while (s.text[s.pos] === '[') {
    let depth = 0;
    let at = s.pos;
    const limit = Math.min(at + MAX_SLICE_ITEMS, s.text.length);
    for (; at < limit && s.text[at] !== '\n'; at++) {
      if (s.text[at] === '[') depth++;
      else if (s.text[at] === ']' && --depth === 0) break;
    }
    if (s.text[at] !== ']') break;
    s.pos = at + 1;
  }
  return s.pos > start;
}

/** `(…)`, `$(…)`, with a slice after it. */
function readSubstitution(s: Scanner, p: Pieces, start: number, length: number, quote: Quote): true {
  s.pos = start + length;
  if (s.depth >= MAX_DEPTH) giveUp(s);
  else {
    s.depth++;
    s.muted++;
    const isClosed = s.readSubstitution(s);
    s.muted--;
    s.depth--;
    if (!isClosed && !s.gaveUp) unterminated(s, start, length);
    else skipSlice(s);
  }
  addUnknown(s, p, start, s.pos, quote);
  return true;
}
