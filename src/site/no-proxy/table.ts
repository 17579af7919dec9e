/** Who goes where with a list: every client asked about every host. */
import type { Text } from '../../core.ts';
import type { Client, Decision, Environ } from '../../routing/client.ts';
import { clientTitle } from '../../routing/client-title.ts';
import { agents } from '../../routing/clients/agents.ts';
import { clients } from '../../routing/clients/index.ts';
import { plainEntries } from '../../routing/exemptions/plain.ts';
import { parseTarget } from '../../routing/url/target.ts';

export interface Asked {
  readonly list: string;
  /** URLs; what has no scheme is taken as https. */
  readonly hosts: readonly string[];
  readonly proxy: string;
  /** Which spellings of the list's variable are set. */
  readonly names: 'both' | 'lower' | 'upper';
}

export interface Row {
  readonly client: Client;
  readonly title: Text;
  /** One for each host. */
  readonly decisions: readonly Decision[];
}

export interface Table {
  readonly hosts: readonly string[];
  readonly usual: readonly Row[];
  readonly agents: readonly Row[];
  /** Positions of hosts on which clients differ. */
  readonly disputed: readonly number[];
  /** Each entry of the list, with how many clients match it with at least one of the hosts. */
  readonly entries: readonly { readonly entry: string; readonly clients: number }[];
}

/** So many hosts are asked about. */
const MOST_HOSTS = 12;

/** The whole table. */
export function tableOf(asked: Asked): Table {
  const hosts = asked.hosts
    .map((host) => host.trim())
    .filter((host) => host !== '')
    .slice(0, MOST_HOSTS)
    .map((host) => (host.includes('://') ? host : `https://${host}`));
  const environ = environOf(asked);
  const rowOf = (client: Client): Row => ({
    client,
    title: clientTitle(client.name),
    decisions: hosts.map((host) => client.decide(environ, parseTarget(host))),
  });
  const rows = { usual: clients.map(rowOf), agents: agents.map(rowOf) };
  const all = [...rows.usual, ...rows.agents];
  const asking = all.filter(({ client }) => usesProxy(client, environ));
  const isDisputed = (index: number): boolean => new Set(asking.map((row) => row.decisions[index]?.verdict)).size > 1;
  return {
    hosts,
    ...rows,
    disputed: hosts.map((_, index) => index).filter(isDisputed),
    entries: plainEntries(asked.list).map(({ entry }) => ({
      entry,
      clients: all.filter(({ decisions }) => decisions.some((decision) => entryOf(decision) === entry)).length,
    })),
  };
}

/** Some runtimes have an HTTP client that reads no proxy at all: what they do says nothing about a list. */
function usesProxy({ decide }: Client, environ: Environ): boolean {
  const bare = new Map([...environ].filter(([name]) => !/no_proxy/i.test(name)));
  return decide(bare, parseTarget('https://a.example')).verdict !== 'direct';
}

/** The entry that made a request direct. */
export function entryOf({ bypass }: Decision): string | undefined {
  return bypass && 'entry' in bypass ? bypass.entry : undefined;
}

/** Lower case first, as most files have it. */
function environOf({ list, proxy, names }: Asked): Environ {
  const environ = new Map(
    ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].map((name) => [name, proxy] as const),
  );
  if (names !== 'upper') environ.set('no_proxy', list);
  if (names !== 'lower') environ.set('NO_PROXY', list);
  return environ;
}
