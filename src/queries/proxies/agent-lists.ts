/** Model servers that an agent asks through the proxy although its list names them in a form that other programs understand. */
import type { Project } from '../../core.ts';
import { derive } from '../../project.ts';
import type { Client } from '../../routing/client.ts';
import { clientByName } from '../../routing/clients/index.ts';
import { parseTarget } from '../../routing/url/target.ts';
import { type Environment, environments, isSettled, lookup, type Variable } from '../environments/environment.ts';
import { shellSource } from '../services/unproxied.ts';
import { type UsedHost, urlOf, usedHosts } from '../usage.ts';
import { environOf, isBypass, relevantClients } from './client-routes.ts';
import { atOrigin, noProxies } from './proxies.ts';

/** An agent, its model server, and the list that fails it. */
export interface Unheeded {
  readonly client: Client;
  readonly server: UsedHost;
  /** The lists that name the server in some client's reading, in all their spellings. */
  readonly lists: readonly Variable[];
}

interface Agent {
  readonly client: string;
  /** Variables that name its model server. */
  readonly variables: readonly string[];
  /** Its own file names model servers, too. */
  readonly dialect?: string | undefined;
}

const AGENTS: readonly Agent[] = [
  { client: 'claude', variables: ['ANTHROPIC_BASE_URL'] },
  { client: 'gemini', variables: ['GOOGLE_GEMINI_BASE_URL', 'GEMINI_BASE_URL'] },
  { client: 'codex', variables: [], dialect: 'codex' },
  { client: 'opencode', variables: [], dialect: 'opencode' },
];

/** All such servers of a project. Only where some usual client goes direct: else the list lacks the host for everybody. */
export const unheeded = derive((project: Project): readonly Unheeded[] =>
  AGENTS.flatMap((agent) => {
    const client = clientByName(agent.client);
    return client
      ? environmentsOf(project, agent).flatMap((environment) => serversFor(project, agent, client, environment))
      : [];
  }),
);

/** The agent's own files, or the shell that starts it. */
function environmentsOf(project: Project, { client }: Agent): readonly Environment[] {
  const own = environments(project).filter(
    ({ recipient }) => recipient?.kind === 'agent' && recipient.program === client,
  );
  const shell = shellSource(project);
  return own.length > 0 || !shell ? own : [shell];
}

function serversFor(project: Project, agent: Agent, client: Client, environment: Environment): Unheeded[] {
  const lists = atOrigin(noProxies(environment)).filter(isSettled);
  if (lists.length === 0 || lists.some(({ known }) => !known)) return [];
  const environ = environOf(environment);
  return usedServers(project, agent, environment).flatMap((server): Unheeded[] => {
    const url = urlOf(server);
    const isProxied = client.decide(environ, parseTarget(url)).verdict === 'proxy';
    if (!isProxied) return [];
    const naming = lists.filter(({ text }) => isNamed(project, text, url));
    return naming.length > 0 ? [{ client, server, lists: naming }] : [];
  });
}

/** Does a usual client with a proxy for everything go there directly because of this list? */
function isNamed(project: Project, list: string, url: string): boolean {
  const proxy = 'http://proxy.invalid:1';
  const environ = new Map([
    ...['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map((name) => [name, proxy] as const),
    ...['no_proxy', 'NO_PROXY'].map((name) => [name, list] as const),
  ]);
  return relevantClients(project).some((client) => isBypass(client.decide(environ, parseTarget(url))));
}

function usedServers(project: Project, { variables, dialect }: Agent, environment: Environment): readonly UsedHost[] {
  const set = variables.flatMap((name) => lookup(environment, name)?.assignment ?? []);
  return usedHosts(project).filter(
    ({ at, via }) =>
      via === 'url' &&
      (project.document(at.file).dialect === dialect ||
        set.some((fact) => fact.at.file === at.file && at.start >= fact.at.start && at.end <= fact.at.end)),
  );
}
