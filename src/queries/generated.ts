/** Which files of a project another program writes. They are read like all others but never edited. */
import type { Project, Text } from '../core.ts';
import { becauseGenerated, saysGenerated, writerOf } from '../knowledge/files/generated.ts';
import { derive } from '../project.ts';
import { clashFiles, providerFile } from './clash/clash-files.ts';

/** Why a file is never edited; undefined for files that their user writes. */
export function generatedBecause(project: Project, file: string): Text | undefined {
  return generated(project).get(file);
}

const generated = derive((project: Project): ReadonlyMap<string, Text> => {
  const found = new Map<string, Text>();
  for (const { file, text } of project.documents.values()) {
    const program = writerOf(file);
    if (program !== undefined || saysGenerated(text)) found.set(file, becauseGenerated(program));
  }
  for (const file of downloads(project)) found.set(file, becauseGenerated('Clash'));
  return found;
});

/** What Clash keeps of the rule lists it downloads. */
function* downloads(project: Project): Iterable<string> {
  for (const file of clashFiles(project)) {
    for (const provider of file.providers) {
      const kept = provider.type === 'http' ? providerFile(project, file, provider) : undefined;
      if (kept) yield kept.at.file;
    }
  }
}
