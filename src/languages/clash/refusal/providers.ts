/** What mihomo refuses in `proxy-providers` and `rule-providers` (`adapter/provider/parser.go`, `rules/provider/parse.go`). */
import { regexFault } from '../../../knowledge/dotnet-regex.ts';
import { entriesOf, type Fields, fieldsOf, type MapEntry, type Node, type ScalarNode } from '../tree.ts';
import { checkMap, fieldOf } from './decode.ts';
import { checkNodes } from './nodes.ts';
import { isPlaceholder, type Report, refuse, refuseWord } from './report.ts';
import { partShape } from './shape.ts';

const SOURCES = ['http', 'file', 'inline'];
const BEHAVIORS = ['domain', 'ipcidr', 'classical'];
const FORMATS = ['yaml', 'text', 'mrs'];

export function checkProxyProviders(report: Report, map: Node | undefined): void {
  for (const entry of entriesIn(map)) {
    if (entry.value.kind !== 'map') continue;
    const fields = fieldsOf(entry.value);
    checkMap(report, entry.value, partShape('proxy-provider'), 'weak', 'case');
    wordOf(report, fields, 'type', SOURCES, 'unsupport vehicle type');
    for (const key of ['filter', 'exclude-filter']) checkFilter(report, scalarAt(fields, key), key);
    if (entry.key.value.text === 'default') {
      refuse(report, {
        at: entry.key.at,
        what: { en: 'a provider cannot be called default', zh: 'provider 不能叫 default' },
        label: { en: 'mihomo keeps this name for itself', zh: '这个名字由 mihomo 保留' },
        said: 'can not defined a provider called `default`',
      });
    }
    checkNodes(report, fieldOf(fields, 'payload', 'case')?.value);
  }
}

export function checkRuleProviders(report: Report, map: Node | undefined): void {
  for (const entry of entriesIn(map)) {
    if (entry.value.kind !== 'map') continue;
    const fields = fieldsOf(entry.value);
    checkMap(report, entry.value, partShape('rule-provider'), 'weak', 'case');
    wordOf(report, fields, 'type', SOURCES, 'unsupported vehicle type');
    wordOf(report, fields, 'behavior', BEHAVIORS, 'unsupported behavior type');
    wordOf(report, fields, 'format', FORMATS, 'unsupported format type');
  }
}

function entriesIn(map: Node | undefined): readonly MapEntry[] {
  return map?.kind === 'map' ? [...entriesOf(map).values()] : [];
}

function scalarAt(fields: Fields, key: string): ScalarNode | undefined {
  const node = fieldOf(fields, key, 'case')?.value;
  return node?.kind === 'scalar' && node.type !== 'null' && !isPlaceholder(node.value.text) ? node : undefined;
}

function wordOf(report: Report, fields: Fields, key: string, words: readonly string[], said: string): void {
  const node = scalarAt(fields, key);
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
