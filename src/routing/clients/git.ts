/** git over http and https: it reads the variables itself and hands host and port to libcurl. */
import { type Behaviour, type Client, decider, firstSet, type Reading } from '../client.ts';
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

/** The kind of proxy is decided by what the value begins with; anything unknown is spoken to as an http proxy. */
function read(value: string): Reading {
  if (/[\0-\x20\x7f]/.test(value)) return { fault: 'blank' };
  if (isPlaceholder(value)) return { fault: 'word' };
  const mark = value.indexOf('://');
  if (mark === 0) return { fault: 'host' };
  const body = mark < 0 ? value : value.slice(mark + 3);
  const stop = body.search(/[/?#]/);
  const authority = stop < 0 ? body : body.slice(0, stop);
  const at = authority.indexOf('@');
  const hostPort = curlHostPort(authority.slice(at + 1), false);
  if ('fault' in hostPort) return hostPort;
  const [, scheme, port] = TYPES.find(([prefix]) => value.startsWith(prefix)) ?? ['', 'http', 1080];
  return { url: `${scheme}://${authority.slice(0, at + 1)}${hostPort.host}:${hostPort.port ?? port}`, scheme };
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
  cases: [
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
  ],
};
