/** What mihomo refuses in `proxy-groups` (`config/utils.go`, `adapter/outboundgroup/parser.go`) besides names and loops. */
import type { Text } from '../../../core.ts';
import { regexFault } from '../../../knowledge/dotnet-regex.ts';
import { closest } from '../../../knowledge/spelling.ts';
import { type Fields, fieldsOf, itemsOf, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { checkMap, fieldOf } from './decode.ts';
import { isRanges } from './ranges.ts';
import {
  fullWidthColon,
  inItem,
  inQuotes,
  isPlaceholder,
  NEWER,
  type Report,
  refuse,
  refuseWord,
  rewrite,
  spanOfNode,
  writes,
} from './report.ts';
import { type Field, GROUP_TYPES, groupShape } from './shape.ts';

/** Types of other cores: OpenClash ships one with `smart`. */
const FOREIGN_TYPES = new Set(['smart']);

export function checkGroups(report: Report, list: Node | undefined): void {
  for (const [index, item] of itemsOf(list).entries()) if (item.kind === 'map') checkGroup(report, item, index);
}

function checkGroup(report: Report, map: MapNode, index: number): void {
  const entries = fieldsOf(map);
  checkName(report, map, entries, `proxy group ${index}: missing name`);
  const type = scalarOf(fieldOf(entries, 'type', 'case')?.value);
  const name = type?.value.text ?? '';
  const title = scalarOf(entries.get('name')?.value)?.value.text ?? '';
  // Keys of all groups are decoded when mihomo sorts the groups, those of a type when it makes them (`config/utils.go`).
  const shape = groupShape(name).filter(({ key }) => key !== 'name');
  inItem(report, `ProxyGroup ${title}: `, () => checkMap(report, map, shape.filter(isCommon), 'weak', 'case'));
  checkMap(
    report,
    map,
    shape.filter((field) => !isCommon(field)),
    'weak',
    'case',
  );
  if (type) checkType(report, type, title);
  for (const key of ['filter', 'exclude-filter'])
    checkFilter(report, scalarOf(fieldOf(entries, key, 'case')?.value), key);
  const status = scalarOf(fieldOf(entries, 'expected-status', 'case')?.value);
  if (status && !isRanges(status.value.text)) refuseStatus(report, status);
  const strategy = scalarOf(fieldOf(entries, 'strategy', 'case')?.value);
  const strategies = ['consistent-hashing', 'round-robin', 'sticky-sessions'];
  if (name === 'load-balance' && strategy && strategy.value.text !== '' && !strategies.includes(strategy.value.text)) {
    refuseWord(report, strategy, strategies, `unsupported strategy: ${strategy.value.text}`, 'strategy');
  }
}

const COMMON_KEYS: ReadonlySet<string> = new Set(groupShape('').map(({ key }) => key));
const isCommon = ({ key }: Field): boolean => COMMON_KEYS.has(key);

function scalarOf(node: Node | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
}

/** A group's name is taken as it stands: its key in small letters, its value a text (`config.go: parseProxies`). */
function checkName(report: Report, map: MapNode, entries: Fields, said: string): void {
  const name = entries.get('name')?.value;
  if (!name) {
    const other = fieldOf(entries, 'name', 'case');
    refuse(report, {
      at: other?.key.at ?? spanOfNode(report, map),
      what: { en: 'a group has no name', zh: '有策略组没有写 name' },
      label: other
        ? { en: 'this key counts only in lower case', zh: '这个键必须小写' }
        : { en: 'name: is missing', zh: '缺少 name:' },
      said,
      ...fullWidthColon(report, map, 'name'),
      ...(other ? { repair: rewrite(writes('name'), true, other.key.at, 'name') } : {}),
    });
    return;
  }
  if (name.kind === 'scalar' && (name.type === 'string' || name.type === 'null' || isPlaceholder(name.value.text)))
    return;
  refuse(report, {
    at: spanOfNode(report, name),
    what: { en: 'the name of a group must be text', zh: '策略组的 name 必须是文本' },
    label:
      name.kind === 'scalar'
        ? { en: 'without quotes, YAML reads a number or a truth value', zh: '不加引号时，YAML 会读成数字或布尔值' }
        : { en: 'this is not a text', zh: '这里不是文本' },
    said,
    repair: name.kind === 'scalar' ? inQuotes(name.value, true) : undefined,
  });
}

const RELAY: Text = {
  en: 'Cores from v1.19.17 (2025) on refuse it: chain nodes with dialer-proxy. Older ones, and Clash Premium, load it.',
  zh: '从 v1.19.17（2025 年）起的内核会拒绝，请改用节点的 dialer-proxy 组成链路；更早的版本和 Clash Premium 可以加载。',
};

function checkType(report: Report, type: ScalarNode, title: string): void {
  const { text } = type.value;
  if (GROUP_TYPES.includes(text) || FOREIGN_TYPES.has(text) || type.type !== 'string') return;
  if (text === 'relay') {
    refuse(report, {
      at: type.at,
      what: { en: 'groups of type relay were removed', zh: 'relay 类型的策略组已被移除' },
      label: { en: 'a chain is made with dialer-proxy now', zh: '链路现在用 dialer-proxy 来写' },
      said: `unsupported type: The group [${title}] with relay type was removed, please using dialer-proxy instead`,
      versions: RELAY,
    });
    return;
  }
  const meant = closest(text, GROUP_TYPES);
  const said = `unsupported type: ${text}`;
  if (meant) {
    refuseWord(report, type, GROUP_TYPES, said, 'type', meant);
    return;
  }
  refuse(report, {
    at: type.at,
    what: { en: `mihomo has no groups of type ${text}`, zh: `mihomo 没有 ${text} 类型的策略组` },
    label: { en: `one of ${GROUP_TYPES.join(', ')}`, zh: `只能是 ${GROUP_TYPES.join('、')}` },
    said,
    versions: NEWER,
  });
}

/** Several patterns are parted by backticks; one that does not compile stops mihomo with a stack trace (`MustCompile`). */
function checkFilter(report: Report, filter: ScalarNode | undefined, key: string): void {
  if (!filter || filter.value.text === '') return;
  const fault = filter.value.text
    .split('`')
    .map(regexFault)
    .find((found) => found !== undefined);
  if (!fault) return;
  refuse(report, {
    at: filter.at,
    what: { en: `the pattern in ${key} is not valid`, zh: `${key} 里的正则表达式有误` },
    label: fault,
    said: 'panic: regexp2: Compile(…): error parsing regexp',
  });
}

/** An `expected-status` that is none. */
export function refuseStatus(report: Report, status: ScalarNode): void {
  refuse(report, {
    at: status.at,
    what: {
      en: 'expected-status takes numbers such as 204 or 200-299',
      zh: 'expected-status 只接受 204、200-299 这样的数字',
    },
    label: { en: 'not a status', zh: '不是状态码' },
    said: `invalid range: ${status.value.text}`,
  });
}
