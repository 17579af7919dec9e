/** How a value of the wrong type is refused: what it is to YAML, what mihomo prints, the repair where one reading exists. */
import type { Fix, Text } from '../../../core.ts';
import { goBoolean } from '../../../knowledge/go/scalar.ts';
import type { Node, ScalarNode } from '../tree.ts';
import { inQuotes, type Report, refuse, rewrite, spanOfNode, type Typing, writes } from './report.ts';

/** What each type is called; the other types are texts to YAML. */
export const NAMES: Readonly<Record<string, Text>> = {
  text: { en: 'text', zh: '文本' },
  int: { en: 'a number', zh: '数字' },
  uint: { en: 'a number', zh: '数字' },
  uint8: { en: 'a number', zh: '数字' },
  uint16: { en: 'a number up to 65535', zh: '不超过 65535 的数字' },
  bool: { en: 'true or false', zh: 'true 或 false' },
  list: { en: 'a list', zh: '列表' },
  map: { en: 'a map (key: value)', zh: '映射（`键: 值`）' },
};

/** Go's name of a type, for mihomo's words. */
const GO_NAMES: Readonly<Record<string, string>> = { text: 'string', list: '[]string', map: 'map[string]interface {}' };
const YAML_TAGS: Readonly<Record<string, string>> = {
  string: '!!str',
  integer: '!!int',
  float: '!!float',
  true: '!!bool',
  false: '!!bool',
  date: '!!timestamp',
};
/** Types that yaml.v3 gives values without one of their own. */
const GO_TYPES: Readonly<Record<string, string>> = {
  map: 'map[string]interface {}',
  list: '[]interface {}',
  rules: '[]interface {}',
  string: 'string',
  integer: 'int',
  float: 'float64',
  true: 'bool',
  false: 'bool',
  date: 'time.Time',
};

/** The repair where one reading exists: quotes off or on, `yes` as `true`, a list of one. */
function repairOf(report: Report, typing: Typing, node: Node, type: string): { readonly repair?: Fix } {
  if (node.kind !== 'scalar') return {};
  const { text } = node.value;
  if (type === 'text') return { repair: inQuotes(node.value, true) };
  if (type === 'list' && runTogether(text)) return spaced(report, node);
  if (type === 'list') {
    const isOne = text !== '' && !/[\s,，、;[\]{}#]/.test(text) && !/: |:$/.test(text);
    return isOne ? { repair: rewrite(writes(`[${text}]`), true, node.at, `["${text}"]`) } : {};
  }
  if (type === 'bool') {
    const meant = goBoolean(text);
    if (meant !== undefined) return { repair: rewrite(writes(String(meant)), true, node.at, String(meant)) };
    return {};
  }
  const isQuotedNumber = typing === 'yaml' && node.type === 'string' && /^(?:0|[1-9]\d{0,8})$/.test(text);
  return isQuotedNumber ? { repair: rewrite(writes(text), true, node.at, text) } : {};
}

/** Items whose dash is glued to them: without a space after it YAML reads all lines as one text. */
function runTogether(text: string): boolean {
  return /^-\S/.test(text) && / -\S/.test(` ${text}`);
}

/** A space after each dash at the start of a line. */
function spaced(report: Report, { at }: ScalarNode): { readonly repair?: Fix } {
  const raw = report.textOf(at.file).slice(at.start, at.end);
  const lines = raw.split('\n').filter((line) => line.trim() !== '');
  if (!lines.every((line) => /^\s*-/.test(line))) return {};
  // One edit over all lines: each item comes into being with it.
  const text = raw.replace(/(^|\n)([ \t]*-)(?=[^\s-])/g, '$1$2 ');
  return { repair: rewrite({ en: 'add the space after each `-`', zh: '在每个 `-` 后面补上空格' }, true, at, text) };
}

/** A key as a sentence names it: mihomo's `users[0].password` and `headers[Host]` without positions and brackets. */
export function shown(path: string): string {
  const own = /\[\d+\]$/.test(path) ? path.slice(path.lastIndexOf('.') + 1) : path;
  return own.replace(/\[\d+\]/g, '').replace(/\[([^[\]]*)\]/g, '.$1');
}

/** Refuses a value that is not of its type; `type` is one of `NAMES`, `name` the path of the key as mihomo writes it. */
export function refuseType(report: Report, typing: Typing, node: Node, type: string, name: string): void {
  const words = NAMES[type] ?? { en: 'something else', zh: '别的类型' };
  refuse(report, {
    at: spanOfNode(report, node),
    what: { en: `${shown(name)} must be ${words.en}`, zh: `${shown(name)} 必须是${words.zh}` },
    label: isOf(node),
    said: typing === 'yaml' ? yamlWords(node, type) : weakWords(node, type, name),
    ...repairOf(report, typing, node, type),
  });
}

function isOf(node: Node): Text {
  if (node.kind === 'map') return { en: 'this is a map (key: value)', zh: '这里是映射（`键: 值`）' };
  if (node.kind !== 'scalar') return { en: 'this is a list', zh: '这里是列表' };
  if (node.type === 'string') {
    return runTogether(node.value.text)
      ? { en: 'without a space after each `-` this is one text', zh: '`-` 后面没有空格，整段成了一个字符串' }
      : { en: 'this is text', zh: '这里是文本' };
  }
  if (node.type === 'true' || node.type === 'false')
    return { en: 'YAML reads this as true or false', zh: 'YAML 会把它读成布尔值' };
  if (node.type === 'date') return { en: 'YAML reads this as a date', zh: 'YAML 会把它读成日期' };
  return { en: 'YAML reads this as a number', zh: 'YAML 会把它读成数字' };
}

function yamlWords(node: Node, type: string): string {
  const into = GO_NAMES[type] ?? type;
  if (node.kind !== 'scalar') return `cannot unmarshal ${node.kind === 'map' ? '!!map' : '!!seq'} into ${into}`;
  const { text } = node.value;
  const shown = text.length > 10 ? `${text.slice(0, 7)}...` : text;
  return `cannot unmarshal ${YAML_TAGS[node.type] ?? '!!str'} \`${shown}\` into ${into}`;
}

function weakWords(node: Node, type: string, name: string): string {
  if (type === 'list') return `'${name}' is not a slice`;
  if (type === 'map') return `'${name}' expected a map, got '${kindOf(node)}'`;
  const given = node.kind === 'scalar' ? (GO_TYPES[node.type] ?? 'string') : GO_TYPES[node.kind];
  const isNumber = type !== 'text' && type !== 'bool';
  if (isNumber && given === 'string') return `cannot parse '${name}' as int`;
  return `'${name}' expected type '${GO_NAMES[type] ?? type}', got unconvertible type '${given}'`;
}

/** Go's kind of a value, which `decodeMap` and `decodeStruct` print instead of its type. */
function kindOf(node: Node): string {
  if (node.kind !== 'scalar') return 'slice';
  return node.type === 'date' ? 'struct' : (GO_TYPES[node.type] ?? 'string');
}
