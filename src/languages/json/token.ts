/** The tokens that JSON in its forms is made of. */
import type { Span } from '../../core.ts';

export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  | 'null'
  | 'true'
  | 'false'
  | 'string'
  | 'number'
  /** A word of JSON5: a key without quotes, `true`, `null`. */
  | 'name'
  | 'unknown';

export interface Token {
  readonly kind: TokenKind;
  readonly at: Span;
}
