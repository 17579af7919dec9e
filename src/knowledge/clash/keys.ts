/**
 * The keys mihomo reads. Everything else is ignored without a word, which is how `dns: { enabled: true }` leaves DNS
 * off. Taken from the struct tags of mihomo `config/config.go` (v1.19.20), `adapter/outboundgroup/parser.go`,
 * `adapter/provider/parser.go` and `rules/provider/parse.go`; keys of newer releases from meta-json-schema's CHANGELOG.
 */

import { isWithin } from '../typos.ts';

/** Sections by their path; `*` stands for a name or an index. `''` is the top level. */
const SECTIONS: Readonly<Record<string, string>> = {
  '': `port socks-port redir-port tproxy-port mixed-port ss-config vmess-config inbound-tfo inbound-mptcp authentication
    skip-auth-prefixes lan-allowed-ips lan-disallowed-ips allow-lan bind-address mode unified-delay log-level ipv6
    external-controller external-controller-pipe external-controller-unix external-controller-tls
    external-controller-cors external-ui external-ui-url external-ui-name external-doh-server secret interface-name
    routing-mark tunnels geo-auto-update geo-update-interval geodata-mode geodata-loader geosite-matcher tcp-concurrent
    find-process-mode global-client-fingerprint global-ua etag-support keep-alive-idle keep-alive-interval
    disable-keep-alive proxy-providers rule-providers proxies proxy-groups rules sub-rules listeners hosts dns ntp tun
    tuic-server iptables experimental profile geox-url sniffer tls clash-for-android`,
  dns: `enable prefer-h3 ipv6 ipv6-timeout use-hosts use-system-hosts respect-rules nameserver fallback fallback-filter
    listen enhanced-mode fake-ip-range fake-ip-range6 fake-ip-filter fake-ip-filter-mode fake-ip-ttl default-nameserver
    cache-algorithm cache-max-size nameserver-policy proxy-server-nameserver proxy-server-nameserver-policy
    direct-nameserver direct-nameserver-follow-policy`,
  'dns/fallback-filter': 'geoip geoip-code ipcidr domain geosite',
  tun: `enable device stack dns-hijack auto-route auto-detect-interface mtu gso gso-max-size inet6-address
    iproute2-table-index iproute2-rule-index auto-redirect auto-redirect-input-mark auto-redirect-output-mark
    auto-redirect-iproute2-fallback-rule-index loopback-address strict-route route-address route-address-set
    route-exclude-address route-exclude-address-set include-interface exclude-interface include-uid include-uid-range
    exclude-uid exclude-uid-range exclude-src-port exclude-src-port-range exclude-dst-port exclude-dst-port-range
    include-android-user include-package exclude-package endpoint-independent-nat udp-timeout disable-icmp-forwarding
    file-descriptor inet4-route-address inet6-route-address inet4-route-exclude-address inet6-route-exclude-address
    recvmsgx sendmsgx include-mac-address exclude-mac-address`,
  sniffer: `enable override-destination sniffing force-domain skip-src-address skip-dst-address skip-domain
    port-whitelist force-dns-mapping parse-pure-ip sniff`,
  profile: 'store-selected store-fake-ip',
  'geox-url': 'geoip mmdb asn geosite',
  'external-controller-cors': 'allow-origins allow-private-network',
  ntp: 'enable server port interval dialer-proxy write-to-system',
  tls: 'certificate private-key client-auth-type client-auth-cert ech-key custom-certifactes custom-certificates',
  iptables: 'enable inbound-interface bypass dns-redirect',
  'proxy-groups/*': `name type proxies use url interval timeout max-failed-times lazy disable-udp filter exclude-filter
    exclude-type expected-status include-all include-all-proxies include-all-providers hidden icon tolerance strategy
    interface-name routing-mark default-selected empty-fallback policy-priority uselightgbm collectdata sample-rate
    prefer-asn`,
  'proxy-providers/*': `type url path interval proxy size-limit header filter exclude-filter exclude-type dialer-proxy
    health-check override payload`,
  'proxy-providers/*/health-check': 'enable url interval timeout lazy expected-status',
  'rule-providers/*': 'type behavior path url proxy format interval size-limit payload header path-in-bundle',
};

const KEYS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(SECTIONS).map(([section, keys]) => [section, new Set(keys.split(/\s+/))]),
);

/** Names that were read once, or that people write, with the one that is read. */
const MEANT: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    '',
    new Map([
      ['Proxy', 'proxies'],
      ['Proxy Group', 'proxy-groups'],
      ['Rule', 'rules'],
      ['rule', 'rules'],
      ['proxy', 'proxies'],
      ['proxy-group', 'proxy-groups'],
      ['proxy-provider', 'proxy-providers'],
      ['rule-provider', 'rule-providers'],
      ['rule-set', 'rule-providers'],
      ['rule-sets', 'rule-providers'],
      ['http-port', 'port'],
      ['socks5-port', 'socks-port'],
      ['host', 'hosts'],
    ]),
  ],
  [
    'dns',
    new Map([
      ['enabled', 'enable'],
      ['nameservers', 'nameserver'],
      ['name-server', 'nameserver'],
      ['fallbacks', 'fallback'],
      ['mode', 'enhanced-mode'],
    ]),
  ],
  ['tun', new Map([['enabled', 'enable']])],
  ['sniffer', new Map([['enabled', 'enable']])],
  ['proxy-groups/*', new Map([['proxy', 'proxies']])],
  ['proxy-providers/*/health-check', new Map([['enabled', 'enable']])],
]);

/** The top-level keys of a configuration. */
export const TOP_LEVEL_KEYS: ReadonlySet<string> = KEYS.get('') ?? new Set();

/** The known keys of the map a path lies in (the path's last part is the key); undefined: not catalogued. */
export function knownKeys(path: readonly string[]): ReadonlySet<string> | undefined {
  return KEYS.get(sectionOf(path));
}

/**
 * The known key someone meant by an unknown one: an old or common name, the same in other case or with `_`, or one
 * letter off. undefined: nothing close, so the key is none of mihomo's business.
 */
export function meantKey(path: readonly string[]): string | undefined {
  const section = sectionOf(path);
  const known = KEYS.get(section);
  const name = path.at(-1) ?? '';
  if (!known || known.has(name)) return undefined;
  const listed = MEANT.get(section)?.get(name);
  if (listed) return listed;
  const folded = name.toLowerCase().replaceAll(/[_ ]/g, '-');
  if (known.has(folded)) return folded;
  if (folded.length < 4) return undefined;
  for (const key of known) if (key.length >= 4 && isWithin(folded, key, 1)) return key;
  return undefined;
}

function sectionOf(path: readonly string[]): string {
  const parents = path.slice(0, -1);
  const isNamed = /^(?:proxy-groups|proxy-providers|rule-providers)$/.test(parents[0] ?? '');
  return parents.map((part, index) => (isNamed && index === 1 ? '*' : part)).join('/');
}
