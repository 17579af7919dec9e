/** What the shell scanners hand to the lowering: words that remember their quotes, and simple commands in their place. */
import type { Piece, Scope, Span, Value, Way } from '../../core.ts';

export type Dialect = 'sh' | 'bash' | 'zsh' | 'fish';

/** The quotes a character is between; what a writer has to escape for. */
export type Quote = 'none' | 'single' | 'double' | 'ansi';

export type ShellPiece = Piece & { readonly quote: Quote };

/** `NAME=value`, `NAME+=value`, `NAME[0]=value` as one word. */
export interface Split {
  readonly name: Value;
  readonly append: boolean;
  /** Sets one element of an array only. */
  readonly element: boolean;
  readonly value: Value;
  /** Of a list in parentheses. */
  readonly elements?: readonly Value[] | undefined;
}

export interface Word {
  /** Its pieces are `ShellPiece`s. */
  readonly value: Value;
  /** Where the grammar itself takes the word for an assignment. */
  readonly split?: Split | undefined;
}

/** The operator before a command in its list. */
export type Link = '' | '&&' | '||' | '|';

/** `for NAME in words`: the words, and where the loop is with its closer. */
export interface Loop {
  readonly name: string;
  readonly words: readonly Value[];
  readonly at: Span;
}

/** One simple command and how it is in its file. */
export interface SimpleCommand {
  readonly at: Span;
  /** `A=1 B=2` before the first word. */
  readonly prefix: readonly Word[];
  readonly words: readonly Word[];
  readonly scope: Scope;
  readonly certain: boolean;
  readonly ways: readonly Way[];
  readonly link: Link;
  /** A test for a file decides whether it runs, or its failure is caught by `||`. */
  guarded: boolean;
  background: boolean;
  /** Runs in a process of its own, before a `|` or in the background: what it sets is gone with it. */
  isolated: boolean;
  /** It is the whole body of a function, a loop or an `if` that has no braces: a second command would not belong to it. */
  readonly isWholeBody: boolean;
  /** The loops over words around it, outer before inner. */
  readonly loops: readonly Loop[];
  /** fish: the variable that has to be unset for this to happen (`set -q NAME; or set NAME …`). */
  readonly unless?: string | undefined;
}

/** The first thing in a file that its shell cannot read. */
export interface Problem {
  readonly kind: 'quote' | 'unclosed' | 'stray';
  readonly at: Span;
  /** The word or character in question: `'`, `if`, `$(`, `}`. */
  readonly word: string;
  /** What would close it, where the word does not tell. */
  readonly closer?: string | undefined;
}

/** Names a shell can export. */
export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
