/** The programs that have their say about changes to their files. */
import type { Project } from '../../core.ts';
import type { Witness } from '../../engine/fix.ts';

/** The program that has its say about changes to files of this project. */
export async function witnessFor(project: Project): Promise<Witness | undefined> {
  if (![...project.documents.values()].some(({ language }) => language === 'dotenv')) return undefined;
  return (await import('../../host/read/dotenv-witness.ts')).dotenvObjects;
}
