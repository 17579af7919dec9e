/** Node's `http.get` and `https.get` with NODE_USE_ENV_PROXY=1: another matcher than its own fetch. */
import { type Behaviour, type Case, type Client, decider, firstFilled } from '../client.ts';
import { commaEntries, type Entry } from '../exemptions/no-proxy.ts';
import { parseIpv4 } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { parseWhatwg } from '../url/whatwg.ts';
import { NODE_ERAS, NODE_FAILS, nodeStartupFault, OPENER } from './node-fetch.ts';
import { type Era, readAgent } from './undici.ts';

/** `a-b`: both ends IPv4. */
function inRange(entry: string, host: string): boolean {
  const ip = parseIpv4(host);
  const [from, to] = entry.split('-').map((part) => parseIpv4(part.trim()));
  if (!ip || !from || !to) return false;
  const value = ({ words }: typeof ip): number => (words[0] ?? 0) * 65536 + (words[1] ?? 0);
  return value(ip) >= value(from) && value(ip) <= value(to);
}

/** `ProxyConfig.shouldUseProxy`. Up to Node 22 a `.x` entry matched without a label boundary. */
function bypass(list: string, target: Target, boundary: boolean): Entry | undefined {
  const url = parseWhatwg(target.text);
  if (!url) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const withPort = `${host}:${url.port || target.effectivePort}`;
  return commaEntries(list).find((item) => {
    const entry = item.entry.toLowerCase();
    if (entry === '*' || entry === host || entry === withPort) return true;
    if (entry.startsWith('.')) {
      const suffix = entry.slice(1);
      if (host === suffix || (host.endsWith(suffix) && (!boundary || host.at(-suffix.length - 1) === '.'))) return true;
    }
    if (entry.startsWith('*.') && host.endsWith(entry.slice(1))) return true;
    return entry.includes('-') && inRange(entry, host);
  });
}

const names = (scheme: string): readonly string[] =>
  scheme === 'http' || scheme === 'https' ? [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`] : [];

function behaviour(era: Era, boundary: boolean): Behaviour {
  return {
    name: 'node-http',
    fails: NODE_FAILS,
    reads: (target) => names(target.scheme),
    startup: (environ, target) => nodeStartupFault(environ, era) ?? (parseWhatwg(target.text) ? undefined : 'target'),
    proxy: (environ, target) => firstFilled(environ, names(target.scheme)),
    list: (environ) => firstFilled(environ, ['no_proxy', 'NO_PROXY']),
    bypass: (list, target) => bypass(list, target, boundary),
    read: (value) => (/^https?:\/\//.test(value) ? readAgent(value) : { ignored: 'scheme' }),
  };
}

export const nodeHttp: Client = {
  name: 'node-http',
  opener: OPENER,
  version: '24.21',
  summary: {
    en: 'Only with NODE_USE_ENV_PROXY=1. No fall-back from https to http_proxy. `x` is exactly x; `.x` covers x and below, `*.x` below; ranges only as a-b. Anything but http(s):// is ignored.',
    zh: '仅在 NODE_USE_ENV_PROXY=1 时读取。https 不会退回使用 http_proxy。`x` 只表示 x 本身；`.x` 包含 x 及其子域名，`*.x` 只含子域名；网段只能写成 a-b。http(s):// 以外的代理会被忽略。',
  },
  source: 'Node lib/internal/http.js (parseProxyConfigFromEnv, ProxyConfig.shouldUseProxy)',
  versions: NODE_ERAS.map(([since, era]) => ({
    since,
    note:
      since === '22'
        ? { en: '`.x.test` also covers notx.test', zh: '`.x.test` 会误配到 notx.test' }
        : { en: '`.x` matches at label boundaries', zh: '`.x` 按域名分段边界匹配' },
    decide: decider(behaviour(era, since !== '22')),
  })),
  decide: decider(behaviour(NODE_ERAS[1]?.[1] as Era, true)),
};

export const cases: readonly Case[] = [
  { env: { http_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'http://p:1', no_proxy: 'x.test' }, url: 'http://a.x.test/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '.x.test' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: '.x.test',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '.x.test' },
    url: 'http://notx.test/',
    verdict: 'direct',
    version: '22',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'x.test:80' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: 'x.test:80',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: '10.1.2.0-10.1.2.9' }, url: 'http://10.1.2.3/', verdict: 'direct' },
  { env: { http_proxy: 'http:p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'direct' },
];
