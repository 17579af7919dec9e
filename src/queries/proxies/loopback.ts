/** Which clients send requests for this machine to the proxy in spite of a list: the table of clients is asked, no pattern guessed. */
import type { Client } from '../../routing/client.ts';
import { commaEntries } from '../../routing/exemptions/no-proxy.ts';
import { exempts } from '../../routing/exemptions/understood.ts';
import { parseTarget, type Target } from '../../routing/url/target.ts';

/** A name of this machine that a list does not cover in some client. */
export interface Gap {
  readonly host: string;
  /** The clients that send it to the proxy. */
  readonly clients: readonly Client[];
  /** No client that has a proxy for this machine spares it. */
  readonly isForAll: boolean;
}

/** `clients`: those that read the list. Undefined: each of them goes direct, or has no proxy for this machine anyway. */
export function gapFor(list: string, host: string, clients: readonly Client[]): Gap | undefined {
  if (commaEntries(list).some(({ entry }) => entry.toLowerCase() === host)) return undefined;
  const target = parseTarget(`http://${host}/`);
  const isProxied = (client: Client, text: string): boolean => remembered(client, text, target);
  const proxied = clients.filter((client) => isProxied(client, 'other.invalid'));
  const lost = proxied.filter((client) => isProxied(client, list));
  return lost.length === 0 ? undefined : { host, clients: lost, isForAll: lost.length === proxied.length };
}

const answers = new WeakMap<Client, Map<string, boolean>>();
const MOST_KEPT = 10_000;

/** Does the client send this request to the proxy? Lists come back in several environments, and when a file was changed. */
function remembered(client: Client, list: string, target: Target): boolean {
  const known = answers.get(client) ?? new Map<string, boolean>();
  const key = `${target.text} ${list}`;
  const found = known.get(key) ?? exempts(client, list, target) === false;
  if (known.size >= MOST_KEPT) known.clear();
  answers.set(client, known.set(key, found));
  return found;
}
