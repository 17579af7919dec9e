/**
 * `new URL(text)` as the WHATWG standard defines it, for the clients written in JavaScript: which values throw, and what
 * host, port and credentials come out of those that don't. https://url.spec.whatwg.org/
 */
import { toAscii } from './idna.ts';
import { formatIp, parseIpv4Legacy, parseIpv6 } from './ip.ts';

export interface WhatwgUrl {
  /** Without the colon. */
  readonly scheme: string;
  /** As written; percent escapes are left alone. */
  readonly username: string;
  readonly password: string;
  /** Canonical; IPv6 in brackets; '' where the URL has none. */
  readonly hostname: string;
  /** '' for none and for the scheme's own. */
  readonly port: string;
  /** `/` when nothing is after the host of an http URL. */
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

const SPECIAL: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  ws: '80',
  wss: '443',
  ftp: '21',
  file: '',
};
const FORBIDDEN_HOST = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const FORBIDDEN_DOMAIN = /[\0-\x20#%/:<>?@[\\\]^|\x7f]/;

/** Decodes `%XX` where all of it is ASCII; other bytes stay escaped, and a name with them is refused later anyway. */
function percentDecode(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The canonical host of a special URL; undefined where `new URL` throws. */
function domainHost(raw: string): string | undefined {
  const decoded = percentDecode(raw);
  const ascii = /[^\0-\x7f]/.test(decoded) ? toAscii(decoded) : decoded.toLowerCase();
  if (ascii === '' || FORBIDDEN_DOMAIN.test(ascii)) return undefined;
  const labels = ascii.split('.');
  const last = labels.at(-1) === '' && labels.length > 1 ? labels.at(-2) : labels.at(-1);
  if (last === undefined || !(/^\d+$/.test(last) || /^0x[0-9a-f]*$/.test(last))) return ascii;
  const ip = parseIpv4Legacy(ascii.endsWith('.') ? ascii.slice(0, -1) : ascii);
  return ip && formatIp(ip);
}

/** The canonical form of a host as `new URL` reads it; undefined where it throws. `raw` may be in brackets. */
function canonicalHost(raw: string, special = true): string | undefined {
  if (raw.startsWith('[')) {
    const ip = raw.endsWith(']') ? parseIpv6(raw.slice(1, -1)) : undefined;
    return ip && `[${formatIp(ip)}]`;
  }
  if (special) return domainHost(raw);
  if (FORBIDDEN_HOST.test(raw)) return undefined;
  return raw.replace(/\p{Cs}/gu, '\uFFFD').replace(/[^\0-\x7f]+/g, encodeURIComponent);
}

/** Splits `host:port` at the first colon outside brackets; the port is undefined without one. */
function splitPort(text: string): { host: string; port: string | undefined } {
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[') inside = true;
    else if (text[at] === ']') inside = false;
    else if (text[at] === ':' && !inside) return { host: text.slice(0, at), port: text.slice(at + 1) };
  }
  return { host: text, port: undefined };
}

interface Authority {
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
}

function parseAuthority(text: string, scheme: string): Authority | undefined {
  const at = text.lastIndexOf('@');
  const credentials = at < 0 ? '' : text.slice(0, at);
  const colon = credentials.indexOf(':');
  const { host, port } = splitPort(text.slice(at + 1));
  const special = scheme in SPECIAL;
  const hostname = host === '' ? '' : canonicalHost(host, special);
  if (hostname === undefined || (port && (!/^\d+$/.test(port) || Number(port) > 65535))) return undefined;
  if (hostname === '' && (special || at >= 0 || port !== undefined)) return undefined;
  return {
    username: colon < 0 ? credentials : credentials.slice(0, colon),
    password: colon < 0 ? '' : credentials.slice(colon + 1),
    hostname,
    port: !port || String(Number(port)) === SPECIAL[scheme] ? '' : String(Number(port)),
  };
}

/** What `new URL(text)` gives; undefined where it throws. */
export function parseWhatwg(text: string): WhatwgUrl | undefined {
  if (parsed.has(text)) return parsed.get(text);
  const url = parse(text);
  if (parsed.size >= MOST_KEPT_URLS) parsed.clear();
  parsed.set(text, url);
  return url;
}

/** Clients in several releases are asked about the same proxies and requests one after another. */
const parsed = new Map<string, WhatwgUrl | undefined>();
const MOST_KEPT_URLS = 100;

function parse(text: string): WhatwgUrl | undefined {
  const input = text.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '');
  const trimmed = trimControls(input);
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(trimmed)?.[0].toLowerCase();
  if (scheme === undefined) return undefined;
  const special = scheme in SPECIAL;
  const after = trimmed.slice(scheme.length + 1);
  if (!special && !after.startsWith('//'))
    return { scheme, username: '', password: '', hostname: '', port: '', ...splitTail(after, '') };
  const body = special ? after.replace(/^[/\\]*/, '') : after.slice(2);
  const stop = body.search(special ? /[/\\?#]/ : /[/?#]/);
  const end = stop < 0 ? body.length : stop;
  const authority = parseAuthority(body.slice(0, end), scheme);
  return authority && { scheme, ...authority, ...splitTail(body.slice(end), special ? '/' : '') };
}

/** Without the control characters and spaces at the end; a loop, because `+$` backtracks over every run of spaces. */
function trimControls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(0, end);
}

function splitTail(tail: string, empty: string): { pathname: string; search: string; hash: string } {
  const hashAt = tail.indexOf('#');
  const beforeHash = hashAt < 0 ? tail : tail.slice(0, hashAt);
  const queryAt = beforeHash.indexOf('?');
  const pathname = queryAt < 0 ? beforeHash : beforeHash.slice(0, queryAt);
  const search = queryAt < 0 ? '' : beforeHash.slice(queryAt);
  const hash = hashAt < 0 ? '' : tail.slice(hashAt);
  return {
    pathname: pathname === '' || pathname === '\\' ? empty : pathname,
    search: search === '?' ? '' : search,
    hash: hash === '#' ? '' : hash,
  };
}

/** Would `decodeURIComponent` accept it? Escapes must be complete, and the bytes UTF-8. */
export function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
