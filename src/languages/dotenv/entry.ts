/** What every dialect's scanner produces: assignments as they are written in the file, and comments. */
import type { Assignment, Comment, Piece, Span, Value } from '../../core.ts';

export type Quote = '' | '"' | "'" | '`';

/** One assignment of a file, still without scope. */
export interface DotenvEntry {
  /** First character of the statement: of `export`, or of the name. */
  readonly start: number;
  readonly name: Value;
  readonly value: Value;
  /** The quotes the reader takes off. */
  readonly quote: Quote;
  /** pam reads a name without `=` as a request to delete the variable. */
  readonly isUnset?: boolean | undefined;
  readonly comment?: Span | undefined;
  readonly dropped?: Assignment['dropped'] | undefined;
  /** The value that the format's own reader gives a dropped assignment. */
  readonly actual?: readonly Piece[] | undefined;
}

export interface Scan {
  readonly entries: readonly DotenvEntry[];
  readonly comments: readonly Comment[];
}
