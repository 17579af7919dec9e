/** The headers of loops over words: `for x in words`, `for x (words)`, `for ((…))`, `select x in words`. */
import type { Value } from '../../../core.ts';
import { loopOf, push } from './blocks.ts';
import type { Block, List } from './lists.ts';
import { arithmeticEnd } from './matching.ts';
import { match, type Scanner, skipBlanks, skipLines } from './scanner.ts';
import { openShortBody } from './simple.ts';
import { readWord } from './words.ts';

/** `for x in words`, `for x (words)`, `for ((…))`, `select x in words`. */
export function openFor(s: Scanner, list: List, start: number, word: string): void {
  openShortBody(s, list);
  skipBlanks(s);
  const arithmetic = s.text.startsWith('((', s.pos) ? arithmeticEnd(s, s.pos) : -1;
  if (arithmetic > 0) s.pos = arithmetic;
  const loop = arithmetic > 0 ? undefined : readHeader(s, start);
  push(list, 'loop', word, start, {
    state: word === 'foreach' ? 'body' : 'header',
    // What a person selects is not known.
    loop: loop && word !== 'select' ? loop : undefined,
  });
}

function readHeader(s: Scanner, start: number): Block['loop'] {
  const [name, another] = readNames(s);
  const position = s.pos;
  let words: readonly Value[] = [];
  skipLines(s);
  if (match(s, /in(?=[ \t\n;]|$)/y)) {
    s.pos += 2;
    words = readWords(s);
  } else if (s.text[s.pos] === '(') {
    s.pos++;
    words = readUntilParenthesis(s);
  } else s.pos = position;
  return another ? undefined : loopOf(s, start, name, words);
}

/** zsh takes several names. */
function readNames(s: Scanner): readonly Value[] {
  const names: Value[] = [];
  for (skipBlanks(s); !match(s, /(?:in|do)(?=[ \t\n;]|$)|[{(]/y); skipBlanks(s)) {
    const at = s.pos;
    const name = readWord(s);
    if (s.pos === at) break;
    names.push(name);
  }
  return names;
}

/** Words up to the end of a command. */
function readWords(s: Scanner): readonly Value[] {
  const words: Value[] = [];
  for (skipBlanks(s); s.text[s.pos] !== '#'; skipBlanks(s)) {
    const at = s.pos;
    const word = readWord(s);
    if (s.pos === at) break;
    words.push(word);
  }
  return words;
}

function readUntilParenthesis(s: Scanner): readonly Value[] {
  const words: Value[] = [];
  for (skipLines(s); s.pos < s.text.length && s.text[s.pos] !== ')'; skipLines(s)) {
    const at = s.pos;
    const word = readWord(s);
    if (s.pos === at) s.pos++;
    else words.push(word);
  }
  if (s.pos < s.text.length) s.pos++;
  return words;
}
