/** undici's EnvHttpProxyAgent, which Node's `fetch` uses when NODE_USE_ENV_PROXY is set. */
import {
  type Behaviour,
  type Case,
  type Client,
  type ClientVersion,
  decider,
  type Environ,
  type Fault,
  firstSet,
  type NamedValue,
  type Reading,
} from '../client.ts';
import { type Entry, fields, inDomain, isBelow, splitPort, wholeValue } from '../exemptions/no-proxy.ts';
import type { Target } from '../url/target.ts';
import { isDecodable, parseWhatwg } from '../url/whatwg.ts';

/** What changed between releases. */
export interface Era {
  /** Plain names match subdomains and `.x` matches x (7.22). */
  readonly suffixes: boolean;
  /** `socks5://` and `socks://` are supported (7.23). */
  readonly socks: boolean;
  /** Brackets are not part of an address, and `::1` is not a host with a port (8.10). */
  readonly sixes: boolean;
  /** A trailing dot of a name is ignored (8.10.2). */
  readonly dots: boolean;
  /** `*` works anywhere in the list, and `*.x` does not match x (8.11). */
  readonly stars: boolean;
}

const OLDEST: Era = { suffixes: false, socks: false, sixes: false, dots: false, stars: false };
export const ERAS = {
  '6.14': OLDEST,
  '7.22': { ...OLDEST, suffixes: true },
  '7.23': { ...OLDEST, suffixes: true, socks: true },
  '8.10.0': { ...OLDEST, suffixes: true, socks: true, sixes: true },
  '8.10.2': { ...OLDEST, suffixes: true, socks: true, sixes: true, dots: true },
  '8.11': { suffixes: true, socks: true, sixes: true, dots: true, stars: true },
} as const satisfies Readonly<Record<string, Era>>;

/** The value a proxy has for http: lower case, then capitals; set to nothing counts. */
const httpSetting = (environ: Environ): NamedValue | undefined => firstSet(environ, ['http_proxy', 'HTTP_PROXY']);
const httpsSetting = (environ: Environ): NamedValue | undefined => firstSet(environ, ['https_proxy', 'HTTPS_PROXY']);

/** Why `new ProxyAgent(value)` throws. */
function agentFault(value: string, era: Era): Fault | undefined {
  const url = parseWhatwg(value);
  if (!url) return value.includes('://') ? 'url' : 'no-scheme';
  // Before 8.10 a user name without a password was not sent, and so never decoded.
  const sendsUser = era.sixes || url.password !== '';
  if (sendsUser && !(isDecodable(url.username) && isDecodable(url.password))) return 'escape';
  if (era.socks && (url.scheme === 'socks5' || url.scheme === 'socks')) return undefined;
  if (url.scheme !== 'http' && url.scheme !== 'https') return 'scheme';
  return url.pathname !== '/' || url.search !== '' || url.hash !== '' ? 'path' : undefined;
}

/** Why building the agent throws: both proxies are built, whichever is needed. */
export function environmentFault(environ: Environ, era: Era): Fault | undefined {
  for (const setting of [httpSetting(environ), httpsSetting(environ)]) {
    const fault = setting?.value ? agentFault(setting.value, era) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

function parseEntry(
  entry: string,
  era: Era,
): { readonly host: string; readonly port: number; readonly isWildcard: boolean } {
  const isWildcard = entry.startsWith('*');
  const bracketed = era.sixes ? /^\[(.+)\]:(\d+)$/.exec(entry) : null;
  const plain = era.sixes ? entry.replace(/^\[(.+)\]$/, '$1') : entry;
  const colons = plain.split(':').length - 1;
  const split = era.sixes && colons !== 1 ? { host: plain } : splitPort(plain);
  const host = (bracketed?.[1] ?? split.host).toLowerCase();
  const port = Number(bracketed?.[2] ?? split.port ?? 0);
  if (!era.suffixes) return { host, port, isWildcard };
  const undotted = host.replace(/^\*?\./, '');
  return { host: era.dots ? undotted.replace(/(?<=.)\.$/, '') : undotted, port, isWildcard };
}

function matches(entry: string, host: string, port: number, era: Era): boolean {
  const parsed = parseEntry(entry, era);
  if (parsed.port && parsed.port !== port) return false;
  if (!era.suffixes)
    return /^[.*]/.test(parsed.host) ? host.endsWith(parsed.host.replace(/^\*/, '')) : host === parsed.host;
  if (!era.stars) return inDomain(host, parsed.host);
  return parsed.host === '*' || (!parsed.isWildcard && host === parsed.host) || isBelow(host, parsed.host);
}

/** Does the list exempt this host (canonical, IPv6 in brackets)? */
function undiciBypass(list: string, hostname: string, port: number, era: Era): Entry | undefined {
  const bare = era.sixes ? hostname.replace(/^\[(.+)\]$/, '$1') : hostname;
  const host = era.dots ? bare.replace(/(?<=.)\.$/, '') : bare;
  if (!era.stars && list === '*') return wholeValue(list);
  return fields(list, /[,\s]/).find(({ entry }) => matches(entry, host, port, era));
}

/** The proxy as the agent reads it; the caller has made sure that it can be built. */
export function readAgent(value: string): Reading {
  const url = parseWhatwg(value);
  if (!url) return { fault: 'url' };
  const credentials =
    url.username === '' && url.password === ''
      ? ''
      : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
  const port = url.port || (url.scheme === 'http' ? '80' : url.scheme === 'https' ? '443' : '1080');
  const scheme = url.scheme === 'socks' ? 'socks5' : url.scheme;
  return { url: `${url.scheme}://${credentials}${url.hostname}:${port}`, scheme };
}

/** The behaviour of one release, for a client that builds on it. */
export function undiciBehaviour(era: Era, name: string, fails: Behaviour['fails']): Behaviour {
  return {
    name,
    fails,
    reads: (target) =>
      target.scheme === 'https'
        ? ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
        : ['http_proxy', 'HTTP_PROXY'],
    startup: (environ, target) => environmentFault(environ, era) ?? (parseWhatwg(target.text) ? undefined : 'target'),
    proxy(environ, target) {
      const https = target.scheme === 'https' ? httpsSetting(environ) : undefined;
      return https?.value ? https : (httpSetting(environ) ?? https);
    },
    list: (environ) => firstSet(environ, ['no_proxy', 'NO_PROXY']),
    bypass: (list, target) => bypassTarget(list, target, era),
    read: readAgent,
  };
}

function bypassTarget(list: string, target: Target, era: Era): Entry | undefined {
  const url = parseWhatwg(target.text);
  return url && undiciBypass(list, url.hostname, Number(url.port) || target.effectivePort, era);
}

const FAILS = { en: 'new EnvHttpProxyAgent() throws', zh: 'new EnvHttpProxyAgent() 会抛出异常' };

const NOTES: Readonly<Record<keyof typeof ERAS, ClientVersion['note']>> = {
  '6.14': { en: '`x` is exactly x', zh: '`x` 只表示 x 本身' },
  '7.22': { en: '`x` and `.x` both cover x and below', zh: '`x` 和 `.x` 都包含 x 及其子域名' },
  '7.23': { en: 'socks5:// proxies', zh: '支持 socks5:// 代理' },
  '8.10.0': { en: 'bare IPv6 addresses', zh: '支持不带方括号的 IPv6 地址' },
  '8.10.2': { en: 'a dot at the end does not count', zh: '忽略末尾的点' },
  '8.11': { en: '`*` counts anywhere, `*.x` leaves out x', zh: '`*` 写在任何位置都有效，`*.x` 不含 x 本身' },
};

const versions: readonly ClientVersion[] = Object.entries(ERAS).map(([since, era]) => ({
  since,
  note: NOTES[since as keyof typeof ERAS],
  decide: decider(undiciBehaviour(era, 'undici', FAILS)),
}));

export const undici: Client = {
  name: 'undici',
  version: '8.12',
  summary: {
    en: 'https falls back to http_proxy; no ALL_PROXY; an empty variable counts. A value without http:// or with a path throws. Commas and spaces separate, `*.x` and ports work, ranges don’t.',
    zh: 'https 会退回使用 http_proxy；不看 ALL_PROXY；空变量也算数。代理值缺少 http:// 或带路径都会抛出异常。逗号和空格都可分隔，支持 `*.x` 和端口，不支持网段。',
  },
  source: 'undici lib/dispatcher/env-http-proxy-agent.js, proxy-agent.js',
  versions,
  decide: decider(undiciBehaviour(ERAS['8.11'], 'undici', FAILS)),
};

export const cases: readonly Case[] = [
  { env: { http_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { http_proxy: '', HTTP_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { https_proxy: 'http://p:1/pac' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'http://u%:w@p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' }, url: 'http://x.test/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' },
    url: 'http://a.x.test/',
    verdict: 'direct',
    entry: '*.x.test',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'x.test' },
    url: 'http://a.x.test/',
    verdict: 'proxy',
    version: '7.21',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'direct', entry: '::1' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'proxy', version: '7.29' },
  { env: { http_proxy: 'http://p:1', no_proxy: 'a *' }, url: 'http://x.test/', verdict: 'direct', entry: '*' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'socks5://p:1' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'error', version: '6.21' },
];
