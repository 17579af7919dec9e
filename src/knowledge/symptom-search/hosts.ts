/** The hosts a message names, and what is known of them. */
import { regionOf } from '../hosts.ts';
import type { HostKind } from '../symptom.ts';

/** What the user says of hosts that envlint does not know. */
export interface Regions {
  readonly domestic: readonly string[];
  readonly overseas: readonly string[];
}

const NAME =
  /\[[0-9a-f:.]{2,45}\]|[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,8}|localhost|(?<![0-9a-f:])::1(?![0-9a-f])/g;

/** The hosts of a line (in lower case) about which something is known. */
export function hostsOf(line: string, regions: Regions): string[] {
  const found = line.slice(0, 4000).matchAll(NAME);
  return [...new Set([...found].map(([name]) => name))].filter((name) => kindOfHost(name, regions) !== undefined);
}

/** Reached without a proxy on some days: rules say nothing of it, but an error that names it is about the way abroad. */
const HALF_BLOCKED = /(?:^|\.)github(?:usercontent)?\.com$/;

/** What a host is to this machine; undefined: nothing is known about it. */
export function kindOfHost(host: string, regions: Regions): HostKind | undefined {
  if (isLocal(host)) return 'local';
  if (HALF_BLOCKED.test(host)) return 'overseas';
  const region = regionOf(host, regions);
  return region === 'both' ? undefined : region;
}

/** This machine, its containers and its network: addresses of RFC 1918, loopback and names that only they use. */
function isLocal(host: string): boolean {
  return (
    /^(?:localhost|0\.0\.0\.0|host\.docker\.internal|\[?::1?\]?)$/.test(host) ||
    /\.(?:local|localhost|lan|internal)$/.test(host) ||
    /^(?:127|10)\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^192\.168\.\d{1,3}\.\d{1,3}$|^172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3}$/.test(
      host,
    )
  );
}
