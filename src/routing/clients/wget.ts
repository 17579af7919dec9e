/** GNU Wget 1.x. */
import { type Behaviour, type Case, type Client, decider, firstFilled, type Reading } from '../client.ts';
import { type Entry, isBelow } from '../exemptions/no-proxy.ts';
import { toAscii } from '../url/idna.ts';
import { parseIpv6 } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { isHostName, isPlaceholder } from './hosts.ts';

/**
 * `sepstring`: at commas; spaces are skipped after a comma only, so a leading space and one before a comma stay. Empty
 * entries stay too, and match names that end in a dot.
 */
function split(list: string): Entry[] {
  const entries: Entry[] = [];
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    if (at < list.length && list[at] !== ',') continue;
    entries.push({ entry: list.slice(start, at), start, end: at });
    start = at + 1;
    while (/[ \t\n\v\f\r]/.test(list[start] ?? '')) start++;
    at = start - 1;
    if (start > list.length) break;
  }
  return entries;
}

/** `sufmatch`: a suffix at a label boundary, or any suffix that begins with a dot. */
function bypass(list: string, target: Target): Entry | undefined {
  const host = target.host.text.toLowerCase();
  return split(list).find(({ entry }) => {
    const domain = entry.toLowerCase();
    return host === domain || isBelow(host, domain) || (domain.startsWith('.') && host.endsWith(domain));
  });
}

/** `rewrite_shorthand_url`: `host`, `host:port` and `host/path` get `http://`; `host:word` becomes ftp. */
function withScheme(value: string): string | undefined {
  if (/^(?:https?|ftps?):\/\//i.test(value)) return value;
  const at = value.search(/[:/]/);
  if (at === 0 || value.startsWith('://', at)) return undefined;
  if (at > 0 && value[at] === ':' && !/^:\d+(?:\/|$)/.test(value.slice(at))) return `ftp://${value}`;
  return `http://${value}`;
}

/** Only http proxies; for an https target an https one as well. */
function read(value: string, target: Target): Reading {
  if (isPlaceholder(value)) return { fault: 'word' };
  const url = withScheme(value);
  if (url === undefined) return { fault: /^[a-z0-9+.-]+:\/\//i.test(value) ? 'scheme' : 'url' };
  const scheme = url.slice(0, url.indexOf(':')).toLowerCase();
  if (scheme !== 'http' && scheme !== target.scheme) return { fault: 'scheme' };
  const body = url.slice(scheme.length + '://'.length);
  const mark = body.search(/[@/?#;]/);
  const userinfo = mark >= 0 && body[mark] === '@' ? body.slice(0, mark + 1) : '';
  if (/^[:@]/.test(userinfo)) return { fault: 'url' };
  const match = /^(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?/.exec(body.slice(userinfo.length));
  const host = match?.[1] ?? '';
  const port = match?.[2] ?? '';
  if (!/^\d*$/.test(port) || Number(port) > 65535) return { fault: 'port' };
  const isValid = host.startsWith('[') ? parseIpv6(host.slice(1, -1)) !== undefined : isHostName(toAscii(host));
  return isValid
    ? { url: `${scheme}://${userinfo}${host}:${port || (scheme === 'https' ? 443 : 80)}`, scheme }
    : { fault: 'host' };
}

const names = (scheme: string): readonly string[] =>
  scheme === 'http' || scheme === 'https' || scheme === 'ftp' ? [`${scheme}_proxy`] : [];

const behaviour: Behaviour = {
  name: 'wget',
  fails: { en: 'wget fails', zh: 'wget 会报错' },
  reads: (target) => names(target.scheme),
  proxy: (environ, target) => firstFilled(environ, names(target.scheme)),
  list: (environ) => firstFilled(environ, ['no_proxy']),
  bypass,
  read,
};

export const wget: Client = {
  name: 'wget',
  version: '1.21',
  summary: {
    en: 'Reads lower case only, list included, and no ALL_PROXY. Only http:// proxies, and https:// ones for https. `x` covers its subdomains, `.x` leaves out `x`.',
    zh: '变量（包括 no_proxy）只认小写，不看 ALL_PROXY，只支持 http:// 代理（访问 https 时也支持 https:// 代理）。`x` 包含子域名，`.x` 不含 `x` 本身。',
  },
  source:
    'wget 1.21 src/retr.c (getproxy), src/host.c (sufmatch), src/utils.c (sepstring), src/url.c (rewrite_shorthand_url)',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { HTTPS_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  {
    env: { https_proxy: 'http://p:1', NO_PROXY: 'x.test' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://p:1',
  },
  { env: { http_proxy: 'p:1', no_proxy: '.x.test' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  {
    env: { http_proxy: 'p:1', no_proxy: 'a, .x.test' },
    url: 'http://a.x.test/',
    verdict: 'direct',
    entry: '.x.test',
  },
  { env: { http_proxy: 'p:1', no_proxy: ' x.test' }, url: 'http://x.test/', verdict: 'proxy' },
  { env: { http_proxy: 'p:1', no_proxy: '2.3' }, url: 'http://10.1.2.3/', verdict: 'direct', entry: '2.3' },
  { env: { http_proxy: 'socks5://p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'https://p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { https_proxy: 'https://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'https://p:1' },
];
