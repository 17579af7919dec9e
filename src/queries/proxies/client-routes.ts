/** What the clients that matter in this project do with an environment: the question that rules put to `routing/clients`. */
import type { Project } from '../../core.ts';
import { derive } from '../../project.ts';
import type { Client, Decision, Environ } from '../../routing/client.ts';
import { clientByName, clients } from '../../routing/clients/index.ts';
import { isLoopback, parseTarget, parseUrl } from '../../routing/url/target.ts';
import { memo } from '../../text.ts';
import type { Environment, Variable } from '../environments/environment.ts';

/** The clients the user named, or those whose answers stand for most programs. */
const USUAL = ['curl', 'requests', 'httpx', 'urllib', 'node-fetch', 'go'];

/** The clients whose behaviour counts in this project. */
export function relevantClients(project: Project): readonly Client[] {
  const names = project.network.clients.length > 0 ? project.network.clients : USUAL;
  const found = names.map((name) => clientByName(name)).filter((client) => client !== undefined);
  return found.length > 0 ? found : clients;
}

/** All variables that any client reads: the rest of an environment need not be searched. */
const READ = /proxy$|^REQUEST_METHOD$/i;
const isRead = ({ known, name }: Variable): boolean => known && READ.test(name);

/** What clients see of an environment: the variables they read and whose value is known, in the order of assignment. */
export const environOf = memo((environment: Environment): Environ => {
  const known = environment.variables.select(isRead);
  return new Map(known.map(({ name, text }) => [name, text]));
});

/** What each relevant client does with a request. */
export function decisions(
  project: Project,
  environment: Environment,
  url: string,
): readonly (readonly [Client, Decision])[] {
  const environ = environOf(environment);
  const target = parseTarget(url);
  return relevantClients(project).map((client) => [client, client.decide(environ, target)] as const);
}

/** Does a request go without the proxy because of NO_PROXY? */
export function isBypass({ verdict, bypass }: Decision): boolean {
  return verdict === 'direct' && bypass !== undefined;
}

/** Does at least one relevant client reach `url` without the proxy because of NO_PROXY? Then the exemption was intended. */
export function bypassesProxy(project: Project, environment: Environment, url: string): boolean {
  const environ = environOf(environment);
  if (!canBypass(environ, parseTarget(url).host.text)) return false;
  const alike = JSON.stringify([...environ]);
  const known = bypasses(project).get(alike) ?? new Map<string, boolean>();
  bypasses(project).set(alike, known);
  const answer = known.get(url) ?? decisions(project, environment, url).some(([, decision]) => isBypass(decision));
  known.set(url, answer);
  return answer;
}

/**
 * Can any entry exempt this host? Clients differ in what an entry matches, but an entry that is not the end of the name matches
 * in none of them: most lists need not be evaluated for each client.
 */
export function canBypass(environ: Environ, host: string): boolean {
  const name = host.toLowerCase();
  // Addresses are compared as numbers, letters beyond ASCII in two forms, a final dot by some clients; loopback passes
  // without an entry.
  if (!/^[a-z0-9._-]*[a-z_-]$/.test(name) || name.endsWith('localhost') || /(?:^|\.)xn--/.test(name)) return true;
  for (const [variable, list] of environ) {
    if (!/^no_proxy$/i.test(variable)) continue;
    for (const entry of list.toLowerCase().split(/[\s,;|]+/)) {
      if (entry === '' || ADDRESSES.test(entry)) continue;
      const suffix = PLAIN.exec(entry)?.[1];
      if (suffix === undefined || name.endsWith(suffix)) return true;
    }
  }
  return false;
}

/** `a.example`, `.a.example`, `*.a.example`, with or without a port: forms that have only one reading. */
const PLAIN = /^(?:\*?\.)?([\w-]+(?:\.[\w-]+)*)(?::\d+)?$/;
/** A network or IPv6's loopback, which no name is compared with. */
const ADDRESSES = /^(?:[\d.]+\/\d+|::1|\[::1\])$/;

/** Cached by what clients see of an environment, then by URL: in a large tree most environments look alike. */
const bypasses = derive((_: Project) => new Map<string, Map<string, boolean>>());

/** The proxy a request would go to, as the first client that uses one sees it. */
export function proxyFor(
  environment: Environment,
  url: string,
): { readonly url: string; readonly isLoopback: boolean } | undefined {
  const environ = environOf(environment);
  const target = parseTarget(url);
  for (const client of clients) {
    const decision = client.decide(environ, target);
    if (decision.verdict !== 'proxy' || decision.proxy === undefined) continue;
    return { url: decision.proxy, isLoopback: isLoopback(parseUrl(decision.proxy)) };
  }
  return undefined;
}
