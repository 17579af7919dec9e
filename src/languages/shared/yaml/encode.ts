/** Which characters YAML takes as they are, and how it quotes the rest. */

/** How a scalar is quoted: not at all, with one of the quotes, or as a block. */
export type Quote = '' | "'" | '"' | '|';

const CONTROL = /[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]/;
const CONTROLS = /[\x00-\x1f\x7f\x85\u2028\u2029\ufeff"\\]/g;

/** Can a text stand without quotes, in a block or inside `[ ]` and `{ }`? */
export function isPlainSafe(text: string, inFlow: boolean): boolean {
  if (text === '' || text !== text.trim() || CONTROL.test(text)) return false;
  if (/^(?:[-?:](?:[ ]|$)|[,[\]{}#&*!|>'"%@`])/.test(text)) return false;
  if (/:(?:[ ]|$)| #/.test(text)) return false;
  return !inFlow || !/[,[\]{}]|^[-?:]|:$/.test(text);
}

/** A text between quotes of this kind; undefined where single quotes can't contain it. */
export function encode(text: string, quote: "'" | '"'): string | undefined {
  if (quote === '"') return `"${text.replace(CONTROLS, escapeOf)}"`;
  return CONTROL.test(text) ? undefined : `'${text.replaceAll("'", "''")}'`;
}

/** A text between quotes, single ones where they can contain it. */
export function quoted(text: string): string {
  return encode(text, "'") ?? `"${text.replace(CONTROLS, escapeOf)}"`;
}

function escapeOf(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
