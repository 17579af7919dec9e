/** The tree of a Clash file: mihomo finds the keys of some maps without regard to case. */
import { type Fields, type Fold, fieldsOf, type MapNode } from '../shared/tree.ts';

export * from '../shared/tree.ts';

const inSmallLetters: Fold = (name) => name.toLowerCase();

/**
 * The keys of a group, node, provider or listener, asked for in lower case: mihomo finds them without regard to case, the
 * exact spelling first (common/structure/structure.go).
 */
export function foldedFieldsOf(map: MapNode): Pick<Fields, 'get'> {
  const fields = fieldsOf(map);
  return { get: (key) => fields.get(key) ?? fields.find(key, inSmallLetters) };
}
