/** Which hosts this project's programs talk to, as far as its own files say: keys and base URLs. */
import type { Assignment, Project, Span } from '../core.ts';
import { PROVIDERS, type Provider, providerOfHost, type Region, regionOf } from '../knowledge/hosts.ts';
import { derive, isTemplate } from '../project.ts';
import { parseIp } from '../routing/url/ip.ts';
import { parseUrl } from '../routing/url/target.ts';
import { groupBy, inside } from '../text.ts';
import { proxyRole } from './proxies/proxies.ts';

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

/**
 * What a template leaves to be filled in: whole values, and how others begin; lower case. A row of `x` is no such thing: so
 * keys are masked before a file is shown to others.
 */
const PLACEHOLDERS = new Set(['', '...', 'changeme', 'todo', 'none', 'null']);
const PLACEHOLDER_STARTS = ['your-', 'your_', 'your ', 'replace', '填', '你的', '在此'];
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
  return !isPlaceholder(value.text.trim().toLowerCase());
}

function isPlaceholder(text: string): boolean {
  return (
    PLACEHOLDERS.has(text) ||
    PLACEHOLDER_STARTS.some((start) => text.startsWith(start)) ||
    (text.startsWith('<') && text.endsWith('>')) ||
    (text.startsWith('[') && text.endsWith(']')) ||
    // To look for a word first is much less than to compile an expression that few texts are for.
    (text.includes('your') && /your[-_]?(?:api[-_]?)?key/.test(text))
  );
}

function urlHost({ name, value }: Assignment): UsedHost | undefined {
  if (
    !value.known ||
    !value.text.includes('://') ||
    proxyRole(name.text) !== undefined ||
    !BASE_URL.test(name.text) ||
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
export const usedDomesticHosts = derive((project: Project): readonly UsedHost[] => hostsIn(project, 'domestic'));

/** Used hosts abroad, each once. */
export const usedOverseasHosts = derive((project: Project): readonly UsedHost[] => hostsIn(project, 'overseas'));

/** Used hosts given as an address, each once. */
export const usedAddresses = derive((project: Project): readonly UsedHost[] =>
  distinctHosts(project).filter(({ host }) => parseIp(host) !== undefined),
);

const regions = derive((project: Project) =>
  groupBy(distinctHosts(project), ({ host }) => regionOf(host, project.network)),
);

const hostsIn = (project: Project, region: Region): readonly UsedHost[] => regions(project).get(region) ?? [];

const distinctHosts = derive((project: Project): readonly UsedHost[] => {
  const seen = new Set<string>();
  return usedHosts(project).filter(({ host }) => !seen.has(host) && seen.add(host));
});

/** The suffix to exempt or route for a host: its provider's, else the host itself. */
export function suffixOf(host: string): string {
  const provider: Provider | undefined = providerOfHost(host);
  return provider && (host === provider.suffix || host.endsWith(`.${provider.suffix}`)) ? provider.suffix : host;
}
