/** The Dockerfile that a container's image is built from: its ENV lies under what the container is given besides. */
import type { Document, Project, Setting } from '../../core.ts';
import { derive } from '../../project.ts';
import { dirname, groupBy, normalize } from '../../text.ts';

/** The Dockerfile of a compose service, or of a dev container, where it is in the project. */
export function imageOf(project: Project, { file, dialect }: Document, service: string): Document | undefined {
  const own = builds(project).get(file) ?? [];
  const at = (...path: readonly string[]): string | undefined =>
    own.find((one) => one.path.join('\0') === path.join('\0'))?.value.text;
  if (dialect === 'devcontainer') return named(project, file, at('build', 'dockerfile') ?? at('dockerFile'));
  if (dialect !== 'compose') return undefined;
  const context = at('services', service, 'build', 'context') ?? at('services', service, 'build');
  if (context === undefined) return undefined;
  const name = at('services', service, 'build', 'dockerfile') ?? 'Dockerfile';
  return named(project, file, name.startsWith('/') ? name : `${context || '.'}/${name}`);
}

const builds = derive((project: Project): ReadonlyMap<string, readonly Setting[]> => {
  const own = project
    .facts('setting')
    .filter(({ path }) => /^(?:build|dockerFile)$/.test(path[path.length > 2 ? 2 : 0] ?? ''));
  return groupBy(own, ({ at }) => at.file);
});

function named(project: Project, from: string, name: string | undefined): Document | undefined {
  if (!name) return undefined;
  const folder = dirname(from);
  const path = normalize(name.startsWith('/') || folder === '' ? name : `${folder}/${name}`);
  const found = project.documents.get(path);
  return found?.language === 'dockerfile' ? found : undefined;
}

/** The text of a Dockerfile without its comments; undefined for every other file. */
export function dockerfileText(project: Project, file: string): string | undefined {
  const { language, text, comments } = project.document(file);
  if (language !== 'dockerfile') return undefined;
  const parts = comments.map(({ at }, index) => text.slice(comments[index - 1]?.at.end ?? 0, at.start));
  return parts.join('') + text.slice(comments.at(-1)?.at.end ?? 0);
}
