/** How words are written in a unit, and how new ones are escaped: the inverse of reading them. */
import type { Assignment } from '../../core.ts';
import type { Quote } from './words.ts';

/** What a value is, where it is more than a key's plain text. */
export type ValueRole =
  | { readonly kind: 'argument'; readonly quote: Quote }
  | { readonly kind: 'assignment'; readonly quote: Quote; readonly fact: Assignment };

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '%': '%%' };

/** Characters as a word between these quotes spells them. */
export function encodeWord(text: string, quote: Quote): string {
  return text.replace(/[\n\r\t\\%"']/g, (character) => {
    return ESCAPES[character] ?? (character === quote ? `\\${character}` : character);
  });
}
