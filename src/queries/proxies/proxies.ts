/** The proxy variables of an environment. */
import { type Assignment, HOLE, type Project, type Value } from '../../core.ts';
import { isStartFile } from '../../knowledge/files/shell-files.ts';
import { derive } from '../../project.ts';
import { groupBy, memo } from '../../text.ts';
import type { Environment, Variable } from '../environments/environment.ts';
import { lookup } from '../environments/environment.ts';
import { proxyRole } from './proxy-names.ts';
import { isOnlyCopied } from './readers.ts';

export { proxyRole } from './proxy-names.ts';

/** Names clients read as a proxy for http, https or everything, lower case first: the order most clients prefer. */
export const PROXY_NAMES = [
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
] as const;
const NO_PROXY_NAMES = ['no_proxy', 'NO_PROXY'] as const;

/**
 * Exempted on every machine. `::1` without brackets: the bracketed form crashes httpx, and no spelling works in every client.
 */
export const LOOPBACK = 'localhost,127.0.0.1,::1';

/** The proxies in force, in the order of their assignments, without those that the program's caller passes in. */
export const proxies = inForce(PROXY_NAMES, isHandedIn);

/** The exemption lists in force, in the order of their assignments. */
export const noProxies = inForce(NO_PROXY_NAMES);

/** Cached: most rules ask this of each environment, and environments never change. */
function inForce(
  names: readonly string[],
  leavesOut: (environment: Environment, variable: Variable) => boolean = () => false,
): (environment: Environment) => readonly Variable[] {
  return memo((environment: Environment) =>
    names
      .map((name) => lookup(environment, name))
      .filter((variable) => variable !== undefined)
      .filter((variable) => !leavesOut(environment, variable))
      .sort((a, b) => a.assignment.at.start - b.assignment.at.start),
  );
}

/**
 * No part of the value is written here: the script takes it from its options or asks for it (debootstrap, pbuilder), or the
 * command passes on what its shell may have. There may be no proxy at all.
 */
function isHandedIn({ kind, layers: [layer], file }: Environment, { known, text }: Variable): boolean {
  if (known || text === '' || [...text].some((character) => character !== HOLE)) return false;
  return (
    kind === 'session' || (kind === 'shell' && layer?.document.text.startsWith('#!') === true && !isStartFile(file))
  );
}

/** The proxies this environment sets itself: where a finding about them belongs. */
export function ownProxies(environment: Environment): Variable[] {
  return proxies(environment).filter((variable) => environment.own.has(variable.assignment));
}

/**
 * The name of the environment in a sentence: `proxy_on()`, the alias `proxy`, `docker.service`, a server's name, `launchctl`,
 * or ''.
 */
export function place(environment: Environment): string {
  if (environment.kind === 'function') return `${environment.name}()`;
  if (environment.kind === 'alias') return `alias ${environment.name}`;
  return ['service', 'block', 'session'].includes(environment.kind) ? environment.name : '';
}

/** The entries of a NO_PROXY list as most clients split it: at commas, ignoring surrounding spaces, in lower case. */
export function listEntries(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
}

/**
 * The assignment in which a value is written: for `export no_proxy="$LIST"` that of `LIST`, if every step copies the whole
 * value. A value put together from parts counts as written where it is put together.
 */
export function origin({ assignment, sources }: Variable): Assignment {
  let found = assignment;
  for (let index = sources.length - 2; index >= 0; index--) {
    const name = copiedName(found);
    if (name === undefined) return found;
    const source = sources[index];
    if (source?.name.text === name) found = source;
  }
  return found;
}

function copiedName({ value, operation }: Assignment): string | undefined {
  const [piece, more] = value.pieces;
  return more === undefined && piece?.kind === 'reference' && operation === 'set' ? piece.name : undefined;
}

/**
 * Variables replaced by those in which their values are written, each place once: a finding about it applies to its copies too.
 */
export function atOrigin(variables: readonly Variable[]): Variable[] {
  const found = new Map<Value, Variable>();
  for (const variable of variables) {
    const assignment = origin(variable);
    // By the value: `export {no_proxy,NO_PROXY}=…` writes one for both.
    if (!found.has(assignment.value) || assignment === variable.assignment)
      found.set(assignment.value, { ...variable, assignment });
  }
  return [...found.values()];
}

/** Is the value of an assignment copied only to proxy variables and lists? Then changing it changes nothing else. */
export function servesOnlyProxies(project: Project, assignment: Assignment): boolean {
  const sharing = sharingValues(project).get(placeOf(assignment)) ?? [assignment];
  return sharing.every(({ name, at }) => {
    if (!proxyRole(name.text) && !/no_?proxy/i.test(name.text) && !isHandedOver(project, name.text)) return false;
    return isOnlyCopied(project, name.text, at.file) && !tied(project).has(`${at.file} ${name.text}`);
  });
}

/** Names that share their value with an array (zsh's `typeset -T NO_PROXY no_proxy ,`), which the shell reads on its own. */
const tied = derive(
  (project: Project): ReadonlySet<string> =>
    new Set(
      project
        .facts('env')
        .filter(({ fixed }) => fixed === 'list')
        .map(({ at, name }) => `${at.file} ${name.text}`),
    ),
);

/** Assignments by the characters of their values: `export {http,https}_proxy=…` and a loop over names write one for several. */
const sharingValues = derive((project: Project) => groupBy(project.facts('env'), placeOf));

function placeOf({ value: { at } }: Assignment): string {
  return `${at.file} ${at.start} ${at.end}`;
}

/** Does a proxy variable or a list copy the whole value of a variable? */
function isHandedOver(project: Project, name: string): boolean {
  return copies(project).has(name);
}

/** Proxy variables that copy another variable, by the name of that variable. */
const copies = derive((project: Project) =>
  groupBy(
    project.facts('env').filter((fact) => proxyRole(fact.name.text)),
    copiedName,
  ),
);
