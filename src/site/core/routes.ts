/** The routes of the playground: what the map of HTML reports shows, and hosts that the user types. */
import type { Project, Route } from '../../core.ts';
import { environments } from '../../queries/environments/environment.ts';
import { environmentName, overview } from '../../queries/overview.ts';
import { ownProxies } from '../../queries/proxies/proxies.ts';
import { clientsNamed, routeOf } from '../../queries/routes.ts';

const CLIENTS = ['curl', 'python', 'node', 'go'];

/** The routes of the hosts in use, after those of `hosts`. */
export function routesOf(project: Project, hosts: readonly string[]): readonly Route[] {
  const named = (file: string): string => file;
  const setting = environments(project).filter((environment) => ownProxies(environment).length > 0);
  const asked = hosts.map((host) => (host.includes('://') ? host : `https://${host}`));
  const extra = asked.flatMap((url) =>
    setting.flatMap((environment) =>
      clientsNamed(CLIENTS).map((client) => ({
        ...routeOf(project, environment, client, url),
        environment: environmentName(named, environment),
      })),
    ),
  );
  return [...extra, ...overview(project, (environment) => environmentName(named, environment))];
}
