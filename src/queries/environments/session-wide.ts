/** What every session of a machine starts with. */
import type { Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { assign } from './evaluation/evaluate.ts';
import { assignmentsIn } from './evaluation/run.ts';
import { newState, type State } from './evaluation/state.ts';

/** What a session starts with: /etc/environment for all of it, and for services of the user environment.d too. */
export const sessionWide = derive((project: Project): { readonly pam: State; readonly user: State } => {
  const documents = [...project.documents.values()].filter(
    ({ dialect }) => dialect === 'pam' || dialect === 'environment.d',
  );
  const pam = newState();
  const user = newState();
  for (const document of documents) {
    for (const fact of assignmentsIn(document)) {
      if (document.dialect === 'pam') assign(pam, fact);
      assign(user, fact);
    }
  }
  return { pam, user };
});
