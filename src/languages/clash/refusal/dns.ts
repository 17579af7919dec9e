/** What mihomo refuses in `dns` (`config/config.go: parseDNS`), also where it is switched off. */

import { goBoolean } from '../../../knowledge/go-scalar.ts';
import { isAddress, isPrefix } from '../../../knowledge/ip-text.ts';
import { entriesOf, get, itemsOf, type MapEntry, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { isDomainPattern } from './domains.ts';
import { isPlaceholder, type Report, refuse, refuseWord, rewrite, spanOfNode, writes } from './report.ts';

const LISTS = ['nameserver', 'fallback', 'default-nameserver', 'proxy-server-nameserver', 'direct-nameserver'];
const POLICIES = ['nameserver-policy', 'proxy-server-nameserver-policy'];

export function checkDns(report: Report, dns: Node | undefined): void {
  if (dns?.kind !== 'map') return;
  const entries = entriesOf(dns);
  checkPresence(report, entries);
  for (const key of LISTS)
    for (const item of itemsOf(entries.get(key)?.value)) checkServer(report, scalarOf(item), key);
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
/** A list that is written and holds nothing. */
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
  const defaults = entries.get('default-nameserver');
  if (defaults && isEmptyList(defaults.value)) {
    refuse(report, {
      at: defaults.key.at,
      what: { en: 'default-nameserver is empty', zh: 'default-nameserver 是空的' },
      label: { en: 'name a server, or leave the key out', zh: '写上服务器，或者去掉这个键' },
      said: 'default nameserver should have at least one nameserver',
    });
  }
}

const SCHEMES = ['udp', 'tcp', 'tls', 'http', 'https', 'quic', 'system', 'dhcp', 'rcode', 'ts', 'tailscale'];
/** What other programs call these ways. */
const OTHER_SCHEMES: ReadonlyMap<string, string> = new Map([
  ['doh', 'https'],
  ['h3', 'https'],
  ['dot', 'tls'],
  ['doq', 'quic'],
  ['dns', 'udp'],
]);
const RCODES = ['success', 'format_error', 'server_failure', 'name_error', 'not_implemented', 'refused'];

/** One server, as `parseNameServer` reads it. */
function checkServer(report: Report, server: ScalarNode | undefined, list: string): void {
  const text = server?.value.text ?? '';
  if (!server || text === '' || text === 'system' || isAddress(text)) return;
  const scheme = /^([A-Za-z][A-Za-z\d+.-]*):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !SCHEMES.includes(scheme)) {
    const meant = OTHER_SCHEMES.get(scheme);
    const said = `DNS NameServer[N] unsupport scheme: ${scheme}`;
    refuse(report, {
      at: server.at,
      what: {
        en: `${list} has a server of an unknown kind, ${scheme}://`,
        zh: `${list} 里有不支持的协议 ${scheme}://`,
      },
      label: meant
        ? { en: `mihomo writes ${meant}://`, zh: `mihomo 写作 ${meant}://` }
        : { en: `one of ${SCHEMES.slice(0, 6).join(', ')}`, zh: `可用 ${SCHEMES.slice(0, 6).join('、')}` },
      said,
    });
    return;
  }
  if (scheme === 'rcode' && !RCODES.includes(text.slice(8).split(/[/#?]/)[0] ?? '')) {
    refuseWord(
      report,
      server,
      RCODES.map((code) => `rcode://${code}`),
      `unsupported RCode type: ${text.slice(8)}`,
      list,
    );
    return;
  }
  if (scheme === 'dhcp' || scheme === 'rcode' || scheme === 'system') return;
  const fault = hostFault(scheme === undefined ? text : text.slice(scheme.length + 3));
  if (!fault) return;
  refuse(report, {
    at: server.at,
    what: { en: `${list} has a server that is no address`, zh: `${list} 里有不合法的服务器地址` },
    label:
      fault === 'port'
        ? { en: 'the port is not a number', zh: '端口不是数字' }
        : { en: 'a host cannot contain this character', zh: '主机名里不能有这样的字符' },
    said: 'DNS NameServer[N] format error',
  });
}

/** What Go's `url.Parse` and `net.SplitHostPort` certainly refuse in the host of a URL. */
function hostFault(rest: string): 'port' | 'character' | undefined {
  const host = (rest.split(/[/?#]/)[0] ?? '').replace(/^.*@/, '');
  if (/[\s"<>\\^`{|}]/.test(host)) return 'character';
  if (host.startsWith('[')) return /^\[[^\]]*\](?::\d*)?$/.test(host) ? undefined : 'port';
  const colon = host.indexOf(':');
  return colon < 0 || /^:\d*$/.test(host.slice(colon)) ? undefined : 'port';
}

/** Names of servers are themselves looked up here: only addresses are of use. */
function checkPureAddress(report: Report, server: ScalarNode | undefined): void {
  const text = server?.value.text ?? '';
  if (!server || text === '' || /^system(?::|$)/.test(text)) return;
  const rest = text.replace(/^[A-Za-z][A-Za-z\d+.-]*:\/\//, '').split(/[/?#]/)[0] ?? '';
  const host = isAddress(rest) ? rest : rest.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  if (isAddress(host) || hostFault(rest)) return;
  refuse(report, {
    at: server.at,
    what: { en: 'default-nameserver takes only IP addresses', zh: 'default-nameserver 只能填 IP 地址' },
    label: { en: 'a name; it resolves the names of the other servers', zh: '这是域名；它负责解析其他服务器的域名' },
    said: 'default nameserver should be pure IP',
  });
}

function checkPolicy(report: Report, policy: Node | undefined, list: string): void {
  if (policy?.kind !== 'map') return;
  for (const { key, value } of entriesOf(policy).values()) {
    const servers = value.kind === 'list' ? value.items : [value];
    if (value.kind === 'map') refuseShape(report, value, list);
    for (const server of servers) checkServer(report, scalarOf(server), list);
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
      said: isSmall ? "ipnet don't have valid ip" : `dns.${key} must be a ${family} prefix`,
    });
  }
  const isByRule = scalarOf(entries.get('fake-ip-filter-mode')?.value)?.value.text.toLowerCase() === 'rule';
  if (isFake)
    for (const item of itemsOf(entries.get('fake-ip-filter')?.value)) checkFilterItem(report, scalarOf(item), isByRule);
}

function checkFilterItem(report: Report, item: ScalarNode | undefined, isByRule: boolean): void {
  const text = item?.value.text ?? '';
  if (!item || text === '') return;
  if (isByRule) {
    const action = (text.split(',').at(/^MATCH\b/i.test(text) ? 1 : 2) ?? '').trim().toLowerCase();
    if (action === 'fake-ip' || action === 'real-ip') return;
    refuse(report, {
      at: item.at,
      what: { en: 'a rule of fake-ip-filter has no action', zh: 'fake-ip-filter 的规则没有写动作' },
      label: {
        en: 'in mode rule each ends in fake-ip or real-ip',
        zh: 'rule 模式下，每条要以 fake-ip 或 real-ip 结尾',
      },
      said: `dns.fake-ip-filter[N] error: invalid action '${action}', must be 'fake-ip' or 'real-ip'`,
    });
    return;
  }
  if (/^(?:geosite|rule-set):/i.test(text) || isDomainPattern(text)) return;
  refuse(report, {
    at: item.at,
    what: { en: 'fake-ip-filter has an entry that is no domain', zh: 'fake-ip-filter 里有不合法的域名' },
    label: { en: 'a dot at its end, or two in a row', zh: '末尾有点，或者有连续的点' },
    said: 'invalid domain',
  });
}

function checkFallbackFilter(report: Report, filter: Node | undefined): void {
  for (const item of itemsOf(get(filter, 'ipcidr'))) {
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
      said: 'DNS FallbackIP[N] format error',
      repair: meant ? rewrite(writes(meant), true, range.at, `"${meant}"`) : undefined,
    });
  }
}
