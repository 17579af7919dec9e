/**
 * Variables that are set without an assignment (`printf -v`, `read`, through a nameref), and those whose name or whole command
 * is only known at run time. Such code is an assignment to an unknown name: after it, no variable is reported as missing.
 */
import { type Assignment, HOLE, type Piece, type Value } from '../../../core.ts';
import { slice, valueOf } from '../../../text.ts';
import type { SimpleCommand, Word } from '../syntax.ts';
import { addAssignment, addCommand, addInclusion, type Lowering, unknownValue } from './facts.ts';
import { splitWord } from './split.ts';

/** `printf -v NAME FORMAT …` (bash, zsh): known is what `%s` of one word makes. */
export function lowerPrintf(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  addCommand(l, command);
  const [option, name, format, ...values] = words.map(({ value }) => value);
  if (option?.text !== '-v' || !name || !format) return;
  const [only, more] = values;
  const value = format.text === '%s' && only && !more ? only : unknownValue(format.at);
  addAssignment(l, command, { at: name.at, name, value, operation: 'set', reach: reachHere(l) });
}

/** Options of `read` that take a word: bash's in builtins(1), zsh's `-u` and `-k`. */
const READ_OPTIONS = /^-\w*[adiknNptu]$/;
/** Those of read(1) of fish. */
const FISH_READ_OPTIONS = /^(?:-\w*[cdnpPR]|--(?:command|delimiter|nchars|prompt|prompt-str|right-prompt))$/;

/** `read -r NAME …`: they contain what someone types, or a file says. */
export function lowerRead(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  addCommand(l, command);
  for (const name of operands(words, READ_OPTIONS)) addUnknown(l, command, name, reachHere(l));
}

/** fish's `read -gx NAME`. */
export function lowerFishRead(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  addCommand(l, command);
  const flags = words.map(({ value }) => (/^--?\w/.test(value.text) ? value.text : '')).join(' ');
  const reach = /-\w*[lf]|--(?:local|function)/.test(flags)
    ? 'local'
    : /-\w*x|--export/.test(flags)
      ? 'environment'
      : 'shell';
  for (const name of operands(words, FISH_READ_OPTIONS)) addUnknown(l, command, name, reach);
}

function operands(words: readonly Word[], options: RegExp): readonly Value[] {
  const values = words.map(({ value }) => value);
  return values.filter(({ text }, index) => !text.startsWith('-') && !options.test(values[index - 1]?.text ?? ''));
}

const reachHere = ({ allExported }: Lowering): Assignment['reach'] => (allExported ? 'environment' : 'shell');

/** Options of `vared` that take a word (zshzle(1)). */
const VARED_OPTIONS = /^-\w*[Mmprift]$/;

/** zsh's `vared NAME`: what somebody types. */
export function lowerVared(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  addCommand(l, command);
  for (const name of operands(words, VARED_OPTIONS)) addUnknown(l, command, name, reachHere(l));
}

/** zsh's `print -v NAME …`. */
export function lowerPrint(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  addCommand(l, command);
  const option = words.findIndex(({ value }) => /^-\w*v$/.test(value.text));
  const name = option < 0 ? undefined : words[option + 1]?.value;
  if (name) addUnknown(l, command, name, reachHere(l));
}

/** `${(P)name::=…}` sets the variable that `name` names, `${name::=…}` the variable itself, wherever it stands (zshexpn(1)). */
const SET_IN_PASSING = /\$\{(\([^()\n]{0,40}\))?([A-Za-z_]\w*)(?::?:?=)/g;

/** zsh: variables that an expansion sets. The plain `: ${NAME:=…}` is lowered with its value. */
export function addExpansions(l: Lowering, command: SimpleCommand): void {
  const { at } = command;
  for (const match of slice({ text: l.text }, at).matchAll(SET_IN_PASSING)) {
    const [whole, flags = '', text = ''] = match;
    const start = at.start + match.index;
    const place = { ...at, start, end: start + whole.length };
    const name = valueOf([{ kind: 'literal', text, at: place }], place);
    if (flags.includes('P')) addAnyName(l, command, name);
    else if (whole.endsWith('::=')) addUnknown(l, command, name, reachHere(l));
  }
}

function addUnknown(l: Lowering, command: SimpleCommand, name: Value, reach: Assignment['reach']): void {
  addAssignment(l, command, { at: name.at, name, value: unknownValue(name.at), operation: 'set', reach });
}

// ── code that is only known at run time ─────────────────────────────────────────────────────────────────────────────

const MENTION = /proxy/i;
/** Words of code that hands on what a file of settings says. */
const FILE_READER = /(?:^|[^\w-])(?:cat|sed|grep|awk|xargs|gpg|sops|age|pass)\s|<\s*["']?[~/$.\w]/;
const SETTINGS_FILE = /proxy|\.env\b|\benv\.|local\b|private|secret|credential/i;

/**
 * Could code that is only known at run time set a proxy or a list? Yes if its text mentions one, or if it reads a file of
 * settings.
 */
function mayChangeProxy(code: string): boolean {
  return MENTION.test(code) || (FILE_READER.test(code) && SETTINGS_FILE.test(code));
}

/** `eval "$(…)"`, `source <(…)`, `… | source`: such code is an assignment to unknown names. */
function addUnknownCode(l: Lowering, command: SimpleCommand, code: Value): void {
  const isOpen = code.pieces.some((piece) => piece.kind !== 'literal');
  if (isOpen && mayChangeProxy(slice({ text: l.text }, code.at))) addAnyName(l, command, code);
}

/** A change to a variable of which the name is unknown, or its known parts are in `text` with a `HOLE` for each other one. */
export function addAnyName(l: Lowering, command: SimpleCommand, { at }: Value, text: string = HOLE): void {
  const pieces = text
    .split(/(\uFFFC)/)
    .filter((part) => part !== '')
    .map((part): Piece => (part === HOLE ? { kind: 'unknown', at } : { kind: 'literal', text: part, at }));
  const name = valueOf(pieces, at);
  addAssignment(l, command, { at, name, value: unknownValue(at), operation: 'set', reach: 'environment' });
}

const ASSIGNED = /(?:^|[\s;&|({])([\w\uFFFC]+)\+?=/g;

/**
 * The names that `eval` assigns to where it can't be lowered: those that are computed, or, where nothing of it is lowered, also
 * those of proxies and lists.
 */
function addEvaluatedNames(l: Lowering, command: SimpleCommand, words: readonly Word[], isLowered: boolean): void {
  const [first] = words;
  if (!first) return;
  const text = words.map(({ value }) => value.text).join(' ');
  for (const [, name = ''] of text.matchAll(ASSIGNED)) {
    if (name.includes(HOLE)) addAnyName(l, command, first.value, name);
    else if (!isLowered && MENTION.test(name)) addAnyName(l, command, first.value);
  }
  // fish: `eval set -gx $name value`.
  if (!isLowered && /\bset\b/.test(text) && MENTION.test(text)) addAnyName(l, command, first.value);
  for (const { value } of words) if (!isLowered) addUnknownCode(l, command, value);
}

/** `source path`, and code that comes through a pipe: what it does is seen only while it runs. */
export function addSource(l: Lowering, command: SimpleCommand, path: Value): void {
  addInclusion(l, command, path);
  if (isPipe(path)) addAnyName(l, command, path);
  else if (/^[<=]\(|^\(/.test(slice({ text: l.text }, path.at))) addUnknownCode(l, command, path);
}

/** `cat FILE | source` (fish) loads the file; what other commands print is seen only while it runs. */
export function addPipedSource(l: Lowering, command: SimpleCommand, before: SimpleCommand): void {
  const [program, path, more] = before.words.map(({ value }) => value);
  const code = slice({ text: l.text }, { ...before.at, end: command.at.start });
  if (program?.text === 'cat' && path?.known && !more && !path.text.startsWith('-')) addInclusion(l, command, path);
  else if (program && mayChangeProxy(code)) addAnyName(l, command, program);
  else addCommand(l, command);
}

const isPipe = ({ text }: Value): boolean => /^(?:\/dev\/(?:stdin|fd\/\d+)|\/proc\/self\/fd\/\d+)$/.test(text);

/**
 * `eval 'export A=b'`: a command, and what it is written to run, as far as that is text. What only perhaps happens is not
 * lowered, for the words in the quotes know nothing of it.
 */
export function addEval(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  addCommand(l, command);
  const [body, ...more] = words;
  const isLowered =
    body !== undefined && more.length === 0 && command.certain && body.value.pieces[0]?.kind === 'literal';
  if (isLowered) {
    l.bodies.push(body.value);
    l.lowerBody(body.value, command.scope);
  }
  addEvaluatedNames(l, command, words, isLowered);
}

/** zsh's `emulate sh -c 'code'` runs code as `eval` does. */
export function addEmulated(l: Lowering, command: SimpleCommand, words: readonly Word[]): void {
  const option = words.findIndex(({ value }) => value.text === '-c');
  if (option > 0) addEval(l, command, words.slice(option + 1, option + 2));
  else addCommand(l, command);
}

// ── namerefs ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `declare -n ref=NAME` (bash 4.3): what sets `ref` from here on sets NAME. Only those that can lead to a proxy or a list count. */
export function noteNamerefs(l: Lowering, { scope }: SimpleCommand, words: readonly Word[]): void {
  for (const word of words) {
    const split = splitWord(word);
    if (split?.name.known && (!split.value.known || MENTION.test(split.value.text)))
      l.namerefs.set(split.name.text, scope);
  }
}
