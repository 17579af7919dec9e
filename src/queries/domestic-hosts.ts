/** Domestic hosts that leave through a proxy: which rule of a Clash file, or which environment, sends them there. */
import type { ClashFile, ClashRule, Project } from '../core.ts';
import { PROVIDERS } from '../knowledge/hosts.ts';
import { type ClashEnd, certainRule, routerOf } from '../routing/clash/evaluate.ts';
import { together } from '../text.ts';
import { type Environment, environments, type Variable } from './environments/environment.ts';
import { bypassesProxy } from './proxies/client-routes.ts';
import { ownProxies } from './proxies/proxies.ts';
import { domesticHosts } from './region.ts';
import { suffixOf, type UsedHost } from './usage.ts';

export interface CapturedHost {
  readonly host: string;
  readonly rule: ClashRule;
  readonly end: ClashEnd;
}

/** The rule that certainly sends a host to a proxy. */
function captured(file: ClashFile, host: string, port = 443): CapturedHost | undefined {
  const end = certainRule(routerOf(file), { host, port, isPublic: true });
  return end?.outcome === 'proxy' ? { host, rule: end.rule, end } : undefined;
}

/**
 * Every environment and every Clash file is asked about each host in use. Only this many hosts are looked at: they are enough
 * to show the fault, and the cost stays in proportion to the size of the tree.
 */
const MOST_HOSTS = 30;

/** A rule that sends domestic hosts in use to a proxy. */
export interface Capture {
  readonly rule: ClashRule;
  readonly uses: readonly UsedHost[];
  /** The policy they leave through. */
  readonly policy: string;
  /** The rule names the hosts, rather than catching what is left. */
  readonly isMeant: boolean;
}

const NAMING = ['DOMAIN', 'DOMAIN-SUFFIX', 'DOMAIN-KEYWORD', 'DOMAIN-REGEX', 'DOMAIN-WILDCARD'];

/** The domestic hosts in use of a project, as many as are asked about. */
export const askedHosts = (project: Project): readonly UsedHost[] => domesticHosts(project).slice(0, MOST_HOSTS);

/** Each rule of a file that sends domestic hosts in use to a proxy. */
export function captures(project: Project, file: ClashFile): readonly Capture[] {
  const found = askedHosts(project).flatMap((use) => {
    const capture = captured(file, use.host, use.port);
    return capture ? [{ ...capture, use }] : [];
  });
  return together(found, ({ rule }) => rule).map(({ first: { rule, end }, all }) => ({
    rule,
    uses: all.map(({ use }) => use),
    policy: end.policy ?? '',
    isMeant: NAMING.includes(rule.type),
  }));
}

/** Domestic hosts that nothing here uses and that a file sends to a proxy, in the order of the rules' hosts. */
export function unusedCaptures(project: Project, file: ClashFile): readonly CapturedHost[] {
  return otherHosts(project, domesticHosts(project)).flatMap((host) => captured(file, host) ?? []);
}

/** An environment that sends domestic hosts in use to its proxy. */
export interface HandedHosts {
  readonly environment: Environment;
  readonly proxy: Variable;
  readonly uses: readonly UsedHost[];
}

/** For projects without a Clash file: where the proxy sends them is unknown. */
export function* handedHosts(project: Project): Iterable<HandedHosts> {
  for (const environment of environments(project)) {
    const [proxy] = ownProxies(environment);
    if (!proxy?.known || environment.isIncomplete) continue;
    const uses = askedHosts(project).filter(
      ({ host, scheme, port }) => !bypassesProxy(project, environment, `${scheme}://${host}${port ? `:${port}` : ''}/`),
    );
    if (uses.length > 0) yield { environment, proxy, uses };
  }
}

/** Domestic hosts the project does not use, one for each provider, and those the user names. */
function otherHosts({ network }: Project, used: readonly UsedHost[]): readonly string[] {
  const usedSuffixes = new Set(used.map(({ host }) => suffixOf(host)));
  const others = PROVIDERS.filter(({ region, suffix }) => region === 'domestic' && !usedSuffixes.has(suffix));
  const own = network.domestic.map((host) => host.replace(/^[+*]?\.?/, ''));
  return [...own, ...others.flatMap(({ hosts }) => hosts.slice(0, 1))];
}
