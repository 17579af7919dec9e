/** Where a request goes after it reaches its proxy, when that proxy is a Clash of this project. */
import type { ClashFile, ClashRule, Listener, Project, Route, RouteStep, RouteVerdict, Text } from '../../core.ts';
import { regionOf } from '../../knowledge/hosts.ts';
import { factsIn } from '../../project.ts';
import { describeNeed } from '../../routing/clash/condition.ts';
import {
  type ClashAnswer,
  type ClashEnd,
  type ClashRequest,
  route as routeInClash,
  routerOf,
} from '../../routing/clash/evaluate.ts';
import { explicitPort, isLoopback, parseUrl, type Target } from '../../routing/url/target.ts';
import { clashConfigs } from '../region.ts';
import { incompleteClash } from './clash.ts';

/** What happens to a request at the proxy. */
export interface Onward {
  readonly verdict: RouteVerdict;
  readonly steps: readonly RouteStep[];
  readonly clash?: NonNullable<Route['clash']> | undefined;
}

const DISAGREE: RouteStep = {
  what: 'unknown',
  message: {
    en: 'several Clash files listen on this port and disagree',
    zh: '有多份 Clash 配置监听这个端口，结论不一致',
  },
};

const SPEAKS: Readonly<Record<string, readonly string[]>> = {
  http: ['http', 'https', ''],
  socks: ['socks', 'socks4', 'socks4a', 'socks5', 'socks5h'],
};

/** Where the Clash of this project sends what arrives at the proxy's address; for any other proxy the route ends there. */
export function throughClash(project: Project, target: Target, proxy: string): Onward {
  const found = clashListeners(project, proxy);
  const [first] = found;
  if (!first) return { verdict: 'proxy', steps: elsewhere(project, proxy) };
  const scheme = parseUrl(proxy).scheme;
  const spoken = first.listener.protocol === 'mixed' ? undefined : SPEAKS[first.listener.protocol];
  const step = listenerStep(first.listener, proxy);
  if (first.listener.protocol === 'controller' || (spoken && !spoken.includes(scheme))) {
    return {
      verdict: 'error',
      steps: [
        step,
        {
          what: 'listener',
          message: { en: `it does not speak ${scheme || 'http'}`, zh: `它不支持 ${scheme || 'http'}` },
        },
      ],
    };
  }
  const answers = found.map(({ file, listener }) => clashAnswer(file, clashRequest(project, target, listener, proxy)));
  const [answer, ...others] = answers;
  if (!answer) return { verdict: 'proxy', steps: [step] };
  if (others.some((other) => other.verdict !== answer.verdict)) {
    return {
      verdict: 'unknown',
      steps: [step, DISAGREE],
    };
  }
  return { ...answer, steps: [step, ...answer.steps] };
}

function clashListeners(project: Project, proxy: string): { readonly listener: Listener; readonly file: ClashFile }[] {
  const url = parseUrl(proxy);
  if (!isLoopback(url)) return [];
  const port = explicitPort(url);
  return clashConfigs(project).flatMap((file) => {
    const listener = factsIn(project, file.at.file, 'listener').find(
      (fact) => fact.port.known && Number(fact.port.text) === port,
    );
    return listener ? [{ listener, file }] : [];
  });
}

/**
 * A proxy on this machine that no Clash of this project provides, although there is one: it belongs to another program, or the
 * port is wrong.
 */
function elsewhere(project: Project, proxy: string): readonly RouteStep[] {
  const url = parseUrl(proxy);
  if (!isLoopback(url)) return [];
  const [incomplete] = incompleteClash(project);
  if (incomplete) {
    const at = { file: incomplete.file, start: 0, end: 0 };
    return [{ what: 'unknown', at, about: proxy.slice(url.host.start, url.rest.start), message: incomplete.why }];
  }
  if (clashConfigs(project).length === 0) return [];
  const message = { en: 'no Clash file names this port', zh: 'Clash 配置里没有这个端口' };
  return [{ what: 'listener', about: proxy.slice(url.host.start, url.rest.start), message }];
}

function listenerStep(listener: Listener, proxy: string): RouteStep {
  const url = parseUrl(proxy);
  const address = `${url.host.text}:${listener.port.text}`;
  return {
    what: 'listener',
    at: listener.at,
    about: address,
    message: { en: `is Clash's ${listener.protocol} port`, zh: `是 Clash 的 ${listener.protocol} 端口` },
  };
}

/** The connection as the listener sees it: from this machine, by CONNECT for https, by SOCKS where the variable says so. */
function clashRequest(project: Project, target: Target, listener: Listener, proxy: string): ClashRequest {
  const host = target.host.text.replace(/^\[|\]$/g, '');
  const type = parseUrl(proxy).scheme.startsWith('socks') ? 'SOCKS5' : target.scheme === 'http' ? 'HTTP' : 'HTTPS';
  const source = {
    type,
    address: '127.0.0.1',
    port: Number(listener.port.text),
    name: listener.name,
  };
  return { host, port: target.effectivePort || 443, isPublic: regionOf(host, project.network) !== undefined, source };
}

function clashAnswer(file: ClashFile, request: ClashRequest): Onward {
  const answer = routeInClash(routerOf(file), request);
  if (answer.kind === 'depends') return dependsAnswer(answer);
  const steps: RouteStep[] = [];
  if (answer.kind === 'mode')
    steps.push({
      what: 'rule',
      message: { en: `mode: ${answer.mode} reads no rules`, zh: `mode: ${answer.mode} 不看规则` },
    });
  else if (answer.kind === 'none')
    steps.push({ what: 'rule', message: { en: 'no rule matches: DIRECT', zh: '没有规则匹配，按 DIRECT 处理' } });
  else
    steps.push({
      what: 'rule',
      at: answer.rule.at,
      about: answer.rule.text,
      message: ruleWords(file, answer.rule),
    });
  steps.push(policyStep(answer));
  const rule = answer.kind === 'rule' ? { rule: answer.rule.text } : {};
  return { verdict: answer.outcome, steps, clash: { ...rule, policy: answer.policy } };
}

/** Which rule it is, and of which layer where a client puts the configuration together. */
function ruleWords({ rules, composition }: ClashFile, { at }: ClashRule): Text {
  const layer = composition?.layers.find(({ file }) => file === at.file)?.title;
  return {
    en: `the first of ${rules.length} rules that catches it${layer ? `, from ${layer.en}` : ''}`,
    zh: `${rules.length} 条规则里最先匹配的一条${layer ? `，来自${layer.zh}` : ''}`,
  };
}

function policyStep(end: ClashEnd): RouteStep {
  const about = [...end.chain, end.policy].filter((name, index, all) => name !== all[index - 1]).join(' → ');
  const words = {
    direct: { en: 'directly', zh: '直连' },
    proxy: { en: 'through the proxy', zh: '走代理' },
    reject: { en: 'refused', zh: '拒绝' },
    unknown: { en: 'the group chooses by itself', zh: '由策略组自行选择' },
  };
  return { what: end.outcome === 'unknown' ? 'unknown' : 'policy', about, message: words[end.outcome] };
}

function dependsAnswer(answer: Extract<ClashAnswer, { kind: 'depends' }>): Onward {
  const step: RouteStep = {
    what: 'unknown',
    at: answer.at.at,
    about: answer.at.text,
    message: describeNeed(answer.need),
  };
  const agreed = answer.outcome;
  const ways = answer.possible.map((end) => end.policy).join(', ');
  const last: RouteStep = agreed
    ? { what: 'policy', about: ways, message: { en: `whichever it is: ${agreed}`, zh: `无论哪种情况都是 ${agreed}` } }
    : { what: 'unknown', about: ways, message: { en: 'one of these', zh: '以上之一' } };
  return {
    verdict: agreed ?? 'unknown',
    steps: [step, last],
    clash: answer.policy === undefined ? undefined : { policy: answer.policy },
  };
}
