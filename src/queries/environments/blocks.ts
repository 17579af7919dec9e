/**
 * What programs receive from the blocks of variables in their own files: an agent in addition to its shell's environment, the
 * servers it starts, containers. Each program has its own order: Claude Code lets local settings override those of the project,
 * and these the user's (2.1.332, measured); all of them override the shell's.
 */
import type { Assignment, Document, Inclusion, Project, Recipient, Scope } from '../../core.ts';
import { derive, documentsIn } from '../../project.ts';
import { dirname, groupBy } from '../../text.ts';
import { proxyRole } from '../proxies/proxy-names.ts';
import { assign } from './evaluation/evaluate.ts';
import { type Evaluation, finish, newEvaluation } from './evaluation/evaluation.ts';
import { assignmentsIn, scopesOf } from './evaluation/run.ts';
import { leaveOpen, settle } from './evaluation/settled.ts';
import { newState, type State } from './evaluation/state.ts';
import { layPlain } from './files/plain-files.ts';
import { imageOf } from './images.ts';
import { isAbsent, resolveInclusion } from './load-order.ts';
import type { Environment } from './model.ts';
import { sessionWide } from './session-wide.ts';
import { shellEnvironments } from './shells.ts';

/** One block with its variables. */
interface Block {
  readonly document: Document;
  readonly scope: Scope;
  readonly recipient: Recipient;
  readonly assignments: readonly Assignment[];
  readonly inclusions: readonly Inclusion[];
}

/** The environments of all blocks of a project. */
export const blockEnvironments = derive((project: Project): readonly Environment[] => {
  const all = blocksOf(project);
  const agents = groupBy(
    all.filter(({ recipient }) => recipient.kind === 'agent'),
    ({ document }) => settingsFolder(document),
  );
  // The steps that build an image call no service on this machine: build arguments are judged one by one.
  const rest = all.filter(({ recipient }) => recipient.kind !== 'agent' && recipient.kind !== 'build');
  // A Dockerfile is judged in the containers that are made from it, and alone where none is known.
  const images = new Set(rest.map((block) => imageUnder(project, block)?.document));
  const others = rest.filter(({ document }) => !images.has(document));
  return [
    ...[...agents].map(([folder, blocks]) => agentEnvironment(project, folder, blocks)),
    ...wholes(others).map(([block, ...over]) => environmentOf(project, block, over)),
  ];
});

/** `remoteEnv` of a dev container lies over its `containerEnv`; every other block is by itself. */
function wholes(blocks: readonly Block[]): readonly (readonly [Block, ...Block[]])[] {
  const whole = groupBy(blocks, (block) => (block.recipient.program === 'devcontainer' ? block.document.file : block));
  return [...whole.values()] as unknown as readonly (readonly [Block, ...Block[]])[];
}

const blocksOf = derive((project: Project): readonly Block[] =>
  [...project.documents.values()].flatMap((document) =>
    [...scopesOf(document)].flatMap(([scope, facts]) => {
      const { recipient } = scope;
      const assignments = facts.filter((fact) => fact.kind === 'env');
      const inclusions = facts.filter((fact) => fact.kind === 'include');
      return recipient ? [{ document, scope, recipient, assignments, inclusions }] : [];
    }),
  ),
);

/** Files of one program's folder are one set of settings; what an administrator sets is a set of its own. */
function settingsFolder({ file, dialect }: Document): string {
  return dialect === 'claude' && /\/?\.claude\/settings(?:\.local)?\.json$/.test(file) ? dirname(file) : file;
}

function agentEnvironment(project: Project, folder: string, blocks: readonly Block[]): Environment {
  const [first] = blocks as [Block];
  const { program } = first.recipient;
  const under = below(project, folder, program);
  const run = newEvaluation(project, { under });
  const kept = program === 'openclaw' ? under : undefined;
  // `settings.json` comes before `settings.local.json` in the order of names, too, once the local one is taken out.
  for (const block of [...blocks].sort((a, b) => Number(isLocal(a)) - Number(isLocal(b)))) lay(run, block, { kept });
  const { file } = first.document;
  return finish(run, { id: file, kind: 'block', file, name: '', recipient: first.recipient, ignoresLoopback: false });
}

const isLocal = ({ document }: Block): boolean => document.file.endsWith('.local.json');

function environmentOf(project: Project, block: Block, over: readonly Block[]): Environment {
  const { document, scope, recipient } = block;
  const under = recipient.inherits === 'all' ? starter(project, document, recipient) : undefined;
  const run = newEvaluation(project, { under });
  const image = imageUnder(project, block);
  if (image) lay(run, image);
  for (const inclusion of block.inclusions) load(run, inclusion);
  // What the container's client passes on by its own configuration is overridden by what is written here.
  if (recipient.kind === 'container' && givesList(project)) run.isIncomplete = true;
  const outside = handedOn(project, document, recipient);
  for (const one of [block, ...over]) lay(run, one, { outside });
  const id = scope.name === '' ? document.file : `${document.file}:${scope.name}`;
  return finish(run, { id, kind: 'block', file: document.file, name: scope.name, recipient, ignoresLoopback: false });
}

/** ENV of the image that a container is made from. */
function imageUnder(project: Project, { document, scope, recipient }: Block): Block | undefined {
  const image = recipient.kind === 'container' ? imageOf(project, document, scope.name) : undefined;
  return image && blocksOf(project).find((one) => one.document === image && one.recipient.kind === 'container');
}

interface Given {
  /** What references take their values from. */
  readonly outside?: ReadonlyMap<string, string> | undefined;
  /** What the program has already, and does not take from the block. */
  readonly kept?: State | undefined;
}

function lay(run: Evaluation, { document, assignments }: Block, { outside, kept }: Given = {}): void {
  run.layers.set(document.file, { document });
  for (const fact of assignments) {
    run.own.add(fact);
    if (kept?.get(fact.name.text) || isHandedIn(document, fact)) continue;
    settle(run, fact, true);
    assign(run.state, fact, outside ? { outside } : {});
  }
}

/** `ARG p` and `ENV http_proxy=$p`: whether there is a proxy is up to who builds the image. A list is one in either case. */
function isHandedIn({ language, facts }: Document, { name, value }: Assignment): boolean {
  const [piece, more] = value.pieces;
  if (language !== 'dockerfile' || more || piece?.kind !== 'reference' || piece.operator) return false;
  return proxyRole(name.text) === 'proxy' && !facts.some((one) => one.kind === 'env' && one.name.text === piece.name);
}

/** `env_file`: a later one lies over an earlier one, and `environment` over all of them. */
function load(run: Evaluation, inclusion: Inclusion): void {
  const target = resolveInclusion(run.project, inclusion, run.state);
  if (target) {
    run.layers.set(target.file, { document: target, via: inclusion });
    if (layPlain(run, target)) return;
    for (const fact of assignmentsIn(target)) {
      run.own.add(fact);
      settle(run, fact, true);
      assign(run.state, fact);
    }
  } else if (!isAbsent(run.project, inclusion, run.state)) leaveOpen(run, inclusion);
}

/** What a block's references take their values from, where that is not what its program has. */
function handedOn(
  project: Project,
  { file }: Document,
  { program }: Recipient,
): ReadonlyMap<string, string> | undefined {
  if (program === 'compose') return filledIn(project)(dirname(file));
  if (program === 'codex') return knownIn([shellState(project), codexState(project)]);
  return program === 'devcontainer' ? knownIn([shellState(project)]) : undefined;
}

/** What Codex reads over what its shell gave it. */
const codexState = derive((project: Project): State => {
  const state = newState();
  for (const document of documentsIn(project, 'dotenv'))
    if (/(?:^|\/)\.codex\/\.env$/.test(document.file)) for (const fact of assignmentsIn(document)) assign(state, fact);
  return state;
});

/** The variables that compose fills in: those of the shell over the `.env` beside the file. */
const filledIn = derive((project: Project): ((folder: string) => ReadonlyMap<string, string>) => (folder) => {
  const state = newState();
  for (const fact of assignmentsIn(project.documents.get(fileIn(folder)) ?? { facts: [] })) assign(state, fact);
  return knownIn([state, shellState(project)]);
});

/** Of several states, a later one overrides an earlier one. */
function knownIn(states: readonly State[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const from of states) for (const [name, slot] of from.entries()) if (slot?.known) found.set(name, slot.text);
  return found;
}

/** The docker client gives containers the proxies and the list of its own configuration, where the file sets none. */
const givesList = derive((project: Project): boolean =>
  project.facts('proxy-setting').some(({ client, role }) => client === 'docker' && role === 'no-proxy'),
);

/**
 * What the program that starts a server has: the agent's settings for the project, or the user's where the project has none.
 */
function starter(project: Project, { file }: Document, { program }: Recipient): State {
  if (program !== 'mcp' && program !== 'claude-state') return shellState(project);
  const own = `${dirname(file)}/.claude`.replace(/^\//, dirname(file) === '' ? '' : '/');
  return agentStates(project)(own);
}

/**
 * What lies under an agent's settings: the user's settings below those of the project, else the shell's variables. Under those of
 * OpenClaw is the `.env` beside them, which fills in what the shell lacks.
 */
function below(project: Project, folder: string, program: string): State {
  if (program === 'openclaw') return openclawState(project)(dirname(folder));
  const home = userFolder(project);
  return program === 'claude' && home !== undefined && folder !== home
    ? agentStates(project)(home)
    : shellState(project);
}

/** What OpenClaw has by the `.env` of a folder and the shell, which comes first. */
const openclawState = derive((project: Project): ((folder: string) => State) => (folder) => {
  const shell = shellState(project);
  const state = newState(shell);
  for (const fact of assignmentsIn(project.documents.get(fileIn(folder)) ?? { facts: [] }))
    if (!shell.get(fact.name.text)) assign(state, fact);
  return state;
});

/** The `.env` of a folder. */
const fileIn = (folder: string): string => (folder === '' ? '.env' : `${folder === '/' ? '' : folder}/.env`);

function userFolder({ home }: Project): string | undefined {
  return home === undefined ? undefined : home === '' ? '.claude' : `${home}/.claude`;
}

/** What Claude Code hands on when it runs with the settings of a folder. */
const agentStates = derive((project: Project): ((folder: string) => State) => {
  const known = new Map<string, State>();
  const agents = blocksOf(project).filter(({ recipient }) => recipient.kind === 'agent');
  const stateOf = (folder: string, depth: number): State => {
    const found = known.get(folder);
    if (found) return found;
    const home = userFolder(project);
    const state = newState(
      depth === 0 && home !== undefined && folder !== home ? stateOf(home, 1) : shellState(project),
    );
    for (const { document, assignments } of agents)
      if (settingsFolder(document) === folder) for (const fact of assignments) assign(state, fact);
    known.set(folder, state);
    return state;
  };
  return (folder) => stateOf(folder, 0);
});

/** What shells of the project pass to the programs that are started in them. */
export const shellState = derive((project: Project): State => {
  const state = newState(sessionWide(project).pam);
  for (const { kind, variables } of shellEnvironments(project))
    if (kind === 'shell') for (const slot of variables.values()) if (!state.has(slot.name)) state.set(slot.name, slot);
  return state;
});
