/** What mihomo refuses of the keys about TLS that many types of nodes share. */
import { base64Length } from '../../../../knowledge/go/base64.ts';
import { goScalar } from '../../../../knowledge/go/scalar.ts';
import { fieldsOf, type MapNode, type Node, type ScalarNode } from '../../tree.ts';
import { fieldOf } from '../decode.ts';
import { inQuotes, type Report, refuse, refuseWord } from '../report.ts';
import { certificateMoment, checkCertificates } from './certificates.ts';
import { type Field, isOn, refuseValue, scalarOf } from './field.ts';

/** Types that set TLS up while the file loads (`ca.GetTLSConfig` in their constructors); `tls`: only with `tls: true`. */
const SET_UP_AT_ONCE: ReadonlyMap<string, 'always' | 'tls' | 'quic'> = new Map([
  ['http', 'tls'],
  ['socks5', 'tls'],
  ['hysteria', 'always'],
  ['hysteria2', 'always'],
  ['tuic', 'always'],
  ['trusttunnel', 'quic'],
]);
const WITH_REALITY = new Set(['vmess', 'vless', 'trojan']);
const BROWSERS = /^(?:chrome|firefox|safari|ios|android|edge|360|qq|random|randomized)$/;

/** TLS pins, REALITY keys and ECH lists of a node. */
export function checkTls(report: Report, field: Field, type: string): void {
  const when = SET_UP_AT_ONCE.get(type);
  const isAtOnce = when === 'always' || (when !== undefined && isOn(field(when)));
  checkPin(report, scalarOf(field('fingerprint')), isAtOnce);
  const reality = field('reality-opts');
  if (WITH_REALITY.has(type) && reality?.kind === 'map') checkReality(report, reality);
  checkEch(report, field('ech-opts'));
  checkCertificates(report, field, certificateMoment(type, field));
}

/** `NewFingerprintVerifier` (`component/ca/fingerprint.go`): 32 bytes in hexadecimal, with or without colons. */
export function checkPin(report: Report, pin: ScalarNode | undefined, isAtOnce: boolean): void {
  const text = pin?.value.text ?? '';
  if (!pin || text === '' || /^\s*[\da-f]{64}\s*$/i.test(text.replaceAll(':', ''))) return;
  const isBrowser = BROWSERS.test(text);
  refuse(report, {
    at: pin.at,
    what: { en: 'fingerprint takes the SHA-256 of a certificate', zh: 'fingerprint 填的是证书的 SHA-256' },
    label: isBrowser
      ? { en: 'a browser belongs in client-fingerprint', zh: '浏览器指纹应写在 client-fingerprint' }
      : { en: '64 hexadecimal digits, with or without colons', zh: '应为 64 个十六进制字符，可带冒号' },
    said: isBrowser
      ? '`fingerprint` is used for TLS certificate pinning. If you need to specify the browser fingerprint, use `client-fingerprint`'
      : 'fingerprint string length error,need sha256 fingerprint',
    isLate: isAtOnce ? undefined : true,
  });
}

/** `RealityOptions.Parse` (`adapter/outbound/reality.go`). */
function checkReality(report: Report, map: MapNode): void {
  const entries = fieldsOf(map);
  const key = scalarOf(fieldOf(entries, 'public-key', 'dash')?.value);
  if (!key || key.value.text === '') return;
  if (key.type === 'string' && base64Length(key.value.text, 'url') !== 32) {
    const label = { en: 'not 32 bytes of base64url (43 characters)', zh: '不是 32 字节的 base64url（43 个字符）' };
    const what = { en: 'public-key is no REALITY key', zh: 'public-key 不是合法的 REALITY 公钥' };
    refuseValue(report, key, what, label, 'invalid REALITY public key');
  }
  const id = scalarOf(fieldOf(entries, 'short-id', 'dash')?.value);
  if (id) checkShortId(report, id);
}

/** At most eight bytes in hexadecimal; an unquoted `815458e4` is a number to YAML and comes back as another text. */
function checkShortId(report: Report, id: ScalarNode): void {
  const { text } = id.value;
  const isHex = (value: string): boolean => value.length <= 16 && /^(?:[\da-f]{2})*$/i.test(value);
  const received = id.type === 'string' ? text : goScalar(text).asText;
  if (received !== undefined && isHex(received)) return;
  const isRetyped = received !== text && isHex(text);
  refuse(report, {
    at: id.at,
    what: { en: 'short-id is not read as written', zh: 'short-id 没有按原样读取' },
    label: isRetyped
      ? { en: 'without quotes, YAML reads a number', zh: '不加引号时，YAML 会读成数字' }
      : { en: 'not an even number of hexadecimal digits, 16 at most', zh: '应为偶数个十六进制字符，最多 16 个' },
    said: 'invalid REALITY short ID',
    repair: isRetyped ? inQuotes(id.value, true) : undefined,
  });
}

/** `ECHOptions.Parse` (`adapter/outbound/ech.go`): read only where it is enabled. */
export function checkEch(report: Report, options: Node | undefined): void {
  if (options?.kind !== 'map') return;
  const entries = fieldsOf(options);
  const list = scalarOf(fieldOf(entries, 'config', 'dash')?.value);
  if (!isOn(fieldOf(entries, 'enable', 'dash')?.value) || list?.type !== 'string') return;
  if (base64Length(list.value.text) !== undefined) return;
  const label = {
    en: 'padded base64, as `mihomo generate ech-keypair` prints it',
    zh: '应为带 = 补齐的 base64，即 `mihomo generate ech-keypair` 输出的内容',
  };
  const what = { en: 'ech-opts.config is no base64', zh: 'ech-opts.config 不是合法的 base64' };
  refuseValue(report, list, what, label, 'base64 decode ech config string failed: illegal base64 data');
}

const MUXES = ['h2mux', 'smux', 'yamux'];

/** `smux` of any node; its protocol is looked at only where it is enabled (sing-mux `NewClient`). */
export function checkMux(report: Report, mux: MapNode): void {
  const entries = fieldsOf(mux);
  const protocol = scalarOf(fieldOf(entries, 'protocol', 'dash')?.value);
  if (!isOn(fieldOf(entries, 'enabled', 'dash')?.value) || protocol?.type !== 'string') return;
  const { text } = protocol.value;
  if (text !== '' && !MUXES.includes(text)) {
    refuseWord(report, protocol, MUXES, `unknown protocol: ${text}`, 'the protocol of smux');
  }
}
