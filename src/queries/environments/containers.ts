/** Containers that are started with a file of variables: `docker run --env-file app.env -e NO_PROXY=…`. */
import { type Assignment, type Document, HOLE, type Project, type Span, type Value } from '../../core.ts';
import { derive } from '../../project.ts';
import { basename, dirname, groupBy, normalize } from '../../text.ts';
import { installed } from './load-order.ts';

/** Commands that start containers in the same words. */
export const ENGINES = new Set(['docker', 'podman', 'nerdctl']);

interface Handing {
  /** The file of variables. */
  readonly file: string;
  /** Names that the container is given besides. */
  readonly given: ReadonlySet<string>;
  /** The program and the command line that names the file. */
  readonly engine: string;
  readonly words: readonly Value[];
  readonly at: Span;
}

/** Each file that a command line gives to a container, as often as one does. */
export const handings = derive((project: Project): readonly Handing[] => {
  const lines = [
    ...project.facts('command'),
    ...project.facts('service').flatMap(({ commands, at }) => commands.map(({ words }) => ({ words, at }))),
  ];
  return lines.flatMap(({ words, at }) => {
    const texts = words.map(({ text }: Value) => text);
    if (!isRun(texts)) return [];
    const given = new Set(operandsOf(texts, ['-e', '--env']).map((one) => one.replace(/=.*/s, '')));
    const engine = basename(texts.find((word) => ENGINES.has(basename(word))) ?? '');
    return operandsOf(texts, ['--env-file']).flatMap((path) => {
      const document = documentAt(project, path, at.file);
      return document ? [{ file: document.file, given, engine, words, at }] : [];
    });
  });
});

/** Names that a container is given besides the file, by each command line that names the file. */
export const containerRuns = derive(
  (project: Project): ReadonlyMap<string, readonly ReadonlySet<string>[]> =>
    new Map(
      Array.from(
        groupBy(handings(project), ({ file }) => file),
        ([file, all]) => [file, all.map(({ given }) => given)],
      ),
    ),
);

export interface DockerReading {
  readonly fact: Assignment;
  /** The value as docker takes it: the rest of the line, with quotes and comment. */
  readonly reading: string;
  /** The command line that hands the file over. */
  readonly handed: Span;
}

/** Assignments that `docker run --env-file` reads otherwise than the libraries that read a `.env`. */
export const dockerReadings = derive((project: Project): readonly DockerReading[] =>
  [...groupBy(handings(project), ({ file }) => file).values()].flatMap((all) => {
    // podman and nerdctl have readers of their own.
    const handing = all.find(({ engine }) => engine === 'docker');
    return (handing ? project.document(handing.file).facts : []).flatMap((fact) => {
      const reading = fact.kind === 'env' ? fact.readings?.().get('docker') : undefined;
      return fact.kind === 'env' && handing && reading !== undefined ? [{ fact, reading, handed: handing.at }] : [];
    });
  }),
);

/** The file of variables itself, or the one of the checkout that is installed there. */
function documentAt(project: Project, path: string, loader: string): Document | undefined {
  const found = project.documents.get(placeOf(path, loader));
  const isElsewhere = (path.startsWith('/') && project.absent?.has(path) !== true) || path.includes(HOLE);
  return found ?? (isElsewhere ? installed(project, path, loader) : undefined);
}

/** An absolute path unchanged; a relative one from the folder of the file that contains it. */
function placeOf(path: string, file: string): string {
  if (path.startsWith('/')) return path;
  const folder = dirname(file);
  return folder === '' ? normalize(`/${path}`).slice(1) : normalize(`${folder}/${path}`);
}

/**
 * `docker run`, `docker container create`. `docker compose --env-file` only fills in the compose file, so it does not count.
 */
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
