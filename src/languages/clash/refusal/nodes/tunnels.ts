/** What mihomo refuses in nodes of the types `wireguard`, `masque`, `openvpn` and `ssh`. */
import { base64Length } from '../../../../knowledge/base64.ts';
import { OPENVPN_CIPHERS, OPENVPN_DIGESTS } from '../../../../knowledge/clash-ciphers.ts';
import { entriesOf, itemsOf, type Node, type ScalarNode } from '../../tree.ts';
import { fieldOf } from '../decode.ts';
import { isOutside, UNSAFE_PATH } from '../paths.ts';
import { type Report, refuse, refuseWord, spanOfNode } from '../report.ts';
import { type Check, type Field, keyOf, refuseValue, scalarOf, textOf, tunnelAddresses } from './field.ts';

/** `NewWireGuard`: keys in base64, of any length here; what they open is known only when it connects. */
export const checkWireGuard: Check = (report, field) => {
  tunnelAddresses(report, field, 'WireGuard');
  keyOf(report, field('private-key'), 'private-key', 'decode private key: illegal base64 data');
  checkReserved(report, field('reserved'));
  const peers = itemsOf(field('peers'));
  if (peers.length === 0) {
    keyOf(report, field('public-key'), 'public-key', 'decode peer public key: illegal base64 data');
    keyOf(report, field('pre-shared-key'), 'pre-shared-key', 'decode pre shared key: illegal base64 data');
  }
  for (const [index, peer] of peers.entries()) checkPeer(report, peer, index);
};

function checkPeer(report: Report, peer: Node, index: number): void {
  if (peer.kind !== 'map') return;
  const entries = entriesOf(peer);
  const field: Field = (key) => fieldOf(entries, key, 'dash')?.value;
  const end = `for peer ${index}: illegal base64 data`;
  keyOf(report, field('public-key'), 'public-key', `decode public key ${end}`);
  keyOf(report, field('pre-shared-key'), 'pre-shared-key', `decode pre shared key ${end}`);
  checkReserved(report, field('reserved'));
  const allowed = field('allowed-ips');
  if (allowed && !(allowed.kind === 'list' && allowed.items.length === 0)) return;
  refuse(report, {
    at: spanOfNode(report, allowed ?? peer),
    what: { en: 'a peer of a WireGuard node has no allowed-ips', zh: 'WireGuard 节点的 peer 没有写 allowed-ips' },
    label: { en: "everything is ['0.0.0.0/0', '::/0']", zh: "全部流量写作 ['0.0.0.0/0', '::/0']" },
    said: `missing allowed_ips for peer ${index}`,
  });
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

/** `NewMasque`: of the keys only the base64 is looked at here. */
export const checkMasque: Check = (report, field) => {
  keyOf(report, field('private-key'), 'private-key', 'failed to decode private key: illegal base64 data');
  keyOf(report, field('public-key'), 'public-key', 'failed to decode public key: illegal base64 data');
};

const DEVICES = ['tun'];
const PROTOCOLS = ['udp', 'tcp', 'udp4', 'tcp4', 'tcp-client', 'tcp4-client'];
/** Keys that hold a whole certificate or key as text. */
const PEMS = ['ca', 'cert', 'key'];

/** `ValidateInstallScriptSubset` (`transport/openvpn/config.go`): words in any case. */
export const checkOpenVpn: Check = (report, field) => {
  openVpnWord(report, field, 'dev', DEVICES, 'only dev tun is supported');
  openVpnWord(report, field, 'proto', PROTOCOLS, 'only udp and tcp are supported');
  openVpnWord(report, field, 'cipher', OPENVPN_CIPHERS, 'only AES-128-GCM, … and CHACHA20-POLY1305 are supported');
  openVpnWord(report, field, 'auth', OPENVPN_DIGESTS, 'only MD5, SHA1, SHA256, SHA384 and SHA512 are supported');
  for (const key of PEMS) {
    const pem = scalarOf(field(key));
    if (pem?.type !== 'string' || pem.value.text.trim() === '' || pem.value.text.includes('-----BEGIN ')) continue;
    const what = { en: `${key} of an OpenVPN node is no PEM text`, zh: `OpenVPN 节点的 ${key} 不是 PEM 文本` };
    const label = {
      en: 'the text itself, from -----BEGIN on; no path',
      zh: '要写内容本身（从 -----BEGIN 开始），不能写路径',
    };
    refuseValue(report, pem, what, label, `inline <${key}> block is not PEM`);
  }
  checkCredentials(report, field);
};

function openVpnWord(report: Report, field: Field, key: string, words: readonly string[], rest: string): void {
  const node = scalarOf(field(key));
  const text = node?.value.text.trim().toLowerCase() ?? '';
  if (node?.type !== 'string' || text === '' || words.includes(text)) return;
  refuseWord(report, node, words, `unsupported openvpn ${key} "${node.value.text}": ${rest}`, key);
}

/** A certificate with its key, or a user's name. */
function checkCredentials(report: Report, field: Field): void {
  const [cert, key, user, name] = [field('cert'), field('key'), field('username'), field('name')];
  if (cert && key) return;
  const one = cert ?? key;
  if (one) {
    const missing = cert ? 'key' : 'cert';
    const what = { en: `an OpenVPN node lacks ${missing}`, zh: `OpenVPN 节点缺少 ${missing}` };
    const label = { en: 'a certificate and its key belong together', zh: '证书和私钥必须成对出现' };
    refuseValue(report, one, what, label, 'openvpn cert and key must both be set when using client certificate auth');
  } else if (!user && name) {
    const what = { en: 'an OpenVPN node has no credentials', zh: 'OpenVPN 节点没有任何凭据' };
    const label = { en: 'cert and key, or username, are missing', zh: '缺少 cert 和 key，或者 username' };
    refuseValue(report, name, what, label, 'openvpn requires either cert+key or username (auth-user-pass)');
  }
}

/** `NewSsh`: a key is the text itself or a file inside mihomo's folder; `~` is no home folder there. */
export const checkSsh: Check = (report, field) => {
  const key = scalarOf(field('private-key'));
  if (key?.type === 'string' && !key.value.text.includes('PRIVATE KEY')) checkKeyFile(report, key);
  for (const item of itemsOf(field('host-key'))) {
    const text = textOf(item).trim();
    if (text === '' || /\s/.test(text)) continue;
    const what = { en: 'a host key of an SSH node is incomplete', zh: 'SSH 节点的 host-key 不完整' };
    const label = { en: 'type and key, such as ssh-ed25519 AAAA…', zh: '要写类型和公钥，例如 ssh-ed25519 AAAA…' };
    refuseValue(report, item, what, label, 'parse host key :');
  }
};

function checkKeyFile(report: Report, key: ScalarNode): void {
  const { text } = key.value;
  if (text.startsWith('~')) {
    const what = { en: 'private-key names a file that is not there', zh: 'private-key 指向的文件不存在' };
    const label = {
      en: '`~` is a folder of that name inside mihomo’s own',
      zh: '`~` 在这里只是 mihomo 目录下的一个同名文件夹',
    };
    refuseValue(report, key, what, label, `open ${text}: no such file or directory`);
  } else if (isOutside(text) || /^\/(?:root|home\/[^/]+|Users\/[^/]+)\/\.ssh\//.test(text)) {
    refuse(report, {
      at: key.at,
      what: { en: 'private-key lies outside of mihomo’s folder', zh: 'private-key 在 mihomo 的目录之外' },
      label: { en: 'a path inside that folder, or the key itself', zh: '写该目录内的路径，或直接写密钥内容' },
      said: `path is not subpath of home directory or SAFE_PATHS: ${text}`,
      versions: UNSAFE_PATH,
    });
  }
}
