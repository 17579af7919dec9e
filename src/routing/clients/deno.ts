/** Deno's fetch and WebSocket, which read the environment as reqwest does with differences; and its node:http, which reads nothing. */
import { type Behaviour, type Case, type Client, decider, firstFilled, firstSet } from '../client.ts';
import type { Target } from '../url/target.ts';
import { exempting, type ListRules, readValue, type ValueRules } from './measured.ts';

const LISTS: ListRules = {
  spaces: false,
  bareCoversBelow: true,
  dotCoversApex: true,
  stars: false,
  starCoversAddresses: false,
  ranges: true,
  ports: 'unknown',
  plainSixes: true,
  bracketedSixes: false,
  foldsCase: false,
};

const VALUES: ValueRules = {
  schemeless: true,
  trims: false,
  needsPassword: true,
  speaks: { http: 'http', https: 'https', socks5: 'socks5', socks5h: 'socks5h' },
  refusal: 'ignored',
};

const ALL = ['ALL_PROXY', 'all_proxy'] as const;
const own = ({ scheme }: Target): readonly string[] => {
  const base = scheme.replace('ws', 'http');
  return base === 'http' || base === 'https' ? [`${base.toUpperCase()}_PROXY`, `${base}_proxy`] : [];
};

const behaviour: Behaviour = {
  name: 'deno',
  fails: { en: 'Deno fails', zh: 'Deno 会报错' },
  reads: (target) => [...ALL, ...own(target)],
  proxy: (environ, target) => firstFilled(environ, ALL) ?? firstFilled(environ, own(target)),
  list: (environ) => firstSet(environ, ['NO_PROXY', 'no_proxy']),
  bypass: (list, target) => exempting(LISTS, list, target),
  read: (value) => readValue(VALUES, value),
};

const SOURCE = 'measured: Deno 2.9.6, loopback listeners, 2026-11';

export const deno: Client = {
  name: 'deno',
  version: '2.9.6',
  summary: {
    en: 'Deno’s fetch and WebSocket. ALL_PROXY wins over the others, capitals over lower case. `x` and `.x` cover what is below x, compared in the written case; ranges work; `*` leaves addresses proxied. What it cannot use it ignores without a word.',
    zh: 'Deno 的 fetch 和 WebSocket。ALL_PROXY 优先于其他变量，大写优先。`x`、`.x` 包含 x 的子域名，区分大小写；支持网段；`*` 不含 IP 地址。用不了的值会被悄悄忽略。',
  },
  source: SOURCE,
  decide: decider(behaviour),
};

export const denoHttp: Client = {
  name: 'deno-http',
  version: '2.9.6',
  summary: {
    en: 'Deno’s node:http: it never uses a proxy variable.',
    zh: 'Deno 的 node:http：从不使用代理变量。',
  },
  source: SOURCE,
  decide: () => ({
    verdict: 'direct',
    nearMisses: [],
    why: { en: 'Deno’s node:http reads no proxy variable', zh: 'Deno 的 node:http 不读代理变量' },
  }),
};

export const cases: readonly Case[] = [
  {
    env: { HTTPS_PROXY: 'http://p:1', ALL_PROXY: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://q:1',
  },
  {
    env: { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://p:1',
  },
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'socks5://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'socks5://p:1' },
  { env: { HTTPS_PROXY: 'http://me@p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '', no_proxy: 'x.test' }, url: 'https://x.test/', verdict: 'proxy' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test.' }, url: 'https://x.test/', verdict: 'proxy' },
  { env: { HTTPS_PROXY: 'socks://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: ' http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'X.TEST' }, url: 'https://x.test/', verdict: 'proxy' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.x.test' }, url: 'https://a.x.test/', verdict: 'proxy' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '*' }, url: 'http://127.0.0.1:8899/', verdict: 'proxy' },
  {
    env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8' },
    url: 'http://10.1.2.3/',
    verdict: 'direct',
    entry: '10.0.0.0/8',
  },
];
