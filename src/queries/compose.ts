/** Services of compose files, and which of them send requests to which inside their network. */
import type { Assignment, Document, Project, Setting, Span } from '../core.ts';
import { derive } from '../project.ts';
import { parseUrl } from '../routing/url/target.ts';
import { dirname, groupBy, inside, memo } from '../text.ts';
import { type Environment, environments } from './environments/environment.ts';

/** A service, as other services see it. */
export interface ComposeService {
  readonly name: string;
  /** All names under which it answers: its own, `container_name`, `hostname`, aliases of its networks. */
  readonly names: readonly string[];
  /** Its health check or command mentions http. */
  readonly speaksHttp: boolean;
  readonly settings: readonly Setting[];
}

/** One service asks another one. */
export interface Asking {
  readonly environment: Environment;
  readonly host: string;
  readonly scheme: string;
  /** The fact that shows it. */
  readonly at: Span;
  /** A URL shows it; otherwise only the start order (`depends_on`) does. */
  readonly isUrl: boolean;
}

/** The services of one folder's compose files. */
interface ComposeFolder {
  readonly byName: ReadonlyMap<string, ComposeService>;
  /** The services that answer under a name. */
  readonly answering: ReadonlyMap<string, readonly ComposeService[]>;
}

/** The services by folder: an override adds to the same services. */
const servicesOf = derive((project: Project): ReadonlyMap<string, ComposeFolder> => {
  const files = [...project.documents.values()].filter(({ dialect }) => dialect === 'compose');
  const folders = groupBy(files, ({ file }) => dirname(file));
  return new Map([...folders].map(([folder, documents]) => [folder, inFolder(servicesIn(documents))]));
});

function inFolder(services: readonly ComposeService[]): ComposeFolder {
  const answering = new Map<string, ComposeService[]>();
  for (const service of services) {
    for (const name of service.names) {
      const others = answering.get(name);
      if (others) others.push(service);
      else answering.set(name, [service]);
    }
  }
  return { byName: new Map(services.map((service) => [service.name, service])), answering };
}

function servicesIn(documents: readonly Document[]): readonly ComposeService[] {
  const settings = documents
    .flatMap(({ facts }) => facts)
    .filter((fact): fact is Setting => fact.kind === 'setting' && fact.path[0] === 'services' && fact.path.length > 1);
  const byName = groupBy(settings, ({ path }) => path[1] as string);
  return [...byName].map(([name, own]) => ({
    name,
    names: [name, ...own.filter(isName).map(({ value }) => value.text)],
    speaksHttp: own.some(
      ({ path, value }) => /^(?:healthcheck|command)$/.test(path[2] ?? '') && /https?:\/\//.test(value.text),
    ),
    settings: own,
  }));
}

function isName({ path, value }: Setting): boolean {
  const [, , key, , what] = path;
  return (
    value.text !== '' && (key === 'container_name' || key === 'hostname' || (key === 'networks' && what === 'aliases'))
  );
}

/** The service that a container's environment is for. */
export function serviceOf(project: Project, { file, name }: Environment): ComposeService | undefined {
  return servicesOf(project).get(dirname(file))?.byName.get(name);
}

/** Containers of compose files with their own network. */
const containers = (project: Project): readonly Environment[] =>
  environments(project).filter(({ recipient }) => recipient?.program === 'compose' && recipient.kind === 'container');

/**
 * Which service sends requests to which: by the URLs in its variables, and by `depends_on` where the other one plainly speaks
 * http.
 */
export const askings = derive((project: Project): readonly Asking[] =>
  containers(project).flatMap((environment) => {
    const folder = servicesOf(project).get(dirname(environment.file));
    const isOther = (host: string): boolean =>
      folder?.answering.get(host)?.some(({ name }) => name !== environment.name) === true;
    const urls = environment.own.parts.flatMap(withUrls).flatMap((fact) => urlOf(environment, fact, isOther));
    const own = serviceOf(project, environment)?.settings ?? [];
    const speaks = (host: string): boolean =>
      host !== environment.name && folder?.byName.get(host)?.speaksHttp === true;
    const needed = own.flatMap(({ path, value, at }): Asking[] => {
      const host =
        path[2] !== 'depends_on' ? '' : path.length === 4 && /^\d+$/.test(path[3] ?? '') ? value.text : (path[3] ?? '');
      return speaks(host) ? [{ environment, host, scheme: 'http', at, isUrl: false }] : [];
    });
    const asked = groupBy([...urls, ...needed], ({ host }) => host);
    return [...asked.values()].map(([first]) => first as Asking);
  }),
);

/** The variables whose value can be a URL. */
const withUrls = memo((part: ReadonlySet<Assignment>) =>
  [...part].filter(({ value }) => !value.known || value.text.includes('://')),
);

function urlOf(environment: Environment, fact: Assignment, isOther: (host: string) => boolean): Asking[] {
  const variable = environment.variables.get(fact.name.text);
  if (!variable?.known || !/^(?:https?|wss?):\/\//i.test(variable.text) || /prox(?:y|ies)$/i.test(fact.name.text))
    return [];
  const url = parseUrl(variable.text);
  const host = url.host.text.toLowerCase();
  if (!isOther(host)) return [];
  return [{ environment, host, scheme: url.scheme.replace('ws', 'http'), at: inside(fact.value), isUrl: true }];
}
