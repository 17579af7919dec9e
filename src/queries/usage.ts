/** Which hosts this project's programs talk to, as far as its own files say: keys and base URLs. */
import type { Assignment, Project, Span } from '../core.ts';
import { PROVIDERS, type Provider, providerOfHost, regionOf } from '../knowledge/hosts.ts';
import { derive, isTemplate } from '../project.ts';
import { parseIp } from '../routing/ip.ts';
import { parseUrl } from '../routing/target.ts';
import { inside } from '../text.ts';
import { proxyRole } from './proxies.ts';

export interface UsedHost {
  /** Lower case, without brackets. */
  readonly host: string;
  /** Scheme and port of the URL; https and undefined for a key's default. */
  readonly scheme: string;
  readonly port: number | undefined;
  /** The variable that says so, and where. */
  readonly variable: string;
  readonly at: Span;
  readonly via: 'key' | 'url';
}

/** What a template leaves to be filled in. A row of `x` is no such thing: so keys are masked before a file is shown to others. */
const PLACEHOLDER =
  /^(?:your[-_ ]|replace|填|你的|在此|(?:<.*>|\[.*\]|\.{3}|changeme|todo|none|null)$)|your[-_]?(?:api[-_]?)?key/is;
const BASE_URL =
  /(?:URL|URI|BASE|ENDPOINT|HOST|ADDR(?:ESS)?|API|GATEWAY|SERVER|WEBHOOK|ORIGIN)(?:_|$|\d)|_(?:URL|BASE)/i;

/** The first provider that reads a key of this name. */
const PROVIDER_OF_KEY = new Map([...PROVIDERS].reverse().flatMap((one) => one.keys.map((key) => [key, one] as const)));

/** Hosts in use, one entry for each variable that names one, in file order. Templates and examples say nothing. */
export const usedHosts = derive((project: Project): readonly UsedHost[] => {
  const live = project.facts('env').filter((fact) => isLive(project, fact));
  const urls = new Map(live.map((fact) => [fact, urlHost(fact)]));
  const pointed = new Set(live.filter((fact) => urls.get(fact)).map((fact) => fact.name.text));
  return live.flatMap((fact) => {
    const url = urls.get(fact);
    if (url) return [url];
    const provider = PROVIDER_OF_KEY.get(fact.name.text);
    const isElsewhere = provider?.baseUrls.some((name) => pointed.has(name)) === true;
    const [host] = provider?.hosts ?? [];
    if (!host || isElsewhere) return [];
    return [
      { host, scheme: 'https', port: undefined, variable: fact.name.text, at: fact.name.at, via: 'key' as const },
    ];
  });
});

function isLive(project: Project, { name, value, operation, reach, at }: Assignment): boolean {
  if (operation !== 'set' && operation !== 'default' && operation !== 'default-unset') return false;
  if (!name.known || reach === 'local' || isTemplate(project.documents.get(at.file))) return false;
  return value.text.trim() !== '' && !PLACEHOLDER.test(value.text.trim());
}

function urlHost({ name, value }: Assignment): UsedHost | undefined {
  if (
    !value.known ||
    !BASE_URL.test(name.text) ||
    proxyRole(name.text) !== undefined ||
    !/^(?:https?|wss?):\/\//i.test(value.text)
  )
    return undefined;
  const url = parseUrl(value.text);
  const host = url.host.text.toLowerCase().replace(/^\[|\]$/g, '');
  if (host === '') return undefined;
  const port = url.port && /^\d+$/.test(url.port.text) ? Number(url.port.text) : undefined;
  return { host, scheme: url.scheme.replace('ws', 'http'), port, variable: name.text, at: inside(value), via: 'url' };
}

/** Used hosts that are reached directly from the mainland, each host once with its first mention. */
export const usedDomesticHosts = derive((project: Project): readonly UsedHost[] =>
  distinctHosts(project).filter(({ host }) => regionOf(host, project.network) === 'domestic'),
);

/** Used hosts abroad, each once. */
export const usedOverseasHosts = derive((project: Project): readonly UsedHost[] =>
  distinctHosts(project).filter(({ host }) => regionOf(host, project.network) === 'overseas'),
);

/** Used hosts given as an address, each once. */
export const usedAddresses = derive((project: Project): readonly UsedHost[] =>
  distinctHosts(project).filter(({ host }) => parseIp(host) !== undefined),
);

const distinctHosts = derive((project: Project): readonly UsedHost[] => {
  const seen = new Set<string>();
  return usedHosts(project).filter(({ host }) => !seen.has(host) && seen.add(host));
});

/** The suffix to exempt or route for a host: its provider's, else the host itself. */
export function suffixOf(host: string): string {
  const provider: Provider | undefined = providerOfHost(host);
  return provider && (host === provider.suffix || host.endsWith(`.${provider.suffix}`)) ? provider.suffix : host;
}
