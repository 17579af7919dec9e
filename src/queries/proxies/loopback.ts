/** Which clients send requests for this machine to the proxy in spite of a list: the table of clients is asked, no pattern guessed. */
import type { Client } from '../../routing/client.ts';
import { commaEntries } from '../../routing/exemptions/no-proxy.ts';
import { exempts } from '../../routing/exemptions/understood.ts';

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
  const url = `http://${host}/`;
  const proxied = clients.filter((client) => exempts(client, 'other.invalid', url) === false);
  const lost = proxied.filter((client) => exempts(client, list, url) === false);
  return lost.length === 0 ? undefined : { host, clients: lost, isForAll: lost.length === proxied.length };
}
