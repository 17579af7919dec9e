/** aiohttp with `trust_env=True`; without it no variable is read at all. */
import { type Behaviour, type Case, type Client, decider, type Environ, type Reading } from '../client.ts';
import { toAscii, toUnicode } from '../url/idna.ts';
import { formatIp, parseIpv6 } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { isHostName } from './hosts.ts';
import { pythonBypass, pythonInt, pythonNames, pythonProxies } from './python.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443, ftp: 21 };

interface Url {
  readonly scheme: string;
  readonly userinfo: string;
  readonly host: string;
  readonly port: number | undefined;
}

/** `yarl.URL(value)`; a fault where it raises. A value without a scheme is a path, and has no host. */
function parse(value: string): Url | 'port' | 'host' {
  const input = value.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '');
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*(?=:)/.exec(input)?.[0] ?? '';
  const rest = scheme === '' ? input : input.slice(scheme.length + 1);
  const netloc = rest.startsWith('//') ? (/^[^/?#]*/.exec(rest.slice(2))?.[0] ?? '') : '';
  if (netloc.includes('[') !== netloc.includes(']') || netloc.includes('\\')) return 'host';
  if (/[^\0-\x7f]/.test(netloc) && /[/?#@:]/.test(netloc.replace(/[/?#@:]/g, '').normalize('NFKC'))) return 'host';
  const at = netloc.lastIndexOf('@');
  const hostPort = netloc.slice(at + 1);
  const close = hostPort.startsWith('[') ? hostPort.indexOf(']') : -1;
  const host = close >= 0 ? hostPort.slice(1, close) : (hostPort.split(':')[0] ?? '');
  if (close >= 0 && !parseIpv6(host.split('%', 1)[0] ?? '')) return 'host';
  const digits = close >= 0 ? hostPort.slice(close + 1).replace(/^:/, '') : hostPort.slice(host.length + 1);
  const port = digits === '' ? undefined : pythonInt(digits);
  if (digits !== '' && (port === undefined || port < 0 || port > 65535)) return 'port';
  const lower = scheme.toLowerCase();
  if (netloc !== '' && host === '' && lower in DEFAULT_PORTS) return 'host';
  return { scheme: lower, userinfo: netloc.slice(0, at + 1), host, port: port ?? DEFAULT_PORTS[lower] };
}

/** `URL.host`: without brackets, IPv6 in its canonical form, `xn--` decoded. */
function comparedHost(target: Target): string {
  const ip = parseIpv6(target.host.text);
  return ip ? formatIp(ip) : toUnicode(target.host.text);
}

/** All four are parsed before one is chosen, so a broken https_proxy fails http requests too. */
function brokenOne(environ: Environ): 'port' | 'host' | undefined {
  const proxies = pythonProxies(environ);
  for (const scheme of ['http', 'https', 'ws', 'wss']) {
    const setting = proxies.get(scheme);
    const parsed = setting && parse(setting.value);
    if (typeof parsed === 'string') return parsed;
  }
  return undefined;
}

function read(value: string): Reading {
  const url = parse(value);
  if (typeof url === 'string') return { fault: url };
  if (url.scheme === 'https' || url.scheme === 'wss') return { ignored: 'tls-proxy' };
  if (url.host === '') return { fault: url.scheme === '' ? 'no-scheme' : 'host' };
  if (url.port === undefined) return { fault: 'no-port' };
  if (!isHostName(toAscii(url.host))) return { fault: 'host' };
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return { url: `${url.scheme}://${url.userinfo}${host}:${url.port}`, scheme: 'http' };
}

const behaviour: Behaviour = {
  name: 'aiohttp',
  fails: { en: 'aiohttp raises', zh: 'aiohttp 会抛出异常' },
  reads: (target) => pythonNames(target.scheme),
  proxy: (environ, target) => pythonProxies(environ).get(target.scheme),
  list: (environ) => pythonProxies(environ).get('no'),
  bypass: (list, target) => pythonBypass(list, comparedHost(target)),
  read,
  startup(environ, target) {
    const list = pythonProxies(environ).get('no');
    return list && pythonBypass(list.value, comparedHost(target)) ? undefined : brokenOne(environ);
  },
};

export const aiohttp: Client = {
  name: 'aiohttp',
  version: '3.14',
  summary: {
    en: 'Only with trust_env=True. As urllib, with bare IPv6 addresses and never a port. https:// proxies are ignored with a warning, SOCKS proxies spoken to as http.',
    zh: '仅在 trust_env=True 时读取。与 urllib 相近，但 IPv6 不带方括号，条目里的端口一律无效。https:// 代理会被忽略（仅有警告），SOCKS 代理会被当作 http 代理使用。',
  },
  source: 'aiohttp 3.14 helpers.py (proxies_from_env, get_env_proxy_for_url); yarl',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'direct', entry: '::1' },
  { env: { http_proxy: 'http://p:1', no_proxy: 'x.test:81' }, url: 'http://x.test:81/', verdict: 'proxy' },
  { env: { http_proxy: 'https://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'socks5://p:1' },
  { env: { all_proxy: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
];
