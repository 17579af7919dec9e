/** What mihomo refuses in `dns` (`config/config.go: parseDNS`), also where it is switched off. */

import { isAddress, isPrefix } from '../../../knowledge/go/ip-text.ts';
import { goBoolean } from '../../../knowledge/go/scalar.ts';
import { entriesOf, get, itemsOf, type MapEntry, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { checkPureAddress, checkServer } from './dns-servers.ts';
import { isDomainPattern } from './domains.ts';
import { isPlaceholder, type Report, refuse, rewrite, spanOfNode, writes } from './report.ts';
import { prefixFault } from './scalars.ts';

const LISTS = ['nameserver', 'fallback', 'default-nameserver', 'proxy-server-nameserver', 'direct-nameserver'];
const POLICIES = ['nameserver-policy', 'proxy-server-nameserver-policy'];

export function checkDns(report: Report, dns: Node | undefined): void {
  if (dns?.kind !== 'map') return;
  const entries = entriesOf(dns);
  checkPresence(report, entries);
  checkOwnServers(report, entries);
  checkDefaultServers(report, entries.get('default-nameserver'));
  for (const key of LISTS)
    for (const [index, item] of itemsOf(entries.get(key)?.value).entries())
      checkServer(report, scalarOf(item), key, index);
  for (const item of itemsOf(entries.get('default-nameserver')?.value)) checkPureAddress(report, scalarOf(item));
  for (const key of POLICIES) checkPolicy(report, entries.get(key)?.value, key);
  checkFakeIp(report, entries);
  if (itemsOf(entries.get('fallback')?.value).length > 0)
    checkFallbackFilter(report, entries.get('fallback-filter')?.value);
}

function scalarOf(node: Node | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
}

const isOn = (entry: MapEntry | undefined): boolean => goBoolean(scalarOf(entry?.value)?.value.text ?? '') === true;
/** A list that is written and contains nothing. */
const isEmptyList = (node: Node | undefined): boolean => node?.kind === 'list' && node.items.length === 0;

function checkPresence(report: Report, entries: ReadonlyMap<string, MapEntry>): void {
  const servers = entries.get('nameserver');
  if (isOn(entries.get('enable')) && isEmptyList(servers?.value)) {
    refuse(report, {
      at: servers?.key.at ?? (entries.get('enable') as MapEntry).key.at,
      what: { en: 'DNS is on and nameserver is empty', zh: '开启了 DNS，nameserver 却是空的' },
      label: { en: 'name a server, or leave the key out', zh: '写上服务器，或者去掉这个键' },
      said: 'if DNS configuration is turned on, NameServer cannot be empty',
    });
  }
}

/** Keys that need `proxy-server-nameserver`. */
function checkOwnServers(report: Report, entries: ReadonlyMap<string, MapEntry>): void {
  const rules = entries.get('respect-rules');
  const own = entries.get('proxy-server-nameserver')?.value;
  if (rules && isOn(rules) && (!own || isEmptyList(own))) {
    refuse(report, {
      at: rules.key.at,
      what: {
        en: 'respect-rules needs proxy-server-nameserver',
        zh: '开启 respect-rules 时必须写 proxy-server-nameserver',
      },
      label: { en: 'nothing resolves the names of the nodes', zh: '节点的域名没有服务器可以解析' },
      said: 'if “respect-rules” is turned on, “proxy-server-nameserver” cannot be empty',
    });
  }
  const policy = entries.get('proxy-server-nameserver-policy');
  if (policy?.value.kind === 'map' && policy.value.entries.length > 0 && (!own || isEmptyList(own))) {
    refuse(report, {
      at: policy.key.at,
      what: {
        en: 'proxy-server-nameserver-policy needs proxy-server-nameserver',
        zh: '写了 proxy-server-nameserver-policy，就必须写 proxy-server-nameserver',
      },
      label: { en: 'the list it refines is missing', zh: '缺少它所依据的列表' },
      said: 'disallow empty `proxy-server-nameserver` when `proxy-server-nameserver-policy` is set',
    });
  }
}

function checkDefaultServers(report: Report, defaults: MapEntry | undefined): void {
  if (!defaults || !isEmptyList(defaults.value)) return;
  refuse(report, {
    at: defaults.key.at,
    what: { en: 'default-nameserver is empty', zh: 'default-nameserver 是空的' },
    label: { en: 'name a server, or leave the key out', zh: '写上服务器，或者去掉这个键' },
    said: 'default nameserver should have at least one nameserver',
  });
}

function checkPolicy(report: Report, policy: Node | undefined, list: string): void {
  if (policy?.kind !== 'map') return;
  for (const { key, value } of entriesOf(policy).values()) {
    const servers = value.kind === 'list' ? value.items : [value];
    if (value.kind === 'map') refuseShape(report, value, list);
    for (const [index, server] of servers.entries()) checkServer(report, scalarOf(server), list, index);
    const name = key.value.text;
    if (/^(?:geosite|rule-set):/i.test(name) || isPlaceholder(name)) continue;
    const bad = name.split(',').find((part) => !isDomainPattern(part));
    if (bad === undefined) continue;
    const meant = name
      .split(',')
      .map((part) => part.trim())
      .join(',');
    const isSpace = meant.split(',').every(isDomainPattern);
    refuse(report, {
      at: key.at,
      what: { en: `${list} has a key that is no domain`, zh: `${list} 里有不合法的域名` },
      label: isSpace
        ? { en: 'a space belongs to the name', zh: '空格也算在域名里' }
        : { en: `${bad || 'empty'} is no domain`, zh: `${bad || '空值'} 不是域名` },
      said: `DNS ResoverRule invalid domain: ${bad}`,
      repair: isSpace ? rewrite(writes(meant), true, key.at, `"${meant}"`) : undefined,
    });
  }
}

function refuseShape(report: Report, value: MapNode, list: string): void {
  refuse(report, {
    at: spanOfNode(report, value),
    what: { en: `${list} takes a server or a list of them`, zh: `${list} 的值只能是服务器或服务器列表` },
    label: { en: 'this is a map (key: value)', zh: '这里是映射（`键: 值`）' },
    said: 'value format error, must be string or array',
  });
}

const RANGES = [
  ['fake-ip-range', 'IPv4', '198.18.0.1/16'],
  ['fake-ip-range6', 'IPv6', 'fdfe:dcba:9876::1/64'],
] as const;

function checkFakeIp(report: Report, entries: ReadonlyMap<string, MapEntry>): void {
  const isFake = scalarOf(entries.get('enhanced-mode')?.value)?.value.text.toLowerCase() === 'fake-ip';
  for (const [key, family, example] of RANGES) {
    const range = scalarOf(entries.get(key)?.value);
    const text = range?.value.text ?? '';
    if (!range || text === '') continue;
    const isOfFamily = isPrefix(text) && text.includes(':') === (family === 'IPv6');
    const isSmall = isOfFamily && isFake && Number(text.split('/')[1]) > (family === 'IPv4' ? 29 : 125);
    if (isOfFamily && !isSmall) continue;
    refuse(report, {
      at: range.at,
      what: { en: `${key} must be an ${family} network`, zh: `${key} 必须是 ${family} 网段` },
      label: isSmall
        ? { en: 'too small to hand out addresses', zh: '网段太小，没有可分配的地址' }
        : { en: `such as ${example}`, zh: `例如 ${example}` },
      said: isSmall
        ? "ipnet don't have valid ip"
        : isPrefix(text)
          ? `dns.${key} must be a ${family} prefix`
          : prefixFault(text),
    });
  }
  if (isFake) checkEmptyRanges(report, entries);
  const isByRule = scalarOf(entries.get('fake-ip-filter-mode')?.value)?.value.text.toLowerCase() === 'rule';
  for (const [index, node] of itemsOf(isFake ? entries.get('fake-ip-filter')?.value : undefined).entries()) {
    const item = scalarOf(node);
    if (!item || item.value.text === '') continue;
    if (isByRule) checkFilterRule(report, item, index);
    else checkFilterItem(report, item);
  }
}

/** Left out, the first range is 198.18.0.1/16; `''` takes it away, and without the second nothing is left to hand out. */
function checkEmptyRanges(report: Report, entries: ReadonlyMap<string, MapEntry>): void {
  const range = scalarOf(entries.get('fake-ip-range')?.value);
  const range6 = entries.get('fake-ip-range6')?.value;
  const isWithout6 = range6 === undefined || (range6.kind === 'scalar' && range6.value.text === '');
  if (range?.value.text !== '' || !isWithout6) return;
  refuse(report, {
    at: range.at,
    what: { en: 'fake-ip mode has no range of addresses', zh: 'fake-ip 模式没有可用的地址段' },
    label: { en: 'such as 198.18.0.1/16, or leave the key out', zh: '例如 198.18.0.1/16，或者去掉这个键' },
    said: 'disallow `fake-ip-range` and `fake-ip-range6` both empty with fake-ip mode',
  });
}

const DOMAIN_TYPES = [
  'DOMAIN',
  'DOMAIN-SUFFIX',
  'DOMAIN-KEYWORD',
  'DOMAIN-REGEX',
  'DOMAIN-WILDCARD',
  'GEOSITE',
  'RULE-SET',
  'MATCH',
];

/** `parseFakeIPRules`: whole rules about names, each with its action. */
function checkFilterRule(report: Report, item: ScalarNode, index: number): void {
  const { text } = item.value;
  const fields = text.split(',').map((field) => field.trim());
  const type = (fields[0] ?? '').toUpperCase();
  const action = (fields[type === 'MATCH' ? 1 : 2] ?? '').toLowerCase();
  const start = `dns.fake-ip-filter[${index}] [${text}] error: `;
  if (action !== 'fake-ip' && action !== 'real-ip') {
    refuse(report, {
      at: item.at,
      what: { en: 'a rule of fake-ip-filter has no action', zh: 'fake-ip-filter 的规则没有写动作' },
      label: {
        en: 'in mode rule each ends in fake-ip or real-ip',
        zh: 'rule 模式下，每条要以 fake-ip 或 real-ip 结尾',
      },
      said: `${start}invalid action '${action}', must be 'fake-ip' or 'real-ip'`,
    });
  } else if (!DOMAIN_TYPES.includes(type)) {
    refuse(report, {
      at: item.at,
      what: { en: `fake-ip-filter has a rule of type ${type}`, zh: `fake-ip-filter 里有 ${type} 类型的规则` },
      label: { en: 'only rules about domains', zh: '只能写域名类规则' },
      said: `${start}rule type '${type}' not supported, only domain-based rules allowed`,
    });
  }
}

function checkFilterItem(report: Report, item: ScalarNode): void {
  if (/^(?:geosite|rule-set):/i.test(item.value.text) || isDomainPattern(item.value.text)) return;
  refuse(report, {
    at: item.at,
    what: { en: 'fake-ip-filter has an entry that is no domain', zh: 'fake-ip-filter 里有不合法的域名' },
    label: { en: 'a dot at its end, or two in a row', zh: '末尾有点，或者有连续的点' },
    said: `invalid domain: ${item.value.text}`,
  });
}

function checkFallbackFilter(report: Report, filter: Node | undefined): void {
  for (const [index, item] of itemsOf(get(filter, 'ipcidr')).entries()) {
    const range = scalarOf(item);
    if (!range || isPrefix(range.value.text)) continue;
    const meant = isAddress(range.value.text)
      ? `${range.value.text}/${range.value.text.includes(':') ? 128 : 32}`
      : undefined;
    refuse(report, {
      at: range.at,
      what: {
        en: 'fallback-filter.ipcidr takes networks such as 240.0.0.0/4',
        zh: 'fallback-filter.ipcidr 只接受 240.0.0.0/4 这样的网段',
      },
      label: meant
        ? { en: 'an address without /mask', zh: '地址后面没有掩码' }
        : { en: 'not a network', zh: '不是网段' },
      said: `DNS FallbackIP[${index}] format error: ${prefixFault(range.value.text)}`,
      repair: meant ? rewrite(writes(meant), true, range.at, `"${meant}"`) : undefined,
    });
  }
  for (const [index, node] of itemsOf(get(filter, 'domain')).entries()) {
    const item = scalarOf(node);
    if (!item || isDomainPattern(item.value.text)) continue;
    refuse(report, {
      at: item.at,
      what: {
        en: 'fallback-filter.domain has an entry that is no domain',
        zh: 'fallback-filter.domain 里有不合法的域名',
      },
      label: { en: 'empty, a dot at its end, or two in a row', zh: '为空、末尾有点，或者有连续的点' },
      said: `DNS FallbackDomain[${index}] format error: invalid domain`,
    });
  }
}
