/** The state of following statements: what it begins with, and the environment it ends in. */
import type { Assignment, Project, Scope, Span, Way } from '../../../core.ts';
import type { Environment, Layer } from '../model.ts';
import { newOwn, type OwnBuilder } from '../own.ts';
import type { Choice, Paths } from './conditions.ts';
import { type Functions, newFunctions } from './functions.ts';
import { newSettled, type Openness } from './settled.ts';
import { exported, newState, type Slot, type State } from './state.ts';

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
  /** For each file and function that is being read, inner after outer: the conditions under which it has ended before here. */
  readonly endings: Ending[][];
  /** It has ended: `return` was met on this run. */
  hasEnded: boolean;
  /** The last statement that changed what decides where requests go. */
  newest?: Assignment | undefined;
  /** What commands give to all programs that a session starts later on, by the tool. */
  readonly sessions: Map<string, SessionRun>;
  /** The command whose assignments are being met. */
  command?: CommandRun | undefined;
}

/** A `return` that only some runs reach, as the conditions that lead to it. */
export type Ending = readonly Way[];

/** The assignments of one command so far; `before`: what they replaced. Undefined: its words are read from left to right. */
interface CommandRun {
  readonly statement: Span;
  readonly before: Map<string, { readonly slot: Slot | undefined; readonly isKnown: boolean }> | undefined;
}

/** The commands that change a session, in order. */
export type SessionRun = { readonly fact: Assignment; readonly certain: boolean }[];

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
    functions: newFunctions(below?.functions),
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
    endings: [],
    hasEnded: false,
    newest: below?.newest,
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
    newest: ended.newest,
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
    openedBy: run.openedBy,
    settled: run.settled,
    cleared,
    answers: run.choice,
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
