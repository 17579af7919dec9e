/** Reserved words and compound commands of sh, bash and zsh: what opens, turns and closes a block. */

import { armOf } from '../conditions.ts';
import { accept, beginList, deny } from './answers.ts';
import { complete, pop, push, reach } from './blocks.ts';
import { type Block, type BlockKind, type List, top } from './lists.ts';
import { openFor } from './loop-headers.ts';
import { arithmeticEnd } from './matching.ts';
import { newPieces } from './pieces.ts';
import { fail, match, type Scanner, skipBlanks, skipLines, unterminated } from './scanner.ts';
import { defineFunction, keepArithmetic, noteTest, openShortBody } from './simple.ts';
import { readQuoted, readWord } from './words.ts';

const WORDS =
  /(?:if|then|elif|else|fi|for|while|until|select|do|done|case|esac|function|time|coproc|foreach|repeat|end|always|\[\[|[!{}])(?=[ \t\n;&|<>()]|$)/y;
/** zsh takes a brace for one whatever follows it. */
const ZSH_BRACE = /\{(?![^\s{},]{0,200},)/y;
const ZSH_ONLY = new Set(['foreach', 'repeat', 'end', 'always']);

/** Reads a reserved word with its header; false if none is here. */
export function readReserved(s: Scanner, list: List): boolean {
  const start = s.pos;
  const word = match(s, WORDS)?.[0] ?? (s.dialect === 'zsh' ? match(s, ZSH_BRACE)?.[0] : undefined);
  if (word === undefined || (ZSH_ONLY.has(word) && !isZshWord(s, list, word))) return false;
  s.pos += word.length;
  READERS.get(word)?.(s, list, start, word);
  return true;
}

function isZshWord(s: Scanner, list: List, word: string): boolean {
  if (s.dialect !== 'zsh') return false;
  if (word === 'always') return list.afterCompound;
  return word !== 'end' || Boolean(list.open.get('foreach'));
}

type Reader = (s: Scanner, list: List, start: number, word: string) => void;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['{', openBrace],
  ['}', closeBrace],
  ['[[', readConditional],
  ['if', opener('if')],
  ['then', turner('if', () => ({ state: 'body' }))],
  ['elif', turner('if', () => ({ state: 'condition', later: true }))],
  ['else', turner('if', (block) => ({ state: block.short ? 'between' : 'body' }))],
  ['fi', closer('if')],
  ['while', opener('loop')],
  ['until', opener('loop')],
  ['for', openFor],
  ['select', openFor],
  ['foreach', openFor],
  ['repeat', openRepeat],
  ['do', turner('loop', () => ({ state: 'body' }))],
  ['done', closer('loop')],
  ['end', closer('loop')],
  ['case', openCase],
  ['esac', closer('case')],
  // What follows it belongs to the same compound, and is no body of an `if` around it.
  ['always', (_, list) => void (list.afterCompound = false)],
  ['function', openFunction],
  ['time', skipOption],
  ['coproc', skipCoprocess],
]);

/** A word in the middle of a block: `then`, `else`, `do`. */
function turner(kind: BlockKind, change: (block: Block) => Partial<Block>): Reader {
  return (s, list, start, word) => {
    const block = reach(s, list, kind, start);
    if (block) Object.assign(block, change(block));
    if (block && kind === 'if') word === 'then' ? accept(s, block, start) : deny(s, block);
    list.link = '';
    list.afterCompound = false;
    beginList(list, s.pos);
  };
}

function openRepeat(s: Scanner, list: List, start: number, word: string): void {
  openShortBody(s, list);
  skipBlanks(s);
  readWord(s);
  push(list, 'loop', word, start, { state: 'header' });
}

function skipOption(s: Scanner): void {
  skipBlanks(s);
  if (match(s, /-p(?=[ \t])/y)) s.pos += 2;
}

function skipCoprocess(s: Scanner): void {
  skipBlanks(s);
  const name = match(s, /[A-Za-z_]\w*(?=[ \t]+[({])/y);
  if (name) s.pos += name[0].length;
}

function opener(kind: 'if' | 'loop'): Reader {
  return (s, list, start, word) => {
    openShortBody(s, list);
    push(list, kind, word, start, { state: 'condition' });
  };
}

function closer(kind: 'if' | 'loop' | 'case'): Reader {
  return (s, list, start) => {
    if (!reach(s, list, kind, start)) return;
    pop(s, list);
    complete(s, list, true);
  };
}

// ── groups ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `{`: a group, the body of a loop, or in zsh that of an `if` whose condition ends in a compound. */
function openBrace(s: Scanner, list: List, start: number): void {
  const block = top(list);
  const isZshBody = s.dialect === 'zsh' && block.state === 'condition' && list.afterCompound;
  const isBody =
    (block.kind === 'loop' && (block.state === 'header' || isZshBody)) ||
    (block.kind === 'if' && (block.state === 'between' || isZshBody));
  if (isBody) {
    if (isZshBody && block.kind === 'if') accept(s, block, start);
    block.state = 'body';
    block.short = true;
  }
  push(list, 'brace', '{', start, { closesParent: isBody });
}

function closeBrace(s: Scanner, list: List, start: number): void {
  const isCase = s.dialect === 'zsh' && top(list).word === 'case {';
  if (isCase || !reach(s, list, 'brace', start)) {
    if (isCase) closer('case')(s, list, start, '}');
    return;
  }
  const brace = pop(s, list);
  const around = top(list);
  if (!brace.closesParent) {
    complete(s, list, true);
    if (around.anonymous) skipArguments(s);
  } else if (around.kind === 'if' && match(s, /[ \t]*(?:elif|else)(?=[ \t\n;{(])/y)) {
    list.afterCompound = true;
  } else {
    pop(s, list);
    complete(s, list, true);
  }
}

/** `() { … } a b`: what the function is called with. */
function skipArguments(s: Scanner): void {
  for (skipBlanks(s); s.pos < s.text.length; skipBlanks(s)) {
    const at = s.pos;
    if (match(s, /[#}]/y)) return;
    readWord(s);
    if (s.pos === at) return;
  }
}

/** `(…)`, or `((…))`: arithmetic if both parentheses close together. */
export function openParenthesis(s: Scanner, list: List): void {
  const start = s.pos;
  openShortBody(s, list);
  const arithmetic = s.text[start + 1] === '(' ? arithmeticEnd(s, start) : -1;
  if (arithmetic > 0) {
    s.pos = arithmetic;
    keepArithmetic(s, list, start);
    return;
  }
  if (s.dialect === 'zsh' && match(s, /\([ \t]*\)/y)) {
    defineFunction(s, list, '', start);
    return;
  }
  s.pos++;
  const isBody = top(list).kind === 'function';
  if (isBody) {
    const { scope } = top(list);
    if (scope.kind === 'function') Object.assign(scope, { isSubshell: true });
    push(list, 'paren', '(', start);
  } else {
    const scope = { kind: 'subshell' as const, name: '', at: s.origin.span(start, s.pos), parent: top(list).scope };
    push(list, 'paren', '(', start, { scope, owned: scope });
  }
}

/** `)`; false where no `(` of this list is open. */
export function closeParenthesis(s: Scanner, list: List): boolean {
  if (!list.open.get('paren')) return false;
  s.pos++;
  reach(s, list, 'paren', s.pos - 1);
  pop(s, list);
  complete(s, list, true);
  return true;
}

/** `[[ … ]]`. */
function readConditional(s: Scanner, list: List, start: number): void {
  const scratch = newPieces();
  for (skipLines(s); !match(s, /\]\](?=[ \t\n;&|<>()}]|$)/y); skipLines(s)) {
    if (s.pos >= s.text.length) {
      if (!s.gaveUp) unterminated(s, start, 2);
      return;
    }
    while (s.pos < s.text.length && !/[ \t\n]/.test(s.text[s.pos]!)) {
      if (!readQuoted(s, scratch)) s.pos++;
      scratch.list.length = 0;
    }
  }
  s.pos += 2;
  const isTest = /[ \t\n(]-[aefrs][ \t]/.test(s.text.slice(start, Math.min(s.pos, start + 1000)));
  if (isTest) noteTest(list);
  complete(s, list, true);
}

// ── headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function openCase(s: Scanner, list: List, start: number): void {
  openShortBody(s, list);
  skipBlanks(s);
  const from = s.pos;
  readWord(s);
  const subject = s.text.slice(from, s.pos);
  skipBlanks(s);
  if (s.dialect === 'zsh' && s.text[s.pos] === ';') s.pos++;
  skipLines(s);
  const found = match(s, /in(?=[ \t\n;(]|$)|\{/y)?.[0];
  s.pos += found?.length ?? 0;
  push(list, 'case', found === '{' ? 'case {' : 'case', start, { state: 'pattern', subject });
}

/** The pattern before a case arm, up to its `)`; or the end of the case. */
export function readPattern(s: Scanner, list: List): void {
  skipLines(s);
  const block = top(list);
  const end = match(s, block.word === 'case' ? /esac(?=[ \t\n;&|<>()}]|$)/y : /\}/y);
  if (end) {
    s.pos += end[0].length;
    closer('case')(s, list, s.pos, end[0]);
    return;
  }
  block.state = 'body';
  const scratch = newPieces();
  const from = s.pos;
  let depth = 0;
  const lead = s.text[s.pos] === '(' ? s.pos : -1;
  for (; s.pos < s.text.length && s.text[s.pos] !== '\n'; scratch.list.length = 0) {
    const c = s.text[s.pos]!;
    if (c === '(') depth++;
    if (c === ')' && (depth === 0 || (--depth === 0 && lead >= 0 && endsPattern(s)))) break;
    if (c === '(' || c === ')' || !readQuoted(s, scratch)) s.pos++;
  }
  const arm = armOf(block.subject, s.text.slice(lead < 0 ? from : from + 1, s.pos), block.patterns);
  block.arm = block.fallsThrough ? [] : [arm];
  if (s.text[s.pos] === ')') s.pos++;
  beginList(list, s.pos);
}

/** `(a|b) …` ends the pattern; in zsh `(a|b)*)` goes on. */
function endsPattern(s: Scanner): boolean {
  return s.dialect !== 'zsh' || match(s, /\)(?=[ \t\n;]|$)/y) !== null;
}

/** `function name`, with or without `()`; zsh takes several names or none. */
function openFunction(s: Scanner, list: List, start: number): void {
  let name = '';
  for (skipBlanks(s); !match(s, /\{(?=[ \t\n;]|$)|\(/y); skipBlanks(s)) {
    const at = s.pos;
    const { text } = readWord(s);
    if (s.pos === at) break;
    name ||= text;
    if (s.dialect !== 'zsh') break;
  }
  skipBlanks(s);
  defineFunction(s, list, name, start);
}

/** Notes a closer that closes nothing. */
export function stray(s: Scanner): void {
  fail(s, 'stray', s.pos, s.pos + 1);
  s.pos++;
}
