/** An overview of how the requests of a project travel: the hosts it uses, from the environments that set a proxy. */
import type { Project, Route } from '../core.ts';
import type { Client } from '../routing/client.ts';
import { type Environment, environments } from './environments/environment.ts';
import { ownProxies } from './proxies/proxies.ts';
import { clientsNamed, routeOf, USUAL_CLIENTS } from './routes.ts';
import { urlOf, usedHosts } from './usage.ts';

/**
 * At most so many hosts are offered; the number of environments is limited so that the routes stay within the second number.
 */
const MOST_HOSTS = 12;
const MOST_ROUTES = 4000;

/** Whether requests to this machine stay on it is the most important answer, so it comes first. */
const LOCAL = 'http://127.0.0.1';

/**
 * Routes of the first few hosts in use, and of a local service, by the usual clients; `nameOf` says how an environment
 * is called. Empty where nothing sets a proxy: then there is nothing to draw. Routers must be prepared.
 */
export function overview(project: Project, nameOf: (environment: Environment) => string): readonly Route[] {
  const setting = withProxy(project);
  const urls = [...new Set(usedHosts(project).map(urlOf))].slice(0, MOST_HOSTS);
  const isLocalUsed = urls.some((url) => /^\w+:\/\/(?:127\.|localhost)/.test(url));
  const asked = isLocalUsed ? urls : [...urls, LOCAL];
  const clients = clientsNamed(USUAL_CLIENTS);
  const most = Math.floor(MOST_ROUTES / (asked.length * Math.max(1, clients.length)));
  return asked.flatMap((url) =>
    setting
      .slice(0, most)
      .flatMap((environment) => routesFrom(project, environment, clients, url, nameOf(environment))),
  );
}

/** The environments that set a proxy themselves. */
export function withProxy(project: Project): readonly Environment[] {
  return environments(project).filter((environment) => ownProxies(environment).length > 0);
}

/** The routes of a URL from one environment, which is called `name`: one for each client. */
export function routesFrom(
  project: Project,
  environment: Environment,
  clients: readonly Client[],
  url: string,
  name: string,
): readonly Route[] {
  return clients.map((client) => ({ ...routeOf(project, environment, client, url), environment: name }));
}

/** `.zshrc:proxy_on`, `docker.service`: paths as machines want them. */
export function environmentName(path: (file: string) => string, { kind, id, file, name }: Environment): string {
  if (kind === 'service') return id;
  return `${path(file)}${name === '' ? '' : `:${name}`}`;
}
