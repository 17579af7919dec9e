/**
 * What a person means by an exemption entry, whatever clients do with it: near misses and the rules about entries compare
 * clients with this meaning.
 */

import { trimEnd } from '../../text.ts';
import { type Ip, ipKind, type Prefix, parseIp, parseIpv4, parsePrefix, sameIp, within } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { type Entry, fields, isBelow, SEPARATORS } from './no-proxy.ts';

export type EntryKind =
  | 'host'
  | 'suffix'
  | 'wildcard'
  | 'ip'
  | 'cidr'
  | 'ip-wildcard'
  | 'ip-range'
  | 'brackets'
  | 'port'
  | 'url'
  | 'local-keyword'
  | 'star'
  | 'garbage';

/** An entry with its plain meaning; offsets are in the list it was taken from. */
export interface PlainEntry extends Entry {
  readonly kind: EntryKind;
  /** The host name without dots, stars, port, scheme and quotes around it, in lower case. */
  readonly host?: string | undefined;
  readonly ip?: Ip | undefined;
  readonly prefix?: Prefix | undefined;
  /** For `10.*`, `192.168.`: the leading numbers, each with its dot. */
  readonly octets?: string | undefined;
  readonly range?: readonly [Ip, Ip] | undefined;
  readonly port?: number | undefined;
}

/** Splits a list at everything people separate with: commas, also full-width ones, spaces, semicolons, bars. */
export function plainEntries(list: string): PlainEntry[] {
  return fields(list, SEPARATORS).map(classify);
}

/** Gives one entry its plain meaning. */
export function classify(entry: Entry): PlainEntry {
  const text = entry.entry;
  return { ...entry, ...(addressMeaning(text) ?? nameMeaning(text)) };
}

type Meaning = Omit<PlainEntry, keyof Entry>;

function addressMeaning(text: string): Meaning | undefined {
  const ip = parseIp(text);
  if (ip) return { kind: 'ip', ip };
  const prefix = parsePrefix(text);
  if (prefix) return { kind: 'cidr', prefix };
  const bracketed = /^\[([^\]]*)\](?::(\d{1,5}))?$/.exec(text);
  const inner = bracketed && parseIp(bracketed[1] ?? '');
  if (bracketed && inner) return { kind: 'brackets', ip: inner, port: bracketed[2] ? Number(bracketed[2]) : undefined };
  const bracketPrefix = text.startsWith('[') ? parsePrefix(text.replace(/[[\]]/g, '')) : undefined;
  if (bracketPrefix) return { kind: 'brackets', prefix: bracketPrefix };
  const range = /^([\d.]+)-([\d.]+)$/.exec(text);
  const from = range && parseIpv4(range[1] ?? '');
  const to = range && parseIpv4(range[2] ?? '');
  if (from && to) return { kind: 'ip-range', range: [from, to] };
  return /^(?:\d{1,3}\.){1,3}(?:\*|\d{0,3})(?:\.\*)*\.?$/.test(text)
    ? { kind: 'ip-wildcard', octets: octetsOf(text) }
    : undefined;
}

/** `10.*` and `10.` → `10.`; `192.168` → `192.168.`. */
function octetsOf(text: string): string {
  const fixed = trimEnd(text, '*.');
  return `${fixed}.`;
}

function nameMeaning(text: string): Meaning {
  if (text === '*') return { kind: 'star' };
  if (/^<.*>$/.test(text)) return { kind: 'local-keyword' };
  const url = /^(?:[a-z][a-z0-9+.-]*:\/\/|https?:(?=[a-z]))(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(text);
  const bare = url ? (url[1] ?? '') : (text.split('/', 1)[0] ?? '');
  if (url || bare !== text) {
    const meant = url || bare !== '' ? { ...(addressMeaning(bare) ?? nameMeaning(bare)) } : undefined;
    return meant ? { ...meant, kind: 'url' } : { kind: 'garbage' };
  }
  const port = /^(.+):(\d{1,5})$/.exec(text);
  if (port && !(port[1] ?? '').includes(':')) {
    const meant = addressMeaning(port[1] ?? '') ?? nameMeaning(port[1] ?? '');
    return meant.kind === 'garbage' ? meant : { ...meant, kind: 'port', port: Number(port[2]) };
  }
  return plainName(text);
}

function plainName(text: string): Meaning {
  const host = text
    .toLowerCase()
    .replace(/^\*?\.+/, '')
    .replace(/\.$/, '');
  if (host === '' || /[\s"'`$(){}<>\\[\]%@:=]/.test(host)) return { kind: 'garbage' };
  if (text.startsWith('*.') && !host.includes('*')) return { kind: 'wildcard', host };
  if (host.includes('*') || host.includes('?')) return { kind: 'wildcard' };
  return { kind: text.startsWith('.') ? 'suffix' : 'host', host };
}

/** How the plain meaning of an entry relates to a target. */
export type Covering = 'itself' | 'subdomain' | 'apex' | 'inside' | 'loopback' | undefined;

/**
 * How an entry plainly means a target: the host itself, a subdomain of it, the apex of a `.x`, an address inside, or the
 * other name of this machine (`localhost` for 127.0.0.1). Undefined: it means something else.
 */
export function covering(entry: PlainEntry, target: Target): Covering {
  if (entry.kind === 'star') return 'inside';
  if (entry.port !== undefined && entry.port !== target.effectivePort) return undefined;
  const host = target.host.text.toLowerCase().replace(/\.$/, '');
  if (entry.kind === 'local-keyword')
    return /local/i.test(entry.entry) && !entry.entry.includes('-') && !host.includes('.') ? 'inside' : undefined;
  if (target.ip) return coveringAddress(entry, target.ip, target.host.text);
  if (entry.ip) return ipKind(entry.ip) === 'loopback' && host === 'localhost' ? 'loopback' : undefined;
  if (!entry.host) return undefined;
  const isApexForm = entry.kind === 'suffix' || entry.entry.startsWith('.');
  const isWildcard = entry.kind === 'wildcard' || entry.entry.startsWith('*.');
  if (isBelow(host, entry.host)) return isWildcard || isApexForm ? 'itself' : 'subdomain';
  if (host !== entry.host || isWildcard) return undefined;
  return isApexForm ? 'apex' : 'itself';
}

function coveringAddress(entry: PlainEntry, ip: Ip, text: string): Covering {
  if (entry.ip) return sameIp(entry.ip, ip) ? 'itself' : undefined;
  if (entry.prefix) return within(ip, entry.prefix) ? 'inside' : undefined;
  if (entry.octets) return ip.family === 4 && text.startsWith(entry.octets) ? 'inside' : undefined;
  if (entry.range) return inRange(ip, entry.range) ? 'inside' : undefined;
  return entry.host === 'localhost' && ipKind(ip) === 'loopback' ? 'loopback' : undefined;
}

function inRange(ip: Ip, [from, to]: readonly [Ip, Ip]): boolean {
  const value = (address: Ip): number => (address.words[0] ?? 0) * 65536 + (address.words[1] ?? 0);
  return ip.family === 4 && value(ip) >= value(from) && value(ip) <= value(to);
}
