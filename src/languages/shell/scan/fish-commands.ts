/**
 * Lists of commands in fish. Like the reader of the other shells one loop with a stack of blocks, for a smaller grammar:
 * every block ends with `end`, and `and`, `or`, `not` are words.
 */
import type { Scope, Value } from '../../../core.ts';
import { armOf } from '../conditions.ts';
import { accept, beginList, deny, linkOperands, waysHere } from './answers.ts';
import { loopOf, newScope, pop, push, separate } from './blocks.ts';
import { endCondition, readSimple, skipPrefix } from './fish-simple.ts';
import { readFishWord } from './fish-words.ts';
import { type List, newList, top } from './lists.ts';
import type { Origin } from './origin.ts';
import {
  fail,
  hasMore,
  match,
  newScanner,
  readComment,
  readNewline,
  readTag,
  type Scanner,
  skipBlanks,
} from './scanner.ts';

/** Reads all of `origin`; its commands belong to `scope`. */
export function scanFish(origin: Origin, scope: Scope): Scanner {
  const s = newScanner(origin, 'fish', (inner) => readList(inner, scope, true));
  readList(s, scope, false);
  return s;
}

function readList(s: Scanner, scope: Scope, nested: boolean): boolean {
  const list = newList(scope, s.commands.length);
  while (hasMore(s)) {
    skipBlanks(s);
    const c = s.text[s.pos];
    if (c === undefined) break;
    if (c === ')') {
      if (nested) {
        s.pos++;
        finish(s, list);
        return true;
      }
      fail(s, 'stray', s.pos, s.pos + 1);
      s.pos++;
    } else readToken(s, list, c);
  }
  finish(s, list);
  return false;
}

function finish(s: Scanner, list: List): void {
  while (list.blocks.length > 1) {
    const { start, word } = pop(s, list);
    if (!s.gaveUp) fail(s, 'unclosed', start, start + word.length, 'end');
  }
}

function readToken(s: Scanner, list: List, c: string): void {
  if (c === '\n') {
    readNewline(s);
    if (list.link !== '|') separateFish(s, list);
  } else if (c === '#') readComment(s);
  else if (c === ';' || c === '|' || (c === '&' && s.text[s.pos + 1] !== '>')) readOperator(s, list);
  else if (!readTag(s)) readStatement(s, list);
}

function readOperator(s: Scanner, list: List): void {
  const operator = match(s, /&&|\|\||&\||[;&|]/y)![0];
  s.pos += operator.length;
  if (operator === '&&' || operator === '||') {
    linkOperands(s, list, operator, s.pos - operator.length);
    list.link = operator;
  } else if (operator.endsWith('|')) list.link = '|';
  else {
    if (operator === '&') for (const command of s.commands.slice(list.chain)) command.background = true;
    separateFish(s, list);
  }
}

/** A test still guards what a later `and` makes depend on it, and is the condition of it. */
function separateFish(s: Scanner, list: List): void {
  const { tested, begin, operand, answers } = list;
  separate(s, list);
  Object.assign(list, { tested, begin, operand, answers });
}

const WORDS = /(?:if|else|while|for|switch|case|function|begin|end|and|or|not|time|!)(?=[ \t\n;&|<>()]|$)/y;

function readStatement(s: Scanner, list: List): void {
  const start = s.pos;
  skipPrefix(s);
  const word = match(s, WORDS)?.[0];
  if (word === undefined) s.pos = start;
  if (word === 'not' || word === '!') list.negated = !list.negated;
  if (word === 'and' || word === 'or') {
    list.link = word === 'and' ? '&&' : '||';
    linkOperands(s, list, list.link, start);
    list.operand = start + word.length;
  } else if (list.link === '') beginStatement(s, list, start);
  if (word === undefined) readSimple(s, list);
  else {
    s.pos += word.length;
    READERS.get(word)?.(s, list, start, word);
  }
}

/** A statement that depends on nothing: a condition before it is over. */
function beginStatement(s: Scanner, list: List, start: number): void {
  const block = top(list);
  if (block.state === 'between') {
    block.state = 'body';
    if (block.kind === 'if') accept(s, block, start);
  }
  beginList(list, start);
  list.tested = false;
  list.queried = undefined;
}

type Reader = (s: Scanner, list: List, start: number, word: string) => void;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['if', (_, list, start, word) => void push(list, 'if', word, start, { state: 'condition' })],
  ['while', (_, list, start, word) => void push(list, 'loop', word, start, { state: 'condition' })],
  ['for', openWithHeader('loop')],
  ['switch', openWithHeader('case')],
  ['begin', (_, list, start, word) => void push(list, 'brace', word, start)],
  ['case', readCase],
  ['else', readElse],
  ['end', closeBlock],
  ['function', openFunction],
]);

function openWithHeader(kind: 'loop' | 'case'): Reader {
  return (s, list, start, word) => {
    const from = s.pos;
    const words = readWords(s);
    const loop = kind === 'loop' && words[1]?.text === 'in' ? loopOf(s, start, words[0], words.slice(2)) : undefined;
    push(list, kind, word, start, { subject: s.text.slice(from, s.pos), loop });
  };
}

/** `case a b`: an arm of the `switch` around it. */
function readCase(s: Scanner, list: List): void {
  const from = s.pos;
  readWords(s);
  const block = top(list);
  if (block.kind === 'case') block.arm = [armOf(block.subject, s.text.slice(from, s.pos), block.patterns)];
}

function readElse(s: Scanner, list: List): void {
  const block = top(list);
  if (block.kind !== 'if') return;
  skipBlanks(s);
  const isElseIf = match(s, /if(?=[ \t\n;]|$)/y) !== null;
  if (isElseIf) s.pos += 2;
  deny(s, block);
  block.state = isElseIf ? 'condition' : 'body';
  block.later = true;
  list.link = '';
}

function closeBlock(s: Scanner, list: List, start: number): void {
  if (list.blocks.length === 1) {
    fail(s, 'stray', start, s.pos);
    return;
  }
  pop(s, list);
  endCondition(list);
}

/** `function name options`. */
function openFunction(s: Scanner, list: List, start: number, word: string): void {
  skipBlanks(s);
  const name = readFishWord(s).text;
  const options = readWords(s).map(({ text }) => text);
  const ways = waysHere(list);
  const watches = watchedBy(options);
  const scope = newScope(s, 'function', name, start, top(list).scope);
  if (ways.length > 0) Object.assign(scope, { ways });
  if (watches.length > 0) Object.assign(scope, { watches });
  push(list, 'function', word, start, { scope, owned: scope, sure: true, guarded: false, ways: [] });
}

/** `--on-variable NAME`, `-v NAME`, `--on-variable=NAME`. */
function watchedBy(options: readonly string[]): readonly string[] {
  return options.flatMap((option, index) => {
    const glued = /^(?:--on-variable=|-v(?=\w))(\w+)$/.exec(option)?.[1];
    const next = /^(?:--on-variable|-v)$/.test(option) ? options[index + 1] : undefined;
    return glued ?? next ?? [];
  });
}

/** Words up to the end of a statement. */
function readWords(s: Scanner): readonly Value[] {
  const words: Value[] = [];
  for (skipBlanks(s); s.text[s.pos] !== '#'; skipBlanks(s)) {
    const at = s.pos;
    const word = readFishWord(s);
    if (s.pos === at) break;
    words.push(word);
  }
  return words;
}

// ── simple commands ─────────────────────────────────────────────────────────────────────────────────────────────────
