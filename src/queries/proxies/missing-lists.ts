/** Environments that set a proxy and exempt nothing; each way through their conditions is checked separately. */
import type { Assignment, Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { memo } from '../../text.ts';
import {
  type Environment,
  environments,
  everyWay,
  possibleValues,
  type Variable,
} from '../environments/environment.ts';
import { toolLoaders } from '../environments/files/tool-loaders.ts';
import { decidingFacts } from '../environments/own.ts';
import { noProxies, ownProxies, proxyRole } from './proxies.ts';
import { isInstalledOverList, isReadByHand } from './read-by-hand.ts';
import { isUnasked } from './readers.ts';

/** One proxy without a list beside it, with all environments in which this is so. */
export interface MissingList {
  readonly proxy: Variable;
  /** The environments, each with its ways that lack a list, in the order of the project. */
  readonly found: readonly { readonly environment: Environment; readonly ways: readonly Environment[] }[];
  /** The first proxies of further branches of the same environments. */
  readonly more: readonly Variable[];
}

/** All of a project, one for each proxy that comes first in its environment. */
export const missingLists = derive((project: Project): readonly MissingList[] => {
  const found = new Map<Assignment, { proxy: Variable; found: MissingList['found'][number][]; more: Variable[] }>();
  for (const environment of environments(project)) {
    const ways = lackingWays(environment);
    const [proxy, ...more] = distinct(ways.map((way) => ownProxies(way)[0] as Variable));
    if (!proxy || repeatsBase(environment)) continue;
    const known = found.get(proxy.assignment) ?? { proxy, found: [], more: [] };
    known.found.push({ environment, ways });
    known.more = distinct([...known.more, ...more]);
    found.set(proxy.assignment, known);
  }
  return [...found.values()];
});

/** The first of each assignment, in the order of the file. */
function distinct(variables: readonly Variable[]): Variable[] {
  const first = new Map(variables.map((variable) => [variable.assignment, variable]));
  return [...first.values()].sort((a, b) => a.assignment.at.start - b.assignment.at.start);
}

const lackingWays = memo((environment: Environment): readonly Environment[] => environment.ways().filter(lacks));

function lacks(way: Environment): boolean {
  if (way.ignoresLoopback || ownProxies(way).some(({ text }) => GLUED_LIST.test(text))) return false;
  return ownProxies(way).length > 0 && noProxies(way).length === 0 && !handsOnList(way);
}

/** The line of the list was joined to the proxy's: that is told as an address that is not valid. */
const GLUED_LIST = /\d(?:export\s+)?no_proxy=/i;

/** Can a file that is not here still set a list, or remove the proxies? Not if all of them are settled after it. */
export function isOpen(way: Environment): boolean {
  const { isIncomplete, settled } = way;
  if (!isIncomplete) return false;
  return (
    !LISTS.every((name) => settled.has(name)) || !ownProxies(way).some(({ name, known }) => known && settled.has(name))
  );
}

const LISTS = ['no_proxy', 'NO_PROXY'];

/** `export no_proxy=$NO_PROXY` where nothing sets it: the list comes from outside, and was provided on purpose. */
function handsOnList({ own, variables, cleared, base }: Environment): boolean {
  const passes = decidingFacts(own).some(({ name, value, operation, reach }) => {
    const [piece, more] = value.pieces;
    // A reference with a default is a list of its own; if it is missing here, it was cleared.
    const isCopy =
      operation === 'set' &&
      reach !== 'command' &&
      more === undefined &&
      piece?.kind === 'reference' &&
      !piece.operator;
    const isKept = !cleared.has(name.text);
    return isCopy && isKept && isList(name.text) && isList(piece.name) && !variables.has(piece.name);
  });
  return passes || (base !== undefined && handsOnList(base));
}

/** Is it a list of exempt hosts? */
export const isList = (name: string): boolean => proxyRole(name) === 'no-proxy';

/** A function that sets the same proxies as its shell is covered by the finding about the shell. */
function repeatsBase({ base, kind }: Environment): boolean {
  return base !== undefined && kind !== 'service' && lackingWays(base).length > 0;
}

// ── where a list can be written ──────────────────────────────────────────────────────────────────────────────────────────

/** The lines beside which a list is missing: the last proxy line of each way. */
export function listPlaces(project: Project, { found }: MissingList): readonly Assignment[] {
  return [...new Set(found.flatMap(({ ways }) => ways.map((way) => lastLine(project, way))))];
}

/** The last proxy line in the file and scope of the first proxy, without lines that only some runs of this way reach. */
function lastLine(project: Project, way: Environment): Assignment {
  const [{ assignment: first }] = ownProxies(way) as [Variable];
  let last = first;
  for (const line of proxyLines(way)) {
    if (line.at.file !== first.at.file || line.scope !== first.scope) continue;
    const isAsSure = samePath(line, first) || isOneLine(project, first, line);
    if (line.at.start > last.at.start && isAsSure) last = line;
  }
  return last;
}

const samePath = (a: Assignment, b: Assignment): boolean => pathOf(a) === pathOf(b);
const pathOf = ({ ways = [], certain }: Assignment): string =>
  ways.length > 0 ? ways.map(({ question, answer }) => `${question}\0${answer}`).join('\0') : String(certain);

/** A chain on one line (`export a=… && export b=…`) counts as one statement. */
function isOneLine(project: Project, first: Assignment, line: Assignment): boolean {
  return !/[\r\n]/.test(project.document(first.at.file).text.slice(first.at.start, line.at.end));
}

/** Statements that give a proxy variable one of the values it can have, or export it: in any case, `HTTPS_proxy` too. */
function proxyLines(way: Environment): Assignment[] {
  const lines = decidingFacts(way.own).filter(({ name }) => proxyRole(name.text) === 'proxy');
  const names = new Set(lines.map(({ name }) => name.text));
  const setting = new Set([...names].flatMap((name) => [...possibleValues(way, name)].map((one) => one.assignment)));
  return lines
    .filter((line) => line.operation === 'export' || setting.has(line))
    .sort((a, b) => a.at.start - b.at.start);
}

const SHELLS: ReadonlySet<string> = new Set(['shell', 'function', 'alias']);

/**
 * Why adding a list beside a line would change something for a reader of that line; undefined if it is right for all of them.
 */
export type Obstacle = 'overrides' | 'inherited' | 'outside' | 'read' | 'incomplete' | 'session';

/** Checks all environments that read a line, and all readers of a list that would be added there. */
export function obstacleAt(project: Project, line: Assignment): Obstacle | undefined {
  const users = usersOf(project).get(line) ?? [];
  if (users.some(isOpen)) return 'incomplete';
  if (users.some((way) => !way.ignoresLoopback && !lacks(way))) return 'overrides';
  if (users.some((way) => way.ignoresLoopback && noProxies(way).length > 0)) return 'overrides';
  if (users.some(({ kind }) => kind === 'session')) return 'session';
  if (users.some((way) => isHalvedAbove(project, way))) return 'overrides';
  if (users.some((way) => isGivenMore(project, way))) return 'outside';
  if (users.some(holdsList)) return 'read';
  const { file } = line.at;
  const isPlain = project.document(file).language === 'dotenv';
  const isGiven = toolLoaders(project, file).some(({ given }) => given.size > 0);
  if (isGiven || (isPlain && isInstalledOverList(project, file))) return 'overrides';
  if (users.some((way) => replacesInherited(project, way, file))) return 'inherited';
  return LISTS.every((name) => isUnasked(project, name, file)) ? undefined : 'read';
}

/**
 * Is it a `.env` that lies over what its loader inherits? A shell that sources it, and tools such as make, would let its list
 * override the one from outside.
 */
export function replacesInherited(project: Project, { kind }: Environment, file: string): boolean {
  if (project.document(file).language !== 'dotenv') return false;
  const isOver = toolLoaders(project, file).some(({ loading }) => loading === 'over');
  return SHELLS.has(kind) || isOver || isReadByHand(project, file);
}

/**
 * Does something that inherits a shell's variables set one of the two names alone: a function, a script, an agent, a .env? That
 * list counts for all programs as long as the other name is not set: added to the shell, the other one would hide it from curl
 * and Python.
 */
function isHalvedAbove(project: Project, { id, kind }: Environment): boolean {
  const { over, beside } = halves(project);
  return over.has(id) || (SHELLS.has(kind) && beside.some((other) => other !== id));
}

/** `over`: the environments, by their ids, that lie below such a one; `beside`: shells and .env files that are such themselves. */
const halves = derive((project: Project) => {
  const over = new Set<string>();
  const beside = new Set<string>();
  for (const { id, kind, own, base } of everyWay(project)) {
    const names = decidingFacts(own).flatMap(({ name, operation, value }) =>
      isList(name.text) && operation !== 'unset' && value.text !== '' ? [name.text] : [],
    );
    if (new Set(names).size !== 1) continue;
    for (let below = base; below; below = below.base) over.add(below.id);
    if (kind === 'shell' || kind === 'dotenv') beside.add(id);
  }
  return { over, beside: [...beside] };
});

/**
 * Would a block's list override one that is not visible here? An agent, its servers and an editor's shells inherit their
 * shell's (Claude Code 2.1.332, Gemini CLI 0.61.0, opencode 1.18.33, measured); a container has those of its image and of the
 * docker client's `config.json` (docker/compose, `ParseProxyConfig`). They are only known when the whole machine was checked.
 */
export function isGivenMore({ absent, documents }: Project, { recipient }: Environment): boolean {
  if (!recipient || (recipient.inherits === 'nothing' && recipient.kind !== 'container')) return false;
  return absent === undefined || ![...documents.values()].some(({ language }) => language === 'shell');
}

/** A list that the shell does not export: a new one would be passed on to programs. */
function holdsList({ own, base }: Environment): boolean {
  const holds = decidingFacts(own).some(
    ({ name, operation, value, reach }) =>
      isList(name.text) && reach !== 'command' && operation !== 'unset' && operation !== 'export' && value.text !== '',
  );
  return holds || (base !== undefined && holdsList(base));
}

/** The ways of all environments that reach each proxy line. */
const usersOf = derive((project: Project): ReadonlyMap<Assignment, readonly Environment[]> => {
  const users = new Map<Assignment, Environment[]>();
  for (const way of everyWay(project)) {
    for (const fact of decidingFacts(way.own)) {
      if (proxyRole(fact.name.text) !== 'proxy') continue;
      const others = users.get(fact);
      if (others) others.push(way);
      else users.set(fact, [way]);
    }
  }
  return users;
});

/**
 * Can the list be empty on purpose? A shell that empties it removes an inherited one; an empty line of a .env waits to be filled
 * in.
 */
export function isEmptied({ kind, variables }: Environment): boolean {
  return kind !== 'dotenv' && (variables.has('no_proxy') || variables.has('NO_PROXY'));
}
