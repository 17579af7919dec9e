/** What mihomo refuses in nodes of the type `openvpn` (`transport/openvpn/config.go`). */
import { OPENVPN_CIPHERS, OPENVPN_DIGESTS } from '../../../../knowledge/clash/ciphers.ts';
import { isPem, readPem } from '../../../../knowledge/go/pem.ts';
import type { ScalarNode } from '../../tree.ts';
import { type Report, refuseWord } from '../report.ts';
import { PEM_FAULTS } from './certificates.ts';
import { type Check, type Field, numberOf, refuseValue, scalarOf, textOf } from './field.ts';
import { checkTunnelDns } from './tunnels.ts';

const DEVICES = ['tun'];
const PROTOCOLS = ['udp', 'tcp', 'udp4', 'tcp4', 'tcp-client', 'tcp4-client'];
/** Keys that contain a whole certificate or key as text. */
const PEMS = ['ca', 'cert', 'key'];

/** `Prepare`: words in any case, certificates as text. */
export const checkOpenVpn: Check = (report, field) => {
  wordOf(report, field, 'dev', DEVICES, 'only dev tun is supported');
  wordOf(report, field, 'proto', PROTOCOLS, 'only udp and tcp are supported');
  wordOf(report, field, 'cipher', OPENVPN_CIPHERS, 'only AES-128-GCM, … and CHACHA20-POLY1305 are supported');
  wordOf(report, field, 'auth', OPENVPN_DIGESTS, 'only MD5, SHA1, SHA256, SHA384 and SHA512 are supported');
  const isPort = { en: '1 to 65535', zh: '只能是 1 到 65535' };
  // The number is cut to 16 bits first, and only 0 is looked for.
  numberOf(
    report,
    field,
    'port',
    (port) => port % 65536 !== 0,
    isPort,
    () => 'openvpn config requires remote host and port',
  );
  for (const [key, words] of [
    ['ping', 'ping interval'],
    ['ping-restart', 'ping restart'],
  ] as const) {
    const range = { en: 'seconds, 0 or more', zh: '秒数，不能小于 0' };
    numberOf(
      report,
      field,
      key,
      (seconds) => seconds >= 0,
      range,
      () => `openvpn ${words} must be positive`,
    );
  }
  for (const key of PEMS) checkBlock(report, field, key);
  checkStaticKey(report, scalarOf(field('tls-crypt')));
  checkCredentials(report, field);
  checkTunnelDns(report, field);
};

function wordOf(report: Report, field: Field, key: string, words: readonly string[], rest: string): void {
  const node = scalarOf(field(key));
  const text = node?.value.text.trim().toLowerCase() ?? '';
  if (node?.type !== 'string' || text === '' || words.includes(text)) return;
  // Names of algorithms are turned into capitals, other words into small letters, before they are quoted.
  const quoted = key === 'cipher' || key === 'auth' ? text.toUpperCase() : text;
  refuseWord(report, node, words, `unsupported openvpn ${key} "${quoted}": ${rest}`, key);
}

function checkBlock(report: Report, field: Field, key: string): void {
  const pem = scalarOf(field(key));
  const text = pem?.value.text.trim() ?? '';
  if (pem?.type !== 'string' || (text === '' && key !== 'ca')) return;
  const fault = isPem(text) ? readPem(text).fault : 'path';
  if (!fault) return;
  const what = { en: `${key} of an OpenVPN node is no PEM text`, zh: `OpenVPN 节点的 ${key} 不是 PEM 文本` };
  const label =
    fault === 'path'
      ? { en: 'the text itself, from -----BEGIN on; no path', zh: '要写内容本身（从 -----BEGIN 开始），不能写路径' }
      : PEM_FAULTS[fault];
  const said = text === '' ? 'openvpn config requires inline <ca> block' : `inline <${key}> block is not PEM`;
  refuseValue(report, pem, what, label, said);
}

/** Hexadecimal digits of a static key: 256 bytes. */
const STATIC_KEY_DIGITS = 512;

/** `DecodeStaticKey`: comments and the lines BEGIN and END are left out, the rest is 256 bytes in hexadecimal. */
function checkStaticKey(report: Report, key: ScalarNode | undefined): void {
  if (key?.type !== 'string' || key.value.text.trim() === '') return;
  const digits = key.value.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:#|-----(?:BEGIN|END) OpenVPN Static key)/.test(line))
    .join('');
  const isHex = /^[\da-f]*$/i.test(digits);
  if (isHex ? digits.length === STATIC_KEY_DIGITS || digits.length === 0 : /\.\.\.|…|[^\x00-\x7f]|[<{*]/.test(digits))
    return;
  const what = { en: 'tls-crypt of an OpenVPN node is no static key', zh: 'OpenVPN 节点的 tls-crypt 不是静态密钥' };
  const label = isHex
    ? {
        en: `${digits.length} hexadecimal digits; a key has 512`,
        zh: `这里有 ${digits.length} 个十六进制字符，应为 512 个`,
      }
    : { en: 'the text of the key itself, line by line, belongs here', zh: '这里要逐行写密钥内容本身' };
  const said =
    isHex && digits.length % 2 === 0
      ? `invalid static key length ${digits.length / 2}, expected 256 bytes`
      : isHex
        ? 'encoding/hex: odd length hex string'
        : 'encoding/hex: invalid byte';
  refuseValue(report, key, what, label, `parse tls-crypt key: ${said}`);
}

/** A certificate with its key, or a user's name. */
function checkCredentials(report: Report, field: Field): void {
  const [cert, key, user, name] = [field('cert'), field('key'), field('username'), field('name')];
  const isBlank = (node: typeof cert): boolean =>
    node === undefined || (node.kind === 'scalar' && node.type === 'string' && textOf(node).trim() === '');
  if (!isBlank(cert) && !isBlank(key)) return;
  const one = isBlank(cert) ? key : cert;
  if (one && !isBlank(one)) {
    const missing = one === cert ? 'key' : 'cert';
    const what = { en: `an OpenVPN node lacks ${missing}`, zh: `OpenVPN 节点缺少 ${missing}` };
    const label = { en: 'a certificate and its key belong together', zh: '证书和私钥必须成对出现' };
    refuseValue(report, one, what, label, 'openvpn cert and key must both be set when using client certificate auth');
  } else if (isBlank(user) && name) {
    const what = { en: 'an OpenVPN node has no credentials', zh: 'OpenVPN 节点没有任何凭据' };
    const label = { en: 'cert and key, or username, are missing', zh: '缺少 cert 和 key，或者 username' };
    refuseValue(report, name, what, label, 'openvpn requires either cert+key or username (auth-user-pass)');
  }
}
