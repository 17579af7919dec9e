/**
 * Proxies on loopback that containers are given: by a command line, by docker's own configuration, by compose files and the
 * like. Inside a container loopback is the container.
 */
import type { Command, Project, Setting, Span, Value } from '../core.ts';
import { derive } from '../project.ts';
import { isLoopback, parseUrl } from '../routing/url/target.ts';
import { basename, groupBy, inside } from '../text.ts';
import { commandSettings } from './command-settings.ts';
import { serviceOf } from './compose.ts';
import { ENGINES, handings } from './environments/containers.ts';
import { type Environment, environments, lookup } from './environments/environment.ts';
import { dockerfileText } from './environments/images.ts';
import { proxies, proxyRole } from './proxies/proxies.ts';

/** A proxy on loopback and the place that gives it to a container. */
export interface HandedProxy {
  readonly at: Span;
  readonly host: string;
}

/** Those that are one fault together: each word of a command line by itself; all of one file of docker or compose. */
export function* handedLoopbacks(project: Project): Iterable<readonly [HandedProxy, ...HandedProxy[]]> {
  for (const command of project.facts('command')) {
    if (!startsContainer(command) || usesHostNetwork(command)) continue;
    for (const [index, { at }] of command.words.entries()) {
      const host = loopbackOf(handedProxy(project, command, index));
      if (host !== undefined) yield [{ at, host }];
    }
  }
  yield* byFile(fromDocker(project));
  yield* byFile([...toContainers(project), ...toBuilds(project), ...byCommands(project), ...byFiles(project)]);
}

/** Those of each file, every place once, in its order. */
function* byFile(handed: readonly HandedProxy[]): Iterable<readonly [HandedProxy, ...HandedProxy[]]> {
  for (const same of groupBy(handed, ({ at }) => at.file).values()) {
    const places = [...new Map(same.map((one) => [one.at.start, one])).values()];
    const [first, ...others] = places.sort((a, b) => a.at.start - b.at.start);
    if (first) yield [first, ...others];
  }
}

/** `text`: the value as the container gets it. */
function handed(value: Value, { text, known }: Pick<Value, 'text' | 'known'> = value): HandedProxy[] {
  const host = known ? loopbackOf(text) : undefined;
  return host === undefined ? [] : [{ at: inside(value), host }];
}

/** `proxies` of docker's own configuration: every container and build gets them. */
function fromDocker(project: Project): HandedProxy[] {
  return project
    .facts('proxy-setting')
    .flatMap(({ client, role, value }) => (client === 'docker' && role !== 'no-proxy' ? handed(value) : []));
}

/** Images that bring a proxy of their own: there 127.0.0.1 can be right. */
const PROXY_IMAGE =
  /clash|mihomo|sing-?box|v2ray|xray|shadowsocks|ss-local|privoxy|squid|tinyproxy|gost|warp|tor\b|gluetun|tailscale|hysteria/i;

/** The same programs by their whole names, where the text is not a name alone. */
const PROXY_PROGRAM =
  /\b(?:clash|mihomo|sing-?box|v2ray|xray|shadowsocks|ss-local|privoxy|squid|tinyproxy|gost|warp|tor|gluetun|tailscale|hysteria)\b/i;

/** Containers of compose files and the like, with the variables each finally has. */
function toContainers(project: Project): HandedProxy[] {
  return environments(project).flatMap((environment): HandedProxy[] => {
    const { recipient } = environment;
    if (recipient?.kind !== 'container' || recipient.loopback) return [];
    if (PROXY_IMAGE.test(imageName(project, environment)) || sharesLoopback(project, environment.file)) return [];
    return proxies(environment).flatMap((proxy) => handed(proxy.assignment.value, proxy));
  });
}

/** The image that a container is made from, as compose and Quadlet name it. */
function imageName(project: Project, environment: Environment): string {
  const own = serviceOf(project, environment)?.settings ?? settingsIn(project, environment);
  const image = own.find(
    ({ path }) => (path.length === 3 && path[2] === 'image') || path.join('.') === 'Container.Image',
  );
  return image?.value.text ?? '';
}

const settingsIn = (project: Project, { file }: Environment): readonly Setting[] =>
  project.document(file).facts.filter((fact) => fact.kind === 'setting');

/**
 * Can 127.0.0.1 be right in an image of this Dockerfile? It brings a proxy itself, or a command of the project gives containers or
 * builds the network of the machine.
 */
function sharesLoopback(project: Project, file: string): boolean {
  const text = dockerfileText(project, file);
  if (text === undefined) return false;
  const isBuiltSo = project
    .facts('env')
    .some(({ scope: { recipient } }) => recipient?.kind === 'build' && recipient.loopback === 'host');
  const isRunSo = project.facts('command').some((command) => startsContainer(command) && usesHostNetwork(command));
  return isBuiltSo || isRunSo || PROXY_PROGRAM.test(text);
}

/** Arguments of builds, and variables of stages that are left behind. */
function toBuilds(project: Project): HandedProxy[] {
  return project.facts('env').flatMap(({ scope: { recipient }, name, value, at }) => {
    const isHanded =
      recipient?.kind === 'build' &&
      !recipient.loopback &&
      proxyRole(name.text) === 'proxy' &&
      !sharesLoopback(project, at.file);
    return isHanded ? handed(value) : [];
  });
}

/** `RUN git config --global http.proxy …` and the like: the proxy of a program inside the image. */
function byCommands(project: Project): HandedProxy[] {
  return commandSettings(project).flatMap(({ key, value, command: { scope, at } }) => {
    const isInside = scope.recipient?.program === 'dockerfile' && !scope.recipient.loopback;
    const isProxy = /(?:^|\.)(?:https?-?)?proxy$/.test(key);
    return value && isInside && isProxy && !sharesLoopback(project, at.file) ? handed(value) : [];
  });
}

/** `docker run --env-file app.env`: what the file sets, where the command line does not set it again. */
function byFiles(project: Project): HandedProxy[] {
  return handings(project).flatMap(({ file, given, words }) =>
    usesHostNetwork({ words })
      ? []
      : project
          .document(file)
          .facts.flatMap((fact) =>
            fact.kind === 'env' && proxyRole(fact.name.text) === 'proxy' && !given.has(fact.name.text)
              ? handed(fact.value)
              : [],
          ),
  );
}

function startsContainer({ words }: Command): boolean {
  const engine = words.findIndex((word, index) => index < 3 && ENGINES.has(basename(word.text)));
  return (
    engine >= 0 &&
    words.slice(engine + 1, engine + 8).some((word) => ['run', 'create', 'exec', 'build', 'buildx'].includes(word.text))
  );
}

function usesHostNetwork({ words }: Pick<Command, 'words'>): boolean {
  return words.some(
    (word, index) =>
      /^--net(?:work)?=host$/.test(word.text) ||
      (/^--net(?:work)?$/.test(word.text) && words[index + 1]?.text === 'host'),
  );
}

/** The proxy a word hands over: `-e http_proxy=http://127.0.0.1:7890`, `http_proxy=$P`, or the name of one that is passed on. */
function handedProxy(project: Project, { words, at }: Command, index: number): string | undefined {
  const word = words[index]!;
  const match = /^(?:--(?:env|build-arg)=|-e)?(\w+)(=|$)/.exec(word.text);
  const [start = '', name = '', sign] = match ?? [];
  if (proxyRole(name) !== 'proxy') return undefined;
  if (sign === '=') return filledIn(project, word)?.slice(start.length);
  const isOperand = start !== name || /^(?:-\w*e|--env|--build-arg)$/.test(words[index - 1]?.text ?? '');
  return isOperand ? valueInShell(project, at.file, name) : undefined;
}

/** How many variables made of variables are followed one into the other. */
const MOST_STEPS = 4;

/** A word with its variables filled in; undefined where one of them is unknown. */
function filledIn(project: Project, { pieces, at }: Value, step = 0): string | undefined {
  const parts = pieces.map((piece) => {
    if (piece.kind === 'literal') return piece.text;
    return piece.kind === 'reference' && !piece.operator ? valueInShell(project, at.file, piece.name, step) : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** A variable as the shell that runs this file has it: an exported one, or one that the file sets just once. */
function valueInShell(project: Project, file: string, name: string, step = 0): string | undefined {
  const shell = shells(project).get(file);
  const exported = shell && lookup(shell, name);
  if (exported) return exported.known ? exported.text : undefined;
  const [only, another] = plainVariables(project).get(`${file} ${name}`) ?? [];
  const isConstant = only?.operation === 'set' && !another && step < MOST_STEPS;
  return isConstant ? filledIn(project, only.value, step + 1) : undefined;
}

/** The environment of each shell file that one is named after. */
const shells = derive(
  (project: Project) =>
    new Map(environments(project).flatMap((one) => (one.kind === 'shell' ? [[one.file, one] as const] : []))),
);

/** Assignments that a shell does not pass on, by file and name. */
const plainVariables = derive((project: Project) =>
  groupBy(
    project.facts('env').filter(({ reach }) => reach === 'shell' || reach === 'local'),
    ({ at, name }) => `${at.file} ${name.text}`,
  ),
);

/** The host of a proxy's address, if it is loopback. */
function loopbackOf(proxy: string | undefined): string | undefined {
  const url = parseUrl(proxy ?? '');
  return isLoopback(url) ? url.host.text : undefined;
}
