/**
 * Environments: the variables that one program finally has. A shell with everything it loads, a function or alias on top of it,
 * a dotenv file with its companions, a service with its unit, drop-ins and EnvironmentFiles: all have the same shape.
 */
import type { Assignment, Project } from '../../core.ts';
import { isStartFile } from '../../knowledge/files/shell-files.ts';
import { derive } from '../../project.ts';
import { blockEnvironments } from './blocks.ts';
import { dotenvEnvironments } from './dotenvs.ts';
import type { Environment, Variable } from './model.ts';
import { serviceEnvironments } from './services.ts';
import { serviceSessions } from './sessions.ts';
import { shellEnvironments } from './shells.ts';

export type { Environment, Layer, Variable } from './model.ts';

/**
 * A variable with a value: undefined for unset, cleared and empty ones. If only some runs empty it (`else export http_proxy=`),
 * it has the value it has on the other runs.
 */
export function lookup(environment: Environment, name: string): Variable | undefined {
  let variable = environment.variables.get(name);
  while (variable?.known && variable.text === '') variable = variable.certain ? undefined : variable.otherwise;
  return variable?.exported ? variable : undefined;
}

/** Is the value of a variable known, rather than decided at run time or taken from outside? */
export const isSettled = ({ known, presumed }: Variable): boolean => known && !presumed;

/** Every value a variable has on some runs, the last one first: those of the branches of an `if` or a `case`. */
export function* possibleValues(environment: Environment, name: string): Iterable<Variable> {
  for (let variable = lookup(environment, name); variable; variable = variable.certain ? undefined : variable.otherwise)
    if (variable.exported && !(variable.known && variable.text === '')) yield variable;
}

/** All environments of a project. */
export const environments = derive((project: Project): readonly Environment[] => [
  ...dotenvEnvironments(project),
  ...shellEnvironments(project),
  ...serviceEnvironments(project),
  ...blockEnvironments(project),
  ...serviceSessions(project),
]);

/** Each way through each environment, as an environment of its own. */
export const everyWay = derive((project: Project): readonly Environment[] =>
  environments(project).flatMap((environment) => environment.ways()),
);

/** The files that a person's shell sources when it starts, those it starts with left out. */
export const sourcedAtStart = derive(
  (project: Project): ReadonlySet<string> =>
    new Set(
      environments(project)
        .filter(({ kind, file }) => kind === 'shell' && isStartFile(file))
        .flatMap(({ layers }) => layers.filter(({ via }) => via !== undefined).map(({ document }) => document.file)),
    ),
);

const owners = derive((project: Project): ReadonlyMap<Assignment, Environment> => {
  const found = new Map<Assignment, Environment>();
  const seen = new Set<ReadonlySet<Assignment>>();
  for (const environment of environments(project)) {
    for (const part of environment.own.parts) {
      if (seen.has(part)) continue;
      seen.add(part);
      for (const fact of part) if (!found.has(fact)) found.set(fact, environment);
    }
  }
  return found;
});

/** The first environment in which the assignment itself takes effect. */
export function ownerOf(project: Project, fact: Assignment): Environment | undefined {
  return owners(project).get(fact);
}
