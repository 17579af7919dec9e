/** Keys for ECH, clients' certificates and options of single types that keep a listener from starting: each from the file in its row. */
import { expect, test } from 'vitest';
import { judge, node, type Row, refusalsIn } from './table.ts';

const listener = (fields: string): string => `listeners:\n  - {name: in, port: 1, ${fields}}\n`;
const pem = (label: string, body: string): string => `"-----BEGIN ${label}-----\\n${body}\\n-----END ${label}-----\\n"`;
/** Two parts, each after its length: a key of 32 bytes and a configuration of 40. */
const ECH = Buffer.concat([
  Buffer.from([0, 32]),
  Buffer.alloc(32, 7),
  Buffer.from([0, 40]),
  Buffer.alloc(40, 9),
]).toString('base64');
const BODY = 'MIIB'.repeat(20);

const ROWS: readonly Row[] = [
  {
    place: 'ech-key where TLS is always on',
    source: 'component/ech/key.go',
    text: listener("type: tuic, certificate: '', private-key: '', ech-key: %"),
    accepted: ['', "''", pem('ECH KEYS', ECH), './ech.pem', '/etc/mihomo/ech.pem', '"{{ ech }}"'],
    refused: [],
    doubtful: [pem('CERTIFICATE', BODY), pem('ECH KEYS', BODY), '~/ech.pem', ECH],
  },
  {
    place: 'ech-key beside a certificate',
    source: 'listener/sing_vmess/server.go',
    text: listener('type: vmess, users: [{uuid: u}], %, ech-key: ~/ech.pem'),
    accepted: ['ws-path: /', 'certificate: a.crt'],
    refused: [],
    doubtful: ['certificate: a.crt, private-key: a.key'],
  },
  {
    place: 'what clients are verified against',
    source: 'component/ca/auth.go',
    text: listener('type: http, %'),
    accepted: [
      'client-auth-type: request',
      `client-auth-type: require-any, client-auth-cert: ${pem('EC PRIVATE KEY', BODY)}`,
      'client-auth-type: require-and-verify, client-auth-cert: ./ca.crt',
      'client-auth-type: require-and-verify, client-auth-cert: ',
      `client-auth-cert: ${pem('CERTIFICATE', BODY)}`,
      'client-auth-type: never',
    ],
    refused: [],
    doubtful: [
      'client-auth-type: require-and-verify',
      "client-auth-type: verify-if-given, client-auth-cert: ''",
      `client-auth-cert: ${pem('EC PRIVATE KEY', BODY)}`,
      'client-auth-cert: ~/ca.crt',
    ],
  },
  {
    place: 'REALITY and certificates of clients',
    source: 'listener/http/server.go',
    text: listener(
      'type: mixed, reality-config: {dest: "a:443", private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY, short-id: [""], server-names: [a]}, %',
    ),
    accepted: ['udp: true', 'client-auth-type: never'],
    refused: [],
    doubtful: ['client-auth-type: request', 'client-auth-cert: ca.crt'],
  },
  {
    place: 'padding-scheme',
    source: 'transport/anytls/padding/padding.go',
    text: listener('type: anytls, certificate: a, private-key: b, padding-scheme: %'),
    accepted: ["''", '"stop=8\\n0=30-30"', 'stop=8', '"0=1-1\\nstop=2\\n"', ''],
    refused: [],
    doubtful: ['"0=30-30"', '"stop=8 0=30-30"', '"stop = 8"', 'random'],
  },
  {
    place: 'realm-name-pattern',
    source: 'listener/hysteria2_realm/server.go',
    text: listener('type: hysteria2-realm, token: t, realm-name-pattern: %'),
    accepted: ["''", "'^[a-z0-9-]{1,64}$'", "'[(?=]'", "'a\\\\1'", "'(?i)home'"],
    refused: [],
    doubtful: ["'(?!admin).*'", "'(a'", "'(a)\\1'", "'*'"],
  },
  {
    place: '`<<` in a map that mihomo reads',
    source: 'go-yaml v3.0.1 decode.go: merge',
    text: `x-notes: &text hello\nx-map: &map {udp: true}\nproxies:\n  - {name: a, type: http, server: s.example, port: 80, <<: %}\n`,
    accepted: ['*map', '[*map, {tls: false}]', '', '{udp: true}'],
    refused: ['*text', 'hello', '[hello]', '[*map, *text]'],
  },
];

judge(ROWS);

test('a merge of text is left alone where nothing reads the map', () => {
  expect(refusalsIn('mixed-port: 7890\nx-notes:\n  <<: hello\nrules: ["MATCH,DIRECT"]\n')).toEqual([]);
});

test('what mihomo prints names the place as it does: positions, types of Go, the group', () => {
  const said = (text: string): readonly string[] => refusalsIn(text).map((refusal) => refusal.said);
  expect(said('proxy-groups:\n  - {type: select, proxies: [DIRECT]}\n')).toEqual(['proxy group 0: missing name']);
  expect(said('proxy-groups:\n  - {name: G, type: select, proxies: [DIRECT], exclude-type: [ss]}\n')).toEqual([
    "ProxyGroup G: 'exclude-type' expected type 'string', got unconvertible type '[]interface {}'",
  ]);
  expect(said('proxy-groups:\n  - {name: R, type: relay, proxies: [DIRECT]}\n')).toEqual([
    'unsupported type: The group [R] with relay type was removed, please using dialer-proxy instead',
  ]);
  expect(
    said('listeners:\n  - {name: i, type: vless, port: 1, allow-insecure: true, users: [{uuid: u}, {username: x}]}\n'),
  ).toEqual(["proxy 0: 'users[1]' has unset fields: uuid"]);
  expect(said('proxies:\n  - {name: a, type: http, server: s, port: 80, headers: {X: true}}\n')).toEqual([
    "proxy 0: 'headers[X]' expected type 'string', got unconvertible type 'bool'",
  ]);
  expect(
    said(node('type: ss, cipher: aes-128-gcm, password: p, plugin: shadow-tls, plugin-opts: {version: x}')),
  ).toEqual([
    "proxy 0: ss s.example:443 initialize shadow-tls-plugin error: '' has unset fields: host",
    "proxy 0: ss s.example:443 initialize shadow-tls-plugin error: cannot parse 'version' as int",
  ]);
  expect(said(node('type: http, smux: {padding: yes}'))).toEqual([
    "proxy 0: 'padding' expected type 'bool', got unconvertible type 'string'",
  ]);
  expect(said('hosts:\n  a.example: true\n  b.example: [1.1.1.1, x.y]\n')).toEqual([
    '%!s(bool=true) is not a valid value',
    '[1.1.1.1 x.y] is not a valid value',
  ]);
  expect(said('dns: {fake-ip-range: 198.18.0.1/99}\nlan-allowed-ips: [any]\n')).toEqual([
    'netip.ParsePrefix("198.18.0.1/99"): prefix length out of range',
    'netip.ParsePrefix("any"): no \'/\'',
  ]);
});
