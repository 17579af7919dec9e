/** How layers are laid over a configuration (Clash Verge Rev `enhance/merge.rs` and `seq.rs`, v1.7.0 to v2.5.0-rc). */
import { rulesOf } from '../lower.ts';
import { entriesOf, get, itemsOf, type ListNode, type MapEntry, type MapNode, type Node } from '../tree.ts';

/** A map with other entries; the old ones stay as they are. */
function withEntries(map: MapNode, entries: Iterable<MapEntry>): MapNode {
  return { ...map, entries: [...entries], merges: [] };
}

export function without(map: MapNode, name: string): MapNode {
  return withEntries(
    map,
    [...entriesOf(map).values()].filter(({ key }) => key.value.text !== name),
  );
}

export function withEntry(map: MapNode, entry: MapEntry): MapNode {
  const entries = new Map(entriesOf(map));
  entries.set(entry.key.value.text, entry);
  return withEntries(map, entries.values());
}

/** Maps merge, lists and scalars replace, nothing is deleted. Names at the top count in small letters. */
export function mergeMaps(base: MapNode, over: MapNode, isTop = true): MapNode {
  return mergeOnce(base, over, isTop, new Map());
}

/** Each pair of maps is merged once: through aliases the same ones can meet many times, or contain themselves. */
type Merged = Map<MapNode, Map<MapNode, MapNode>>;

function mergeOnce(base: MapNode, over: MapNode, isTop: boolean, merged: Merged): MapNode {
  const known = merged.get(base) ?? new Map<MapNode, MapNode>();
  const before = known.get(over);
  if (before) return before;
  merged.set(base, known.set(over, over));
  const entries = new Map(entriesOf(base));
  for (const entry of entriesOf(over).values()) {
    const name = isTop ? entry.key.value.text.toLowerCase() : entry.key.value.text;
    const old = entries.get(name)?.value;
    const isBoth = old?.kind === 'map' && entry.value.kind === 'map';
    const value = isBoth ? mergeOnce(old, entry.value, false, merged) : entry.value;
    entries.set(name, { key: entry.key, value });
  }
  const result = withEntries(base, entries.values());
  known.set(over, result);
  return result;
}

/** A list file: what comes before, what after, and the names that go. */
export interface ListPatch {
  readonly prepend: ListNode;
  readonly append: ListNode;
  readonly removed: ReadonlySet<string>;
}

/** All three keys must be there as lists, or the client skips the whole file without a word. */
export function listPatch(root: Node | undefined): ListPatch | undefined {
  const [prepend, append, removed] = ['prepend', 'append', 'delete'].map((key) => get(root, key));
  if (prepend?.kind !== 'list' || append?.kind !== 'list' || removed?.kind !== 'list') return undefined;
  const names = removed.items.flatMap((item) => (item.kind === 'scalar' ? [item.value.text] : []));
  return { prepend, append, removed: new Set(names) };
}

/** `rules` with a list file applied: deleted ones are compared as whole texts. */
export function patchRules(config: MapNode, patch: ListPatch): MapNode {
  const old = entriesOf(config).get('rules');
  const kept = rulesOf(old?.value).filter(({ text }) => !patch.removed.has(text));
  const rules = [...rulesOf(patch.prepend), ...kept, ...rulesOf(patch.append)];
  const key = old?.key ?? keyFrom(patch.prepend, 'rules');
  return withEntry(config, { key, value: { kind: 'rules', at: old?.value.at ?? patch.prepend.at, rules } });
}

/** `proxies` or `proxy-groups` with a list file applied, and the groups that follow from it. */
export function patchNamed(config: MapNode, patch: ListPatch, field: 'proxies' | 'proxy-groups'): MapNode {
  const old = entriesOf(config).get(field);
  const kept = itemsOf(old?.value).filter((item) => !patch.removed.has(nameOf(item) ?? ''));
  const at = old?.value.at ?? patch.prepend.at;
  const items = [...patch.prepend.items, ...kept, ...patch.append.items];
  const key = old?.key ?? keyFrom(patch.prepend, field);
  const result = withEntry(config, { key, value: { kind: 'list', at, flow: false, items } });
  if (field === 'proxy-groups') return result;
  const added = [...patch.prepend.items, ...patch.append.items].flatMap((item) => get(item, 'name') ?? []);
  return followNodes(result, added, patch.removed);
}

function keyFrom(at: ListNode, name: string): MapEntry['key'] {
  const value = { text: name, at: at.at, known: true, pieces: [] };
  return { kind: 'scalar', at: at.at, type: 'string', value };
}

function nameOf(item: Node): string | undefined {
  const name = get(item, 'name');
  return name?.kind === 'scalar' ? name.value.text : item.kind === 'scalar' ? item.value.text : undefined;
}

/** Nodes that go leave their groups; new ones come first in the first group one selects from (v2.4.5). */
function followNodes(config: MapNode, added: readonly Node[], removed: ReadonlySet<string>): MapNode {
  let isFirst = true;
  return mapGroups(config, (members, group) => {
    const kept = members.filter((member) => member.kind !== 'scalar' || !removed.has(member.value.text));
    const type = get(group, 'type');
    if (!isFirst || type?.kind !== 'scalar' || !/^select(?:or)?$/i.test(type.value.text)) return kept;
    isFirst = false;
    return [...added, ...kept];
  });
}

/** Members that name nothing are dropped, unless a provider the group uses could have them (v2.4.4). */
export function cleanGroups(config: MapNode): MapNode {
  const names = new Set(['DIRECT', 'REJECT', 'REJECT-DROP', 'PASS']);
  for (const field of ['proxies', 'proxy-groups']) {
    for (const item of itemsOf(get(config, field))) names.add(nameOf(item) ?? '');
  }
  const providers = new Set(namesOf(get(config, 'proxy-providers')));
  for (const name of providers) names.add(name);
  return mapGroups(config, (members, group) => {
    const uses = itemsOf(get(group, 'use'));
    if (uses.some((use) => use.kind === 'scalar' && providers.has(use.value.text))) return members;
    return members.filter((member) => member.kind !== 'scalar' || names.has(member.value.text));
  });
}

function namesOf(map: Node | undefined): readonly string[] {
  return map?.kind === 'map' ? [...entriesOf(map).keys()] : [];
}

function mapGroups(config: MapNode, change: (members: readonly Node[], group: MapNode) => readonly Node[]): MapNode {
  const old = entriesOf(config).get('proxy-groups');
  if (old?.value.kind !== 'list') return config;
  const items = old.value.items.map((group): Node => {
    const members = group.kind === 'map' ? entriesOf(group).get('proxies') : undefined;
    if (group.kind !== 'map' || members?.value.kind !== 'list') return group;
    const changed = change(members.value.items, group);
    return withEntry(group, { key: members.key, value: { ...members.value, items: [...changed] } });
  });
  return withEntry(config, { key: old.key, value: { ...old.value, items } });
}
