/** What mihomo refuses in nodes of the types `vmess`, `vless` and `trojan`. */

import { TROJAN_CIPHERS, VMESS_CIPHERS } from '../../../../knowledge/clash/ciphers.ts';
import { base64Length } from '../../../../knowledge/go/base64.ts';
import { fieldsOf, type MapNode, type Node, type ScalarNode } from '../../tree.ts';
import { fieldOf } from '../decode.ts';
import { type Report, refuse, refuseWord } from '../report.ts';
import { type Check, isOn, refuseValue, scalarOf, textOf } from './field.ts';

/** `NewVmess` and sing-vmess `NewClient`: the cipher in any case; any text is a UUID. */
export const checkVmess: Check = (report, field) => {
  const cipher = scalarOf(field('cipher'));
  const text = cipher?.value.text ?? '';
  if (cipher?.type !== 'string' || text === '' || VMESS_CIPHERS.includes(text.toLowerCase())) return;
  refuseWord(report, cipher, VMESS_CIPHERS, `vmess: unsupported security type: ${text.toLowerCase()}`, 'cipher');
};

const VISION = 'xtls-rprx-vision';

/** `NewVless`: a flow of fewer than 16 characters is not looked at, of a longer one only the first 16. */
export const checkVless: Check = (report, field) => {
  const flow = scalarOf(field('flow'));
  if (flow && flow.value.text.length >= VISION.length && !flow.value.text.startsWith(VISION)) {
    const said = `unsupported xtls flow type: ${flow.value.text.slice(0, VISION.length)}`;
    refuseWord(report, flow, [VISION], said, 'flow');
  }
  const encryption = scalarOf(field('encryption'));
  if (encryption) checkEncryption(report, encryption);
  const options = field('xhttp-opts');
  if (textOf(field('network')) === 'xhttp' && options?.kind === 'map') checkXhttp(report, options);
};

/** Bytes of an X25519 and of an ML-KEM-768 key (`transport/vless/encryption`). */
const KEY_SIZES: readonly (number | undefined)[] = [32, 1184];

/** `none`, or four parts and more with dots between them: algorithm, disguise, round trips, keys and paddings. */
function isEncryption(text: string): boolean {
  if (text === '' || text === 'none') return true;
  const [algorithm, disguise = '', trips = '', ...keys] = text.split('.');
  if (algorithm !== 'mlkem768x25519plus' || keys.length === 0) return false;
  if (!['native', 'xorpub', 'random'].includes(disguise) || !['0rtt', '1rtt'].includes(trips)) return false;
  return keys.every((key) => key.length < 20 || KEY_SIZES.includes(base64Length(key, 'url')));
}

function checkEncryption(report: Report, encryption: ScalarNode): void {
  if (encryption.type !== 'string' || isEncryption(encryption.value.text)) return;
  const isLong = encryption.value.text.startsWith('mlkem768x25519plus.');
  refuse(report, {
    at: encryption.at,
    what: { en: 'encryption has a value mihomo does not know', zh: 'encryption 的值 mihomo 不认识' },
    label: isLong
      ? {
          en: 'mlkem768x25519plus, native|xorpub|random, 0rtt|1rtt, keys',
          zh: '依次为 mlkem768x25519plus、native|xorpub|random、0rtt|1rtt、密钥',
        }
      : { en: 'none, or mlkem768x25519plus.…', zh: '只能是 none 或 mlkem768x25519plus.…' },
    said: 'invaild vless encryption value: …',
    versions: {
      en: 'Cores from v1.19.13 (August 2025) on read this key and refuse it.',
      zh: 'v1.19.13（2025 年 8 月）起的内核读取这个键，并会拒绝。',
    },
  });
}

const XHTTP_MODES = ['auto', 'stream-one', 'stream-up', 'packet-up'];

function checkXhttp(report: Report, options: MapNode): void {
  const entries = fieldsOf(options);
  const mode = scalarOf(fieldOf(entries, 'mode', 'dash')?.value);
  if (mode?.type !== 'string' || mode.value.text === '') return;
  const { text } = mode.value;
  if (!XHTTP_MODES.includes(text)) {
    refuseWord(report, mode, XHTTP_MODES, `xhttp mode ${text} is not implemented yet`, 'the mode of xhttp-opts');
  } else if (text === 'stream-one' && fieldOf(entries, 'download-settings', 'dash')?.value.kind === 'map') {
    const what = { en: 'mode stream-one has no download-settings', zh: 'stream-one 模式不能写 download-settings' };
    const label = { en: 'another mode, or no download-settings', zh: '换成其他模式，或者去掉 download-settings' };
    refuseValue(report, mode, what, label, 'xhttp mode "stream-one" cannot be used with download-settings');
  }
}

/** `NewTrojan`. */
export const checkTrojan: Check = (report, field) => {
  const options: Node | undefined = field('ss-opts');
  if (options?.kind !== 'map') return;
  const entries = fieldsOf(options);
  if (!isOn(fieldOf(entries, 'enabled', 'dash')?.value)) return;
  if (!fieldOf(entries, 'password', 'dash')) {
    const what = { en: 'ss-opts has no password', zh: 'ss-opts 没有 password' };
    refuseValue(report, options, what, { en: 'enabled, and no password', zh: '已启用，但没有密码' }, 'empty password');
  }
  const method = scalarOf(fieldOf(entries, 'method', 'dash')?.value);
  const text = method?.value.text ?? '';
  if (method?.type !== 'string' || text === '' || TROJAN_CIPHERS.includes(text.toLowerCase())) return;
  refuseWord(report, method, TROJAN_CIPHERS, 'cipher not supported', 'the method of ss-opts');
};
