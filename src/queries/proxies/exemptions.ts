/** The NO_PROXY lists of a project as rules judge them: each list once, split into the entries that its file contains. */
import { type Assignment, HOLE, type Note, type Project, type Span, type Value } from '../../core.ts';
import { derive } from '../../project.ts';
import type { Client } from '../../routing/client.ts';
import { go } from '../../routing/clients/go.ts';
import { commaEntries } from '../../routing/exemptions/no-proxy.ts';
import { type PlainEntry, plainEntries } from '../../routing/exemptions/plain.ts';
import { families } from '../../routing/families.ts';
import { spanOf } from '../../text.ts';
import { type Environment, everyWay, type Variable } from '../environments/environment.ts';
import { LONGEST_STRING_CHARACTERS } from '../environments/evaluation/evaluate.ts';
import { relevantClients } from './client-routes.ts';
import { atOrigin, listEntries, noProxies, proxies } from './proxies.ts';

/** The text between two commas; one plain entry unless the user separated entries in another way. */
export interface ListItem {
  readonly text: string;
  /** Offsets in the list's value. */
  readonly start: number;
  readonly end: number;
  readonly entries: readonly PlainEntry[];
}

export interface ExemptionList {
  readonly variable: Variable;
  /** The same list under the other name. */
  readonly twins: readonly Variable[];
  /** The items written literally in this assignment. */
  readonly items: readonly ListItem[];
  /** The clients that read it. */
  readonly clients: readonly Client[];
  /** Its value is one of the proxies'. */
  readonly isProxy: boolean;
  /** The minimum length in characters of a list that is too long to be passed to a program; it is not split into items. */
  readonly overlong?: number | undefined;
}

/** Every list beside a proxy. Both spellings count as one list, and copies are left out. */
export const exemptionLists = derive((project: Project): readonly ExemptionList[] => {
  const seen = new Set<Assignment>();
  const lists: ExemptionList[] = [];
  for (const environment of everyWay(project)) {
    if (proxies(environment).length === 0) continue;
    const clients = clientsOf(project, environment);
    const own = atOrigin(noProxies(environment)).filter((list) => !seen.has(list.assignment));
    for (const variable of own) {
      if (seen.has(variable.assignment)) continue;
      const twins = own.filter(
        (other) => other !== variable && other.assignment.value.text === variable.assignment.value.text,
      );
      for (const { assignment } of [variable, ...twins]) seen.add(assignment);
      const isProxy = proxies(environment).some(({ known, text }) => known && text === variable.text);
      const { value } = variable.assignment;
      const length = Math.max(value.text.length, variable.overlong ?? 0);
      const overlong = length > LONGEST_STRING_CHARACTERS ? length : undefined;
      lists.push({ variable, twins, items: overlong ? [] : itemsOf(value), clients, isProxy, overlong });
    }
  }
  return lists;
});

/** The clients that an environment's list is for. */
export function clientsOf(project: Project, environment: Environment): readonly Client[] {
  return environment.ignoresLoopback ? [go] : membersOf(relevantClients(project));
}

/** Families are replaced by their members, because one member can understand an entry that another does not. */
export function membersOf(clients: readonly Client[]): readonly Client[] {
  return [
    ...new Set(clients.flatMap((client) => families.find(({ name }) => name === client.name)?.members ?? [client])),
  ];
}

/** Items with a part that only run time knows are left out. */
export function itemsOf({ text }: Value): readonly ListItem[] {
  return commaEntries(text)
    .filter(({ entry }) => !entry.includes(HOLE))
    .map(({ entry, start, end }) => ({ text: entry, start, end, entries: plainEntries(entry) }));
}

/** The characters of an item in the file. */
export function itemSpan(list: ExemptionList, item: ListItem): Span {
  return spanOf(list.variable.assignment.value, item.start, item.end);
}

/** Points at the same list under the other name. */
export function twinNotes(list: ExemptionList): readonly Note[] {
  return list.twins.map(({ assignment }) => ({ at: assignment.name.at, message: TWIN }));
}

const TWIN = { en: 'the same list in the other spelling', zh: '另一种大小写的同一份列表' };

/** Those of the hosts that are not themselves an entry of the list, even if another entry covers them. */
export function lacks(list: Variable, hosts: readonly string[]): readonly string[] {
  const entries = listEntries(list.text);
  return hosts.filter((host) => !entries.includes(host.toLowerCase()));
}
