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
    const { key } = entry;
    entries.set(name, { key: name === key.value.text ? key : { ...key, value: { ...key.value, text: name } }, value });
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

/**
 * All three keys must be there as lists, or the client skips the whole file without a word. A key with nothing after it is an
 * empty list, `null` and `~` are not, and what is deleted must be names (serde_yaml_ng 0.10 `de.rs: deserialize_seq`).
 */
export function listPatch(root: Node | undefined): ListPatch | undefined {
  const [prepend, append, removed] = ['prepend', 'append', 'delete'].map((key) => listOf(get(root, key)));
  if (!prepend || !append || !removed) return undefined;
  const names = removed.items.flatMap((item) => (item.kind === 'scalar' ? [item.value.text] : []));
  return names.length === removed.items.length ? { prepend, append, removed: new Set(names) } : undefined;
}

function listOf(node: Node | undefined): ListNode | undefined {
  if (node?.kind === 'list') return node;
  const isEmpty = node?.kind === 'scalar' && node.type === 'null' && node.value.text === '';
  return isEmpty ? { kind: 'list', at: node.at, flow: false, items: [] } : undefined;
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

export function keyFrom(at: Pick<Node, 'at'>, name: string): MapEntry['key'] {
  const value = { text: name, at: at.at, known: true, pieces: [] };
  return { kind: 'scalar', at: at.at, type: 'string', value };
}

function nameOf(item: Node): string | undefined {
  const name = get(item, 'name');
  return name?.kind === 'scalar' ? name.value.text : item.kind === 'scalar' ? item.value.text : undefined;
}

/** Nodes that go leave their groups; new ones come first in the first group one selects from (v2.4.5). */
function followNodes(config: MapNode, added: readonly Node[], removed: ReadonlySet<string>): MapNode {
  let isFirst = added.length > 0;
  return mapGroups(config, (group) => {
    const old = entriesOf(group).get('proxies');
    const members = old?.value.kind === 'list' ? old.value.items : undefined;
    const kept = members?.filter((member) => member.kind !== 'scalar' || !removed.has(member.value.text));
    const type = get(group, 'type');
    if (!isFirst || type?.kind !== 'scalar' || !/^select(?:or)?$/i.test(type.value.text)) {
      return kept ? withMembers(group, kept) : group;
    }
    isFirst = false;
    return withMembers(group, uniqueNames([...added, ...(kept ?? [])]));
  });
}

/** The first of each name. */
function uniqueNames(members: readonly Node[]): readonly Node[] {
  const seen = new Set<string>();
  return members.filter((member) => {
    if (member.kind !== 'scalar') return true;
    const isNew = !seen.has(member.value.text);
    seen.add(member.value.text);
    return isNew;
  });
}

/** Members and providers that name nothing are dropped; members stay where a provider could have them (v2.4.4). */
export function cleanGroups(config: MapNode): MapNode {
  const names = new Set(['DIRECT', 'REJECT', 'REJECT-DROP', 'PASS']);
  for (const field of ['proxies', 'proxy-groups']) {
    for (const item of itemsOf(get(config, field))) names.add(nameOf(item) ?? '');
  }
  const providers = new Set(namesOf(get(config, 'proxy-providers')));
  for (const name of providers) names.add(name);
  const isIn = (set: ReadonlySet<string>, node: Node): boolean => node.kind === 'scalar' && set.has(node.value.text);
  return mapGroups(config, (group) => {
    const use = entriesOf(group).get('use');
    const used = itemsOf(use?.value).filter((one) => isIn(providers, one));
    const cleaned =
      use?.value.kind === 'list' ? withEntry(group, { key: use.key, value: { ...use.value, items: used } }) : group;
    const members = entriesOf(group).get('proxies')?.value;
    if (used.length > 0 || members?.kind !== 'list') return cleaned;
    return withMembers(
      cleaned,
      members.items.filter((member) => member.kind !== 'scalar' || isIn(names, member)),
    );
  });
}

function namesOf(map: Node | undefined): readonly string[] {
  return map?.kind === 'map' ? [...entriesOf(map).keys()] : [];
}

/** A group with other members. */
function withMembers(group: MapNode, items: readonly Node[]): MapNode {
  const old = entriesOf(group).get('proxies');
  const list: ListNode =
    old?.value.kind === 'list'
      ? { ...old.value, items: [...items] }
      : { kind: 'list', at: group.at, flow: false, items: [...items] };
  return withEntry(group, { key: old?.key ?? keyFrom(list, 'proxies'), value: list });
}

/** A configuration with other groups. */
export function mapGroups(config: MapNode, change: (group: MapNode) => MapNode): MapNode {
  const old = entriesOf(config).get('proxy-groups');
  if (old?.value.kind !== 'list') return config;
  const items = old.value.items.map((group) => (group.kind === 'map' ? change(group) : group));
  return withEntry(config, { key: old.key, value: { ...old.value, items } });
}
