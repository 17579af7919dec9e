/** Files that a unit loads by EnvironmentFile=: what systemd reads there that dotenv libraries read otherwise, and who it is for. */
import type { Assignment, Inclusion, Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { gatewayOf, services } from '../services/services.ts';
import { resolveInclusion } from './load-order.ts';

export interface LoadedAssignment {
  readonly fact: Assignment;
  /** The EnvironmentFile= that loads its file; the first of them. */
  readonly inclusion: Inclusion;
}

/**
 * Every assignment of such files. Files in systemd's own dialect say themselves what is dropped; Hermes reads
 * `~/.hermes/.env` a second time by itself, and its reading wins.
 */
export const loadedAssignments = derive((project: Project): readonly LoadedAssignment[] => {
  const found = new Map<Assignment, LoadedAssignment>();
  for (const service of services(project)) {
    const isHermes = gatewayOf(service)?.program.name.startsWith('hermes') === true;
    for (const inclusion of service.environmentFiles) {
      const document = inclusion.path.text === '' ? undefined : resolveInclusion(project, inclusion, new Map());
      if (document?.dialect !== 'dotenv' || (isHermes && /(?:^|\/)\.hermes\/\.env$/.test(document.file))) continue;
      for (const fact of document.facts)
        if (fact.kind === 'env' && !found.has(fact)) found.set(fact, { fact, inclusion });
    }
  }
  return [...found.values()];
});
