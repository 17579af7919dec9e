/** OpenClaw, without `proxy.proxyUrl` in its own file and with it. */
import { type Behaviour, type Case, type Client, decider, firstFilled } from '../client.ts';
import { isLoopback } from '../url/target.ts';
import { exempting, type ListRules, readValue, type ValueRules } from './measured.ts';

const LISTS: ListRules = {
  spaces: true,
  bareCoversBelow: true,
  dotCoversApex: true,
  stars: true,
  starCoversAddresses: true,
  ranges: true,
  ports: 'any',
  plainSixes: true,
  bracketedSixes: true,
  foldsCase: true,
};

const VALUES: ValueRules = {
  schemeless: false,
  trims: true,
  speaks: { http: 'http', https: 'https', socks5: 'socks5' },
  refusal: 'fault',
};

const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

const behaviour: Behaviour = {
  name: 'openclaw',
  fails: { en: 'OpenClaw’s run fails', zh: 'OpenClaw 运行失败' },
  reads: () => NAMES,
  proxy: (environ) => firstFilled(environ, NAMES),
  list: (environ) => firstFilled(environ, ['no_proxy', 'NO_PROXY']),
  bypass: (list, target) => exempting(LISTS, list, target),
  read: (value) => readValue(VALUES, value),
};

export const openclaw: Client = {
  name: 'openclaw',
  version: '2026.9.6',
  summary: {
    en: 'OpenClaw without proxy.proxyUrl in its own file, which would win. Lower case first; HTTP_PROXY serves https, too; ALL_PROXY is not read. Ranges and lists separated by spaces work.',
    zh: 'OpenClaw 自己的配置里没有 proxy.proxyUrl 时（有则优先）。小写优先；HTTP_PROXY 对 https 也有效；不读 ALL_PROXY。支持网段和空格分隔。',
  },
  source:
    'measured: OpenClaw 2026.9.6 on Node 24.22.3 (14 cells), loopback listeners, 2026-11; its docs/security/network-proxy.md',
  decide: decider(behaviour),
};

/** Values of `proxy.proxyUrl` are http:// or https:// (docs/security/network-proxy.md). */
const MANAGED: ValueRules = { ...VALUES, speaks: { http: 'http', https: 'https' } };

/**
 * OpenClaw whose file sets `proxy.proxyUrl`: everything goes there, whatever NO_PROXY says, but loopback where `loopbackMode` leaves it
 * direct, as it does by default (docs/security/network-proxy.md, 2026.9.6).
 */
export function managedOpenclaw(loopbackMode: string): Client {
  const managed: Behaviour = {
    ...behaviour,
    list: () => undefined,
    isExempt: (target) => loopbackMode !== 'proxy' && isLoopback(target),
    read: (value) => readValue(MANAGED, value),
  };
  return { ...openclaw, decide: decider(managed) };
}

export const cases: readonly Case[] = [
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: '127.0.0.1:3128' }, url: 'https://x.test/', verdict: 'error' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '127.0.0.0/8' }, url: 'http://127.0.0.1:8899/', verdict: 'direct' },
];
