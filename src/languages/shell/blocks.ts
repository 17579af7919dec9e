/**
 * The blocks that are open while a list of commands is read, and what they mean for a command: its scope, and whether it is
 * certain to run.
 */
import type { Scope, Span, Value, Way } from '../../core.ts';
import { answerTo } from './conditions.ts';
import { fail, type Scanner } from './scanner.ts';
import type { Link, Loop } from './syntax.ts';

export type BlockKind = 'root' | 'if' | 'loop' | 'case' | 'brace' | 'paren' | 'function';

/**
 * Where in its grammar a block stands: `header` between `for x in …` and its `do`, `pattern` before a case arm, `between`
 * where a condition has ended but the body not surely begun.
 */
type State = 'condition' | 'header' | 'pattern' | 'body' | 'between';

export interface Block {
  readonly kind: BlockKind;
  /** The word that opened it. */
  readonly word: string;
  readonly start: number;
  readonly scope: Scope;
  /** The block is this scope: its span ends where the block does. */
  readonly owned?: { at: Span };
  /** A command directly inside runs whenever its scope does, unless a state below says otherwise. */
  readonly sure: boolean;
  readonly guarded: boolean;
  /** The conditions that the block as a whole depends on. */
  readonly ways: readonly Way[];
  /** The conditions that the current arm depends on in addition. */
  arm: readonly Way[];
  /** Where the condition being read begins, and those before it, which were denied. */
  since: number;
  denied: readonly Way[];
  /** What a `case` looks at, and the patterns of its arms so far. */
  readonly subject: string;
  readonly patterns: string[];
  /** More than one arm of a `case` can run. */
  fallsThrough: boolean;
  state: State;
  /** A file test stands in its condition. */
  tested: boolean;
  /** An `elif` has been met: even its condition is uncertain. */
  later: boolean;
  /** It ends with its single command: a function's body, zsh's short loops. */
  single: boolean;
  /** A brace that is the whole body of the `if` or loop around it. */
  readonly closesParent: boolean;
  /** zsh's `if … { } else { }`. */
  short: boolean;
  /** `() { … } arguments`. */
  readonly anonymous: boolean;
  /** `for NAME in words`; its span ends where the block does. */
  readonly loop?: (Loop & { at: Span }) | undefined;
  /** fish: the variable whose absence is the block's whole condition (`if not set -q NAME`). */
  unless?: string | undefined;
}

/** One list of commands: a file, or the inside of a substitution. */
export interface List {
  readonly blocks: Block[];
  /** How many blocks of a kind, or with an opening word, are open: a stray closer is known without a search. */
  readonly open: Map<string, number>;
  link: Link;
  /** Index of the first command of this and-or list. */
  chain: number;
  /** Where this and-or list begins, and where its newest operand does. */
  begin: number;
  operand: number;
  /** The conditions that the current operand depends on. */
  answers: readonly Way[];
  /** A file test stands in this and-or list. */
  tested: boolean;
  /** A compound command has just ended, and nothing has separated it from what comes. */
  afterCompound: boolean;
  /** fish: the variable the last statement asked for with `set -q`. */
  queried?: string | undefined;
  /** fish: `not` comes before the statement. */
  negated?: boolean;
}

export function newList(scope: Scope, chain: number): List {
  const root: Block = {
    kind: 'root',
    word: '',
    start: 0,
    scope,
    sure: true,
    guarded: false,
    ways: NO_WAYS,
    ...fresh(),
  };
  return {
    blocks: [root],
    open: new Map(),
    link: '',
    chain,
    begin: 0,
    operand: 0,
    answers: NO_WAYS,
    tested: false,
    afterCompound: false,
  };
}

const NO_WAYS: readonly Way[] = [];

function fresh(): Omit<Block, 'kind' | 'word' | 'start' | 'scope' | 'sure' | 'guarded' | 'ways'> {
  return {
    arm: NO_WAYS,
    since: 0,
    denied: NO_WAYS,
    subject: '',
    patterns: [],
    fallsThrough: false,
    state: 'body',
    tested: false,
    later: false,
    single: false,
    closesParent: false,
    short: false,
    anonymous: false,
  };
}

/** The innermost open block. */
export function top(list: List): Block {
  return list.blocks.at(-1)!;
}

/** Would a command here run whenever its scope does? */
export function isCertain(list: List): boolean {
  const block = top(list);
  const isLinked = list.link === '&&' || list.link === '||';
  return block.sure && !isLinked && !isConditional(block);
}

function isConditional(block: Block): boolean {
  if (block.kind === 'case') return true;
  // A loop over words that are there runs.
  if (block.kind === 'loop') return block.state !== 'condition' && !block.loop?.words.some(isLiteral);
  return block.kind === 'if' && (block.state !== 'condition' || block.later);
}

/** Does a test for a file decide whether a command here runs? */
export function isGuarded(list: List): boolean {
  const block = top(list);
  const isLinked = list.link === '&&' || list.link === '||';
  return block.guarded || (isLinked && list.tested) || (block.tested && block.state !== 'condition');
}

/** What a loop with this header goes through; undefined for one without words, which goes through the arguments. */
export function loopOf(s: Scanner, start: number, name: Value | undefined, words: readonly Value[]): Block['loop'] {
  if (!name?.known || words.length === 0) return undefined;
  return { name: name.text, words, at: s.origin.span(start, s.pos) };
}

const NO_LOOPS: readonly Loop[] = [];

/** Is it one word, whatever files there are? */
export function isLiteral({ known, text }: Value): boolean {
  return known && !/[*?[]/.test(text);
}

/** The loops over words around a command. */
export function loopsOf({ blocks, open }: List): readonly Loop[] {
  if (!open.get('loop')) return NO_LOOPS;
  return blocks.flatMap(({ loop }) => (loop ? [loop] : []));
}

/** Opens a block that begins at `start` with `word`. */
export function push(
  list: List,
  kind: BlockKind,
  word: string,
  start: number,
  more: Partial<Omit<Block, 'kind' | 'word' | 'start'>> = {},
): Block {
  const block: Block = {
    kind,
    word,
    start,
    scope: top(list).scope,
    sure: isCertain(list),
    guarded: isGuarded(list),
    ways: waysHere(list),
    ...fresh(),
    since: start + word.length,
    ...more,
  };
  list.blocks.push(block);
  count(list, block, 1);
  list.link = '';
  list.afterCompound = false;
  beginList(list, start + word.length);
  return block;
}

function count({ open }: List, { kind, word }: Block, by: 1 | -1): void {
  open.set(kind, (open.get(kind) ?? 0) + by);
  // A function can be called like a kind of block.
  if (word === 'foreach') open.set(word, (open.get(word) ?? 0) + by);
}

/** A scope of its own for a block, as a part of the one around it. */
export function newScope(
  s: Scanner,
  kind: Scope['kind'],
  name: string,
  start: number,
  parent: Scope,
): Scope & { at: Span } {
  return { kind, name, at: s.origin.span(start, s.pos), parent };
}

/** Closes the innermost block. */
export function pop(s: Scanner, list: List): Block {
  const block = list.blocks.pop()!;
  count(list, block, -1);
  if (block.owned) block.owned.at = s.origin.span(block.start, s.pos);
  if (block.loop) block.loop.at = s.origin.span(block.start, s.pos);
  beginList(list, block.start);
  return block;
}

/**
 * The innermost open block of a kind. All blocks inside it are closed: they lack their own closers, which is a syntax problem
 * of the file. Undefined if none is open, which is one too.
 */
export function reach(s: Scanner, list: List, kind: BlockKind, at: number): Block | undefined {
  if (!list.open.get(kind)) {
    fail(s, 'stray', at, s.pos);
    return undefined;
  }
  for (;;) {
    const block = top(list);
    if (block.kind === kind) return block;
    pop(s, list);
    blame(s, block);
  }
}

/** Says that a block is never closed, unless its grammar needs no closer. */
export function blame(s: Scanner, block: Block): void {
  if (!block.single && block.kind !== 'function') fail(s, 'unclosed', block.start, block.start + block.word.length);
}

/** A command or compound has ended: blocks that hold just one are over, and what follows is linked to it. */
export function complete(s: Scanner, list: List, isCompound: boolean): void {
  list.link = '';
  list.afterCompound = isCompound;
  while (top(list).single) pop(s, list);
}

/** A `;`, `&` or line end: the and-or list is over. */
export function separate(s: Scanner, list: List): void {
  list.link = '';
  list.chain = s.commands.length;
  list.tested = false;
  list.afterCompound = false;
  beginList(list, s.pos);
}

// ── the answers a command hangs on ──────────────────────────────────────────────────────────────────────────────────

/** Conditions around one place that are distinguished: a copy for each level of 50,000 would take all memory. */
const MOST_WAYS = 64;
/** What is nested deeper hangs on one more condition, to which nobody has an answer. */
const DEEPER: Way = { question: 'conditions nested too deeply', answer: 'yes' };

/** The answers that decide whether a command here runs, outermost first. */
export function waysHere(list: List): readonly Way[] {
  const { ways, arm } = top(list);
  const linked = list.link === '&&' || list.link === '||' ? list.answers : NO_WAYS;
  if (arm.length + linked.length === 0 || ways.at(-1) === DEEPER) return ways;
  return ways.length >= MOST_WAYS ? [...ways, DEEPER] : [...ways, ...arm, ...linked];
}

/** A new and-or list begins here. */
export function beginList(list: List, at: number): void {
  list.begin = at;
  list.operand = at;
  list.answers = NO_WAYS;
}

/**
 * An operand of an and-or list has ended at `end`, before `&&` or `||`. What only does something, as assignments do, always
 * succeeds and decides nothing; all else is the condition for what comes.
 */
export function linkOperands(s: Scanner, list: List, operator: '&&' | '||', end: number): void {
  if (canFail(s, list, end)) list.answers = [answerTo(s.text.slice(list.begin, end), operator === '&&')];
  else if (operator === '||') list.answers = list.answers.map(denial);
  list.operand = end;
}

const denial = (way: Way): Way => ({ ...way, answer: way.answer === 'yes' ? 'no' : 'yes' });

function canFail(s: Scanner, list: List, end: number): boolean {
  // `[[ … ]]` is a test, other compounds do something.
  if (list.afterCompound) return s.text.slice(list.operand, end).trimEnd().endsWith(']]');
  const last = s.commands.at(-1);
  if (!last || last.at.start < s.origin.span(list.operand, list.operand).start) return true;
  const [name, option] = last.words.map(({ value }) => value.text);
  if (name === 'set') return /^-\w*q|^--query/.test(option ?? '');
  return name !== undefined && !DOES.has(name);
}

/** Commands that are there for what they do and not for their answer. */
const DOES = new Set([
  'export',
  'declare',
  'typeset',
  'readonly',
  'local',
  'echo',
  'printf',
  'unset',
  'source',
  '.',
  ':',
]);

/** What was read up to `end` is the condition of the arm that begins. */
export function accept(s: Scanner, block: Block, end: number): void {
  block.arm = [...block.denied, answerTo(s.text.slice(block.since, end), true)];
}

/** `else`, `elif`: the condition of the arm before was denied; another one may follow. */
export function deny(s: Scanner, block: Block): void {
  const last = block.arm.at(-1);
  if (last && block.arm.length > block.denied.length) block.denied = [...block.denied, denial(last)];
  block.arm = block.denied;
  block.since = s.pos;
}
