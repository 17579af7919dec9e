/**
 * A JSON, TOML or YAML file as a tree: scalars with exact values, maps, lists. Aliases of YAML are replaced by what they name
 * (the same object, so an alias bomb stays small and a cycle is a cycle); merge keys are followed on request.
 */
import type { ClashRule, Span, Value } from '../../core.ts';
import type { GoKind } from '../../knowledge/go/scalar.ts';
import { memo } from '../../text.ts';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly at: Span;
  readonly value: Value;
  /** As Go's YAML types it; a quoted scalar is a `string`. */
  readonly type: GoKind;
}

export interface MapEntry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface MapNode {
  readonly kind: 'map';
  readonly at: Span;
  readonly flow: boolean;
  readonly entries: MapEntry[];
  /** What `<<` brings in, in order. */
  readonly merges: Node[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly at: Span;
  readonly flow: boolean;
  readonly items: Node[];
}

/** A long list of rules read by the line scanner, without a node for each. */
export interface RuleListNode {
  readonly kind: 'rules';
  readonly at: Span;
  readonly rules: readonly ClashRule[];
}

export type Node = ScalarNode | MapNode | ListNode | RuleListNode;

/** Merging is bounded: a map that inherits from more maps than this is not in a Clash file. */
const MOST_MERGED = 500;

/**
 * A map's entries by name, its own first, then what its merge keys bring, as yaml.v3 decides: the map's own keys win,
 * an earlier merge wins over a later one. For doubled keys the first is taken (the file is refused anyway).
 */
export function entriesOf(map: MapNode): ReadonlyMap<string, MapEntry> {
  if (latest?.map === map) return latest.found;
  const found = new Map<string, MapEntry>();
  collect(map, found, new Set());
  // A map is asked about several times in a row. Those of all maps are not kept: a thousand can merge the same thousand.
  if (map.merges.length > 0) latest = { map, found };
  return found;
}

let latest: { readonly map: MapNode; readonly found: ReadonlyMap<string, MapEntry> } | undefined;

/** What makes two spellings of a key the same to a reader. */
export type Fold = (name: string) => string;

const asWritten: Fold = (name) => name;

/** The keys of a map as a decoder asks for them, one by one: what is merged into it is not put together for that. */
export interface Fields {
  /** The entry of a key spelled exactly so. */
  get(key: string): MapEntry | undefined;
  /** The first entry whose key, folded, is this. */
  find(folded: string, fold: Fold): MapEntry | undefined;
}

/** A map's keys for single questions: a thousand maps can merge the same thousand keys. */
export function fieldsOf(map: MapNode): Fields {
  return {
    get: (key) => answer(map, key, asWritten, 0),
    find: (folded, fold) => answer(map, folded, fold, 0),
  };
}

/** Up to so many entries are looked through faster than put in order; thousands of nodes have no more. */
const FEW_ENTRIES = 16;

/** Its own keys come first, then those of each map that it merges, in order. */
function answer(map: MapNode, key: string, fold: Fold, depth: number): MapEntry | undefined {
  return ownEntry(map, key, fold) ?? inherited(map, key, fold, depth);
}

function ownEntry(map: MapNode, key: string, fold: Fold): MapEntry | undefined {
  if (map.entries.length > FEW_ENTRIES) return indexOf(map)(fold).get(key);
  if (fold === asWritten) return map.entries.find((entry) => entry.key.value.text === key);
  return map.entries[foldedNames(map, fold).indexOf(key)];
}

/** The folded keys of a map's own entries; a map is asked about forty keys in a row. */
function foldedNames(map: MapNode, fold: Fold): readonly string[] {
  if (asked?.map !== map || asked.fold !== fold)
    asked = { map, fold, names: map.entries.map(({ key }) => fold(key.value.text)) };
  return asked.names;
}

let asked: { readonly map: MapNode; readonly fold: Fold; readonly names: readonly string[] } | undefined;

/** What keys are in the maps that one merges, as far as they were asked for. */
const inheritances = memo((_: MapNode) => memo((_: Fold) => new Map<string, MapEntry | undefined>()));

/** What a key is in the maps that one merges. Kept, because a chain of maps asks each of them for the same keys. */
function inherited(map: MapNode, key: string, fold: Fold, depth: number): MapEntry | undefined {
  if (map.merges.length === 0 || depth > MOST_MERGED) return undefined;
  const known = inheritances(map)(fold);
  if (known.has(key)) return known.get(key);
  // A map that merges itself is asked once.
  known.set(key, undefined);
  let found: MapEntry | undefined;
  for (const base of basesOf(map)) {
    found = answer(base, key, fold, depth + 1);
    if (found) break;
  }
  known.set(key, found);
  return found;
}

/** A map's own entries by their folded keys, the first of each. */
const indexOf = memo((map: MapNode) =>
  memo((fold: Fold): ReadonlyMap<string, MapEntry> => {
    const found = new Map<string, MapEntry>();
    for (const entry of map.entries) {
      const name = fold(entry.key.value.text);
      if (!found.has(name)) found.set(name, entry);
    }
    return found;
  }),
);

/** The maps that one merges itself, also those in lists, in order. */
export function basesOf(map: MapNode): readonly MapNode[] {
  const bases: MapNode[] = [];
  const visited = new Set<Node>();
  const add = (node: Node): void => {
    if (visited.size >= MOST_MERGED || visited.has(node)) return;
    visited.add(node);
    if (node.kind === 'map') bases.push(node);
    else if (node.kind === 'list') node.items.forEach(add);
  };
  map.merges.forEach(add);
  return bases;
}

function collect(node: Node, found: Map<string, MapEntry>, visited: Set<Node>): void {
  if (visited.has(node)) return;
  visited.add(node);
  if (node.kind === 'list') for (const item of node.items) collect(item, found, visited);
  if (node.kind !== 'map') return;
  for (const entry of node.entries) {
    if (!found.has(entry.key.value.text)) found.set(entry.key.value.text, entry);
  }
  for (const merge of node.merges) if (visited.size < MOST_MERGED) collect(merge, found, visited);
}

/** The value of a key, or undefined; `undefined` in gives `undefined` out. */
export function get(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== 'map') return undefined;
  if (node.merges.length > 0) return fieldsOf(node).get(key)?.value;
  return node.entries.find((entry) => entry.key.value.text === key)?.value;
}

/** The scalar value of a key; undefined for a missing key, a null, or a map or list. */
export function scalarAt(node: Node | undefined, key: string): Value | undefined {
  return scalarOf(get(node, key));
}

/** The value of a scalar; undefined for a null, a map or a list. */
export function scalarOf(node: Node | undefined): Value | undefined {
  return node?.kind === 'scalar' && node.type !== 'null' ? node.value : undefined;
}

/** A list's items; nothing for everything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The scalars of a list, or of a single scalar, as values. */
export function valuesOf(node: Node | undefined): readonly Value[] {
  const values: Value[] = [];
  for (const item of itemsOf(node)) if (item.kind === 'scalar' && item.type !== 'null') values.push(item.value);
  return values;
}
