/** What the commands of fish mean for the environment. */
import type { Assignment, Scope, Span, Value } from '../../../core.ts';
import { entryOf, span, valueOf } from '../../../text.ts';
import type { ShellPiece, SimpleCommand, Word } from '../syntax.ts';
import { unmodified } from './builtins.ts';
import {
  addAlias,
  addAssignment,
  addCommand,
  addForCommand,
  addUnset,
  isFunction,
  type Lowering,
  nothingAfter,
  unknownValue,
} from './facts.ts';
import { addEval, addPipedSource, addSource, lowerFishRead } from './indirect.ts';
import { noteList } from './names.ts';
import { shellPieces, splitWord } from './split.ts';

/** Adds the facts of each command, in order. */
export function lowerFish(l: Lowering, commands: readonly SimpleCommand[]): void {
  for (const [index, command] of commands.entries()) lowerCommand(l, command, commands[index - 1]);
}

function lowerCommand(l: Lowering, command: SimpleCommand, before: SimpleCommand | undefined): void {
  const words = unmodified(command.words);
  const [first] = words;
  const rest = words.slice(1);
  addForCommand(l, command, command.prefix);
  if (!first) return;
  const name = first.value.known ? first.value.text : '';
  if (name === 'set') lowerSet(l, command, rest);
  else if (name === 'export') lowerExport(l, command, rest);
  else if (name === 'source' || name === '.') lowerSource(l, command, rest, before);
  else if (name === 'read') lowerFishRead(l, command, rest);
  else if (name === 'eval') addEval(l, command, rest);
  else if (name === 'alias' && rest.length > 0) lowerAlias(l, command, rest);
  else if (name === 'abbr' && rest.length > 1) lowerAbbreviation(l, command, rest);
  else addCommand(l, command);
}

/** `source FILE`, `… | source`, `cat FILE | source -`. */
function lowerSource(
  l: Lowering,
  command: SimpleCommand,
  [path]: readonly Word[],
  before: SimpleCommand | undefined,
): void {
  if (path && path.value.text !== '-') addSource(l, command, path.value);
  else if (command.link === '|' && before) addPipedSource(l, command, before);
  else addCommand(l, command);
}

// ── set ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `-gx` and its long forms as single letters. */
function readFlags(words: readonly Word[]): { readonly flags: string; readonly rest: readonly Word[] } {
  let flags = '';
  let at = 0;
  for (; at < words.length; at++) {
    const { text, known } = words[at]!.value;
    if (text === '--') {
      at++;
      break;
    }
    if (!known || !/^-[-a-zA-Z]/.test(text)) break;
    flags += text.startsWith('--') ? (entryOf(LONG, text.slice(2)) ?? '?') : text.slice(1);
  }
  return { flags, rest: words.slice(at) };
}

const LONG: Readonly<Record<string, string>> = {
  append: 'a',
  erase: 'e',
  export: 'x',
  function: 'f',
  global: 'g',
  local: 'l',
  names: 'n',
  path: 'P',
  prepend: 'p',
  query: 'q',
  show: 'S',
  unexport: 'u',
  universal: 'U',
  unpath: 'T',
};

function lowerSet(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const { flags, rest } = readFlags(words);
  const [name, ...values] = rest;
  if (/[qnSh?]/.test(flags) || !name) {
    addCommand(l, command);
    return;
  }
  const reach = reachOf(flags, command.scope);
  if (flags.includes('e')) {
    for (const { value } of rest) addUnset(l, command, value, reach === 'shell' ? 'environment' : reach);
    return;
  }
  if (flags.includes('u')) addUnset(l, command, name.value, 'environment');
  const isElement = name.value.known && name.value.text.includes('[');
  const at = span(name.value.at, name.value.at.start, (values.at(-1) ?? name).value.at.end);
  if (isElement) {
    const element = splitElement(name.value);
    addAssignment(l, command, { at, name: element, value: unknownValue(name.value.at), operation: 'set', reach });
    return;
  }
  noteList(
    l.lists,
    name.value,
    values.map((word) => word.value),
    flags.includes('a'),
  );
  const isPath = /PATH$/.test(name.value.text) || flags.includes('P');
  const operation = operationOf(flags, command, name.value);
  const value = listValue(l.text, values, name.value, operation, isPath && !flags.includes('T'));
  addAssignment(l, command, { at, name: name.value, value, operation, reach });
}

function operationOf(flags: string, command: SimpleCommand, name: Value): Assignment['operation'] {
  if (flags.includes('a')) return 'append';
  if (flags.includes('p')) return 'prepend';
  return command.unless !== undefined && command.unless === name.text ? 'default-unset' : 'set';
}

/**
 * Without a scope `set -x` in a function changes the variable where there is one, exported as it is, and else makes one that is
 * gone when the function returns (set(1) of fish 3.6).
 */
function reachOf(flags: string, scope: Scope): Assignment['reach'] {
  if (/[lf]/.test(flags)) return 'local';
  const isLocal = !/[gU]/.test(flags) && (isFunction(scope) || scope.kind === 'alias');
  return flags.includes('x') && !isLocal ? 'environment' : 'shell';
}

/** `NAME[1]` → `NAME`. */
function splitElement(name: Value): Value {
  const [piece] = shellPieces(name);
  if (piece?.kind !== 'literal') return name;
  const length = piece.text.indexOf('[');
  if (length < 0) return name;
  const at = span(piece.at, piece.at.start, piece.at.start + length);
  return valueOf([{ ...piece, text: piece.text.slice(0, length), at }], at);
}

/**
 * What other programs see of a list: its elements joined by spaces, or by colons where the name ends in PATH. A list of
 * several paths is not followed.
 */
function listValue(
  text: string,
  words: readonly Word[],
  name: Value,
  operation: Assignment['operation'],
  isPath: boolean,
): Value {
  const [first] = words;
  if (!first) return nothingAfter(name);
  const last = words.at(-1)!;
  const isJoined = operation === 'append' || operation === 'prepend';
  const at = span(name.at, first.value.at.start, last.value.at.end);
  if (words.length === 1 && !isJoined) return first.value;
  if (isPath) return unknownValue(at);
  const pieces: ShellPiece[] = [];
  if (operation === 'append') pieces.push(joint(text, span(at, at.start, at.start)));
  for (const [index, { value }] of words.entries()) {
    const before = words[index - 1];
    if (before) pieces.push(joint(text, span(at, before.value.at.end, value.at.start)));
    for (const piece of shellPieces(value)) pieces.push(piece);
  }
  if (operation === 'prepend') pieces.push(joint(text, span(at, at.end, at.end)));
  return valueOf(pieces, at);
}

/** The space that joins two elements, and the spaces between them in the file. */
function joint(text: string, gap: Span): ShellPiece {
  const isTab = gap.end - gap.start === 1 && text[gap.start] !== ' ';
  return { kind: 'literal', text: ' ', at: isTab ? span(gap, gap.end, gap.end) : gap, quote: 'none' };
}

// ── the others ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** fish's own `export NAME=value`. */
function lowerExport(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  for (const word of words) {
    const split = splitWord(word);
    const at = word.value.at;
    const reach = 'environment';
    if (split) addAssignment(l, command, { at, name: split.name, value: split.value, operation: 'set', reach });
    else {
      const name = word.value;
      addAssignment(l, command, { at, name, value: nothingAfter(name), operation: 'export', reach });
    }
  }
}

/** `alias name='body'`, `alias name 'body'`. */
function lowerAlias(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const { rest } = readFlags(words);
  const [first, second] = rest;
  const split = first && splitWord(first);
  if (split?.name.known) addAlias(l, command, split.name.text, split.value, first!.value.at);
  else if (first && second) addAlias(l, command, first.value.text, second.value, both(first, second));
}

/** `abbr -a name 'body'`. Several words are the body together. */
function lowerAbbreviation(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const names = words.filter(({ value }) => !value.text.startsWith('-'));
  const [first, second, third] = names;
  if (first && second && !third) addAlias(l, command, first.value.text, second.value, both(first, second));
  else addCommand(l, command);
}

function both(first: Word, second: Word): Scope['at'] {
  return span(first.value.at, first.value.at.start, second.value.at.end);
}
