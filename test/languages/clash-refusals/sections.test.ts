/**
 * What mihomo accepts and refuses, place by place. Types were tried against mihomo's own decoder and yaml.v3 (1c4f7c4d,
 * Go 1.19): 57,000 pairs of a key and a value, all equal; the rest is read from the file named in each row.
 */
import { expect, test } from 'vitest';
import { judge, type Row, refusals, refusalsIn, top, within } from './table.ts';

const ROWS: readonly Row[] = [
  {
    place: 'mixed-port',
    source: 'config.go',
    text: '%'.replace('%', 'mixed-port: %\n'),
    accepted: ['7890', '0x1ed2', '70000', '-1', '1.5', ''],
    refused: ["'7890'", 'x', 'true', '[1]', '{a: 1}'],
  },
  {
    place: 'allow-lan',
    source: 'yaml.v3 decode.go',
    text: top('allow-lan'),
    accepted: ['true', 'yes', 'On', 'n', '"yes"', ''],
    refused: ['1', '"true"', 'maybe', '[true]'],
  },
  {
    place: 'secret',
    source: 'yaml.v3 decode.go',
    text: top('secret'),
    accepted: ['x', '0123', 'true', '2001-01-01'],
    refused: ['[x]', '{a: b}'],
  },
  {
    place: 'mode',
    source: 'tunnel/mode.go',
    text: top('mode'),
    accepted: ['rule', 'Rule', 'GLOBAL', 'direct', ''],
    refused: ['Script', 'rules', '[rule]'],
  },
  {
    place: 'log-level',
    source: 'log/level.go',
    text: top('log-level'),
    accepted: ['WARNING', 'silent'],
    refused: ['verbose'],
    doubtful: ['trace', 'warn'],
  },
  {
    place: 'lan-allowed-ips',
    source: 'config.go',
    text: top('lan-allowed-ips'),
    accepted: ['[10.0.0.0/8, "::/0"]', '[]'],
    refused: ['[10.0.0.1]', '10.0.0.0/8', '[lan]'],
  },
  {
    place: 'rules',
    source: 'config.go',
    text: 'mixed-port: 1\nrules: %\n',
    accepted: ['["MATCH,DIRECT"]', '[]', ''],
    refused: ['MATCH', '{a: b}'],
  },
  {
    place: 'proxies',
    source: 'config.go',
    text: top('proxies'),
    accepted: ['[]', ''],
    refused: ['{a: {type: ss}}', 'none'],
  },
  {
    place: 'dns.nameserver',
    source: 'config.go: parseNameServer',
    text: within('dns', 'nameserver'),
    accepted: [
      '[223.5.5.5, system, "2400:3200::1", "[2400:3200::1]:53", "tls://dns.example:853#G&h3=true", "rcode://success", "dhcp://en0", dns.example]',
    ],
    refused: ['223.5.5.5', '["doh://dns.example"]', '["1.1.1.1:53:53"]', '["https://a b/"]', '["rcode://x"]'],
  },
  {
    place: 'dns.enable with nameserver',
    source: 'config.go: parseDNS',
    text: 'dns:\n  enable: true\n  nameserver: %\n',
    accepted: ['[223.5.5.5]', ''],
    refused: ['[]'],
  },
  {
    place: 'dns.respect-rules',
    source: 'config.go: parseDNS',
    text: within('dns', 'respect-rules'),
    accepted: ['false', 'off', ''],
    refused: ['true', 'yes'],
  },
  {
    place: 'dns.default-nameserver',
    source: 'config.go: parseDNS',
    text: within('dns', 'default-nameserver'),
    accepted: [
      '[223.5.5.5, "https://223.5.5.5/dns-query", "tls://1.1.1.1:853", system, "dhcp://system", "2400:3200::1"]',
    ],
    refused: ['["tls://dns.example"]', '[dns.example]', '["dhcp://en0"]', '["rcode://success"]', '[]'],
  },
  {
    place: 'dns.fake-ip-range',
    source: 'config.go: parseDNS',
    text: within('dns', 'fake-ip-range'),
    accepted: ['198.18.0.1/16', '28.0.0.1/8'],
    refused: ['198.18.0.1', 'fc00::/18', 'x'],
  },
  {
    place: 'both ranges of fake-ip',
    source: 'config.go: parseDNS',
    text: "dns:\n  enhanced-mode: fake-ip\n  fake-ip-range: ''\n  %\n",
    accepted: ['fake-ip-range6: fdfe:dcba:9876::1/64'],
    refused: ["fake-ip-range6: ''", 'ipv6: true'],
  },
  {
    place: 'dns.fallback-filter',
    source: 'config.go: parseDNS',
    text: 'dns:\n  fallback: [8.8.8.8]\n  fallback-filter: {%}\n',
    accepted: ['ipcidr: [240.0.0.0/4]', 'domain: ["+.google.com", "*.lan"]', 'geosite: [gfw]'],
    refused: ['ipcidr: [240.0.0.1]', 'domain: ["a..b"]', 'domain: [a.com.]', 'geoip: maybe'],
  },
  {
    place: 'dns.enhanced-mode',
    source: 'constant/dns.go',
    text: within('dns', 'enhanced-mode'),
    accepted: ['fake-ip', 'Redir-Host', 'normal'],
    refused: ['fakeip', 'mapping'],
  },
  {
    place: 'dns.nameserver-policy',
    source: 'config.go: parseNameServerPolicy',
    text: 'dns:\n  nameserver-policy: %\n',
    accepted: ['{"+.a.com,b.com": 223.5.5.5, "geosite:cn": [223.5.5.5]}'],
    refused: ['{"a.com, b.com": 223.5.5.5}', '{"a..b": 223.5.5.5}', '{a.com: {x: y}}', '{a.com: "sdns://x"}'],
  },
  {
    place: 'dns.fake-ip-filter in fake-ip',
    source: 'trie/domain.go',
    text: 'dns:\n  enhanced-mode: fake-ip\n  fake-ip-filter: %\n',
    accepted: ['["*.lan", "+.local", ".a.com", "geosite:cn"]'],
    refused: ['["a.com."]', '["a..b"]', '"*.lan"'],
  },
  {
    place: 'dns.fake-ip-filter elsewhere',
    source: 'config.go: parseDNS',
    text: 'dns:\n  fake-ip-filter: %\n',
    accepted: ['["a.com."]'],
    refused: [],
  },
  {
    place: 'tun.stack',
    source: 'constant/tun.go',
    text: within('tun', 'stack'),
    accepted: ['gVisor', 'system', 'Mixed'],
    refused: ['lwip', 'gvisior'],
  },
  {
    place: 'sniffer.sniff',
    source: 'config.go: parseSniffer',
    text: within('sniffer', 'sniff'),
    accepted: ['{tls: {ports: [443, 8443-8500]}, QUIC: }', '{HTTP: {port: [80]}}'],
    refused: ['{FTP: {}}', '{TLS: {ports: [x]}}', '{TLS: {ports: 443}}', '[TLS]'],
  },
  {
    place: 'sniffer.skip-dst-address',
    source: 'config.go: parseIPCIDR',
    text: within('sniffer', 'skip-dst-address'),
    accepted: ['[10.0.0.0/8, "geoip:cn"]'],
    refused: ['[10.0.0.1]'],
  },
  {
    place: 'hosts',
    source: 'resolver/host.go',
    text: top('hosts'),
    accepted: ['{a.b: 1.2.3.4, c.d: [1.1.1.1, "::1"], e.f: lan, g.h: i.j}'],
    refused: ['{a.b: localhost}', '{a.b: [1.1.1.1, c.d]}', '{a.b: {c: d}}', '{a.b: []}'],
  },
  {
    place: 'tunnels',
    source: 'listener/config/tunnel.go',
    text: top('tunnels'),
    accepted: ['["tcp/udp,127.0.0.1:1,a.com:2,P", "tcp,:1,a:2"]', '[{network: [x], address: y, proxy: 1}]'],
    refused: ['["tcp,127.0.0.1:1"]', '["TCP,:1,a:2"]', '["tcp,1,a:2"]', '[{network: tcp, address: ":1"}]'],
  },
  {
    place: 'a group’s name',
    source: 'config.go: parseProxies',
    text: 'proxy-groups:\n  - {%, type: select, proxies: [DIRECT]}\n',
    accepted: ['name: a', "name: '123'"],
    refused: ['name: 123', 'Name: a', 'name: [a]'],
  },
  {
    place: 'a group’s type',
    source: 'outboundgroup/parser.go',
    text: 'proxy-groups:\n  - {name: a, proxies: [DIRECT], Type: %}\n',
    accepted: ['select', 'url-test', 'smart', ''],
    refused: ['urltest', 'Select'],
  },
  {
    place: 'a group’s filter',
    source: 'regexp2',
    text: 'proxy-groups:\n  - {name: a, type: select, include-all: true, filter: "%"}\n',
    accepted: ['(?i)hk|香港', 'a`b', '^(?!.*x).*$'],
    refused: ['(?i)hk)', '*hk', '[hk', 'a`(b'],
  },
  {
    place: 'strategy',
    source: 'loadbalance.go',
    text: 'proxy-groups:\n  - {name: a, type: load-balance, proxies: [DIRECT], strategy: %}\n',
    accepted: ['round-robin', 'sticky-sessions', ''],
    refused: ['roundrobin', 'Round-Robin'],
  },
  {
    place: 'a provider’s type',
    source: 'provider/parser.go',
    text: 'proxy-providers:\n  a: {type: %}\n',
    accepted: ['http', 'file', 'inline, payload: [{name: a, type: direct}]', ''],
    refused: ['HTTP', 'url'],
  },
  {
    place: 'a rule-provider',
    source: 'rules/provider/parse.go',
    text: 'rule-providers:\n  a: {type: http, %}\n',
    accepted: ['behavior: domain, format: mrs', 'Behavior: ipcidr'],
    refused: ['behavior: Domain', 'behavior: domain, format: txt', 'url: x'],
  },
  {
    place: 'a listener',
    source: 'listener/parse.go',
    text: 'listeners:\n  - {name: a, %}\n',
    accepted: ['type: mixed, port: "200,302"', 'type: tproxy, listen: "::"'],
    refused: ['type: socks5', 'type: mixed, listen: localhost', 'type: mixed, port: x', 'port: 1', 'type: tunnel'],
  },
  {
    place: 'external-ui',
    source: 'path.go: IsSafePath',
    text: top('external-ui'),
    accepted: ['ui', './ui/../dashboard', '/usr/share/ui'],
    refused: [],
    doubtful: ['../ui', './ui/../../dashboard'],
  },
  {
    place: 'a provider’s path',
    source: 'adapter/provider/parser.go',
    text: 'proxy-providers:\n  a: {type: %}\nrule-providers:\n  b: {type: file, behavior: domain, path: ./b.yaml}\n',
    accepted: ['http, path: ./a.yaml', 'file, path: /etc/mihomo/a.yaml', 'http, path: ""'],
    refused: [],
    doubtful: ['http, path: ../a.yaml', 'file, path: a/../../b.yaml'],
  },
  {
    place: 'a provider of type inline',
    source: 'provider.go: NewInlineProvider',
    text: 'proxy-providers:\n  a: {type: inline%}\n',
    accepted: [', payload: [{name: a, type: direct}]', ', payload: '],
    refused: ['', ', payload: [{name: a, type: shadowsocks}]', ', payload: x'],
  },
  {
    place: 'dns.fake-ip-filter by rule',
    source: 'config.go: parseFakeIPRules',
    text: 'dns:\n  enhanced-mode: fake-ip\n  fake-ip-filter-mode: rule\n  fake-ip-filter: %\n',
    accepted: ['["DOMAIN-SUFFIX,lan,real-ip", "geosite,cn,Real-IP", "MATCH,fake-ip", "RULE-SET,a,fake-ip"]'],
    refused: ['["DOMAIN-SUFFIX,lan"]', '["+.lan"]', '["IP-CIDR,10.0.0.0/8,real-ip"]', '["DOMAIN,a.com,DIRECT"]'],
  },
  {
    place: 'a Tailscale server',
    source: 'config.go: parseNameServer',
    text: within('dns', 'nameserver'),
    accepted: ['["ts://node"]', '["tailscale://node/"]'],
    refused: ['["ts://"]', '["tailscale:///x"]'],
  },
  {
    place: 'a listener’s own keys',
    source: 'listener/inbound/mieru.go, snell.go',
    text: 'listeners:\n  - {name: a, port: 1, %}\n',
    accepted: [
      'type: mieru, transport: UDP, users: {a: b}',
      'type: mieru, transport: UDP, users: ',
      'type: snell, psk: x, version: 5',
      // Since v1.19.28.
      'type: snell, psk: x, version: 3',
      'type: snell, psk: x',
      'type: sudoku, key: k',
    ],
    refused: [
      'type: mieru, transport: tcp, users: {a: b}',
      'type: mieru, transport: TCP, users: {}',
      'type: mieru, transport: TCP, users: {a: ""}',
      'type: mieru, transport: TCP, users: {"": b}',
      'type: sudoku, key: ""',
      'type: snel, psk: x',
    ],
    doubtful: ['type: snell, psk: x, version: 60', 'type: nextproto, psk: x'],
  },
  {
    place: 'a listener’s users',
    source: 'listener/inbound/auth.go, vmess.go, trojan.go, anytls.go',
    text: 'listeners:\n  - {name: a, port: 1, %}\n',
    accepted: [
      'type: socks, users: [{username: u, password: 1}]',
      'type: mixed, users: []',
      'type: vmess, users: [{uuid: u, alterId: "0"}]',
      'type: trojan, allow-insecure: true, users: [{password: p}]',
      'type: anytls, certificate: a, private-key: b, users: {u: p}',
    ],
    refused: [
      'type: socks, users: {u: p}',
      'type: mixed, users: ["u:p"]',
      'type: vmess',
      'type: anytls, certificate: a, private-key: b, users: [{username: u, password: p}]',
      'type: tuic, certificate: a, private-key: b, users: u',
    ],
    doubtful: [
      'type: http, users: [{username: u}]',
      'type: vmess, users: [{username: u}]',
      'type: trojan, allow-insecure: true, users: [{username: u}]',
    ],
  },
  {
    place: 'a listener’s name and port',
    source: 'config.go: parseListeners, listener/inbound/mieru.go',
    text: 'listeners:\n  - {%}\n',
    accepted: ['name: in, type: mixed, port: 1', 'name: mixed, type: mixed, port: 1'],
    refused: ['name: port, type: mixed, port: 1', 'name: m, type: mieru, transport: TCP, users: {a: b}'],
  },
  {
    place: 'expected-status of a provider’s health check',
    source: 'adapter/provider/parser.go',
    text: 'proxy-providers:\n  a: {type: http, health-check: {enable: false, expected-status: %}}\n',
    accepted: ['204', '200-299', '"*"', '200/204'],
    refused: ['ok', '2xx'],
  },
];

judge(ROWS);

test('what only some versions refuse says which', () => {
  const text =
    'proxy-groups:\n  - {name: a, type: relay, proxies: [DIRECT]}\nproxy-providers:\n  p: {type: http, health-check: {url: x}}\n';
  expect(refusalsIn(text).map(({ versions }) => /v1\.19\.\d+/.exec(versions?.en ?? '')?.[0])).toEqual([
    'v1.19.17',
    'v1.19.21',
  ]);
});

test('mihomo numbers nodes and listeners from 0, and calls both proxies', () => {
  const nodes = 'proxies:\n  - {name: a, type: direct}\n  - {name: b}\n';
  const listeners = 'listeners:\n  - {name: a, type: mixed, port: 1}\n  - {name: b, type: mixed, listen: localhost}\n';
  const provider = 'proxy-providers:\n  p: {type: inline, payload: [{name: a, type: direct}, {name: b}]}\n';
  expect([nodes, listeners, provider].flatMap(refusals)).toEqual([
    'proxy 1: missing type',
    'proxy 1: ParseAddr("localhost"): unable to parse IP',
    'parse proxy provider p error: proxy 1 error: missing type',
  ]);
});

test('what several nodes share through an anchor is refused once', () => {
  const text =
    'x: &x {headers: [a]}\nproxies:\n  - {name: a, type: vless, server: s, port: 1, uuid: u, ws-opts: *x}\n  - {name: b, type: vless, server: s, port: 1, uuid: u, ws-opts: *x}\n';
  expect(refusals(text)).toHaveLength(1);
});
