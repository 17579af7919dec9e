/** CPython's urllib.request (and what it carries: `openai` on Hermes, many scripts). */
import { type Behaviour, type Case, type Client, decider, type Reading } from '../client.ts';
import { toAscii } from '../url/idna.ts';
import type { Target } from '../url/target.ts';
import { isHostName, isPlaceholder } from './hosts.ts';
import { pythonBypass, pythonInt, pythonNames, pythonProxies } from './python.ts';

interface Parsed {
  readonly scheme: string | undefined;
  readonly userinfo: string;
  readonly hostport: string;
}

/** `_parse_proxy`: undefined where it raises (a scheme with a single slash). */
function parse(proxy: string): Parsed | undefined {
  const typed = /^([^/:]+):(.*)$/s.exec(proxy);
  const rest = typed?.[2] ?? proxy;
  if (rest.startsWith('/') && !rest.startsWith('//')) return undefined;
  const scheme = rest.startsWith('/') ? typed?.[1]?.toLowerCase() : undefined;
  const authority = rest.startsWith('/') ? authorityOf(rest) : proxy;
  const at = authority.lastIndexOf('@');
  return { scheme, userinfo: authority.slice(0, at + 1), hostport: unquote(authority.slice(at + 1)) };
}

/** Up to the first `/` after the credentials, so that a raw `/` or `#` in a password is no harm here. */
function authorityOf(rest: string): string {
  const end = rest.indexOf('/', rest.includes('@') ? rest.indexOf('@') : 2);
  return rest.slice(2, end < 0 ? undefined : end);
}

function unquote(text: string): string {
  return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** For https targets the scheme is not looked at: the proxy gets a plain CONNECT, whatever it is. */
function read(value: string, target: Target): Reading {
  if (isPlaceholder(value)) return { fault: 'word' };
  const parsed = parse(value);
  if (!parsed) return { fault: 'url' };
  const scheme = parsed.scheme ?? target.scheme;
  const tunnels = target.scheme === 'https';
  if (!tunnels && scheme !== 'http' && scheme !== 'https') return { fault: 'scheme' };
  const colon = parsed.hostport.lastIndexOf(':');
  const hasPort = colon > parsed.hostport.lastIndexOf(']');
  const host = hasPort ? parsed.hostport.slice(0, colon) : parsed.hostport;
  const digits = hasPort ? parsed.hostport.slice(colon + 1) : '';
  const port = digits === '' ? (tunnels || scheme === 'https' ? 443 : 80) : pythonInt(digits);
  if (port === undefined) return { fault: 'port' };
  if (!isHostName(toAscii(host.replace(/^\[(.*)\]$/, '$1')))) return { fault: 'host' };
  return { url: `${tunnels ? 'http' : scheme}://${parsed.userinfo}${host}:${port}`, scheme: tunnels ? 'http' : scheme };
}

/** The host as urllib compares it: the authority as written, brackets, port and credentials included. */
function netloc(target: Target): string {
  return unquote(target.text.slice((target.schemePart?.end ?? -3) + 3, target.rest.start));
}

const behaviour: Behaviour = {
  name: 'urllib',
  fails: { en: 'urllib raises', zh: 'urllib 会抛出异常' },
  reads: (target) => pythonNames(target.scheme),
  proxy: (environ, target) => pythonProxies(environ).get(target.scheme),
  list: (environ) => pythonProxies(environ).get('no'),
  bypass: (list, target) => pythonBypass(list, netloc(target)),
  read,
  guard: (_environ, _target, setting) => (parse(setting.value) ? undefined : { fault: 'url' }),
};

export const urllib: Client = {
  name: 'urllib',
  version: '3.11',
  summary: {
    en: 'Any case, lower case wins, an empty lower-case variable clears; no ALL_PROXY. `x` and `.x` both cover x and below. IPv6 only in brackets; no ranges.',
    zh: '大小写都认，小写优先，小写变量设为空即清除；不看 ALL_PROXY。`x` 和 `.x` 都包含 x 及其子域名。IPv6 必须带方括号；不支持网段。',
  },
  source: 'CPython Lib/urllib/request.py (getproxies_environment, proxy_bypass_environment, ProxyHandler)',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { Http_Proxy: 'http://p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { http_proxy: '', HTTP_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'proxy' },
  { env: { http_proxy: 'http://p:1', no_proxy: '[::1]' }, url: 'http://[::1]/', verdict: 'direct', entry: '[::1]' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'x.test:81' },
    url: 'http://x.test:81/',
    verdict: 'direct',
    entry: 'x.test:81',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: 'x.test:80' }, url: 'http://x.test/', verdict: 'proxy' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'http://u:p/s#s@p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://u:p/s#s@p:1' },
  { env: { HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, url: 'http://x.test/', verdict: 'direct' },
];
