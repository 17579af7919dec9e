/** How one refusal is put together: its words, what mihomo prints, the edit that repairs it. */
import type { Fix, Refusal, Span, Text, TextEdit, Value } from '../../../core.ts';
import { closest } from '../../../knowledge/spelling.ts';
import { quoted } from '../../shared/yaml/encode.ts';
import type { MapNode, Node, ScalarNode } from '../tree.ts';

/** Where refusals go, and what they need to know of the file. */
export interface Report {
  /** The text of a file: a configuration that was put together has parts from several. */
  readonly textOf: (file: string) => string;
  readonly found: Refusal[];
  /** Nodes already checked against a type, so that what several aliases share is checked once. */
  readonly seen: Map<Node, Set<string>>;
}

/** How a type is decoded: by yaml.v3 into typed keys, or by mihomo's own `common/structure`, which converts. */
export type Typing = 'yaml' | 'weak';

/** Versions up to v1.19.20 did not look inside nested maps for keys that must be there (`structure.go`, 2026-02-10). */
export const SINCE_21: Text = {
  en: 'Cores from v1.19.21 (February 2026) on refuse it; older ones load the file.',
  zh: '从 v1.19.21（2026 年 2 月）起的内核会拒绝，更早的版本可以加载。',
};

/** A placeholder to be filled in later. */
export function isPlaceholder(text: string): boolean {
  return /\{\{|\{%|<%|\$\{|\}\}|^<[^>]+>|^%[A-Z_]+%$|^(?:x{3,}|\*{3,}|redacted|your[-_ ].*)$/i.test(text);
}

export function refuse(report: Report, refusal: Refusal): void {
  report.found.push(refusal);
}

/** Puts what mihomo prints before each message of an item, such as `proxy 3: `, before those that `check` adds. */
export function inItem(report: Report, start: string, check: () => void): void {
  const known = report.found.length;
  check();
  for (const [index, refusal] of report.found.slice(known).entries())
    report.found[known + index] = { ...refusal, said: start + refusal.said };
}

/** Takes the name of a map out of each message that `check` adds: mihomo decodes such a map by itself, and does not name it. */
export function inPart(report: Report, prefix: string, check: () => void): void {
  const known = report.found.length;
  check();
  for (const [index, refusal] of report.found.slice(known).entries()) {
    const said = refusal.said.replace(`'${prefix}`, "'").replace(`'${prefix.slice(0, -1)}'`, "''");
    report.found[known + index] = { ...refusal, said };
  }
}

/** The characters a node stands for, cut to its first line. */
export function spanOfNode(report: Report, { at, kind }: Node): Span {
  if (kind === 'scalar') return at;
  const newline = report.textOf(at.file).indexOf('\n', at.start);
  return newline < 0 || newline >= at.end ? at : { ...at, end: Math.max(at.start + 1, newline) };
}

/** A fix that writes other characters in place of a scalar. */
export function rewrite(title: Text, safe: boolean, at: Span, text: string): Fix {
  const edits: readonly TextEdit[] = [{ at, text }];
  return { title, safe, edits };
}

export const writes = (text: string): Text => ({ en: `write ${text}`, zh: `改为 ${text}` });

/** Quotes around a scalar, so that YAML takes it for text. */
export function inQuotes(value: Value, safe: boolean): Fix {
  return rewrite({ en: 'put it in quotes', zh: '加上引号' }, safe, value.at, quoted(value.text));
}

/** A value of an enumeration that is not one of its words: what they are, and the nearest. */
export function refuseWord(
  report: Report,
  node: ScalarNode,
  words: readonly string[],
  said: string,
  key: string,
  meant = closest(node.value.text, words),
  versions?: Text,
  isLate?: Refusal['isLate'],
): void {
  const { text } = node.value;
  const list = words.join(', ');
  refuse(report, {
    at: node.at,
    what: { en: `${key} cannot be ${text}`, zh: `${key} 不能是 ${text}` },
    label: meant
      ? { en: `did you mean ${meant}?`, zh: `是不是想写 ${meant}？` }
      : { en: `one of ${list}`, zh: `只能是 ${list.replaceAll(', ', '、')}` },
    said,
    versions,
    isLate,
    repair: meant ? rewrite(writes(meant), false, node.at, meant) : undefined,
  });
}

/** mihomo gets new protocols and obfuscations with most releases: a word that is not known here may be one of them. */
export const NEWER: Text = {
  en: 'Another core, or one newer than July 2026, may know it.',
  zh: '其他内核，或 2026 年 7 月之后的版本，可能支持。',
};

/** A word of an enumeration that grows: only one that is close to a known word is certainly wrong. */
export function refuseNewWord(
  report: Report,
  node: ScalarNode,
  words: readonly string[],
  said: string,
  key: string,
  meant = closest(node.value.text, words),
): void {
  refuseWord(report, node, words, said, key, meant, meant ? undefined : NEWER);
}

/** A key whose colon is a full-width one, `type：ss`: to YAML the whole is a key without a value. */
export function fullWidthColon(
  report: Report,
  map: MapNode,
  key: string,
): Pick<Refusal, 'at' | 'label' | 'repair'> | undefined {
  const entry = map.entries.find((one) => one.key.value.text.startsWith(`${key}：`));
  if (!entry) return undefined;
  const { file, start, end } = entry.key.at;
  const colon = report.textOf(file).slice(start, end).indexOf('：');
  if (colon < 0) return undefined;
  const at = { file, start: start + colon, end: start + colon + 1 };
  const hasSpace = report.textOf(file)[at.end] === ' ';
  return {
    at,
    label: { en: 'a full-width colon; YAML reads only `:` and a space', zh: '这是全角冒号；YAML 只认 `:` 加空格' },
    repair: rewrite({ en: 'write `: `', zh: '改为 `: `' }, true, at, hasSpace ? ':' : ': '),
  };
}
