/** curl and everything built on libcurl that leaves the environment to it. */
import {
  type Behaviour,
  type Case,
  type Client,
  type ClientVersion,
  decider,
  type Environ,
  firstFilled,
  type NamedValue,
} from '../client.ts';
import { type Entry, fields, inDomain, isBelow, wholeValue } from '../exemptions/no-proxy.ts';
import { formatIp, type Ip, parseIpv4, parseIpv4Legacy, parseIpv6, sharesPrefix, unmapped, width } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { readCurlProxy } from './curl-url.ts';

/** How a list is cut: at commas and spaces; or a space that no comma follows ends it. */
type Cut = (list: string) => Entry[];

/** A space separates, as a comma does (up to 8.8). */
const atBlanks: Cut = (list) => fields(list, /[,\t ]/);

/** From 8.9 on a space not followed by a comma ends the list: later entries are dropped. */
const untilLooseBlank: Cut = (list) => {
  const entries: Entry[] = [];
  let at = 0;
  while (at < list.length) {
    while (list[at] === ' ' || list[at] === '\t') at++;
    const start = at;
    while (at < list.length && list[at] !== ' ' && list[at] !== '\t' && list[at] !== ',') at++;
    if (at > start) entries.push({ entry: list.slice(start, at), start, end: at });
    while (list[at] === ' ' || list[at] === '\t') at++;
    if (list[at] !== ',') break;
    while (list[at] === ',') at++;
  }
  return entries;
};

/** As `inet_ntop` prints it, with the dotted form of a mapped IPv4 address. */
function dotted(ip: Ip): string {
  const plain = unmapped(ip);
  return plain.family === 4 ? `::ffff:${formatIp(plain)}` : formatIp(ip);
}

/** The host as curl compares it: IPv4 in any notation made canonical, one trailing dot off a name. */
function curlHost(target: Target): { readonly name: string; readonly ip?: Ip } {
  const written = target.host.text;
  if (target.bracketed) {
    const ip = parseIpv6(written);
    return ip ? { name: dotted(ip), ip } : { name: written };
  }
  const ip = parseIpv4(written) ?? parseIpv4Legacy(written);
  if (ip) return { name: written, ip };
  return { name: written.endsWith('.') ? written.slice(0, -1) : written };
}

function matchesName(entry: string, name: string): boolean {
  const undotted = entry.endsWith('.') ? entry.slice(0, -1) : entry;
  const domain = undotted.startsWith('.') ? undotted.slice(1) : undotted;
  return inDomain(name.toLowerCase(), domain.toLowerCase());
}

/** 0 bits, like none, mean the exact address. What is not a number is refused from 8.17 on, and read up to there before. */
function matchesIp(entry: string, ip: Ip, strict: boolean): boolean {
  const slash = entry.indexOf('/');
  const digits = slash < 0 ? '' : entry.slice(slash + 1);
  if (strict && slash >= 0 && !/^\d{1,9}$/.test(digits)) return false;
  const address = slash < 0 ? entry : entry.slice(0, slash);
  const other = ip.family === 4 ? parseIpv4(address) : parseIpv6(address);
  const bits = Number(/^\d{0,9}/.exec(digits)?.[0]) || width(ip);
  return other !== undefined && bits <= width(ip) && sharesPrefix(ip, other, bits);
}

/** `proxy_check_noproxy`: `sixes` says whether IPv6 hosts are compared as addresses, and lengths read strictly (8.17). */
function matcher(cut: Cut, sixes: boolean) {
  return (list: string, target: Target): Entry | undefined => {
    const { name, ip } = curlHost(target);
    if (name === '') return undefined;
    if (list === '*') return wholeValue(list);
    const asAddress = ip && (sixes || ip.family === 4) ? ip : undefined;
    return cut(list).find(({ entry }) => (asAddress ? matchesIp(entry, asAddress, sixes) : matchesName(entry, name)));
  };
}

/** Up to 7.85 names and addresses alike were compared as strings, and only the entry's leading dot was left off. */
function bypassAsStrings(list: string, target: Target): Entry | undefined {
  if (list === '*') return wholeValue(list);
  const name = target.host.text.toLowerCase();
  return atBlanks(list).find(({ entry }) => {
    const domain = (entry.startsWith('.') ? entry.slice(1) : entry).toLowerCase();
    return domain === name || isBelow(name, domain);
  });
}

/** The names curl looks for, in order; http_proxy never in capitals, because a CGI request could set that. */
function curlVariables(scheme: string): readonly string[] {
  const all = ['all_proxy', 'ALL_PROXY'];
  if (scheme === 'http' || scheme === 'ws') return ['http_proxy', ...all];
  if (scheme === 'https' || scheme === 'wss') return ['https_proxy', 'HTTPS_PROXY', ...all];
  return [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`, ...all];
}

const curlNoProxy = (environ: Environ): NamedValue | undefined => firstFilled(environ, ['no_proxy', 'NO_PROXY']);

function behaviour(bypass: Behaviour['bypass'], httpPort: number): Behaviour {
  return {
    name: 'curl',
    fails: { en: 'curl fails', zh: 'curl 会报错' },
    reads: (target) => curlVariables(target.scheme),
    proxy: (environ, target) => firstFilled(environ, curlVariables(target.scheme)),
    list: curlNoProxy,
    bypass,
    read: (value) => readCurlProxy(value, httpPort),
  };
}

export const bypass788 = matcher(atBlanks, false);

const versions: readonly ClientVersion[] = [
  {
    since: '7.0',
    note: { en: 'names and addresses are compared as strings', zh: '主机名和地址一律按字符串比较' },
    decide: decider(behaviour(bypassAsStrings, 1080)),
  },
  {
    since: '7.86',
    note: { en: 'IPv4 ranges are understood', zh: '支持 IPv4 网段' },
    decide: decider(behaviour(bypass788, 1080)),
  },
  {
    since: '8.9',
    note: { en: 'a space without a comma ends the list', zh: '空格后面没有逗号时，列表到此为止' },
    decide: decider(behaviour(matcher(untilLooseBlank, false), 1080)),
  },
  {
    since: '8.17',
    note: { en: 'IPv6 addresses and ranges are understood', zh: '支持 IPv6 地址和网段' },
    decide: decider(behaviour(matcher(untilLooseBlank, true), 1080)),
  },
  {
    since: '8.21',
    note: {
      en: 'an http proxy without a port is at port 80, no longer 1080',
      zh: 'http 代理不写端口时默认为 80，不再是 1080',
    },
    decide: decider(behaviour(matcher(untilLooseBlank, true), 80)),
  },
];

export const curl: Client = {
  name: 'curl',
  version: '8.22',
  summary: {
    en: 'Reads http_proxy in lower case only. A plain name covers its subdomains; `*.x` means nothing; ranges are understood.',
    zh: 'http_proxy 只认小写。写域名即包含子域名；不认 `*.x`；支持网段。',
  },
  source:
    'curl lib/proxy.c (proxy_detect_proxy, proxy_check_noproxy, parse_proxy); before 8.21 lib/url.c, lib/noproxy.c',
  versions,
  decide: decider(behaviour(matcher(untilLooseBlank, true), 80)),
};

export const cases: readonly Case[] = [
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' },
    url: 'http://a.x.test/',
    verdict: 'proxy',
    proxy: 'http://p:1',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'a, .x.test' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: '.x.test',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: 'a x.test' }, url: 'http://x.test/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'a x.test' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: 'x.test',
    version: '8.5',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'fd00::/8' },
    url: 'http://[fd00::7]/',
    verdict: 'direct',
    entry: 'fd00::/8',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'fd00::/8' },
    url: 'http://[fd00::7]/',
    verdict: 'proxy',
    version: '7.88',
  },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '2.3' },
    url: 'http://10.1.2.3/',
    verdict: 'direct',
    entry: '2.3',
    version: '7.85',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: '0.0.0.0/0' }, url: 'http://10.1.2.3/', verdict: 'proxy' },
  { env: { all_proxy: 'socks5h://p' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'socks5h://p:1080' },
  {
    env: { http_proxy: 'http://p' },
    url: 'http://x.test/',
    verdict: 'proxy',
    proxy: 'http://p:1080',
    version: '8.20',
  },
  { env: { http_proxy: 'http://u:p@ss@h:1' }, url: 'http://x.test/', verdict: 'error' },
];
