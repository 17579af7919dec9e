/** Where a request goes, from one environment and by one client, and through which lines of the project's files. */
import { HOLE, type Project, type ProxySetting, type Route, type RouteStep, type Text } from '../core.ts';
import type { Client, Decision, Environ } from '../routing/client.ts';
import { clientTitle } from '../routing/client-title.ts';
import { clientByName } from '../routing/clients/index.ts';
import { managedOpenclaw } from '../routing/clients/openclaw.ts';
import { families } from '../routing/families.ts';
import { parseTarget, parseUrl, type Target } from '../routing/url/target.ts';
import { groupBy, inside, spanOf } from '../text.ts';
import { throughClash } from './clash/clash-routes.ts';
import type { Environment, Variable } from './environments/environment.ts';
import { proxyRole } from './proxies/proxies.ts';

/** Replaces a proxy whose address is only known at run time; the name can never be a real host. */
const RUNTIME_HOST = 'run-time.invalid';
const RUNTIME = `http://${RUNTIME_HOST}:9`;
/** Replaces the address after a literal scheme: it is certain that a proxy is used, but not where it is. */
const SOMEWHERE_HOST = 'somewhere.invalid';

/** The whole route of one request; unknown where it depends on a condition. */
export function routeOf(project: Project, environment: Environment, client: Client, url: string): Route {
  const whole = routeIn(project, environment, client, url);
  const ways = environment.ways();
  if (ways.length < 2) return whole;
  const routes = ways.map((way) => routeIn(project, way, client, url));
  const [first] = routes as [Route];
  if (routes.every(({ verdict }) => verdict === first.verdict)) return whole.verdict === first.verdict ? whole : first;
  const step: RouteStep = { what: 'unknown', message: conditionsOf(ways, routes) };
  const { proxy: _, bypass: __, clash: ___, ...about } = whole;
  return { ...about, verdict: 'unknown', steps: [...whole.steps, step] };
}

/** The conditions whose answers change the route. */
function conditionsOf(ways: readonly Environment[], routes: readonly Route[]): Text {
  const questions = [...new Set(ways.flatMap(({ answers }) => [...(answers?.keys() ?? [])]))];
  const deciding = questions.filter((question) => {
    const verdicts = groupBy([...ways.entries()], ([, { answers }]) => answers?.get(question) ?? '');
    const sets = [...verdicts.values()].map((own) =>
      [...new Set(own.map(([index]) => routes[index]?.verdict))].sort().join(),
    );
    return new Set(sets).size > 1;
  });
  const asked = (deciding.length > 0 ? deciding : questions)
    .slice(0, 3)
    .map((one) => one.replace(/^set (?=\w+$)/, '$'));
  return { en: `it depends on ${asked.join(', ')}`, zh: `取决于 ${asked.join('、')}` };
}

function routeIn(project: Project, environment: Environment, named: Client, url: string): Route {
  const client = asConfigured(project, named);
  const target = parseTarget(url);
  const { environ, settings, partly } = environFor(project, environment, client, target);
  const decision = client.decide(environ, target);
  const { bypass, proxy } = decision;
  const steps = clientSteps(environment, decision, settings);
  const about = {
    url,
    client: client.name,
    environment: environment.id,
    proxy: proxy === undefined || proxy === RUNTIME ? undefined : shown(proxy),
    bypass: bypass && 'entry' in bypass ? bypass.entry : undefined,
    needs: decision.needs,
  };
  const open = undecided(decision, partly) ?? unseen(environment, { client, environ, target }, decision);
  if (open) return { ...about, verdict: 'unknown', steps: [...steps, open] };
  if (decision.verdict === 'direct')
    return { ...about, verdict: decision.verdict, steps: [...steps, ...ending(decision, client)] };
  const note = unopened(client, environ);
  if (decision.verdict !== 'proxy')
    return { ...about, verdict: decision.verdict, steps: [...steps, ...ending(decision, client)], note };
  const { verdict, steps: onward, clash } = throughClash(project, target, proxy ?? '');
  return { ...about, verdict, steps: [...steps, ...onward], clash, note };
}

/** The variable that the client asks for before it reads a proxy, where nothing sets it. */
function unopened({ opener }: Client, environ: Environ): Text | undefined {
  if (opener === undefined || environ.get(opener) === '1') return undefined;
  if (environ.get('NODE_OPTIONS')?.includes('--use-env-proxy')) return undefined;
  return {
    en: `only with ${opener}=1, which is not set here; else direct`,
    zh: `仅在设置 ${opener}=1 后如此；这里没有设置，实际会直连`,
  };
}

/** A client that behaves in another way once its own file names a proxy. */
function asConfigured(project: Project, client: Client): Client {
  if (client.name !== 'openclaw' || !project.facts('proxy-setting').some((fact) => fact.client === client.name))
    return client;
  const mode = project.facts('setting').findLast(({ path }) => path.join('.') === 'proxy.loopbackMode');
  return managedOpenclaw(mode?.value.text ?? 'gateway-only');
}

/** A proxy's URL without the placeholders for its unknown parts. */
function shown(proxy: string): string {
  return proxy.replaceAll(SOMEWHERE_HOST, '…');
}

/**
 * The value a client is given for a partly unknown proxy: with a literal `http://` it is a proxy, wherever it is. If a Clash of
 * the project may be listening there, the address decides what happens to the request.
 */
function proxyText(project: Project, { text }: Variable): string {
  const [, scheme, rest = ''] = /^(https?:\/\/)(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return RUNTIME;
  const whole = /^[^/]*/.exec(rest)?.[0] ?? '';
  const address = whole.slice(whole.lastIndexOf('@') + 1);
  // Only the name or the password is unknown.
  if (!address.includes(HOLE) && address !== '') return `${scheme}${address}`;
  if (project.facts('listener').length > 0) return RUNTIME;
  const port = /:\d+$/.exec(address)?.[0] ?? ':1';
  return `${scheme}${SOMEWHERE_HOST}${port}`;
}

/** The run-time value that the answer depends on. */
function undecided(
  { verdict, proxy, noProxy }: Decision,
  partly: ReadonlyMap<string, Variable>,
): RouteStep | undefined {
  if (proxy?.startsWith(RUNTIME)) {
    return {
      what: 'unknown',
      message: { en: 'the address of the proxy is only known at run time', zh: '代理地址要到运行时才知道' },
    };
  }
  const list = verdict === 'proxy' && noProxy !== undefined ? partly.get(noProxy) : undefined;
  if (list) {
    return {
      what: 'unknown',
      at: inside(list.assignment.value),
      message: { en: `a part of ${list.name} is only known at run time`, zh: `${list.name} 有一部分要到运行时才知道` },
    };
  }
  return undefined;
}

interface Request {
  readonly client: Client;
  readonly environ: Environ;
  readonly target: Target;
}

/** A file that is not here, if one of its variables would change the answer. */
function unseen(environment: Environment, { client, environ, target }: Request, now: Decision): RouteStep | undefined {
  if (!environment.isIncomplete) return undefined;
  const free = DECIDING.filter((name) => !environment.settled.has(name));
  const isOther = (changed: Environ): boolean => client.decide(changed, target).verdict !== now.verdict;
  const couldBe = free.some((name) => {
    const without = new Map([...environ].filter(([one]) => one !== name));
    return isOther(without) || isOther(new Map(environ).set(name, /no_proxy/i.test(name) ? '*' : RUNTIME));
  });
  const without = [...environ].filter(([name]) => !free.includes(name));
  const proxies = free.filter((name) => !/no_proxy/i.test(name)).map((name) => [name, RUNTIME] as const);
  if (!couldBe && !isOther(new Map(without)) && !isOther(new Map([...without, ...proxies]))) return undefined;
  const { openedBy } = environment;
  const isNamed = openedBy?.kind === 'env';
  return {
    what: 'unknown',
    at: isNamed ? openedBy.statement : openedBy?.at,
    message: isNamed ? COMPUTED : ABSENT,
  };
}

const COMPUTED = {
  en: 'what this line sets is only known at run time: it can be a proxy or a list',
  zh: '这一行设置了哪个变量要到运行时才知道，可能是代理，也可能是排除列表',
};
const ABSENT = {
  en: 'it loads a file that is not here, and that can set a proxy or a list',
  zh: '它加载的一个文件不在这里，而代理或排除列表可以在那个文件里设置',
};

const DECIDING = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

// ── what the client reads ───────────────────────────────────────────────────────────────────────────────────────────

interface Reading {
  readonly environ: Environ;
  readonly settings: readonly ProxySetting[];
  /** Exemption lists with an unknown part: for hosts that the known part does not match, the answer is unknown. */
  readonly partly: ReadonlyMap<string, Variable>;
}

/** The environment as the client's process receives it, with the settings of its own configuration file on top. */
function environFor(project: Project, environment: Environment, client: Client, target: Target): Reading {
  const environ = new Map<string, string>();
  const partly = new Map<string, Variable>();
  for (const variable of environment.variables.values()) {
    if (isLost(variable)) continue;
    const role = proxyRole(variable.name);
    if (variable.known) environ.set(variable.name, variable.text);
    else if (role === 'proxy') environ.set(variable.name, proxyText(project, variable));
    else if (role === 'no-proxy') {
      partly.set(variable.name, variable);
      const known = variable.text.split(',').filter((entry) => !entry.includes(HOLE));
      // Some clients treat an empty list as no list and read on; an unknown list must not look empty.
      environ.set(variable.name, known.join(',') || RUNTIME_HOST);
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
  return { environ, settings, partly };
}

/** systemd dropped it: the process never receives it. */
function isLost({ assignment: { dropped } }: Variable): boolean {
  return (
    dropped !== undefined &&
    !['stray-punctuation', 'unquoted-blank', 'trailing-blank', 'inline-comment'].includes(dropped.reason)
  );
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
      message: {
        en: `the configuration of ${clientTitle(setting.client).en} comes first`,
        zh: `${clientTitle(setting.client).zh} 自己的配置优先`,
      },
    });
  } else if (decision.variable !== undefined) {
    const variable = environment.variables.get(decision.variable);
    const text = variable?.known ? variable.text : '…';
    steps.push({
      what: 'variable',
      at: variable ? inside(variable.assignment.value) : undefined,
      about: text === '' ? decision.variable : `${decision.variable}  ${text}`,
      message:
        text === ''
          ? { en: 'is empty, which removes the proxy', zh: '是空值，等于不用代理' }
          : { en: 'the proxy for this request', zh: '这个请求使用的代理' },
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

function ending(decision: Decision, { name }: Client): RouteStep[] {
  const { bypass } = decision;
  const title = clientTitle(name);
  if (bypass && 'reason' in bypass)
    return [
      {
        what: 'client',
        message: { en: `${title.en} never sends loopback to a proxy`, zh: `${title.zh} 从不把本机地址交给代理` },
      },
    ];
  if (decision.why) return [{ what: decision.verdict === 'unknown' ? 'unknown' : 'client', message: decision.why }];
  if (decision.verdict !== 'direct' || bypass) return [];
  return [
    {
      what: 'client',
      message: { en: `no variable that ${title.en} reads names a proxy`, zh: `${title.zh} 读取的变量里没有设置代理` },
    },
  ];
}

/** The clients that stand for most programs where the user named none. */
export const USUAL_CLIENTS: readonly string[] = ['curl', 'python', 'node', 'go'];

/** Clients and families by name; an unknown name gives none. */
export function clientsNamed(names: readonly string[]): readonly Client[] {
  return names.flatMap((name) => clientByName(name) ?? families.find((family) => family.name === name) ?? []);
}
