/** A proxy variable: where it is set, in which environments it is in force, and how each client reads it. */
import type { Assignment, Project } from '../../core.ts';
import { factsIn } from '../../project.ts';
import { type Environment, environments, lookup } from '../../queries/environments/environment.ts';
import { environmentName } from '../../queries/overview.ts';
import { environOf } from '../../queries/proxies/client-routes.ts';
import { proxyRole } from '../../queries/proxies/proxies.ts';
import { linesOf } from '../../report/position.ts';
import type { Decision } from '../../routing/client.ts';
import { clientTitle } from '../../routing/client-title.ts';
import { clients } from '../../routing/clients/index.ts';
import { parseTarget } from '../../routing/url/target.ts';
import { code, holds, type View } from '../view.ts';
import { words } from '../words.ts';
import { type Said, table } from './said.ts';

/** Environments that are named; a large tree has many that load one line. */
const MOST_ENVIRONMENTS = 6;

/** What is to be said about the variable at an offset; undefined: there is none that clients read. */
export function variableHover(view: View, file: string, offset: number): Said | undefined {
  const fact = factsIn(view.project, file, 'env').find((one) => holds(one.at, offset));
  if (!fact || !proxyRole(fact.name.text)) return undefined;
  const holding = environments(view.project).filter((environment) => mentions(environment, fact));
  const inForce = holding.filter((environment) => lookup(environment, fact.name.text)?.assignment === fact);
  const [first] = inForce;
  const parts = [head(view, fact), provenance(view, fact, holding, inForce)];
  if (first) parts.push(clientTable(view, first, fact.name.text));
  return { at: fact.name.at, markdown: parts.join('\n\n') };
}

/** How does a line take part in an environment: is it in force, a part of the value in force, or replaced by a later line? */
function mentions({ variables, layers, own }: Environment, fact: Assignment): boolean {
  const variable = variables.get(fact.name.text);
  return (
    variable?.sources.includes(fact) === true ||
    own.has(fact) ||
    (variable !== undefined && layers.some(({ document }) => document.file === fact.at.file))
  );
}

function head(view: View, { name, value, operation }: Assignment): string {
  if (operation === 'unset') return `**${name.text}** ${words(view, 'is cleared here', '在此清除')}`;
  const text = value.known ? value.text : view.project.document(value.at.file).text.slice(value.at.start, value.at.end);
  return `**${name.text}** ${code(text)}`;
}

function provenance(
  view: View,
  { name }: Assignment,
  holding: readonly Environment[],
  inForce: readonly Environment[],
): string {
  const named = (some: readonly Environment[]): string =>
    some
      .slice(0, MOST_ENVIRONMENTS)
      .map((one) => code(environmentName(view.display, one)))
      .join(words(view, ', ', '、')) + (some.length > MOST_ENVIRONMENTS ? ' …' : '');
  const lines: string[] = [];
  if (inForce.length > 0) lines.push(words(view, `In force in ${named(inForce)}`, `生效于 ${named(inForce)}`));
  for (const other of holding.filter((one) => !inForce.includes(one)).slice(0, MOST_ENVIRONMENTS)) {
    const winner = lookup(other, name.text)?.assignment;
    const who = code(environmentName(view.display, other));
    if (winner) {
      const place = code(placeOf(view, winner));
      lines.push(words(view, `In ${who} ${place} comes later and wins`, `在 ${who} 中，${place} 在后面，以它为准`));
    } else lines.push(words(view, `In ${who} it is cleared`, `在 ${who} 中已被清除`));
  }
  if (lines.length === 0) lines.push(words(view, 'No program is given this value', '没有程序会得到这个值'));
  return lines.join('  \n');
}

/** `~/.zshrc:12`. */
export function placeOf({ project, display }: View, { at }: Pick<Assignment, 'at'>): string {
  const document = project.documents.get(at.file);
  return `${display(at.file)}${document ? `:${linesOf(document).at(at.start).line}` : ''}`;
}

const TARGETS = ['http://host.example/', 'https://host.example/'];

function clientTable(view: View, environment: Environment, name: string): string {
  const environ = environOf(environment);
  const rows = clientsIn(view.project).map((client) => [
    view.reader.lang === 'zh-CN' ? clientTitle(client.name).zh : clientTitle(client.name).en,
    ...TARGETS.map((url) => cell(view, client.decide(environ, parseTarget(url)), name)),
  ]);
  return table([words(view, 'client', '客户端'), 'http://', 'https://'], rows);
}

const clientsIn = ({ network }: Project) =>
  network.clients.length > 0 ? clients.filter((client) => network.clients.includes(client.name)) : clients;

function cell(view: View, { verdict, variable, noProxy }: Decision, name: string): string {
  const isList = proxyRole(name) === 'no-proxy';
  if (verdict === 'error') return words(view, 'fails', '报错');
  if (verdict === 'unknown') return words(view, 'not certain', '不确定');
  if (isList) {
    if (verdict === 'direct') return words(view, 'direct', '直连');
    if (noProxy === name) return words(view, 'reads this list', '读取此列表');
    return noProxy === undefined
      ? words(view, 'reads no list', '不读列表')
      : words(view, `reads ${noProxy}`, `读取 ${noProxy}`);
  }
  if (verdict === 'direct') return words(view, 'does not read it', '不读取');
  return variable === name
    ? words(view, 'through this proxy', '走此代理')
    : words(view, `by ${variable ?? ''}`, `由 ${variable ?? ''} 决定`);
}
