/** The proxy variables of an environment. */
import type { Environment, Variable } from './environment.ts';
import { lookup } from './environment.ts';

/** Names clients read as a proxy for http, https or everything, lower case first: the order most clients prefer. */
export const PROXY_NAMES = [
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
] as const;
export const NO_PROXY_NAMES = ['no_proxy', 'NO_PROXY'] as const;

/** What is exempt on every machine. Bare `::1`: the bracket form crashes httpx, and no spelling suits every client. */
export const LOOPBACK = 'localhost,127.0.0.1,::1';

/** The proxies in force, in the order their assignments stand. */
export function proxies(environment: Environment): Variable[] {
  const found = PROXY_NAMES.map((name) => lookup(environment, name)).filter((variable) => variable !== undefined);
  return found.sort((a, b) => a.assignment.at.start - b.assignment.at.start);
}

/** The proxies this environment sets itself: where a finding about them belongs. */
export function ownProxies(environment: Environment): Variable[] {
  return proxies(environment).filter((variable) => environment.own.has(variable.assignment));
}

/** The exemption lists in force, in the order their assignments stand. */
export function noProxies(environment: Environment): Variable[] {
  const found = NO_PROXY_NAMES.map((name) => lookup(environment, name)).filter((variable) => variable !== undefined);
  return found.sort((a, b) => a.assignment.at.start - b.assignment.at.start);
}

/** Is a name a proxy variable, an exemption list, or neither, whatever its case? */
export function proxyRole(name: string): 'proxy' | 'no-proxy' | undefined {
  if (/^(?:https?|all)_proxy$/i.test(name)) return 'proxy';
  return /^no_proxy$/i.test(name) ? 'no-proxy' : undefined;
}

/** How a person would call the environment in a sentence: `proxy_on()`, the alias `proxy`, `docker.service`, or ''. */
export function place(environment: Environment): string {
  if (environment.kind === 'function') return `${environment.name}()`;
  if (environment.kind === 'alias') return `alias ${environment.name}`;
  return environment.kind === 'service' ? environment.name : '';
}

/** The entries of a NO_PROXY list as most clients split it: at commas, blanks around them ignored, in lower case. */
export function listEntries(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
}

/** Does the variable only hand on another one (`export no_proxy=$NO_PROXY`)? What is said of that one holds for it. */
export function isCopy(variable: Variable): boolean {
  const [piece, more] = variable.assignment.value.pieces;
  return more === undefined && piece?.kind === 'reference' && variable.sources.length > 1;
}

/** The other spelling of a name: `http_proxy` for `HTTP_PROXY`. */
export function otherCase(name: string): string {
  return name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
}
