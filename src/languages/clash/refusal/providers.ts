/** What mihomo refuses in `proxy-providers` and `rule-providers` (`adapter/provider/parser.go`, `rules/provider/parse.go`). */
import { regexFault } from '../../../knowledge/dotnet-regex.ts';
import { entriesOf, type Fields, fieldsOf, type MapEntry, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { checkMap, fieldOf } from './decode.ts';
import { refuseStatus } from './groups.ts';
import { checkNodes } from './nodes/index.ts';
import { isOutside, UNSAFE_PATH } from './paths.ts';
import { isRanges } from './ranges.ts';
import { inItem, isPlaceholder, type Report, refuse, refuseWord } from './report.ts';
import { partShape } from './shape.ts';

const SOURCES = ['http', 'file', 'inline'];
const BEHAVIORS = ['domain', 'ipcidr', 'classical'];
const FORMATS = ['yaml', 'text', 'mrs'];

export function checkProxyProviders(report: Report, map: Node | undefined): void {
  for (const entry of entriesIn(map)) {
    const { value, key } = entry;
    if (value.kind !== 'map') continue;
    inItem(report, `parse proxy provider ${key.value.text} error: `, () => checkProxyProvider(report, entry, value));
    if (key.value.text !== 'default') continue;
    refuse(report, {
      at: key.at,
      what: { en: 'a provider cannot be called default', zh: 'provider 不能叫 default' },
      label: { en: 'mihomo keeps this name for itself', zh: '这个名字由 mihomo 保留' },
      said: 'can not defined a provider called `default`',
    });
  }
}

function checkProxyProvider(report: Report, entry: MapEntry, map: MapNode): void {
  const entries = fieldsOf(map);
  checkMap(report, map, partShape('proxy-provider'), 'weak', 'case');
  wordOf(report, entries, 'type', SOURCES, 'unsupport vehicle type');
  for (const key of ['filter', 'exclude-filter']) checkFilter(report, scalarAt(entries, key), key);
  checkPath(report, entries);
  checkStatus(report, fieldOf(entries, 'health-check', 'case')?.value);
  checkPayload(report, entry, entries);
  if (isSifted(entries)) return;
  checkNodes(report, fieldOf(entries, 'payload', 'case')?.value, (index) => `proxy ${index} error: `, isNamed);
}

/** Nodes that a pattern leaves out are not read, and what an override sets may be missing in the node itself. */
function isSifted(entries: Fields): boolean {
  if (['filter', 'exclude-filter', 'exclude-type'].some((key) => (scalarAt(entries, key)?.value.text ?? '') !== '')) {
    return true;
  }
  const override = fieldOf(entries, 'override', 'case')?.value;
  return (
    override?.kind === 'map' && ['up', 'down'].some((key) => fieldOf(fieldsOf(override), key, 'case') !== undefined)
  );
}

/** A node without a name is left out in silence (`provider.go: NewProxiesParser`). */
function isNamed(node: MapNode): boolean {
  const name = fieldsOf(node).get('name')?.value;
  return name?.kind === 'scalar' && name.type === 'string';
}

export function checkRuleProviders(report: Report, map: Node | undefined): void {
  for (const entry of entriesIn(map)) {
    if (entry.value.kind !== 'map') continue;
    const entries = fieldsOf(entry.value);
    checkMap(report, entry.value, partShape('rule-provider'), 'weak', 'case');
    wordOf(report, entries, 'type', SOURCES, 'unsupported vehicle type');
    wordOf(report, entries, 'behavior', BEHAVIORS, 'unsupported behavior type');
    wordOf(report, entries, 'format', FORMATS, 'unsupported format type');
    checkPath(report, entries);
    checkBinary(report, entry.key.value.text, entries);
  }
}

/** `mrs_reader.go`: only names and networks are kept in that form. */
function checkBinary(report: Report, name: string, entries: Fields): void {
  const format = scalarAt(entries, 'format');
  const isClassical = scalarAt(entries, 'behavior')?.value.text === 'classical';
  if (format?.value.text !== 'mrs' || !isClassical || scalarAt(entries, 'type')?.value.text === 'inline') return;
  refuse(report, {
    at: format.at,
    what: { en: 'no mrs file holds classical rules', zh: 'mrs 格式不支持 classical 规则' },
    label: { en: 'mrs is for behavior domain or ipcidr', zh: 'mrs 只能用于 behavior: domain 或 ipcidr' },
    said: `initial rule provider ${name} error: invalid format`,
    isLate: 'set',
  });
}

/** `path` of a provider that is fetched or read: a relative one leads to a place below mihomo's folder. */
function checkPath(report: Report, entries: Fields): void {
  const path = scalarAt(entries, 'path');
  if (!path || scalarAt(entries, 'type')?.value.text === 'inline' || !isOutside(path.value.text)) return;
  refuse(report, {
    at: path.at,
    what: {
      en: 'the path of a provider leads out of mihomo’s folder',
      zh: 'provider 的 path 指向了 mihomo 的目录之外',
    },
    label: { en: 'begins in that folder, and leaves it with ..', zh: '相对路径从该目录算起，`..` 会离开它' },
    said: `path is not subpath of home directory or SAFE_PATHS: ${path.value.text}`,
    versions: UNSAFE_PATH,
  });
}

/** What a health check takes for well, read also where it is off. */
function checkStatus(report: Report, check: Node | undefined): void {
  const status = check?.kind === 'map' ? scalarAt(fieldsOf(check), 'expected-status') : undefined;
  if (status && !isRanges(status.value.text)) refuseStatus(report, status);
}

/** A provider of type inline is its payload. */
function checkPayload(report: Report, { key }: MapEntry, entries: Fields): void {
  const payload = fieldOf(entries, 'payload', 'case');
  const isEmpty = payload?.value.kind === 'list' && payload.value.items.length === 0;
  if ((payload && !isEmpty) || scalarAt(entries, 'type')?.value.text !== 'inline') return;
  refuse(report, {
    at: (payload?.key ?? key).at,
    what: { en: 'an inline provider has no payload', zh: 'inline 类型的 provider 没有写 payload' },
    label: { en: 'payload: is the list of its nodes', zh: 'payload: 就是它的节点列表' },
    said: isEmpty ? "file doesn't have any proxy" : 'file must have a `proxies` field',
  });
}

function entriesIn(map: Node | undefined): readonly MapEntry[] {
  return map?.kind === 'map' ? [...entriesOf(map).values()] : [];
}

function scalarAt(entries: Fields, key: string): ScalarNode | undefined {
  const node = fieldOf(entries, key, 'case')?.value;
  return node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
}

function wordOf(report: Report, entries: Fields, key: string, words: readonly string[], said: string): void {
  const node = scalarAt(entries, key);
  if (node && node.value.text !== '' && !words.includes(node.value.text)) {
    refuseWord(report, node, words, `${said}: ${node.value.text}`, key);
  }
}

/** Unlike in groups a bad pattern is an error with a message. */
function checkFilter(report: Report, filter: ScalarNode | undefined, key: string): void {
  const fault = filter?.value.text
    .split('`')
    .map(regexFault)
    .find((found) => found !== undefined);
  if (!filter || !fault) return;
  refuse(report, {
    at: filter.at,
    what: { en: `the pattern in ${key} is not valid`, zh: `${key} 里的正则表达式有误` },
    label: fault,
    said: key === 'filter' ? 'invalid filter regex' : 'invalid excludeFilter regex',
  });
}
