/** Ruby's Net::HTTP. It resolves the target's name itself, and compares the address as well. */

import type { Text } from '../../core.ts';
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  firstSet,
  type NamedValue,
  type Reading,
} from '../client.ts';
import type { Entry } from '../exemptions/no-proxy.ts';
import { type Ip, ipKind, type Prefix, parseIp, parseIpv4, parseIpv4Legacy, width, within } from '../url/ip.ts';
import type { Target } from '../url/target.ts';
import { isHostName, isPlaceholder } from './hosts.ts';

interface RubyEntry extends Entry {
  readonly name: string;
  readonly port: number | undefined;
}

/** `scan(/([^:,\s]+)(?::(\d+))?/)`: a colon ends an entry, so `::1` is an entry `1`. */
function entries(list: string): RubyEntry[] {
  return [...list.matchAll(/([^:,\s]+)(?::(\d+))?/g)].map((match) => ({
    entry: match[0],
    start: match.index,
    end: match.index + match[0].length,
    name: match[1] ?? '',
    port: match[2] === undefined ? undefined : Number(match[2]),
  }));
}

/** `IPAddr.new(text)`: an address, or a range with a length or a netmask. */
function rangeOf(text: string): Prefix | undefined {
  const [base = '', length] = text.split('/');
  const ip = parseIp(base.replace(/^\[(.*)\]$/, '$1'));
  if (!ip || length === undefined) return ip && { ip, bits: width(ip) };
  const mask = parseIpv4(length);
  const bits = mask && ip.family === 4 ? maskBits(mask) : /^(?:0|[1-9]\d*)$/.test(length) ? Number(length) : undefined;
  return bits === undefined || bits > width(ip) ? undefined : { ip, bits };
}

/** 24 for 255.255.255.0. */
function maskBits(mask: Ip): number {
  return mask.words.map((word) => word.toString(2).replaceAll('0', '').length).reduce((sum, count) => sum + count, 0);
}

function addressOf(target: Target): Ip | undefined {
  return (
    parseIp(target.host.text) ??
    (target.bracketed ? undefined : (parseIpv4(target.host.text) ?? parseIpv4Legacy(target.host.text)))
  );
}

function bypass(list: string, target: Target): Entry | undefined {
  const host = target.host.text.toLowerCase();
  const ip = addressOf(target);
  const found = entries(list).find(({ name, port }) => {
    if (port !== undefined && port !== target.effectivePort) return false;
    const lower = name.toLowerCase();
    if (lower.startsWith('.') ? host.endsWith(lower) : `.${host}`.endsWith(`.${lower}`)) return true;
    const range = ip && rangeOf(name);
    return ip !== undefined && range !== undefined && within(ip, range);
  });
  return found && { entry: found.entry, start: found.start, end: found.end };
}

/** `http_proxy` for https too; `https_proxy` is never read. Under CGI only the lower-case name is trusted. */
function proxySetting(environ: Environ): NamedValue | undefined {
  if (!environ.has('REQUEST_METHOD')) return firstSet(environ, ['http_proxy', 'HTTP_PROXY']);
  const spellings = [...environ.keys()].filter((name) => /^http_proxy$/i.test(name));
  const isTrusted = spellings.length > 1 || (spellings[0] === 'http_proxy' && environ.get('HTTP_PROXY') === undefined);
  return (isTrusted ? firstSet(environ, ['http_proxy']) : undefined) ?? firstSet(environ, ['CGI_HTTP_PROXY']);
}

/** `localhost` and everything in 127/8 and ::1, however it is written. */
function isLoopback(target: Target): boolean {
  const ip = addressOf(target);
  if (ip) return ipKind(ip) === 'loopback';
  return target.host.text.toLowerCase() === 'localhost';
}

/** A name is resolved before it is compared, so an address or a range in the list can exempt any name. */
function uncertain(environ: Environ, target: Target): Text | undefined {
  if (addressOf(target)) return undefined;
  if (/\.localhost\.?$/i.test(target.host.text)) {
    return {
      en: 'Ruby goes direct if the resolver answers this name with a loopback address',
      zh: '如果解析结果是本机地址，Ruby 会直连',
    };
  }
  const list = listOf(environ)?.value ?? '';
  const isAddress = entries(list).some(({ name, port }) => {
    const range = port === undefined || port === target.effectivePort ? rangeOf(name) : undefined;
    return range !== undefined && ipKind(range.ip) !== 'loopback';
  });
  if (!isAddress) return undefined;
  return {
    en: 'Ruby resolves the name first and compares its address with the list',
    zh: 'Ruby 会先解析域名，再用得到的地址与列表比较',
  };
}

const listOf = (environ: Environ): NamedValue | undefined => firstSet(environ, ['no_proxy', 'NO_PROXY']);

const USERINFO = /^(?:%[0-9a-f]{2}|[!$&-.0-;=A-Z_a-z~])*$/i;
const HOST = /^(?:%[0-9a-f]{2}|[!$&-.0-9;=A-Z_a-z~])*$/i;
const TAIL = /^(?:%[0-9a-f]{2}|[!$&-;=?@A-Z_a-z~/#])*$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  ftp: '21',
  ws: '80',
  wss: '443',
  ldap: '389',
};

/** `URI.parse` (RFC 3986, strict), and then an http proxy whatever the scheme says. */
function read(value: string): Reading {
  if (/[\0-\x20\x7f-\uffff"<>\\^`{|}]/.test(value)) return { fault: 'url' };
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(value)?.[0].toLowerCase();
  const rest = scheme === undefined ? value : value.slice(scheme.length + 1);
  if (!rest.startsWith('//')) return withoutAuthority(value, scheme);
  const authority = /^[^/?#]*/.exec(rest.slice(2))?.[0] ?? '';
  const at = authority.indexOf('@');
  const match = /^(\[[0-9a-f:.]*\]|[^:]*)(?::(\d*))?$/i.exec(authority.slice(at + 1));
  const host = match?.[1] ?? '';
  if (!match) return { fault: 'port' };
  if (
    !USERINFO.test(authority.slice(0, Math.max(0, at))) ||
    !(host.startsWith('[') || HOST.test(host)) ||
    !TAIL.test(rest.slice(2 + authority.length))
  )
    return { fault: 'url' };
  const port = match[2] || DEFAULT_PORTS[scheme ?? ''];
  if (port === undefined) return { fault: 'no-port' };
  if (host === '' && port === '80') return { ignored: 'host' };
  if (!isHostName(host.replace(/^\[(.*)\]$/, '$1'))) return { fault: 'host' };
  return { url: `${scheme ?? 'http'}://${authority.slice(0, at + 1)}${host}:${port}`, scheme: 'http' };
}

/** `http:h:1` has no host: the connection goes to port 80 of this machine, which is no proxy. Anything else of the kind has no port either. */
function withoutAuthority(value: string, scheme: string | undefined): Reading {
  if (isPlaceholder(value)) return { fault: 'word' };
  if (scheme === 'http') return { ignored: 'host' };
  return { fault: 'no-scheme' };
}

const behaviour: Behaviour = {
  name: 'ruby',
  fails: { en: 'Ruby raises', zh: 'Ruby 会抛出异常' },
  reads: () => ['http_proxy', 'HTTP_PROXY'],
  proxy: proxySetting,
  list: listOf,
  bypass,
  read,
  isExempt: isLoopback,
  uncertain,
};

export const ruby: Client = {
  name: 'ruby',
  version: '3.1',
  summary: {
    en: 'http_proxy serves https too; https_proxy is ignored. Loopback is never proxied. Names are resolved and their addresses compared. `:` separates entries, so `::1` sends every host ending in .1 direct.',
    zh: 'https 也用 http_proxy，https_proxy 会被忽略。本机地址从不走代理。会先解析域名再比较地址。`:` 也是分隔符，因此 `::1` 会让所有以 .1 结尾的主机直连。',
  },
  source: 'ruby/uri lib/uri/generic.rb (find_proxy, use_proxy?), net-http',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { https_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { http_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { http_proxy: 'http://p:1' }, url: 'http://127.0.0.2/', verdict: 'direct' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://192.168.7.1/', verdict: 'direct', entry: '1' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '10.0.0.0/8' },
    url: 'http://10.1.2.3/',
    verdict: 'direct',
    entry: '10.0.0.0/8',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: '10.0.0.0/8' }, url: 'http://x.test/', verdict: 'unknown' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: 'x.test:80' },
    url: 'http://a.x.test/',
    verdict: 'direct',
    entry: 'x.test:80',
  },
  { env: { http_proxy: 'p:1' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: '', HTTP_PROXY: 'http://p:1' }, url: 'http://x.test/', verdict: 'direct' },
];
