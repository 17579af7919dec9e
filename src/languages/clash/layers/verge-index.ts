/** The index of Clash Verge Rev (`profiles.yaml`): its items, their files, and what each file of the app is called. */
import type { Text } from '../../../core.ts';
import { normalize } from '../../../text.ts';
import { get, itemsOf, type MapNode, type Node, scalarAt } from '../tree.ts';
import { rootOf } from './roots.ts';
import { partsLike, pathOf, type Work } from './work.ts';

/** One item of `profiles.yaml`. */
export interface Item {
  readonly uid: string;
  /** As the index has it, below `profiles/`; `''` where it names none. */
  readonly file: string;
  readonly type: string;
  readonly name: string;
  readonly map: MapNode;
}

export interface VergeWork extends Work {
  readonly items: ReadonlyMap<string, Item>;
}

export const CLIENT = 'Clash Verge Rev';
/** What the app writes for the core. */
export const GENERATED = 'clash-verge.yaml';
export const APP = 'config.yaml';
const APP_FILES = [APP, 'verge.yaml', 'dns_config.yaml', 'clash-verge-check.yaml'];

/** The items by uid; of two with one uid the app takes the first (`config/profiles.rs: get_item`). */
export function itemsIn(root: Node | undefined): ReadonlyMap<string, Item> {
  const items = new Map<string, Item>();
  for (const map of itemsOf(get(root, 'items'))) {
    const text = (key: string): string => scalarAt(map, key)?.text ?? '';
    const uid = text('uid');
    if (map.kind !== 'map' || uid === '' || items.has(uid)) continue;
    items.set(uid, { uid, file: text('file'), type: text('type'), name: text('name'), map });
  }
  return items;
}

/**
 * Where an item's file is: below `profiles/`, unless the index names a place of its own. That is a file of the project where one has
 * the same last folders.
 */
export function fileOf(
  { folder, documents }: Pick<Work, 'folder' | 'documents'>,
  { file }: Pick<Item, 'file'>,
): string {
  if (!isAbsolute(file)) return normalize(pathOf(folder, `profiles/${file}`));
  const parts = file.split(/[/\\]/);
  for (let from = 0; from < parts.length - 1; from++) {
    const ending = parts.slice(from).join('/');
    if (documents.has(ending)) return ending;
  }
  return file;
}

const isAbsolute = (file: string): boolean => /^(?:[/~]|[A-Za-z]:)/.test(file);

/** Is an item's file in a place of its own that was not looked at? */
export function isElsewhere(work: VergeWork, uid: string): boolean {
  const item = work.items.get(uid);
  return item !== undefined && isAbsolute(item.file) && !work.documents.has(fileOf(work, item));
}

/** The content of an item of one type; undefined where the app would not find it or could not read it. */
export function layerOf(
  work: VergeWork,
  uid: string | undefined,
  type: string,
): { readonly file: string; readonly root: MapNode } | undefined {
  const item = work.items.get(uid ?? '');
  if (!item || item.type !== type || item.file === '') return undefined;
  const file = fileOf(work, item);
  const root = rootOf(work.documents.get(file));
  return root?.kind === 'map' ? { file, root } : undefined;
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

/** What a file is, in words for a reader. */
export function titleOf(type: string, name: string): Text {
  return (TITLES[type] ?? (TITLES.app as (name: string) => Text))(name);
}

/** What the app wrote for the core. */
export const WRITTEN: Text = {
  en: `what ${CLIENT} wrote for the core when it last started it`,
  zh: `${CLIENT} 上次启动内核时写出的文件`,
};

/** What the index does not name is not loaded, and is deleted at the next start (v2.3.0, `cleanup_orphaned_files`). */
const UNLISTED: Text = { en: `a file that ${CLIENT} does not list`, zh: `${CLIENT} 的索引里没有列出的文件` };

/** Every file of the app that is no configuration by itself: its layers, other profiles, what it writes for the core. */
export function partsOf(work: VergeWork): Map<string, Text> {
  const { folder, documents } = work;
  const parts = partsLike(work, [[/^profiles\/[^/]+$/, UNLISTED]]);
  const add = (file: string, title: Text): void => {
    if (documents.has(file)) parts.set(file, title);
  };
  for (const item of work.items.values()) {
    if (item.file !== '') add(fileOf(work, item), titleOf(item.type, item.name));
  }
  for (const name of APP_FILES) add(pathOf(folder, name), titleOf(name === 'dns_config.yaml' ? 'dns' : 'app', ''));
  add(pathOf(folder, GENERATED), WRITTEN);
  return parts;
}
