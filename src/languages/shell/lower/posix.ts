/** What the commands of sh, bash and zsh mean for the environment. */
import type { Assignment, Reference, Value } from '../../../core.ts';
import { basename, inside, span, valueOf } from '../../../text.ts';
import type { Dialect, ShellPiece, SimpleCommand, Split, Word } from '../syntax.ts';
import { addCounted, lowerLet } from './arithmetic.ts';
import { DECLARATIONS, unmodified } from './builtins.ts';
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
  waysOf,
} from './facts.ts';
import {
  addAnyName,
  addEmulated,
  addEval,
  addExpansions,
  addSource,
  lowerPrint,
  lowerPrintf,
  lowerRead,
  lowerVared,
  noteNamerefs,
} from './indirect.ts';
import { computedNames, noteList } from './names.ts';
import { namesOf, splitWord } from './split.ts';

/** Adds the facts of each command, in order. */
export function lowerPosix(l: Lowering, commands: readonly SimpleCommand[], dialect: Dialect): void {
  for (const command of commands) lowerCommand(l, command, dialect);
}

function lowerCommand(l: Lowering, command: SimpleCommand, dialect: Dialect): void {
  const words = unmodified(command.words);
  const [first] = words;
  if (dialect === 'zsh') addExpansions(l, command);
  if (dialect !== 'fish') addCounted(l, command);
  if (!first) {
    for (const word of command.prefix) addSet(l, command, word, l.allExported ? 'environment' : 'shell');
    return;
  }
  const name = first.value.known ? first.value.text : '';
  const keeps = dialect === 'sh' && SPECIAL.has(name);
  addForCommand(l, command, command.prefix, keeps ? 'shell' : 'command');
  const isDirenv = DIRENV.has(name) && isEnvrc(command.at.file);
  const lower = isDirenv ? lowerDirenv : l.text.startsWith('((', command.at.start) ? lowerLet : BUILTINS.get(name);
  if (lower) lower(l, command, words.slice(1), { name, dialect });
  else addCommand(l, command);
}

interface Context {
  readonly name: string;
  readonly dialect: Dialect;
}

type Builtin = (l: Lowering, command: SimpleCommand, words: readonly Word[], context: Context) => void;

/** Builtins that a POSIX shell runs in a way that keeps the assignments before them. */
const SPECIAL = new Set([':', '.', 'eval', 'export', 'readonly', 'set', 'unset', 'shift', 'times', 'trap', 'return']);

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...[...DECLARATIONS].map((name) => [name, declare] as const),
  ['unset', lowerUnset],
  ['source', lowerSource],
  ['.', lowerSource],
  ['alias', lowerAlias],
  ['eval', addEval],
  [':', lowerDefaults],
  ['set', lowerOptions],
  ['setopt', lowerOptions],
  ['unsetopt', lowerOptions],
  ['printf', lowerPrintf],
  ['read', lowerRead],
  ['print', lowerPrint],
  ['vared', lowerVared],
  ['let', lowerLet],
  ['emulate', addEmulated],
]);

/** `NAME=value`, `NAME+=value`, `NAME[0]=value`, with or without a keyword before it. */
function addSet(
  l: Lowering,
  command: SimpleCommand,
  word: Word,
  reach: Assignment['reach'],
  given?: Assignment['fixed'],
): void {
  const split = splitWord(word);
  if (!split) return;
  const operation = split.append ? 'append' : 'set';
  const isList = split.element || l.text[split.value.at.start] === '(';
  const fixed = given ?? (isList ? 'list' : undefined);
  if (!split.element) noteList(l.lists, split.name, split.elements ?? split.value.text.split(/\s+/), split.append);
  for (const name of namesOf(split.name))
    addAssignment(l, command, {
      at: word.value.at,
      name,
      value: valueIn(split),
      operation,
      reach,
      fixed,
    });
}

function valueIn({ element, value }: Split): Value {
  return element ? unknownValue(value.at) : value;
}

// ── declarations ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Flags {
  readonly on: string;
  readonly off: string;
  readonly names: readonly Word[];
}

/** `-gx +x --`, then names. */
function readFlags(words: readonly Word[]): Flags {
  let on = '';
  let off = '';
  let at = 0;
  for (; at < words.length; at++) {
    const { text, known } = words[at]!.value;
    if (text === '--') {
      at++;
      break;
    }
    if (!known || !/^[-+]\w/.test(text)) break;
    if (text.startsWith('-')) on += text.slice(1);
    else off += text.slice(1);
  }
  return { on, off, names: words.slice(at) };
}

/** `export`, `declare`, `typeset`, `local`, `readonly`: all names of one statement. */
function declare(l: Lowering, command: SimpleCommand, words: readonly Word[], context: Context): void {
  const { on, off, names } = readFlags(words);
  if (/[fFp]/.test(on)) return;
  const isExport = context.name === 'export';
  const takesBack = (isExport && on.includes('n')) || off.includes('x');
  const reach = reachOf(on, isFunction(command.scope), context);
  if (on.includes('n') && !isExport && context.dialect !== 'zsh') {
    noteNamerefs(l, command, names);
    return;
  }
  if (on.includes('T')) {
    tie(l, command, names, reach);
    return;
  }
  const fixed = fixedBy(on, context);
  for (const word of names) {
    const split = splitWord(word);
    const plain = namesOf(split?.name ?? word.value);
    if (takesBack) for (const name of plain) addUnset(l, command, name, 'environment');
    if (split && takesBack) addSet(l, command, word, 'shell');
    else if (split) addSet(l, command, word, reach, fixed);
    else if (!takesBack) for (const name of plain) addBare(l, command, name, reach, fixed);
  }
}

function fixedBy(on: string, { name }: Context): Assignment['fixed'] {
  if (name === 'readonly' || on.includes('r')) return 'readonly';
  // Of a number, or with `-u`, `-L5` and the like, a list that is set is not what is kept.
  return /[aAiluEFLRZ]/.test(on) || name === 'integer' || name === 'float' ? 'list' : undefined;
}

/** zsh's `typeset -xT NAME list ,`: the string and the list are one variable from here on, whatever it contains. */
function tie(l: Lowering, command: SimpleCommand, [string, list]: readonly Word[], reach: Assignment['reach']): void {
  for (const [word, own] of [[string, reach] as const, [list, 'shell'] as const]) {
    const name = word && (splitWord(word)?.name ?? word.value);
    if (!name) continue;
    const value = unknownValue(word.value.at);
    addAssignment(l, command, { at: word.value.at, name, value, operation: 'set', reach: own, fixed: 'list' });
  }
}

/**
 * Who gets a declared variable. bash's `declare -x` in a function is local to it; zsh's `typeset -x` is not
 * (GLOBAL_EXPORT is on by default), its `local -x` is.
 */
function reachOf(on: string, isInFunction: boolean, { name, dialect }: Context): Assignment['reach'] {
  if (name === 'export') return 'environment';
  if (name === 'local' || name === 'private') return 'local';
  const isGlobal = on.includes('g') || (name === 'readonly' && dialect !== 'zsh');
  const isExported = on.includes('x');
  if (isInFunction && !isGlobal && !(isExported && dialect === 'zsh')) return 'local';
  return isExported ? 'environment' : 'shell';
}

/** A name without a value: exported as it is, or a fresh local; `export $(…)` sets no one knows what. */
function addBare(
  l: Lowering,
  command: SimpleCommand,
  name: Value,
  reach: Assignment['reach'],
  fixed?: Assignment['fixed'],
): void {
  const at = name.at;
  const isKnown = name.known || computedNames(l.text, l.lists, name, command) !== undefined;
  if (!isKnown && reach === 'environment') {
    addAssignment(l, command, { at, name, value: unknownValue(at), operation: 'set', reach });
  } else if (reach === 'environment') {
    addAssignment(l, command, { at, name, value: nothingAfter(name), operation: 'export', reach });
  } else if (reach === 'local') addUnset(l, command, name, 'local');
  else if (fixed) {
    // What it contains stays; that it can't be set again is all that is new.
    addAssignment(l, command, { at, name, value: nothingAfter(name), operation: 'append', reach, fixed });
  }
}

// ── the others ──────────────────────────────────────────────────────────────────────────────────────────────────────

function lowerUnset(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const { on, names } = readFlags(words);
  // zsh's `unset -m 'http*'` takes patterns.
  if (on.includes('m') && names[0]) addAnyName(l, command, names[0].value);
  // What it takes away is a function: see `run.ts`.
  if (on.includes('f')) addCommand(l, command);
  if (/[fm]/.test(on)) return;
  for (const name of names.flatMap(({ value }) => namesOf(value))) addUnset(l, command, name, 'environment');
}

function lowerSource(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const path = words[0]?.value.text === '--' ? words[1] : words[0];
  if (path) addSource(l, command, path.value);
}

const isEnvrc = (file: string): boolean => /^\.?envrc(?:$|\.)/.test(basename(file));

/** What direnv adds to a `.envrc` (direnv-stdlib(1)): commands that load a file, by the one named or the usual one. */
const DIRENV: ReadonlyMap<string, (operand: string | undefined) => string> = new Map([
  ['dotenv', (file = '.env') => file],
  ['dotenv_if_exists', (file = '.env') => file],
  ['source_env', ofFolder],
  ['source_env_if_exists', ofFolder],
  ['source_up', (file = '.envrc') => `../${file}`],
  ['source_up_if_exists', (file = '.envrc') => `../${file}`],
]);

/** `source_env ..` is that folder's `.envrc`. */
function ofFolder(path = '.'): string {
  return /(?:^|\/)\.{0,2}$/.test(path) ? `${path.replace(/\/$/, '')}/.envrc` : path;
}

function lowerDirenv(l: Lowering, command: SimpleCommand, [operand]: readonly Word[], { name }: Context): void {
  const word = operand?.value ?? command.words[0]!.value;
  const text = DIRENV.get(name)!(operand?.value.text);
  const path = text === word.text ? word : valueOf([{ kind: 'literal', text, at: inside(word) }], word.at);
  const { at, scope, certain, guarded } = command;
  const optional = guarded || name.endsWith('_if_exists');
  l.facts.push({ kind: 'include', at, scope, certain, ...waysOf(command), path, optional, exports: true });
}

/** `alias a='…' b='…'`. zsh's global and suffix aliases stand for parts of commands. */
function lowerAlias(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const { on, names } = readFlags(words);
  if (/[gsp]/.test(on)) return;
  for (const word of names) {
    const split = splitWord(word);
    if (split?.name.known) addAlias(l, command, split.name.text, split.value, word.value.at);
  }
}

/** `: ${NAME:=value}`. */
function lowerDefaults(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  for (const { value } of words) {
    const [piece, ...more] = value.pieces as readonly ShellPiece[];
    if (more.length === 0 && piece?.kind === 'reference' && /^:?=$/.test(piece.operator ?? '')) {
      addAssignment(l, command, defaultOf(piece));
    }
  }
  if (words.every(({ value }) => value.known)) addCommand(l, command);
}

function defaultOf({ at, name, operator, word = [] }: Reference & ShellPiece): Parameters<typeof addAssignment>[2] {
  const nameAt = span(at, at.start + 2, at.start + 2 + name.length);
  const valueAt = word[0] ? span(at, word[0].at.start, word.at(-1)!.at.end) : span(at, at.end - 1, at.end - 1);
  const literal: ShellPiece = { kind: 'literal', text: name, at: nameAt, quote: 'none' };
  return {
    at,
    name: valueOf([literal], nameAt),
    value: valueOf(word, valueAt),
    operation: operator === ':=' ? 'default' : 'default-unset',
    reach: 'shell',
  };
}

/** `set -a`, `set -o allexport`, `setopt allexport`. */
function lowerOptions(l: Lowering, command: SimpleCommand, words: readonly Word[], { name }: Context): void {
  const text = words.map(({ value }) => value.text.toLowerCase().replaceAll('_', '')).join(' ');
  const pattern = name === 'set' ? /^[-+](?:\w*o allexport\b|\w*a)/ : /\ballexport\b/;
  if (pattern.test(text)) l.allExported = name === 'unsetopt' ? false : !text.startsWith('+');
  addCommand(l, command);
}
