/** httpx: every variable and every NO_PROXY entry becomes a URL pattern when the client is built, and a bad one raises. */

import { memo } from '../../text.ts';
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  type Fault,
  type NamedValue,
  type Reading,
} from '../client.ts';
import { commaEntries, type Entry } from '../exemptions/no-proxy.ts';
import { toAscii, toUnicode } from '../url/idna.ts';
import { parseIpv4, parseIpv6 } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { isHostName, isPlaceholder } from './hosts.ts';
import { pythonInt, pythonNames, pythonProxies } from './python.ts';

/** What differed between releases. */
interface Era {
  /** Does a pattern that is no URL raise? */
  readonly raises: boolean;
  /** Are bare IPv6 addresses put into brackets first? */
  readonly sixes: boolean;
  /** Is an entry with `://` taken as a pattern as it is? */
  readonly urls: boolean;
}

interface Url {
  readonly scheme: string;
  readonly userinfo: string;
  readonly host: string;
  readonly port: number | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { ftp: 21, http: 80, https: 443, ws: 80, wss: 443 };

/** `encode_host`: lower case, brackets off, IPv4 look-alikes and IPv6 checked; undefined where it raises. */
function encodeHost(host: string): string | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return parseIpv4(host) ? host : undefined;
  if (/^\[.*\]$/s.test(host))
    return parseIpv6(host.slice(1, -1).split('%', 1)[0] ?? '') ? host.slice(1, -1) : undefined;
  if (!/[^\0-\x7f]/.test(host)) return host.toLowerCase();
  return isHostName(toAscii(host)) ? toAscii(host) : undefined;
}

/** `URL.host`: a name that begins with `xn--` is compared decoded, so its ASCII form in a list never matches. */
function shownHost(host: string): string | undefined {
  const encoded = encodeHost(host);
  return encoded?.startsWith('xn--') ? toUnicode(encoded) : encoded;
}

/** `httpx.URL(text)` up to the authority; undefined where it raises InvalidURL. */
function parse(text: string): Url | undefined {
  if (text.length > 65536 || /[\0-\x1f\x7f]/.test(text)) return undefined;
  const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*)?:)?(?:\/\/([^/?#]*))?/.exec(text);
  const scheme = (match?.[1] ?? '').toLowerCase();
  const authority = match?.[2] ?? '';
  const at = authority.lastIndexOf('@');
  const hostPort = authority.slice(at + 1);
  const close = hostPort.startsWith('[') ? hostPort.lastIndexOf(']') : -1;
  const hostEnd = close >= 0 ? close + 1 : hostPort.search(/[:]|$/);
  const digits = hostPort.slice(hostEnd).replace(/^:/, '');
  const host = shownHost(hostPort.slice(0, hostEnd));
  const port = digits === '' ? undefined : pythonInt(digits);
  if (host === undefined || (digits !== '' && port === undefined)) return undefined;
  return {
    scheme,
    userinfo: authority.slice(0, at + 1),
    host,
    port: port === DEFAULT_PORTS[match?.[1] ?? ''] ? undefined : port,
  };
}

/** One mount: which requests it takes, and what for: a proxy's variable, or an entry that means direct. */
interface Mount {
  readonly scheme: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly setting?: NamedValue | undefined;
  readonly entry?: Entry | undefined;
}

function patternOf(text: string): Omit<Mount, 'setting' | 'entry'> | undefined {
  const url = parse(text);
  return (
    url && { scheme: url.scheme === 'all' ? '' : url.scheme, host: url.host === '*' ? '' : url.host, port: url.port }
  );
}

function entryPattern(entry: string, era: Era): string {
  const base = entry.split('/')[0] ?? '';
  if (era.urls && entry.includes('://')) return entry;
  if (parseIpv4(base)) return `all://${entry}`;
  if (era.sixes && parseIpv6(base.split('%', 1)[0] ?? '')) return `all://[${entry}]`;
  return entry.toLowerCase() === 'localhost' ? `all://${entry}` : `all://*${entry}`;
}

type Mounts = ReadonlyMap<string, Mount>;

/**
 * All mounts by their pattern's text (a later one with the same text replaces the former); a fault where it raises. Asked for
 * at start-up, and once more for the request.
 */
const mountsOf = memo((environ: Environ) => memo((era: Era) => build(environ, era)));

function build(environ: Environ, era: Era): Mounts | Fault {
  const proxies = pythonProxies(environ);
  const mounts = new Map<string, Mount>();
  const list = proxies.get('no');
  const entries = list ? commaEntries(list.value) : [];
  if (entries.some(({ entry }) => entry === '*')) return mounts;
  for (const scheme of ['http', 'https', 'all']) {
    const setting = proxies.get(scheme);
    const fault = setting && faultOf(setting.value);
    if (fault) return fault;
    if (setting)
      mounts.set(`${scheme}://`, { scheme: scheme === 'all' ? '' : scheme, host: '', port: undefined, setting });
  }
  for (const entry of entries) {
    const pattern = patternOf(entryPattern(entry.entry, era));
    if (pattern) mounts.set(entryPattern(entry.entry, era), { ...pattern, entry });
    else if (era.raises) return 'entry';
  }
  return mounts;
}

function withScheme(value: string): string {
  return value.includes('://') ? value : `http://${value}`;
}

function faultOf(value: string): Fault | undefined {
  const url = parse(withScheme(value));
  if (!url) return /[\0-\x1f\x7f]/.test(value) ? 'blank' : 'port';
  return ['http', 'https', 'socks5', 'socks5h'].includes(url.scheme) ? undefined : 'scheme';
}

/** `*.x` is below x, `*x` is x and below, a plain host is itself. */
function takesHost(pattern: string, host: string): boolean {
  if (pattern === '') return true;
  if (pattern.startsWith('*.')) return host.length > pattern.length - 1 && host.endsWith(pattern.slice(1));
  if (pattern.startsWith('*')) return host === pattern.slice(1) || host.endsWith(`.${pattern.slice(1)}`);
  return host === pattern;
}

/** The most specific mount that takes the request: port first, then the longer host, then the longer scheme. */
function mountFor(mounts: Mounts, url: Url): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts.values()) {
    const matches =
      (mount.scheme === '' || mount.scheme === url.scheme) &&
      takesHost(mount.host, url.host) &&
      (mount.port === undefined || mount.port === url.port);
    if (matches && (!best || isMoreSpecific(mount, best))) best = mount;
  }
  return best;
}

function isMoreSpecific(a: Mount, b: Mount): boolean {
  if ((a.port === undefined) !== (b.port === undefined)) return a.port !== undefined;
  if (a.host.length !== b.host.length) return a.host.length > b.host.length;
  return a.scheme.length > b.scheme.length;
}

function read(value: string): Reading {
  const fault = faultOf(value);
  if (fault) return { fault };
  if (isPlaceholder(value)) return { fault: 'word' };
  const url = parse(withScheme(value));
  if (!url || !isHostName(toAscii(url.host))) return { fault: 'host' };
  const port = url.port ?? (url.scheme === 'https' ? 443 : url.scheme === 'http' ? 80 : 1080);
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return { url: `${url.scheme}://${url.userinfo}${host}:${port}`, scheme: url.scheme };
}

function entryFor(environ: Environ, target: Target, era: Era): Entry | undefined {
  const list = pythonProxies(environ).get('no');
  const star = list && commaEntries(list.value).find(({ entry }) => entry === '*');
  if (star) return star;
  const mounts = mountsOf(environ)(era);
  const url = parse(target.text);
  return typeof mounts === 'string' || !url ? undefined : mountFor(mounts, url)?.entry;
}

const NEEDS_SOCKSIO = {
  en: 'httpx needs the package socksio (httpx[socks]) for socks5://; without it httpx.Client() raises',
  zh: 'httpx 访问 socks5:// 代理需要 socksio 包（httpx[socks]），没有安装时 httpx.Client() 会抛出异常',
  needs: 'socksio',
};

function behaviour(era: Era): Behaviour {
  return {
    name: 'httpx',
    fails: { en: 'httpx.Client() raises', zh: 'httpx.Client() 会抛出异常' },
    reads: (target) => pythonNames(target.scheme, 'all'),
    startup(environ, target) {
      const mounts = mountsOf(environ)(era);
      if (typeof mounts === 'string') return mounts;
      if (!parse(target.text)) return 'target';
      const speaksSocks = [...mounts.values()].some(({ setting }) => setting && /^socks5h?:\/\//i.test(setting.value));
      return speaksSocks ? { doubt: NEEDS_SOCKSIO } : undefined;
    },
    proxy(environ, target) {
      const proxies = pythonProxies(environ);
      return (
        proxies.get(target.scheme === 'https' ? 'https' : target.scheme === 'http' ? 'http' : 'all') ??
        proxies.get('all')
      );
    },
    list: (environ) => pythonProxies(environ).get('no'),
    bypass: (_list, target, environ) => entryFor(environ, target, era),
    read,
  };
}

const newest: Era = { raises: true, sixes: true, urls: true };

export const httpx: Client = {
  name: 'httpx',
  version: '0.28',
  summary: {
    en: 'As urllib for the names, with ALL_PROXY. Entries are URL patterns: `.x` leaves out x, no ranges, and brackets or IPv6 ranges make httpx.Client() raise. SOCKS needs socksio.',
    zh: '变量名规则同 urllib，另外支持 ALL_PROXY。条目按 URL 模式解析：`.x` 不含 x 本身，不支持网段；带方括号的地址或 IPv6 网段会让 httpx.Client() 抛出异常。SOCKS 需要 socksio。',
  },
  source: 'httpx 0.28 httpx/_utils.py (get_environment_proxies, URLPattern), _config.py (Proxy), _urlparse.py',
  versions: [
    {
      since: '0.22',
      note: { en: 'an entry that is no URL pattern is harmless', zh: '无法解析的条目不会报错' },
      decide: decider(behaviour({ raises: false, sixes: false, urls: false })),
    },
    {
      since: '0.24.0',
      note: { en: 'any IPv6 entry raises, `::1` included', zh: '任何 IPv6 条目都会抛出异常，包括 `::1`' },
      decide: decider(behaviour({ raises: true, sixes: false, urls: false })),
    },
    {
      since: '0.24.1',
      note: { en: '`::1` works; brackets and IPv6 ranges raise', zh: '`::1` 可用；方括号和 IPv6 网段会抛出异常' },
      decide: decider(behaviour({ raises: true, sixes: true, urls: false })),
    },
    {
      since: '0.26',
      note: { en: 'an entry can be a URL pattern', zh: '条目可以写成 URL 模式' },
      decide: decider(behaviour(newest)),
    },
  ],
  decide: decider(behaviour(newest)),
};

export const cases: readonly Case[] = [
  { env: { http_proxy: 'http://p:1', no_proxy: '[::1]' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'direct', entry: '::1' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://x.test/', verdict: 'error', version: '0.24.0' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'fd00::/8' },
    url: 'http://x.test/',
    verdict: 'error',
    version: '0.24.1',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '[::1]' },
    url: 'http://x.test/',
    verdict: 'proxy',
    version: '0.23.3',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: 'a,*' }, url: 'http://x.test/', verdict: 'direct', entry: '*' },
  { env: { http_proxy: 'http://p:1', no_proxy: '.x.test' }, url: 'http://x.test/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'http://x.test/' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: 'http://x.test/',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: 'x.test:443' }, url: 'https://x.test:443/', verdict: 'direct' },
  { env: { all_proxy: 'socks5://p:1' }, url: 'https://x.test/', verdict: 'unknown' },
  { env: { all_proxy: 'socks://p:1' }, url: 'https://x.test/', verdict: 'error' },
  { env: { http_proxy: 'p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
];
