/** `envlint route URL… [PATH…]`: where does a request go, and why. Nothing is sent. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Route } from '../../core.ts';
import type { RequestedPath } from '../../host/find/discover.ts';
import { prepareRouters } from '../../host/read/clash-data.ts';
import { clashFiles } from '../../queries/clash/clash-files.ts';
import { environmentsFor } from '../../queries/environments/agents.ts';
import { type Environment, environments } from '../../queries/environments/environment.ts';
import { exported, newState } from '../../queries/environments/evaluation/state.ts';
import { newOwn } from '../../queries/environments/own.ts';
import { environmentName } from '../../queries/overview.ts';
import { proxies } from '../../queries/proxies/proxies.ts';
import { clientsNamed, routeOf, USUAL_CLIENTS } from '../../queries/routes.ts';
import { sshDestination } from '../../queries/ssh-routes.ts';
import { urlOf, usedHosts } from '../../queries/usage.ts';
import { type RouteReport, routeJson, routePretty } from '../../report/route.ts';
import { clientNames } from '../../routing/clients/index.ts';
import { secretsOf } from '../../secrets/index.ts';
import { groupBy } from '../../text.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { answer } from '../run/answer.ts';
import { openSession } from '../session/open.ts';
import { loadSettings, type Session } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { sshRoutes } from './route-ssh.ts';

/** Runs the command; 0 unless a request fails on its configuration (1). Throws `UsageError`. */
export async function routeCommand(context: Context): Promise<number> {
  const { urls, paths } = splitOperands(context.operands);
  const session = await openSession({ ...context, operands: paths }, await loadSettings(context));
  const asked = urls.length > 0 ? urls : affordable(context, session, paths, mentionedUrls(session));
  if (asked.length === 0) throw new UsageError(hasPlace(context, paths) ? NO_URL : NO_URL_HERE);
  if (session.project.documents.size === 0 && !hasPlace(context, paths)) context.note(NOTHING_HERE);
  const routes = routesOf(context, session, asked, paths);
  const report = routeReport(context, session, routes);
  answer(
    context,
    () => routeJson(report),
    ({ paint }) => routePretty({ ...report, paint }),
  );
  return routes.some(({ verdict }) => verdict === 'error') ? 1 : 0;
}

/** At most so many routes are printed: the number is hosts times environments, and longer output is not readable. */
const MOST_ROUTES = 2_000;

/** Only the first of the hosts that the files name, where asking about all of them would be too much; the output says so. */
export function affordable(
  context: Context,
  session: Session,
  paths: readonly RequestedPath[],
  urls: readonly string[],
): readonly string[] {
  const each = chooseEnvironments(context, session, paths).length * askedClients(context, session).length;
  const most = Math.max(1, Math.floor(MOST_ROUTES / Math.max(1, each)));
  if (urls.length <= most) return urls;
  context.note({
    en: `these files name ${urls.length} hosts: this answers for the first ${most}; name a URL to ask about another`,
    zh: `这些文件提到了 ${urls.length} 个主机，这里只回答前 ${most} 个；要查其他主机，请写出 URL`,
  });
  return urls.slice(0, most);
}

const NO_URL = {
  en: 'route needs a URL: nothing in these files names a host',
  zh: '需要一个 URL：这些文件里没有提到任何主机',
};

const NO_URL_HERE = {
  en: 'route needs a URL: nothing here names a host; `envlint route --home` answers for this machine',
  zh: '需要一个 URL：这里没有文件提到主机；`envlint route --home` 可查看本机',
};

const NOTHING_HERE = {
  en: 'no file here sets anything; `envlint route --home URL` answers for this machine',
  zh: '这里没有相关文件；`envlint route --home URL` 可查看本机的走向',
};

/** Did the user say where to look? */
const hasPlace = ({ values }: Context, paths: readonly RequestedPath[]): boolean =>
  paths.length > 0 || values.home === true || values.root !== undefined;

/** A word with `://` is a URL, an existing path is a path, anything else is a host. After `--` all are paths. */
export function splitOperands(operands: readonly RequestedPath[]): {
  readonly urls: readonly string[];
  readonly paths: readonly RequestedPath[];
} {
  const urls: string[] = [];
  const paths: RequestedPath[] = [];
  for (const operand of operands) {
    const { path, literal } = operand;
    if (literal || (!path.includes('://') && existsSync(path))) paths.push(operand);
    else urls.push(path);
  }
  return { urls, paths };
}

/** Every host the project itself names: base URLs, providers of keys, declared routes. */
export function mentionedUrls({ project, config }: Session): string[] {
  return [...new Set([...config.routes.map(({ url }) => url), ...usedHosts(project).map(urlOf)])];
}

/** Every asked URL, from every asked environment, by every asked client. */
export function routesOf(
  context: Context,
  session: Session,
  urls: readonly string[],
  paths: readonly RequestedPath[],
): Route[] {
  const { project } = session;
  prepareRouters(clashFiles(project), context.home);
  const chosen = chooseEnvironments(context, session, paths);
  const asked = askedClients(context, session);
  const name = (environment: Environment): string => environmentName(session.path, environment);
  const named = namedFiles(context, paths);
  const isNamed = ({ file }: Environment): boolean => context.values.env !== undefined || named.has(file);
  const pairs = asked.flatMap((client) => {
    const own = environmentsFor(project, client.name, chosen, isNamed);
    return (own.length > 0 ? own : [EMPTY]).map((environment) => ({ client, environment }));
  });
  const order = [...groupBy(pairs, ({ environment }) => name(environment)).values()].flat();
  return urls.flatMap((url) => {
    if (sshDestination(url)) return sshRoutes(context, project, url);
    return order.map(({ client, environment }) => ({
      ...routeOf(project, environment, client, withScheme(url)),
      url,
      environment: name(environment),
    }));
  });
}

const withScheme = (url: string): string => (url.includes('://') ? url : `https://${url}`);

/** The clients of `--client`, else of the configuration, else the usual four. Throws `UsageError` for an unknown name. */
function askedClients({ values }: Context, { config }: Session): ReturnType<typeof clientsNamed> {
  const names = values.client ?? (config.network.clients.length > 0 ? config.network.clients : USUAL_CLIENTS);
  return names.flatMap((name) => {
    const found = clientsNamed([name]);
    if (found.length > 0) return found;
    const known = clientNames();
    const guess = didYouMean(name, known);
    throw new UsageError({
      en: `there is no client ${name}${guess.en || `; known: ${known.join(', ')}`}`,
      zh: `没有客户端 ${name}${guess.zh || `，可选：${known.join('、')}`}`,
    });
  });
}

/** What `--as`, `--env`, `--unit` pick; else all that set a proxy and all whose file was named. Throws `UsageError`. */
function chooseEnvironments(
  context: Context,
  { project, path }: Session,
  paths: readonly RequestedPath[],
): readonly Environment[] {
  const all = environments(project);
  const picked = pick(context, all);
  if (picked) {
    if (picked.length > 0) return picked;
    throw new UsageError({
      en: `no such environment; there are: ${all.map((one) => environmentName(path, one)).join(', ') || 'none'}`,
      zh: `没有这个环境；现有：${all.map((one) => environmentName(path, one)).join('、') || '无'}`,
    });
  }
  const named = namedFiles(context, paths);
  const wanted = all.filter(
    (one) =>
      proxies(one).some(({ assignment }) => one.own.has(assignment)) ||
      (one.kind !== 'function' &&
        one.kind !== 'alias' &&
        (named.has(one.file) || [...one.own].some(({ at }) => named.has(at.file)))),
  );
  return wanted.length > 0
    ? wanted
    : all
        .filter((one) => one.kind === 'shell' || one.kind === 'dotenv')
        .slice(0, 1)
        .concat(all.length === 0 ? [EMPTY] : []);
}

/** The files among the operands, links resolved. */
function namedFiles({ cwd }: Context, paths: readonly RequestedPath[]): ReadonlySet<string> {
  return new Set(
    paths
      .filter(({ path }) => existsSync(path) && statSync(path).isFile())
      .map(({ path }) => realpathSync(resolve(cwd, path))),
  );
}

/** The environment that is used when no file sets a variable: requests still have a route, the direct one. */
const EMPTY: Environment = {
  id: '',
  kind: 'shell',
  file: '',
  name: '',
  ignoresLoopback: false,
  variables: exported(newState()),
  own: newOwn(),
  layers: [],
  settled: new Set(),
  isIncomplete: false,
  cleared: new Set(),
  ways: () => [EMPTY],
};

function pick({ values, cwd }: Context, all: readonly Environment[]): readonly Environment[] | undefined {
  const { as, env, unit } = values;
  const real = (path: string): string =>
    existsSync(resolve(cwd, path)) ? realpathSync(resolve(cwd, path)) : resolve(cwd, path);
  if (unit !== undefined) return all.filter((one) => one.service?.documents.some(({ file }) => file === real(unit)));
  if (env !== undefined) {
    const colon = existsSync(resolve(cwd, env)) ? -1 : env.lastIndexOf(':');
    const [file, name] = colon < 0 ? [real(env), ''] : [real(env.slice(0, colon)), env.slice(colon + 1)];
    const own = all.filter((one) => one.file === file && one.name === name && one.kind !== 'service');
    return own.length > 0 || name !== ''
      ? own
      : all.filter((one) => one.kind === 'shell' && [...one.own].some(({ at }) => at.file === file)).slice(0, 1);
  }
  if (as === undefined) return undefined;
  const label = /^(?:systemd|launchd):(.+)$/.exec(as)?.[1];
  if (label !== undefined)
    return all.filter(
      (one) =>
        one.service &&
        (one.service.label === label || one.service.label === `${label}.service`) &&
        as.startsWith(one.service.manager),
    );
  return all.filter((one) => one.kind === 'shell' && one.shell === as);
}

/** What the formats of routes are given. */
export function routeReport(
  context: Context,
  { project, display, path }: Session,
  routes: readonly Route[],
): RouteReport {
  return {
    project,
    routes,
    lang: context.lang,
    paint: context.paint,
    width: context.width,
    unicode: true,
    display,
    path,
    mask: secretsOf(project),
  };
}
