/** What mihomo refuses in nodes of the types `ss`, `ssr` and `snell`. */

import {
  KEY_LENGTHS,
  MANY_KEYS,
  OTHER_CIPHERS,
  SS_CIPHERS,
  SSR_CIPHERS,
  UNSURE_CIPHERS,
} from '../../../../knowledge/clash/ciphers.ts';
import { base64Length } from '../../../../knowledge/go/base64.ts';
import { closest } from '../../../../knowledge/spelling.ts';
import { fieldsOf, type MapNode, type Node, type ScalarNode } from '../../tree.ts';
import { checkMap, fieldOf } from '../decode.ts';
import { inItem, inPart, type Report, refuse, refuseNewWord, refuseWord, rewrite, writes } from '../report.ts';
import { pluginShape } from '../shape.ts';
import { addressOf, type Check, type Field, isOn, numberOf, refuseValue, scalarOf, textOf, wordOf } from './field.ts';
import { checkEch } from './tls.ts';

/** `NewShadowSocks`. */
export const checkShadowsocks: Check = (report, field) => {
  checkCipher(report, field);
  checkPlugin(report, field);
  numberOf(
    report,
    field,
    'udp-over-tcp-version',
    (version) => version >= 0 && version <= 2,
    { en: '1 or 2', zh: '只能是 1 或 2' },
    (text) => `ss ${addressOf(field)} unknown udp over tcp protocol version: ${text}`,
  );
};

function checkCipher(report: Report, field: Field): void {
  const cipher = scalarOf(field('cipher'));
  const text = cipher?.value.text ?? '';
  if (cipher?.type !== 'string' || text === '') return;
  if (KEY_LENGTHS.has(text)) checkSharedKey(report, field, text);
  else if (!SS_CIPHERS.includes(text) && !UNSURE_CIPHERS.has(text)) refuseCipher(report, field, cipher);
}

/** A cipher that is written in other letters or as other programs call it is still that cipher. */
function refuseCipher(report: Report, field: Field, cipher: ScalarNode): void {
  const { text } = cipher.value;
  const small = text.toLowerCase();
  const same = SS_CIPHERS.includes(small) ? small : OTHER_CIPHERS.get(small);
  const meant = same ?? closest(text, SS_CIPHERS);
  const near: string = meant ?? 'aes-128-gcm, 2022-blake3-aes-256-gcm, …';
  refuse(report, {
    at: cipher.at,
    what: { en: `mihomo has no Shadowsocks cipher ${text}`, zh: `mihomo 没有名为 ${text} 的 Shadowsocks 加密方式` },
    label: meant
      ? { en: `mihomo calls it ${near}`, zh: `mihomo 里写作 ${near}` }
      : { en: `for example ${near}`, zh: `例如 ${near}` },
    said: `ss ${addressOf(field)} cipher: ${text} initialize error: unknown method: ${text}`,
    repair: meant ? rewrite(writes(meant), false, cipher.at, meant) : undefined,
  });
}

/** The password of a 2022 cipher is one key in base64, for AES several with `:` between them. It is never printed. */
function checkSharedKey(report: Report, field: Field, cipher: string): void {
  const password = scalarOf(field('password'));
  if (password?.type !== 'string' || !/^[\x00-\x7f]+$/.test(password.value.text)) return;
  const bytes = KEY_LENGTHS.get(cipher) ?? 32;
  const keys = password.value.text.split(':');
  const lengths = keys.map((key) => base64Length(key));
  const start = `ss ${addressOf(field)} cipher: ${cipher} initialize error: `;
  const what = { en: `the password does not fit ${cipher}`, zh: `password 不适用于 ${cipher}` };
  if (lengths.includes(undefined)) {
    const label = {
      en: `must be ${bytes} bytes in base64; this is ordinary text`,
      zh: `必须是 ${bytes} 字节的 base64，这里是普通文本`,
    };
    refuseValue(report, password, what, label, `${start}decode key: illegal base64 data`);
  } else if (keys.length > 1 && !MANY_KEYS.test(cipher)) {
    const label = { en: 'this cipher takes a single key', zh: '这种加密方式只接受一个密钥' };
    refuseValue(report, password, what, label, `${start}Shadowsocks 2022 EIH support only available in AES ciphers`);
  } else if (lengths.some((length) => length !== bytes)) {
    const got = lengths.find((length) => length !== bytes) ?? 0;
    const label = { en: `${got} bytes; it must be ${bytes}`, zh: `这里是 ${got} 字节，应为 ${bytes} 字节` };
    refuseValue(report, password, what, label, `${start}bad key length, required ${bytes}, got ${got}`);
  }
}

const MODES: Readonly<Record<string, readonly string[]>> = {
  obfs: ['tls', 'http'],
  'v2ray-plugin': ['websocket'],
  'gost-plugin': ['websocket'],
};

/** A plug-in of another name is ignored. */
function checkPlugin(report: Report, field: Field): void {
  const plugin = textOf(field('plugin'));
  const options = field('plugin-opts');
  const shape = pluginShape(plugin);
  const modes = MODES[plugin];
  if (!options && modes) refuseWithoutMode(report, field, plugin, modes);
  if (!shape || options?.kind !== 'map') return;
  inItem(
    report,
    `ss ${addressOf(field)} initialize ${plugin === 'obfs' || plugin.endsWith('-plugin') ? plugin : `${plugin}-plugin`} error: `,
    () => inPart(report, 'plugin-opts.', () => checkMap(report, options, shape, 'weak', 'case', 'plugin-opts.')),
  );
  const entries = fieldsOf(options);
  const written = fieldOf(entries, 'mode', 'case')?.value;
  if (!written && plugin === 'obfs') refuseWithoutMode(report, field, plugin, MODES.obfs ?? []);
  const mode = scalarOf(written);
  if (mode && modes && !modes.includes(mode.value.text)) {
    const said = `ss ${addressOf(field)} obfs mode error: ${mode.value.text}`;
    refuseWord(report, mode, modes, said, `the mode of ${plugin}`);
  }
  if (isOn(fieldOf(entries, 'tls', 'case')?.value)) checkEch(report, fieldOf(entries, 'ech-opts', 'case')?.value);
}

function refuseWithoutMode(report: Report, field: Field, plugin: string, modes: readonly string[]): void {
  const place = field('plugin');
  if (!place) return;
  const what = { en: `the plugin ${plugin} has no mode`, zh: `插件 ${plugin} 没有写 mode` };
  const label = {
    en: `plugin-opts needs mode: ${modes.join(' or ')}`,
    zh: `plugin-opts 里要写 mode: ${modes.join(' 或 ')}`,
  };
  refuseValue(report, place, what, label, `ss ${addressOf(field)} obfs mode error: `);
}

/** Obfuscations and protocols that register themselves (`transport/ssr/obfs`, `transport/ssr/protocol`). */
const OBFUSCATIONS = [
  'plain',
  'http_simple',
  'http_post',
  'random_head',
  'tls1.2_ticket_auth',
  'tls1.2_ticket_fastauth',
];
const PROTOCOLS = ['origin', 'auth_sha1_v4', 'auth_aes128_md5', 'auth_aes128_sha1', 'auth_chain_a', 'auth_chain_b'];

/** `NewShadowSocksR`: ciphers in any case, but stream ciphers only. */
export const checkShadowsocksR: Check = (report, field) => {
  const start = `ssr ${addressOf(field)}`;
  wordOf(report, field, 'obfs', OBFUSCATIONS, (text) => `${start} initialize obfs error: Obfs ${text} not supported`);
  wordOf(
    report,
    field,
    'protocol',
    PROTOCOLS,
    (text) => `${start} initialize protocol error: protocol ${text} not supported`,
  );
  const cipher = scalarOf(field('cipher'));
  const text = cipher?.value.text ?? '';
  if (cipher?.type !== 'string' || text === '' || SSR_CIPHERS.includes(text.toLowerCase())) return;
  const said = SS_CIPHERS.includes(text.toLowerCase())
    ? `${text} is not none or a supported stream cipher in ssr`
    : `${start} cipher: ${text} initialize error: cipher not supported`;
  refuseWord(report, cipher, SSR_CIPHERS, said, 'cipher');
};

/** `NewSnell`. */
export const checkSnell: Check = (report, field) => {
  const options = field('obfs-opts');
  if (options?.kind === 'map') checkSnellObfuscation(report, field, options);
  const version = scalarOf(field('version'));
  const text = version?.value.text ?? '';
  if (version?.type === 'integer' && !/^[0-5]$/.test(text)) {
    const what = { en: `mihomo has no Snell version ${text}`, zh: `mihomo 没有 Snell v${text}` };
    refuseValue(report, version, what, { en: '1 to 5', zh: '只能是 1 到 5' }, `snell version error: ${text}`);
  } else if (version && /^[12]$/.test(text) && isOn(field('udp'))) {
    const what = { en: `Snell ${text} has no UDP`, zh: `Snell v${text} 不支持 UDP` };
    const label = { en: 'with udp: true the node is refused', zh: '写了 udp: true 就会被拒绝' };
    refuseValue(report, version, what, label, `snell version ${text} not support UDP`);
  }
};

function checkSnellObfuscation(report: Report, field: Field, options: MapNode): void {
  const mode: Node | undefined = fieldOf(fieldsOf(options), 'mode', 'case')?.value;
  const modes = ['tls', 'http', 'shadow-tls', 'restls', 'jls'];
  const known = scalarOf(mode);
  if (!known || known.value.text === '' || modes.includes(known.value.text)) return;
  const said = `snell ${addressOf(field)} obfs mode error: ${known.value.text}`;
  refuseNewWord(report, known, modes, said, 'the mode of obfs-opts');
}
