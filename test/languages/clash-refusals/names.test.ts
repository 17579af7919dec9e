/** Names that are there, but not for the place that uses them; lists and hosts that lead back to themselves (mihomo 1c4f7c4d). */
import { expect, test } from 'vitest';
import { judge, type Row, refusals, refusalsIn } from './table.ts';

const SETS = 'rule-providers:\n  nets: {type: http, behavior: ipcidr}\n  names: {type: http, Behavior: domain}\n';

const ROWS: readonly Row[] = [
  {
    place: 'GLOBAL in a group',
    source: 'config.go: parseProxies',
    text: 'proxy-groups:\n  - {name: a, type: select, proxies: [DIRECT, GLOBAL]}\n  - {name: %, type: select, proxies: [a]}\n',
    accepted: [],
    refused: ['b'],
  },
  {
    place: 'a group GLOBAL of the user’s own',
    source: 'config.go: parseProxies',
    text: 'proxy-groups:\n  - {name: a, type: select, proxies: [GLOBAL]}\n  - {name: %, type: select, proxies: [DIRECT]}\n',
    accepted: ['GLOBAL'],
    refused: [],
  },
  {
    place: 'a group called like a provider',
    source: 'outboundgroup/parser.go',
    text: 'proxies:\n  - {name: n, type: direct}\nproxy-providers:\n  p: {type: http}\nproxy-groups:\n  - {name: p, type: select, %}\n',
    accepted: ['use: [p]', 'use: [p], include-all-providers: true'],
    refused: ['proxies: [DIRECT]', 'use: [p], Proxies: [n]', 'include-all: true', 'include-all-proxies: 1'],
  },
  {
    place: 'empty-fallback',
    source: 'outboundgroup/parser.go',
    text: 'proxies:\n  - {name: n, type: direct}\nproxy-groups:\n  - {name: a, type: select, proxies: [n], empty-fallback: %}\n  - {name: b, type: select, proxies: [n]}\n',
    accepted: ['n', 'REJECT', ''],
    refused: [],
    doubtful: ['a', 'b', 'GLOBAL'],
  },
  {
    place: 'sets of rules in dns',
    source: 'config.go: parseDomainRuleSet',
    text: `${SETS}dns:\n  enhanced-mode: Fake-IP\n  %\n`,
    accepted: [
      'nameserver-policy: {"rule-set:names": 223.5.5.5}',
      'fake-ip-filter: ["rule-set:names,absent", "+.lan"]',
      'fallback: ["rcode://success"]',
    ],
    refused: [
      'nameserver-policy: {"rule-set:nets": 223.5.5.5}',
      'nameserver-policy: {"RULE-SET:names,nets": 223.5.5.5}',
      'fake-ip-filter: ["rule-set:nets"]',
    ],
  },
  {
    place: 'sets of rules where fake addresses are off',
    source: 'config.go: parseDNS',
    text: `${SETS}dns: {enhanced-mode: redir-host, fake-ip-filter: ["rule-set:%"]}\n`,
    accepted: ['nets', 'names'],
    refused: [],
  },
  {
    place: 'sets of rules in the sniffer',
    source: 'config.go: parseIPRuleSet',
    text: `${SETS}sniffer: {%}\n`,
    accepted: ['skip-dst-address: ["rule-set:nets"]', 'skip-domain: ["rule-set:names"]'],
    refused: ['skip-src-address: ["rule-set:names"]', 'force-domain: ["rule-set:nets"]'],
  },
  {
    place: 'sub-rules',
    source: 'config.go: verifySubRule',
    text: 'sub-rules:\n  a: [%]\n  b: ["SUB-RULE,(NETWORK,tcp),c", "MATCH,DIRECT"]\n  c: ["sub-rule,(NETWORK,udp),a"]\n',
    accepted: ['"MATCH,DIRECT"', '"SUB-RULE,(NETWORK,tcp),absent"'],
    refused: ['"SUB-RULE,(NETWORK,tcp),b"', '"SUB-RULE,(NETWORK,tcp),a"'],
  },
  {
    place: 'names of hosts',
    source: 'config.go: parseHosts',
    text: 'hosts:\n  a.example: b.example\n  b.example: %\n  c.example: a.example\n',
    accepted: ['d.example', '1.2.3.4', 'b.example', '[1.2.3.4, 1.2.3.5]'],
    refused: ['a.example', 'c.example', '[a.example]'],
  },
  {
    place: 'nodes inside a provider',
    source: 'provider.go: NewProxiesParser',
    text: 'proxy-providers:\n  p: {type: inline, %}\n',
    accepted: [
      'payload: [{name: a, type: direct}, {type: nonsense}, {name: 1, type: nonsense}]',
      'filter: a, payload: [{name: a, type: direct}, {name: b, type: shadowsocks}]',
      'exclude-type: shadowsocks, payload: [{name: a, type: direct}, {name: b, type: shadowsocks}]',
      'override: {up: 10, down: 20}, payload: [{name: a, type: hysteria, server: s, port: 1}]',
    ],
    refused: ['payload: []', 'payload: [{name: b, type: shadowsocks}]'],
  },
  {
    place: 'a set in the binary form',
    source: 'rules/provider/mrs_reader.go',
    text: 'rule-providers:\n  a: {type: http, format: mrs, behavior: %}\n',
    accepted: ['domain', 'ipcidr'],
    refused: [],
    doubtful: ['classical'],
  },
];

judge(ROWS);

test('a circle is told once, with all its names', () => {
  const text =
    'sub-rules:\n  a: ["SUB-RULE,(NETWORK,tcp),b"]\n  b: ["SUB-RULE,(NETWORK,tcp),c"]\n  c: ["SUB-RULE,(NETWORK,tcp),b"]\n';
  expect(refusals(text)).toEqual(['sub-rule error: circular references [b->c->b]']);
});

test('ten thousand names in a row are no circle', () => {
  const hosts = Array.from({ length: 10_000 }, (_, index) => `  h${index}.example: h${index + 1}.example\n`);
  expect(refusalsIn(`hosts:\n${hosts.join('')}`)).toEqual([]);
});
