/** What the checks of nodes have in common: how a key is read, and how a value is refused. */
import type { Text } from '../../../../core.ts';
import { base64Length } from '../../../../knowledge/go/base64.ts';
import { isAddress, isPrefix } from '../../../../knowledge/go/ip-text.ts';
import type { Node, ScalarNode } from '../../tree.ts';
import { isPlaceholder, type Report, refuse, refuseWord, spanOfNode } from '../report.ts';

/** The value of a key of the node, found as mihomo's decoder finds it. */
export type Field = (key: string) => Node | undefined;
/** Checks one node of a type. */
export type Check = (report: Report, field: Field) => void;

/** A scalar someone filled in. */
export const scalarOf = (node: Node | undefined): ScalarNode | undefined =>
  node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
export const textOf = (node: Node | undefined): string => scalarOf(node)?.value.text ?? '';
/** Switched on: `true`, or a number other than 0, which the decoder takes for it. */
export function isOn(node: Node | undefined): boolean {
  const scalar = scalarOf(node);
  return scalar?.type === 'true' || (scalar?.type === 'integer' && Number(scalar.value.text) !== 0);
}

/** Refuses a value for what it says. */
export function refuseValue(report: Report, node: Node, what: Text, label: Text, said: string): void {
  refuse(report, { at: spanOfNode(report, node), what, label, said });
}

/** `host:port` as mihomo's messages have it (`net.JoinHostPort`). */
export function addressOf(field: Field): string {
  const host = textOf(field('server'));
  return `${host.includes(':') ? `[${host}]` : host}:${textOf(field('port')) || '0'}`;
}

/** A text that must be one of a few words, exactly. */
export function wordOf(
  report: Report,
  field: Field,
  key: string,
  words: readonly string[],
  said: (text: string) => string,
): void {
  const node = scalarOf(field(key));
  if (node?.type !== 'string' || node.value.text === '' || words.includes(node.value.text)) return;
  refuseWord(report, node, words, said(node.value.text), key);
}

/** A number that must be one of a few. */
export function numberOf(
  report: Report,
  field: Field,
  key: string,
  isRight: (value: number) => boolean,
  range: Text,
  said: (text: string) => string,
): void {
  const node = scalarOf(field(key));
  if (node?.type !== 'integer') return;
  const value = Number(node.value.text.replaceAll('_', ''));
  if (Number.isNaN(value) || isRight(value)) return;
  const what = { en: `${key} cannot be ${node.value.text}`, zh: `${key} 不能是 ${node.value.text}` };
  refuseValue(report, node, what, range, said(node.value.text));
}

/** A key in base64. What is no key at all, such as a word of Chinese, is a placeholder. The key itself is never named. */
export function keyOf(report: Report, node: Node | undefined, name: string, said: string, bytes?: number): void {
  const key = scalarOf(node);
  if (key?.type !== 'string' || key.value.text === '' || !/^[\x00-\x7f]*$/.test(key.value.text)) return;
  const length = base64Length(key.value.text);
  if (length !== undefined && (bytes === undefined || length === bytes)) return;
  const what = { en: `${name} is no key in base64`, zh: `${name} 不是 base64 密钥` };
  const label =
    length === undefined
      ? {
          en: 'not base64: groups of four characters, filled up with =',
          zh: '不是合法的 base64（每四个字符一组，用 = 补齐）',
        }
      : { en: `${length} bytes; it must be ${bytes}`, zh: `这里是 ${length} 字节，应为 ${bytes} 字节` };
  refuseValue(report, key, what, label, said);
}

/** The addresses inside a tunnel (`Prefixes` of WireGuard and MASQUE): one at least, with or without a mask. */
export function tunnelAddresses(report: Report, field: Field, kind: string): void {
  const place = field('private-key') ?? field('name');
  if (!field('ip') && !field('ipv6') && place) {
    const what = { en: `a ${kind} node has neither ip nor ipv6`, zh: `${kind} 节点没有写 ip 或 ipv6` };
    const label = { en: 'the address inside the tunnel is missing', zh: '缺少隧道内的地址' };
    refuseValue(report, place, what, label, 'missing local address');
  }
  for (const key of ['ip', 'ipv6']) {
    const address = scalarOf(field(key));
    const text = address?.value.text ?? '';
    if (
      !address ||
      text === '' ||
      isPrefix(text) ||
      (isAddress(text) && isPrefix(`${text}/${key === 'ip' ? 32 : 128}`))
    )
      continue;
    const what = { en: `a ${kind} node has an address that is none`, zh: `${kind} 节点的地址不合法` };
    const label = { en: 'not an IP address', zh: '不是 IP 地址' };
    refuseValue(report, address, what, label, `${key} address parse error`);
  }
}
