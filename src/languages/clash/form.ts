/** What kind of Clash file a text is: a whole configuration, a part of one, the content of a rule-provider. */
import type { ClashFile } from '../../core.ts';
import { splitRule } from '../../knowledge/clash/rule-line.ts';
import { get, type MapNode, type Node } from './tree.ts';

/** Keys of overrides: GUIs merge such files into another one (Clash Verge, Clash Party, mihomo-party, OpenClash). */
const OVERRIDE =
  /^(?:(?:prepend|append|delete|filter)(?:-[\w-]+)?|nikki-[\w-]+|_custom|\+.+|.+\+|.+!|parsers|mixin|merge)$/;
/** clashctl's mixin has maps with these keys where a configuration has lists. */
const LISTS = ['rules', 'proxies', 'proxy-groups'];
const PATCH = /^(?:prepend|append|prefix|suffix|override|inject|delete)$/;
/** A running mihomo has one of these; a sample of rules or a list of nodes has none. */
const ENTRANCES = [
  'port',
  'socks-port',
  'mixed-port',
  'redir-port',
  'tproxy-port',
  'tun',
  'listeners',
  'external-controller',
];
const POLICIES = ['proxies', 'proxy-groups', 'proxy-providers'];
const KEY = /^(["']?)([A-Za-z][\w-]*)\1[ ]*:(?=[ \r]|$)/;
/** How many entries of a list of rules are looked at. */
const SAMPLE_ENTRIES = 40;

/**
 * Is a text the content of a rule-provider? Decided by its top-level keys alone: nothing but a `payload`, or rules without
 * policies.
 */
export function isProvider(text: string): boolean {
  const keys = topLevelKeys(text);
  if (keys.has('payload')) return ![...POLICIES, 'rules', ...ENTRANCES].some((key) => keys.has(key));
  if (!keys.has('rules') || keys.size > 1) return false;
  const items = /^[ ]*-[ ]+(?! )([^\n]{1,400})$/gm;
  let seen = 0;
  for (let match = items.exec(text); match && seen < SAMPLE_ENTRIES; match = items.exec(text), seen++) {
    if (!lacksPolicy(match[1] as string)) return false;
  }
  return seen > 0;
}

/** `DOMAIN,x` or `IP-CIDR,x,no-resolve`: a rule of a classical provider. */
function lacksPolicy(item: string): boolean {
  const rule = splitRule(item.replace(/^['"]/, '').replace(/['"]?[ ]*(?:#.*)?\r?$/, ''));
  if (rule.type === 'MATCH' || rule.payload === '') return false;
  return rule.target === '' || rule.target === 'no-resolve' || rule.target === 'src';
}

function topLevelKeys(text: string): Set<string> {
  const keys = new Set<string>();
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const code = text.charCodeAt(at) | 32;
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const canBeKey = (code >= 97 && code <= 122) || code === 34 || code === 39;
    const key = canBeKey ? KEY.exec(text.slice(at, Math.min(end, at + 100)))?.[2] : undefined;
    if (key !== undefined) keys.add(key);
    at = end + 1;
  }
  return keys;
}

/** Does some client merge this file into another one? Then its keys, or their shapes, differ from those of a configuration. */
export function isOverride(root: Node | undefined): boolean {
  if (root?.kind !== 'map') return false;
  return (
    root.entries.some((entry) => OVERRIDE.test(entry.key.value.text)) ||
    LISTS.some((key) => {
      const value = get(root, key);
      return value?.kind === 'map' && value.entries.some((entry) => PATCH.test(entry.key.value.text));
    })
  );
}

/** Whole or part: whole is what has rules, and either policies of its own or something to listen on. */
export function formOf(root: Node | undefined): ClashFile['form'] {
  if (root?.kind !== 'map') return 'partial';
  const has = (key: string): boolean => hasContent(get(root, key));
  return !isOverride(root) && has('rules') && [...POLICIES, ...ENTRANCES].some(has) ? 'config' : 'partial';
}

function hasContent(node: Node | undefined): boolean {
  if (!node) return false;
  if (node.kind === 'scalar') return node.type !== 'null';
  if (node.kind === 'list') return node.items.length > 0;
  return node.kind === 'rules' || (node as MapNode).entries.length > 0 || (node as MapNode).merges.length > 0;
}
