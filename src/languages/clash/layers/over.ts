/** How Clash Party lays an override over a configuration (`utils/merge.ts`; mihomo-party `e7ba8e77`, `6cb432de`, April 2025). */
import { rulesOf } from '../lower.ts';
import { entriesOf, itemsOf, type MapEntry, type MapNode, type Node } from '../tree.ts';
import { mergeMaps, withEntry } from './merge.ts';

/** Lists whose replacement decides about routes: what a newer version makes of a plain one in an override is not known. */
const DECIDING = new Set(['rules', 'proxies', 'proxy-groups']);

/**
 * `+key` puts a list in front, `key+` at the end, `key!` replaces a map, `<key>` takes a name as it stands. Undefined where
 * versions differ: a plain list of rules, nodes or groups replaces the old one in some and is skipped in others.
 */
export function layOver(base: MapNode, over: MapNode, isTop = true): MapNode | undefined {
  let result = base;
  for (const entry of entriesOf(over).values()) {
    const laid = layEntry(result, entry, isTop);
    if (!laid) return undefined;
    result = laid;
  }
  return result;
}

function layEntry(base: MapNode, { key, value }: MapEntry, isTop: boolean): MapNode | undefined {
  const { text } = key.value;
  const isList = value.kind === 'list' || value.kind === 'rules';
  const old = (name: string): Node | undefined => entriesOf(base).get(name)?.value;
  const named = (name: string, node: Node): MapNode =>
    withEntry(base, { key: { ...key, value: { ...key.value, text: name } }, value: node });
  if (isList && text.startsWith('+')) return named(plain(text), joined(value, old(plain(text)), text));
  if (isList && text.endsWith('+')) return named(plain(text), joined(old(plain(text)), value, text));
  if (value.kind === 'map' && text.endsWith('!')) return named(plain(text), value);
  if (isList && isTop && DECIDING.has(plain(text))) return undefined;
  const before = old(plain(text));
  if (value.kind !== 'map' || before?.kind !== 'map') return named(plain(text), value);
  const inner = layOver(before, value, false);
  return inner && named(plain(text), inner);
}

/** The name that an operator, or a pair of angles, stands around. */
function plain(text: string): string {
  const bare = text.replace(/^\+|[+!]$/g, '');
  return /^<.+>$/.test(bare) ? bare.slice(1, -1) : bare;
}

/** Two lists as one; rules stay rules. */
function joined(first: Node | undefined, second: Node | undefined, key: string): Node {
  const { at } = (first ?? second) as Node;
  if (first?.kind === 'rules' || second?.kind === 'rules' || plain(key) === 'rules')
    return { kind: 'rules', at, rules: [...rulesOf(first), ...rulesOf(second)] };
  return { kind: 'list', at, flow: false, items: [...itemsOf(first), ...itemsOf(second)] };
}

/** What is forced over everything, without the sections that the app leaves to the profile. */
export function forced(base: MapNode, over: MapNode, left: ReadonlySet<string>): MapNode {
  const entries = [...entriesOf(over).values()].filter(({ key }) => !left.has(key.value.text));
  return mergeMaps(base, { ...over, entries, merges: [] }, false);
}
