/**
 * clashctl (nelvko/clash-for-linux-install `b2d4cbd6`, August 2026, `_merge_config`): the subscription in use, `mixin.yaml`
 * merged over it, and the rules, nodes and groups that the mixin puts before and after.
 */
import type { ClashComposition, Composition, Document, Text } from '../../../core.ts';
import { dirname } from '../../../text.ts';
import { rulesOf } from '../lower.ts';
import { entriesOf, get, itemsOf, type ListNode, type MapNode, type Node } from '../tree.ts';
import { lowered } from './lowered.ts';
import { mergeMaps, withEntry, without } from './merge.ts';
import { addLayer, mapAt, partsLike, pathOf, type Work } from './work.ts';

const CLIENT = 'clashctl';
const SUBSCRIPTION: Text = {
  en: `the subscription that ${CLIENT} downloads again`,
  zh: `${CLIENT} 更新时会覆盖的订阅`,
};
const MIXIN: Text = { en: `the mixin of ${CLIENT}`, zh: `${CLIENT} 的 mixin` };
const RUNNING = 'runtime.yaml';
const PARTS: readonly (readonly [RegExp, Text])[] = [
  [/^(?:config|temp|profiles\/[^/]+)\.yaml$/, SUBSCRIPTION],
  [/^mixin\.yaml$/, MIXIN],
  [
    /^runtime\.yaml$/,
    { en: `what ${CLIENT} wrote for the core when it last started it`, zh: `${CLIENT} 上次启动内核时写出的文件` },
  ],
];
const UNSURE: Text = {
  en: `versions of ${CLIENT} read this mixin differently`,
  zh: `不同版本的 ${CLIENT} 对这份 mixin 的处理不同`,
};
const LASTING: Text = {
  en: `the mixin of ${CLIENT} (clashctl mixin -e), under rules.prepend`,
  zh: `${CLIENT} 的 mixin（clashctl mixin -e），写在 rules.prepend 下面`,
};
const FIELDS = ['rules', 'proxies', 'proxy-groups'] as const;

/** The configuration a `mixin.yaml` stands for beside `config.yaml`; undefined where that is not there or cannot be read. */
export function composeClashctl(
  index: string,
  root: Node | undefined,
  documents: ReadonlyMap<string, Document>,
): Composition | undefined {
  const folder = dirname(index);
  const config = mapAt({ folder, documents }, 'config.yaml');
  if (!config) return undefined;
  const work: Work = { folder, documents, layers: [], config };
  const parts = partsLike(work, PARTS);
  addLayer(work, pathOf(folder, 'config.yaml'), 'subscription', SUBSCRIPTION, config);
  const mixin = root?.kind === 'map' ? root : undefined;
  if (mixin && !isCertain(mixin)) {
    const isWritten = parts.delete(pathOf(folder, RUNNING));
    return { facts: [], parts, incomplete: isWritten ? undefined : UNSURE };
  }
  if (mixin) layMixin(work, mixin);
  if (mixin) addLayer(work, index, 'rules', MIXIN, mixin);
  const ruleList = mixin && frontOf(mixin);
  const composition: ClashComposition = {
    client: CLIENT,
    layers: work.layers,
    lasting: LASTING,
    ruleList,
  };
  return { facts: lowered(index, work.config, composition, documents), parts };
}

/** Plain lists are of older versions, and nodes that are put into groups can come first or last in them. */
function isCertain(mixin: MapNode): boolean {
  return FIELDS.every((field) => {
    const node = get(mixin, field);
    if (!node || (node.kind === 'scalar' && node.type === 'null')) return true;
    const injected = get(node, 'inject');
    return node.kind === 'map' && (injected?.kind !== 'map' || entriesOf(injected).size === 0);
  });
}

function layMixin(work: Work, mixin: MapNode): void {
  const plain = ['_custom', ...FIELDS].reduce(without, mixin);
  work.config = mergeMaps(work.config, plain, false);
  for (const field of FIELDS) {
    const over = get(mixin, field);
    const entry = entriesOf(mixin).get(field);
    if (over?.kind !== 'map' || !entry) continue;
    const before = get(over, 'prepend') ?? get(over, 'prefix');
    const after = get(over, 'append') ?? get(over, 'suffix');
    const old = entriesOf(work.config).get(field);
    const at = old?.value.at ?? over.at;
    const key = old?.key ?? entry.key;
    const value: Node =
      field === 'rules'
        ? { kind: 'rules', at, rules: [...rulesOf(before), ...rulesOf(old?.value), ...rulesOf(after)] }
        : { kind: 'list', at, flow: false, items: listed(before, old?.value, after, get(over, 'override')) };
    work.config = withEntry(work.config, { key, value });
  }
}

/** The items in their order; one of the subscription that an override names is that override. */
function listed(
  before: Node | undefined,
  own: Node | undefined,
  after: Node | undefined,
  overrides: Node | undefined,
): Node[] {
  const nameOf = (item: Node): string => {
    const name = get(item, 'name');
    return name?.kind === 'scalar' ? name.value.text : '';
  };
  const over = new Map(itemsOf(overrides).map((item) => [nameOf(item), item]));
  const replaced = itemsOf(own).map((item) => over.get(nameOf(item)) ?? item);
  return [...itemsOf(before), ...replaced, ...itemsOf(after)];
}

function frontOf(mixin: MapNode): ClashComposition['ruleList'] {
  const rules = get(mixin, 'rules');
  const list = get(rules, 'prepend') ?? get(rules, 'prefix');
  if (list?.kind === 'scalar' && list.type === 'null') return { at: list.at, items: [] };
  return list?.kind === 'list' ? { at: list.at, items: (list as ListNode).items.map(({ at }) => at) } : undefined;
}
