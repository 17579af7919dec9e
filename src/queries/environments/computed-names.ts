/** Names that are only known at run time: `export "$key=$value"` while a file is read. */
import type { Value } from '../../core.ts';

/** A name of more pieces is not compared: each unknown one multiplies the ways to match. */
const MAX_PIECES = 6;
const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];

/** Can a computed name turn out to be that of a proxy or of a list? What is known of it decides, in any case. */
export function mayNameProxy(name: Value): boolean {
  if (name.known) return false;
  if (name.pieces.length > MAX_PIECES) return true;
  const parts = name.pieces.map((piece) => (piece.kind === 'literal' ? piece.text.replace(/\W/g, '\\$&') : '\\w*'));
  const pattern = new RegExp(`^${parts.join('')}$`, 'i');
  return NAMES.some((known) => pattern.test(known));
}
