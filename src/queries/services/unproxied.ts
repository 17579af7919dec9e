/** Services that run without the proxy their user has everywhere else. */
import type { Assignment, NewVariable, Project, Span, Value } from '../../core.ts';
import { isStartFile } from '../../knowledge/files/shell-files.ts';
import { regionOf } from '../../knowledge/hosts.ts';
import { NETWORK_CLIENTS, PROXY_DAEMONS } from '../../knowledge/programs.ts';
import { derive } from '../../project.ts';
import { ipKind, parseIp } from '../../routing/url/ip.ts';
import { parseUrl } from '../../routing/url/target.ts';
import { inside } from '../../text.ts';
import { dotenvsBeside } from '../environments/beside.ts';
import { type Environment, environments, isSettled, type Variable } from '../environments/environment.ts';
import { LOOPBACK, noProxies, PROXY_NAMES, proxies, proxyRole } from '../proxies/proxies.ts';
import { type EffectiveService, gatewayOf, isShipped } from './services.ts';

/** The program that sends requests to the internet. */
export interface Client {
  readonly name: string;
  readonly at: Span;
}

/** A service that sends requests to the internet without a proxy, although its user has one. */
export interface UnproxiedService {
  readonly service: EffectiveService;
  readonly client: Client;
  /** Where the user's proxy is set. */
  readonly source: Environment;
  readonly proxy: Variable;
  /** It loads a file that is not in the project. */
  readonly isInDoubt: boolean;
  /** The assignment that new ones are written beside: in Hermes' own file, which no update rewrites, or in the unit. */
  readonly beside: Assignment | undefined;
}

/** All such services of a project; none where the shell or the supervisor passes its variables on. */
export function* unproxiedServices(project: Project): Iterable<UnproxiedService> {
  if (isHandedOver(project)) return;
  for (const environment of environments(project)) {
    const { service } = environment;
    const client = service && clientOf(service);
    if (!service || !client || !lacksProxy(environment) || staysHome(project, environment)) continue;
    const source = sourceOf(project, service);
    const [proxy] = source ? settled(source) : [];
    if (!source || !proxy) continue;
    const isHermes = gatewayOf(service)?.program.name.startsWith('hermes') === true;
    const hermes = isHermes ? hermesFile(project) : undefined;
    const own = service.assignments.findLast(({ operation, name }) => operation === 'set' && name.text !== '');
    yield { service, client, source, proxy, isInDoubt: isHermes && !hermes, beside: hermes ?? own };
  }
}

/** Where this machine's user sets a proxy: a start-up file of the shell, or else a .env near the service. */
function sourceOf(project: Project, service: EffectiveService): Environment | undefined {
  return shellSource(project) ?? dotenvsBeside(project, service).find(hasProxy);
}

/** The shell of this machine's user, where it sets a proxy. */
export const shellSource = derive((project: Project): Environment | undefined =>
  environments(project).find(
    (one) => one.kind === 'shell' && one.layers.some(({ document }) => isStartFile(document.file)) && hasProxy(one),
  ),
);

/** Does an environment set a proxy on every run, with a known value? */
export const hasProxy = (environment: Environment): boolean => settled(environment).length > 0;

/** Proxies that are set on every run, with a known value. */
export function settled(environment: Environment): readonly Variable[] {
  return proxies(environment).filter((one) => isSettled(one) && one.certain);
}

/**
 * The network client that a service of this user runs; never the proxy itself, nor anything started through a shell or a
 * wrapper.
 */
function clientOf(service: EffectiveService): Client | undefined {
  const [start] = service.starts;
  const { program } = gatewayOf(service) ?? service;
  const word = start?.words[program.index];
  const isOwn = service.domain !== 'system' || service.settings.some(({ path }) => path[1] === 'User');
  if (!word || !isOwn || !service.hasUnit || isShipped(word.at.file) || service.type === 'oneshot') return undefined;
  if (!NETWORK_CLIENTS.has(program.name) || PROXY_DAEMONS.has(program.name)) return undefined;
  return start.words.some(bringsProxy) ? undefined : { name: program.name, at: inside(word) };
}

/** `env HTTPS_PROXY=…`, `proxychains`, `--proxy`, a login shell. */
function bringsProxy({ text }: Value): boolean {
  return /prox/i.test(text) || /^-[^\Wl]*l\w*c$|^--login$|^-l$/.test(text);
}

function lacksProxy(environment: Environment): boolean {
  const { isIncomplete, variables, cleared } = environment;
  return !isIncomplete && PROXY_NAMES.every((name) => !variables.has(name) && !cleared.has(name));
}

/** Every URL it is given leads to this machine, this network or a domestic host. */
function staysHome(project: Project, { variables }: Environment): boolean {
  const urls = variables.select(isUrl);
  return urls.length > 0 && urls.every(({ text }) => isNear(project, text));
}

const isUrl = ({ known, text }: Variable): boolean => known && /^(?:https?|wss?):\/\//i.test(text);

function isNear(project: Project, url: string): boolean {
  const host = parseUrl(url)
    .host.text.toLowerCase()
    .replace(/^\[|\]$/g, '');
  const ip = parseIp(host);
  if (ip) return ipKind(ip) !== 'public';
  return host === 'localhost' || !host.includes('.') || regionOf(host, project.network) === 'domestic';
}

/** The last assignment of Hermes' own file, which overrides everything else. */
function hermesFile(project: Project): Assignment | undefined {
  for (const { file, facts } of project.documents.values()) {
    if (!/(?:^|\/)\.hermes\/\.env$/.test(file)) continue;
    return facts.findLast((fact): fact is Assignment => fact.kind === 'env');
  }
  return undefined;
}

/** The shell or the manager's own configuration gives all services a proxy. */
function isHandedOver(project: Project): boolean {
  const managed = project
    .facts('env')
    .some((fact) => project.document(fact.at.file).dialect === 'manager' && proxyRole(fact.name.text) === 'proxy');
  return managed || project.facts('command').some(({ words }) => handsOver(words.map(({ text }) => text)));
}

/** `systemctl --user import-environment`, `dbus-update-activation-environment --all`, `launchctl setenv https_proxy …`. */
function handsOver(words: readonly string[]): boolean {
  const verb = words.findIndex((word) => /^(?:import-environment|set-environment|setenv)$/.test(word));
  const tool = words.findIndex((word) =>
    /(?:^|\/)(?:systemctl|launchctl|dbus-update-activation-environment)$/.test(word),
  );
  if (tool < 0) return false;
  const names = words.slice(Math.max(tool, verb) + 1).filter((word) => !word.startsWith('-'));
  if (names.some((word) => proxyRole(word.replace(/=.*/s, '')) === 'proxy')) return true;
  const takesAll = words[verb] === 'import-environment' || /dbus-update/.test(words[tool] ?? '');
  return takesAll && names.length === 0;
}

/** Lower case alone works in every client. A password is not copied into a second file. */
export function proxyVariables(source: Environment): readonly NewVariable[] | undefined {
  const found = new Map<string, string>();
  for (const { name, text } of settled(source)) {
    if (!/^[\w.:/[\]-]+$/.test(text)) return undefined;
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), text);
  }
  // What the other two variables already cover; a SOCKS proxy would only add another way to fail.
  if (found.has('https_proxy')) found.delete('all_proxy');
  const list = noProxies(source).find(({ known, text }) => known && /^[\w.:,/-]+$/.test(text));
  const isEnough = list && /\blocalhost\b/.test(list.text) && list.text.includes('127.0.0.1');
  found.set('no_proxy', isEnough ? list.text : LOOPBACK);
  return [...found].map(([name, value]) => ({ name, value }));
}
