/** git over http and https: it reads the variables itself and hands host and port to libcurl. */
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  type Fault,
  firstSet,
  type NamedValue,
  type Reading,
} from '../client.ts';
import type { Target } from '../url/target.ts';
import { bypass788 } from './curl.ts';
import { curlHostPort } from './curl-url.ts';
import { isPlaceholder } from './hosts.ts';

const TYPES: readonly (readonly [string, string, number])[] = [
  ['socks5h', 'socks5h', 1080],
  ['socks5', 'socks5', 1080],
  ['socks4a', 'socks4a', 1080],
  ['socks', 'socks4', 1080],
  ['https', 'https', 443],
];

interface Parsed {
  readonly userinfo: string;
  readonly hostPort: string;
}

/** `credential_from_url`: the authority, cut at its first `@`. */
function parse(value: string): Parsed {
  const mark = value.indexOf('://');
  const body = mark < 0 ? value : value.slice(mark + 3);
  const stop = body.search(/[/?#]/);
  const authority = stop < 0 ? body : body.slice(0, stop);
  const at = authority.indexOf('@');
  return { userinfo: authority.slice(0, at + 1), hostPort: authority.slice(at + 1) };
}

/**
 * The kind of proxy is decided by what the value begins with; anything unknown is spoken to as an http proxy. Only host
 * and port reach libcurl, so a space before them does no harm, and an empty host switches the proxy off.
 */
function read(value: string): Reading {
  const { userinfo, hostPort } = parse(value);
  if (hostPort === '') return { ignored: 'host' };
  if (/[\0-\x20\x7f]/.test(hostPort)) return { fault: 'blank' };
  if (isPlaceholder(value)) return { fault: 'word' };
  const found = curlHostPort(hostPort, false);
  if ('fault' in found) return found;
  const [, scheme, port] = TYPES.find(([prefix]) => value.startsWith(prefix)) ?? ['', 'http', 1080];
  return { url: `${scheme}://${userinfo}${found.host}:${found.port ?? port}`, scheme };
}

/** Before the list is looked at: no scheme before `://`, a line break, and a user without a password are fatal. */
function guard(_environ: Environ, _target: Target, { value }: NamedValue): { readonly fault: Fault } | undefined {
  if (value.startsWith('://')) return { fault: 'url' };
  const { userinfo, hostPort } = parse(value);
  if (userinfo.includes('\n') || hostPort.includes('\n')) return { fault: 'blank' };
  return userinfo !== '' && !userinfo.includes(':') ? { fault: 'prompt' } : undefined;
}

const own = (scheme: string): readonly string[] =>
  scheme === 'https' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy'];
const ALL = ['all_proxy', 'ALL_PROXY'] as const;

const behaviour: Behaviour = {
  name: 'git',
  fails: { en: 'git fails', zh: 'git 会报错' },
  reads: (target) => [...own(target.scheme), ...ALL],
  proxy: (environ, target) => firstSet(environ, own(target.scheme)) ?? firstSet(environ, ALL),
  list: (environ) => firstSet(environ, ['no_proxy', 'NO_PROXY']),
  bypass: bypass788,
  read,
  guard,
};

export const git: Client = {
  name: 'git',
  version: '2.39',
  summary: {
    en: 'As curl 7.88, except that a variable set to nothing counts: it switches the proxy off, or the list.',
    zh: '与 curl 7.88 相同，但设为空的变量也算数：会关掉代理，或清空列表。',
  },
  source: 'git 2.39 http.c (get_curl_handle, var_override), linked with libcurl 7.88',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { https_proxy: '', HTTPS_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { https_proxy: '', all_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '', NO_PROXY: 'x.test' },
    url: 'http://x.test/',
    verdict: 'proxy',
    proxy: 'http://p:1',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'a x.test' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: 'x.test',
  },
  { env: { http_proxy: 'http://p' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://p:1080' },
  { env: { http_proxy: 'socks://p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'socks4://p:1' },
  { env: { http_proxy: 'http://user@p:1' }, url: 'http://x.test/', verdict: 'error' },
];
