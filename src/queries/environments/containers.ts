/** Containers that are started with a file of variables: `docker run --env-file app.env -e NO_PROXY=…`. */
import type { Project, Value } from '../../core.ts';
import { derive } from '../../project.ts';
import { basename, dirname, normalize } from '../../text.ts';

/** Names that a container is given besides the file, by each command line that names the file. */
export const containerRuns = derive((project: Project): ReadonlyMap<string, readonly ReadonlySet<string>[]> => {
  const found = new Map<string, ReadonlySet<string>[]>();
  const lines = [
    ...project.facts('command').map(({ words, at }) => ({ words, file: at.file })),
    ...project.facts('service').flatMap(({ commands, at }) => commands.map(({ words }) => ({ words, file: at.file }))),
  ];
  for (const { words, file } of lines) {
    const texts = words.map(({ text }: Value) => text);
    if (!isRun(texts)) continue;
    const given = new Set(operandsOf(texts, ['-e', '--env']).map((one) => one.replace(/=.*/s, '')));
    for (const path of operandsOf(texts, ['--env-file'])) {
      const document = project.documents.get(placeOf(path, file));
      if (document) found.set(document.file, [...(found.get(document.file) ?? []), given]);
    }
  }
  return found;
});

/** A path as it stands, or from the folder of the file that says it. */
function placeOf(path: string, file: string): string {
  if (path.startsWith('/')) return path;
  const folder = dirname(file);
  return folder === '' ? normalize(`/${path}`).slice(1) : normalize(`${folder}/${path}`);
}

const ENGINES = new Set(['docker', 'podman', 'nerdctl']);

/** `docker run`, `docker container create`; `docker compose --env-file` fills in the compose file and is none. */
function isRun(words: readonly string[]): boolean {
  const engine = words.findIndex((word) => ENGINES.has(basename(word)));
  const rest = words.slice(engine + 1);
  return engine >= 0 && rest.some((word) => /^(?:run|create|exec)$/.test(word)) && !rest.includes('compose');
}

/** `--env-file x`, `--env-file=x`, `-e X=1`, `-eX=1`. */
function operandsOf(words: readonly string[], flags: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const before = words[index - 1];
    if (before !== undefined && flags.includes(before)) return [word];
    const flag = flags.find((one) => word.startsWith(one.startsWith('--') ? `${one}=` : one) && word !== one);
    if (flag === undefined || (flag === '-e' && word.startsWith('--'))) return [];
    return [word.slice(flag.length).replace(/^=/, '')];
  });
}
