/** Rules, groups, nodes, providers and hosts of a Clash file. */
import type { ClashGroup, ClashProvider, ClashProxy, ClashRule, Value } from '../../core.ts';
import { splitRule } from '../../knowledge/clash/rule-line.ts';
import { inside } from '../../text.ts';
import {
  entriesOf,
  type Fields,
  foldedFieldsOf,
  get,
  itemsOf,
  type MapEntry,
  type MapNode,
  type Node,
  scalarAt,
  scalarOf,
  valuesOf,
} from './tree.ts';

/** The rules of a list; an item that is not a string becomes a rule without a type, so that the numbering stays right. */
export function rulesOf(node: Node | undefined): readonly ClashRule[] {
  if (node?.kind === 'rules') return node.rules;
  return itemsOf(node).map((item) => {
    if (item.kind !== 'scalar') return { at: item.at, text: '', type: '', payload: '', target: '', params: [] };
    const { text } = item.value;
    const { type, payload, target, params } = splitRule(text);
    return { at: inside(item.value), text, type, payload, target, params };
  });
}

/** `sub-rules`, by name. */
export function subRulesOf(root: Node | undefined): ReadonlyMap<string, readonly ClashRule[]> {
  const lists = new Map<string, readonly ClashRule[]>();
  for (const [name, entry] of namedEntries(get(root, 'sub-rules'))) lists.set(name, rulesOf(entry.value));
  return lists;
}

/** `proxy-groups`, in order. A group without a name is kept: its name is empty. */
export function groupsOf(root: Node | undefined): readonly ClashGroup[] {
  return maps(get(root, 'proxy-groups')).map((map) => {
    const fields = foldedFieldsOf(map);
    return {
      name: scalar(fields, 'name') ?? nothing(map),
      at: map.at,
      type: scalar(fields, 'type')?.text ?? '',
      proxies: valuesOf(fields.get('proxies')?.value),
      // clashtui's templates become one group for each of these providers (`expand_group_with`).
      use: [...valuesOf(fields.get('use')?.value), ...valuesOf(fields.get('expand_group_with')?.value)],
      includeAll: isTrue(fields, 'include-all'),
      includeAllProxies: isTrue(fields, 'include-all-proxies'),
      includeAllProviders: isTrue(fields, 'include-all-providers'),
      filter: scalar(fields, 'filter'),
      excludeFilter: scalar(fields, 'exclude-filter'),
      excludeType: scalar(fields, 'exclude-type'),
      defaultSelected: scalar(fields, 'default-selected'),
    };
  });
}

/** A list of nodes: `proxies`, or a proxy-provider's inline `payload`. */
export function proxiesOf(list: Node | undefined): readonly ClashProxy[] {
  return maps(list).map((map) => {
    const fields = foldedFieldsOf(map);
    return {
      name: scalar(fields, 'name') ?? nothing(map),
      at: map.at,
      type: scalar(fields, 'type')?.text ?? '',
      server: scalar(fields, 'server'),
      port: scalar(fields, 'port'),
      dialer: scalar(fields, 'dialer-proxy'),
    };
  });
}

/** `proxy-providers` and `rule-providers`. */
export function providersOf(root: Node | undefined): readonly ClashProvider[] {
  return [...providers(root, 'proxy-providers', 'proxy'), ...providers(root, 'rule-providers', 'rule')];
}

function* providers(root: Node | undefined, key: string, kind: 'rule' | 'proxy'): Iterable<ClashProvider> {
  for (const entry of namedEntries(get(root, key)).values()) {
    if (entry.value.kind !== 'map') continue;
    const fields = foldedFieldsOf(entry.value);
    const payload = fields.get('payload')?.value;
    const type = scalar(fields, 'type')?.text ?? '';
    yield {
      name: entry.key.value,
      at: { file: entry.key.at.file, start: entry.key.at.start, end: Math.max(entry.key.at.end, entry.value.at.end) },
      kind,
      type,
      behavior: scalar(fields, 'behavior')?.text ?? '',
      format: scalar(fields, 'format')?.text ?? '',
      path: scalar(fields, 'path'),
      url: scalar(fields, 'url'),
      filter: scalar(fields, 'filter'),
      excludeFilter: scalar(fields, 'exclude-filter'),
      excludeType: scalar(fields, 'exclude-type'),
      payload: payload && kind === 'rule' ? valuesOf(payload).map((value) => value.text) : undefined,
      proxies: payload && kind === 'proxy' ? proxiesOf(payload) : undefined,
    };
  }
}

/** `hosts`: a name with one address or alias, or several. */
export function hostsOf(root: Node | undefined): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, readonly string[]>();
  for (const [name, { value }] of namedEntries(get(root, 'hosts'))) {
    const values = value.kind === 'scalar' ? [value.value] : valuesOf(value);
    hosts.set(
      name,
      values.map((one) => one.text),
    );
  }
  return hosts;
}

function namedEntries(node: Node | undefined): ReadonlyMap<string, MapEntry> {
  return node?.kind === 'map' ? entriesOf(node) : new Map<string, MapEntry>();
}

function maps(list: Node | undefined): readonly MapNode[] {
  return itemsOf(list).filter((item) => item.kind === 'map');
}

function scalar(fields: Pick<Fields, 'get'>, key: string): Value | undefined {
  return scalarOf(fields.get(key)?.value);
}

function isTrue(fields: Pick<Fields, 'get'>, key: string): boolean {
  const node = fields.get(key)?.value;
  return node?.kind === 'scalar' && node.type === 'true';
}

function nothing(map: MapNode): Value {
  return { text: '', at: map.at, known: true, pieces: [] };
}

/** The mode a file asks for; `rule` when it doesn't say. Case doesn't matter to mihomo. */
export function modeOf(root: Node | undefined): string {
  return scalarAt(root, 'mode')?.text.toLowerCase() ?? 'rule';
}
