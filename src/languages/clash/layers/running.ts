/**
 * Clients whose way from a subscription to a configuration is not followed here, because a script, a database or a router's
 * settings decide. The file that the client wrote for the core is what runs, so it is judged as it is; the client's other files
 * are parts of it. If a list of the user's own is put in front at each start, rules added to it since are already included
 * (OpenClash `yml_rules_change.sh`, nikki `nikki.init`, ShellCrash `clash_modify.sh`; the other home folders come from their
 * clients' `dirs` modules).
 */
import type { ClashComposition, ClashRule, Composition, Document, Text } from '../../../core.ts';
import { rulesOf } from '../lower.ts';
import { entriesOf, get, type ListNode, type MapNode, type Node, type RuleListNode } from '../tree.ts';
import { lowered } from './lowered.ts';
import { withEntry } from './merge.ts';
import { rootOf } from './roots.ts';
import { addLayer, partsLike, pathOf, type Work } from './work.ts';

/** A list whose rules come before those of the subscription. */
interface Front {
  readonly file: string;
  /** The key of the list; undefined: the file is the list, or has it under `rules`. */
  readonly key?: string | undefined;
  /**
   * The file of the router's settings, from the root of the file system, the option that switches the list on, and those that
   * take it out again, each with the place where a rule lasts then; undefined: there is none beside the profile.
   */
  readonly switch?: Switch;
  readonly title: Text;
}

interface Switch {
  readonly file: string;
  readonly option: string;
  readonly unless?: ReadonlyMap<string, Text | undefined>;
}

interface Client {
  readonly name: string;
  /** The file that runs, with the home before it as its first group. */
  readonly running: RegExp;
  /** A part that reveals the client's home folder if no running configuration is there. */
  readonly layer?: RegExp | undefined;
  readonly parts: readonly RegExp[];
  readonly front?: Front | undefined;
  /** Parts that the app may merge over the running configuration: if one of them exists, nothing is certain. */
  readonly overrides?: RegExp | undefined;
  /** What the file that runs is; undefined: what the client wrote for the core. */
  readonly title?: Text | undefined;
  /** What decides but is not in the project. */
  readonly because: Text;
}

const UCI = { en: 'the settings of the router', zh: '路由器里的设置' };
const own = (client: string, name: string): Text => ({
  en: `your own rules of ${client} (${name})`,
  zh: `${client} 的自定义规则（${name}）`,
});

const NIKKI_RULES: ReadonlyMap<string, Text | undefined> = new Map([
  ['core_only', undefined],
  ['rule', { en: 'the rules on the mixin page of nikki in LuCI', zh: ' LuCI 里 nikki 混入页面的规则' }],
]);

const CLIENTS: readonly Client[] = [
  {
    name: 'OpenClash',
    running: /^((?:.*\/)?etc\/openclash)\/[^/]+\.ya?ml$/,
    layer: /^((?:.*\/)?etc\/openclash)\/custom\/openclash_custom_rules\.list$/,
    parts: [/^(?:config|backup|history)\/.+\.ya?ml$/, /^custom\/[^/]+\.(?:list|yaml)$/],
    front: {
      file: 'custom/openclash_custom_rules.list',
      switch: { file: 'etc/config/openclash', option: 'enable_custom_clash_rules' },
      title: own('OpenClash', 'openclash_custom_rules.list'),
    },
    because: UCI,
  },
  {
    name: 'nikki',
    running: /^((?:.*\/)?etc\/nikki)\/run\/config\.ya?ml$/,
    layer: /^((?:.*\/)?etc\/nikki)\/mixin\.ya?ml$/,
    parts: [/^(?:profiles|subscriptions)\/[^/]+\.ya?ml$/, /^mixin\.ya?ml$/],
    front: {
      file: 'mixin.yaml',
      key: 'nikki-rules',
      // The rules of the router's pages replace those of the file, and `core_only` reads neither.
      switch: { file: 'etc/config/nikki', option: 'mixin_file_content', unless: NIKKI_RULES },
      title: { en: 'nikki-rules of the mixin of nikki', zh: 'nikki 的 mixin 里的 nikki-rules' },
    },
    because: UCI,
  },
  {
    name: 'ShellCrash',
    running: /^((?:.*\/)?ShellCrash)\/config\.ya?ml$/i,
    layer: /^((?:.*\/)?ShellCrash)\/yamls\/rules\.ya?ml$/i,
    parts: [/^yamls\/[^/]+\.ya?ml$/],
    front: { file: 'yamls/rules.yaml', title: own('ShellCrash', 'yamls/rules.yaml') },
    because: { en: 'its own settings (ShellCrash.cfg)', zh: '它自己的设置（ShellCrash.cfg）' },
  },
  {
    name: 'FlClash',
    running: /^((?:.*\/)?com\.follow\.?\/?clash)\/config\.ya?ml$/,
    parts: [/^profiles\/[^/]+\.ya?ml$/, /^scripts\/[^/]+\.js$/],
    because: { en: 'its database', zh: '它的数据库' },
  },
  {
    name: 'Clash Nyanpasu',
    running: /^((?:.*\/)?[Cc]lash[ -][Nn]yanpasu)\/clash-config\.ya?ml$/,
    parts: [/^profiles\/[^/]+\.(?:ya?ml|js|lua)$/, /^clash-(?:guard-overrides|config-check)\.yaml$/],
    because: { en: 'chains of merges and scripts', zh: '由覆写和脚本组成的链' },
  },
  {
    // stash.wiki/en/configuration/override; the folder is that of its group container on macOS.
    name: 'Stash',
    running: /^((?:.*\/)?group\.ws\.stash\.app\/stash)\/config\.ya?ml$/,
    parts: [/^(?!config\.ya?ml$).+\.(?:ya?ml|stoverride)$/],
    overrides: /\.stoverride$/,
    title: { en: 'the configuration of Stash', zh: 'Stash 的配置文件' },
    because: {
      en: 'the overrides that are switched on in the app (.stoverride)',
      zh: '应用里启用了哪些覆写（.stoverride）',
    },
  },
];

/** How a client takes a file that it runs, or the layers of a home in which nothing runs. */
export function homeAt(
  file: string,
): ((documents: ReadonlyMap<string, Document>) => Composition | undefined) | undefined {
  for (const client of CLIENTS) {
    const running = client.running.exec(file);
    if (running) return (documents) => composeRunning(client, { file, folder: running[1] ?? '', documents });
    const layer = client.layer?.exec(file);
    if (layer) return (documents) => withoutRunning(client, { file, folder: layer[1] ?? '', documents });
  }
  return undefined;
}

interface Home {
  readonly file: string;
  readonly folder: string;
  readonly documents: ReadonlyMap<string, Document>;
}

function titles({ name, parts }: Client): readonly (readonly [RegExp, Text])[] {
  const title = { en: `a part of what ${name} runs`, zh: `${name} 运行的配置的一部分` };
  return parts.map((pattern) => [pattern, title]);
}

function incomplete({ name, because }: Client): Text {
  return {
    en: `what ${name} makes of these files is decided by ${because.en}`,
    zh: `${name} 怎样组合这些文件取决于${because.zh}`,
  };
}

/** The running configuration, with the rules that its user has put in front since it was written. */
function composeRunning(client: Client, { file, folder, documents }: Home): Composition | undefined {
  const root = rootOf(documents.get(file));
  if (root?.kind !== 'map' || !get(root, 'rules')) return undefined;
  const { overrides } = client;
  if (overrides && [...documents.keys()].some((other) => other.startsWith(`${folder}/`) && overrides.test(other)))
    return { facts: [], parts: partsLike({ folder, documents }, titles(client)), incomplete: incomplete(client) };
  const work: Work = { folder, documents, layers: [], config: root };
  const title = client.title ?? {
    en: `what ${client.name} wrote for the core when it last started it`,
    zh: `${client.name} 上次启动内核时写出的文件`,
  };
  addLayer(work, file, 'app', title, root);
  const front = client.front && frontOf(client.front, work);
  if (front) layFront(work, front);
  const composition: ClashComposition = {
    client: client.name,
    layers: work.layers,
    lasting: client.front && lastingOf(client.front, work),
    ruleList: front && { at: front.list.at, items: itemsAt(front.list) },
  };
  const parts = partsLike(work, titles(client));
  parts.set(file, title);
  return { facts: lowered(file, work.config, composition, documents), parts, incomplete: incomplete(client) };
}

/** No running configuration is here: it is unknown which of the files a start would use, and what it would make of them. */
function withoutRunning(client: Client, { file, folder, documents }: Home): Composition | undefined {
  const start = folder === '' ? '' : `${folder}/`;
  const isRun = [...documents.keys()].some((other) => other.startsWith(start) && client.running.test(other));
  if (isRun) return undefined;
  const parts = partsLike({ folder, documents }, titles(client));
  return { facts: documents.get(file)?.facts ?? [], parts, incomplete: incomplete(client) };
}

interface FrontList {
  readonly file: string;
  readonly list: ListNode | RuleListNode;
  readonly title: Text;
  readonly root: Node;
}

/** The list, if it is known to be used: the settings say so, or its rules are in the running configuration. */
function frontOf({ file, key, title, switch: flag }: Front, work: Work): FrontList | undefined {
  const path = pathOf(work.folder, file);
  const root = rootOf(work.documents.get(path));
  const list = root?.kind === 'list' ? root : get(root, key ?? 'rules');
  if (!root || (list?.kind !== 'list' && list?.kind !== 'rules')) return undefined;
  const running = new Set(rulesOf(get(work.config, 'rules')).map(({ text }) => text));
  const isSeen = rulesOf(list).some(({ text }) => running.has(text));
  const isOn = flag === undefined ? true : switchedOn(work, flag);
  return (isOn ?? isSeen) ? { file: path, list, title, root } : undefined;
}

/** What `/etc/config/…` says of an option; undefined where that file is not here. */
function switchedOn(work: Work, flag: Switch): boolean | undefined {
  const isOn = optionsOf(work, flag);
  if (!isOn) return undefined;
  return isOn(flag.option) && ![...(flag.unless?.keys() ?? [])].some(isOn);
}

/** Where a rule is kept that lasts: the list, or what the router's settings put in its place. */
function lastingOf({ title, switch: flag }: Front, work: Work): Text | undefined {
  const isOn = flag && optionsOf(work, flag);
  const instead = [...(flag?.unless ?? [])].find(([option]) => isOn?.(option));
  return instead ? instead[1] : title;
}

/** Which options of the router's settings are on. */
function optionsOf({ folder, documents }: Work, { file }: Switch): ((option: string) => boolean) | undefined {
  const top = folder.slice(0, folder.lastIndexOf('etc/'));
  const text = documents.get(`${top}${file}`)?.text;
  if (text === undefined) return undefined;
  const options = [...text.matchAll(/^[ \t]*option[ \t]+['"]?(\w+)['"]?[ \t]+['"]?(\w+)/gm)];
  return (option) => /^(?:1|on|true|yes|enabled)$/.test(options.find(([, name]) => name === option)?.[2] ?? '');
}

/** The rules that are not in what runs come in front of it. */
function layFront(work: Work, { file, list, title, root }: FrontList): void {
  const old = entriesOf(work.config as MapNode).get('rules');
  if (!old) return;
  const running = rulesOf(old.value);
  const known = new Set(running.map(({ text }) => text));
  const added = rulesOf(list).filter(({ text }) => text !== '' && !known.has(text));
  const rules: readonly ClashRule[] = [...added, ...running];
  work.config = withEntry(work.config, { key: old.key, value: { kind: 'rules', at: old.value.at, rules } });
  addLayer(work, file, 'rules', title, root);
}

const itemsAt = (list: FrontList['list']): ClashRule['at'][] =>
  (list.kind === 'rules' ? list.rules : list.items).map(({ at }) => at);
