/**
 * What services receive, according to systemd.exec(5): the manager's own variables, for user services also those of the
 * session, PassEnvironment=, Environment= of unit and drop-ins. EnvironmentFile= overrides all of these whatever the order of
 * the lines, and UnsetEnvironment= removes names at the end. Hermes then reads `~/.hermes/.env` on top.
 */
import type { Assignment, Document, Inclusion, Project } from '../../core.ts';
import { derive, documentsIn } from '../../project.ts';
import { basename, memo } from '../../text.ts';
import { type EffectiveService, gatewayOf, isGoService, services } from '../services/services.ts';
import { assign } from './evaluation/evaluate.ts';
import { type Evaluation, finish, newEvaluation } from './evaluation/evaluation.ts';
import { assignmentsIn } from './evaluation/run.ts';
import { leaveOpen, settle } from './evaluation/settled.ts';
import { newState, type State } from './evaluation/state.ts';
import { layPlain } from './files/plain-files.ts';
import { isAbsent, resolveInclusion } from './load-order.ts';
import type { Environment } from './model.ts';
import { sessionWide } from './session-wide.ts';

/** The environments of all services of a project. */
export const serviceEnvironments = derive((project: Project): readonly Environment[] =>
  services(project).map((service) => serviceEnvironment(project, service)),
);

function serviceEnvironment(project: Project, service: EffectiveService): Environment {
  const run = newEvaluation(project, { under: managers(project)(service) });
  for (const document of [...managersOf(project, service), ...service.documents])
    run.layers.set(document.file, { document });
  for (const document of managersOf(project, service)) run.own.lay(allOf(document));
  const { assignments } = service;
  for (const fact of assignments) run.own.add(fact);
  for (const fact of assignments.filter(isPassed)) assign(run.state, fact);
  // An assignment that systemd drops is evaluated as it was meant: that it is dropped is reported by a rule of its own, and
  // one fault should give one finding.
  for (const fact of assignments.filter((one) => !isPassed(one) && !isTaken(one))) assign(run.state, fact);
  for (const fact of service.environmentFiles) environmentFile(run, fact);
  for (const fact of assignments.filter(isTaken)) assign(run.state, fact);
  for (const document of hermesFilesOf(project, service)) lay(run, document);
  const file = service.documents[0]?.file ?? '';
  const name = service.label || basename(file);
  return finish(run, { id: name, kind: 'service', file, name, service, ignoresLoopback: isGoService(service) });
}

/** PassEnvironment=: the whole word stands for a value that the manager has, or has not. */
const isPassed = ({ operation, name, value }: Assignment): boolean =>
  operation === 'set' && value.pieces[0]?.kind === 'unknown' && value.at.start <= name.at.start;

/** UnsetEnvironment=; a line that empties Environment= names nothing. */
const isTaken = ({ operation, name }: Assignment): boolean => operation === 'unset' && name.text !== '';

/** EnvironmentFile= overrides Environment=; if its file is unknown, so is the rest. */
function environmentFile(run: Evaluation, fact: Inclusion): void {
  const target = fact.path.text === '' ? undefined : resolveInclusion(run.project, fact, NOTHING);
  if (target) lay(run, target, fact);
  else if (fact.path.text !== '' && !isAbsent(run.project, fact, NOTHING)) leaveOpen(run, fact);
}

const NOTHING = newState();

const allOf = memo((document: Document): ReadonlySet<Assignment> => new Set(assignmentsIn(document)));

function lay(run: Evaluation, document: Document, via?: Inclusion): void {
  run.layers.set(document.file, { document, via });
  if (layPlain(run, document)) return;
  for (const fact of assignmentsIn(document)) {
    run.own.add(fact);
    settle(run, fact, true);
    assign(run.state, fact);
  }
}

/** Does Hermes run here? It loads `~/.hermes/.env` with override=True (hermes_cli/env_loader). */
function isHermes(service: EffectiveService): boolean {
  return gatewayOf(service)?.program.name.startsWith('hermes') === true;
}

/** Hermes' own settings, of the default profile, which it reads over everything else. */
export const hermesFiles = derive((project: Project): readonly Document[] =>
  documentsIn(project, 'dotenv').filter(({ file }) => isIn(file, '.hermes', '.env')),
);

/** Those of the profile that a service runs. */
export function hermesFilesOf(project: Project, service: EffectiveService): readonly Document[] {
  const folder = hermesFolder(service);
  if (folder === undefined) return [];
  return documentsIn(project, 'dotenv').filter(({ file }) => isIn(file, folder, '.env'));
}

/**
 * The end of the path of the folder in which the Hermes of a service keeps its files: HERMES_HOME, which the units of Hermes
 * itself set, else the profile that its command names (`hermes --profile work`: `~/.hermes/profiles/work`). Undefined: not Hermes.
 */
export function hermesFolder(service: EffectiveService): string | undefined {
  if (!isHermes(service)) return undefined;
  const home = service.assignments.findLast(
    ({ name, operation }) => name.text === 'HERMES_HOME' && operation === 'set',
  );
  if (home?.value.known && home.value.text !== '') {
    const { text } = home.value;
    const own = text.lastIndexOf('/.hermes');
    const path = own >= 0 ? text.slice(own + 1) : text.replace(/^(?:~|%h|\$HOME)?\/+/, '');
    return path.endsWith('/') ? path.slice(0, -1) : path;
  }
  const words = service.starts.flatMap((start) => start.words.map(({ text }) => text));
  const at = words.findIndex((word) => /^--profile(?:=|$)/.test(word));
  const profile = at < 0 ? undefined : (words[at]?.split('=')[1] ?? words[at + 1]);
  return profile && profile !== 'default' ? `.hermes/profiles/${profile}` : '.hermes';
}

/** Is it the file of this name in a folder whose path ends like this? */
export const isIn = (file: string, folder: string, name: string): boolean => `/${file}`.endsWith(`/${folder}/${name}`);

/** What the managers give to all their services, by the service: DefaultEnvironment=, for a user's the session's besides. */
const managers = derive((project: Project): ((service: EffectiveService) => State) => {
  const { system, user } = managerFiles(project);
  const given = (documents: readonly Document[], under?: State): State => {
    const state = newState(under);
    for (const fact of documents.flatMap(assignmentsIn)) assign(state, fact);
    return state;
  };
  const ofSystem = given(system);
  const ofUser = given(user, sessionWide(project).user);
  return ({ manager, domain }) => (manager !== 'systemd' ? NOTHING : domain === 'user' ? ofUser : ofSystem);
});

function managersOf(project: Project, { manager, domain }: EffectiveService): readonly Document[] {
  if (manager !== 'systemd') return [];
  return domain === 'user' ? managerFiles(project).user : managerFiles(project).system;
}

const managerFiles = derive((project: Project) => {
  const documents = [...project.documents.values()].filter(({ dialect }) => dialect === 'manager');
  return {
    system: documents.filter(({ file }) => /(?:^|\/)system\.conf(?:\.d\/|$)/.test(file)),
    user: documents.filter(({ file }) => /(?:^|\/)user\.conf(?:\.d\/|$)/.test(file)),
  };
});
