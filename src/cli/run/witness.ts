/** External readers that check changes to their files. */
import type { Project } from '../../core.ts';
import type { Witness } from '../../engine/fix-round.ts';

/** The reader that checks changes to files of this project. */
export async function witnessFor(project: Project): Promise<Witness | undefined> {
  if (![...project.documents.values()].some(({ language }) => language === 'dotenv')) return undefined;
  return (await import('../../host/read/dotenv-witness.ts')).dotenvObjects;
}
