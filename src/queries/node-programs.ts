/** Scripts that Node runs with a proxy in their environment: services, MCP servers, containers of compose files. */
import type { Project, Setting, Value } from '../core.ts';
import { programOf } from '../knowledge/programs.ts';
import { derive } from '../project.ts';
import { basename, groupBy } from '../text.ts';
import { type Environment, environments, type Variable } from './environments/environment.ts';
import { ownProxies, proxies } from './proxies/proxies.ts';

/** A script of the user's own, with the proxy that it is given. */
export interface NodeScript {
  /** The word that names Node. */
  readonly word: Value;
  readonly proxy: Variable;
}

/** Every such script whose Node does not read the proxy: nothing switches that on, and nothing is loaded before it. */
export const unproxiedScripts = derive((project: Project): readonly NodeScript[] =>
  environments(project).flatMap((environment): NodeScript[] => {
    const [proxy] = environment.service ? proxies(environment) : ownProxies(environment);
    const isOpen = environment.isIncomplete || environment.variables.has('NODE_USE_ENV_PROXY');
    if (!proxy?.known || proxy.text === '' || isOpen || loadsBefore(environment.variables.get('NODE_OPTIONS')))
      return [];
    const word = commandsOf(project, environment).map(nodeWord).find(Boolean);
    return word ? [{ word, proxy }] : [];
  }),
);

/** `--use-env-proxy`, or a module that can bring an agent of its own (`--require global-agent/bootstrap`). */
function loadsBefore(options: Variable | undefined): boolean {
  return (
    options !== undefined && (!options.known || /--use-env-proxy|--import|--require|(?:^|\s)-r\b/.test(options.text))
  );
}

/** The command lines of what receives an environment, as far as they are lists of words or one plain line. */
function commandsOf(project: Project, environment: Environment): readonly (readonly Value[])[] {
  const { service, recipient, file, name } = environment;
  if (service) return service.starts.map(({ words }) => words);
  if (recipient?.kind !== 'server' && recipient?.kind !== 'container') return [];
  return commandsAt(project).get(`${file}\0${name}`) ?? [];
}

const SERVERS = new Set(['mcpServers', 'servers', 'mcp_servers', 'mcp', 'services']);

/** `command`, with the `args` beside it, of every server and compose service. */
const commandsAt = derive((project: Project): ReadonlyMap<string, readonly (readonly Value[])[]> => {
  const words = project.facts('setting').filter(isWord);
  const owners = groupBy(words, ({ at, path }) => `${at.file}\0${path[1]}`);
  return new Map([...owners].map(([owner, settings]) => [owner, [inOrder(settings)]]));
});

function isWord({ path: [top = '', , key], type, path }: Setting): boolean {
  return SERVERS.has(top) && (key === 'command' || key === 'args') && type === 'string' && path.length <= 4;
}

const inOrder = (settings: readonly Setting[]): readonly Value[] =>
  [...settings]
    .sort((a, b) => Number(a.path[2] === 'args') - Number(b.path[2] === 'args') || a.at.start - b.at.start)
    .map(({ value }) => value);

/** The word for Node, where it runs a script of the user's own; a package that was installed decides for itself. */
function nodeWord(words: readonly Value[]): Value | undefined {
  const [line] = words;
  // Compose takes a whole command line as one string.
  const texts = words.length === 1 && line ? line.text.split(' ') : words.map(({ text }) => text);
  const program = programOf(texts);
  const before = texts.slice(0, program.index);
  const at = before.findIndex((word) => /^(?:node|nodejs)$/.test(basename(word)));
  const script = texts[program.index] ?? '';
  if (at < 0 || texts.some((word) => /^--(?:use-env-proxy|import|require)|^-r$/.test(word))) return undefined;
  if (!/\.[cm]?[jt]s$/.test(script) || INSTALLED.test(script) || BRINGS_AGENT.has(program.name)) return undefined;
  return words.length === 1 ? line : words[at];
}

/** Places of packages, which know their own ways. */
const INSTALLED = /node_modules|^\/usr\/(?:lib|share)\/|\.(?:npm|nvm|bun)\//;
/** Programs that read the proxy variables by themselves (measured, or by their documentation). */
const BRINGS_AGENT: ReadonlySet<string> = new Set(['openclaw', 'gemini', 'claude', 'n8n', 'cli']);
