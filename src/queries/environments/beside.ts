/** Environments whose proxy a person would expect a service to share. */
import type { Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { dirname, groupBy } from '../../text.ts';
import type { EffectiveService } from '../services/services.ts';
import { type Environment, environments } from './environment.ts';

const dotenvsByFolder = derive((project: Project) => {
  const dotenvs = environments(project).filter(({ kind }) => kind === 'dotenv');
  return groupBy([...dotenvs.entries()], ([, { file }]) => dirname(file));
});

/** The `.env` files in the folder of a service's own file, or above it, in the order of the project. */
export function dotenvsBeside(project: Project, { documents }: EffectiveService): readonly Environment[] {
  const found: [number, Environment][] = [];
  let folder = dirname(documents[0]?.file ?? '');
  for (;;) {
    found.push(...(dotenvsByFolder(project).get(folder) ?? []));
    if (folder === '') break;
    folder = folder === '/' ? '' : dirname(folder);
  }
  return found.sort(([a], [b]) => a - b).map(([, environment]) => environment);
}
