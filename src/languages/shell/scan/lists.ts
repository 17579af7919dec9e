/** A list of commands while it is read: the blocks that are open in it, and where in its grammar it is. */
import type { Scope, Span, Way } from '../../../core.ts';
import type { Link, Loop } from '../syntax.ts';

export type BlockKind = 'root' | 'if' | 'loop' | 'case' | 'brace' | 'paren' | 'function';

/**
 * Where in its grammar a block is: `header` between `for x in …` and its `do`, `pattern` before a case arm, `between`
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
  readonly owned?: { at: Span } | undefined;
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
  /** A file test is in its condition. */
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
  /** A file test is in this and-or list. */
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
    ...atStart(),
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

export const NO_WAYS: readonly Way[] = [];

/** What a block is when it has just been opened. */
export function atStart(): Omit<Block, 'kind' | 'word' | 'start' | 'scope' | 'sure' | 'guarded' | 'ways'> {
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
