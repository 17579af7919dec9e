/** What shells receive: a session with everything it loads, and each of its functions and aliases on top of it. */
import type { Document, Fact, Project, Scope } from '../../core.ts';
import { derive } from '../../project.ts';
import { type Choice, choicesOf } from './evaluation/conditions.ts';
import { type Evaluation, finish, newEvaluation, resume } from './evaluation/evaluation.ts';
import { runDocument, runScope, scopesOf, TOP } from './evaluation/run.ts';
import { type ShellStart, shellStarts } from './load-order.ts';
import type { Environment } from './model.ts';
import { newOwn } from './own.ts';
import { sessionWide } from './session-wide.ts';
import { sessionEnvironments } from './sessions.ts';

/** The environments of all shells of a project. */
export const shellEnvironments = derive((project: Project): readonly Environment[] =>
  shellStarts(project).flatMap((session) => environmentsOf(project, session)),
);

function environmentsOf(project: Project, session: ShellStart): Environment[] {
  const runs = newSessionRuns(project, session);
  const run = runs.open;
  const about = {
    file: fileOf(session),
    kind: 'shell',
    name: '',
    shell: session.shell,
    ignoresLoopback: false,
  } as const;
  const top = finish(run, { id: about.file, ...about }, () =>
    choicesOf(run.paths).map((choice) => finish(runs.with(choice), { id: about.file, ...about })),
  );
  const ofSessions = sessionEnvironments(run, about.file, () =>
    choicesOf(run.paths).map((choice) => runs.with(choice)),
  );
  const overlays: Environment[] = [];
  for (const file of run.layers.keys()) {
    for (const scope of scopesOf(project.document(file)).keys()) {
      const isGone = scope.kind === 'function' && run.functions.get(scope.name).length === 0;
      if (scope.kind !== 'file' && scope.kind !== 'subshell' && !run.called.has(scope) && !isGone)
        overlays.push(...overlay(runs, top, session, scope));
    }
  }
  return [top, ...ofSessions, ...overlays];
}

const fileOf = ({ roots }: ShellStart): string => (roots.at(-1) as Document).file;

/** A session with its conditions left open, and with answers to them. */
interface SessionRuns {
  readonly open: Evaluation;
  readonly with: (choice: Choice) => Evaluation;
}

/** Its files are read once for all answers that are the same to it: each of its functions asks for all of them. */
function newSessionRuns(project: Project, session: ShellStart): SessionRuns {
  const open = runSession(project, session);
  const questions = new Set([...open.paths.values()].flat().map(({ question }) => question));
  const known = new Map<string, Evaluation>();
  const answered = (choice: Choice): Evaluation => {
    const own = new Map([...choice].filter(([question]) => questions.has(question)));
    const key = JSON.stringify([...own]);
    const run = known.get(key) ?? runSession(project, session, own);
    known.set(key, run);
    return run;
  };
  return { open, with: answered };
}

/** Reads the files of a session in order, over what was there before it. */
function runSession(project: Project, session: ShellStart, choice?: Choice): Evaluation {
  const { after } = session;
  const run = after ? resume(ended(project)(after, choice), choice) : started(project, choice);
  for (const root of session.roots) runDocument(run, root, TOP);
  return run;
}

const started = (project: Project, choice?: Choice): Evaluation =>
  newEvaluation(project, { under: sessionWide(project).pam, choice });

/** Sessions that other sessions start from, by the answers that matter to those: all that agree share one base. */
const ended = derive((project: Project): ((session: ShellStart, choice?: Choice) => Evaluation) => {
  const known = new Map<ShellStart, Map<string, Evaluation>>();
  const endOf = (session: ShellStart, choice?: Choice): Evaluation => {
    const ends = known.get(session) ?? new Map<string, Evaluation>();
    known.set(session, ends);
    const key = choice ? JSON.stringify([...choice]) : '';
    const end = ends.get(key) ?? endedNow(project, session, choice);
    ends.set(key, end);
    return end;
  };
  return (session, choice) => {
    if (!choice) return endOf(session);
    const questions = new Set([...endOf(session).paths.values()].flat().map(({ question }) => question));
    return endOf(session, new Map([...choice].filter(([question]) => questions.has(question))));
  };
});

function endedNow(project: Project, { roots }: ShellStart, choice?: Choice): Evaluation {
  const run = started(project, choice);
  for (const root of roots) runDocument(run, root, TOP);
  return run;
}

/** A function or alias, and what the commands in it give to sessions. */
function overlay(below: SessionRuns, top: Environment, session: ShellStart, scope: Scope): readonly Environment[] {
  const { project } = below.open;
  const kind = scope.kind === 'alias' ? 'alias' : 'function';
  const { file } = scope.at;
  const about = { id: `${file}:${scope.name}`, kind, file, name: scope.name, base: top } as const;
  const facts = scopesOf(project.document(file)).get(scope) ?? [];
  // Most functions and aliases change no variable: those of the shell are reused.
  if (!facts.some((fact) => changes(below.open, fact))) {
    const own = newOwn(facts.filter((fact) => fact.kind === 'env'));
    return [likeBase(top, { ...about, own, layers: [] })];
  }
  const whole = { ...about, shell: session.shell, ignoresLoopback: false };
  const run = runOver(below.open, scope);
  const runs = (): readonly Evaluation[] =>
    choicesOf(new Map([...below.open.paths, ...run.paths]))
      .filter((choice) => isDefined(scope, choice))
      .map((choice) => runOver(below.with(choice), scope, choice));
  const own = finish(run, whole, () => runs().map((one) => finish(one, whole)));
  return [own, ...sessionEnvironments(run, about.id, runs)];
}

/** Do these answers lead to the definition of a function? */
const isDefined = ({ ways = [] }: Scope, choice: Choice): boolean =>
  ways.every(({ question, answer }) => (choice.get(question) ?? answer) === answer);

/** A function that changes nothing has the variables of its shell, in each of its ways. */
function likeBase(top: Environment, about: Pick<Environment, 'id' | 'kind' | 'own' | 'layers'>): Environment {
  const same: Environment = { ...top, ...about, ways: () => [same] };
  const ways = (): readonly Environment[] => {
    const all = top.ways();
    return all.length === 1 ? [same] : all.map((way) => likeBase({ ...way, ways: () => [way] }, about));
  };
  return { ...same, ways };
}

/** A function is called when the session has been read. */
function runOver(below: Evaluation, scope: Scope, choice?: Choice): Evaluation {
  const run = newEvaluation(below.project, { under: below.state, below, choice });
  run.called.add(scope);
  run.calling.add(scope);
  runScope(run, scope, { ...TOP, depth: 1 });
  return run;
}

/** Does a statement change more than the one command it precedes? */
function changes({ functions }: Evaluation, fact: Fact): boolean {
  if (fact.kind === 'command') return functions.get(fact.words[0]?.text ?? '').length > 0;
  return fact.kind === 'include' || (fact.kind === 'env' && fact.reach !== 'command');
}
