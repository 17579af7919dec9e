/**
 * Clash Verge Rev: the current profile, the layers the user lays over it, the settings of the app. The order is that of
 * `src-tauri/src/enhance/mod.rs: enhance`, the same from v1.7.1 to v2.5.0-rc (2026-05): profile, global merge and script,
 * lists of rules, proxies and groups, the profile's own merge and script, the app's settings, clean-up, TUN, DNS.
 */
import type { ClashComposition, Composition, Document, Text } from '../../../core.ts';
import { dirname } from '../../../text.ts';
import { entriesOf, get, itemsOf, type MapNode, type Node, scalarAt } from '../tree.ts';
import { lowered } from './lowered.ts';
import { listPatch, mergeMaps, patchNamed, patchRules } from './merge.ts';
import { rootOf } from './roots.ts';
import { layApp, withChoices } from './verge-app.ts';
import {
  CLIENT,
  fileOf,
  GENERATED,
  type Item,
  isElsewhere,
  itemsIn,
  layerOf,
  partsOf,
  titleOf,
  type VergeWork,
  WRITTEN,
} from './verge-index.ts';
import { addLayer, changesNothing, pathOf } from './work.ts';

const SCRIPT: Text = {
  en: `a script decides what ${CLIENT} makes of these files`,
  zh: `${CLIENT} 最终的配置由扩展脚本决定`,
};
const OLD: Text = {
  en: `${CLIENT} up to v1.6 put these files together, in an order of its own (chain)`,
  zh: `这些文件属于 v1.6 及更早的 ${CLIENT}，组合顺序不同（chain）`,
};
const GONE: Text = {
  en: `the file of the current profile of ${CLIENT} is not here, or cannot be read`,
  zh: `${CLIENT} 当前订阅的文件不在这里，或者无法读取`,
};
const ELSEWHERE: Text = {
  en: `a layer of ${CLIENT} is in a folder that was not read`,
  zh: `${CLIENT} 的一个覆写文件在没有读取的文件夹里`,
};
const LASTING: Text = {
  en: `the rules list of the profile (${CLIENT}: Edit Rules, prepend)`,
  zh: `这份订阅的规则列表（${CLIENT}：编辑规则，prepend）`,
};

/** The configuration an index stands for; undefined where it lists nothing. */
export function composeVerge(
  index: string,
  root: Node | undefined,
  documents: ReadonlyMap<string, Document>,
): Composition | undefined {
  const folder = dirname(index);
  const items = itemsIn(root);
  if (items.size === 0) return undefined;
  const profile = items.get(scalarAt(root, 'current')?.text ?? '');
  const file = profile && fileOf({ folder, documents }, profile);
  const config = file === undefined ? undefined : rootOf(documents.get(file));
  const work: VergeWork = { folder, documents, items, layers: [], config: NOTHING };
  if (!profile) return asWritten(index, work, undefined, undefined);
  if (file === undefined || config?.kind !== 'map') return asWritten(index, work, profile, GONE);
  // Up to v1.6 the chain named the layers, and what they mean has changed since.
  if (itemsOf(get(root, 'chain')).length > 0) return asWritten(index, work, profile, OLD);
  work.config = config;
  const role = profile.type === 'local' ? 'local' : 'subscription';
  addLayer(work, file, role, titleOf(profile.type, profile.name), config);
  const uids = layerUids(profile);
  if (['Merge', 'Script', ...Object.values(uids)].some((uid) => isElsewhere(work, uid)))
    return asWritten(index, work, profile, ELSEWHERE);
  if (!layUser(work, profile)) return asWritten(index, work, profile, SCRIPT);
  const ruleList = ruleListOf(work, profile);
  layApp(work);
  const composition: ClashComposition = { client: CLIENT, layers: work.layers, lasting: LASTING, ruleList };
  const facts = lowered(index, withChoices(work.config, profile.map), composition, documents);
  return { facts, parts: partsOf(work) };
}

const NOTHING: MapNode = { kind: 'map', at: { file: '', start: 0, end: 0 }, flow: false, entries: [], merges: [] };

/** What the app wrote for the core, where its layers cannot be followed; `why` is told where it wrote nothing. */
function asWritten(index: string, work: VergeWork, profile: Item | undefined, why: Text | undefined): Composition {
  const parts = partsOf(work);
  const file = pathOf(work.folder, GENERATED);
  const written = rootOf(work.documents.get(file));
  if (written?.kind !== 'map' || !get(written, 'rules')) return { facts: [], parts, incomplete: why };
  const layers: VergeWork = { ...work, layers: [] };
  addLayer(layers, file, 'app', WRITTEN, written);
  const composition: ClashComposition = { client: CLIENT, layers: layers.layers, lasting: LASTING };
  const config = profile ? withChoices(written, profile.map) : written;
  return { facts: lowered(index, config, composition, work.documents), parts };
}

/** Applies the user's layers. False: a script decides, and scripts are never run here. */
function layUser(work: VergeWork, profile: Item): boolean {
  const uids = layerUids(profile);
  layMerge(work, 'Merge');
  for (const role of ['rules', 'proxies', 'groups'] as const) layList(work, uids[role], role);
  layMerge(work, uids.merge);
  return [...new Set(['Script', uids.script])].every((uid) => isIdle(work, uid));
}

/** The layers of a profile; one that it does not name is the one of this name (`collect_profile_items`). */
function layerUids(profile: Item): Readonly<Record<'merge' | 'script' | 'rules' | 'proxies' | 'groups', string>> {
  const option = get(profile.map, 'option');
  const uid = (key: string, name: string): string => scalarAt(option, key)?.text ?? name;
  return {
    merge: uid('merge', 'Merge'),
    script: uid('script', 'Script'),
    rules: uid('rules', 'Rules'),
    proxies: uid('proxies', 'Proxies'),
    groups: uid('groups', 'Groups'),
  };
}

function layMerge(work: VergeWork, uid: string): void {
  const layer = layerOf(work, uid, 'merge');
  if (!layer) return;
  work.config = mergeMaps(work.config, layer.root);
  if (work.layers.every(({ file }) => file !== layer.file)) {
    addLayer(work, layer.file, 'merge', titleOf('merge', ''), layer.root);
  }
}

function layList(work: VergeWork, uid: string, role: 'rules' | 'proxies' | 'groups'): void {
  const layer = layerOf(work, uid, role);
  const patch = listPatch(layer?.root);
  if (!layer || !patch) return;
  addLayer(work, layer.file, role, titleOf(role, ''), layer.root);
  if (role === 'rules') work.config = patchRules(work.config, patch);
  else work.config = patchNamed(work.config, patch, role === 'groups' ? 'proxy-groups' : 'proxies');
}

/** Is the script that an item names, if there is one, the template that the app writes? */
function isIdle(work: VergeWork, uid: string): boolean {
  const item = work.items.get(uid);
  return item?.type !== 'script' || changesNothing(work, fileOf(work, item));
}

/** The `prepend` list of the profile's rules; its own merge discards it by setting `rules`. */
function ruleListOf(work: VergeWork, profile: Item): ClashComposition['ruleList'] {
  const uids = layerUids(profile);
  const layer = layerOf(work, uids.rules, 'rules');
  const merge = layerOf(work, uids.merge, 'merge');
  const patch = listPatch(layer?.root);
  if (!patch) return undefined;
  const list = { at: patch.prepend.at, items: patch.prepend.items.map(({ at }) => at) };
  const isReplaced = merge && [...entriesOf(merge.root).keys()].some((key) => key.toLowerCase() === 'rules');
  return isReplaced ? { ...list, isReplaced: true } : list;
}
