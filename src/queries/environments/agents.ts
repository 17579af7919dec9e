/**
 * What an agent finally has: its own file of variables together with what it is started from. Claude Code (2.1.332) and Codex
 * (0.171.0) let their file override that, and Gemini CLI (0.61.0) takes from it what is lacking: all three measured. Hermes loads
 * its file with override=True (hermes_cli/env_loader); OpenClaw keeps what is set (docs.openclaw.ai, environment variables).
 */
import type { Project } from '../../core.ts';
import { dirname } from '../../text.ts';
import { type Environment, environments } from './environment.ts';
import type { Slot } from './evaluation/state.ts';
import { newOwn } from './own.ts';

interface Agent {
  readonly program: string;
  /** The end of the paths of its own files. */
  readonly file: RegExp;
  /** Its folder in the user's home, which it reads wherever it is started. */
  readonly home: string;
  readonly overrides: boolean;
}

const AGENTS: readonly Agent[] = [
  {
    program: 'claude',
    file: /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/,
    home: '.claude',
    overrides: true,
  },
  { program: 'codex', file: /(?:^|\/)\.codex\/\.env$/, home: '.codex', overrides: true },
  { program: 'gemini', file: /(?:^|\/)\.gemini\/\.env$/, home: '.gemini', overrides: false },
  { program: 'hermes', file: /(?:^|\/)\.hermes\/\.env$/, home: '.hermes', overrides: true },
  { program: 'openclaw', file: /(?:^|\/)\.openclaw\/\.env$/, home: '.openclaw', overrides: false },
];

const NOT_FILED: ReadonlySet<string> = new Set(['opencode']);

/** The agent that a client is a part of: `codex-ws` is Codex; undefined: it is no agent. */
function agentOf(client: string): string | undefined {
  const program = client.replace(/-ws$/, '');
  return NOT_FILED.has(program) || AGENTS.some((one) => one.program === program) ? program : undefined;
}

/**
 * The environments in which a client is asked: for an agent, no file of another agent is among them, nor what an MCP server is
 * given, and its own file is laid over what it is started from. `isNamed`: the user asked for exactly this environment.
 */
export function environmentsFor(
  project: Project,
  client: string,
  chosen: readonly Environment[],
  isNamed: (environment: Environment) => boolean,
): readonly Environment[] {
  const program = agentOf(client);
  if (program === undefined) return chosen;
  const open = chosen.filter((one) => isNamed(one) || !isOfOther(one, program));
  const agent = AGENTS.find((one) => one.program === program);
  const own = agent && ownOf(project, agent);
  const shells = environments(project).filter(({ kind }) => kind === 'shell');
  if (!agent || !own) return open.length > 0 ? open : shells.slice(0, 1);
  const started = open.filter((one) => one !== own || isNamed(one));
  const laid = started.map((one) => (isStart(project, one) ? withOwn(one, own, agent) : one));
  if (started.some(({ kind }) => kind === 'shell') || started.includes(own)) return laid;
  const [shell] = shells;
  const { id, kind, file, name } = own;
  return [shell ? { ...withOwn(shell, own, agent), id, kind, file, name } : own, ...laid];
}

function isOfOther({ file, recipient }: Environment, program: string): boolean {
  if (recipient?.kind === 'agent') return recipient.program !== program;
  return recipient?.kind === 'server' || AGENTS.some((one) => one.program !== program && one.file.test(file));
}

/** What the agent's file in the user's home sets. */
function ownOf(project: Project, { file: own, home: folder }: Agent): Environment | undefined {
  const { home } = project;
  const place = home === '' ? folder : `${home}/${folder}`;
  return home === undefined
    ? undefined
    : environments(project).find(({ file, kind }) => own.test(file) && dirname(file) === place && kind !== 'service');
}

/** Can the agent be started from it, by this user? */
function isStart({ home = '' }: Project, { kind, file }: Environment): boolean {
  if (kind === 'service') return home === '' || file.startsWith(`${home}/`);
  return kind === 'shell' || kind === 'function' || kind === 'alias' || kind === 'session';
}

/** An environment with the agent's own variables. */
function withOwn(base: Environment, own: Environment, agent: Agent): Environment {
  const names = new Set([...own.own].map(({ name }) => name.text));
  const takes = (name: string): boolean => names.has(name) && (agent.overrides || !base.variables.has(name));
  const get = (name: string): Slot | undefined => (takes(name) ? own : base).variables.get(name);
  const values = (): readonly Slot[] => [
    ...[...base.variables.values()].filter(({ name }) => !takes(name)),
    ...[...names].flatMap((name) => (takes(name) ? (own.variables.get(name) ?? []) : [])),
  ];
  const laid: Environment = {
    ...base,
    variables: { get, has: (name) => get(name) !== undefined, values, select: (question) => values().filter(question) },
    own: newOwn([...base.own, ...own.own]),
    settled: { has: (name) => base.settled.has(name) || (agent.overrides && names.has(name)) },
    ways: () => {
      const ways = base.ways();
      return ways.length < 2 ? [laid] : ways.map((way) => withOwn(way, own, agent));
    },
  };
  return laid;
}
