/**
 * URLs as people write them: targets and proxies, with the offsets of every part, tolerant where clients disagree on what a URL
 * is. The core has no `URL`, and no single parser behaves like all fifteen clients.
 */
import { type Ip, ipKind, parseIp } from './ip.ts';

/** A part of a text: `text.slice(start, end)`. */
export interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface UrlParts {
  readonly text: string;
  /** Lower-cased; '' when none was written. */
  readonly scheme: string;
  readonly schemePart?: Part | undefined;
  /** Up to the last `@`. */
  readonly userinfo?: Part | undefined;
  readonly user?: Part | undefined;
  readonly password?: Part | undefined;
  /** As written, without brackets. */
  readonly host: Part;
  readonly bracketed: boolean;
  /** What is after the host's colon, also when it is not a number. */
  readonly port?: Part | undefined;
  /** From the first `/`, `?` or `#` on. */
  readonly rest: Part;
}

export interface Target extends UrlParts {
  /** The explicit port, or the scheme's. 0: neither. */
  readonly effectivePort: number;
  /** The host when it is an address, strictly written. */
  readonly ip?: Ip | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  ftp: 21,
  ssh: 22,
  git: 9418,
  socks: 1080,
  socks4: 1080,
  socks4a: 1080,
  socks5: 1080,
  socks5h: 1080,
};

/** The port a scheme stands for; undefined where it has none. */
export function defaultPort(scheme: string): number | undefined {
  return DEFAULT_PORTS[scheme];
}

function part(text: string, start: number, end: number): Part {
  return { text: text.slice(start, end), start, end };
}

/**
 * Where the authority ends. A password with a raw `/`, `?` or `#` runs on to its `@` when a host and port plainly
 * follow, so that it is never taken for a path (and never printed as one).
 */
function authorityEnd(text: string, start: number): number {
  const stop = text.slice(start).search(/[/?#]/);
  const end = stop < 0 ? text.length : start + stop;
  const at = text.lastIndexOf('@');
  if (at <= end || !text.slice(start, end).includes(':') || text.slice(start, end).includes('@')) return end;
  const host = /^(?:\[[^\]]*\]|[\w.-]+):\d+/.exec(text.slice(at + 1));
  return host ? at + 1 + host[0].length : end;
}

/** Splits any text as a URL or `host:port`. Never fails: what is missing is empty. */
export function parseUrl(text: string): UrlParts {
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:\/\/)/.exec(text)?.[0];
  const start = scheme === undefined ? 0 : scheme.length + 3;
  const end = authorityEnd(text, start);
  const at = text.lastIndexOf('@', end - 1);
  const hostStart = at < start ? start : at + 1;
  const colon = text.slice(start, Math.max(start, at)).indexOf(':');
  const { host, bracketed, port } = hostAndPort(text, hostStart, end);
  return {
    text,
    scheme: scheme?.toLowerCase() ?? '',
    schemePart: scheme === undefined ? undefined : part(text, 0, scheme.length),
    userinfo: at < start ? undefined : part(text, start, at),
    user: at < start ? undefined : part(text, start, colon < 0 ? at : start + colon),
    password: at < start || colon < 0 ? undefined : part(text, start + colon + 1, at),
    host,
    bracketed,
    port,
    rest: part(text, end, text.length),
  };
}

function hostAndPort(
  text: string,
  start: number,
  end: number,
): { host: Part; bracketed: boolean; port?: Part | undefined } {
  const close = text[start] === '[' ? text.indexOf(']', start) : -1;
  if (close > 0 && close < end) {
    const host = part(text, start + 1, close);
    return text[close + 1] === ':'
      ? { host, bracketed: true, port: part(text, close + 2, end) }
      : { host, bracketed: true };
  }
  const colon = text.indexOf(':', start);
  if (colon < 0 || colon >= end) return { host: part(text, start, end), bracketed: false };
  // A bare IPv6 address has no port: `::1` is not the host `` with the port `:1`.
  if (parseIp(text.slice(start, end))) return { host: part(text, start, end), bracketed: false };
  return { host: part(text, start, colon), bracketed: false, port: part(text, colon + 1, end) };
}

/** What a request goes to. Without a scheme it is taken as `https://`. */
export function parseTarget(text: string): Target {
  const written = parseUrl(text);
  const parts = written.scheme === '' ? parseUrl(`https://${text}`) : written;
  const ip = parseIp(parts.host.text);
  const explicit = parts.port && /^\d{1,5}$/.test(parts.port.text) ? Number(parts.port.text) : undefined;
  return { ...parts, effectivePort: explicit ?? defaultPort(parts.scheme) ?? 0, ip };
}

/** Does a URL name this machine: `localhost`, 127.x.x.x, `[::1]`? */
export function isLoopback({ host: { text } }: UrlParts): boolean {
  const ip = parseIp(text);
  return text.toLowerCase() === 'localhost' || (ip !== undefined && ipKind(ip) === 'loopback');
}

/** The explicit port as a number; undefined for none or an impossible one. */
export function explicitPort(url: UrlParts): number | undefined {
  return url.port && /^\d{1,5}$/.test(url.port.text) && Number(url.port.text) < 65536
    ? Number(url.port.text)
    : undefined;
}
