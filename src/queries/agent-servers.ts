/**
 * MCP servers that an agent starts with an environment of their own. Codex 0.171.0 gives a server eleven variables that no proxy is
 * among (measured); Hermes gives it those of a fixed list and what its `env` sets (tools/mcp_tool.py, `_build_safe_env`;
 * hermes-agent#106984); OpenClaw 2026.9.6 the six of the MCP SDK and its `env` (src/agents/mcp-stdio-transport.ts).
 */
import type { Assignment, Project, Setting, Value } from '../core.ts';
import { regionOf } from '../knowledge/hosts.ts';
import { derive } from '../project.ts';
import { basename, groupBy } from '../text.ts';
import { type Environment, environments } from './environments/environment.ts';
import { environmentBeside } from './hermes.ts';
import { proxyRole } from './proxies/proxy-names.ts';
import { hasProxy, shellSource } from './services/unproxied.ts';
import { type UsedHost, usedHosts } from './usage.ts';

/** A server that gets no proxy, although the agent that starts it has one. */
export interface UnproxiedServer {
  readonly agent: 'codex' | 'hermes' | 'openclaw';
  /** The program it is started with. */
  readonly command: Setting;
  /** The program that fetches the server from a registry before it runs it: `npx`, `uvx`. */
  readonly runner: string | undefined;
  /** A host abroad that its variables name. */
  readonly asks: UsedHost | undefined;
  /** Where the agent has its proxy from. */
  readonly source: Environment;
  /** The last variable that its `env` sets. */
  readonly own: Assignment | undefined;
  /** The last name in its `env_vars`. */
  readonly handed: Assignment | undefined;
  /** It has such a list, be it empty. */
  readonly hasNames: boolean;
}

/** All such servers of a project, in file order. */
export const unproxiedServers = derive((project: Project): readonly UnproxiedServer[] => {
  const own = project.facts('setting').flatMap((setting): ServerKey[] => {
    const agent = agentAt(project, setting.at.file);
    const path = agent && keyPath(agent, setting.path);
    return path ? [{ setting, path }] : [];
  });
  const servers = groupBy(own, ({ setting, path }) => `${setting.at.file}\0${path[0]}`);
  return [...servers.values()].flatMap((settings) => unproxied(project, settings) ?? []);
});

function agentAt(project: Project, file: string): UnproxiedServer['agent'] | undefined {
  const { dialect } = project.document(file);
  return dialect === 'codex' || dialect === 'hermes' || dialect === 'openclaw' ? dialect : undefined;
}

/** A setting of one server, under the server's name and its own key. */
interface ServerKey {
  readonly setting: Setting;
  readonly path: readonly string[];
}

const TABLES: Readonly<Record<UnproxiedServer['agent'], readonly string[]>> = {
  codex: ['mcp_servers'],
  hermes: ['mcp_servers'],
  openclaw: ['mcp', 'servers'],
};

/** What follows the keys under which an agent's file has its servers; undefined: the setting is another. */
function keyPath(agent: UnproxiedServer['agent'], path: readonly string[]): readonly string[] | undefined {
  const table = TABLES[agent];
  return table.every((key, index) => path[index] === key) ? path.slice(table.length) : undefined;
}

function unproxied(project: Project, settings: readonly ServerKey[]): UnproxiedServer | undefined {
  const at = (key: string): Setting | undefined =>
    settings.find(({ path }) => path.length === 2 && path[1] === key)?.setting;
  const command = at('command');
  const file = command?.at.file ?? '';
  const agent = command && agentAt(project, file);
  const name = settings[0]?.path[0] ?? '';
  if (!command?.value.known || !agent || at('enabled')?.value.text === 'false') return undefined;
  const given = environments(project).find(
    (one) => one.file === file && one.name === name && one.recipient?.kind === 'server',
  );
  const variables = given ? [...given.own] : [];
  // A name in `env_vars` passes the proxy on whatever it is, and an empty value takes it away on purpose.
  if (given?.isIncomplete || variables.some((fact) => proxyRole(fact.name.text) === 'proxy')) return undefined;
  const source = SOURCES[agent](project, file);
  if (!source) return undefined;
  const asks = usedHosts(project).find(
    (one) => variables.some((fact) => isWithin(one, fact)) && regionOf(one.host, project.network) === 'overseas',
  );
  const runner = runnerOf([command.value, ...argumentsOf(settings)]);
  if (runner === undefined && !asks) return undefined;
  const own = variables.findLast((fact) => !isHanded(fact));
  const hasNames = at('env_vars') !== undefined;
  return { agent, command, runner, asks, source, own, handed: variables.findLast(isHanded), hasNames };
}

/** A name that stands for its own value, in `env_vars`. */
const isHanded = ({ name, value: { pieces } }: Assignment): boolean =>
  pieces[0]?.kind === 'reference' && pieces[0].at.start === name.at.start;

const isWithin = ({ at }: UsedHost, fact: Assignment): boolean =>
  at.file === fact.at.file && at.start >= fact.at.start && at.end <= fact.at.end;

/** `~/.codex/.env` lies over what the shell gives. */
function codexSource(project: Project): Environment | undefined {
  const own = environments(project).find(
    ({ recipient }) => recipient?.kind === 'agent' && recipient.program === 'codex',
  );
  return own ? (hasProxy(own) ? own : undefined) : shellSource(project);
}

function hermesSource(project: Project, file: string): Environment | undefined {
  const own = environmentBeside(project, { file });
  return own && hasProxy(own) ? own : shellSource(project);
}

/** What its file sets fills in what the `.env` beside it and the shell lack. */
function openclawSource(project: Project, file: string): Environment | undefined {
  const own = environments(project).find((one) => one.file === file && one.recipient?.kind === 'agent');
  return own && hasProxy(own) ? own : hermesSource(project, file);
}

const SOURCES: Readonly<Record<UnproxiedServer['agent'], (project: Project, file: string) => Environment | undefined>> =
  { codex: codexSource, hermes: hermesSource, openclaw: openclawSource };

const argumentsOf = (settings: readonly ServerKey[]): readonly Value[] =>
  settings.flatMap(({ path, setting }) => (path.length === 3 && path[1] === 'args' ? [setting.value] : []));

/** Programs that fetch what they run, with the word that makes them do so where they do other things too. */
const RUNNERS: ReadonlyMap<string, RegExp | undefined> = new Map([
  ['npx', undefined],
  ['pnpx', undefined],
  ['bunx', undefined],
  ['uvx', undefined],
  ['npm', /^(?:exec|x)$/],
  ['pnpm', /^dlx$/],
  ['yarn', /^dlx$/],
  ['bun', /^x$/],
  ['pipx', /^run$/],
  ['uv', /^tool$/],
]);

function runnerOf(words: readonly Value[]): string | undefined {
  const [first, second] = words.map(({ text }) => text);
  const name = basename((first ?? '').replaceAll('\\', '/')).replace(/\.(?:cmd|exe)$/i, '');
  if (!RUNNERS.has(name)) return undefined;
  const verb = RUNNERS.get(name);
  return !verb || verb.test(second ?? '') ? name : undefined;
}
