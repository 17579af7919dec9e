/** The routes of the playground: what the map of HTML reports shows, and hosts that the user types. */
import type { Project, Route } from '../../core.ts';
import type { Environment } from '../../queries/environments/environment.ts';
import { environmentName, overview, routesFrom, withProxy } from '../../queries/overview.ts';
import { clientsNamed, USUAL_CLIENTS } from '../../queries/routes.ts';

/** The routes of the hosts in use, after those of `hosts`. */
export function routesOf(project: Project, hosts: readonly string[]): readonly Route[] {
  const nameOf = (environment: Environment): string => environmentName((file) => file, environment);
  const clients = clientsNamed(USUAL_CLIENTS);
  const asked = hosts.map((host) => (host.includes('://') ? host : `https://${host}`));
  const extra = asked.flatMap((url) =>
    withProxy(project).flatMap((environment) => routesFrom(project, environment, clients, url, nameOf(environment))),
  );
  return [...extra, ...overview(project, nameOf)];
}
