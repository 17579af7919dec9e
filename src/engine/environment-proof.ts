/**
 * Proves that safe edits change no variable of any environment except the declared ones: the assignment that an edit rewrites,
 * a variable that it adds where nothing was set, and plain copies of these. It checks every environment that loads an edited
 * file, on each way through its conditions.
 */
import type { Assignment, Diagnostic, Project, Text, TextEdit } from '../core.ts';
import { type Environment, environments, type Variable } from '../queries/environments/environment.ts';
import { proxyRole } from '../queries/proxies/proxy-names.ts';
import { groupBy } from '../text.ts';
import { type Moves, movesOf } from './proof.ts';

/** The edits of one step, with the findings they repair. */
export interface Declared {
  readonly findings: readonly Diagnostic[];
  readonly edits: readonly TextEdit[];
}

interface Step {
  readonly moves: ReadonlyMap<string, Moves>;
  readonly findings: readonly Diagnostic[];
}

/** The first variable that changed though no edit declares it, with its environment; undefined: proven. */
export function refuteEnvironments(before: Project, after: Project, { findings, edits }: Declared): Text | undefined {
  const step = {
    findings,
    moves: new Map([...groupBy(edits, ({ at }) => at.file)].map(([file, own]) => [file, movesOf(own)])),
  };
  const now = groupBy(environments(after), nameOf);
  for (const [name, olds] of groupBy(environments(before), nameOf)) {
    const news = now.get(name) ?? [];
    for (const [index, old] of olds.entries()) {
      const one = news[index];
      if (!one || !isConcerned(old, step)) continue;
      const variable = changedIn(old, one, step);
      if (variable !== undefined) return because(variable, old);
    }
  }
  return undefined;
}

const nameOf = ({ kind, id }: Environment): string => `${kind}\0${id}`;

function because(variable: string, { id }: Environment): Text {
  return { en: `it would change ${variable} in ${id}`, zh: `会改变 ${id} 里的 ${variable}` };
}

/** Is an edit in one of the environment's files, or in those of an environment below it? */
function isConcerned({ layers, base, file }: Environment, step: Step): boolean {
  const isEdited = step.moves.has(file) || layers.some(({ document }) => step.moves.has(document.file));
  return isEdited || (base !== undefined && isConcerned(base, step));
}

function changedIn(old: Environment, now: Environment, step: Step): string | undefined {
  const pairs = pairsOf(old, now);
  for (const [a, b] of pairs) {
    for (const name of new Set([...namesIn(a), ...namesIn(b)])) {
      const [from, to] = [settled(a, name), settled(b, name)];
      if (!isSame(from, to) && !isDeclared(name, a, [from, to], step)) return name;
    }
  }
  return undefined;
}

/** Pairs each way with itself; when an edit added a condition of its own, pairs the whole environments. */
function pairsOf(old: Environment, now: Environment): readonly (readonly [Environment, Environment])[] {
  const [a, b] = [old.ways(), now.ways()];
  if (a.length !== b.length) return [[old, now]];
  return a.map((way, index) => [way, b[index] as Environment] as const);
}

function* namesIn({ variables }: Environment): Iterable<string> {
  for (const { name } of variables.values()) yield name;
}

/** A variable with a non-empty value. */
function settled({ variables }: Environment, name: string): Variable | undefined {
  const variable = variables.get(name);
  return variable?.known && variable.text === '' ? undefined : variable;
}

function isSame(a: Variable | undefined, b: Variable | undefined): boolean {
  return a === b || (a?.text === b?.text && a?.known === b?.known);
}

type Change = readonly [Variable | undefined, Variable | undefined];

function isDeclared(name: string, old: Environment, [from, to]: Change, step: Step): boolean {
  if (!from) return to !== undefined && isMade(to, step) && keepsTwin(name, old, to);
  const { assignment } = from;
  if (isTouched(assignment, step) || step.findings.some(({ at }) => overlap(at, assignment.name.at))) return true;
  return to !== undefined && from.sources.some((source) => isTouched(source, step)) && isCopy(assignment);
}

/**
 * A new list beside a list under the other name has the same value, whatever is inherited: some clients read this name first.
 */
function keepsTwin(name: string, old: Environment, { text, presumed, sources }: Variable): boolean {
  if (proxyRole(name) !== 'no-proxy') return true;
  const twins = ['no_proxy', 'NO_PROXY'].filter((one) => one !== name);
  return twins.every((twin) => {
    const list = settled(old, twin);
    return !list || (list.text === text && (!presumed || sources.some(({ name: { text: from } }) => from === twin)));
  });
}

/** Is the whole of a proxy copied to another proxy variable, or a list copied into a list? */
function isCopy({ name, value }: Assignment): boolean {
  const role = proxyRole(name.text);
  return role === 'no-proxy' || (role === 'proxy' && value.pieces.length === 1);
}

const overlap = (a: Assignment['at'], b: Assignment['at']): boolean =>
  a.file === b.file && a.start < b.end && b.start < a.end;

/** Is an edit inside an assignment or at either end of it? */
function isTouched({ at }: Assignment, { moves }: Step): boolean {
  const own = moves.get(at.file);
  return own !== undefined && own.place(at.start, at.end) === undefined;
}

/** Was an assignment written by an edit? */
function isMade({ assignment: { at } }: Variable, { moves }: Step): boolean {
  return moves.get(at.file)?.isMade(at.start, at.end) === true;
}
