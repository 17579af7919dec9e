/** reqwest with hyper-util's matcher: uv, and most programs written in Rust. */
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  firstFilled,
  firstSet,
  type NamedValue,
  type Reading,
} from '../client.ts';
import { commaEntries, type Entry, inDomain } from '../exemptions/no-proxy.ts';
import { parseIp, parsePrefix, sameIp, within } from '../url/ip.ts';
import type { Target } from '../url/target.ts';

/** Addresses are compared with address entries only, names with name entries only, so `*` leaves addresses proxied. */
function bypass(list: string, target: Target): Entry | undefined {
  const host = target.host.text;
  const ip = parseIp(host);
  return commaEntries(list).find(({ entry }) => {
    const range = parsePrefix(entry);
    if (range) return ip !== undefined && within(ip, range);
    const address = parseIp(entry);
    if (address || ip) return address !== undefined && ip !== undefined && sameIp(ip, address);
    return entry === '*' || inDomain(host.toLowerCase(), entry.replace(/^\./, '').toLowerCase());
  });
}

/** What the `http` crate allows in an authority. */
const AUTHORITY = /^[!#$&'()*+,\-.0-9:;=?@A-Z[\]_a-z~%]*$/;

/** `http::Uri` and `parse_env_uri`: scheme and authority; undefined for anything it refuses, which is then ignored. */
function parse(value: string): { readonly scheme: string; readonly authority: string } | undefined {
  const written = /^([A-Za-z0-9+.-]{1,64}):\/\//.exec(value);
  const rest = written ? value.slice(written[0].length) : value;
  const stop = rest.search(/[/?#]/);
  const authority = stop < 0 ? rest : rest.slice(0, stop);
  if (
    value === '*' ||
    authority === '' ||
    (!written && stop >= 0) ||
    /[\0-\x20\x7f]/.test(rest) ||
    !AUTHORITY.test(authority)
  )
    return undefined;
  const scheme = written?.[1] ?? 'http';
  // Only http and https are known in capitals too.
  return validAuthority(authority)
    ? { scheme: /^https?$/i.test(scheme) ? scheme.toLowerCase() : scheme, authority }
    : undefined;
}

/** After the last `@`: no `%`, at most one colon outside brackets, brackets in pairs, and not nothing. */
function validAuthority(authority: string): boolean {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const outside = host.replace(/^.*\]/s, '');
  const pairs = /^[^[\]]*(?:\[[^[\]]*\][^[\]]*)?$/.test(authority);
  return host !== '' && pairs && !outside.includes('%') && outside.split(':').length <= 2;
}

const SCHEMES = new Set(['http', 'https', 'socks4', 'socks4a', 'socks5', 'socks5h']);

/** The credentials end at the first `@`. A port is not checked before the connection is made. */
function read(value: string): Reading {
  const url = parse(value);
  if (!url) return { ignored: 'url' };
  if (!SCHEMES.has(url.scheme)) return { ignored: 'scheme' };
  const at = url.authority.indexOf('@');
  const host = url.authority.slice(at + 1);
  const port = /:\d+$/.test(host) ? '' : `:${url.scheme === 'https' ? 443 : url.scheme === 'http' ? 80 : 1080}`;
  return {
    url: `${url.scheme}://${url.authority.slice(0, at + 1)}${host}${host.includes(':') && !host.endsWith(']') ? '' : port}`,
    scheme: url.scheme,
  };
}

type Names = (environ: Environ, names: readonly string[]) => NamedValue | undefined;

/** The proxy for the scheme, or the one for all when that one can't be used. */
function choose(environ: Environ, target: Target, pick: Names): NamedValue | undefined {
  if (target.scheme !== 'http' && target.scheme !== 'https') return undefined;
  const own = pick(environ, [`${target.scheme.toUpperCase()}_PROXY`, `${target.scheme}_proxy`]);
  const isUsable = (setting: NamedValue | undefined): boolean => setting !== undefined && 'url' in read(setting.value);
  const all = pick(environ, ['ALL_PROXY', 'all_proxy']);
  if (isUsable(own)) return own;
  return isUsable(all) ? all : (own ?? all);
}

function behaviour(pick: Names, guard: Behaviour['guard']): Behaviour {
  return {
    name: 'reqwest',
    fails: { en: 'reqwest fails', zh: 'reqwest 会报错' },
    reads: (target) => [`${target.scheme.toUpperCase()}_PROXY`, `${target.scheme}_proxy`, 'ALL_PROXY', 'all_proxy'],
    proxy: (environ, target) => choose(environ, target, pick),
    list: (environ) => pick(environ, ['NO_PROXY', 'no_proxy']),
    bypass,
    read,
    guard,
  };
}

const newest = behaviour(firstSet, (environ) => (environ.has('REQUEST_METHOD') ? { ignored: 'cgi' } : undefined));
const older = behaviour(firstFilled, (environ, target, { name }) =>
  environ.has('REQUEST_METHOD') && target.scheme === 'http' && /^http_proxy$/i.test(name)
    ? { ignored: 'cgi' }
    : undefined,
);

export const reqwest: Client = {
  name: 'reqwest',
  version: '0.12.16',
  summary: {
    en: 'Capitals win, and an empty one hides the lower-case one. Reads ALL_PROXY. What it can’t use it ignores without a word. `x` and `.x` both cover x and below; ranges work; `*` leaves addresses proxied.',
    zh: '大写优先，大写变量为空时会盖住小写的那个。会看 ALL_PROXY。用不了的代理值会被悄悄忽略。`x` 和 `.x` 都包含 x 及其子域名；支持网段；`*` 不含 IP 地址。',
  },
  source: 'hyper-util src/client/proxy/matcher.rs; http crate, uri',
  versions: [
    {
      since: '0.11',
      note: { en: 'an empty variable counts as unset', zh: '空变量视为未设置' },
      decide: decider(older),
    },
    {
      since: '0.12.16',
      note: { en: 'an empty capital variable hides the lower-case one', zh: '大写变量为空时会盖住小写的那个' },
      decide: decider(newest),
    },
  ],
  decide: decider(newest),
};

export const cases: readonly Case[] = [
  {
    env: { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://q:1',
  },
  { env: { https_proxy: 'http://p:1', HTTPS_PROXY: '' }, url: 'https://x.test/', verdict: 'direct' },
  {
    env: { https_proxy: 'http://p:1', HTTPS_PROXY: '' },
    url: 'https://x.test/',
    verdict: 'proxy',
    version: '0.12.15',
  },
  { env: { http_proxy: 'socks://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'SOCKS5://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'HTTP://p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { http_proxy: 'http://p:1', no_proxy: '*' }, url: 'http://10.1.2.3/', verdict: 'proxy' },
  { env: { http_proxy: 'http://p:1', no_proxy: '*' }, url: 'http://x.test/', verdict: 'direct', entry: '*' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'fd00::/8' },
    url: 'http://[fd00::7]/',
    verdict: 'direct',
    entry: 'fd00::/8',
  },
  {
    env: { http_proxy: 'p:1', all_proxy: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://q:1',
  },
  { env: { http_proxy: 'http://p:1', REQUEST_METHOD: 'GET' }, url: 'http://x.test/', verdict: 'direct' },
];
