/**
 * Lists of commands in fish. Like the reader of the other shells one loop with a stack of blocks, for a smaller grammar:
 * every block ends with `end`, and `and`, `or`, `not` are words.
 */
import type { Piece, Scope, Value } from '../../core.ts';
import { valueOf } from '../../text.ts';
import {
  accept,
  beginList,
  deny,
  isCertain,
  isGuarded,
  type List,
  linkOperands,
  loopOf,
  loopsOf,
  newList,
  newScope,
  pop,
  push,
  separate,
  top,
  waysHere,
} from './blocks.ts';
import { isFileTest, unmodified } from './builtins.ts';
import { armOf } from './conditions.ts';
import { readFishValue, readFishWord } from './fish-words.ts';
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
import { endsFile } from './simple.ts';
import type { Word } from './syntax.ts';

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

/** A test still guards what a later `and` hangs on it, and is the condition of it. */
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

/** `NAME=value for …`: past what is set for a whole block. */
function skipPrefix(s: Scanner): void {
  while (match(s, ASSIGNMENT)) {
    s.muted++;
    readFirst(s);
    s.muted--;
    skipBlanks(s);
  }
}

/** A statement that hangs on nothing: a condition before it is over. */
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

/** The variable that has to be unset for a statement to happen, if its name is among the words and no other condition counts. */
function unlessOf(list: List, words: readonly Word[]): string | undefined {
  const block = top(list);
  const isBody = block.kind === 'if' && block.state === 'body' && !block.later && block.sure && list.link === '';
  const asked = list.link === '||' ? list.queried : isBody ? block.unless : undefined;
  const isSet = words[0]?.value.text === 'set' && words.some(({ value }) => value.text === asked);
  return isSet ? asked : undefined;
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
  readWords(s);
  const scope = newScope(s, 'function', name, start, top(list).scope);
  push(list, 'function', word, start, { scope, owned: scope, sure: true, guarded: false, ways: [] });
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

const REDIRECTION = /\d*(?:>>\?|>\?|>>|>&|>(?!\|)|<&|<\?|<)|&>>?\??/y;
const PIPE = /\d*>\|/y;
const ASSIGNMENT = /([A-Za-z_]\w*)(\[[^\]\n]{0,200}\])?=/y;

function readSimple(s: Scanner, list: List): void {
  const start = s.pos;
  let end = start;
  const prefix: Word[] = [];
  const words: Word[] = [];
  for (skipBlanks(s); !endsCommand(s); skipBlanks(s)) {
    const at = s.pos;
    if (!readRedirection(s)) {
      const word = words.length === 0 ? readFirst(s) : { value: readFishWord(s, takesValues(words)) };
      if (s.pos === at) s.pos++;
      else if (word.split) prefix.push(word);
      else words.push(word);
    }
    end = s.pos;
  }
  const pipe = match(s, PIPE);
  if (pipe) s.pos += pipe[0].length - 1;
  if (prefix.length + words.length > 0) keep(s, list, start, end, prefix, words);
  endCondition(list);
}

function takesValues(words: readonly Word[]): boolean {
  const name = unmodified(words)[0]!.value.text;
  return name === 'set' || name === 'export';
}

function endsCommand(s: Scanner): boolean {
  const c = s.text[s.pos];
  if (c === undefined || c === '\n' || c === ';' || c === '|' || c === ')' || c === '#') return true;
  return c === '&' ? s.text[s.pos + 1] !== '>' : match(s, PIPE) !== null;
}

function readRedirection(s: Scanner): boolean {
  const found = match(s, REDIRECTION);
  if (!found) return false;
  s.pos += found[0].length;
  skipBlanks(s);
  readFishWord(s);
  return true;
}

/** The command's name, or `NAME=value` before it. */
function readFirst(s: Scanner): Word {
  const start = s.pos;
  const found = match(s, ASSIGNMENT);
  if (!found) return { value: readFishWord(s) };
  const nameEnd = start + found[1]!.length;
  s.pos += found[0].length;
  const value = readFishValue(s);
  s.budget -= 2;
  const head: Piece[] = [...s.origin.plain(start, start + found[0].length, 'none')];
  return {
    value: valueOf([...head, ...value.pieces], s.origin.span(start, s.pos)),
    split: {
      name: valueOf(s.origin.plain(start, nameEnd, 'none'), s.origin.span(start, nameEnd)),
      append: false,
      element: found[2] !== undefined,
      value,
    },
  };
}

function keep(
  s: Scanner,
  list: List,
  start: number,
  end: number,
  prefix: readonly Word[],
  words: readonly Word[],
): void {
  const name = words[0]?.value.text;
  const unless = unlessOf(list, words);
  if (s.muted === 0) {
    s.commands.push({
      at: s.origin.span(start, end),
      prefix,
      words,
      scope: top(list).scope,
      certain: (unless === undefined ? isCertain(list) : happensAnyway(list)) && s.templateDepth === 0,
      ways: unless === undefined ? waysHere(list) : waysHere({ ...list, link: '' }),
      link: list.link,
      guarded: isGuarded(list),
      background: false,
      isolated: false,
      isWholeBody: false,
      loops: loopsOf(list),
      unless,
    });
  }
  if (isFileTest(words)) noteTest(list);
  const query = name === 'set' && /^(?:-[^\Wq]*q\w*|--query)$/.test(words[1]?.value.text ?? '');
  list.queried = query && words.length === 3 ? words[2]!.value.text : undefined;
  noteCondition(list);
  if (endsFile(s, list, words)) s.ended = true;
}

/** Would a statement happen whenever its scope does, but for the variable it asks for? */
function happensAnyway(list: List): boolean {
  return list.link === '||' ? isCertain({ ...list, link: '' }) : top(list).sure;
}

/** `if not set -q NAME`, and nothing after it in the condition. */
function noteCondition(list: List): void {
  const block = top(list);
  if (block.kind === 'if' && block.state !== 'body')
    block.unless = block.state === 'condition' && list.negated ? list.queried : undefined;
  list.negated = false;
}

function noteTest(list: List): void {
  list.tested = true;
  const block = top(list);
  if (block.kind === 'if' && block.state !== 'body') block.tested = true;
}

/** The first command of a condition has been read: what hangs on it with `and` or `or` still belongs to it. */
function endCondition(list: List): void {
  list.link = '';
  const block = top(list);
  if (block.state === 'condition') block.state = 'between';
}
