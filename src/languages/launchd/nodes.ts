/** A property list as a tree: what the XML reader and the binary reader both make. */
import type { Piece, Span, Value } from '../../core.ts';
import { span, valueOf } from '../../text.ts';

export type NodeType =
  | 'dict'
  | 'array'
  | 'string'
  | 'integer'
  | 'real'
  | 'true'
  | 'false'
  | 'date'
  | 'data'
  | 'unknown';

/** One element. `at` covers it with its tags; a binary property list has only empty spans at 0. */
export interface PlistNode {
  readonly type: NodeType;
  readonly at: Span;
  /** A scalar's content; `true` or `false`; empty for dict and array. `value.at` is `at`: the tags are its quotes. */
  readonly value: Value;
  readonly entries: readonly PlistEntry[];
  readonly items: readonly PlistNode[];
}

export interface PlistEntry {
  readonly key: Value;
  readonly node: PlistNode;
  /** From `<key>` to the end of the value. */
  readonly at: Span;
}

/** How deep dicts and arrays are followed. No job nests more than a handful. */
export const MAX_DEPTH = 100;

/** The last entry of that name, which is the one that counts: duplicate keys are no error anywhere. */
export function entryOf(node: PlistNode, key: string): PlistEntry | undefined {
  return node.entries.findLast((entry) => entry.key.known && entry.key.text === key);
}

/** A node without children. */
export function scalarNode(type: NodeType, pieces: readonly Piece[], at: Span): PlistNode {
  return { type, at, value: valueOf(pieces, at), entries: [], items: [] };
}

/** Numbers and dates may be between spaces that are no part of them. */
function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  const kept = pieces.filter((piece) => piece.kind !== 'literal' || piece.text.trim() !== '');
  return kept.map((piece, index) => {
    if (piece.kind !== 'literal' || piece.text.length !== piece.at.end - piece.at.start) return piece;
    const head = index === 0 ? piece.text.length - piece.text.trimStart().length : 0;
    const tail = index === kept.length - 1 ? piece.text.length - piece.text.trimEnd().length : 0;
    const text = piece.text.slice(head, piece.text.length - tail);
    return { ...piece, text, at: span(piece.at, piece.at.start + head, piece.at.end - tail) };
  });
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  integer: /^[+-]?(?:0[xX][0-9A-Fa-f]+|\d+)$/,
  real: /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|nan|inf(?:inity)?)$/i,
  date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
};

/** The node of a scalar element, and whether its text is of that type. */
export function typedNode(
  type: NodeType,
  pieces: readonly Piece[],
  at: Span,
): { readonly node: PlistNode; readonly isOfType: boolean } {
  if (type === 'true' || type === 'false')
    return { node: scalarNode(type, [{ kind: 'literal', text: type, at }], at), isOfType: true };
  const format = FORMATS[type];
  const node = scalarNode(type, format ? trimmed(pieces) : pieces, at);
  return { node, isOfType: !format || !node.value.known || format.test(node.value.text) };
}
