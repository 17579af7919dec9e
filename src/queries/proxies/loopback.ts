/** Which clients send requests for this machine to the proxy in spite of a list, according to the table of clients. */
import type { Client } from '../../routing/client.ts';
import { commaEntries, SEPARATORS } from '../../routing/exemptions/no-proxy.ts';
import { exempts } from '../../routing/exemptions/understood.ts';
import { parseTarget, type Target } from '../../routing/url/target.ts';
import { memo, trimEnd } from '../../text.ts';
import { listEntries } from './proxies.ts';

/** A name of this machine that the list does not exempt in some client. */
export interface Gap {
  readonly host: string;
  /** The clients that send it to the proxy. */
  readonly clients: readonly Client[];
  /** No client that uses a proxy for this name exempts it. */
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

const answers = memo((_: Client) => new Map<string, boolean>());
const MOST_KEPT = 10_000;

/**
 * Does the client send this request to the proxy? Cached, because the same lists occur in several environments and after edits.
 */
function remembered(client: Client, list: string, target: Target): boolean {
  const known = answers(client);
  const key = `${target.text} ${list}`;
  const found = known.get(key) ?? exempts(client, list, target) === false;
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

/** The names of this machine that a list lacks. */
export interface LacksLoopback {
  /** The names to append. */
  readonly entries: readonly string[];
  /** The names that some client sends to the proxy, among those that programs use. */
  readonly gaps: readonly Gap[];
}

/** `clients`: those that read the list. Nothing is missing from a list that exempts everything. */
export function lacksLoopback(list: string, clients: readonly Client[]): LacksLoopback {
  const meant = meantEntries(list);
  if (meant.includes('*')) return { entries: [], gaps: [] };
  const gaps = ['localhost', '127.0.0.1'].flatMap((host) =>
    meant.includes(host) ? [] : (gapFor(list, host, clients) ?? []),
  );
  const hasSix = ['::1', '[::1]', '::1/128'].some((form) => meant.includes(form));
  return { entries: [...gaps.map(({ host }) => host), ...(hasSix ? [] : ['::1'])], gaps };
}

/**
 * The hosts that the list plainly means, whatever its separators and quotes, with a port or as a URL. That clients read such an
 * entry differently is reported by `unmatched-no-proxy-entry`, and one fault should give one finding.
 */
function meantEntries(text: string): string[] {
  return listEntries(text.split(SEPARATORS).join(',')).map((entry) =>
    trimEnd(entry.replace(/^[“”„‘’]+/, ''), '“”‘’')
      .replace(/^(?:[a-z]+:\/\/|https?:(?=[a-z]))/, '')
      .replace(/\/$/, '')
      .replace(/^([^:]+):\d+$/, '$1'),
  );
}
