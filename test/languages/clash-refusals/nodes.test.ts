/** What mihomo (1c4f7c4d) accepts and refuses in nodes, type by type; read from the file named in each row. */
import { expect, test } from 'vitest';
import { judge, node, type Row, refusalsIn } from './table.ts';

/** Bytes that are no key of anybody: 32, and what DER begins with. */
const KEY = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const EC_PRIVATE = `MHcC${'QUFB'.repeat(40)}`;
const EC_PUBLIC = `MFkw${'QUFB'.repeat(30)}`;
/** How OpenSSH's own format begins without and with a passphrase. */
const OPENSSH_PLAIN = `b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ${'A'.repeat(60)}`;
const OPENSSH_LOCKED = `b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0${'A'.repeat(60)}`;

/** A block of PEM for a text in double quotes; its lines end with `end`. */
function pem(label: string, end = '\\n', body = 'MIIB'.repeat(20)): string {
  return `-----BEGIN ${label}-----${end}${body}${end}-----END ${label}-----${end}`;
}

const ROWS: readonly Row[] = [
  {
    place: 'a node’s port',
    source: 'structure.go: decodeInt',
    text: 'proxies:\n  - {name: a, type: http, server: s.example, port: %}\n',
    accepted: ['443', '"443"', "'0x1bb'", '1.5', '70000', ''],
    refused: ['x', 'true', '"1__0"', '[443]'],
  },
  {
    place: 'a node’s udp',
    source: 'structure.go: decodeBool',
    text: node('type: socks5, udp: %'),
    accepted: ['true', '1', ''],
    refused: ['yes', '"true"', '1.5'],
  },
  {
    place: 'a node’s password',
    source: 'structure.go: decodeString',
    text: node('type: trojan, password: %'),
    accepted: ['x', '123', '1e5', "''"],
    refused: ['true', '2001-01-01', '[x]'],
  },
  {
    place: 'a node’s type',
    source: 'adapter/parser.go',
    text: node('password: p, cipher: none, type: %'),
    accepted: ['ss', 'trojan', 'http'],
    refused: ['SS', 'shadowsocks', 'socks', '1'],
  },
  {
    place: 'a Trojan’s keys',
    source: 'trojan.go',
    text: 'proxies:\n  - {name: a, type: trojan, %}\n',
    accepted: ['SERVER: s, Port: 1, password: p', 'server: , port: 1, password: p'],
    refused: ['server: s, port: 1', 'server: s, password: p'],
  },
  {
    place: 'reality-opts.short-id',
    source: 'reality.go',
    text: node('type: vless, uuid: u, reality-opts: {public-key: , short-id: "%"}'),
    accepted: ['zz'],
    refused: [],
  },
  {
    place: 'reality-opts',
    source: 'reality.go',
    text: node(`type: vless, uuid: u, reality-opts: {public-key: ${'A'.repeat(43)}, short-id: %}`),
    accepted: ['01ab', '""', "'815458e4'", ''],
    refused: ['815458e4', 'abc', 'zz', '0123456789abcdef01'],
  },
  {
    place: 'flow',
    source: 'vless.go',
    text: node('type: vless, uuid: u, flow: %'),
    accepted: ['xtls-rprx-vision', '""', 'xtls-rprx'],
    refused: ['xtls-rprx-direct'],
  },
  {
    place: 'hysteria2 obfs',
    source: 'hysteria2.go',
    text: node('type: hysteria2, %'),
    accepted: ['obfs: salamander, obfs-password: x', 'obfs: ""'],
    refused: ['obfs: salamander', 'obfs: x, obfs-password: y'],
  },
  {
    place: 'hysteria up',
    source: 'mbps.go',
    text: node('type: hysteria, down: 1, up: %'),
    accepted: ['30', '"30 Mbps"', '"1 GBps"'],
    refused: ['fast', '0', '"30 mbps"'],
  },
  {
    place: 'snell version',
    source: 'snell.go',
    text: node('type: snell, psk: x, version: %'),
    accepted: ['1', '4', '5'],
    refused: ['6', '2, udp: true'],
  },
  {
    place: 'ss plugin',
    source: 'shadowsocks.go',
    text: node('type: ss, cipher: none, password: p, plugin: %'),
    accepted: ['obfs, plugin-opts: {mode: tls}', 'unknown, plugin-opts: {mode: 1}'],
    refused: [
      'obfs',
      'v2ray-plugin',
      'obfs, plugin-opts: {host: x}',
      'obfs, plugin-opts: {mode: x}',
      'v2ray-plugin, plugin-opts: {mode: quic}',
    ],
  },
  {
    place: 'wireguard',
    source: 'wireguard.go',
    text: node(`type: wireguard, private-key: ${KEY}, %`),
    accepted: ['ip: 10.0.0.2', 'ip: 10.0.0.2/32, reserved: [1, 2, 3]', 'ip: 10.0.0.2, reserved: U4An'],
    refused: ['udp: true', 'ip: x', 'ip: 10.0.0.2, reserved: [1]'],
  },
  {
    place: 'ss cipher',
    source: 'sing-shadowsocks2: MethodList',
    text: node('type: ss, password: p, cipher: %'),
    accepted: ['aes-256-gcm', 'chacha20-ietf-poly1305', 'rc4-md5', 'none', 'xchacha20', 'aegis-256', 'ascon128', ''],
    refused: ['AES-256-GCM', 'chacha20-poly1305', 'auto', 'salsa20', 'aes-256-gmc', 'plain', 'dummy'],
  },
  {
    place: 'ss 2022',
    source: 'shadowaead_2022/method.go: NewMethod',
    text: node('type: ss, cipher: 2022-blake3-%'),
    accepted: [
      'aes-128-gcm, password: "MDEyMzQ1Njc4OWFiY2RlZg=="',
      'aes-128-gcm, password: "MDEyMzQ1Njc4OWFiY2RlZg==:MDEyMzQ1Njc4OWFiY2RlZg=="',
      'chacha20-poly1305, password: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="',
      'aes-256-gcm, password: 密码',
      'aes-256-gcm, password: "<password>"',
    ],
    refused: [
      'aes-128-gcm, password: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="',
      'aes-256-gcm, password: hunter2!',
      'chacha20-poly1305, password: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="',
      'aes-256-gcm, password: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=:MDEyMzQ1Njc4OWFiY2RlZg=="',
      'aes-256-gmc, password: "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="',
    ],
  },
  {
    place: 'ss udp-over-tcp-version',
    source: 'shadowsocks.go',
    text: node('type: ss, cipher: none, password: p, udp-over-tcp-version: %'),
    accepted: ['0', '1', '2'],
    refused: ['3', '-1'],
  },
  {
    place: 'ssr',
    source: 'shadowsocksr.go',
    text: node('type: ssr, password: p, %'),
    accepted: [
      'cipher: AES-256-CFB, obfs: plain, protocol: origin',
      'cipher: none, obfs: http_simple, protocol: auth_chain_a',
      'cipher: dummy, obfs: tls1.2_ticket_auth, protocol: auth_aes128_md5',
    ],
    refused: [
      'cipher: aes-256-gcm, obfs: plain, protocol: origin',
      'cipher: chacha20, obfs: tls, protocol: origin',
      'cipher: chacha20, obfs: plain, protocol: auth_chain_c',
    ],
  },
  {
    place: 'vmess cipher',
    source: 'sing-vmess: NewClient',
    text: node('type: vmess, uuid: u, alterId: 0, cipher: %'),
    accepted: ['auto', 'AUTO', 'zero', 'aes-128-gcm', 'chacha20-poly1305', 'none', ''],
    refused: ['aes-256-gcm', 'chacha20-ietf-poly1305', 'tls'],
  },
  {
    place: 'trojan ss-opts',
    source: 'trojan.go',
    text: node('type: trojan, password: p, ss-opts: {%}'),
    accepted: ['enabled: true, password: p', 'enabled: true, password: p, method: AES-256-GCM', 'method: x'],
    refused: ['enabled: true', 'enabled: true, password: p, method: none', 'enabled: 1, password: p, method: aes-1'],
  },
  {
    place: 'vless encryption',
    source: 'transport/vless/encryption/factory.go',
    text: node('type: vless, uuid: u, encryption: %'),
    accepted: [
      'none',
      '""',
      'mlkem768x25519plus.native.0rtt.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'mlkem768x25519plus.random.1rtt.100-111.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ],
    refused: [],
    doubtful: [
      'auto',
      'mlkem768x25519plus.native.2rtt.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'mlkem768x25519plus.xorpub.0rtt.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ],
  },
  {
    place: 'xhttp-opts',
    source: 'transport/xhttp/client.go',
    text: node('type: vless, uuid: u, network: xhttp, xhttp-opts: {%}'),
    accepted: [
      'mode: auto',
      'mode: stream-one',
      'mode: ""',
      'path: /x',
      'mode: stream-up, download-settings: {path: /}',
    ],
    refused: ['mode: packet', 'mode: stream-one, download-settings: {path: /}'],
  },
  {
    place: 'smux',
    source: 'sing-mux: NewClient',
    text: node('type: trojan, password: p, smux: {%}'),
    accepted: ['enabled: true, protocol: h2mux', 'enabled: true', 'protocol: mux', 'enabled: true, protocol: ""'],
    refused: ['enabled: true, protocol: h2', 'enabled: 1, protocol: SMUX', 'enabled: yes'],
  },
  {
    place: 'ech-opts',
    source: 'ech.go',
    text: node('type: trojan, password: p, ech-opts: {%}'),
    accepted: [
      'enable: true',
      'enable: true, config: MDEyMzQ1Njc4OWFiY2RlZg==',
      'config: "no base64!"',
      'enable: true, config: ',
    ],
    refused: ['enable: true, config: "no base64!"', 'enable: true, config: abc'],
  },
  {
    place: 'fingerprint',
    source: 'component/ca/fingerprint.go',
    text: node('%'),
    accepted: [
      'type: hysteria2, fingerprint: "ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab"',
      'type: vless, uuid: u, fingerprint: aBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaBaB',
      'type: http, fingerprint: ',
    ],
    refused: [
      'type: hysteria2, fingerprint: chrome',
      'type: tuic, fingerprint: abcd',
      'type: http, tls: true, fingerprint: firefox',
      'type: trusttunnel, quic: true, fingerprint: random',
    ],
    doubtful: ['type: vless, uuid: u, fingerprint: chrome', 'type: anytls, password: p, fingerprint: "12:34"'],
  },
  {
    place: 'hysteria auth',
    source: 'hysteria.go',
    text: node('type: hysteria, up: 1, down: 1, %'),
    accepted: ['auth: MDEyMzQ1Njc4OWFiY2RlZg==', 'auth-str: plain text', 'auth: '],
    refused: ['auth: secret'],
  },
  {
    place: 'hysteria2 ports',
    source: 'hysteria2.go',
    text: node('type: hysteria2, %'),
    accepted: ['ports: 443,20000-30000, hop-interval: 15-30'.replace(',', '/'), 'ports: 1-2', 'hop-interval: soon'],
    refused: ['ports: all', 'ports: 1-2, hop-interval: 30s'],
  },
  {
    place: 'hysteria2 without port',
    source: 'hysteria2.go',
    text: 'proxies:\n  - {name: a, type: hysteria2, server: s.example%}\n',
    accepted: [', port: 443', ', ports: 443-445', ', port: 0, ports: 443-445', ', port: '],
    refused: ['', ', port: 0'],
  },
  {
    place: 'hysteria2 realm-opts',
    source: 'hysteria2.go',
    text: node('type: hysteria2, realm-opts: {%}'),
    accepted: [
      'enable: true, token: t',
      'enable: false, fingerprint: chrome',
      'enable: true, certificate: a, private-key: b',
    ],
    refused: ['enable: yes', 'enable: true, fingerprint: chrome', 'enable: true, certificate: a', 'alpn: h3'],
  },
  {
    place: 'tuic udp-over-stream-version',
    source: 'tuic.go',
    text: node('type: tuic, udp-over-stream-version: %'),
    accepted: ['0', '1', '2'],
    refused: ['5'],
  },
  {
    place: 'trusttunnel alpn',
    source: 'transport/trusttunnel/client.go',
    text: node('type: trusttunnel, alpn: %'),
    accepted: ['[h2]', '[]', '[h3, h2]', '[h3], quic: true'],
    refused: ['[h3]', '[h2], quic: true'],
  },
  {
    place: 'wireguard keys',
    source: 'wireguard.go',
    text: node('type: wireguard, ip: 10.0.0.2, %'),
    accepted: [
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, public-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
      'private-key: <key>, public-key: 公钥',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, peers: [{public-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, allowed-ips: [0.0.0.0/0]}]',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, public-key: "no key!", peers: [{public-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, allowed-ips: [0.0.0.0/0]}]',
    ],
    refused: [
      'private-key: no-key',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, public-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, pre-shared-key: "*"',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, peers: [{public-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=}]',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, peers: [{public-key: "-", allowed-ips: [0.0.0.0/0]}]',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, reserved: U4A=',
      'private-key: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, ipv6: 10.0.0.2',
    ],
  },
  {
    place: 'wireguard keys of another length, and networks without a mask',
    source: 'wireguard-go: device/uapi.go',
    text: node(`type: wireguard, ip: 10.0.0.2, private-key: ${KEY}, %`),
    accepted: [`public-key: ${KEY}`, 'public-key: ""', 'allowed-ips: [x]'],
    refused: [],
    doubtful: [
      'public-key: MDEyMzQ1Njc4OWFiY2RlZg==',
      `public-key: ${KEY}, pre-shared-key: YWJj`,
      `peers: [{public-key: ${KEY}, allowed-ips: [10.0.0.2]}]`,
    ],
  },
  {
    place: 'dns of a WireGuard node',
    source: 'wireguard.go, config.go: parseNameServer',
    text: node(`type: wireguard, ip: 10.0.0.2, private-key: ${KEY}, %`),
    accepted: ['remote-dns-resolve: true, dns: [1.1.1.1, "tls://dns.example"]', 'dns: ["doh://x"]'],
    refused: [
      'remote-dns-resolve: true, dns: ["doh://x"]',
      'remote-dns-resolve: 1, dns: ["1.1.1.1:53:53"]',
      'dns: 1.1.1.1',
    ],
  },
  {
    place: 'masque',
    source: 'masque.go',
    text: node('type: masque, %'),
    accepted: [
      `private-key: ${EC_PRIVATE}, public-key: ${EC_PUBLIC}, ip: 172.16.0.2`,
      `private-key: ${EC_PRIVATE}, public-key: ${EC_PUBLIC}, network: h3-l4proxy`,
      'private-key: <key>, public-key: 公钥, ipv6: "fd00::2/128"',
    ],
    refused: [
      `private-key: x-y, public-key: ${EC_PUBLIC}, ip: 172.16.0.2`,
      `private-key: ${KEY}, public-key: ${EC_PUBLIC}, ip: 172.16.0.2`,
      `private-key: ${EC_PRIVATE}, public-key: ${EC_PUBLIC}`,
      `private-key: ${EC_PRIVATE}, public-key: ${EC_PUBLIC}, ip: 172.16.0.2, remote-dns-resolve: true, dns: ["x://y"]`,
      `private-key: ${EC_PRIVATE}, public-key: "-----BEGIN PUBLIC KEY-----", ip: 172.16.0.2`,
    ],
  },
  {
    place: 'openvpn',
    source: 'transport/openvpn/config.go',
    text: node(`type: openvpn, username: u, ca: "${pem('CERTIFICATE')}", %`),
    accepted: [
      'proto: TCP',
      'cipher: aes-256-gcm, auth: SHA-1, dev: tun',
      `cert: "${pem('CERTIFICATE')}", key: "${pem('PRIVATE KEY')}"`,
      'cert: "-----BEGIN CERTIFICATE-----\\n...\\n-----END CERTIFICATE-----", key: "-----BEGIN PRIVATE KEY-----\\n..."',
      `tls-crypt: "-----BEGIN OpenVPN Static key V1-----\\n${'0f'.repeat(256)}\\n-----END OpenVPN Static key V1-----"`,
      'tls-crypt: "..."',
      'ping: 10, remote-dns-resolve: true, dns: [1.1.1.1]',
    ],
    refused: [
      'proto: http',
      'cipher: BF-CBC',
      'auth: md4',
      'dev: tap',
      'cert: "-----BEGIN C"',
      'cert: a.crt, key: a.key',
      `cert: "${pem('CERTIFICATE')}", key: ""`,
      `cert: "${pem('CERTIFICATE', ' ')}", key: "${pem('PRIVATE KEY')}"`,
      'tls-crypt: "0f0f"',
      'tls-crypt: ta.key',
      'ping: -1',
      'remote-dns-resolve: true, dns: ["x://y"]',
    ],
  },
  {
    place: 'openvpn credentials and port',
    source: 'transport/openvpn/config.go',
    text: 'proxies:\n  - {name: a, type: openvpn, server: s, %}\n',
    accepted: [`port: 1194, ca: "${pem('CERTIFICATE')}", username: u`],
    refused: [
      `port: 1194, ca: "${pem('CERTIFICATE')}"`,
      'port: 1194, ca: ca.crt, username: u',
      'port: 1194, ca: "", username: u',
      `port: 0, ca: "${pem('CERTIFICATE')}", username: u`,
    ],
  },
  {
    place: 'ssh keys',
    source: 'ssh.go, x/crypto/ssh: ParseRawPrivateKey',
    text: node('type: ssh, username: u, %'),
    accepted: [
      'private-key: key',
      'private-key: "-----BEGIN OPENSSH PRIVATE KEY-----"',
      'private-key: "-----BEGIN OPENSSH PRIVATE KEY-----\\n...\\n-----END OPENSSH PRIVATE KEY-----"',
      `private-key: "${pem('OPENSSH PRIVATE KEY', '\\n', OPENSSH_PLAIN)}"`,
      `private-key: "${pem('OPENSSH PRIVATE KEY', '\\n', OPENSSH_LOCKED)}", private-key-passphrase: x`,
      'host-key: ["ssh-ed25519 AAAA"]',
      'host-key: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "host ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "ssh-rsa ..."]',
    ],
    refused: [
      'private-key: ~/.ssh/id_ed25519',
      'host-key: [AAAAC3NzaC1lZDI1NTE5]',
      'host-key: ["SHA256:MDEyMzQ1Njc4OWFiY2RlZg root@host"]',
      `private-key: "${pem('OPENSSH PRIVATE KEY', ' ', OPENSSH_PLAIN)}"`,
      `private-key: "${pem('OPENSSH PRIVATE KEY', '\\n', OPENSSH_LOCKED)}"`,
      `private-key: "${pem('OPENSSH PRIVATE KEY', '\\n', OPENSSH_PLAIN)}", private-key-passphrase: x`,
      `private-key: "${pem('ENCRYPTED PRIVATE KEY')}"`,
    ],
    doubtful: ['private-key: ../.ssh/id_rsa', 'private-key: /root/.ssh/id_rsa'],
  },
  {
    place: 'certificate and private-key of a node that reads them at once',
    source: 'component/ca/keypair.go: NewTLSKeyPairLoader',
    text: node('type: hysteria2, %'),
    accepted: [
      `certificate: "${pem('CERTIFICATE')}", private-key: "${pem('EC PRIVATE KEY')}"`,
      'certificate: ./a.crt, private-key: ./a.key',
      'certificate: "", private-key: ""',
      'certificate: a.crt, private-key: ',
      'certificate: "-----BEGIN CERTIFICATE-----\\n...", private-key: "-----BEGIN PRIVATE KEY-----\\n..."',
    ],
    refused: [
      'certificate: ./a.crt',
      'private-key: ./a.key, certificate: ""',
      `certificate: "${pem('CERTIFICATE')}"`,
      `certificate: "${pem('CERTIFICATE')}", private-key: ./a.key`,
      `certificate: "${pem('PRIVATE KEY')}", private-key: "${pem('CERTIFICATE')}"`,
      `certificate: "${pem('CERTIFICATE', ' ')}", private-key: "${pem('PRIVATE KEY')}"`,
      `certificate: "${pem('CERTIFICATE')}", private-key: "${pem('ENCRYPTED PRIVATE KEY')}"`,
      'certificate: ~/a.crt, private-key: ./a.key',
    ],
    doubtful: ['certificate: ../a.crt, private-key: a.key'],
  },
  {
    place: 'certificate without private-key elsewhere',
    source: 'transport/vmess/tls.go: StreamTLSConn',
    text: node('%, certificate: ./a.crt'),
    accepted: ['type: vless, uuid: u', 'type: http', 'type: ss, cipher: none, password: p'],
    refused: ['type: tuic', 'type: http, tls: true', 'type: trusttunnel, quic: true'],
    doubtful: ['type: trojan, password: p', 'type: vless, uuid: u, tls: true', 'type: anytls, password: p'],
  },
  {
    place: 'mieru',
    source: 'mieru.go: validateMieruOption',
    text: 'proxies:\n  - {name: a, type: mieru, server: s, username: u, password: p, %}\n',
    accepted: [
      'transport: TCP, port: 2090',
      'transport: UDP, port-range: 2090-2099, multiplexing: MULTIPLEXING_LOW',
      'transport: TCP, port: 1, handshake-mode: HANDSHAKE_NO_WAIT',
    ],
    refused: [
      'transport: TCP',
      'transport: tcp, port: 1',
      'transport: TCP, port: 1, port-range: 1-2',
      'transport: TCP, port-range: 5-2',
      'transport: TCP, port: 70000',
      'transport: TCP, port: 1, multiplexing: low',
    ],
  },
  {
    place: 'sudoku, gost-relay',
    source: 'sudoku.go, gost_relay.go',
    text: 'proxies:\n  - {name: a, server: s, %}\n',
    accepted: ['type: sudoku, key: k, port: 1, table-type: Prefer_ASCII', 'type: gost-relay, port: 443'],
    refused: [
      'type: sudoku, key: k, port: 0',
      'type: sudoku, key: k, port: 1, table-type: fast',
      'type: gost-relay, port: 70000',
    ],
  },
  {
    place: 'rematch',
    source: 'rematch.go',
    text: 'proxies:\n  - {name: a, type: rematch%}\n',
    accepted: [', target-sub-rule: x', ', target-rematch-name: x'],
    refused: [''],
  },
];

judge(ROWS);

test('mihomo’s own words are quoted with the address of the node', () => {
  const text = "proxies:\n  - {name: a, type: ss, server: '::1', port: 8388, cipher: chacha20-poly1305, password: p}\n";
  const [refusal] = refusalsIn(text);
  expect(refusal?.said).toBe(
    'proxy 0: ss [::1]:8388 cipher: chacha20-poly1305 initialize error: unknown method: chacha20-poly1305',
  );
  expect(refusal?.repair?.edits[0]?.text).toBe('chacha20-ietf-poly1305');
});

test('keys and passwords are in no message', () => {
  const secret = 'hunter2-hunter2';
  const texts = [
    node(`type: ss, cipher: 2022-blake3-aes-256-gcm, password: ${secret}`),
    node(`type: wireguard, ip: 10.0.0.2, private-key: ${secret}, pre-shared-key: ${secret}`),
    node(`type: masque, private-key: ${secret}, public-key: ${secret}`),
    node(`type: hysteria, up: 1, down: 1, auth: ${secret}`),
    node(`type: vless, uuid: u, encryption: ${secret}`),
  ];
  for (const text of texts) {
    const found = refusalsIn(text);
    expect(found.length, text).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(secret);
  }
});

test('a full-width colon hides a key: the repair is a colon and a space', () => {
  const [type] = refusalsIn('proxies:\n  - {name: a, type：direct}\n');
  expect([type?.label.en, type?.repair?.edits[0]?.text]).toEqual([
    'a full-width colon; YAML reads only `:` and a space',
    ': ',
  ]);
  const [port] = refusalsIn('proxies:\n  - {name: a, type: http, server: s, port： 443}\n');
  expect([port?.said, port?.repair?.edits[0]?.text]).toEqual(["proxy 0: '' has unset fields: port", ':']);
});

test('a value that YAML takes for a comment fails with every core', () => {
  const [hidden] = refusalsIn(
    'proxies:\n  - name: a\n    type: trojan\n    server: s\n    port: 1\n    password: #x1\n',
  );
  expect([hidden?.isLate, hidden?.versions !== undefined, hidden?.repair?.safe]).toEqual([true, true, false]);
});
