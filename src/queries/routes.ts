/** Where a request goes, from one environment and by one client, and through which lines of the project's files. */
import {
  type ClashFile,
  HOLE,
  type Listener,
  type Project,
  type ProxySetting,
  type Route,
  type RouteStep,
  type RouteVerdict,
} from '../core.ts';
import { regionOf } from '../knowledge/hosts.ts';
import { describeNeed } from '../routing/clash/condition.ts';
import {
  type ClashAnswer,
  type ClashEnd,
  type ClashRequest,
  route as routeInClash,
  routerOf,
} from '../routing/clash/evaluate.ts';

import type { Client, Decision, Environ } from '../routing/client.ts';
import { clientByName } from '../routing/clients/index.ts';
import { families } from '../routing/families.ts';
import { ipKind, parseIp } from '../routing/ip.ts';
import { explicitPort, parseTarget, parseUrl, type Target } from '../routing/target.ts';
import { inside, spanOf } from '../text.ts';
import type { Environment, Variable } from './environment.ts';
import { proxyRole } from './proxies.ts';
import { clashConfigs } from './region.ts';

/** Stands in for a proxy whose address is only known at run time; the name can never be a real host. */
const RUNTIME = 'http://run-time.invalid:1';

/** The whole way of one request. */
export function routeOf(project: Project, environment: Environment, client: Client, url: string): Route {
  const target = parseTarget(url);
  const { environ, settings, partly } = environFor(project, environment, client, target);
  const decision = client.decide(environ, target);
  const about = { url, client: client.name, environment: environment.id };
  const steps = clientSteps(environment, decision, settings);
  const { bypass } = decision;
  const entry = bypass && 'entry' in bypass ? { bypass: bypass.entry } : {};
  if (decision.proxy?.includes('run-time.invalid')) {
    return {
      ...about,
      verdict: 'unknown',
      steps: [...steps, unknownStep('the address of the proxy is only known at run time', '代理地址要到运行时才知道')],
    };
  }
  const proxy = decision.proxy === undefined ? {} : { proxy: decision.proxy };
  if (decision.verdict === 'proxy' && partly) {
    return {
      ...about,
      ...proxy,
      verdict: 'unknown',
      steps: [
        ...steps,
        unknownStep(
          `a part of ${partly.name} is only known at run time`,
          `${partly.name} 有一部分要到运行时才知道`,
          partly,
        ),
      ],
    };
  }
  if (decision.verdict !== 'proxy')
    return { ...about, ...proxy, ...entry, verdict: decision.verdict, steps: [...steps, ...ending(decision)] };
  const onward = throughClash(project, target, decision.proxy ?? '');
  return {
    ...about,
    ...proxy,
    verdict: onward.verdict,
    steps: [...steps, ...onward.steps],
    ...(onward.clash ? { clash: onward.clash } : {}),
  };
}

const unknownStep = (en: string, zh: string, variable?: Variable): RouteStep => ({
  what: 'unknown',
  ...(variable ? { at: inside(variable.assignment.value) } : {}),
  message: { en, zh },
});

// ── what the client reads ───────────────────────────────────────────────────────────────────────────────────────────

interface Reading {
  readonly environ: Environ;
  readonly settings: readonly ProxySetting[];
  /** An exemption list with an unknown part: what it does not match is undecided. */
  readonly partly?: Variable;
}

/** The environment as the client's process gets it, with what its own configuration file says laid over. */
function environFor(project: Project, environment: Environment, client: Client, target: Target): Reading {
  const environ = new Map<string, string>();
  let partly: Variable | undefined;
  for (const variable of environment.variables.values()) {
    if (isLost(variable)) continue;
    const role = proxyRole(variable.name);
    if (variable.known) environ.set(variable.name, variable.text);
    else if (role === 'proxy') environ.set(variable.name, RUNTIME);
    else if (role === 'no-proxy') {
      partly ??= variable;
      environ.set(
        variable.name,
        variable.text
          .split(',')
          .filter((entry) => !entry.includes(HOLE))
          .join(','),
      );
    }
  }
  const settings = project
    .facts('proxy-setting')
    .filter((fact) => fact.client === client.name && fact.value.known && appliesTo(fact, target));
  for (const fact of settings) {
    const name = fact.role === 'no-proxy' ? 'no_proxy' : `${fact.role === 'all' ? target.scheme : fact.role}_proxy`;
    environ.delete(name.toUpperCase());
    environ.set(name, fact.value.text);
  }
  return { environ, settings, ...(partly ? { partly } : {}) };
}

/** systemd left it out: the process never gets it. */
function isLost({ assignment: { dropped } }: Variable): boolean {
  return dropped !== undefined && !['stray-punctuation', 'unquoted-blank', 'inline-comment'].includes(dropped.reason);
}

function appliesTo({ role, onlyFor }: ProxySetting, target: Target): boolean {
  if (role === 'http' || role === 'https') {
    if (role !== target.scheme) return false;
  }
  if (onlyFor === undefined) return true;
  const only = parseUrl(onlyFor);
  return (
    only.host.text.toLowerCase() === target.host.text.toLowerCase() &&
    (only.scheme === '' || only.scheme === target.scheme)
  );
}

function clientSteps(environment: Environment, decision: Decision, settings: readonly ProxySetting[]): RouteStep[] {
  const steps: RouteStep[] = [];
  const setting =
    settings.find((fact) => fact.role !== 'no-proxy' && fact.value.text === decision.proxy) ??
    settings.find((fact) => fact.role !== 'no-proxy');
  if (setting) {
    steps.push({
      what: 'setting',
      at: setting.at,
      about: `${setting.name.text}  ${setting.value.text}`,
      message: { en: `the configuration of ${setting.client} comes first`, zh: `${setting.client} 自己的配置优先` },
    });
  } else if (decision.variable !== undefined) {
    const variable = environment.variables.get(decision.variable);
    const text = variable?.known ? variable.text : '…';
    steps.push({
      what: 'variable',
      ...(variable ? { at: inside(variable.assignment.value) } : {}),
      about: `${decision.variable}  ${text}`,
      message: { en: 'the proxy for this request', zh: '这个请求使用的代理' },
    });
  }
  const list = decision.noProxy === undefined ? undefined : environment.variables.get(decision.noProxy);
  if (decision.noProxy !== undefined && decision.variable !== undefined) steps.push(...listSteps(decision, list));
  return steps;
}

function listSteps(decision: Decision, list: Variable | undefined): RouteStep[] {
  const about = `${decision.noProxy}  ${list?.known ? list.text : (list?.text.replaceAll(HOLE, '…') ?? '')}`;
  const at = list ? { at: inside(list.assignment.value) } : {};
  const { bypass } = decision;
  if (bypass && 'entry' in bypass) {
    const exact = list?.assignment.value.known ? { at: spanOf(list.assignment.value, bypass.start, bypass.end) } : at;
    return [
      { what: 'no-proxy', ...exact, about, message: { en: `${bypass.entry} matches`, zh: `${bypass.entry} 匹配` } },
    ];
  }
  const misses = decision.nearMisses.map((miss): RouteStep => {
    const exact = list?.assignment.value.known ? { at: spanOf(list.assignment.value, miss.start, miss.end) } : at;
    return { what: 'no-proxy', ...exact, about: miss.entry, message: miss.why };
  });
  return [{ what: 'no-proxy', ...at, about, message: { en: 'no entry matches', zh: '没有匹配的条目' } }, ...misses];
}

function ending(decision: Decision): RouteStep[] {
  const { bypass } = decision;
  if (bypass && 'reason' in bypass)
    return [
      {
        what: 'client',
        message: { en: 'this client never sends loopback to a proxy', zh: '这个客户端从不把本机地址交给代理' },
      },
    ];
  if (decision.why) return [{ what: decision.verdict === 'unknown' ? 'unknown' : 'client', message: decision.why }];
  if (decision.verdict !== 'direct' || bypass) return [];
  return [
    {
      what: 'client',
      message: { en: 'no variable that this client reads names a proxy', zh: '这个客户端读取的变量里没有设置代理' },
    },
  ];
}

// ── behind the proxy ────────────────────────────────────────────────────────────────────────────────────────────────

interface Onward {
  readonly verdict: RouteVerdict;
  readonly steps: readonly RouteStep[];
  readonly clash?: NonNullable<Route['clash']>;
}

const SPEAKS: Readonly<Record<string, readonly string[]>> = {
  http: ['http', 'https', ''],
  socks: ['socks', 'socks4', 'socks4a', 'socks5', 'socks5h'],
};

/** Where the Clash of this project sends what arrives at the proxy's address; elsewhere the proxy is the end. */
function throughClash(project: Project, target: Target, proxy: string): Onward {
  const found = clashListeners(project, proxy);
  const [first] = found;
  if (!first) return { verdict: 'proxy', steps: [] };
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
      steps: [
        step,
        unknownStep(
          'several Clash files listen on this port and disagree',
          '有多份 Clash 配置监听这个端口，结论不一致',
        ),
      ],
    };
  }
  return { ...answer, steps: [step, ...answer.steps] };
}

function clashListeners(project: Project, proxy: string): { readonly listener: Listener; readonly file: ClashFile }[] {
  const url = parseUrl(proxy);
  const host = url.host.text.replace(/^\[|\]$/g, '').toLowerCase();
  const ip = parseIp(host);
  if (host !== 'localhost' && !(ip && ipKind(ip) === 'loopback')) return [];
  const port = explicitPort(url);
  return clashConfigs(project).flatMap((file) => {
    const listener = project
      .facts('listener')
      .find((fact) => fact.at.file === file.at.file && fact.port.known && Number(fact.port.text) === port);
    return listener ? [{ listener, file }] : [];
  });
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
    ...(listener.name === undefined ? {} : { name: listener.name }),
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
      message: {
        en: `the first of ${file.rules.length} rules that catches it`,
        zh: `${file.rules.length} 条规则里最先匹配的一条`,
      },
    });
  steps.push(policyStep(answer));
  const rule = answer.kind === 'rule' ? { rule: answer.rule.text } : {};
  return { verdict: answer.outcome, steps, clash: { ...rule, policy: answer.policy } };
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
    ...(answer.policy === undefined ? {} : { clash: { policy: answer.policy } }),
  };
}

/** Clients and families by name; a name nobody knows gives none. */
export function clientsNamed(names: readonly string[]): readonly Client[] {
  return names.flatMap((name) => clientByName(name) ?? families.find((family) => family.name === name) ?? []);
}
