/** Code lenses above the lines that decide it: where requests to the hosts in use go. */
import type { CodeLens } from 'vscode-languageserver-types';
import type { Span, Text } from '../core.ts';
import { clashFiles } from '../queries/clash/clash-files.ts';
import { type Environment, environments } from '../queries/environments/environment.ts';
import { ownProxies } from '../queries/proxies/proxies.ts';
import { urlOf } from '../queries/usage.ts';
import { groupBy } from '../text.ts';
import { rangeOf, say, type View } from './view.ts';
import { chainOf, endOf, hostsInUse, hostsThroughClash, outcomeWords, waysFrom } from './ways.ts';

/** More hosts than these do not fit above a line. */
const MOST_HOSTS = 4;
/** Environments of one file that have a lens. */
const MOST_ENVIRONMENTS = 20;

/** The lenses of a file; `command`: what the client runs when one is chosen, with the URL and the address of the file. */
export function codeLenses(view: View, file: string, command: string): CodeLens[] {
  return [...environmentLenses(view, file, command), ...clashLenses(view, file, command)];
}

function lens(view: View, at: Span, title: string, command: string, url: string): CodeLens {
  return { range: rangeOf(view, at), command: { title, command, arguments: [url, view.uri(at.file)] } };
}

function environmentLenses(view: View, file: string, command: string): CodeLens[] {
  const { project } = view;
  const hosts = hostsInUse(project, MOST_HOSTS);
  const [first] = hosts;
  if (!first) return [];
  const setting = environments(project).filter((one) => firstLine(one, file) !== undefined);
  const titles = new Map<string, { at: Span; title: string }>();
  for (const environment of setting.slice(0, MOST_ENVIRONMENTS)) {
    const at = firstLine(environment, file) as Span;
    const title = hosts.map((host) => `${host.host} → ${endsOf(view, environment, urlOf(host))}`).join(' · ');
    // Several shells can load one line: a result that they share is shown once.
    titles.set(`${at.start} ${title}`, { at, title });
  }
  return [...titles.values()].map(({ at, title }) => lens(view, at, title, command, urlOf(first)));
}

/** Where an environment's own proxies begin in a file. */
function firstLine(environment: Environment, file: string): Span | undefined {
  const places = ownProxies(environment).map(({ assignment }) => assignment.name.at);
  return places.filter((at) => at.file === file).sort((a, b) => a.start - b.start)[0];
}

/** The one end of all clients, or who goes where. */
function endsOf(view: View, environment: Environment, url: string): string {
  const ends = [...groupBy(waysFrom(view, environment, url), (route) => say(view, endOf(route)))];
  const [only] = ends;
  if (ends.length === 1 && only) return only[0];
  return ends.map(([end, routes]) => `${routes.map(({ client }) => client).join(', ')}: ${end}`).join('; ');
}

function clashLenses(view: View, file: string, command: string): CodeLens[] {
  const { project } = view;
  return clashFiles(project).flatMap((config) => {
    const { rulesKey, rules } = config;
    const at = rulesKey ?? rules[0]?.at;
    if (at?.file !== file) return [];
    const answers = hostsThroughClash(project, config.at.file, MOST_HOSTS);
    const [first] = answers;
    if (!first) return [];
    const title = answers.map(({ host, answer }) => `${host} → ${say(view, clashEnd(answer))}`).join(' · ');
    return [lens(view, at, title, command, first.url)];
  });
}

function clashEnd(answer: ReturnType<typeof hostsThroughClash>[number]['answer']): Text {
  if (answer.kind === 'depends') {
    const end = answer.policy;
    return end === undefined ? outcomeWords(answer.outcome ?? 'unknown') : { en: end, zh: end };
  }
  const end = chainOf(answer);
  return answer.outcome === 'direct' ? outcomeWords('direct') : { en: end, zh: end };
}
