/** `<<` that merges something other than a map, which yaml.v3 refuses wherever mihomo reads the map (`decode.go: merge`). */
import { entriesOf, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { isPlaceholder, type Report, refuse } from './report.ts';
import { partShape } from './shape.ts';

/** Looks into the keys mihomo knows; maps under others, where anchors are kept, are read only where something merges them. */
export function checkMerges(report: Report, root: MapNode): void {
  if (!report.textOf(root.at.file).includes('<<')) return;
  const known = new Set(partShape('config').map(({ key }) => key));
  const open: Node[] = [...root.merges];
  for (const { key, value } of entriesOf(root).values()) if (known.has(key.value.text)) open.push(value);
  const seen = new Set<Node>();
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'list') for (const item of node.items) open.push(item);
    if (node.kind !== 'map') continue;
    for (const merge of node.merges.flatMap((one) => (one.kind === 'list' ? one.items : [one]))) {
      if (merge.kind === 'scalar') refuseMerge(report, merge);
      else open.push(merge);
    }
    for (const { value } of node.entries) open.push(value);
  }
}

function refuseMerge(report: Report, scalar: ScalarNode): void {
  if (scalar.type === 'null' || isPlaceholder(scalar.value.text)) return;
  refuse(report, {
    at: scalar.at,
    what: { en: '<< merges something that is no map', zh: '`<<` 合并的不是映射' },
    label: {
      en: 'this is a single value; << takes a map, or a list of maps',
      zh: '这里是单个值；`<<` 只能合并映射或映射的列表',
    },
    said: 'yaml: map merge requires map or sequence of maps as the value',
  });
}
