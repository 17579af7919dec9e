/** The routes of a machine's requests, in the few words that fit above a line. */
import type { Project, Route, RouteVerdict, Text } from '../core.ts';
import { regionOf } from '../knowledge/hosts.ts';
import { clashFiles } from '../queries/clash/clash-files.ts';
import { type Environment, environments } from '../queries/environments/environment.ts';
import { environmentName, routesFrom, withProxy } from '../queries/overview.ts';
import { clientsNamed, USUAL_CLIENTS } from '../queries/routes.ts';
import { type UsedHost, urlOf, usedHosts } from '../queries/usage.ts';
import { type ClashAnswer, type PolicyEnd, route, routerOf } from '../routing/clash/evaluate.ts';
import { groupBy } from '../text.ts';
import type { View } from './view.ts';

/** The clients that count on this machine. */
const clientsOf = ({ network }: Project) => clientsNamed(network.clients.length > 0 ? network.clients : USUAL_CLIENTS);

/** Each host in use once, in the order of first mention, at most `most` of them. */
export function hostsInUse(project: Project, most: number): readonly UsedHost[] {
  return [...groupBy(usedHosts(project), ({ host, port }) => `${host} ${port}`).values()]
    .slice(0, most)
    .flatMap(([first]) => first ?? []);
}

/** The ways of a URL from every environment that sets a proxy; from the first one where none does. */
export function routesTo(view: View, url: string): Route[] {
  const setting = withProxy(view.project);
  const asked = setting.length > 0 ? setting : environments(view.project).slice(0, 1);
  return asked.flatMap((environment) => waysFrom(view, environment, url));
}

/** The ways of a URL from one environment, one for each client that counts. */
export function waysFrom({ project, display }: View, environment: Environment, url: string): readonly Route[] {
  return routesFrom(project, environment, clientsOf(project), url, environmentName(display, environment));
}

/** Where a route ends: a policy, the address of a proxy, or a word. The address can contain a secret. */
export function endOf({ verdict, clash, proxy }: Route): Text {
  const words = VERDICTS[verdict];
  if (verdict !== 'proxy') return words;
  const end = clash?.policy ?? proxy?.replace(/^\w+:\/\//, '').replace(/\/$/, '');
  return end === undefined ? words : { en: end, zh: end };
}

const VERDICTS: Readonly<Record<RouteVerdict, Text>> = {
  direct: { en: 'direct', zh: '直连' },
  proxy: { en: 'proxy', zh: '代理' },
  reject: { en: 'refused', zh: '拒绝' },
  unknown: { en: 'not certain', zh: '不确定' },
  error: { en: 'fails', zh: '报错' },
};

/** `AI → 🇯🇵 东京`: the names on the way of a policy and its end. */
export function chainOf({ chain, policy }: PolicyEnd): string {
  return [...chain, policy].filter((name, index, all) => name !== all[index - 1]).join(' → ');
}

/** How a policy's outcome is called. */
export function outcomeWords(outcome: PolicyEnd['outcome']): Text {
  return VERDICTS[outcome];
}

/** A host in use and what a Clash file answers for it. */
export interface HostAnswer {
  readonly host: string;
  readonly url: string;
  readonly answer: ClashAnswer;
}

/** What a Clash file of this project does with the hosts in use. Routers must be prepared. */
export function hostsThroughClash(project: Project, file: string, most: number): HostAnswer[] {
  const config = clashFiles(project).find(({ at, form }) => at.file === file && form === 'config');
  if (!config) return [];
  const router = routerOf(config);
  return hostsInUse(project, most).map((used) => {
    const isPublic = regionOf(used.host, project.network) !== undefined;
    const answer = route(router, { host: used.host, port: used.port ?? (used.scheme === 'http' ? 80 : 443), isPublic });
    return { host: used.host, url: urlOf(used), answer };
  });
}
