/** Simple commands of fish: words, redirections, variables set for one command; and what a command says of the condition around it. */
import type { Piece } from '../../../core.ts';
import { valueOf } from '../../../text.ts';
import { isFileTest, unmodified } from '../lower/builtins.ts';
import type { Word } from '../syntax.ts';
import { waysHere } from './answers.ts';
import { isCertain, isGuarded, loopsOf } from './blocks.ts';
import { readFishValue, readFishWord } from './fish-words.ts';
import { type List, top } from './lists.ts';
import { match, type Scanner, skipBlanks } from './scanner.ts';
import { endsFile } from './simple.ts';

/** `NAME=value for …`: past what is set for a whole block. */
export function skipPrefix(s: Scanner): void {
  while (match(s, ASSIGNMENT)) {
    s.muted++;
    readFirst(s);
    s.muted--;
    skipBlanks(s);
  }
}

/** The variable that has to be unset for a statement to happen, if its name is among the words and no other condition counts. */
function unlessOf(list: List, words: readonly Word[]): string | undefined {
  const block = top(list);
  const isBody = block.kind === 'if' && block.state === 'body' && !block.later && block.sure && list.link === '';
  const asked = list.link === '||' ? list.queried : isBody ? block.unless : undefined;
  const isSet = words[0]?.value.text === 'set' && words.some(({ value }) => value.text === asked);
  return isSet ? asked : undefined;
}

const REDIRECTION = /\d*(?:>>\?|>\?|>>|>&|>(?!\|)|<&|<\?|<)|&>>?\??/y;

const PIPE = /\d*>\|/y;

const ASSIGNMENT = /([A-Za-z_]\w*)(\[[^\]\n]{0,200}\])?=/y;

export function readSimple(s: Scanner, list: List): void {
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

/** The first command of a condition has been read: what depends on it with `and` or `or` still belongs to it. */
export function endCondition(list: List): void {
  list.link = '';
  const block = top(list);
  if (block.state === 'condition') block.state = 'between';
}
