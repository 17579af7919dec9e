/** Which hosts this project's programs talk to, as far as its own files say: keys and base URLs. */
import type { Assignment, Project, Span, Value } from '../core.ts';
import {
  choosesSiteAbroad,
  type Provider,
  providerOfHost,
  providersOfKey,
  type Region,
  regionOf,
  vendorPrefix,
} from '../knowledge/hosts.ts';
import { derive, isTemplate } from '../project.ts';
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

/** The address of a host in use. */
export function urlOf({ scheme, host, port }: UsedHost): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}${port === undefined ? '' : `:${port}`}`;
}

/**
 * Placeholders that a template leaves to be filled in: whole values, and the beginnings of others; in lower case. A row of `x`
 * is not one of them, because keys are masked that way before a file is shared.
 */
const PLACEHOLDERS = new Set(['', '...', 'changeme', 'todo', 'none', 'null']);
const PLACEHOLDER_STARTS = ['your-', 'your_', 'your ', 'replace', '填', '你的', '在此'];
const BASE_URL =
  /(?:URL|URI|BASE|ENDPOINT|HOST|ADDR(?:ESS)?|API|GATEWAY|SERVER|WEBHOOK|ORIGIN)(?:_|$|\d)|_(?:URL|BASE)/i;

interface Uses {
  /** Certain ones, one entry for each variable that names a host, in file order. */
  readonly hosts: readonly UsedHost[];
  /** Hosts in China that a key is for, unless it is for the vendor's site abroad. */
  readonly presumed: readonly UsedHost[];
}

/** Templates and examples are no evidence. */
const uses = derive((project: Project): Uses => {
  const live = project.facts('env').filter((fact) => isLive(project, fact));
  const displaced = displacedBy(live);
  const hosts: UsedHost[] = [];
  const presumed: UsedHost[] = [];
  for (const fact of live) {
    const url = urlHost(fact);
    if (url) hosts.push(url);
    const [likely, another] = url || isDisplaced(fact.name.text, displaced) ? [] : providersOfKey(fact.name.text);
    if (!likely) continue;
    const { at, text: variable } = fact.name;
    const use = {
      host: likely.hosts[0] as string,
      scheme: 'https',
      port: undefined,
      variable,
      at,
      via: 'key',
    } as const;
    if (!another) hosts.push(use);
    else if (likely.region === 'domestic') presumed.push(use);
  }
  hosts.push(...settingHosts(project));
  return { hosts, presumed };
});

/** Keys of agents' own files under which the address of an API is: Hermes, Codex, opencode, OpenClaw and what is like them. */
const ADDRESS_KEY = /^(?:base_?url|api_?base|endpoint)$/i;

function settingHosts(project: Project): UsedHost[] {
  return project.facts('setting').flatMap(({ path, value, at }) => {
    const { language } = project.document(at.file);
    const isAgents = language === 'json' || language === 'toml' || language === 'yaml';
    if (!isAgents || !ADDRESS_KEY.test(path.at(-1) ?? '') || isTemplate(project.documents.get(at.file))) return [];
    return hostOf(path.join('.'), value) ?? [];
  });
}

/** Hosts that are certainly in use, one entry for each variable that names one, in file order. */
export const usedHosts = (project: Project): readonly UsedHost[] => uses(project).hosts;

/**
 * Hosts in China of keys that work with a vendor's site there or with its international one: in use if the machine is known to
 * be in China, but no evidence that it is.
 */
export const presumedDomesticHosts = (project: Project): readonly UsedHost[] => uses(project).presumed;

interface Displaced {
  readonly names: ReadonlySet<string>;
  readonly prefixes: ReadonlySet<string>;
}

/**
 * The variables that override where a vendor's requests go: any address with the vendor's prefix, known or not, and the choice
 * of its international site.
 */
function displacedBy(live: readonly Assignment[]): Displaced {
  const away = live.filter(
    ({ name, value }) => isAddress(name.text, value) || choosesSiteAbroad(name.text, value.text),
  );
  const names = away.map(({ name }) => name.text);
  return { names: new Set(names), prefixes: new Set(names.filter((name) => !NO_BASE.test(name)).map(vendorPrefix)) };
}

/** Addresses of a vendor's that are not where its API is. */
const NO_BASE = /WEBHOOK|CALLBACK|REDIRECT|PROXY/;
const ADDRESS = /^\$|^[a-z][\w+.-]*:\/\/.|^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/i;

/** A URL, a host, or a value that is only known at run time. */
function isAddress(name: string, { text, known }: Assignment['value']): boolean {
  return BASE_URL.test(name) && (!known || ADDRESS.test(text.trim()));
}

function isDisplaced(key: string, { names, prefixes }: Displaced): boolean {
  const others = providersOfKey(key).flatMap(({ baseUrls }) => baseUrls);
  return prefixes.has(vendorPrefix(key)) || others.some((name) => names.has(name));
}

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
    /your[-_]?(?:api[-_]?)?key/.test(text)
  );
}

function urlHost({ name, value }: Assignment): UsedHost | undefined {
  if (
    !value.known ||
    proxyRole(name.text) !== undefined ||
    !BASE_URL.test(name.text) ||
    !/^(?:https?|wss?):\/\//i.test(value.text)
  )
    return undefined;
  return hostOf(name.text, value);
}

function hostOf(variable: string, value: Value): UsedHost | undefined {
  if (!value.known || !/^(?:https?|wss?):\/\//i.test(value.text)) return undefined;
  const url = parseUrl(value.text);
  const host = url.host.text.toLowerCase().replace(/^\[|\]$/g, '');
  if (host === '') return undefined;
  const port = url.port && /^\d+$/.test(url.port.text) ? Number(url.port.text) : undefined;
  return { host, scheme: url.scheme.replace('ws', 'http'), port, variable, at: inside(value), via: 'url' };
}

/** Used hosts that are reached directly from the mainland, each host once with its first mention. */
export const usedDomesticHosts = derive((project: Project): readonly UsedHost[] => hostsIn(project, 'domestic'));

/** Used hosts abroad, each once. */
export const usedOverseasHosts = derive((project: Project): readonly UsedHost[] => hostsIn(project, 'overseas'));

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
