/**
 * Checks values against the types mihomo gives them, as its two decoders do: yaml.v3 for typed sections (`decode.go` of
 * v3.0.1), `common/structure/structure.go` for nodes, groups, providers and listeners. An empty value is never refused:
 * it is somebody's template.
 */
import type { Fix, Text } from '../../../core.ts';
import { regexFault } from '../../../knowledge/dotnet-regex.ts';
import { goBoolean } from '../../../knowledge/go-scalar.ts';
import { isAddress, isPrefix } from '../../../knowledge/ip-text.ts';
import { entriesOf, type MapEntry, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import {
  inQuotes,
  isPlaceholder,
  type Report,
  refuse,
  refuseWord,
  rewrite,
  SINCE_21,
  spanOfNode,
  type Typing,
  writes,
} from './report.ts';
import { partShape, type Shape } from './shape.ts';

/** How keys of a map are found: exactly, without regard to case, or with `_` for `-` besides (`KeyReplacer`). */
export type Folding = 'exact' | 'case' | 'dash';

interface Context {
  readonly report: Report;
  readonly typing: Typing;
  readonly folding: Folding;
  /** The map is part of another one: missing keys count only for newer cores. */
  readonly isNested: boolean;
}

/** `UnmarshalText` of these types: words in any case (`tunnel/mode.go`, `log/level.go`, `constant/dns.go`, …). */
const WORDS: Readonly<Record<string, { readonly words: readonly string[]; readonly said: string }>> = {
  mode: { words: ['rule', 'global', 'direct'], said: 'invalid mode' },
  'log-level': { words: ['silent', 'error', 'warning', 'info', 'debug'], said: 'invalid log-level' },
  'find-process-mode': { words: ['strict', 'always', 'off'], said: 'invalid find process mode' },
  'dns-mode': { words: ['normal', 'fake-ip', 'redir-host'], said: 'invalid mode' },
  'filter-mode': { words: ['blacklist', 'whitelist', 'rule'], said: 'invalid mode' },
  stack: { words: ['gvisor', 'system', 'mixed'], said: 'invalid tun stack' },
};

/** What each type is called. */
const NAMES: Readonly<Record<string, Text>> = {
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
const GO_KINDS: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'int',
  float: 'float64',
  true: 'bool',
  false: 'bool',
  date: 'time.Time',
};

/** The entry of a key, found as the decoder finds it. */
export function fieldOf(entries: ReadonlyMap<string, MapEntry>, key: string, folding: Folding): MapEntry | undefined {
  const exact = entries.get(key);
  if (exact || folding === 'exact') return exact;
  return foldedBy(entries, folding).get(fold(key, folding));
}

const fold = (name: string, folding: Folding): string =>
  folding === 'dash' ? name.replaceAll('_', '-').toLowerCase() : name.toLowerCase();

const foldedEntries = { case: new WeakMap<object, Folded>(), dash: new WeakMap<object, Folded>() };
type Folded = ReadonlyMap<string, MapEntry>;

/** The entries by their folded names, the first of each: a map is asked for every key that its shape has. */
function foldedBy(entries: ReadonlyMap<string, MapEntry>, folding: 'case' | 'dash'): Folded {
  const known = foldedEntries[folding].get(entries);
  if (known) return known;
  const found = new Map<string, MapEntry>();
  for (const [name, entry] of entries) {
    const key = fold(name, folding);
    if (!found.has(key)) found.set(key, entry);
  }
  foldedEntries[folding].set(entries, found);
  return found;
}

/** Checks a map against a shape: the type of each key that is there, and the keys that must be. */
export function checkMap(
  report: Report,
  map: MapNode,
  shape: Shape,
  typing: Typing,
  folding: Folding,
  prefix = '',
): void {
  shapeOfMap({ report, typing, folding, isNested: prefix !== '' }, map, shape, prefix);
}

function shapeOfMap(context: Context, map: MapNode, shape: Shape, prefix: string): void {
  const entries = entriesOf(map);
  const missing: string[] = [];
  for (const { key, type, isRequired } of shape) {
    const entry = fieldOf(entries, key, context.folding);
    if (entry) check(context, entry.value, type, prefix + key);
    else if (isRequired) missing.push(key);
  }
  if (missing.length > 0) refuseMissing(context, map, missing, prefix);
}

function refuseMissing({ report, isNested }: Context, map: MapNode, missing: readonly string[], prefix: string): void {
  const keys = [...missing].sort();
  const where = prefix.slice(0, -1);
  const list = keys.join(', ');
  refuse(report, {
    at: spanOfNode(report, map),
    what: isNested
      ? { en: `${where} lacks ${list}`, zh: `${where} 缺少 ${list}` }
      : { en: `${nameOf(map)} lacks ${list}`, zh: `${nameOf(map)} 缺少 ${list}` },
    label: { en: `without ${list}`, zh: `没有写 ${list}` },
    said: `'${where}' has unset fields: ${list}`,
    versions: isNested ? SINCE_21 : undefined,
  });
}

/** What a node, group or listener is called, for a sentence. */
function nameOf(map: MapNode): string {
  const name = entriesOf(map).get('name')?.value;
  return name?.kind === 'scalar' && name.value.text !== '' ? name.value.text : 'it';
}

function check(context: Context, node: Node, type: string, name: string): void {
  const { report } = context;
  if (isEmpty(report, node) || type === 'any' || isSeen(report, node, type)) return;
  if (type.startsWith('[]')) checkList(context, node, type.slice(2), name);
  else if (type.startsWith('{}')) checkEntries(context, node, type.slice(2), name);
  else if (type.startsWith('@')) {
    if (node.kind === 'map') shapeOfMap({ ...context, isNested: true }, node, partShape(type.slice(1)), `${name}.`);
    else refuseType(context, node, 'map', name);
  } else checkScalar(context, node, type, name);
}

/** Nothing is there yet, or a template tag: to YAML `{{ name }}` is a map within a map. */
function isEmpty(report: Report, node: Node): boolean {
  if (node.kind === 'scalar') return node.type === 'null' || isPlaceholder(node.value.text);
  return node.kind === 'map' && node.flow && report.textOf(node.at.file).startsWith('{{', node.at.start);
}

function isSeen({ seen }: Report, node: Node, type: string): boolean {
  const types = seen.get(node) ?? new Set<string>();
  if (types.has(type)) return true;
  seen.set(node, types.add(type));
  return false;
}

function checkList(context: Context, node: Node, type: string, name: string): void {
  if (node.kind === 'rules') return;
  // A text is taken for bytes in base64 (`reserved: U4An`).
  if (type === 'uint8' && node.kind === 'scalar' && node.type === 'string') return;
  if (node.kind !== 'list') {
    refuseType(context, node, 'list', name);
    return;
  }
  const entry = name.split('.').at(-1) ?? name;
  for (const item of node.items) check(context, item, type, entry);
}

function checkEntries(context: Context, node: Node, type: string, name: string): void {
  if (node.kind !== 'map') {
    refuseType(context, node, 'map', name);
    return;
  }
  for (const { key, value } of entriesOf(node).values()) check(context, value, type, `${name}.${key.value.text}`);
}

function checkScalar(context: Context, node: Node, type: string, name: string): void {
  const words = WORDS[type];
  if (node.kind !== 'scalar') {
    refuseType(context, node, words || !(type in NAMES) ? 'text' : type, name);
    return;
  }
  const { text } = node.value;
  if (words) {
    if (!words.words.includes(text.toLowerCase())) refuseWord(context.report, node, words.words, words.said, name);
  } else if (type === 'prefix') checkPrefix(context.report, node, name);
  else if (type === 'address') checkAddress(context.report, node, name);
  else if (type === 'regex') checkRegex(context.report, node, name, `cannot parse '${name}'`);
  else if (!fits(node, type, context.typing)) refuseType(context, node, type, name);
}

const LIMITS: Readonly<Record<string, number>> = { uint8: 255, uint16: 65535 };

/** Does a scalar become a value of this type? */
function fits({ type: kind, value: { text } }: ScalarNode, type: string, typing: Typing): boolean {
  const isTruth = kind === 'true' || kind === 'false';
  if (type === 'text') return typing === 'yaml' || !(isTruth || kind === 'date');
  if (type === 'bool') {
    if (typing === 'weak') return isTruth || kind === 'integer';
    return isTruth || (kind === 'string' && !/^(?:true|false)$/i.test(text) && goBoolean(text) !== undefined);
  }
  if (typing === 'weak' && kind === 'string') return isGoInteger(text, type !== 'int');
  if (kind !== 'integer' && kind !== 'float') return false;
  if (typing === 'weak') return true;
  const size = Number(text.replaceAll('_', ''));
  if (type === 'int') return Number.isNaN(size) || Math.abs(size) < 2 ** 63;
  return Number.isNaN(size) || (size >= 0 && size <= (LIMITS[type] ?? 2 ** 64));
}

/** What `strconv.ParseInt(text, 0, 64)` takes: a sign, a base prefix, `_` between digits only with a prefix. */
function isGoInteger(text: string, isUnsigned: boolean): boolean {
  const match = /^([+-]?)(?:0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])*|[1-9](?:_?\d)*)$/.exec(text);
  return match !== null && !(isUnsigned && match[1] !== '');
}

/** The repair where one reading exists: quotes off or on, `yes` as `true`, a list of one. */
function repairOf({ report, typing }: Context, node: Node, type: string): { readonly repair?: Fix | undefined } {
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
function spaced(report: Report, { at }: ScalarNode): { readonly repair?: Fix | undefined } {
  const raw = report.textOf(at.file).slice(at.start, at.end);
  const lines = raw.split('\n').filter((line) => line.trim() !== '');
  if (!lines.every((line) => /^\s*-/.test(line))) return {};
  // One edit over all lines: each item comes into being with it.
  const text = raw.replace(/(^|\n)([ \t]*-)(?=[^\s-])/g, '$1$2 ');
  return { repair: rewrite({ en: 'add the space after each `-`', zh: '在每个 `-` 后面补上空格' }, true, at, text) };
}

function refuseType(context: Context, node: Node, type: string, name: string): void {
  const { report, typing } = context;
  const words = NAMES[type] ?? { en: 'something else', zh: '别的类型' };
  refuse(report, {
    at: spanOfNode(report, node),
    what: { en: `${name} must be ${words.en}`, zh: `${name} 必须是${words.zh}` },
    label: isOf(node),
    said: typing === 'yaml' ? yamlWords(node, type) : weakWords(node, type, name),
    ...repairOf(context, node, type),
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
  const kind = node.kind === 'map' ? 'map' : node.kind === 'scalar' ? (GO_KINDS[node.type] ?? 'string') : 'slice';
  if (type === 'map') return `'${name}' expected a map, got '${kind}'`;
  const isNumber = type !== 'text' && type !== 'bool';
  if (isNumber && kind === 'string') return `cannot parse '${name}' as int`;
  return `'${name}' expected type '${GO_NAMES[type] ?? type}', got unconvertible type '${kind}'`;
}

function checkPrefix(report: Report, node: ScalarNode, name: string): void {
  const { text } = node.value;
  if (isPrefix(text)) return;
  const meant = isAddress(text) ? `${text}/${text.includes(':') ? 128 : 32}` : undefined;
  refuse(report, {
    at: node.at,
    what: { en: `${name} takes networks such as 10.0.0.0/8`, zh: `${name} 只接受 10.0.0.0/8 这样的网段` },
    label: meant ? { en: 'an address without /mask', zh: '地址后面没有掩码' } : { en: 'not a network', zh: '不是网段' },
    said: `netip.ParsePrefix("${text}"): no '/'`,
    ...(meant
      ? {
          repair: rewrite(
            writes(meant),
            true,
            node.at,
            /^['"]/.test(report.textOf(node.at.file)[node.at.start] ?? '') ? `"${meant}"` : meant,
          ),
        }
      : {}),
  });
}

function checkAddress(report: Report, node: ScalarNode, name: string): void {
  if (isAddress(node.value.text)) return;
  refuse(report, {
    at: node.at,
    what: { en: `${name} takes an IP address`, zh: `${name} 只接受 IP 地址` },
    label: { en: 'not an IP address', zh: '不是 IP 地址' },
    said: `ParseAddr("${node.value.text}"): unable to parse IP`,
  });
}

/** A pattern that Go's regexp2 does not compile. */
function checkRegex(report: Report, node: ScalarNode, name: string, said: string): void {
  const fault = regexFault(node.value.text);
  if (!fault) return;
  refuse(report, {
    at: node.at,
    what: { en: `the pattern in ${name} is not valid`, zh: `${name} 里的正则表达式有误` },
    label: fault,
    said: `${said}: error parsing regexp`,
  });
}
