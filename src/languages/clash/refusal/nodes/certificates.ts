/** The certificate a node or listener shows of itself, and its key (`component/ca/keypair.go: NewTLSKeyPairLoader`). */
import type { Refusal, Text } from '../../../../core.ts';
import { isPem, readPem } from '../../../../knowledge/go/pem.ts';
import type { ScalarNode } from '../../tree.ts';
import { isOutside, UNSAFE_PATH } from '../paths.ts';
import { type Report, refuse } from '../report.ts';
import { type Field, isOn, scalarOf } from './field.ts';

/** When a certificate is read: while the file loads, when a node connects or a listener starts; never where none speaks TLS. */
type Moment = 'load' | 'use' | 'start' | 'never';

const KEYS = ['certificate', 'private-key'] as const;
type Key = (typeof KEYS)[number];

/** Types that read it while the file loads (`ca.GetTLSConfig` in their constructors). */
const AT_ONCE = new Set(['hysteria', 'hysteria2', 'tuic']);
/** Types that hand it over when they connect (`vmess.StreamTLSConn`). */
const LATER = new Set(['trojan', 'anytls']);

/** The moment at which a node of a type reads `certificate` and `private-key`. */
export function certificateMoment(type: string, field: Field): Moment {
  if (AT_ONCE.has(type)) return 'load';
  if (LATER.has(type)) return 'use';
  if (type === 'trusttunnel') return isOn(field('quic')) ? 'load' : 'use';
  if (type === 'http' || type === 'socks5') return isOn(field('tls')) ? 'load' : 'never';
  return ['vmess', 'vless', 'gost-relay'].includes(type) && isOn(field('tls')) ? 'use' : 'never';
}

/** Both as PEM text or both as paths of files; one without the other is read as an empty one. */
export function checkCertificates(report: Report, field: Field, moment: Moment): void {
  if (moment === 'never') return;
  const late: Late = moment === 'load' ? {} : { isLate: moment === 'start' ? 'listener' : true };
  const [certificate, key] = KEYS.map((name) => filled(field, name));
  if (certificate && key) checkPair(report, certificate, key, late);
  else if (certificate && isUnset(field, 'private-key')) refuseSingle(report, certificate, 'private-key', late);
  else if (key && isUnset(field, 'certificate')) refuseSingle(report, key, 'certificate', late);
}

type Late = Pick<Refusal, 'isLate'>;

function filled(field: Field, key: Key): ScalarNode | undefined {
  const scalar = scalarOf(field(key));
  return scalar?.type === 'string' && scalar.value.text.trim() !== '' ? scalar : undefined;
}

/** Not there, or `''`; a key without a value is someone's template. */
function isUnset(field: Field, key: Key): boolean {
  const node = field(key);
  return node === undefined || (node.kind === 'scalar' && node.type === 'string' && node.value.text === '');
}

const NO_PEM = 'parse certificate failed, maybe format error:tls: failed to find any PEM data in';

function refuseSingle(report: Report, at: ScalarNode, missing: Key, late: Late): void {
  refuse(report, {
    at: at.at,
    what: { en: `${missing} is missing beside it`, zh: `缺少与之成对的 ${missing}` },
    label: { en: 'a certificate and its private-key belong together', zh: 'certificate 和 private-key 必须成对出现' },
    said: `${NO_PEM} ${missing === 'certificate' ? 'certificate' : 'key'} input`,
    ...late,
  });
}

/** A certificate and its key, both filled in. */
export function checkPair(report: Report, certificate: ScalarNode, key: ScalarNode, late: Late): void {
  const [isText, isKeyText] = [isPem(certificate.value.text), isPem(key.value.text)];
  if (isText !== isKeyText) {
    refuse(report, {
      at: (isText ? key : certificate).at,
      what: { en: 'certificate and private-key are of two kinds', zh: 'certificate 和 private-key 的写法不一致' },
      label: {
        en: 'one is PEM text and one a path; both must be the same',
        zh: '一个是 PEM 文本，一个是路径；必须统一',
      },
      said: `${NO_PEM} ${isText ? 'key' : 'certificate'} input`,
      ...late,
    });
    return;
  }
  for (const [name, node] of [
    ['certificate', certificate],
    ['private-key', key],
  ] as const) {
    if (isText) checkPem(report, node, name, late);
    else checkPath(report, node, name, late);
  }
}

/** A certificate is a block of that name; a key one whose name ends in PRIVATE KEY and is not encrypted. */
function checkPem(report: Report, node: ScalarNode, name: Key, late: Late): void {
  const { labels, fault } = readPem(node.value.text);
  const isRight = (label: string): boolean =>
    name === 'certificate'
      ? label === 'CERTIFICATE'
      : /(?:^| )PRIVATE KEY$/.test(label) && label !== 'ENCRYPTED PRIVATE KEY';
  if (!fault && (labels.length === 0 || labels.some(isRight))) return;
  const input = name === 'certificate' ? 'certificate' : 'key';
  refuse(report, {
    at: node.at,
    what: { en: `${name} cannot be read`, zh: `${name} 无法读取` },
    label: fault ? PEM_FAULTS[fault] : { en: `it contains ${labels[0]}`, zh: `这里的内容是 ${labels[0]}` },
    said: fault
      ? `${NO_PEM} ${input} input`
      : `parse certificate failed, maybe format error:tls: failed to find PEM block in ${input} input`,
    ...late,
  });
}

/** What is wrong with a PEM text that has no block in it. */
export const PEM_FAULTS: Readonly<Record<'one-line' | 'no-end', Text>> = {
  'one-line': {
    en: 'its lines run together; write `|` after the key, and the lines below it',
    zh: '各行连成了一行；请在键后面写 `|`，内容逐行写在下面',
  },
  'no-end': { en: 'the line -----END … is missing', zh: '缺少 -----END … 这一行' },
};

function checkPath(report: Report, node: ScalarNode, name: Key, late: Late): void {
  const { text } = node.value;
  if (text.startsWith('~')) {
    refuse(report, {
      at: node.at,
      what: { en: `${name} names a file that is not there`, zh: `${name} 指向的文件不存在` },
      label: {
        en: '`~` is a folder of that name inside mihomo’s own',
        zh: '`~` 在这里只是 mihomo 目录下的一个同名文件夹',
      },
      said: `${NO_PEM} certificate input, or path error: open ${text}: no such file or directory`,
      ...late,
    });
  } else if (isOutside(text) && !late.isLate) {
    refuse(report, {
      at: node.at,
      what: { en: `${name} lies outside of mihomo’s folder`, zh: `${name} 在 mihomo 的目录之外` },
      label: { en: 'begins in that folder, and leaves it with ..', zh: '相对路径从该目录算起，`..` 会离开它' },
      said: `path is not subpath of home directory or SAFE_PATHS: ${text}`,
      versions: UNSAFE_PATH,
    });
  }
}
