/**
 * Why a listener does not start although mihomo loads the file: it is only logged (`Listener x listen err: …`), and nothing
 * answers on the port (`listener/sing_vless/server.go` and its neighbours, `listener/reality/reality.go`).
 */
import type { Text } from '../../../core.ts';
import { KEY_LENGTHS, OTHER_CIPHERS, TROJAN_CIPHERS } from '../../../knowledge/clash/ciphers.ts';
import { base64Length } from '../../../knowledge/go/base64.ts';
import { closest } from '../../../knowledge/spelling.ts';
import { fieldsOf, itemsOf, type MapNode, type Node } from '../tree.ts';
import { fieldOf } from './decode.ts';
import { checkPadding, checkRealmPattern } from './listener-options.ts';
import { asksClients, checkClientAuth, checkEchKey } from './listener-tls.ts';
import { checkCertificates, checkPair } from './nodes/certificates.ts';
import { type Field, isOn, scalarOf, textOf } from './nodes/field.ts';
import { inItem, type Report, refuse, refuseWord } from './report.ts';

/** Types that always load a certificate, and make one where both keys are empty. */
const ALWAYS_ENCRYPTED = new Set(['hysteria2', 'tuic']);
/** Types that load one where both keys are filled in. */
const ENCRYPTED_WITH_BOTH = new Set(
  'socks http mixed vmess vless trojan anytls trusttunnel hysteria2-realm'.split(' '),
);

/** Checks one listener of a type that mihomo has. */
export function checkStart(report: Report, map: MapNode, type: string): void {
  const entries = fieldsOf(map);
  const field: Field = (key) => fieldOf(entries, key, 'dash')?.value;
  inItem(report, `Listener ${textOf(field('name'))} listen err: `, () => {
    if (type === 'hysteria2-realm') checkRealmPattern(report, field);
    checkEncryption(report, field, type);
    checkReality(report, field);
    if (type === 'anytls') checkPadding(report, field);
    checkOpen(report, map, field, type);
    if (type === 'shadowsocks') checkCipher(report, field);
    if (type === 'trojan') checkInner(report, field('ss-option'));
    if (type === 'hysteria2') checkObfuscation(report, field);
    if (type === 'tunnel') checkTarget(report, field);
  });
}

/** Certificates and keys; that of ECH is read where TLS is on. */
function checkEncryption(report: Report, field: Field, type: string): void {
  const isAlways = ALWAYS_ENCRYPTED.has(type);
  if (!isAlways && !ENCRYPTED_WITH_BOTH.has(type)) return;
  if (isAlways) checkCertificates(report, field, 'start');
  else checkBoth(report, field);
  const hasBoth = textOf(field('certificate')) !== '' && textOf(field('private-key')) !== '';
  if (isAlways || hasBoth) checkEchKey(report, field);
  checkClientAuth(report, field);
}

/** Refuses what keeps a listener from starting. */
function refuseStart(report: Report, at: Node, what: Text, label: Text, said: string): void {
  refuse(report, { at: at.at, what, label, said, isLate: 'listener' });
}

function checkBoth(report: Report, field: Field): void {
  const [certificate, key] = [scalarOf(field('certificate')), scalarOf(field('private-key'))];
  if (certificate?.type !== 'string' || key?.type !== 'string') return;
  if (certificate.value.text.trim() === '' || key.value.text.trim() === '') return;
  checkPair(report, certificate, key, { isLate: 'listener' });
}

/** A key that is there and not empty; one without a value is somebody's template, and counts as filled in. */
function isFilled(node: Node | undefined): boolean {
  return node !== undefined && !(node.kind === 'scalar' && node.type === 'string' && node.value.text === '');
}

function checkReality(report: Report, field: Field): void {
  const reality = field('reality-config');
  if (reality?.kind !== 'map') return;
  const entries = fieldsOf(reality);
  const key = scalarOf(fieldOf(entries, 'private-key', 'dash')?.value);
  if (key?.type !== 'string' || key.value.text === '') return;
  const certificate = scalarOf(field('certificate'));
  if (certificate && certificate.value.text !== '' && isFilled(field('private-key'))) {
    const what = { en: 'REALITY takes no certificate of its own', zh: 'REALITY 不能同时写 certificate' };
    const label = { en: 'either this or reality-config', zh: '它和 reality-config 只能留一个' };
    refuseStart(report, certificate, what, label, 'certificate is unavailable in reality');
  }
  const asking = asksClients(field);
  if (asking) {
    const what = { en: 'REALITY asks clients for no certificate', zh: 'REALITY 不能要求客户端证书' };
    const label = { en: 'either this or reality-config', zh: '它和 reality-config 只能留一个' };
    refuseStart(report, asking, what, label, 'client-auth is unavailable in reality');
  }
  if (/^[\x00-\x7f]*$/.test(key.value.text) && base64Length(key.value.text, 'url') !== 32) {
    const what = { en: 'private-key is no REALITY key', zh: 'private-key 不是合法的 REALITY 私钥' };
    const label = { en: 'not 32 bytes of base64url (43 characters)', zh: '不是 32 字节的 base64url（43 个字符）' };
    refuseStart(report, key, what, label, 'invalid private key');
  }
  for (const item of itemsOf(fieldOf(entries, 'short-id', 'dash')?.value)) {
    const id = scalarOf(item);
    if (id?.type !== 'string' || /^(?:[\da-f]{2}){0,8}$/i.test(id.value.text)) continue;
    const what = { en: 'short-id has an entry that is none', zh: 'short-id 里有不合法的值' };
    const label = {
      en: 'not an even number of hexadecimal digits, 16 at most',
      zh: '应为偶数个十六进制字符，最多 16 个',
    };
    refuseStart(report, id, what, label, `invalid short_id: ${id.value.text}`);
  }
}

/** Since v1.19.29 (July 2026, by meta-json-schema). */
const OTHER_MODES = ['shadow-tls', 'res-tls', 'jls-config'] as const;

/** What takes the place of TLS, and what mihomo logs where nothing does. */
const WITHOUT_TLS: ReadonlyMap<string, { readonly instead: readonly string[]; readonly said: string }> = new Map([
  [
    'trojan',
    {
      instead: ['reality-config', 'ss-option', 'allow-insecure', ...OTHER_MODES],
      said: 'disallow using Trojan without both certificates/reality/ss/allow-insecure config',
    },
  ],
  [
    'vless',
    {
      instead: ['reality-config', 'decryption', 'allow-insecure', ...OTHER_MODES],
      said: 'disallow using Vless without any certificates/reality/decryption/allow-insecure config',
    },
  ],
  [
    'anytls',
    {
      instead: ['allow-insecure', ...OTHER_MODES],
      said: 'disallow using AnyTLS without certificates/allow-insecure config',
    },
  ],
  ['trusttunnel', { instead: [], said: 'disallow using TrustTunnel without certificates config' }],
]);

/** These protocols do not encrypt themselves: mihomo does not offer them without TLS, or something in its place. */
function checkOpen(report: Report, map: MapNode, field: Field, type: string): void {
  const known = WITHOUT_TLS.get(type);
  const place = map.entries.find(({ key }) => key.value.text === 'type')?.value;
  // Where the keys themselves are required, their absence is said already.
  if (type === 'trusttunnel') if (!field('certificate') || !field('private-key')) return;
  if (!known || !place || (isFilled(field('certificate')) && isFilled(field('private-key')))) return;
  const { instead, said } = known;
  if (instead.some((key) => isInPlace(field(key), key))) return;
  const ways = ['certificate and private-key', ...instead].join(', ');
  const what = { en: `a ${type} listener has no TLS`, zh: `${type} 监听没有配置 TLS` };
  const label = {
    en: instead.length > 0 ? `one of these is needed: ${ways}` : `${ways} are needed`,
    zh: `需要 certificate 和 private-key${instead.length > 0 ? `，或 ${instead.join('、')}` : ''}`,
  };
  refuseStart(report, place, what, label, said);
}

function isInPlace(node: Node | undefined, key: string): boolean {
  if (node === undefined) return false;
  if (node.kind === 'map') return key === 'reality-config' || isOn(get(node, 'enabled')) || isOn(get(node, 'enable'));
  if (node.kind !== 'scalar') return true;
  if (key === 'decryption') return node.value.text !== '' && node.value.text !== 'none';
  return node.type === 'null' || isOn(node);
}

const get = (map: MapNode, key: string): Node | undefined => fieldOf(fieldsOf(map), key, 'dash')?.value;

/** Ciphers of listeners: those of the old kind in any case, those of 2022 exactly. */
function checkCipher(report: Report, field: Field): void {
  const cipher = scalarOf(field('cipher'));
  const text = cipher?.value.text ?? '';
  if (cipher?.type !== 'string' || text === '') return;
  if (KEY_LENGTHS.has(text)) checkKey(report, field, text);
  if (SERVER_CIPHERS.includes(text) || TROJAN_CIPHERS.includes(text.toLowerCase())) return;
  const meant = OTHER_CIPHERS.get(text.toLowerCase()) ?? closest(text, SERVER_CIPHERS);
  refuseWord(report, cipher, SERVER_CIPHERS, 'cipher not supported', 'cipher', meant, undefined, 'listener');
}

/** `sing-shadowsocks` has no CCM and no ChaCha8 of 2022 for servers. */
const SERVER_CIPHERS: readonly string[] = [
  ...TROJAN_CIPHERS,
  'none',
  '2022-blake3-aes-128-gcm',
  '2022-blake3-aes-256-gcm',
  '2022-blake3-chacha20-poly1305',
];

/** The password is the key itself, as base64. It is never printed. */
function checkKey(report: Report, field: Field, cipher: string): void {
  const password = scalarOf(field('password'));
  const bytes = KEY_LENGTHS.get(cipher) ?? 32;
  if (password?.type !== 'string' || !/^[\x00-\x7f]+$/.test(password.value.text)) return;
  const length = base64Length(password.value.text);
  if (length !== undefined && length >= bytes) return;
  const what = { en: `the password does not fit ${cipher}`, zh: `password 不适用于 ${cipher}` };
  const label = { en: `must be ${bytes} bytes in base64`, zh: `必须是 ${bytes} 字节的 base64` };
  refuseStart(report, password, what, label, length === undefined ? 'decode psk: illegal base64 data' : 'bad key');
}

/** `ss-option` of a Trojan listener. */
function checkInner(report: Report, option: Node | undefined): void {
  if (option?.kind !== 'map' || !isOn(get(option, 'enabled'))) return;
  if (!isFilled(get(option, 'password'))) {
    const what = { en: 'ss-option has no password', zh: 'ss-option 没有 password' };
    refuseStart(report, option, what, { en: 'enabled, and no password', zh: '已启用，但没有密码' }, 'empty password');
  }
  const method = scalarOf(get(option, 'method'));
  const text = method?.value.text.toLowerCase() ?? '';
  if (method?.type !== 'string' || text === '' || TROJAN_CIPHERS.includes(text)) return;
  const key = 'the method of ss-option';
  refuseWord(report, method, TROJAN_CIPHERS, 'cipher not supported', key, undefined, undefined, 'listener');
}

function checkObfuscation(report: Report, field: Field): void {
  const obfs = scalarOf(field('obfs'));
  if (obfs?.type !== 'string' || obfs.value.text === '') return;
  const kinds = ['salamander', 'gecko'];
  if (!isFilled(field('obfs-password'))) {
    const what = { en: 'obfs has no obfs-password', zh: '写了 obfs，却没有 obfs-password' };
    refuseStart(report, obfs, what, { en: 'it needs a password', zh: '它需要密码' }, 'missing obfs password');
  } else if (!kinds.includes(obfs.value.text)) {
    const said = `unknown obfs type: ${obfs.value.text}`;
    refuseWord(report, obfs, kinds, said, 'obfs', undefined, undefined, 'listener');
  }
}

function checkTarget(report: Report, field: Field): void {
  const target = scalarOf(field('target'));
  const text = target?.value.text ?? '';
  if (!target || text === '' || /^(?:\[[^\]]*\]|[^:[\]]*):\d+$/.test(text)) return;
  const what = { en: 'target is no address with a port', zh: 'target 不是带端口的地址' };
  const label = { en: 'such as 8.8.8.8:53', zh: '例如 8.8.8.8:53' };
  refuseStart(report, target, what, label, `invalid target address ${text}`);
}
