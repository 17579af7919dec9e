/** What mihomo refuses in nodes of the types `hysteria`, `hysteria2`, `tuic` and `trusttunnel`. */
import { fieldsOf, itemsOf, type MapNode, type ScalarNode } from '../../tree.ts';
import { fieldOf } from '../decode.ts';
import { isRange, isRanges } from '../ranges.ts';
import { type Report, refuseWord } from '../report.ts';
import { checkCertificates } from './certificates.ts';
import { addressOf, type Check, type Field, isOn, keyOf, numberOf, refuseValue, scalarOf, textOf } from './field.ts';
import { checkPin } from './tls.ts';

/** `NewHysteria`: `up-speed` and `down-speed` count instead, but `up` and `down` are still looked at. */
export const checkHysteria: Check = (report, field) => {
  for (const [key, said] of [
    ['up', 'invaild upload speed'],
    ['down', 'invaild download speed'],
  ] as const) {
    const speed = scalarOf(field(key));
    if (!speed || isSpeed(speed)) continue;
    const what = { en: `${key} is no speed`, zh: `${key} 不是合法的速率` };
    const label = { en: 'a number of Mbps, or such as "30 Mbps"', zh: '填 Mbps 数值，或写成 "30 Mbps"' };
    refuseValue(report, speed, what, label, `${said}: ${speed.value.text}`);
  }
  keyOf(report, field('auth'), 'auth', 'illegal base64 data');
};

/** `utils.StringToBps` gives more than nothing. */
function isSpeed({ value: { text }, type }: ScalarNode): boolean {
  if (type === 'integer' || /^\d+$/.test(text)) return Number(text) !== 0;
  return type !== 'string' || (/^\d+\s*[KMGT]?[Bb]ps$/.test(text) && Number.parseInt(text, 10) > 0);
}

const OBFUSCATIONS = ['salamander', 'gecko'];

/** `NewHysteria2`. */
export const checkHysteria2: Check = (report, field) => {
  const obfs = scalarOf(field('obfs'));
  if (obfs && obfs.value.text !== '') {
    if (!field('obfs-password')) {
      const what = { en: 'obfs has no obfs-password', zh: '写了 obfs，却没有 obfs-password' };
      refuseValue(report, obfs, what, { en: 'it needs a password', zh: '它需要密码' }, 'missing obfs password');
    } else if (!OBFUSCATIONS.includes(obfs.value.text)) {
      refuseWord(report, obfs, OBFUSCATIONS, `unknown obfs type: ${obfs.value.text}`, 'obfs');
    }
  }
  if (!field('port') && !field('ports')) {
    const server = field('server');
    const what = { en: 'a Hysteria 2 node has neither port nor ports', zh: 'Hysteria 2 节点没有写 port 或 ports' };
    if (server) refuseValue(report, server, what, { en: 'no port', zh: '没有端口' }, 'invalid port');
  }
  if (!field('ports')) {
    const range = { en: 'no port', zh: '没有端口' };
    numberOf(
      report,
      field,
      'port',
      (port) => port !== 0,
      range,
      () => 'invalid port',
    );
  }
  checkPorts(report, field);
  const realm = field('realm-opts');
  if (realm?.kind === 'map') checkRealm(report, realm);
};

/** TLS of the server that brings both ends together: set up while the file loads, but only where it is enabled. */
function checkRealm(report: Report, realm: MapNode): void {
  const entries = fieldsOf(realm);
  const own: Field = (key) => fieldOf(entries, key, 'dash')?.value;
  if (!isOn(own('enable'))) return;
  checkPin(report, scalarOf(own('fingerprint')), true);
  checkCertificates(report, own, 'load');
}

/** Several ports, and how often one is left for the next: `30` or `15-30` seconds, read only beside `ports`. */
function checkPorts(report: Report, field: Field): void {
  const ports = scalarOf(field('ports'));
  const hop = scalarOf(field('hop-interval'));
  if (ports && !isRanges(ports.value.text)) {
    const what = { en: 'ports has a part that is none', zh: 'ports 里有不合法的端口' };
    const label = { en: 'numbers and ranges such as 443,20000-30000', zh: '填端口和范围，例如 443,20000-30000' };
    refuseValue(report, ports, what, label, `invalid range: ${ports.value.text}`);
  } else if (ports && ports.value.text !== '' && hop && hop.value.text !== '' && !isRange(hop.value.text)) {
    const what = { en: 'hop-interval is not a number of seconds', zh: 'hop-interval 不是秒数' };
    const label = { en: 'a number such as 30, or a range such as 15-30', zh: '填 30 这样的数字，或 15-30 这样的范围' };
    refuseValue(report, hop, what, label, `invalid range: ${hop.value.text}`);
  }
}

/** `NewTuic`: any text is a UUID, also none. */
export const checkTuic: Check = (report, field) =>
  numberOf(
    report,
    field,
    'udp-over-stream-version',
    (version) => version >= 0 && version <= 2,
    { en: '1 or 2', zh: '只能是 1 或 2' },
    (text) => `tuic ${addressOf(field)} unknown udp over stream protocol version: ${text}`,
  );

/** `trusttunnel.NewClient`: a list of protocols must have the one that is spoken. */
export const checkTrustTunnel: Check = (report, field) => {
  const list = field('alpn');
  const needed = isOn(field('quic')) ? 'h3' : 'h2';
  const names = itemsOf(list).map(textOf);
  if (!list || names.length === 0 || names.includes('') || names.includes(needed)) return;
  const what = { en: `alpn of a TrustTunnel node lacks ${needed}`, zh: `TrustTunnel 节点的 alpn 里没有 ${needed}` };
  const label = { en: `${needed} is what it speaks`, zh: `它使用的就是 ${needed}` };
  refuseValue(report, list, what, label, `require alpn ${needed}`);
};
