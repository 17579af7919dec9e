/** A property list as a tree: what the XML reader and the binary reader both make. */
import type { Span, Value } from '../../core.ts';

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
