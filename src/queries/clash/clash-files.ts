/** The Clash files of a project, together with the content of their rule-providers where those files are in the project too. */
import type { ClashFile, ClashProvider, Project } from '../../core.ts';
import { derive } from '../../project.ts';
import { dirname, normalize } from '../../text.ts';

/**
 * Every Clash file, in the order of the project. A file that needs nothing from another one is returned unchanged, so that
 * answers cached for it are shared.
 */
export const clashFiles = derive((project: Project): readonly ClashFile[] =>
  project.facts('clash').map((file) => {
    const providers = file.providers.map((provider) => withContent(project, file, provider));
    return providers.some((provider, index) => provider !== file.providers[index]) ? { ...file, providers } : file;
  }),
);

/** The file a provider is kept in, if the project has it. Relative paths begin at the folder of the configuration. */
export function providerFile(project: Project, file: ClashFile, provider: ClashProvider): ClashFile | undefined {
  if (provider.kind !== 'rule' || !provider.path?.known || provider.path.text === '') return undefined;
  const { text } = provider.path;
  const folder = dirname(file.at.file);
  const path = normalize(text.startsWith('/') || folder === '' ? text : `${folder}/${text}`);
  const facts = project.documents.get(path)?.facts ?? [];
  return facts.find((fact): fact is ClashFile => fact.kind === 'clash' && fact.form === 'provider');
}

function withContent(project: Project, file: ClashFile, provider: ClashProvider): ClashProvider {
  const content = provider.payload ? undefined : providerFile(project, file, provider);
  return content ? { ...provider, payload: content.payload } : provider;
}
