/** A rule, a group or a node of a Clash configuration: where it is from, where it leads, and which hosts in use it decides. */
import type { ClashFile, ClashGroup, ClashProxy, ClashRule } from '../../core.ts';
import { allRules } from '../../queries/clash/clash.ts';
import { clashFiles } from '../../queries/clash/clash-files.ts';
import { deadRules } from '../../queries/clash/dead-rules.ts';
import { routerOf } from '../../routing/clash/evaluate.ts';
import { nameAt } from '../definition.ts';
import { code, holds, say, type View } from '../view.ts';
import { chainOf, hostsThroughClash, outcomeWords } from '../ways.ts';
import { words } from '../words.ts';
import type { Said } from './said.ts';
import { placeOf } from './variable.ts';

const MOST_HOSTS = 12;
const MOST_MEMBERS = 8;

/** What is to be said about the rule or name at an offset. */
export function clashHover(view: View, file: string, offset: number): Said | undefined {
  const configs = clashFiles(view.project).filter(({ form }) => form === 'config');
  for (const config of configs) {
    for (const group of config.groups)
      if (group.name.at.file === file && holds(group.name.at, offset))
        return { at: group.name.at, markdown: groupWords(view, config, group) };
    for (const proxy of config.proxies)
      if (proxy.name.at.file === file && holds(proxy.name.at, offset))
        return { at: proxy.name.at, markdown: nodeWords(view, proxy) };
  }
  for (const config of configs)
    for (const rule of allRules(config))
      if (rule.at.file === file && holds(rule.at, offset))
        return { at: rule.at, markdown: ruleWords(view, config, rule) };
  return referenceWords(view, file, offset);
}

/** A member of a group, or another use of a name. */
function referenceWords(view: View, file: string, offset: number): Said | undefined {
  const found = nameAt(view.project, file, offset);
  if (found?.kind !== 'policy') return undefined;
  const { config, name, at } = found;
  const group = config.groups.find((one) => one.name.text === name);
  if (group) return { at, markdown: groupWords(view, config, group) };
  const proxy = config.proxies.find((one) => one.name.text === name);
  return proxy && { at, markdown: nodeWords(view, proxy) };
}

function ruleWords(view: View, config: ClashFile, rule: ClashRule): string {
  const index = config.rules.indexOf(rule);
  const layer = config.composition?.layers.find((one) => one.file === rule.at.file)?.title;
  const parts = [`**${code(rule.type || '?')}** ${code(rule.text)}`];
  if (index >= 0)
    parts.push(
      words(
        view,
        `Rule ${index + 1} of ${config.rules.length}`,
        `第 ${index + 1} 条规则，共 ${config.rules.length} 条`,
      ),
    );
  if (layer) parts.push(words(view, `From ${say(view, layer)}`, `来自${say(view, layer)}`));
  if (rule.target !== '' && rule.type !== 'SUB-RULE') parts.push(leadsTo(view, config, rule.target));
  const dead = deadRules(config).find(({ line }) => line === rule);
  if (dead) {
    const place = code(`${placeOf(view, dead.catcher)} ${dead.catcher.text}`);
    parts.push(words(view, `It never acts: ${place} catches everything first`, `永远不会生效：${place} 已先行匹配`));
  } else parts.push(hostsWords(view, config, (one) => one === rule));
  return parts.filter((part) => part !== '').join('  \n');
}

/** `AI → 🇯🇵 东京: proxy`. */
function leadsTo(view: View, config: ClashFile, name: string): string {
  const end = routerOf(config).policies(name);
  const outcome = say(view, outcomeWords(end.outcome));
  return words(view, `Leads to ${code(chainOf(end))}: ${outcome}`, `去向 ${code(chainOf(end))}：${outcome}`);
}

function hostsWords(view: View, config: ClashFile, decides: (rule: ClashRule) => boolean): string {
  const hosts = hostsThroughClash(view.project, config.at.file, MOST_HOSTS)
    .filter(({ answer }) => answer.kind === 'rule' && decides(answer.rule))
    .map(({ host }) => code(host));
  if (hosts.length === 0) return '';
  return words(view, `Decides for ${hosts.join(', ')}`, `决定这些正在使用的主机的走向：${hosts.join('、')}`);
}

function groupWords(view: View, config: ClashFile, group: ClashGroup): string {
  const name = group.name.text;
  const members = group.proxies.map(({ text }) => code(text));
  const count = [...allRules(config)].filter(({ target }) => target === name).length;
  const separator = words(view, ', ', '、');
  const more = members.length > MOST_MEMBERS ? ' …' : '';
  const parts = [
    words(
      view,
      `**${code(name)}** · group of type ${code(group.type)}`,
      `**${code(name)}** · ${code(group.type)} 策略组`,
    ),
    leadsTo(view, config, name),
    members.length > 0
      ? words(view, 'Members: ', '成员：') + members.slice(0, MOST_MEMBERS).join(separator) + more
      : '',
    words(view, `${count} ${count === 1 ? 'rule names' : 'rules name'} it`, `有 ${count} 条规则指向它`),
    hostsWords(view, config, ({ target }) => target === name),
  ];
  return parts.filter((part) => part !== '').join('  \n');
}

function nodeWords(view: View, { name, type, dialer }: ClashProxy): string {
  const behind = dialer
    ? words(view, `, reached through ${code(dialer.text)}`, `，经由 ${code(dialer.text)} 连接`)
    : '';
  return words(
    view,
    `**${code(name.text)}** · node of type ${code(type)}${behind}`,
    `**${code(name.text)}** · ${code(type)} 节点${behind}`,
  );
}
