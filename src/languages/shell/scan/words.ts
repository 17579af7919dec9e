/** Words of sh, bash and zsh: quotes, escapes, expansions. Every reader moves the scanner past what it read. */
import type { Value } from '../../../core.ts';
import { isName, type Quote } from '../syntax.ts';
import { endUnterminated, readAnsi } from './ansi-quotes.ts';
import { arithmeticEnd, closingBracket, closingParenthesis, MAX_GROUP, skipFlags } from './matching.ts';
import {
  addEscape,
  addPiece,
  addPlain,
  addTag,
  addTagged,
  addUnknown,
  finished,
  newPieces,
  type Pieces,
  toValue,
} from './pieces.ts';
import {
  giveUp,
  hasMore,
  MAX_DEPTH,
  match,
  matches,
  type Scanner,
  skipLines,
  tagEnd,
  unterminated,
} from './scanner.ts';

/** Characters that are plain wherever they are. */
const PLAIN = /[\w.,/%\-\u0080-\uFFFB]+/y;
const DELIMITER = /[ \t\n;&|<>()]|$/y;

/**
 * The word at the scanner's position; empty where none begins. `isValue`: the right side of an assignment;
 * `isArgument`: one that is a command's argument.
 */
export function readWord(s: Scanner, isValue = false, isArgument = false): Value {
  const start = s.pos;
  const p = newPieces(isValue, isArgument && s.dialect === 'bash');
  const braces = { open: 0 };
  while (hasMore(s) && readPart(s, p, start, braces));
  return toValue(s, p, start, s.pos);
}

/** Reads the next part of a word; false where the word ends. */
function readPart(s: Scanner, p: Pieces, start: number, braces: { open: number }): boolean {
  const at = s.pos;
  if (matches(s, PLAIN)) return take(s, p, PLAIN.lastIndex);
  switch (s.text[at]) {
    case ' ':
    case '\t':
    case '\n':
    case ';':
    case '&':
    case '|':
    case ')':
      return false;
    case '<':
    case '>':
      return readAngle(s, p);
    case '(':
      return readParenthesis(s, p, start);
    case '~':
      return readTilde(s, p, start);
    case '=':
      return readEquals(s, p, start);
    case '{':
    case '}':
      return readBrace(s, p, braces);
    default:
      return readQuoted(s, p) || take(s, p, at + 1);
  }
}

function take(s: Scanner, p: Pieces, end: number): true {
  addPlain(s, p, s.pos, end, 'none');
  s.pos = end;
  return true;
}

/** What quotes or expands, outside double quotes; false if nothing of that kind is here. */
export function readQuoted(s: Scanner, p: Pieces): boolean {
  switch (s.text[s.pos]) {
    case '\\':
      readEscape(s, p);
      return true;
    case "'":
      readSingle(s, p);
      return true;
    case '"':
      readDouble(s, p);
      return true;
    case '`':
      readBackquotes(s, p, 'none');
      return true;
    case '$':
      readDollar(s, p, 'none');
      return true;
    default:
      return false;
  }
}

/** `<(…)` and `>(…)` are part of a word, in zsh also `<1-9>`; any other angle ends it. */
function readAngle(s: Scanner, p: Pieces): boolean {
  if (s.text[s.pos + 1] === '(') {
    readCommands(s, p, 2, 'none');
    return true;
  }
  const range = s.dialect === 'zsh' ? match(s, /<\d*-\d*>/y) : null;
  return range !== null && take(s, p, s.pos + range[0].length);
}

/** zsh's globs and bash's extended ones contain parentheses. */
function readParenthesis(s: Scanner, p: Pieces, start: number): boolean {
  const at = s.pos;
  const before = at > start ? s.text[at - 1]! : '';
  if (s.dialect === 'zsh' ? s.text[at + 1] === ')' : !/[?*+@!]/.test(before)) return false;
  const end = closingParenthesis(s, at);
  return end > at && take(s, p, end);
}

/** `~` and `~/…` mean `$HOME` at a word's start and, in a value, after a colon; `~name` is someone else's home. */
function readTilde(s: Scanner, p: Pieces, start: number): boolean {
  const at = s.pos;
  const opens = at === start || isAfterColon(s, p) || (s.dialect === 'bash' && isNamed(s, start, at));
  const name = opens ? match(s, /~[\w.+-]*(?=[/ \t\n;&|<>():]|$)/y)?.[0] : undefined;
  if (name !== undefined && (s.text[at + name.length] !== ':' || p.isValue)) {
    s.pos += name.length;
    if (name === '~') addPiece(s, p, { kind: 'reference', name: 'HOME', at: s.origin.span(at, at + 1) }, 'none');
    else addUnknown(s, p, at, s.pos, 'none');
    return true;
  }
  if (!isOddTilde(s, p, at, opens)) return take(s, p, at + 1);
  addUnknown(s, p, at, ++s.pos, 'none');
  return true;
}

/** Beside a joined line, and in zsh beside expansions, a `~` expands or not by rules no one relies on. */
function isOddTilde({ text, dialect }: Scanner, p: Pieces, at: number, opens: boolean): boolean {
  const isJoined = text.startsWith('\\\n', at + 1) || text.slice(Math.max(0, at - 2), at) === '\\\n';
  const isFirst = p.from === p.to && p.list.every(({ kind }) => kind !== 'literal');
  return isJoined || (dialect === 'zsh' && (opens ? /[$`]/.test(text[at + 1] ?? '') : isFirst));
}

/** A value may be a list of paths. */
function isAfterColon(s: Scanner, p: Pieces): boolean {
  return p.isValue && p.from < p.to && p.to === s.pos && p.quote === 'none' && s.text[s.pos - 1] === ':';
}

/** bash expands `~` after `NAME=` in any argument. */
function isNamed(s: Scanner, start: number, at: number): boolean {
  return s.text[at - 1] === '=' && at - start < 100 && /^[A-Za-z_]\w*=$/.test(s.text.slice(start, at));
}

/** zsh's `=name` is the path of a command, its `=(…)` that of a file with a command's output. */
function readEquals(s: Scanner, p: Pieces, start: number): boolean {
  const at = s.pos;
  if (s.dialect === 'zsh' && at === start && s.text[at + 1] === '(') {
    readCommands(s, p, 2, 'none');
    return true;
  }
  const opens = at === start || isAfterColon(s, p);
  if (s.dialect !== 'zsh' || !opens || s.text[at + 1] === '(' || endsWord(s, at + 1)) return take(s, p, at + 1);
  addUnknown(s, p, at, ++s.pos, 'none');
  return true;
}

/**
 * Template tags; in bash's declarations a list in braces, which makes several words of one; and in zsh a `}` that closes
 * nothing in its word ends a group.
 */
function readBrace(s: Scanner, p: Pieces, braces: { open: number }): boolean {
  const at = s.pos;
  if (s.text[at] === '{') {
    const tag = p.isValue && s.text[at + 1] === '{' ? tagEnd(s, at) : -1;
    const end = tag < 0 && p.isExpanded ? at + (match(s, BRACE_LIST)?.[0].length ?? -1 - at) : tag;
    if (end > 0) {
      addUnknown(s, p, at, end, 'none');
      s.pos = end;
      return true;
    }
    braces.open++;
  } else if (braces.open > 0) braces.open--;
  else if (s.dialect === 'zsh' && !p.isValue && endsWord(s, at + 1)) return false;
  return take(s, p, at + 1);
}

const BRACE_LIST = /\{[^{}\s;&|<>()]{0,200}(?:,|\.\.)[^{}\s;&|<>()]{0,200}\}/y;

function endsWord(s: Scanner, at: number): boolean {
  DELIMITER.lastIndex = at;
  return DELIMITER.test(s.text);
}

// ── quotes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function readEscape(s: Scanner, p: Pieces): void {
  const at = s.pos;
  const code = s.text.codePointAt(at + 1);
  if (code === undefined) {
    take(s, p, at + 1);
    return;
  }
  const character = String.fromCodePoint(code);
  s.pos = at + 1 + character.length;
  if (character !== '\n') addEscape(s, p, character, at, s.pos, 'none');
}

function readSingle(s: Scanner, p: Pieces): void {
  const start = s.pos;
  const end = s.text.indexOf("'", start + 1);
  if (end < 0) {
    s.pos++;
    endUnterminated(s, p, start, 1, 'single');
  } else {
    if (p.isValue) addTagged(s, p, start + 1, end, 'single');
    else addPlain(s, p, start + 1, end, 'single');
    s.pos = end + 1;
  }
}

const DOUBLE_SPECIAL = /["\\$`]/g;
/** Template tags in a value may contain quotes of their own. */
const DOUBLE_SPECIAL_VALUE = /["\\$`]|\{\{/g;

/** `"…"`. Stops after the closing quote. */
function readDouble(s: Scanner, p: Pieces): void {
  const start = s.pos++;
  const special = p.isValue ? DOUBLE_SPECIAL_VALUE : DOUBLE_SPECIAL;
  while (hasMore(s)) {
    special.lastIndex = s.pos;
    const next = special.exec(s.text)?.index;
    if (next === undefined) break;
    addPlain(s, p, s.pos, next, 'double');
    s.pos = next;
    const c = s.text[next];
    if (c === '"') {
      s.pos++;
      return;
    }
    if (c === '\\') readDoubleEscape(s, p, '$`"\\\n');
    else if (c === '$') readDollar(s, p, 'double');
    else if (c === '`') readBackquotes(s, p, 'double');
    else addTag(s, p, 'double');
  }
  endUnterminated(s, p, start, 1, 'double');
}

/** A backslash that quotes one of `quotable` is an escape; before anything else it stands for itself. */
function readDoubleEscape(s: Scanner, p: Pieces, quotable: string): void {
  const at = s.pos;
  const c = s.text[at + 1];
  if (c === undefined || !quotable.includes(c)) {
    addPlain(s, p, at, at + 1, 'double');
    s.pos++;
    return;
  }
  s.pos += 2;
  if (c !== '\n') addEscape(s, p, c, at, s.pos, 'double');
}

function readBackquotes(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos;
  let at = start + 1;
  while (at < s.text.length && s.text[at] !== '`') at += s.text[at] === '\\' ? 2 : 1;
  if (at < s.text.length) s.pos = at + 1;
  else unterminated(s, start, 1);
  addUnknown(s, p, start, s.pos, quote);
}

// ── expansions ──────────────────────────────────────────────────────────────────────────────────────────────────────

const NAME = /[A-Za-z_]\w*/y;
/** zsh takes letters of any script for part of a name. */
const ZSH_NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;

/** Parameters without a name; zsh's flags before one (`$=x`, `$+x`, `$^{x}`). */
const SPECIAL = /\$[\d@*#?$!-]/y;
const ZSH_SPECIAL = /\$(?:[+~=^]+(?:[A-Za-z_]\w*|\d+|[@*#?$!-]|)|#[A-Za-z_]\w*|\d+|[@*#?$!-])/y;

/** Everything that begins with `$`. */
function readDollar(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos;
  const next = s.text[start + 1] ?? '';
  if (next === '(') readParenthesized(s, p, quote);
  else if (next === '{') readBraced(s, p, quote);
  else if (next === '[') readBracketed(s, p, quote);
  else if (next === "'" && quote === 'none') readAnsi(s, p);
  else if (next === '"' && quote === 'none' && s.dialect !== 'zsh') {
    s.pos++;
    // bash looks for a translation and finds none; other shells named sh keep the `$`.
    if (s.dialect === 'sh') addUnknown(s, p, start, s.pos, quote);
    readDouble(s, p);
  } else if (next === '\\' && s.text[start + 2] === '\n') addUnknown(s, p, start, ++s.pos, quote);
  else if (/[A-Za-z_]/.test(next) || (s.dialect === 'zsh' && /\p{L}/u.test(next))) readNamed(s, p, quote);
  else {
    const special = match(s, s.dialect === 'zsh' ? ZSH_SPECIAL : SPECIAL);
    s.pos += special?.[0].length || 1;
    if (special && s.dialect === 'zsh' && opensBraces(s)) skipBraced(s, s.pos + 1, quote, start);
    if (special) addUnknown(s, p, start, s.pos, quote);
    else addPlain(s, p, start, s.pos, quote);
  }
}

/** zsh's `$={…}` and `$${…}`, if they close. */
function opensBraces(s: Scanner): boolean {
  if (s.text[s.pos] !== '{' || !/[+~=^$]/.test(s.text[s.pos - 1]!)) return false;
  return s.text.slice(s.pos, s.pos + MAX_GROUP).includes('}');
}

/** `$NAME`. In zsh a subscript or a modifier (`:h`) makes it something else. */
function readNamed(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos++;
  const name = match(s, s.dialect === 'zsh' ? ZSH_NAME : NAME)![0];
  s.pos += name.length;
  const end = s.pos;
  if (s.dialect === 'zsh') {
    if (s.text[end] === '[') s.pos = Math.max(end, closingBracket(s, end));
    s.pos += match(s, /(?::(?:g?s.|[aAcehlPqQrtu&]))*/y)![0].length;
  }
  // A name may go on after a joined line.
  const isJoined = s.text[end] === '\\' && s.text[end + 1] === '\n';
  if (s.pos > end || name === '_' || isJoined || !isName(name)) addUnknown(s, p, start, s.pos, quote);
  else addPiece(s, p, { kind: 'reference', name, at: s.origin.span(start, end) }, quote);
}

/** `$((…))` or `$(…)`. */
function readParenthesized(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos;
  const end = s.text[start + 2] === '(' ? arithmeticEnd(s, start + 1) : -1;
  if (end < 0) readCommands(s, p, 2, quote);
  else {
    s.pos = end;
    addUnknown(s, p, start, end, quote);
  }
}

/** Reads the commands of `$(…)`, `<(…)`, whose opener is `length` long. */
function readCommands(s: Scanner, p: Pieces, length: number, quote: Quote): void {
  const start = s.pos;
  s.pos += length;
  if (s.depth >= MAX_DEPTH) giveUp(s);
  else {
    s.depth++;
    s.muted++;
    const isClosed = s.readSubstitution(s);
    s.muted--;
    s.depth--;
    if (!isClosed && !s.gaveUp) unterminated(s, start, length);
  }
  addUnknown(s, p, start, s.pos, quote);
}

/** `$[…]`, an old form of arithmetic. */
function readBracketed(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos;
  const end = closingBracket(s, start + 1);
  s.pos = end < 0 ? start + 1 : end;
  if (end < 0) addPlain(s, p, start, s.pos, quote);
  else addUnknown(s, p, start, end, quote);
}

const OPERATOR = /:?[-=+?]/y;

/** `${NAME}`, `${NAME:-word}` are followed; every other form is unknown. */
function readBraced(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos;
  s.pos += 2;
  const name = match(s, NAME)?.[0] ?? '';
  s.pos += name.length;
  const operator = name === '' ? undefined : match(s, OPERATOR)?.[0];
  if (name !== '' && name !== '_' && s.text[s.pos] === '}') {
    s.pos++;
    addPiece(s, p, { kind: 'reference', name, at: s.origin.span(start, s.pos) }, quote);
  } else if (operator !== undefined && s.depth < MAX_DEPTH) {
    s.pos += operator.length;
    s.depth++;
    const inner = newPieces(p.isValue);
    const isClosed = readBracedWord(s, inner, quote);
    s.depth--;
    if (!isClosed && !s.gaveUp) unterminated(s, start, 2);
    const word = finished(s, inner);
    addPiece(s, p, { kind: 'reference', name, operator, word, at: s.origin.span(start, s.pos) }, quote);
  } else {
    skipBraced(s, start + 2, quote, start);
    addUnknown(s, p, start, s.pos, quote);
  }
}

/**
 * The word after `:-` up to its `}`. In double quotes a single quote is just a character; bash still pairs them. zsh
 * counts braces outside double quotes, the others end at the first.
 */
function readBracedWord(s: Scanner, p: Pieces, quote: Quote): boolean {
  const start = s.pos;
  let braces = 0;
  while (hasMore(s)) {
    const at = s.pos;
    const c = s.text[at]!;
    if (c === '{' && s.dialect === 'zsh' && quote === 'none') braces++;
    if (c === '}' && braces-- === 0) {
      s.pos++;
      return true;
    }
    if (quote === 'none') {
      if (c === '~' && at === start) readTilde(s, p, start);
      else if (!readQuoted(s, p)) take(s, p, at + 1);
    } else if (c === '"') readDouble(s, p);
    else if (c === '\\') readDoubleEscape(s, p, '$`"\\\n}');
    else if (c === '$') readDollar(s, p, quote);
    else if (c === '`') readBackquotes(s, p, quote);
    else {
      const pair = c === "'" && s.dialect === 'bash' ? s.text.indexOf("'", at + 1) : -1;
      s.pos = Math.max(pair, at) + 1;
      addPlain(s, p, at, s.pos, quote);
    }
  }
  return false;
}

/** Past the `}` that closes an expansion opened at `start`; what is in it is of no interest. */
function skipBraced(s: Scanner, from: number, quote: Quote, start: number): void {
  s.pos = from;
  if (s.depth >= MAX_DEPTH) {
    giveUp(s);
    return;
  }
  s.depth++;
  const scratch = newPieces();
  if (s.dialect === 'zsh' && s.text[from] === '(') skipFlags(s);
  for (let braces = 0; s.pos < s.text.length; scratch.list.length = 0) {
    const c = s.text[s.pos];
    if (c === '{' && s.dialect === 'zsh' && quote === 'none') braces++;
    if (c === '}' && braces-- === 0) break;
    const isPlainQuote = c === "'" && quote === 'double' && s.dialect === 'zsh';
    if (c === '$') readDollar(s, scratch, quote);
    else if (isPlainQuote || !readQuoted(s, scratch)) s.pos++;
  }
  s.depth--;
  if (s.pos < s.text.length) s.pos++;
  else if (!s.gaveUp) unterminated(s, start, 2);
}

// ── groups ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `(…)` after `NAME=`: an array, always unknown. Comments and line ends may be in it. */
export function readArray(s: Scanner): { readonly value: Value; readonly elements: readonly Value[] } {
  const start = s.pos++;
  const scratch = newPieces();
  const elements: Value[] = [];
  for (skipLines(s); s.pos < s.text.length && s.text[s.pos] !== ')'; skipLines(s)) {
    const at = s.pos;
    const element = readWord(s);
    if (s.pos === at) s.pos++;
    else elements.push(element);
  }
  if (s.pos < s.text.length) s.pos++;
  else if (!s.gaveUp) unterminated(s, start, 1);
  addUnknown(s, scratch, start, s.pos, 'none');
  return { value: toValue(s, scratch, start, s.pos), elements };
}
