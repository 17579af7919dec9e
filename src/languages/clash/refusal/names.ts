/** What mihomo refuses of names that are there, but not for this place (`adapter/outboundgroup/parser.go`, `config.go: parseProxies`). */
import type { Text } from '../../../core.ts';
import { type Fields, fieldsOf, get, itemsOf, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { fieldOf } from './decode.ts';
import { isOn } from './nodes/field.ts';
import { type Report, refuse } from './report.ts';

interface Names {
  readonly nodes: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
}

/** Names that groups use of each other, of nodes and of providers. */
export function checkNames(report: Report, root: MapNode): void {
  const providers = get(root, 'proxy-providers');
  const names: Names = {
    nodes: namesIn(get(root, 'proxies')),
    groups: namesIn(get(root, 'proxy-groups')),
    providers: new Set(providers?.kind === 'map' ? providers.entries.map(({ key }) => key.value.text) : []),
  };
  for (const group of itemsOf(get(root, 'proxy-groups'))) {
    if (group.kind === 'map') checkGroup(report, fieldsOf(group), names);
  }
}

const namesIn = (list: Node | undefined): ReadonlySet<string> =>
  new Set(itemsOf(list).flatMap((item) => textOf(get(item, 'name'))?.value.text ?? []));

function textOf(node: Node | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.value.text !== '' ? node : undefined;
}

function checkGroup(report: Report, entries: Fields, names: Names): void {
  const field = (key: string): Node | undefined => fieldOf(entries, key, 'case')?.value;
  const members = itemsOf(field('proxies')).flatMap((item) => textOf(item) ?? []);
  const name = textOf(entries.get('name')?.value);
  checkFallback(report, textOf(field('empty-fallback')), names);
  const takesAll = (isOn(field('include-all')) || isOn(field('include-all-proxies'))) && names.nodes.size > 0;
  if (name && names.providers.has(name.value.text) && (members.length > 0 || (takesAll && !textOf(field('filter'))))) {
    refuse(report, {
      at: name.at,
      what: {
        en: `the group ${name.value.text} has the name of a provider`,
        zh: `策略组“${name.value.text}”与 provider 同名`,
      },
      label: { en: 'only a group without proxies may', zh: '只有不写 proxies 的组才能同名' },
      said: `${name.value.text}: duplicate provider name`,
    });
  }
  const global = members.find(({ value }) => value.text === 'GLOBAL');
  if (!global || names.groups.has('GLOBAL') || names.nodes.has('GLOBAL')) return;
  refuse(report, {
    at: global.at,
    what: { en: 'GLOBAL cannot be a member of a group', zh: 'GLOBAL 不能作为策略组的成员' },
    label: { en: 'mihomo makes it last, out of all groups', zh: 'mihomo 最后才用所有策略组生成它' },
    said: `${name?.value.text ?? ''}: 'GLOBAL' not found`,
  });
}

const SINCE_27: Text = {
  en: 'Cores from v1.19.27 (June 2026) on read this key and refuse it; older ones ignore it.',
  zh: 'v1.19.27（2026 年 6 月）起的内核读取这个键，并会拒绝；更早的版本忽略它。',
};

/** What takes the place of members that are not there is a node or a built-in policy, never a group. */
function checkFallback(report: Report, fallback: ScalarNode | undefined, { nodes, groups }: Names): void {
  const text = fallback?.value.text ?? '';
  if (!fallback || nodes.has(text) || !(groups.has(text) || text === 'GLOBAL')) return;
  refuse(report, {
    at: fallback.at,
    what: { en: 'empty-fallback names a group', zh: 'empty-fallback 指向了策略组' },
    label: { en: 'only a node or a built-in policy counts', zh: '只能写节点或内置策略' },
    said: `empty fallback proxy '${text}' not found`,
    versions: SINCE_27,
  });
}
