/** The tree of a Clash file: mihomo finds the keys of some maps without regard to case. */
import { entriesOf, type MapEntry, type MapNode } from '../shared/tree.ts';

export * from '../shared/tree.ts';

/**
 * The entries of a group, node, provider or listener, by their names in lower case: mihomo finds their keys without regard to
 * case, the exact spelling first (common/structure/structure.go).
 */
export function foldedEntriesOf(map: MapNode): ReadonlyMap<string, MapEntry> {
  const entries = entriesOf(map);
  const strange = [...entries.keys()].filter((key) => key !== key.toLowerCase());
  if (strange.length === 0) return entries;
  const found = new Map(entries);
  for (const key of strange) {
    const name = key.toLowerCase();
    if (!found.has(name)) found.set(name, entries.get(key) as MapEntry);
    found.delete(key);
  }
  return found;
}
