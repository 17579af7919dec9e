/** ExecStart= and its kind: commands, their prefixes and argument words (src/core/load-fragment.c, config_parse_exec). */
import { type ExecLine, HOLE, type Piece, type Value } from '../../core.ts';
import { span, valueOf } from '../../text.ts';
import { literal, sourceSpan } from '../shared/derived.ts';
import { append, cover, cutter, textOf } from '../shared/pieces.ts';
import { resolveSpecifiers } from './specifiers.ts';
import type { UnitLine } from './unit-file.ts';
import { nextWord, type Quote, skipBlanks, type Word, wordsOf } from './words.ts';

/** An argument and how it is quoted. */
export interface WrittenWord {
  readonly value: Value;
  readonly quote: Quote;
}

export interface Exec {
  /** One for each command; a lone `;` separates them. An empty line gives one without words: it forgets all before. */
  readonly commands: readonly ExecLine[];
  readonly words: readonly WrittenWord[];
}

/** Reads the value of an Exec key. Arguments keep what is only known at start (`$NAME`, `%i`) as such. */
export function readExec(line: UnitLine): Exec {
  const { joined, end, key } = line;
  const source = wordsOf(joined, end);
  const commands: ExecLine[] = [];
  const words: WrittenWord[] = [];
  let current: WrittenWord[] = [];
  let prefix = '';
  const finish = (): void => {
    const [first] = current;
    if (first) {
      const last = current.at(-1)!;
      const at = span(first.value.at, first.value.at.start - prefix.length, last.value.at.end);
      commands.push({ key, at, words: current.map((word) => word.value), prefix });
    }
    append(words, current);
    current = [];
    prefix = '';
  };
  for (let at = skipBlanks(source, line.start); at < end; at = skipBlanks(source, at)) {
    const mark = separator(joined.text, at, end);
    if (mark > 0 && current.length > 0) {
      if (mark === 1) finish();
      else current.push({ value: semicolon(line, at), quote: '' });
      at += mark;
      continue;
    }
    const word = nextWord(source, at)!;
    if (current.length === 0) prefix = /^[-@:+!|]*/.exec(word.text)?.[0] ?? '';
    current.push(current.length === 0 ? programWord(word, prefix.length) : argument(word, prefix.includes(':')));
    at = word.end;
  }
  finish();
  if (commands.length === 0) commands.push({ key, at: line.at, words: [], prefix: '' });
  return { commands, words };
}

/** 1 for a lone `;`, 2 for `\;` (a plain semicolon as argument), else 0. */
function separator(text: string, at: number, end: number): 0 | 1 | 2 {
  const length = text[at] === ';' ? 1 : text.startsWith('\\;', at) ? 2 : 0;
  return length > 0 && (at + length >= end || /\s/.test(text[at + length]!)) ? length : 0;
}

function semicolon(line: UnitLine, at: number): Value {
  return valueOf([literal(line.joined, ';', at, at + 2)], sourceSpan(line.joined, at, at + 2));
}

/** The program, without the prefixes before it. Nothing is expanded in it at start, only specifiers. */
function programWord(word: Word, prefix: number): WrittenWord {
  const take = cutter(word.pieces);
  const marks = take(prefix);
  const rest = take(word.text.length);
  const start = prefix > 0 && word.quote === '' ? marks.at(-1)!.at.end : word.at.start;
  const at = span(word.at, start, word.at.end);
  return { value: valueOf(resolveSpecifiers(rest).pieces, at), quote: word.quote };
}

function argument(word: Word, isLiteral: boolean): WrittenWord {
  const { pieces } = resolveSpecifiers(word.pieces);
  return { value: valueOf(isLiteral ? pieces : withVariables(pieces), word.at), quote: word.quote };
}

/** `$NAME` as a whole word, `${NAME}` anywhere, `$$` for a dollar; systemd expands nothing else. */
function withVariables(pieces: readonly Piece[]): Piece[] {
  const text = textOf(pieces, HOLE);
  if (!text.includes('$')) return [...pieces];
  const whole = /^\$([^{$].*)$/s.exec(text)?.[1];
  if (whole !== undefined) {
    const at = cover(pieces);
    return [/^[A-Za-z_]\w*$/.test(whole) ? { kind: 'reference', name: whole, at } : { kind: 'unknown', at }];
  }
  const take = cutter(pieces);
  const found: Piece[] = [];
  for (const mark of text.matchAll(/\$(?:\$|\{([A-Za-z_]\w*)\})/g)) {
    append(found, take(mark.index));
    const written = take(mark.index + mark[0].length);
    if (written.length === 0) continue;
    const at = cover(written);
    found.push(mark[1] ? { kind: 'reference', name: mark[1], at } : { kind: 'literal', text: '$', at });
  }
  append(found, take(text.length));
  return found;
}
