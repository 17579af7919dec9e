/** Follows statements through files, functions and conditions, and turns the resulting state into an environment. */

import {
  type Assignment,
  type Command,
  type Document,
  type Fact,
  HOLE,
  type Inclusion,
  type Project,
  type Scope,
  type Span,
  type Way,
} from '../../core.ts';
import { basename, dirname, groupBy, valueOf } from '../../text.ts';
import { mayNameProxy } from './computed-names.ts';
import { type Choice, matters, notePath, type Paths } from './conditions.ts';
import { assign, evaluateValue } from './evaluate.ts';
import { type Functions, keepLocals, newFunctions } from './functions.ts';
import { isAbsent, isPattern, mayHoldSettings, resolveInclusions } from './load-order.ts';
import type { Environment, Layer } from './model.ts';
import { newOwn, type OwnBuilder } from './own.ts';
import { layPlain } from './plain-files.ts';
import { leaveOpen, newSettled, type Openness, settle } from './settled.ts';
import { exported, type KnownVariables, newState, type Slot, type State } from './state.ts';

export interface Evaluation extends Openness {
  readonly project: Project;
  readonly state: State;
  readonly own: OwnBuilder;
  readonly functions: Functions;
  readonly called: Set<Scope>;
  /** Those that are being followed, and how many statements were followed in functions that are called again. */
  readonly calling: Set<Scope>;
  followed: number;
  /** Files that were read, in order. */
  readonly layers: Map<string, Layer>;
  /** How often each was read, and those that are being read. */
  readonly times: Map<string, number>;
  readonly reading: Set<string>;
  /** The run that this one builds on: files read there are not read again. */
  readonly below?: Evaluation | undefined;
  /** How conditions are answered; undefined: all answers at once, each on some runs. */
  readonly choice?: Choice | undefined;
  /** The conditions met on the way to relevant statements. */
  readonly paths: Paths;
  /** What commands give to all programs that a session starts later on, by the tool. */
  readonly sessions: Map<string, SessionRun>;
  /** The command whose assignments are being met. */
  command?: CommandRun | undefined;
}

/** The assignments of one command so far; `before`: what they replaced. Undefined: its words are read from left to right. */
interface CommandRun {
  readonly statement: Span;
  readonly before: Map<string, { readonly slot: Slot | undefined; readonly isKnown: boolean }> | undefined;
}

/** The commands that change a session, in order. */
export type SessionRun = { readonly fact: Assignment; readonly certain: boolean }[];

/** Where a statement is executed. */
export interface StatementContext {
  readonly certain: boolean;
  /** The conditions that the enclosing file or function depends on. */
  readonly ways: readonly Way[];
  /** Is what the file assigns exported to child processes? Undefined: as each statement says. */
  readonly exports?: boolean | undefined;
  readonly depth: number;
}

export const TOP: StatementContext = { certain: true, ways: [], depth: 0 };

/** How deep files that load files, and functions that call functions, are followed. */
const DEEPEST_FILES = 6;

interface Start {
  readonly under?: State | undefined;
  readonly below?: Evaluation | undefined;
  readonly choice?: Choice | undefined;
}

/** A run in which nothing has happened yet, on top of `under`. */
export function newEvaluation(project: Project, { under, below, choice }: Start = {}): Evaluation {
  return {
    project,
    state: newState(under),
    own: newOwn(),
    functions: below?.functions ?? newFunctions(),
    called: new Set(),
    calling: new Set(),
    followed: 0,
    layers: new Map(),
    times: new Map(),
    reading: new Set(),
    below,
    choice,
    paths: new Map(),
    isIncomplete: below?.isIncomplete ?? false,
    openedBy: below?.openedBy,
    settled: newSettled(below?.settled),
    sessions: new Map(),
  };
}

/** A run that continues where another one ended; that other one must not change any more. */
export function resume(ended: Evaluation, choice: Choice | undefined): Evaluation {
  return {
    ...newEvaluation(ended.project, { under: ended.state, choice }),
    functions: newFunctions(ended.functions),
    called: new Set(ended.called),
    times: new Map(ended.times),
    paths: new Map(ended.paths),
    isIncomplete: ended.isIncomplete,
    openedBy: ended.openedBy,
    settled: newSettled(ended.settled),
    sessions: new Map([...ended.sessions].map(([tool, changes]) => [tool, [...changes]])),
  };
}

/** Finishes a run into an environment; `ways` makes those of its conditions when they are asked for. */
export function finish(
  run: Evaluation,
  about: Omit<
    Environment,
    'variables' | 'own' | 'layers' | 'isIncomplete' | 'openedBy' | 'settled' | 'cleared' | 'ways' | 'answers'
  >,
  ways: () => readonly Environment[] = () => [],
): Environment {
  const { state, own, isIncomplete } = run;
  const cleared = { has: (name: string): boolean => state.has(name) && state.get(name) === undefined };
  let known: readonly Environment[] | undefined;
  const environment: Environment = {
    ...about,
    variables: exported(state),
    own,
    layers: [...run.layers.values()],
    isIncomplete,
    ...(run.openedBy ? { openedBy: run.openedBy } : {}),
    settled: run.settled,
    cleared,
    ...(run.choice ? { answers: run.choice } : {}),
    ways: () => {
      if (!known) {
        const found = ways();
        known = found.length > 0 ? found : [environment];
      }
      return known;
    },
  };
  return environment;
}

/** The assignments of a file, in order. */
export function assignmentsIn({ facts }: Pick<Document, 'facts'>): readonly Assignment[] {
  return facts.filter((fact): fact is Assignment => fact.kind === 'env');
}

// ── files and statements ────────────────────────────────────────────────────────────────────────────────────────────

/** How often a file is followed that is sourced repeatedly. */
const MOST_TIMES = 3;
/** How many statements are followed in functions: each call runs all of its function again. */
const MOST_FOLLOWED = 1000;

/** Reads one file, unless it is being read already, which would never end. */
export function runDocument(run: Evaluation, document: Document, place: StatementContext, via?: Inclusion): void {
  const { file } = document;
  const times = run.times.get(file) ?? 0;
  if (times >= MOST_TIMES || run.reading.has(file) || run.below?.layers.has(file) || place.depth > DEEPEST_FILES)
    return;
  run.times.set(file, times + 1);
  run.reading.add(file);
  if (times === 0) run.layers.set(file, { document, via });
  collectFunctions(run, document);
  const isPlain = place.certain && place.ways.length === 0 && place.exports !== false;
  if (!isPlain || !layPlain(run, document, place.exports))
    for (const fact of document.facts) if (runsIn(fact).kind === 'file') step(run, fact, place);
  run.reading.delete(file);
}

function collectFunctions(run: Evaluation, document: Document): void {
  for (const scope of scopesOf(document).keys())
    if (scope.kind === 'function' || scope.kind === 'alias') run.functions.set(scope.name, scope);
}

const scopes = new WeakMap<Document, ReadonlyMap<Scope, readonly Fact[]>>();

/** A document's facts by the scope they run in, in order. */
export function scopesOf(document: Document): ReadonlyMap<Scope, readonly Fact[]> {
  let known = scopes.get(document);
  if (!known) scopes.set(document, (known = groupBy(document.facts, runsIn)));
  return known;
}

/** A command that changes a session runs where it is. */
function runsIn({ scope }: Fact): Scope {
  return scope.kind === 'session' && scope.parent ? scope.parent : scope;
}

/** What is in a function or an alias. */
export function runScope(run: Evaluation, scope: Scope, place: StatementContext): void {
  for (const inner of scopesOf(run.project.document(scope.at.file)).get(scope) ?? []) step(run, inner, place);
}

/** Applies one statement if the given answers lead to it. */
function step(run: Evaluation, fact: Fact, place: StatementContext): void {
  const heard = fact.ways ? answered(run, fact) : true;
  if (heard === 'no') return;
  const certain = place.certain && (fact.certain || heard === 'yes');
  if (fact.kind === 'env' && fact.scope.kind === 'session') changeSession(run, fact, certain, place);
  else if (fact.kind === 'env') {
    run.own.add(fact);
    if (fact.reach !== 'command' && fact.reach !== 'local' && mayNameProxy(fact.name)) leaveOpen(run, fact);
    else settle(run, fact, certain);
    if (matters(run.project, fact)) notePath(run.paths, [...place.ways, ...(fact.ways ?? [])]);
    assign(run.state, fact, { certain, reach: reachIn(run, fact, place), earlier: seenBy(run, fact) });
  } else if (fact.kind === 'include') include(run, fact, certain, place);
  else if (fact.kind === 'command') call(run, fact, certain, place);
}

/**
 * The variables as the words of an assignment see them; undefined: as they are now. `export A=1 B=$A` gives B what A was before:
 * bash, dash, zsh and fish expand all words of a command before it runs. `A=1 B=$A` without a keyword is read from left to right,
 * and so is `: ${A:=1} ${B:=$A}`.
 */
function seenBy(run: Evaluation, { name, statement, value, operation }: Assignment): KnownVariables | undefined {
  if (operation !== 'set' && operation !== 'append') return undefined;
  const { state } = run;
  const isNext = run.command?.statement === statement && !run.command.before?.has(name.text);
  if (!isNext) run.command = { statement, before: statement.start === name.at.start ? undefined : new Map() };
  const before = run.command?.before;
  if (!before) return undefined;
  const isAsked = value.pieces.some((piece) => piece.kind === 'reference' && before.has(piece.name));
  before.set(name.text, { slot: state.get(name.text), isKnown: state.has(name.text) });
  if (!isAsked) return undefined;
  return {
    get: (asked) => (before.has(asked) ? before.get(asked)?.slot : state.get(asked)),
    has: (asked) => before.get(asked)?.isKnown ?? state.has(asked),
  };
}

/** What such a command sets is not a variable of the shell: `sessionEnvironments` makes environments of it. */
function changeSession(run: Evaluation, fact: Assignment, certain: boolean, place: StatementContext): void {
  const changes = run.sessions.get(fact.scope.name) ?? [];
  changes.push({ fact, certain });
  run.sessions.set(fact.scope.name, changes);
  if (matters(run.project, fact)) notePath(run.paths, [...place.ways, ...(fact.ways ?? [])]);
}

/** A shell exports what a `.env` sets only under `set -a`, or where the line says `export`. */
function reachIn({ project }: Evaluation, fact: Assignment, { exports }: StatementContext): Assignment['reach'] {
  if (exports === undefined) return fact.reach;
  if (exports) return fact.reach === 'shell' ? 'environment' : fact.reach;
  const { language, text } = project.document(fact.at.file);
  return language !== 'dotenv' || text.startsWith('export', fact.statement.start) ? fact.reach : 'shell';
}

/**
 * `yes`: all its conditions are answered that way. `no`: at least one is not. `maybe`: it depends on a condition left open. A
 * question about a variable is answered by its value where that is known; where it is not, the given answer is assumed from
 * then on.
 */
function answered(run: Evaluation, fact: Fact): 'yes' | 'no' | 'maybe' {
  if (!run.choice) return 'maybe';
  let all: 'yes' | 'maybe' = 'yes';
  for (const way of fact.ways ?? []) {
    const chosen = run.choice.get(way.question);
    const answer = actual(run, way) ?? chosen;
    if (chosen === 'yes' && way.variable !== undefined && fact.kind === 'env') inherit(run.state, way.variable, fact);
    if (answer === undefined) all = 'maybe';
    else if (answer !== way.answer) return 'no';
  }
  return all;
}

function actual({ state, isIncomplete, settled }: Evaluation, { variable }: Way): string | undefined {
  if (variable === undefined || !state.has(variable) || (isIncomplete && !settled.has(variable))) return undefined;
  const slot = state.get(variable);
  if (!slot) return 'no';
  return slot.known && slot.certain ? (slot.text === '' ? 'no' : 'yes') : undefined;
}

/** A variable that nothing here sets, but that a condition requires to be set, comes from outside with an unknown value. */
export function inherit(state: State, name: string, fact: Assignment): void {
  if (state.has(name)) return;
  const { at } = fact.name;
  const value = valueOf([{ kind: 'unknown', at }], at);
  const assignment = { ...fact, name: { ...fact.name, text: name }, value };
  const text = HOLE;
  state.set(name, {
    name,
    assignment,
    text,
    known: false,
    presumed: false,
    exported: true,
    certain: true,
    sources: [],
  });
}

function include(run: Evaluation, fact: Inclusion, certain: boolean, place: StatementContext): void {
  const targets = resolveInclusions(run.project, fact, run.state);
  const { text } = evaluateValue(fact.path, run.state);
  for (const target of targets) load(run, fact, target, { certain, place, isLooped: isPattern(text) });
  if (targets.length > 0 || isAbsent(run.project, fact, run.state)) return;
  if (mayHoldSettings(text)) leaveOpen(run, fact);
}

interface Loading {
  readonly certain: boolean;
  readonly place: StatementContext;
  /** A pattern names the file: a loop over it runs where files fit. */
  readonly isLooped: boolean;
}

function load(run: Evaluation, fact: Inclusion, target: Document, { certain, place, isLooped }: Loading): void {
  // A guard such as `[ -f x ] && . x` tests for the file itself, which is known to exist, or `[ -d y ]` for its folder.
  const isThere = fact.optional && /(?:^|\s)-[aefrs] /.test(fact.ways?.at(-1)?.question ?? '');
  const folder = basename(dirname(target.file));
  const isForFolder = ({ question }: Way): boolean => /(?:^|\s)-d /.test(question) && question.includes(folder);
  const own = ((isThere ? fact.ways?.slice(0, -1) : fact.ways) ?? []).filter((way) => !isForFolder(way));
  const isSure = certain || fact.optional || (isLooped && own.length === 0 && place.certain);
  const exports = place.exports || fact.exports === true || (target.language === 'dotenv' ? false : undefined);
  const ways = [...place.ways, ...own];
  runDocument(run, target, { certain: isSure, ways, exports, depth: place.depth + 1 }, fact);
}

function call(run: Evaluation, fact: Command, certain: boolean, place: StatementContext): void {
  const scope = run.functions.get(fact.words[0]?.text ?? '');
  // What runs in a process of its own changes nothing here.
  const isApart = fact.background || fact.isolated || scope?.isSubshell;
  if (!scope || isApart || run.calling.has(scope) || place.depth > DEEPEST_FILES) return;
  run.followed += run.called.has(scope) ? (scopesOf(run.project.document(scope.at.file)).get(scope)?.length ?? 0) : 0;
  run.called.add(scope);
  if (run.followed > MOST_FOLLOWED) {
    leaveOpen(run, fact);
    return;
  }
  run.calling.add(scope);
  const ways = [...place.ways, ...(fact.ways ?? [])];
  // fish changes a variable that exists already, local or not.
  const document = run.project.document(scope.at.file);
  const facts = document.dialect === 'fish' ? [] : (scopesOf(document).get(scope) ?? []);
  const restore = keepLocals(facts, run.state);
  runScope(run, scope, { ...place, certain, ways, depth: place.depth + 1 });
  restore();
  run.calling.delete(scope);
}
