/**
 * Which clients understand an exemption entry. Each client is asked with targets the entry plainly means, so that what
 * a rule says about an entry is what `route` would say about a request.
 */
import type { Text } from '../../core.ts';
import { lazy, memo } from '../../text.ts';
import type { Client, Decision, Environ } from '../client.ts';
import { clients as allClients } from '../clients/index.ts';
import { formatIp, type Ip, type Prefix, width } from '../url/ip.ts';
import { parseTarget, type Target } from '../url/target.ts';
import { classify, type PlainEntry, plainEntries } from './plain.ts';
import { shapeOf } from './shape.ts';

/** How a target relates to an entry: the host itself, something below it, an address inside. */
export type Role = 'itself' | 'subdomain' | 'inside';

export interface Understanding {
  readonly client: Client;
  /** Every target the entry plainly means goes direct. */
  readonly understood: boolean;
  /** The entry alone makes the client fail, whatever is requested. */
  readonly crashes: boolean;
  /** The kinds of target that go direct; with subdomains of `x` and the apex of `.x`, about which clients differ. */
  readonly covers: readonly Role[];
  /** For a client that does not understand the entry, or fails: what it does with the entry. */
  readonly why: Text | undefined;
}

interface Probe {
  readonly role: Role;
  readonly target: Target;
  /** Is this what the entry plainly means, or what only some read into it? */
  readonly isMeant: boolean;
}

const PROXY = 'http://127.0.0.1:3128';

/** The client's answer when `entry` is the whole list, under every name a client reads. */
function ask(client: Client, entry: string, target: Target): Decision {
  return client.decide(environOf(entry), target);
}

let latest: { readonly entry: string; readonly environ: Environ } | undefined;

/** Returns the same object for the same entry, because every client is asked in turn and some cache by environment. */
function environOf(entry: string): Environ {
  if (latest?.entry !== entry) {
    const proxies = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map((name) => [name, PROXY] as const);
    latest = { entry, environ: new Map([...proxies, ['no_proxy', entry], ['NO_PROXY', entry]]) };
  }
  return latest.environ;
}

/** Does the client reach a target without the proxy when `list` is all that is exempt? Undefined: it fails on the list. */
export function exempts(client: Client, list: string, target: Target): boolean | undefined {
  const { verdict } = ask(client, list, target);
  return verdict === 'error' ? undefined : verdict === 'direct';
}

/**
 * What each client does with one entry as it is between two commas, including spaces and semicolons. No client understands an
 * entry that no request could match (quotes, `<-loopback>`).
 */
export function understoodBy(entry: string, clients: readonly Client[] = allClients): readonly Understanding[] {
  const shape = shapeOf(entry);
  const probes = lazy(() => plainEntries(entry).flatMap(probesOf));
  return clients.map((client) => {
    const known = understandings(client);
    const alike = known.get(shape);
    // What is understood has no words about its entry.
    if (alike)
      return alike.entry === entry || alike.found.understood ? alike.found : likewise(alike.found, entry, probes);
    const found = understandingOf(client, entry, probes());
    if (known.size >= MOST_KEPT_ENTRIES) known.clear();
    known.set(shape, { entry, found });
    return found;
  });
}

interface Kept {
  readonly entry: string;
  readonly found: Understanding;
}

/** What a client does with an entry that has the same shape as one it was asked about, worded for this entry. */
function likewise(found: Understanding, entry: string, probes: () => readonly Probe[]): Understanding {
  const { client, understood, crashes, covers } = found;
  return {
    client,
    understood,
    crashes,
    covers,
    get why() {
      return understood ? undefined : understandingOf(client, entry, probes()).why;
    },
  };
}

/**
 * Cached by shape: in a list with thousands of similar entries each client is asked about one. Runs that write files ask again.
 */
const understandings = memo((_: Client) => new Map<string, Kept>());
const MOST_KEPT_ENTRIES = 10_000;

const UNRELATED = parseTarget('http://unrelated.invalid/');

/** The same, without the cache. */
export function understandingOf(
  client: Client,
  entry: string,
  probes: readonly Probe[] = plainEntries(entry).flatMap(probesOf),
): Understanding {
  const answers = probes.map((probe) => ({ probe, decision: ask(client, entry, probe.target) }));
  const failure = ask(client, entry, UNRELATED);
  const crashes = failure.verdict === 'error';
  const goesDirect = ({ decision }: { readonly decision: Decision }): boolean => decision.verdict === 'direct';
  const covers = [...new Set(answers.filter(goesDirect).map(({ probe }) => probe.role))];
  const missed = answers.find((answer) => answer.probe.isMeant && !goesDirect(answer));
  const understood = probes.length > 0 && !crashes && !missed;
  return {
    client,
    understood,
    crashes,
    covers,
    // The reason needs further questions, so of many similar entries only one gets it.
    get why() {
      if (understood) return undefined;
      return crashes ? failure.why : (missed?.decision.nearMisses[0]?.why ?? missed?.decision.why);
    },
  };
}

/** The targets to ask about. A port that a scheme stands for is asked for as people write it: `https://x/` for 443. */
function probesOf(entry: PlainEntry): readonly Probe[] {
  const scheme = entry.port === 443 ? 'https' : 'http';
  const port = entry.port === undefined || entry.port === 443 || entry.port === 80 ? '' : `:${entry.port}`;
  const probe = (role: Role, host: string, isMeant = true): Probe => ({
    role,
    target: parseTarget(`${scheme}://${host}${port}/`),
    isMeant,
  });
  if (entry.kind === 'star') return [probe('inside', 'host.invalid'), probe('inside', '192.0.2.7')];
  if (entry.prefix) return [probe('inside', literal(inside(entry.prefix)))];
  if (entry.octets) return [probe('inside', `${entry.octets}1.1.1`.split('.').slice(0, 4).join('.'))];
  const address = entry.ip ?? entry.range?.[0];
  if (address) return [probe(entry.ip ? 'itself' : 'inside', literal(address))];
  if (entry.host === undefined || entry.kind === 'local-keyword') return [];
  const isBelow = /^(?:[a-z][a-z0-9+.-]*:\/\/)?\*?\./i.test(entry.entry);
  const isWildcard = entry.kind === 'wildcard' || entry.entry.includes('*');
  const below = probe('subdomain', `www.${entry.host}`, isBelow);
  return isWildcard ? [below] : [probe('itself', entry.host, !isBelow), below];
}

function literal(ip: Ip): string {
  return ip.family === 6 ? `[${formatIp(ip)}]` : formatIp(ip);
}

/**
 * An address inside a range other than its base, if there is one: otherwise a client that compares exactly would seem to
 * support ranges.
 */
function inside(prefix: Prefix): Ip {
  if (prefix.bits === width(prefix.ip)) return prefix.ip;
  const words = [...prefix.ip.words];
  words[words.length - 1] = (words.at(-1) ?? 0) ^ 1;
  return { family: prefix.ip.family, words };
}

/** The plain meaning of one entry, offsets from 0: what a rule sorts entries by. */
export function plainMeaning(entry: string): PlainEntry {
  return classify({ entry, start: 0, end: entry.length });
}
