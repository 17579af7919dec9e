/** Environments that a person would expect a service to share. */
import type { Project } from '../core.ts';
import { dirname } from '../text.ts';
import { type Environment, environments } from './environment.ts';
import type { EffectiveService } from './services.ts';

/** The `.env` files in the folder of a service's own file, or above it. */
export function dotenvsBeside(project: Project, { documents }: EffectiveService): readonly Environment[] {
  const folder = dirname(documents[0]?.file ?? '');
  return environments(project).filter(({ kind, file }) => kind === 'dotenv' && isWithin(folder, dirname(file)));
}

function isWithin(folder: string, top: string): boolean {
  return top === '' || folder === top || folder.startsWith(top === '/' ? top : `${top}/`);
}
