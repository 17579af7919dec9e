/** What hovering over the name of a Clash group or node tells: where it leads, and the hosts in use that go that way. */
import type { ClashFile, Project, Span, Text } from '../../core.ts';
import { nameAt } from '../../lsp/definition.ts';
import { holds } from '../../lsp/view.ts';
import { chainOf, type HostAnswer, hostsThroughClash } from '../../lsp/ways.ts';
import { clashFiles } from '../../queries/clash/clash-files.ts';
import { type Report, say } from '../../report/model.ts';
import { VERDICT } from '../../report/words.ts';
import { routerOf } from '../../routing/clash/evaluate.ts';
import type { Hover, HoverLine, TextPosition } from './hover.ts';

/** Hosts in use that are looked at. */
const MOST_HOSTS = 50;
/** More lines are counted. */
const MOST_LINES = 8;

/** The hover of the name at a position; undefined where no group or node has its name there. */
export function policyHover(report: Report, { path, offset }: TextPosition): Hover | undefined {
  const { project } = report;
  const named = nameAt(project, path, offset);
  const found = definedAt(project, path, offset) ?? (named?.kind === 'policy' ? named : undefined);
  if (!found) return undefined;
  const { config, name, at } = found;
  const about = kindOf(config, name);
  if (!about) return undefined;
  const lines = hostsThroughClash(project, config.at.file, MOST_HOSTS).flatMap((one) => lineOf(report, name, one));
  return {
    start: at.start,
    end: at.end,
    title: say(report, about),
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
  };
}

/** A group or node that is defined at an offset. */
function definedAt(
  project: Project,
  path: string,
  offset: number,
): { readonly config: ClashFile; readonly name: string; readonly at: Span } | undefined {
  for (const config of clashFiles(project))
    for (const { name } of [...config.groups, ...config.proxies])
      if (name.at.file === path && holds(name.at, offset)) return { config, name: name.text, at: name.at };
  return undefined;
}

/** `select group: AI → 🇯🇵 东京`; undefined: the name is neither a group's nor a node's. */
function kindOf(config: ClashFile, name: string): Text | undefined {
  const group = config.groups.find((one) => one.name.text === name);
  const end = chainOf(routerOf(config).policies(name));
  if (group) return { en: `${group.type} group: ${end}`, zh: `${group.type} 策略组：${end}` };
  const node = config.proxies.find((one) => one.name.text === name);
  return node && { en: `${node.type} node: ${name}`, zh: `${node.type} 节点：${name}` };
}

function lineOf(report: Report, name: string, { host, answer }: HostAnswer): HoverLine[] {
  if (answer.kind === 'depends' || (answer.policy !== name && !answer.chain.includes(name))) return [];
  const end = answer.outcome === 'proxy' ? { en: answer.policy, zh: answer.policy } : VERDICT[answer.outcome].end;
  return [{ host: report.mask.mask(host), clients: '', verdict: answer.outcome, end: say(report, end) }];
}
