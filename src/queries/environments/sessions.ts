/** What commands give to all programs that a session starts later on: `launchctl setenv`, `tmux set-environment` and their like. */
import type { Assignment, Document, Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { mayNameProxy } from './evaluation/computed-names.ts';
import { assign } from './evaluation/evaluate.ts';
import { type Evaluation, finish, newEvaluation } from './evaluation/evaluation.ts';
import { assignmentsIn, runDocument, TOP } from './evaluation/run.ts';
import { leaveOpen, settle } from './evaluation/settled.ts';
import type { State } from './evaluation/state.ts';
import type { Environment } from './model.ts';
import { sessionWide } from './session-wide.ts';

/** The sessions that a run has changed, by their tools; `ways` makes the runs of its conditions. `id` names where it ran. */
export function sessionEnvironments(
  run: Evaluation,
  id: string,
  ways: () => readonly Evaluation[],
): readonly Environment[] {
  return [...run.sessions].map(([tool, changes]) => {
    const file = changes[0]?.fact.at.file ?? id;
    const about = { id: `${id}:${tool}`, kind: 'session', file, name: tool, ignoresLoopback: false } as const;
    const of = (one: Evaluation): Environment => finish(sessionOf(one, tool), about);
    return { ...of(run), ways: waysOf(of, run, ways) };
  });
}

/** The words of the commands are the shell's, the variables are the session's. */
function sessionOf(run: Evaluation, tool: string): Evaluation {
  const session = newEvaluation(run.project, { under: startOf(run, tool), choice: run.choice });
  for (const { fact, certain } of run.below?.sessions.get(tool) ?? [])
    assign(session.state, fact, { certain, seen: run.state });
  for (const { fact, certain } of run.sessions.get(tool) ?? []) {
    session.own.add(fact);
    session.layers.set(fact.at.file, { document: run.project.document(fact.at.file) });
    if (fact.operation === 'set' && mayNameProxy(fact.name)) leaveOpen(session, fact);
    else settle(session, fact, certain);
    assign(session.state, fact, { certain, seen: run.state });
  }
  return session;
}

/** tmux starts with what its shell has, and a user's manager with environment.d; macOS has nothing of the kind. */
function startOf({ project, state }: Evaluation, tool: string): State | undefined {
  if (tool === 'tmux') return state;
  return tool === 'systemctl' || tool === 'dbus' ? sessionWide(project).user : undefined;
}

function waysOf(
  of: (run: Evaluation) => Environment,
  run: Evaluation,
  ways: () => readonly Evaluation[],
): Environment['ways'] {
  let known: readonly Environment[] | undefined;
  return () => {
    if (!known) {
      const found = ways().map(of);
      known = found.length > 0 ? found : [of(run)];
    }
    return known;
  };
}

/** Those that the commands of units and plists change, and that `.tmux.conf` begins with. */
export const serviceSessions = derive((project: Project): readonly Environment[] =>
  [...project.documents.values()].filter(changesSession).flatMap((document) => {
    const run = newEvaluation(project);
    runDocument(run, { ...document, facts: document.facts.filter(isOfSession) }, TOP);
    return sessionEnvironments(run, document.file, () => []);
  }),
);

function changesSession(document: Document): boolean {
  return ['launchd', 'systemd', 'settings'].includes(document.language) && assignmentsIn(document).some(isOfSession);
}

const isOfSession = ({ scope }: Pick<Assignment, 'scope'>): boolean => scope.kind === 'session';
