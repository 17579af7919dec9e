/** axios in Node: proxy-from-env chooses, axios' own check exempts, and the value goes through `new URL`. */

import { trimEnd } from '../../text.ts';
import { type Behaviour, type Case, type Client, decider, type Environ, firstFilled, type Reading } from '../client.ts';
import { type Entry, fields, splitPort, wholeValue } from '../exemptions/no-proxy.ts';
import { toAscii } from '../url/idna.ts';
import {
  formatIp,
  type Ip,
  ipKind,
  type Prefix,
  parseIpv4Legacy,
  parseIpv6,
  parsePrefix,
  unmapped,
  width,
  within,
} from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { parseWhatwg } from '../url/whatwg.ts';
import { isPlaceholder } from './hosts.ts';

/** proxy-from-env: exact, or a raw suffix for entries that begin with `.` or `*`. */
function fromEnv(list: string, hostname: string, port: number): Entry | undefined {
  if (list === '*') return wholeValue(list);
  return fields(list, /[,\s]/).find(({ entry }) => {
    const split = splitPort(entry.toLowerCase());
    if (split.port && split.port !== port) return false;
    return /^[.*]/.test(split.host) ? hostname.endsWith(split.host.replace(/^\*/, '')) : hostname === split.host;
  });
}

/** An address in one spelling: legacy IPv4 made dotted, IPv6 canonical, mapped IPv4 unmapped. */
function addressOf(host: string): Ip | undefined {
  const bare = trimEnd(host.replace(/^\[(.*)\]$/, '$1'), '.');
  if (bare.includes(':')) {
    const six = parseIpv6(bare);
    return six && unmapped(six);
  }
  return bare.includes('.') ? parseIpv4Legacy(bare) : undefined;
}

/** `0.0.0.0` and `::` count as this machine, and so does all of 127/8. */
function isLoopback(host: string): boolean {
  const ip = addressOf(host);
  if (!ip) return host === 'localhost';
  return ipKind(ip) === 'loopback' || formatIp(ip) === '0.0.0.0' || formatIp(ip) === '::';
}

function canonical(host: string): string {
  const ip = addressOf(host);
  if (ip) return formatIp(ip);
  const bare = trimEnd(host.replace(/^\[(.*)\]$/, '$1'), '.');
  return /[^\0-\x7f]/.test(bare) ? toAscii(bare) : bare;
}

/** A mapped IPv6 base stands for the IPv4 range behind it, when the length leaves one. */
function rangeOf(entry: string): Prefix | undefined {
  const match = /^(.+)\/(0|[1-9]\d{0,2})$/.exec(entry);
  const base = match?.[1] ?? '';
  if (!match || base.endsWith('.') || /^\[[^:]*\]$/.test(base) || /[[\]]/.test(base.replace(/^\[(.*)\]$/, '$1')))
    return undefined;
  const strict = parsePrefix(`${base.replace(/^\[(.*)\]$/, '$1')}/${match[2]}`);
  const ip = addressOf(base);
  if (!ip) return undefined;
  const bits = strict?.ip.family === 6 && ip.family === 4 ? strict.bits - 96 : Number(match[2]);
  return bits < 0 || bits > width(ip) ? undefined : { ip, bits };
}

function entryPort(entry: string): { readonly host: string; readonly port?: number | undefined } {
  const bracketed = /^\[([^\]]*)\](.*)$/s.exec(entry);
  if (bracketed) return { host: bracketed[1] ?? '', ...splitOff(bracketed[2] ?? '') };
  return entry.indexOf(':') === entry.lastIndexOf(':') ? splitPort(entry) : { host: entry };
}

function splitOff(tail: string): { readonly port?: number | undefined } {
  return /^:\d+$/.test(tail) ? { port: Number(tail.slice(1)) } : {};
}

/** `shouldBypassProxy`, axios' own check. */
function ownCheck(list: string, hostname: string, port: number): Entry | undefined {
  const host = canonical(hostname);
  const ip = addressOf(hostname);
  return fields(list, /[,\s]/).find((item) => {
    const entry = item.entry.toLowerCase();
    if (entry === '*') return true;
    if (entry.includes('/')) {
      const range = rangeOf(entry);
      return range !== undefined && ip !== undefined && within(ip, range);
    }
    const split = entryPort(entry);
    const name = canonical(split.host);
    if (name === '' || (split.port && split.port !== port)) return false;
    const suffix = name.replace(/^\*/, '');
    if (suffix.startsWith('.')) return host.endsWith(suffix);
    return host === suffix || (isLoopback(host) && isLoopback(suffix));
  });
}

function bypass(list: string, target: Target): Entry | undefined {
  const url = parseWhatwg(target.text);
  if (!url) return undefined;
  const port = Number(url.port) || target.effectivePort;
  return fromEnv(list.toLowerCase(), url.hostname, port)
    ? original(list, fromEnv(list.toLowerCase(), url.hostname, port))
    : ownCheck(list, url.hostname, port);
}

/** The entry as it is in the list, after a comparison in lower case. */
function original(list: string, entry: Entry | undefined): Entry | undefined {
  return entry && { ...entry, entry: list.slice(entry.start, entry.end) };
}

/** Without a scheme the target's is taken, so an https target speaks TLS to the proxy. */
function read(value: string, target: Target): Reading {
  const url = parseWhatwg(value.includes('://') ? value : `${target.scheme}://${value}`);
  if (!url) return { fault: 'url' };
  if (isPlaceholder(value)) return { fault: 'word' };
  if (target.scheme === 'http' && url.scheme !== 'http' && url.scheme !== 'https') return { fault: 'scheme' };
  const credentials = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
  const port = url.port || (url.scheme === 'https' ? '443' : '80');
  return {
    url: `${url.scheme}://${credentials}${url.hostname}:${port}`,
    scheme: url.scheme === 'https' ? 'https' : 'http',
  };
}

const names = (scheme: string): readonly string[] => [
  `${scheme}_proxy`,
  `${scheme.toUpperCase()}_PROXY`,
  'all_proxy',
  'ALL_PROXY',
];
const listOf = (environ: Environ) => firstFilled(environ, ['no_proxy', 'NO_PROXY']);

const behaviour: Behaviour = {
  name: 'axios',
  fails: { en: 'axios fails', zh: 'axios 会报错' },
  reads: (target) => names(target.scheme),
  startup: (_environ, target) => (parseWhatwg(target.text) ? undefined : 'target'),
  proxy: (environ, target) => firstFilled(environ, names(target.scheme)),
  list: listOf,
  bypass,
  read,
};

export const axios: Client = {
  name: 'axios',
  version: '1.21',
  summary: {
    en: 'Reads ALL_PROXY. `x` is exactly x, `.x` and `*.x` below; ranges and all spellings of an address work, and this machine’s names are one. A value without http:// speaks TLS for https targets. Credentials are not decoded.',
    zh: '会看 ALL_PROXY。`x` 只表示 x 本身，`.x` 和 `*.x` 只含子域名；支持网段和地址的各种写法，本机的各种名称视为同一个。代理值缺少 http:// 时，访问 https 会与代理建立 TLS。用户名和密码不做解码。',
  },
  source: 'axios 1.21 lib/adapters/http.js (setProxy), lib/helpers/shouldBypassProxy.js; proxy-from-env 2.1',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { http_proxy: 'http://p:1', no_proxy: 'x.test' }, url: 'http://a.x.test/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' },
    url: 'http://a.x.test/',
    verdict: 'direct',
    entry: '*.x.test',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'localhost' },
    url: 'http://127.0.0.1/',
    verdict: 'direct',
    entry: 'localhost',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '10.0.0.0/8' },
    url: 'http://10.1.2.3/',
    verdict: 'direct',
    entry: '10.0.0.0/8',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: 'a *' }, url: 'http://x.test/', verdict: 'direct', entry: '*' },
  { env: { https_proxy: 'p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'https://p:1' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { all_proxy: 'http://u:p%zz@p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://u:p%zz@p:1' },
];
