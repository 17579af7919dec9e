/** Simple commands of sh, bash and zsh, and the function definitions that begin like one. */
import type { Piece } from '../../../core.ts';
import { valueOf } from '../../../text.ts';
import { setByArithmetic } from '../lower/arithmetic.ts';
import { isDeclaration, isFileTest } from '../lower/builtins.ts';
import type { SimpleCommand, Word } from '../syntax.ts';
import { waysHere } from './answers.ts';
import { complete, isCertain, isGuarded, loopsOf, newScope, push } from './blocks.ts';
import { type Block, type List, top } from './lists.ts';
import { readRedirection } from './redirections.ts';
import { match, type Scanner, skipBlanks } from './scanner.ts';
import { readArray, readWord } from './words.ts';

/** Reads one simple command, or `name ()` of a function whose body comes next. */
export function readSimple(s: Scanner, list: List): void {
  const start = s.pos;
  let end = start;
  const prefix: Word[] = [];
  const words: Word[] = [];
  for (;;) {
    skipBlanks(s);
    // Redirections of a compound: what follows them is as after a word.
    if (endsCommand(s, prefix.length + words.length + (s.pos > start && list.afterCompound ? 1 : 0))) break;
    const at = s.pos;
    if (s.text[at] === '(' && prefix.length === 0 && match(s, /\([ \t]*\)/y) && words.length > 0) {
      defineFunction(s, list, words[0]!.value.text, start);
      return;
    }
    if (!readRedirection(s)) {
      // Redirections alone belong to the compound before them: `if ( … ) > /dev/null; then`.
      if (prefix.length + words.length === 0) openShortBody(s, list);
      const canAssign = words.length === 0 || isDeclaration(words) || (takesArrays(words) && match(s, ARRAY) !== null);
      const word = readElement(s, canAssign, words.length > 0);
      if (s.pos === at) s.pos++;
      else if (words.length === 0 && word.split) prefix.push(word);
      else words.push(word);
    }
    end = s.pos;
  }
  if (prefix.length + words.length > 0) keep(s, list, { at: s.origin.span(start, end), prefix, words });
  else if (!list.afterCompound) complete(s, list, false);
}

function endsCommand(s: Scanner, length: number): boolean {
  const c = s.text[s.pos];
  if (c === undefined || c === '\n' || c === ';' || c === '|' || c === ')' || c === '#') return true;
  if (c === '&') return s.text[s.pos + 1] !== '>';
  return c === '}' && s.dialect === 'zsh' && length > 0 && match(s, /\}(?=[ \t\n;&|<>()]|$)/y) !== null;
}

/** zsh: `if [[ … ]] command`, `for x (…) command`. */
export function openShortBody(s: Scanner, list: List): void {
  const block = top(list);
  const isHeader = block.kind === 'loop' && block.state === 'header';
  const isCondition = (block.kind === 'loop' || block.kind === 'if') && block.state === 'condition';
  if (!isHeader && !(isCondition && list.afterCompound && s.dialect === 'zsh')) return;
  block.state = 'body';
  block.single = true;
}

const ASSIGNMENT = /([A-Za-z_]\w*)(\[(?:[^\][\n]|\[[^\][\n]*\])*\])?(\+)?=/y;

/** bash takes a list in parentheses after these too. */
function takesArrays(words: readonly Word[]): boolean {
  return /^(?:eval|let|alias)$/.test(words[0]?.value.text ?? '');
}

const ARRAY = /[A-Za-z_]\w*(?:\[[^\][\n]*\])?\+?=\(/y;
const JOINED_LIST = /(?:\\\n)+(?=\()/y;

/** A word, or `NAME=value` where that is an assignment. */
function readElement(s: Scanner, canAssign: boolean, isArgument: boolean): Word {
  const start = s.pos;
  const found = canAssign ? match(s, ASSIGNMENT) : null;
  if (!found) return { value: readWord(s) };
  const [whole, name = '', subscript, plus] = found;
  s.pos += whole.length;
  // A continued line is one line: the list can open on the next.
  s.pos += match(s, JOINED_LIST)?.[0].length ?? 0;
  const array = s.text[s.pos] === '(' ? readArray(s) : undefined;
  const value = array?.value ?? readWord(s, true, isArgument);
  s.budget -= 2;
  const head: Piece[] = [...s.origin.plain(start, start + whole.length, 'none')];
  const nameEnd = start + name.length;
  return {
    value: valueOf([...head, ...value.pieces], s.origin.span(start, s.pos)),
    split: {
      name: valueOf(s.origin.plain(start, nameEnd, 'none'), s.origin.span(start, nameEnd)),
      append: plus !== undefined,
      element: subscript !== undefined,
      value,
      elements: array ? array.elements : undefined,
    },
  };
}

function keep(s: Scanner, list: List, { at, prefix, words }: Pick<SimpleCommand, 'at' | 'prefix' | 'words'>): void {
  const isTest = isFileTest(words);
  if (s.muted === 0) {
    s.commands.push({
      at,
      prefix,
      words,
      scope: top(list).scope,
      certain: isCertain(list) && s.templateDepth === 0,
      ways: waysHere(list),
      link: list.link,
      guarded: isGuarded(list),
      background: false,
      isolated: false,
      isWholeBody: top(list).single,
      loops: loopsOf(list),
    });
  }
  if (isTest) noteTest(list);
  if (endsFile(s, list, words)) s.ended = true;
  complete(s, list, false);
}

/** `((…))` has been read from `start` on: a command of one word where it sets something. */
export function keepArithmetic(s: Scanner, list: List, start: number): void {
  const at = s.origin.span(start, s.pos);
  const isSetting = setByArithmetic(s.text.slice(start, s.pos)).length > 0;
  if (isSetting)
    keep(s, list, { at, prefix: [], words: [{ value: valueOf(s.origin.plain(start, s.pos, 'none'), at) }] });
  complete(s, list, true);
}

/** `exit`, `return` or `exec program` at the top level: nothing below is read as shell code, whatever it is. */
export function endsFile(s: Scanner, list: List, words: readonly Word[]): boolean {
  const name = words[0]?.value.text;
  const ends = name === 'exit' || name === 'return' || (name === 'exec' && words.length > 1);
  return ends && s.muted === 0 && list.blocks.length === 1 && s.templateDepth === 0 && isCertain(list);
}

/** A file test has been met: it guards what depends on it. */
export function noteTest(list: List): void {
  list.tested = true;
  const block = top(list);
  if (block.kind === 'if' && block.state === 'condition') block.tested = true;
}

/** After `name ()`: the next command or compound is the body. `name` is empty for one that runs at once. */
export function defineFunction(s: Scanner, list: List, name: string, start: number): Block {
  const parens = match(s, /\([ \t]*\)/y);
  if (parens) s.pos += parens[0].length;
  if (name === '') return push(list, 'function', '', start, { single: true, anonymous: true });
  const ways = waysHere(list);
  const scope = newScope(s, 'function', name, start, top(list).scope);
  if (ways.length > 0) Object.assign(scope, { ways });
  return push(list, 'function', name, start, {
    single: true,
    scope,
    owned: scope,
    sure: true,
    guarded: false,
    ways: [],
  });
}
