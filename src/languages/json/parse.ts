/**
 * JSON text to a tree. `jsonc-parser` splits the text into tokens; the tree is built here, without recursion, so that nesting a
 * million levels deep is only reported. Comments and trailing commas are accepted here; whether the program refuses them is
 * checked elsewhere.
 */
import { createScanner } from 'jsonc-parser';
import type { Comment, Source, Span, SyntaxFinding } from '../../core.ts';
import { lineStart, verbatim } from '../../text.ts';
import { jsonString } from '../shared/json-string.ts';
import type { ListNode, MapNode, Node, ScalarNode } from '../shared/tree.ts';
import { missing, tooDeep, unexpected } from './problems.ts';
import type { Token, TokenKind } from './token.ts';

export interface Parsed {
  readonly root: Node | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxFinding[];
  /** Commas before a closing bracket, which strict JSON refuses. */
  readonly trailingCommas: readonly Span[];
}

/** No settings file nests deeper; what does is not read. */
const DEEPEST = 200;

/** One form of JSON: its words, and what each of them is. */
export interface Grammar {
  readonly name: 'JSON' | 'JSON5';
  readonly tokens: (source: Source, comments: Comment[]) => Iterable<Token>;
  /** The scalar that a token is; undefined: it cannot come here. */
  readonly scalar: (text: string, token: Token, isKey: boolean) => ScalarNode | undefined;
}

const JSONC: Grammar = { name: 'JSON', tokens: jsonTokens, scalar: jsonScalar };

/** Reads any text; parsing stops at the first syntax error. */
export function parseJson(source: Source, { tokens, scalar, name }: Grammar = JSONC): Parsed {
  const { text, file } = source;
  const comments: Comment[] = [];
  const trailingCommas: Span[] = [];
  const open: Open[] = [];
  let root: Node | undefined;
  const end = (errors: readonly SyntaxFinding[]): Parsed => ({ root, comments, errors, trailingCommas });
  for (const token of tokens(source, comments)) {
    const top = open.at(-1);
    if (top && token.kind === CLOSERS[top.node.kind] && canClose(top)) {
      if (top.comma) trailingCommas.push(top.comma);
      (top.node.at as { end: number }).end = token.at.end;
      open.pop();
      continue;
    }
    if (top && punctuation(top, token)) continue;
    const node = top || !root ? (collection(token) ?? scalar(text, token, isKeyNext(top))) : undefined;
    if (!node || !place(top, node)) return end([unexpected(name, text, token.at)]);
    root ??= node;
    if (node.kind === 'scalar') continue;
    if (open.length >= DEEPEST) {
      root = undefined;
      return end([tooDeep(token.at)]);
    }
    open.push({ node, next: 'first' });
  }
  const unclosed = open.at(-1);
  const last = { file, start: text.length, end: text.length };
  if (unclosed) return end([missing(name, text, unclosed.node)]);
  return end(root || text.trim() === '' ? [] : [unexpected(name, text, last)]);
}

// ── tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The library's `SyntaxKind`, by its number: it is a `const enum`, which only its own compiler can read. */
const KINDS: readonly (TokenKind | undefined)[] = [
  ...[undefined, '{', '}', '[', ']', ',', ':', 'null', 'true', 'false', 'string', 'number'],
] as (TokenKind | undefined)[];
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const LINE_BREAK = 14;
const TRIVIA = 15;
const END = 17;

/** The tokens that mean something; comments go into a list of their own. */
function* jsonTokens({ text, file }: Source, comments: Comment[]): Generator<Token> {
  const scanner = createScanner(text, false);
  if (text.startsWith('\uFEFF')) scanner.setPosition(1);
  for (;;) {
    const code = scanner.scan() as number;
    if (code === END) return;
    if (code === LINE_BREAK || code === TRIVIA) continue;
    const start = scanner.getTokenOffset();
    const at = { file, start, end: start + scanner.getTokenLength() };
    const isBroken = (scanner.getTokenError() as number) !== 0;
    if (code === LINE_COMMENT || code === BLOCK_COMMENT) {
      comments.push({ at, ownLine: /^[ \t\uFEFF]*$/.test(text.slice(lineStart(text, start), start)) });
      // A comment that is never closed hides the rest of the file.
      if (isBroken) yield { kind: 'unknown', at };
    } else yield { kind: isBroken ? 'unknown' : (KINDS[code] ?? 'unknown'), at };
  }
}

// ── the tree ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A collection that is being filled. */
interface Open {
  readonly node: MapNode | ListNode;
  /** The next expected token: the first item or the end, a colon, a value, a comma or the end, another item after a comma. */
  next: 'first' | 'colon' | 'value' | 'comma' | 'more';
  key?: ScalarNode;
  comma?: Span;
}

const CLOSERS = { map: '}', list: ']' } as const;

const canClose = ({ next }: Open): boolean => next === 'first' || next === 'comma' || next === 'more';

/** Takes a comma or a colon, where one may come. */
function punctuation(top: Open, { kind, at }: Token): boolean {
  if (kind === ',' && top.next === 'comma') {
    top.next = 'more';
    top.comma = at;
    return true;
  }
  if (kind !== ':' || top.next !== 'colon') return false;
  top.next = 'value';
  return true;
}

/** The next token is the name of a member, or the end. */
const isKeyNext = (top: Open | undefined): boolean =>
  top?.node.kind === 'map' && (top.next === 'first' || top.next === 'more');

function collection({ kind, at: { file, start, end } }: Token): MapNode | ListNode | undefined {
  if (kind === '{') return { kind: 'map', at: { file, start, end }, flow: true, entries: [], merges: [] };
  return kind === '[' ? { kind: 'list', at: { file, start, end }, flow: true, items: [] } : undefined;
}

function jsonScalar(text: string, { kind, at }: Token): ScalarNode | undefined {
  const source = text.slice(at.start, at.end);
  switch (kind) {
    case 'string':
      return { kind: 'scalar', at, value: jsonString(source, at), type: 'string' };
    case 'number':
      return { kind: 'scalar', at, value: verbatim(source, at), type: /^-?\d+$/.test(source) ? 'integer' : 'float' };
    case 'null':
    case 'true':
    case 'false':
      return { kind: 'scalar', at, value: verbatim(kind, at), type: kind };
    default:
      return undefined;
  }
}

/** Puts a value, or a key, where it belongs; false where none may come. */
function place(top: Open | undefined, node: Node): boolean {
  if (!top) return true;
  const isStart = top.next === 'first' || top.next === 'more';
  if (top.node.kind === 'list') {
    if (!isStart) return false;
    top.node.items.push(node);
  } else if (isStart) {
    if (node.kind !== 'scalar' || node.type !== 'string') return false;
    top.key = node;
    top.next = 'colon';
    delete top.comma;
    return true;
  } else {
    if (top.next !== 'value' || !top.key) return false;
    top.node.entries.push({ key: top.key, value: node });
  }
  top.next = 'comma';
  delete top.comma;
  return true;
}
