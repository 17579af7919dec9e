/** Entries of exemption lists that some client never matches, or that make it fail. */
import type { Project } from '../../core.ts';
import type { Client } from '../../routing/client.ts';
import { clientByName } from '../../routing/clients/index.ts';
import { type Understanding, understoodBy } from '../../routing/exemptions/understood.ts';
import { type Together, together } from '../../text.ts';
import { asked, type DoubtfulForm, formOf, hasTypographicQuotes } from './entry-forms.ts';
import type { ExemptionList, ListItem } from './exemptions.ts';
import { gapFor } from './loopback.ts';

/** One entry, and how the clients that read its list treat it. */
export interface DoubtfulEntry {
  readonly item: ListItem;
  readonly form: DoubtfulForm;
  /** Clients that fail on every request because of it. */
  readonly crashing: readonly Understanding[];
  /** Clients that never match it. */
  readonly missing: readonly Understanding[];
  /** Plainly a mistake, and one with consequences. */
  readonly isGrave: boolean;
}

/** The entries of one list that some client does not understand; those with the same form and the same effect are grouped. */
export function doubtfulEntries(project: Project, list: ExemptionList): readonly Together<DoubtfulEntry>[] {
  const found = list.items.flatMap((item) => {
    const form = formOf(item, list.items.length);
    return form === undefined || isOfLoopback(item) ? [] : doubted(item, form, clientsAsked(project, list, form));
  });
  return together(found, ({ form, crashing }) => `${form} ${crashing.length > 0}`);
}

/** The same for a list in a program's own file, which only that program reads. */
export function doubtfulItems(items: readonly ListItem[], clients: readonly Client[]): readonly DoubtfulEntry[] {
  return items.flatMap((item) => {
    const form = formOf(item, items.length);
    return form === undefined || isOfLoopback(item) ? [] : doubted(item, form, clients);
  });
}

/** `127.*` is meant for this machine: whether the list covers loopback is checked elsewhere. */
const isOfLoopback = (item: ListItem): boolean => formOf(item, 2) === 'octets' && item.text.startsWith('127.');

function doubted(item: ListItem, form: DoubtfulForm, clients: readonly Client[]): readonly DoubtfulEntry[] {
  const readings = understoodBy(asked(form, item), clients);
  const crashing = readings.filter(({ crashes }) => crashes);
  const missing = readings.filter(({ understood }) => !understood);
  const isGrave = crashing.length > 0 || hasTypographicQuotes(item);
  return crashing.length + missing.length === 0 ? [] : [{ item, form, crashing, missing, isGrave }];
}

/** Only npm is case-sensitive. It is not among the usual clients, yet it is on nearly every machine. */
function clientsAsked({ network }: Project, { clients }: ExemptionList, form: DoubtfulForm): readonly Client[] {
  const npm = clientByName('npm');
  const isUsual = network.clients.length === 0 && clients.length > 1;
  return form === 'capitals' && isUsual && npm ? [...clients, npm] : clients;
}

/** `localhost;127.0.0.1`: this machine is in the list, and no client finds it there. */
export function hidesLoopback({ variable, clients }: ExemptionList, { first, all }: Together<DoubtfulEntry>): boolean {
  if (first.form !== 'separators') return false;
  const names = all.flatMap(({ item }) => item.entries.map(({ entry }) => entry.toLowerCase()));
  return ['localhost', '127.0.0.1'].some(
    (host) => names.includes(host) && gapFor(variable.text, host, clients)?.isForAll === true,
  );
}

/** An address range in a list of which no reader supports ranges. */
export interface UnreadRange {
  readonly item: ListItem;
  /** What each reader of the list does with it; at least one. */
  readonly readings: readonly Understanding[];
}

/** The ranges of a list that no client of its readers understands; where some do, `client-dependent-no-proxy` names them. */
export function unreadRanges(items: readonly ListItem[], clients: readonly Client[]): readonly UnreadRange[] {
  return items.flatMap((item) => {
    const [entry, more] = item.entries;
    if (more || entry?.kind !== 'cidr' || formOf(item, items.length) !== undefined) return [];
    const readings = understoodBy(item.text, clients);
    const isLost = readings.length > 0 && readings.every(({ understood, crashes }) => !understood && !crashes);
    return isLost ? [{ item, readings }] : [];
  });
}
