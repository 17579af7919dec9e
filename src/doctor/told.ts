/** The variables that a running process should have according to the files, and since when. */
import type { Document, Project } from '../core.ts';
import { isStartFile } from '../knowledge/files/shell-files.ts';
import { derive } from '../project.ts';
import { type Environment, environments, lookup, possibleValues } from '../queries/environments/environment.ts';
import { memo } from '../text.ts';
import type { Scene } from './check.ts';
import type { Machine, Process } from './machine.ts';
import { isInteractiveShell, kindOf, runsScript, shellName } from './programs.ts';
import { fileNames } from './units.ts';
import { isWatched } from './values.ts';
import { ancestry } from './watched.ts';

/** The variables of an environment that a process should have, as far as the files are unambiguous. */
export interface Told {
  readonly environment: Environment;
  /** When the files were read at the latest, in milliseconds since 1970; undefined: unknown. */
  readonly read: number | undefined;
  /** A missing variable counts too: it is certain that the process comes from such a shell. */
  readonly countsMissing: boolean;
}

type Variable = NonNullable<ReturnType<typeof lookup>>;

/** A variable in which a process differs from the files. */
export interface Difference {
  readonly name: string;
  readonly variable: Variable;
  /** Its value in the process; undefined: not set. */
  readonly real: string | undefined;
  /** The file whose change is the newest, and when that was. */
  readonly file: string;
  readonly changed: number | undefined;
}

/** A process that started within this time of a change can have read either text; in milliseconds. */
const DOUBT = 30;

/** Did something certainly happen before a file was changed? */
export function isBefore(time: number | undefined, changed: number | undefined): boolean {
  return time !== undefined && changed !== undefined && time + DOUBT < changed;
}

/** The environments of this user's shells that a process can come from; none where it comes from a service. */
export function toldByShells({ project, machine }: Scene, process: Process): readonly Told[] {
  const { environ, home } = process;
  if (!environ || home === undefined) return [];
  const shell = shellAbove(machine, process);
  if (shell ? isBelowScript(machine, process) : process.unit) return [];
  const all = shellsOf(project).filter(({ file }) => file.startsWith(`${home}/`) || file.startsWith('/etc/'));
  const name = shell ? shellName(shell) : nameOf(environ.get('SHELL'));
  const own = all.filter((one) => one.shell === name);
  const candidates = own.length > 0 || shell ? own : all;
  return candidates.map((environment) => ({
    environment,
    read: shell ? shell.started : process.started,
    countsMissing: shell !== undefined || isFromShell(process, environment, own.length > 0),
  }));
}

const nameOf = (path = ''): string => path.slice(path.lastIndexOf('/') + 1);

/** Sessions with the files a shell itself reads when it starts. */
const shellsOf = derive((project: Project): readonly Environment[] =>
  environments(project).filter(
    ({ kind, layers }) => kind === 'shell' && layers.some(({ document }) => isStartFile(document.file)),
  ),
);

/** The nearest shell someone types into: the process itself, or what it was started from. */
function shellAbove({ processes }: Machine, process: Process): Process | undefined {
  for (const at of ancestry(processes, process)) if (isInteractiveShell(at)) return at;
  return undefined;
}

/** Does a script stand between a process and that shell? It can set and unset anything. */
function isBelowScript({ processes }: Machine, process: Process): boolean {
  for (const above of ancestry(processes, process)) {
    if (isInteractiveShell(above)) return false;
    if (above !== process && runsScript(above)) return true;
  }
  return false;
}

/**
 * If no shell is above a process: was it started from one all the same? Yes if it has another variable of the same files, or if
 * it is an agent, which people start in terminals, and no desktop started it.
 */
function isFromShell(process: Process, environment: Environment, isOwnShell: boolean): boolean {
  if (watchedNames(environment).some((name) => process.environ?.has(name))) return true;
  const hasLoginShell = process.environ?.has('SHELL') === true;
  return kindOf(process) === 'agent' && (isOwnShell || !hasLoginShell) && !process.scope?.startsWith('app-');
}

/** The watched variables that a process has otherwise than an environment says for certain. */
export function differences(
  { machine }: Scene,
  { environ }: Process,
  { environment, countsMissing }: Told,
): readonly Difference[] {
  if (!environ) return [];
  return watched(environment).flatMap((variable): readonly Difference[] => {
    const { name } = variable;
    const real = environ.get(name);
    if (real === undefined ? !countsMissing : isPossible(environment, name, real)) return [];
    return [{ name, variable, real, ...newest(machine, variable) }];
  });
}

/** The variables of an environment of which anything is ever said. */
const watchedNames = memo((environment: Environment): readonly string[] => {
  const names = [...environment.variables.values()].map(({ name }) => name);
  return [...new Set(names)].filter(isWatched);
});

/** Those that an environment sets for certain, to something known. */
const watched = memo((environment: Environment): readonly Variable[] =>
  watchedNames(environment).flatMap((name) => {
    const variable = lookup(environment, name);
    if (!variable?.known || !variable.certain || variable.presumed || variable.assignment.dropped) return [];
    return environment.isIncomplete && !environment.settled.has(name) ? [] : [variable];
  }),
);

/** Can the environment have this value on some run? */
function isPossible(environment: Environment, name: string, value: string): boolean {
  for (const { text, known } of possibleValues(environment, name)) if (!known || text === value) return true;
  return false;
}

function newest({ changed }: Machine, { assignment, sources }: Variable): Pick<Difference, 'file' | 'changed'> {
  const files = [...new Set([assignment, ...sources].map(({ at }) => at.file))];
  const last = files.sort((a, b) => (changed.get(b) ?? 0) - (changed.get(a) ?? 0))[0] ?? assignment.at.file;
  return { file: last, changed: changed.get(last) };
}

/** The environment of a process's own unit; undefined where the process is not what the unit itself starts. */
export function toldByUnit(project: Project, machine: Machine, process: Process): Environment | undefined {
  const { unit, parent } = process;
  if (!unit || unit.isSetElsewhere || isSame(machine.processes.get(parent)?.unit, unit)) return undefined;
  const all = environments(project).filter(({ service }) => service?.manager === 'systemd');
  // An instance has the settings of its template, unless there is a file of its own name.
  const files = fileNames(unit.name).map((name) => all.filter(({ service }) => service?.label === name));
  const named = files.find((found) => found.length > 0) ?? [];
  const own = named.filter(
    ({ service }) => service?.domain === 'unknown' || (service?.domain === 'user') === unit.isUser,
  );
  // A user's manager can itself run in a control group that does not show whose it is.
  const [only, another] = own.length > 0 || unit.isUser ? own : named;
  return another ? undefined : only;
}

function isSame(a: Process['unit'], b: Process['unit']): boolean {
  return a !== undefined && a.name === b?.name && a.isUser === b.isUser;
}

/** A document whose assignments a program loads by itself: they are not in its initial environment. */
export function isReadByProgram({ layers }: Environment, document: Document): boolean {
  const layer = layers.find((one) => one.document === document);
  return document.language === 'dotenv' && layer?.via === undefined;
}
