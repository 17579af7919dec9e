/** Go's net/http (docker, kubectl, ollama, gh and most command-line tools written in Go). */
import { type Behaviour, type Case, type Client, decider, firstFilled, type Reading } from '../client.ts';
import { commaEntries, type Entry, isBelow } from '../exemptions/no-proxy.ts';
import { toAscii } from '../url/idna.ts';
import { type Ip, ipKind, parseIp, parsePrefix, sameIp, unmapped, within } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { parseGoUrl, splitGoHost } from './go-url.ts';
import { isHostName, isPlaceholder } from './hosts.ts';

/** `net.SplitHostPort`: one colon, or brackets; otherwise the whole entry is the host. */
function hostPort(entry: string): { readonly host: string; readonly port: string } {
  const bracketed = /^\[([^[\]]*)\]:([^:]*)$/.exec(entry);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  const plain = /^([^:[\]]*):([^:[\]]*)$/.exec(entry);
  return plain ? { host: plain[1] ?? '', port: plain[2] ?? '' } : { host: entry, port: '' };
}

interface Asked {
  readonly host: string;
  readonly port: string;
  readonly ip: Ip | undefined;
  /** Do entries that are names also see addresses (up to x/net 0.35)? */
  readonly namesSeeIps: boolean;
}

function matches(entry: string, asked: Asked): boolean {
  const range = parsePrefix(entry);
  if (range) return asked.ip !== undefined && within(unmapped(asked.ip), range);
  const { host, port } = hostPort(entry);
  if (host === '' || (port !== '' && port !== asked.port)) return false;
  const ip = parseIp(host);
  if (ip) return asked.ip !== undefined && sameIp(unmapped(ip), unmapped(asked.ip));
  if (asked.ip && !asked.namesSeeIps) return false;
  const name = toAscii(host.startsWith('*.') ? host.slice(1) : host);
  return name.startsWith('.') ? asked.host.endsWith(name) : asked.host === name || isBelow(asked.host, name);
}

function bypass(list: string, target: Target, namesSeeIps: boolean): Entry | undefined {
  const entries = commaEntries(list);
  const star = entries.find(({ entry }) => entry === '*');
  const host = hostOf(target);
  const asked = {
    host: host.toLowerCase(),
    port: target.port?.text || String(target.effectivePort),
    ip: parseIp(host),
    namesSeeIps,
  };
  return star ?? entries.find(({ entry }) => matches(entry.toLowerCase(), asked));
}

function hostOf(target: Target): string {
  const host = target.host.text;
  return /[^\0-\x7f]/.test(host) ? toAscii(host) : host;
}

/** Only this very spelling, and addresses. */
function isLoopback(target: Target): boolean {
  const ip = parseIp(target.host.text);
  return target.host.text === 'localhost' || (ip !== undefined && ipKind(ip) === 'loopback');
}

/**
 * `parseProxy`: what is not a URL with a known scheme gets `http://` in front, also `socks5h://h:1`, which makes a host of
 * the scheme. Without a host the request goes to port 80 of this machine, which is no proxy.
 */
function readWith(schemes: readonly string[]): (value: string) => Reading {
  return (value) => {
    const first = parseGoUrl(value);
    const known = first && schemes.includes(first.scheme) ? first : undefined;
    const url = known ?? parseGoUrl(`http://${value}`) ?? first;
    if (!url) return { ignored: 'url' };
    const { name, port } = splitGoHost(url.host);
    if (name === '') return { ignored: 'host' };
    if (isPlaceholder(value)) return { fault: 'word' };
    if (!known && value.includes('://')) return { fault: first ? 'scheme' : 'url' };
    if (!isHostName(toAscii(name))) return { fault: 'host' };
    const digits = port || (url.scheme === 'https' ? '443' : url.scheme.startsWith('socks') ? '1080' : '80');
    const host = name.includes(':') ? `[${name}]` : name;
    return { url: `${url.scheme}://${url.userinfo}${host}:${digits}`, scheme: url.scheme };
  };
}

const names = (scheme: string): readonly string[] =>
  scheme === 'http' || scheme === 'https' ? [`${scheme.toUpperCase()}_PROXY`, `${scheme}_proxy`] : [];

function behaviour(namesSeeIps: boolean, schemes: readonly string[]): Behaviour {
  const read = readWith(schemes);
  return {
    name: 'go',
    fails: { en: 'a Go program fails', zh: 'Go 程序会报错' },
    reads: (target) => names(target.scheme),
    proxy: (environ, target) => firstFilled(environ, names(target.scheme)),
    list: (environ) => firstFilled(environ, ['NO_PROXY', 'no_proxy']),
    bypass: (list, target) => bypass(list, target, namesSeeIps),
    read,
    guard(environ, target, setting) {
      const reading = read(setting.value);
      if ('ignored' in reading) return reading;
      return target.scheme === 'http' && environ.get('REQUEST_METHOD') ? { fault: 'cgi' } : undefined;
    },
    isExempt: isLoopback,
  };
}

const SCHEMES = ['http', 'https', 'socks5'];

export const go: Client = {
  name: 'go',
  version: '1.19',
  summary: {
    en: 'Capitals win. No ALL_PROXY. Loopback is never proxied. `x` covers x and below, `.x` and `*.x` below; ranges, ports and bare IPv6 work.',
    zh: '大写优先，不看 ALL_PROXY，本机地址从不走代理。`x` 包含 x 及其子域名，`.x` 和 `*.x` 只含子域名；支持网段、端口和不带方括号的 IPv6。',
  },
  source: 'golang.org/x/net/http/httpproxy/proxy.go (measured with Go 1.19)',
  versions: [
    {
      since: '1.10',
      note: { en: 'names are also compared with the tail of an address', zh: '域名条目也会与 IP 地址的末尾比较' },
      decide: decider(behaviour(true, SCHEMES)),
    },
    {
      since: '1.24.1',
      note: {
        en: 'addresses are compared with address entries only (x/net 0.36)',
        zh: 'IP 地址只与地址条目比较（x/net 0.36）',
      },
      decide: decider(behaviour(false, SCHEMES)),
    },
  ],
  decide: decider(behaviour(true, SCHEMES)),
};

export const cases: readonly Case[] = [
  {
    env: { http_proxy: 'http://p:1', HTTP_PROXY: 'http://q:1' },
    url: 'http://x.test/',
    verdict: 'proxy',
    proxy: 'http://q:1',
  },
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'http://127.0.0.2:8000/', verdict: 'direct' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '.x.test' }, url: 'http://x.test/', verdict: 'proxy' },
  {
    env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '*.x.test:80' },
    url: 'http://a.x.test/',
    verdict: 'direct',
    entry: '*.x.test:80',
  },
  {
    env: { HTTP_PROXY: 'http://p:1', NO_PROXY: 'fd00::/8' },
    url: 'http://[fd00::7]/',
    verdict: 'direct',
    entry: 'fd00::/8',
  },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '2.3' }, url: 'http://10.1.2.3/', verdict: 'direct', entry: '2.3' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '2.3' }, url: 'http://10.1.2.3/', verdict: 'proxy', version: '1.25' },
  { env: { HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, url: 'http://x.test/', verdict: 'error' },
  { env: { HTTPS_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, url: 'https://x.test/', verdict: 'proxy' },
  { env: { HTTP_PROXY: ' http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { HTTP_PROXY: 'socks5h://p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
];
