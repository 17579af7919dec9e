/**
 * Clash Party (formerly mihomo-party): the current profile, overrides (global ones first, then the profile's own), the
 * profile's list of rules, and `mihomo.yaml` forced over all of it. The order is that of `src/main/core/factory.ts:
 * generateProfile` (mihomo-party `6cb432de`, v1.7, April 2025; Clash Party `a797e89f`, v1.9.6).
 */
import type { ClashComposition, Composition, Document, Text } from '../../../core.ts';
import { dirname } from '../../../text.ts';
import { rulesOf } from '../lower.ts';
import { get, itemsOf, type ListNode, type MapNode, type Node, scalarAt } from '../tree.ts';
import { lowered } from './lowered.ts';
import { patchRules } from './merge.ts';
import { forced, layOver } from './over.ts';
import { rootOf } from './roots.ts';
import { addLayer, changesNothing, mapAt, partsLike, pathOf, type Work } from './work.ts';

const CLIENT = 'Clash Party';
const SETTINGS: Text = { en: `the settings of ${CLIENT}`, zh: `${CLIENT} 自己的设置` };
const OVERRIDE: Text = { en: `an override of ${CLIENT}`, zh: `${CLIENT} 的覆写` };
const RULES: Text = { en: `the rules list of the profile in ${CLIENT}`, zh: `${CLIENT} 中这份订阅的规则列表` };
const RUNNING = /^work\/(?:[^/]+\/)?config\.yaml$/;
const PARTS: readonly (readonly [RegExp, Text])[] = [
  [/^profiles\/[^/]+\.yaml$/, { en: `a profile that ${CLIENT} keeps`, zh: `${CLIENT} 保存的订阅` }],
  [/^override\/[^/]+\.(?:yaml|js)$/, OVERRIDE],
  [/^rules\/[^/]+\.yaml$/, RULES],
  [/^(?:config|mihomo|override)\.yaml$/, SETTINGS],
  [
    RUNNING,
    { en: `what ${CLIENT} wrote for the core when it last started it`, zh: `${CLIENT} 上次启动内核时写出的文件` },
  ],
];
const SCRIPT: Text = {
  en: `an override of ${CLIENT} decides by a script, or in a way that its versions read differently`,
  zh: `${CLIENT} 的某个覆写是脚本，或者写法在不同版本里含义不同`,
};
const LASTING: Text = {
  en: `an override of ${CLIENT}, under +rules`,
  zh: `${CLIENT} 的覆写里，写在 +rules 下面`,
};

/** The configuration a `profile.yaml` stands for; undefined where the current profile is not there or cannot be read. */
export function composeParty(
  index: string,
  root: Node | undefined,
  documents: ReadonlyMap<string, Document>,
): Composition | undefined {
  const folder = dirname(index);
  const id = scalarAt(root, 'current')?.text ?? '';
  const item = itemsOf(get(root, 'items')).find((one) => scalarAt(one, 'id')?.text === id);
  const config = mapAt({ folder, documents }, `profiles/${id}.yaml`);
  if (!item || !config) return undefined;
  const work: Work = { folder, documents, layers: [], config };
  const name = scalarAt(item, 'name')?.text ?? id;
  const subscription = {
    en: `the subscription ${name}, which ${CLIENT} downloads again`,
    zh: `订阅“${name}”，${CLIENT} 更新时会覆盖它`,
  };
  addLayer(work, pathOf(folder, `profiles/${id}.yaml`), 'subscription', subscription, config);
  const parts = partsLike(work, PARTS);
  const isSure = layOverrides(work, item) && layRules(work, id);
  if (!isSure) {
    const written = [...parts.keys()].filter((file) => RUNNING.test(file.slice(folder === '' ? 0 : folder.length + 1)));
    for (const file of written) parts.delete(file);
    return { facts: [], parts, incomplete: written.length > 0 ? undefined : SCRIPT };
  }
  const ruleList = frontOf(work, id);
  layApp(work);
  const composition: ClashComposition = {
    client: CLIENT,
    layers: work.layers,
    lasting: LASTING,
    ruleList,
  };
  return { facts: lowered(index, work.config, composition, documents), parts };
}

/** Global overrides, then those that the profile names, each once. False: one of them cannot be told. */
function layOverrides(work: Work, profile: Node): boolean {
  const known = itemsOf(get(mapAt(work, 'override.yaml'), 'items'));
  const idOf = (item: Node): string => scalarAt(item, 'id')?.text ?? '';
  const everywhere = known.filter((item) => scalarAt(item, 'global')?.text === 'true').map(idOf);
  const own = itemsOf(get(profile, 'override')).flatMap((one) => (one.kind === 'scalar' ? [one.value.text] : []));
  return [...new Set([...everywhere, ...own])].every((id) => {
    const item = known.find((one) => idOf(one) === id);
    if (!item) return true;
    if (scalarAt(item, 'ext')?.text === 'js') return changesNothing(work, pathOf(work.folder, `override/${id}.js`));
    return layOverride(work, id);
  });
}

function layOverride(work: Work, id: string): boolean {
  const root = mapAt(work, `override/${id}.yaml`);
  if (!root) return true;
  const laid = layOver(work.config, root);
  if (!laid) return false;
  work.config = laid;
  addLayer(work, pathOf(work.folder, `override/${id}.yaml`), 'merge', OVERRIDE, root);
  return true;
}

/** `rules/<profile>.yaml`; a rule with a number in front goes to that place, which is not followed here. */
function layRules(work: Work, id: string): boolean {
  const root = mapAt(work, `rules/${id}.yaml`);
  if (!root) return true;
  const [prepend, append, removed] = ['prepend', 'append', 'delete'].map((key) => listOf(root, key));
  const added = [...rulesOf(prepend), ...rulesOf(append)];
  if (added.some(({ type }) => /^\d+$/.test(type))) return false;
  const names = itemsOf(removed).flatMap((one) => (one.kind === 'scalar' ? [one.value.text] : []));
  work.config = patchRules(work.config, {
    prepend: prepend as ListNode,
    append: append as ListNode,
    removed: new Set(names),
  });
  addLayer(work, pathOf(work.folder, `rules/${id}.yaml`), 'rules', RULES, root);
  return true;
}

/** A list of a map, an empty one where it has none. */
function listOf(root: MapNode, key: string): ListNode {
  const node = get(root, key);
  return node?.kind === 'list' ? node : { kind: 'list', at: node?.at ?? root.at, flow: false, items: [] };
}

/** Where a new rule comes before all others: the list of the profile, else the last override that puts rules in front. */
function frontOf(work: Work, id: string): ClashComposition['ruleList'] {
  const own = get(mapAt(work, `rules/${id}.yaml`), 'prepend');
  const overrides = work.layers.filter(({ role }) => role === 'merge').reverse();
  const fronts = overrides.map(({ file }) => {
    const root = rootOf(work.documents.get(file));
    return get(root, '+rules') ?? get(root, '+<rules>');
  });
  const list = [own, ...fronts].find((node): node is ListNode => node?.kind === 'list');
  return list && { at: list.at, items: list.items.map(({ at }) => at) };
}

/** `mihomo.yaml` wins, but for what the app is told to leave to the profile. */
function layApp(work: Work): void {
  const root = mapAt(work, 'mihomo.yaml');
  if (!root) return;
  const app = mapAt(work, 'config.yaml');
  const isOff = (key: string): boolean => scalarAt(app, key)?.text === 'false';
  const left = [...(isOff('controlDns') ? ['dns', 'hosts'] : []), ...(isOff('controlSniff') ? ['sniffer'] : [])];
  work.config = forced(work.config, root, new Set(left));
  addLayer(work, pathOf(work.folder, 'mihomo.yaml'), 'app', SETTINGS, root);
}
