/** requests (and pip, which carries a copy of it). */
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  firstFilled,
  type NamedValue,
  type Reading,
} from '../client.ts';
import { type Entry, fields, inDomain } from '../exemptions/no-proxy.ts';
import { toAscii } from '../url/idna.ts';
import { type Ip, parseIpv4, parseIpv4Legacy, sharesPrefix } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { isHostName, isPlaceholder } from './hosts.ts';
import { pythonBypass, pythonInt, pythonNames, pythonProxies } from './python.ts';

/** A suffix test; up to 2.33 it had no label boundary. */
type Suffix = (host: string, entry: string) => boolean;

const atLabels: Suffix = (host, entry) => inDomain(host, entry.replace(/^\.+/, ''));
const anywhere: Suffix = (host, entry) => host.endsWith(entry);

/** `is_valid_cidr` and `address_in_network`: IPv4 only, 1 to 32 bits, bases as `inet_aton` takes them. */
function inRange(ip: Ip, entry: string): boolean | undefined {
  const parts = entry.split('/');
  const bits = parts.length === 2 ? pythonInt(parts[1] ?? '') : undefined;
  const base = parts.length === 2 ? parseIpv4Legacy(parts[0] ?? '') : undefined;
  if (bits === undefined || bits < 1 || bits > 32 || !base) return undefined;
  return sharesPrefix(ip, base, bits);
}

/** `should_bypass_proxies`, first pass: all spaces are taken out of the list, capitals in entries count. */
function firstPass(list: string, target: Target, suffix: Suffix): Entry | undefined {
  const host = target.host.text.toLowerCase();
  const ip = target.bracketed ? undefined : (parseIpv4(host) ?? parseIpv4Legacy(host));
  const port = Number(target.port?.text ?? 0);
  const withPort = port ? `${host}:${port}` : host;
  return fields(list, /,/).find(({ entry }) => {
    const text = entry.replaceAll(' ', '');
    if (text === '') return false;
    return ip ? (inRange(ip, text) ?? text === host) : suffix(host, text) || suffix(withPort, text);
  });
}

/** The first pass reads the two usual names, an empty one being none; the second is the standard library's own. */
function bypassWith(suffix: Suffix): Behaviour['bypass'] {
  return (_list, target, environ) => {
    const first = ownList(environ);
    const entry = first && firstPass(first.value, target, suffix);
    if (entry) return withoutBlanks(entry);
    const second = pythonProxies(environ).get('no');
    const match = second && pythonBypass(second.value, target.host.text);
    return match && { ...match, variable: second.name };
  };
}

function withoutBlanks(entry: Entry): Entry {
  const lead = entry.entry.length - entry.entry.trimStart().length;
  const text = entry.entry.trim();
  return { entry: text, start: entry.start + lead, end: entry.start + lead + text.length };
}

function ownList(environ: Environ): NamedValue | undefined {
  return firstFilled(environ, ['no_proxy', 'NO_PROXY']);
}

interface Parsed {
  readonly scheme: string | undefined;
  readonly auth: string;
  readonly host: string;
  readonly port: number | undefined;
}

/** urllib3's `parse_url`; undefined where it raises, an empty host where there is none. */
function parseUrl3(value: string): Parsed | undefined {
  const url = /^(?:[a-zA-Z][a-zA-Z0-9+-]*:|\/)/.test(value) ? value : `//${value}`;
  const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^\\/?#]*))?/.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  const authority = match?.[2] ?? '';
  const at = authority.lastIndexOf('@');
  const hostPort =
    /^((?:[^[\]%:/?#]|%[a-fA-F0-9]{2})*|\[[0-9a-fA-F:.]+(?:%[^\]]*)?\])(?::0*?(|0|[1-9][0-9]{0,4}))?$/.exec(
      authority.slice(at + 1),
    );
  if (!hostPort || Number(hostPort[2] ?? 0) > 65535) return undefined;
  return {
    scheme,
    auth: authority.slice(0, at + 1),
    host: (hostPort[1] ?? '').toLowerCase(),
    port: hostPort[2] ? Number(hostPort[2]) : undefined,
  };
}

const SOCKS = new Set(['socks4', 'socks4a', 'socks5', 'socks5h']);

function read(value: string): Reading {
  if (isPlaceholder(value)) return { fault: 'word' };
  const parsed = parseUrl3(value);
  if (!parsed) return { fault: /[\s\0-\x1f]/.test(value) ? 'blank' : 'port' };
  // `name:7890` is a scheme and a path to urllib3; only an address may go without http://.
  if (parsed.host === '') return { fault: 'no-scheme' };
  const scheme = parsed.scheme ?? 'http';
  if (scheme.startsWith('socks') && !SOCKS.has(scheme)) return { fault: 'scheme' };
  if (scheme !== 'http' && scheme !== 'https' && !SOCKS.has(scheme)) return { fault: 'scheme' };
  if (!isHostName(toAscii(parsed.host.replace(/^\[(.*)\]$/, '$1')))) return { fault: 'host' };
  const port = parsed.port ?? (scheme === 'https' ? 443 : SOCKS.has(scheme) ? 1080 : 80);
  return { url: `${scheme}://${parsed.auth}${parsed.host}:${port}`, scheme };
}

function behaviour(suffix: Suffix): Behaviour {
  return {
    name: 'requests',
    fails: { en: 'requests raises', zh: 'requests 会抛出异常' },
    reads: (target) => pythonNames(target.scheme, 'all'),
    proxy(environ, target) {
      const proxies = pythonProxies(environ);
      return proxies.get(target.scheme) ?? proxies.get('all');
    },
    list: (environ) => ownList(environ) ?? pythonProxies(environ).get('no'),
    bypass: bypassWith(suffix),
    read,
    uncertain(_environ, _target, setting) {
      const parsed = parseUrl3(setting.value);
      if (!parsed?.scheme || !SOCKS.has(parsed.scheme) || parsed.host === '') return undefined;
      return {
        en: 'requests speaks SOCKS only where PySocks is installed, and raises elsewhere',
        zh: 'requests 只有安装了 PySocks 才支持 SOCKS，否则会抛出异常',
        needs: 'PySocks',
      };
    },
  };
}

export const requests: Client = {
  name: 'requests',
  version: '2.34',
  summary: {
    en: 'As urllib, with ALL_PROXY, IPv4 ranges and bare IPv6 addresses. SOCKS needs PySocks. `name:port` without http:// fails.',
    zh: '与 urllib 相近，另外支持 ALL_PROXY、IPv4 网段和不带方括号的 IPv6 地址。SOCKS 需要 PySocks。不带 http:// 的 `主机名:端口` 会报错。',
  },
  source: 'requests 2.34 src/requests/utils.py (should_bypass_proxies), adapters.py; urllib3 util/url.py',
  versions: [
    {
      since: '2.20',
      note: { en: '`x.test` also covers notx.test', zh: '`x.test` 会误配到 notx.test' },
      decide: decider(behaviour(anywhere)),
    },
    {
      since: '2.34',
      note: { en: 'names match at label boundaries', zh: '按域名分段边界匹配' },
      decide: decider(behaviour(atLabels)),
    },
  ],
  decide: decider(behaviour(atLabels)),
};

export const cases: readonly Case[] = [
  { env: { all_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '', NO_PROXY: 'x.test' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: 'x.test',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '10.0.0.0/8' },
    url: 'http://10.1.2.3/',
    verdict: 'direct',
    entry: '10.0.0.0/8',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: '0.0.0.0/0' }, url: 'http://10.1.2.3/', verdict: 'proxy' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'direct', entry: '::1' },
  { env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' }, url: 'http://a.x.test/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'x.test' },
    url: 'http://notx.test/',
    verdict: 'direct',
    entry: 'x.test',
    version: '2.31',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: 'x.test' }, url: 'http://notx.test/', verdict: 'proxy' },
  { env: { http_proxy: 'name:7890' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: '127.0.0.1:7890' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://127.0.0.1:7890' },
  { env: { http_proxy: 'socks5h://p:1' }, url: 'http://x.test/', verdict: 'unknown' },
  { env: { http_proxy: 'socks://p:1' }, url: 'http://x.test/', verdict: 'error' },
];
