/** What mihomo refuses in nodes of the types `wireguard` and `masque`. */
import { base64Length, base64Start } from '../../../../knowledge/go/base64.ts';
import { isPrefix } from '../../../../knowledge/go/ip-text.ts';
import { fieldsOf, itemsOf, type Node } from '../../tree.ts';
import { fieldOf } from '../decode.ts';
import { checkServer } from '../dns-servers.ts';
import { type Report, refuse, spanOfNode } from '../report.ts';
import { type Check, type Field, isOn, keyOf, refuseValue, scalarOf, textOf, tunnelAddresses } from './field.ts';

/** `NewWireGuard`: keys in base64, of any length while the file loads; WireGuard itself takes 32 bytes. */
export const checkWireGuard: Check = (report, field) => {
  tunnelAddresses(report, field, 'WireGuard');
  wireGuardKey(report, field('private-key'), 'private-key', 'decode private key: illegal base64 data');
  checkReserved(report, field('reserved'));
  const peers = itemsOf(field('peers'));
  if (peers.length === 0) {
    wireGuardKey(report, field('public-key'), 'public-key', 'decode peer public key: illegal base64 data');
    wireGuardKey(report, field('pre-shared-key'), 'pre-shared-key', 'decode pre shared key: illegal base64 data');
  }
  for (const [index, peer] of peers.entries()) checkPeer(report, peer, index);
  checkTunnelDns(report, field);
};

const KEY_BYTES = 32;

/** A key of another length loads, and the device refuses it at the first connection (`IpcSet`). */
function wireGuardKey(report: Report, node: Node | undefined, name: string, said: string): void {
  keyOf(report, node, name, said);
  const key = scalarOf(node);
  const length = key?.type === 'string' && key.value.text !== '' ? base64Length(key.value.text) : undefined;
  if (!key || length === undefined || length === KEY_BYTES) return;
  refuse(report, {
    at: key.at,
    what: { en: `${name} is no WireGuard key`, zh: `${name} 不是 WireGuard 密钥` },
    label: {
      en: `${length} bytes; a key has 32 (44 characters)`,
      zh: `这里是 ${length} 字节，密钥应为 32 字节（44 个字符）`,
    },
    said: 'setup wireguard: IPC error -22: failed to set key',
    isLate: true,
  });
}

function checkPeer(report: Report, peer: Node, index: number): void {
  if (peer.kind !== 'map') return;
  const entries = fieldsOf(peer);
  const field: Field = (key) => fieldOf(entries, key, 'dash')?.value;
  const end = `for peer ${index}: illegal base64 data`;
  wireGuardKey(report, field('public-key'), 'public-key', `decode public key ${end}`);
  wireGuardKey(report, field('pre-shared-key'), 'pre-shared-key', `decode pre shared key ${end}`);
  checkReserved(report, field('reserved'));
  const allowed = field('allowed-ips');
  checkAllowed(report, allowed);
  if (allowed && !(allowed.kind === 'list' && allowed.items.length === 0)) return;
  refuse(report, {
    at: spanOfNode(report, allowed ?? peer),
    what: { en: 'a peer of a WireGuard node has no allowed-ips', zh: 'WireGuard 节点的 peer 没有写 allowed-ips' },
    label: { en: "everything is ['0.0.0.0/0', '::/0']", zh: "全部流量写作 ['0.0.0.0/0', '::/0']" },
    said: `missing allowed_ips for peer ${index}`,
  });
}

/** The device takes networks with their mask, at the first connection (`amneziawg-go: device/uapi.go`). */
function checkAllowed(report: Report, list: Node | undefined): void {
  for (const item of itemsOf(list)) {
    const range = scalarOf(item);
    if (!range || range.value.text === '' || isPrefix(range.value.text)) continue;
    refuse(report, {
      at: range.at,
      what: { en: 'allowed-ips takes networks such as 10.0.0.0/8', zh: 'allowed-ips 只接受 10.0.0.0/8 这样的网段' },
      label: { en: 'not a network with its mask', zh: '不是带掩码的网段' },
      said: 'setup wireguard: IPC error -22: failed to set allowed ip',
      isLate: true,
    });
  }
}

/** Three numbers, or three bytes as base64 (`U4An`). */
function checkReserved(report: Report, reserved: Node | undefined): void {
  const text = scalarOf(reserved);
  const isText = text?.type === 'string' && text.value.text !== '';
  const count = reserved?.kind === 'list' ? reserved.items.length : isText ? base64Length(text.value.text) : 0;
  if (!reserved || count === 0 || count === 3) return;
  const what = { en: 'reserved must be three numbers', zh: 'reserved 必须是三个数字' };
  const label =
    count === undefined
      ? { en: 'text here must be three bytes in base64', zh: '写成文本时必须是三个字节的 base64' }
      : { en: `these are ${count}`, zh: `这里有 ${count} 个` };
  const said =
    count === undefined
      ? "try decode 'reserved' by base64 error: illegal base64 data"
      : `invalid reserved value, required 3 bytes, got ${count}`;
  refuseValue(report, reserved, what, label, said);
}

/** Servers asked through the tunnel; read only with `remote-dns-resolve` (`dns.ParseNameServer`). */
export function checkTunnelDns(report: Report, field: Field): void {
  if (!isOn(field('remote-dns-resolve'))) return;
  for (const [index, item] of itemsOf(field('dns')).entries()) checkServer(report, scalarOf(item), 'dns', index);
}

/** `NewMasque`: a private key as `ParseECPrivateKey` reads it, a public one as `ParsePKIXPublicKey` does. */
export const checkMasque: Check = (report, field) => {
  const isPlain = textOf(field('network')) !== 'h3-l4proxy';
  if (isPlain) tunnelAddresses(report, field, 'MASQUE');
  derKey(report, field, 'private-key', 'private key');
  derKey(report, field, 'public-key', 'public key');
  checkTunnelDns(report, field);
};

/** The tag that every key in DER begins with: a sequence. */
const DER_SEQUENCE = 0x30;

/** A key in base64 whose bytes are DER; WireGuard's, which some write here, are 32 bare bytes. */
function derKey(report: Report, field: Field, key: string, name: string): void {
  keyOf(report, field(key), key, `failed to decode ${name}: illegal base64 data`);
  const node = scalarOf(field(key));
  if (node?.type !== 'string' || node.value.text === '') return;
  const length = base64Length(node.value.text);
  if (length === undefined || (length > KEY_BYTES && base64Start(node.value.text, 1)[0] === DER_SEQUENCE)) return;
  const what = { en: `${key} is no key of MASQUE`, zh: `${key} 不是 MASQUE 的密钥` };
  const label =
    length === KEY_BYTES
      ? { en: '32 bytes: this is a key of WireGuard', zh: '32 字节：这是 WireGuard 的密钥' }
      : { en: 'an elliptic-curve key in DER, as base64, belongs here', zh: '这里要写 DER 格式椭圆曲线密钥的 base64' };
  const reader = key === 'private-key' ? 'x509: failed to parse EC private key: ' : '';
  refuseValue(report, node, what, label, `failed to parse ${name}: ${reader}asn1:`);
}
