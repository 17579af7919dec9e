/**
 * Environments: what one program really gets. A shell with all it loads, a function or alias laid over it, a dotenv file
 * with its companions, a service over its unit, drop-ins and EnvironmentFiles: one shape for all of them.
 */
import type { Assignment, Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { blockEnvironments } from './blocks.ts';
import { dotenvEnvironments } from './dotenvs.ts';
import type { Environment, Variable } from './model.ts';
import { serviceEnvironments } from './services.ts';
import { serviceSessions } from './sessions.ts';
import { shellEnvironments } from './shells.ts';

export type { Environment, Layer, Variable } from './model.ts';

/**
 * A variable that is set to something: undefined for unset, cleared and empty ones. One that only some runs empty
 * (`else export http_proxy=`) is what the others leave it.
 */
export function lookup(environment: Environment, name: string): Variable | undefined {
  let variable = environment.variables.get(name);
  while (variable?.known && variable.text === '') variable = variable.certain ? undefined : variable.otherwise;
  return variable?.exported ? variable : undefined;
}

/** Is what a variable has known, rather than decided at run time or taken from outside? */
export const isSettled = ({ known, presumed }: Variable): boolean => known && !presumed;

/** Every value a variable holds on some runs, the last one first: those of the branches of an `if` or a `case`. */
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

/** The first environment that an assignment belongs to itself. */
export function ownerOf(project: Project, fact: Assignment): Environment | undefined {
  return owners(project).get(fact);
}
