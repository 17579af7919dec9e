/** A proxy value as libcurl's URL parser takes it (lib/urlapi.c, called with GUESS_SCHEME and NON_SUPPORT_SCHEME). */
import type { Reading } from '../client.ts';
import { toAscii } from '../url/idna.ts';
import { parseIpv6 } from '../url/ip.ts';
import { isHostName, isPlaceholder } from './hosts.ts';

const SCHEMES: Readonly<Record<string, { readonly scheme: string; readonly port: number }>> = {
  https: { scheme: 'https', port: 443 },
  socks: { scheme: 'socks4', port: 1080 },
  socks4: { scheme: 'socks4', port: 1080 },
  socks4a: { scheme: 'socks4a', port: 1080 },
  socks5: { scheme: 'socks5', port: 1080 },
  socks5h: { scheme: 'socks5h', port: 1080 },
};

/** What urlapi refuses in a host name. */
const BAD_HOST = /[ \r\n\t/:#?!@{}[\]\\$'"^`*<>=;,+&()]/;

interface Split {
  readonly scheme: string | undefined;
  readonly authority: string;
}

/** A scheme needs at least one slash after its colon; one to three are taken. */
function split(value: string): Split | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(\/+)/.exec(value);
  if (match && (match[2] ?? '').length > 3) return undefined;
  const rest = match ? value.slice(match[0].length) : value;
  const stop = rest.search(/[/?#]/);
  return { scheme: match?.[1]?.toLowerCase(), authority: stop < 0 ? rest : rest.slice(0, stop) };
}

/** `httpPort`: what an http proxy without a port listens on. */
export function readCurlProxy(value: string, httpPort: number): Reading {
  if (/[\0-\x20\x7f]/.test(value)) return { fault: 'blank' };
  if (isPlaceholder(value)) return { fault: 'word' };
  const parts = split(value);
  if (!parts) return { fault: 'url' };
  const at = parts.authority.indexOf('@');
  const userinfo = at < 0 ? '' : parts.authority.slice(0, at + 1);
  const read = curlHostPort(parts.authority.slice(at + 1), parts.scheme !== undefined);
  if ('fault' in read) return read;
  const written = parts.scheme ?? 'http';
  const known = written === 'http' ? { scheme: 'http', port: httpPort } : SCHEMES[written];
  if (!known) return { fault: 'scheme' };
  return { url: `${written}://${userinfo}${read.host}:${read.port ?? known.port}`, scheme: known.scheme };
}

/** Host and port of an authority; a colon without digits is only allowed where a scheme was written. */
export function curlHostPort(
  text: string,
  hasScheme: boolean,
): { readonly host: string; readonly port?: number | undefined } | { readonly fault: 'port' | 'host' } {
  const close = text.startsWith('[') ? text.indexOf(']') : -1;
  const colon = close >= 0 ? close + 1 : text.indexOf(':');
  const tail = colon < 0 ? '' : text.slice(colon);
  const host = colon < 0 ? text : text.slice(0, colon);
  if (tail !== '' && !/^:\d*$/.test(tail)) return { fault: 'port' };
  if (tail === ':' && !hasScheme) return { fault: 'port' };
  const port = tail.length > 1 ? Number(tail.slice(1)) : undefined;
  if (port !== undefined && port > 65535) return { fault: 'port' };
  const isValid =
    close >= 0
      ? parseIpv6(host.slice(1, -1).split('%', 1)[0] ?? '') !== undefined
      : host !== '' && !BAD_HOST.test(host) && isHostName(toAscii(host));
  if (!isValid) return { fault: 'host' };
  return port === undefined ? { host } : { host, port };
}
