/** Keys and certificates of a listener besides its own: for ECH, and for the clients it asks for one (`component/ech/key.go`, `component/ca`). */
import type { Text } from '../../../core.ts';
import { base64Length, base64Start } from '../../../knowledge/go/base64.ts';
import { isPem, readPem } from '../../../knowledge/go/pem.ts';
import type { ScalarNode } from '../tree.ts';
import { PEM_FAULTS } from './nodes/certificates.ts';
import { type Field, scalarOf, textOf } from './nodes/field.ts';
import { type Report, refuse } from './report.ts';

const HOME: Text = {
  en: '`~` is a folder of that name inside mihomo’s own',
  zh: '`~` 在这里只是 mihomo 目录下的一个同名文件夹',
};
/** Characters of base64 that are certainly no name of a file. */
const LONG_BASE64 = 60;

/** `LoadECHKey`: one block `ECH KEYS` in PEM, or the path of a file that contains it. The key is never printed. */
export function checkEchKey(report: Report, field: Field): void {
  const key = scalarOf(field('ech-key'));
  const text = key?.value.text ?? '';
  const label = key?.type === 'string' && text !== '' ? echFault(text) : undefined;
  if (!key || !label) return;
  refuse(report, {
    at: key.at,
    what: { en: 'ech-key cannot be read', zh: 'ech-key 无法读取' },
    label,
    said: 'parse ECH keys failed, maybe format error:invalid ECH keys pem',
    isLate: 'listener',
  });
}

function echFault(text: string): Text | undefined {
  if (isPem(text)) return echPemFault(text);
  if (text.startsWith('~')) return HOME;
  const isBare = text.length >= LONG_BASE64 && !text.startsWith('/') && base64Length(text) !== undefined;
  return isBare
    ? {
        en: 'the lines -----BEGIN ECH KEYS----- and -----END … are missing',
        zh: '缺少 -----BEGIN ECH KEYS----- 和 -----END … 这两行',
      }
    : undefined;
}

function echPemFault(text: string): Text | undefined {
  const { labels, body, fault } = readPem(text);
  const [label] = labels;
  if (fault) return PEM_FAULTS[fault];
  if (label === undefined) return undefined;
  if (label !== 'ECH KEYS') return { en: `it contains ${label}`, zh: `这里的内容是 ${label}` };
  if (labels.length > 1) return { en: 'a single block belongs here', zh: '这里只能有一个 PEM 块' };
  const isWhole = base64Length(body) !== undefined && isKeyList(base64Start(body, body.length));
  return isWhole
    ? undefined
    : { en: 'not what `mihomo generate ech-keypair` prints', zh: '不是 `mihomo generate ech-keypair` 输出的内容' };
}

/** `UnmarshalECHKeys`: keys and configurations by turns, each after its length in two bytes. */
function isKeyList(bytes: readonly number[]): boolean {
  let at = 0;
  let parts = 0;
  for (; at + 1 < bytes.length; parts++) at += 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  return at === bytes.length && parts > 0 && parts % 2 === 0;
}

const VERIFYING = new Set(['verify-if-given', 'require-and-verify']);
const ASKING = new Set(['request', 'require-any', ...VERIFYING]);

/** `ClientAuthTypeFromString`: another word is none, and with `client-auth-cert` none is `require-and-verify`. */
export function checkClientAuth(report: Report, field: Field): void {
  const type = scalarOf(field('client-auth-type'));
  const word = type?.value.text ?? '';
  const node = field('client-auth-cert');
  const isEmpty = node === undefined || (node.kind === 'scalar' && node.type === 'string' && node.value.text === '');
  const certificate = scalarOf(node);
  if (type && isEmpty && VERIFYING.has(word)) {
    const what = {
      en: `client-auth-type ${word} needs client-auth-cert`,
      zh: `client-auth-type 为 ${word} 时必须写 client-auth-cert`,
    };
    refuseCertificate(report, type, what, { en: 'clients are verified against it', zh: '要用它来验证客户端' });
  } else if (certificate?.type === 'string' && (VERIFYING.has(word) || !ASKING.has(word))) {
    const fault = certificateFault(certificate.value.text);
    const what = { en: 'client-auth-cert cannot be read', zh: 'client-auth-cert 无法读取' };
    if (fault) refuseCertificate(report, certificate, what, fault);
  }
}

function certificateFault(text: string): Text | undefined {
  if (text.startsWith('~')) return HOME;
  if (!isPem(text)) return undefined;
  const { labels, fault } = readPem(text);
  if (fault) return PEM_FAULTS[fault];
  if (labels.length === 0 || labels.includes('CERTIFICATE')) return undefined;
  return { en: `it contains ${labels[0]}`, zh: `这里的内容是 ${labels[0]}` };
}

function refuseCertificate(report: Report, { at }: ScalarNode, what: Text, label: Text): void {
  const said = 'parse certificate failed, maybe format error:invalid certificate';
  refuse(report, { at, what, label, said, isLate: 'listener' });
}

/** REALITY has certificates of its own, and asks clients for none. */
export function asksClients(field: Field): ScalarNode | undefined {
  const type = scalarOf(field('client-auth-type'));
  if (type && ASKING.has(type.value.text)) return type;
  return textOf(field('client-auth-cert')) === '' ? undefined : scalarOf(field('client-auth-cert'));
}
