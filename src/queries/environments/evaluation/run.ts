/** Follows statements through files, functions and conditions, and turns the resulting state into an environment. */

import {
  type Assignment,
  type Command,
  type Document,
  type Fact,
  HOLE,
  type Inclusion,
  type Scope,
  type Way,
} from '../../../core.ts';
import { basename, dirname, groupBy, memo, slice, valueOf } from '../../../text.ts';
import { layPlain } from '../files/plain-files.ts';
import { isAbsent, isPattern, mayHoldSettings, resolveInclusions } from '../load-order.ts';
import { mayNameProxy } from './computed-names.ts';
import { matters, notePath } from './conditions.ts';
import { assign, evaluateValue } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { keepLocals, removedBy } from './functions.ts';
import { leaveOpen, settle } from './settled.ts';
import type { KnownVariables, State } from './state.ts';
import { constantAnswer } from './statuses.ts';

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

/** The assignments of a file, in order. */
export function assignmentsIn({ facts }: Pick<Document, 'facts'>): readonly Assignment[] {
  return facts.filter((fact): fact is Assignment => fact.kind === 'env');
}

// ── files and statements ────────────────────────────────────────────────────────────────────────────────────────────

/** From how often on the statements of a file count that is sourced repeatedly. */
const FREE_TIMES = 3;
/** How many statements are followed again: each call runs all of its function, each further `source` all of its file. */
const MOST_FOLLOWED = 1000;

/** Reads one file, unless it is being read already, which would never end. */
export function runDocument(run: Evaluation, document: Document, place: StatementContext, via?: Inclusion): void {
  const { file } = document;
  const times = run.times.get(file) ?? 0;
  if (run.reading.has(file) || run.below?.layers.has(file) || place.depth > DEEPEST_FILES) return;
  run.times.set(file, times + 1);
  run.followed += times < FREE_TIMES ? 0 : document.facts.length + 1;
  if (run.followed > MOST_FOLLOWED) {
    if (via) leaveOpen(run, via);
    return;
  }
  run.reading.add(file);
  if (times === 0) run.layers.set(file, { document, via });
  collectFunctions(run, document);
  const isPlain = place.certain && place.ways.length === 0 && place.exports !== false;
  if (!isPlain || !layPlain(run, document, place.exports))
    untilReturn(
      run,
      document.facts.filter((fact) => runsIn(fact).kind === 'file'),
      place,
    );
  run.reading.delete(file);
}

/** Follows the statements of a file or a function, as far as a run gets in them. */
function untilReturn(run: Evaluation, facts: readonly Fact[], place: StatementContext): void {
  run.endings.push([]);
  for (const fact of facts) {
    step(run, fact, place);
    if (run.hasEnded) break;
  }
  run.hasEnded = false;
  run.endings.pop();
}

function collectFunctions(run: Evaluation, document: Document): void {
  for (const scope of scopesOf(document).keys())
    if (scope.kind === 'function' || scope.kind === 'alias') run.functions.set(scope.name, scope);
}

/** A document's facts by the scope they run in, in order. */
export const scopesOf = memo(({ facts }: Document): ReadonlyMap<Scope, readonly Fact[]> => groupBy(facts, runsIn));

/** A command that changes a session runs where it is. */
function runsIn({ scope }: Fact): Scope {
  return scope.kind === 'session' && scope.parent ? scope.parent : scope;
}

/** What is in a function or an alias. */
export function runScope(run: Evaluation, scope: Scope, place: StatementContext): void {
  untilReturn(run, statementsOf(run, scope), place);
}

const statementsOf = ({ project }: Evaluation, scope: Scope): readonly Fact[] =>
  scopesOf(project.document(scope.at.file)).get(scope) ?? [];

/** Applies one statement if the given answers lead to it. */
function step(run: Evaluation, fact: Fact, place: StatementContext): void {
  const heard = fact.ways ? answered(run, fact.ways, fact.kind === 'env' ? fact : run.newest) : true;
  if (heard === 'no') return;
  const certain = place.certain && (fact.certain || heard === 'yes');
  if (fact.kind === 'env' && fact.scope.kind === 'session') changeSession(run, fact, certain, place);
  else if (fact.kind === 'env') {
    run.own.add(fact);
    if (fact.reach !== 'command' && fact.reach !== 'local' && mayNameProxy(fact.name)) leaveOpen(run, fact);
    else settle(run, fact, certain);
    if (matters(run.project, fact)) noteDeciding(run, fact, place);
    assign(run.state, fact, { certain, reach: reachIn(run, fact, place), earlier: seenBy(run, fact) });
    for (const scope of run.functions.watching(fact.name.text)) follow(run, scope, fact, { ...place, certain });
  } else if (fact.kind === 'include') include(run, fact, certain, place);
  else if (fact.kind === 'command') call(run, fact, certain, place);
}

/** A statement that decides: the conditions that lead to it count, and those under which what came before it is all there is. */
function noteDeciding(run: Evaluation, fact: Assignment, { ways }: StatementContext): void {
  notePath(run.paths, [...ways, ...(fact.ways ?? [])]);
  for (const endings of run.endings) for (const ending of endings.splice(0)) notePath(run.paths, ending);
  run.newest = fact;
}

/** `[ -n "$SSH_CONNECTION" ] && return`: on some runs nothing below happens. It counts where something was set above. */
function end(run: Evaluation, fact: Command, certain: boolean, { ways }: StatementContext): void {
  if (certain && (run.choice || !fact.ways)) run.hasEnded = true;
  else if (run.newest && fact.ways) run.endings.at(-1)?.push([...ways, ...fact.ways]);
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
function answered(run: Evaluation, ways: readonly Way[], by: Assignment | undefined): 'yes' | 'no' | 'maybe' {
  if (!run.choice) return ways.some((way) => (constant(run, way) ?? way.answer) !== way.answer) ? 'no' : 'maybe';
  let all: 'yes' | 'maybe' = 'yes';
  for (const way of ways) {
    const chosen = run.choice.get(way.question);
    const answer = actual(run, way) ?? chosen;
    if (chosen === 'yes' && way.variable !== undefined && by) inherit(run.state, way.variable, by);
    if (answer === undefined) all = 'maybe';
    else if (answer !== way.answer) return 'no';
  }
  return all;
}

function actual(run: Evaluation, way: Way): string | undefined {
  const { variable } = way;
  if (variable === undefined) return constant(run, way);
  const { state, isIncomplete, settled } = run;
  if (!state.has(variable) || (isIncomplete && !settled.has(variable))) return undefined;
  const slot = state.get(variable);
  if (!slot) return 'no';
  return slot.known && slot.certain ? (slot.text === '' ? 'no' : 'yes') : undefined;
}

const constant = (run: Evaluation, { question }: Way): string | undefined =>
  constantAnswer(question, run.functions, (scope) => ({
    facts: statementsOf(run, scope),
    text: slice(run.project.document(scope.at.file), scope.at),
  }));

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

/** A call of a function: what it means on this run. */
function call(run: Evaluation, fact: Command, certain: boolean, place: StatementContext): void {
  const name = fact.words[0]?.text ?? '';
  if (name === 'return') {
    end(run, fact, certain, place);
    return;
  }
  for (const removed of certain ? removedBy(fact.words) : []) run.functions.remove(removed);
  // What runs in a process of its own changes nothing here.
  if (fact.background || fact.isolated) return;
  for (const scope of run.functions.get(name).toReversed()) {
    const heard = scope.ways ? answered(run, scope.ways, run.newest) : 'yes';
    if (heard === 'no') continue;
    const ways = [...place.ways, ...(fact.ways ?? []), ...(scope.ways ?? [])];
    follow(run, scope, fact, { ...place, ways, certain: certain && heard === 'yes' });
    if (heard === 'yes') return;
  }
}

/** Runs a function's statements where it is called. */
function follow(run: Evaluation, scope: Scope, by: Fact, place: StatementContext): void {
  if (scope.isSubshell || run.calling.has(scope) || place.depth > DEEPEST_FILES) return;
  const document = run.project.document(scope.at.file);
  const all = statementsOf(run, scope);
  run.followed += run.called.has(scope) ? all.length : 0;
  run.called.add(scope);
  if (run.followed > MOST_FOLLOWED) {
    leaveOpen(run, by);
    return;
  }
  run.calling.add(scope);
  // fish changes a variable that exists already, local or not.
  const restore = keepLocals(document.dialect === 'fish' ? [] : all, run.state);
  runScope(run, scope, { ...place, depth: place.depth + 1 });
  restore();
  run.calling.delete(scope);
}
