/**
 * The building blocks of the measured clients: how a NO_PROXY entry is compared and how a proxy value is read, controlled by a
 * few switches. Each client beside this file sets them as measured (2026-11, loopback listeners, one version each).
 */

import { trimEnd } from '../../text.ts';
import type { Fault, Reading } from '../client.ts';
import { commaEntries, type Entry, fields, isBelow } from '../exemptions/no-proxy.ts';
import { type Ip, parseIp, parsePrefix, sameIp, within } from '../url/ip.ts';
import { defaultPort, explicitPort, parseUrl, type Target } from '../url/target.ts';
import { isHostName } from './hosts.ts';

/** How one client compares an entry of its list. */
export interface ListRules {
  /** Entries may be separated by spaces, too. */
  readonly spaces: boolean;
  /** `x` also matches subdomains of x. */
  readonly bareCoversBelow: boolean;
  /** `.x` also matches x itself. */
  readonly dotCoversApex: boolean;
  /** `*.x` is supported. */
  readonly stars: boolean;
  /** `*.x` also matches x itself. */
  readonly starCoversApex?: true | undefined;
  /** `x.` means x. */
  readonly dropsLastDot?: true | undefined;
  /** `*` also matches addresses. */
  readonly starCoversAddresses: boolean;
  /** `10.0.0.0/8` is supported. */
  readonly ranges: boolean;
  /** `x:443`: compared with the request's port, only with an explicit port, or not supported. */
  readonly ports: 'any' | 'written' | 'unknown';
  /** `::1` and `[::1]` are supported. */
  readonly plainSixes: boolean;
  readonly bracketedSixes: boolean;
  readonly foldsCase: boolean;
}

/** The first entry of a list that exempts the target. */
export function exempting(rules: ListRules, list: string, target: Target): Entry | undefined {
  const entries = rules.spaces ? fields(list, /[,\s]/) : commaEntries(list);
  return entries.find(({ entry }) => matches(rules, rules.foldsCase ? entry.toLowerCase() : entry, target));
}

function matches(rules: ListRules, entry: string, target: Target): boolean {
  if (entry === '*') return rules.starCoversAddresses || target.ip === undefined;
  const [, written = entry, port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  const host = rules.dropsLastDot ? trimEnd(written, '.') : written;
  if (port !== undefined && !isPortOf(rules, Number(port), target)) return false;
  return target.ip ? isAddress(rules, host, target.ip) : isName(rules, host, target.host.text.toLowerCase());
}

function isPortOf({ ports }: ListRules, port: number, target: Target): boolean {
  if (ports === 'any') return port === target.effectivePort;
  const written = explicitPort(target);
  return ports === 'written' && port === written && written !== defaultPort(target.scheme);
}

function isAddress(rules: ListRules, entry: string, ip: Ip): boolean {
  const bracketed = /^\[(.*)\]$/.exec(entry)?.[1];
  const range = rules.ranges ? parsePrefix(entry) : undefined;
  if (range) return within(ip, range);
  if (bracketed !== undefined ? !rules.bracketedSixes : entry.includes(':') && !rules.plainSixes) return false;
  const address = parseIp(bracketed ?? entry);
  return address !== undefined && sameIp(address, ip);
}

function isName(rules: ListRules, entry: string, name: string): boolean {
  if (entry.startsWith('*.'))
    return rules.stars && (isBelow(name, entry.slice(2)) || (rules.starCoversApex === true && name === entry.slice(2)));
  if (entry.startsWith('.')) return isBelow(name, entry.slice(1)) || (rules.dotCoversApex && name === entry.slice(1));
  return name === entry || (rules.bareCoversBelow && isBelow(name, entry));
}

/** How one client reads a proxy's value. */
export interface ValueRules {
  /** `127.0.0.1:7890` is an http proxy. */
  readonly schemeless: boolean;
  /** `HTTP://` in capitals is not read as http. */
  readonly exactScheme?: true | undefined;
  /** `user@host` without a password is not supported. */
  readonly needsPassword?: true | undefined;
  /** Spaces around the value are ignored. */
  readonly trims: boolean;
  /** The protocol it uses for each written scheme: `socks5: 'http'` sends an HTTP CONNECT to that port. */
  readonly speaks: Readonly<Record<string, string>>;
  /** Whether an unusable value is an error or is silently skipped. */
  readonly refusal: 'fault' | 'ignored';
}

/** A value as such a client reads it. */
export function readValue(rules: ValueRules, value: string): Reading {
  const refuse = (fault: Fault): Reading => (rules.refusal === 'fault' ? { fault } : { ignored: fault });
  const text = rules.trims ? value.trim() : value;
  if (/[\s"']/.test(text)) return refuse('blank');
  const { scheme: written, userinfo, host, port, bracketed } = parseUrl(text);
  if (written === '' && !rules.schemeless) return refuse('no-scheme');
  if (!isHostName(host.text)) return refuse('host');
  const scheme = rules.speaks[written || 'http'];
  if (scheme === undefined || (rules.exactScheme && /^[A-Za-z]*[A-Z]/.test(text) && written !== ''))
    return refuse('scheme');
  if (rules.needsPassword && userinfo && !userinfo.text.includes(':')) return refuse('host');
  if (port && !/^\d{1,5}$/.test(port.text)) return refuse('port');
  const name = bracketed ? `[${host.text}]` : host.text;
  const credentials = userinfo ? `${userinfo.text}@` : '';
  return { url: `${scheme}://${credentials}${name}:${port?.text ?? defaultPort(scheme) ?? 80}`, scheme };
}
