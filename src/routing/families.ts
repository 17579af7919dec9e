/** `python` and `node`: several clients under one name, agreeing or named one by one. */
import type { Text } from '../core.ts';
import { groupBy } from '../text.ts';
import type { Client, Decision, Environ } from './client.ts';
import { clientTitles } from './client-title.ts';
import { httpx } from './clients/httpx.ts';
import { nodeFetch } from './clients/node-fetch.ts';
import { nodeHttp } from './clients/node-http.ts';
import { requests } from './clients/requests.ts';
import { urllib } from './clients/urllib.ts';
import type { Target } from './url/target.ts';

export interface Family extends Client {
  readonly members: readonly Client[];
}

/** The answer of one member, for a report that names the members that differ. */
export interface MemberDecision {
  readonly client: Client;
  readonly decision: Decision;
}

/** Every member's own answer; a plain client is its own only member. */
export function memberDecisions(client: Client, environ: Environ, target: Target): readonly MemberDecision[] {
  const members = families.find(({ name }) => name === client.name)?.members ?? [client];
  return members.map((member) => ({ client: member, decision: member.decide(environ, target) }));
}

const key = ({ decision }: MemberDecision): string => `${decision.verdict} ${decision.proxy ?? ''}`;

const DOES: Readonly<Record<Decision['verdict'], (who: Text) => Text>> = {
  direct: (who) => ({ en: `${who.en}: direct`, zh: `${who.zh} 直连` }),
  proxy: (who) => ({ en: `${who.en}: through the proxy`, zh: `${who.zh} 走代理` }),
  error: (who) => ({ en: `${who.en}: fails`, zh: `${who.zh} 报错` }),
  unknown: (who) => ({ en: `${who.en}: can’t be decided from files`, zh: `${who.zh} 无法仅凭文件判断` }),
};

/** The common answer, or `unknown` with a sentence that says who does what. */
function combine(decisions: readonly MemberDecision[]): Decision {
  const groups = groupBy(decisions, key);
  const first = decisions[0]?.decision ?? { verdict: 'unknown', nearMisses: [] };
  if (groups.size <= 1) return first;
  const missing = lacksPackage(decisions);
  if (missing) return missing;
  const sentences = [...groups.values()].map((group) =>
    DOES[group[0]?.decision.verdict ?? 'unknown'](clientTitles(group.map(({ client }) => client))),
  );
  const why = { en: sentences.map(({ en }) => en).join('; '), zh: sentences.map(({ zh }) => zh).join('；') };
  const { variable, noProxy } = first;
  return {
    verdict: 'unknown',
    variable,
    noProxy,
    nearMisses: decisions.flatMap(({ decision }) => (decision.noProxy === noProxy ? decision.nearMisses : [])),
    why,
  };
}

/** All members agree except those that depend on an optional package: then the package is named. */
function lacksPackage(decisions: readonly MemberDecision[]): Decision | undefined {
  const open = decisions.filter(({ decision }) => decision.needs !== undefined);
  const rest = decisions.filter(({ decision }) => decision.needs === undefined);
  const [one] = rest;
  const needs = open.map(({ decision }) => decision.needs ?? '').join(', ');
  if (!one || open.length === 0 || new Set(rest.map(key)).size > 1) return undefined;
  const others = REST[one.decision.verdict];
  const each = open.map(({ client, decision }) => ({ who: clientTitles([client]), what: decision.needs }));
  const why = {
    en: `${each.map(({ who, what }) => `${who.en} needs the package ${what}`).join(', ')} for socks5://; ${others.en}`,
    zh: `访问 socks5:// 代理时，${each.map(({ who, what }) => `${who.zh} 需要 ${what} 包`).join('，')}；${others.zh}`,
  };
  return { verdict: 'unknown', nearMisses: [], why, needs };
}

const REST: Readonly<Record<Decision['verdict'], Text>> = {
  direct: { en: 'the rest go direct', zh: '其余的直连' },
  proxy: { en: 'the rest go through the proxy', zh: '其余的走代理' },
  error: { en: 'the rest fail', zh: '其余的报错' },
  unknown: { en: 'the rest cannot be decided from files', zh: '其余的无法仅凭文件判断' },
};

function family(name: string, summary: Text, members: readonly Client[]): Family {
  return {
    name,
    version: members.map((member) => `${member.name} ${member.version}`).join(', '),
    summary,
    source: members.map((member) => member.source).join('; '),
    members,
    opener: members[0]?.opener,
    decide: (environ, target) =>
      combine(members.map((client) => ({ client, decision: client.decide(environ, target) }))),
  };
}

export const families: readonly Family[] = [
  family(
    'python',
    {
      en: 'urllib, requests and httpx together: one answer where they agree, otherwise who differs.',
      zh: 'urllib、requests 和 httpx 合在一起：一致时给出同一个答案，否则列出各自的行为。',
    },
    [urllib, requests, httpx],
  ),
  family(
    'node',
    {
      en: 'Node’s fetch and http together: one answer where they agree, otherwise who differs.',
      zh: 'Node 的 fetch 和 http 合在一起：一致时给出同一个答案，否则列出各自的行为。',
    },
    [nodeFetch, nodeHttp],
  ),
];
