/**
 * Clash Verge Rev: the current profile, the layers the user lays over it, the settings of the app. The order is that of
 * `src-tauri/src/enhance/mod.rs: enhance`, the same from v1.7.1 to v2.5.0-rc (2026-05): profile, global merge and script,
 * lists of rules, proxies and groups, the profile's own merge and script, the app's settings, clean-up, TUN, DNS.
 */
import type { ClashComposition, Composition, Document, Text } from '../../../core.ts';
import { dirname } from '../../../text.ts';
import { entriesOf, get, itemsOf, type MapNode, type Node, scalarAt } from '../tree.ts';
import { lowered } from './lowered.ts';
import { cleanGroups, listPatch, mergeMaps, patchNamed, patchRules, withEntry, without } from './merge.ts';
import { rootOf } from './roots.ts';
import { addLayer, changesNothing, pathOf, type Work } from './work.ts';

/** One item of `profiles.yaml`. */
interface Item {
  readonly uid: string;
  readonly file: string;
  readonly type: string;
  readonly name: string;
  readonly map: MapNode;
}

interface VergeWork extends Work {
  readonly items: ReadonlyMap<string, Item>;
}

const CLIENT = 'Clash Verge Rev';
/** What the app writes for the core. */
const GENERATED = 'clash-verge.yaml';
const APP_FILES = ['config.yaml', 'verge.yaml', 'dns_config.yaml', 'clash-verge-check.yaml'];

const SCRIPT: Text = {
  en: `a script decides what ${CLIENT} makes of these files`,
  zh: `${CLIENT} 最终的配置由扩展脚本决定`,
};
const LASTING: Text = {
  en: `the rules list of the profile (${CLIENT}: Edit Rules, prepend)`,
  zh: `这份订阅的规则列表（${CLIENT}：编辑规则，prepend）`,
};

/** The configuration an index stands for; undefined where the current profile is not there or cannot be read. */
export function composeVerge(
  index: string,
  root: Node | undefined,
  documents: ReadonlyMap<string, Document>,
): Composition | undefined {
  const folder = dirname(index);
  const items = itemsIn(root);
  const profile = items.get(scalarAt(root, 'current')?.text ?? '');
  const file = profile && pathOf(folder, `profiles/${profile.file}`);
  const config = file === undefined ? undefined : rootOf(documents.get(file));
  if (!profile || file === undefined || config?.kind !== 'map') return undefined;
  const work: VergeWork = { folder, documents, items, layers: [], config };
  addLayer(
    work,
    file,
    profile.type === 'local' ? 'local' : 'subscription',
    titleOf(profile.type, profile.name),
    config,
  );
  const isSure = layUser(work, profile);
  const parts = partsOf(work);
  const generated = pathOf(folder, GENERATED);
  if (!isSure) {
    const isWritten = parts.delete(generated);
    return { facts: [], parts, ...(isWritten ? {} : { incomplete: SCRIPT }) };
  }
  const ruleList = ruleListOf(work, profile);
  layApp(work);
  const composition: ClashComposition = { client: CLIENT, layers: work.layers, lasting: LASTING, ruleList };
  return { facts: lowered(index, work.config, composition, documents), parts };
}

function itemsIn(root: Node | undefined): ReadonlyMap<string, Item> {
  const items = new Map<string, Item>();
  for (const map of itemsOf(get(root, 'items'))) {
    const text = (key: string): string => scalarAt(map, key)?.text ?? '';
    if (map.kind !== 'map' || text('uid') === '') continue;
    items.set(text('uid'), { uid: text('uid'), file: text('file'), type: text('type'), name: text('name'), map });
  }
  return items;
}

const TITLES: Readonly<Record<string, (name: string) => Text>> = {
  remote: (name) => ({
    en: `the subscription ${name}, which ${CLIENT} downloads again`,
    zh: `订阅“${name}”，${CLIENT} 更新时会覆盖它`,
  }),
  local: (name) => ({ en: `the profile ${name} of ${CLIENT}`, zh: `${CLIENT} 的本地配置“${name}”` }),
  merge: () => ({ en: `a merge layer of ${CLIENT}`, zh: `${CLIENT} 的扩展覆写（merge）` }),
  rules: () => ({ en: `the rules list of the profile in ${CLIENT}`, zh: `${CLIENT} 中这份订阅的规则列表` }),
  proxies: () => ({ en: `the nodes list of the profile in ${CLIENT}`, zh: `${CLIENT} 中这份订阅的节点列表` }),
  groups: () => ({ en: `the groups list of the profile in ${CLIENT}`, zh: `${CLIENT} 中这份订阅的策略组列表` }),
  script: () => ({ en: `a script layer of ${CLIENT}`, zh: `${CLIENT} 的扩展脚本` }),
  app: () => ({ en: `the settings of ${CLIENT}`, zh: `${CLIENT} 自己的设置` }),
  dns: () => ({ en: `the DNS settings of ${CLIENT}`, zh: `${CLIENT} 的 DNS 设置` }),
};

function titleOf(type: string, name: string): Text {
  return (TITLES[type] ?? (TITLES.app as (name: string) => Text))(name);
}

/** The root of an item's file, by uid; the global ones are called `Merge` and `Script`. */
function itemRoot(work: VergeWork, uid: string): { readonly file: string; readonly root: MapNode } | undefined {
  const name = work.items.get(uid)?.file || `${uid}.yaml`;
  const file = pathOf(work.folder, `profiles/${name}`);
  const root = rootOf(work.documents.get(file));
  return root?.kind === 'map' ? { file, root } : undefined;
}

/** Applies the user's layers. False: a script decides, and scripts are never run here. */
function layUser(work: VergeWork, profile: Item): boolean {
  const option = get(profile.map, 'option');
  const uidOf = (key: string): string | undefined => scalarAt(option, key)?.text;
  layMerge(work, 'Merge');
  for (const role of ['rules', 'proxies', 'groups'] as const) layList(work, uidOf(role), role);
  layMerge(work, uidOf('merge') ?? 'Merge');
  return [...new Set(['Script', uidOf('script') ?? 'Script'])].every((uid) => isIdle(work, uid));
}

function layMerge(work: VergeWork, uid: string): void {
  const layer = itemRoot(work, uid);
  if (!layer) return;
  work.config = mergeMaps(work.config, layer.root);
  if (work.layers.every(({ file }) => file !== layer.file)) {
    addLayer(work, layer.file, 'merge', titleOf('merge', ''), layer.root);
  }
}

function layList(work: VergeWork, uid: string | undefined, role: 'rules' | 'proxies' | 'groups'): void {
  const layer = uid === undefined ? undefined : itemRoot(work, uid);
  const patch = listPatch(layer?.root);
  if (!layer || !patch) return;
  addLayer(work, layer.file, role, titleOf(role, ''), layer.root);
  if (role === 'rules') work.config = patchRules(work.config, patch);
  else work.config = patchNamed(work.config, patch, role === 'groups' ? 'proxy-groups' : 'proxies');
}

/** Is the script that an item names, if there is one, the template that the app writes? */
function isIdle(work: VergeWork, uid: string): boolean {
  return changesNothing(work, `profiles/${work.items.get(uid)?.file || `${uid}.js`}`);
}

/** The `prepend` list of the profile's rules; its own merge discards it by setting `rules`. */
function ruleListOf(work: VergeWork, profile: Item): ClashComposition['ruleList'] {
  const option = get(profile.map, 'option');
  const layer = itemRoot(work, scalarAt(option, 'rules')?.text ?? '');
  const merge = itemRoot(work, scalarAt(option, 'merge')?.text ?? 'Merge');
  const patch = listPatch(layer?.root);
  if (!patch) return undefined;
  const list = { at: patch.prepend.at, items: patch.prepend.items.map(({ at }) => at) };
  return get(merge?.root, 'rules') ? { ...list, isReplaced: true } : list;
}

/** Ports that are removed unless they are switched on in `verge.yaml`. */
const SWITCHED: Readonly<Record<string, string>> = {
  'socks-port': 'verge_socks_enabled',
  port: 'verge_http_enabled',
  'redir-port': 'verge_redir_enabled',
  'tproxy-port': 'verge_tproxy_enabled',
};

/** What the app lays over everything: its own keys, TUN, DNS. */
function layApp(work: VergeWork): void {
  const app = rootOf(work.documents.get(pathOf(work.folder, 'config.yaml')));
  const verge = rootOf(work.documents.get(pathOf(work.folder, 'verge.yaml')));
  const isOn = (key: string): boolean => scalarAt(verge, key)?.text === 'true';
  for (const entry of app?.kind === 'map' ? entriesOf(app).values() : []) {
    const name = entry.key.value.text;
    const flag = SWITCHED[name];
    const tun = get(work.config, 'tun');
    if (name === 'tun' && entry.value.kind === 'map' && tun?.kind === 'map') {
      work.config = withEntry(work.config, { key: entry.key, value: mergeMaps(tun, entry.value, false) });
    } else if (flag !== undefined && !isOn(flag)) work.config = without(work.config, name);
    else if (name === 'external-controller' && !isOn('enable_external_controller')) {
      work.config = without(work.config, name);
    } else work.config = withEntry(work.config, entry);
  }
  if (app) addLayer(work, pathOf(work.folder, 'config.yaml'), 'app', titleOf('app', ''), app);
  work.config = cleanGroups(work.config);
  layTun(work, verge);
  if (isOn('enable_dns_settings')) layDns(work);
}

function layTun(work: VergeWork, verge: Node | undefined): void {
  const flag = verge?.kind === 'map' ? entriesOf(verge).get('enable_tun_mode') : undefined;
  const tun = entriesOf(work.config).get('tun');
  if (!flag || tun?.value.kind !== 'map') return;
  const enable = entriesOf(tun.value).get('enable');
  const value = withEntry(tun.value, {
    key: enable?.key ?? { ...flag.key, value: { ...flag.key.value, text: 'enable' } },
    value: flag.value,
  });
  work.config = withEntry(work.config, { key: tun.key, value });
}

/** `dns` and `hosts` are replaced as wholes; a file without `dns:` is the map itself. */
function layDns(work: VergeWork): void {
  const file = pathOf(work.folder, 'dns_config.yaml');
  const root = rootOf(work.documents.get(file));
  if (root?.kind !== 'map') return;
  addLayer(work, file, 'dns', titleOf('dns', ''), root);
  const [dns, hosts] = ['dns', 'hosts'].map((key) => entriesOf(root).get(key));
  const first = root.entries[0];
  if (dns) work.config = withEntry(work.config, dns);
  else if (first) {
    const key = { ...first.key, value: { ...first.key.value, text: 'dns' } };
    work.config = withEntry(work.config, { key, value: root });
  }
  if (hosts) work.config = withEntry(work.config, hosts);
}

/** Every file of the app that is no configuration by itself: its layers, other profiles, what it writes for the core. */
function partsOf({ folder, documents, items }: VergeWork): Map<string, Text> {
  const parts = new Map<string, Text>();
  const add = (name: string, title: Text): void => {
    const file = pathOf(folder, name);
    if (documents.has(file)) parts.set(file, title);
  };
  for (const { file, type, name } of items.values()) if (file !== '') add(`profiles/${file}`, titleOf(type, name));
  for (const name of ['Merge.yaml', 'Script.js'])
    add(`profiles/${name}`, titleOf(name === 'Merge.yaml' ? 'merge' : 'script', ''));
  for (const name of APP_FILES) add(name, titleOf(name === 'dns_config.yaml' ? 'dns' : 'app', ''));
  add(GENERATED, {
    en: `what ${CLIENT} wrote for the core when it last started it`,
    zh: `${CLIENT} 上次启动内核时写出的文件`,
  });
  return parts;
}
