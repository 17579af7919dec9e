/** Listeners that mihomo (1c4f7c4d) loads and cannot start: warnings, each read from the file named in its row. */
import { expect, test } from 'vitest';
import { judge, type Row, refusalsIn } from './table.ts';

const PEM = `-----BEGIN CERTIFICATE-----\\n${'MIIB'.repeat(20)}\\n-----END CERTIFICATE-----\\n`;
const KEY = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY';
const listener = (fields: string): string => `listeners:\n  - {name: in, port: 1, ${fields}}\n`;

const ROWS: readonly Row[] = [
  {
    place: 'a Trojan listener',
    source: 'listener/trojan/server.go',
    text: listener('type: trojan, users: [{password: p}], %'),
    accepted: [
      'certificate: a.crt, private-key: a.key',
      'certificate: , private-key: ',
      'allow-insecure: true',
      `reality-config: {dest: "a:443", private-key: ${KEY}, short-id: [""], server-names: [a]}`,
      'ss-option: {enabled: true, password: p, method: AES-128-GCM}',
    ],
    refused: [],
    doubtful: [
      'ws-path: /',
      'certificate: a.crt',
      'allow-insecure: false',
      'ss-option: {enabled: true, password: ""}',
      'ss-option: {enabled: true, password: p, method: aes-128}',
    ],
  },
  {
    place: 'a VLESS listener',
    source: 'listener/sing_vless/server.go',
    text: listener('type: vless, users: [{uuid: u}], %'),
    accepted: [
      'certificate: a.crt, private-key: a.key',
      'decryption: mlkem768x25519plus.native.600s.x',
      'allow-insecure: 1',
    ],
    refused: [],
    doubtful: ['decryption: none', 'ws-path: /'],
  },
  {
    place: 'an AnyTLS listener',
    source: 'listener/anytls/server.go',
    text: listener('type: anytls, users: {u: p}, %'),
    // Without the keys, and with JLS in their place, since v1.19.29.
    accepted: [
      "certificate: '', private-key: '', allow-insecure: true",
      'certificate: a, private-key: b',
      'allow-insecure: true',
      'jls-config: {enable: true}',
    ],
    refused: [],
    doubtful: ["certificate: '', private-key: ''", 'jls-config: {enable: false}'],
  },
  {
    place: 'a VMess listener needs no TLS',
    source: 'listener/sing_vmess/server.go',
    text: listener('type: vmess, users: [{uuid: u}], %'),
    accepted: ['ws-path: /', 'certificate: a.crt'],
    refused: [],
    doubtful: [`certificate: "${PEM}", private-key: a.key`],
  },
  {
    place: 'a certificate that is always loaded',
    source: 'component/ca/keypair.go',
    text: listener('type: tuic, users: {u: p}, %'),
    accepted: ["certificate: '', private-key: ''", 'certificate: ./a.crt, private-key: ./a.key'],
    refused: [],
    doubtful: ["certificate: a.crt, private-key: ''"],
  },
  {
    place: 'REALITY of a listener',
    source: 'listener/reality/reality.go',
    text: listener('type: vless, users: [{uuid: u}], reality-config: {dest: "a:443", server-names: [a], %}'),
    accepted: [`private-key: ${KEY}, short-id: ["", "0123456789abcdef"]`, 'private-key: , short-id: []'],
    refused: [],
    doubtful: [
      'private-key: eA, short-id: []',
      `private-key: ${KEY}, short-id: [abc]`,
      `private-key: ${KEY}, short-id: [xyzw]`,
    ],
  },
  {
    place: 'REALITY beside a certificate',
    source: 'listener/mixed/mixed.go',
    text: listener(
      `type: mixed, %, reality-config: {dest: "a:443", server-names: [a], private-key: ${KEY}, short-id: [""]}`,
    ),
    accepted: ['udp: true'],
    refused: [],
    doubtful: ['certificate: a.crt, private-key: a.key'],
  },
  {
    place: 'a Shadowsocks listener',
    source: 'listener/sing_shadowsocks/server.go',
    text: listener('type: shadowsocks, %'),
    accepted: [
      'password: p, cipher: AES-128-CFB',
      'password: p, cipher: none',
      `password: ${KEY}=, cipher: 2022-blake3-aes-256-gcm`,
    ],
    refused: [],
    doubtful: [
      'password: p, cipher: chacha20-poly1305',
      'password: p, cipher: 2022-blake3-aes-256-gcm',
      `password: ${KEY}=, cipher: 2022-blake3-chacha8-poly1305`,
    ],
  },
  {
    place: 'a Hysteria 2 listener',
    source: 'listener/sing_hysteria2/server.go',
    text: listener('type: hysteria2, certificate: a.crt, private-key: a.key, %'),
    accepted: ['obfs: salamander, obfs-password: p', "obfs: ''"],
    refused: [],
    doubtful: ['obfs: salamander', 'obfs: plain, obfs-password: p'],
  },
  {
    place: 'the target of a tunnel',
    source: 'listener/tunnel/tcp.go',
    text: listener('type: tunnel, network: [tcp], target: "%"'),
    accepted: ['8.8.8.8:53', '[::1]:53', 'a.example:53'],
    refused: [],
    doubtful: ['8.8.8.8', 'a.example:dns'],
  },
];

judge(ROWS);

test('what mihomo logs names the listener', () => {
  const found = refusalsIn(listener('type: trojan, users: [{password: p}]'));
  expect(found.map(({ said }) => said)).toEqual([
    'Listener in listen err: disallow using Trojan without both certificates/reality/ss/allow-insecure config',
  ]);
});
