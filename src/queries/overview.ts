/** An overview of how the requests of a project travel: the hosts it uses, from the environments that set a proxy. */
import type { Project, Route } from '../core.ts';
import { type Environment, environments } from './environments/environment.ts';
import { ownProxies } from './proxies/proxies.ts';
import { clientsNamed, routeOf } from './routes.ts';
import { usedHosts } from './usage.ts';

/**
 * At most so many hosts are offered; the number of environments is limited so that the routes stay within the second number.
 */
const MOST_HOSTS = 12;
const MOST_ROUTES = 4000;

/** Whether requests to this machine stay on it is the most important answer, so it comes first. */
const LOCAL = 'http://127.0.0.1';

const CLIENTS = ['curl', 'python', 'node', 'go'];

/**
 * Routes of the first few hosts in use, and of a local service, by the usual clients; `nameOf` says how an environment
 * is called. Empty where nothing sets a proxy: then there is nothing to draw. Routers must be prepared.
 */
export function overview(project: Project, nameOf: (environment: Environment) => string): readonly Route[] {
  const setting = environments(project).filter((environment) => ownProxies(environment).length > 0);
  const used = usedHosts(project).map(({ scheme, host, port }) => {
    const name = host.includes(':') ? `[${host}]` : host;
    return `${scheme}://${name}${port === undefined ? '' : `:${port}`}`;
  });
  const urls = [...new Set(used)].slice(0, MOST_HOSTS);
  const isLocalUsed = urls.some((url) => /^\w+:\/\/(?:127\.|localhost)/.test(url));
  const asked = isLocalUsed ? urls : [...urls, LOCAL];
  const clients = clientsNamed(CLIENTS);
  const most = Math.floor(MOST_ROUTES / (asked.length * Math.max(1, clients.length)));
  return asked.flatMap((url) =>
    setting
      .slice(0, most)
      .flatMap((environment) =>
        clients.map((client) => ({ ...routeOf(project, environment, client, url), environment: nameOf(environment) })),
      ),
  );
}

/** `.zshrc:proxy_on`, `docker.service`: paths as machines want them. */
export function environmentName(path: (file: string) => string, { kind, id, file, name }: Environment): string {
  if (kind === 'service') return id;
  return `${path(file)}${name === '' ? '' : `:${name}`}`;
}
