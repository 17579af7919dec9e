/** Bun's fetch, its node:http and its WebSocket, which differ; and opencode, which is a program of Bun 1.3. */
import {
  type Behaviour,
  type Case,
  type Client,
  type Decide,
  decider,
  type Environ,
  firstFilled,
  type NamedValue,
} from '../client.ts';
import type { Target } from '../url/target.ts';
import { exempting, type ListRules, readValue, type ValueRules } from './measured.ts';
import { nodeHttp } from './node-http.ts';

const LISTS_13: ListRules = {
  spaces: false,
  bareCoversBelow: true,
  dotCoversApex: true,
  stars: false,
  starCoversAddresses: true,
  ranges: false,
  ports: 'written',
  plainSixes: false,
  bracketedSixes: true,
  foldsCase: true,
};

const LISTS_14: ListRules = {
  ...LISTS_13,
  spaces: true,
  stars: true,
  starCoversApex: true,
  dropsLastDot: true,
  ranges: true,
  ports: 'any',
  plainSixes: true,
};

const VALUES_14: ValueRules = {
  schemeless: true,
  trims: false,
  speaks: { http: 'http', https: 'https' },
  refusal: 'fault',
};

const VALUES_13: ValueRules = { ...VALUES_14, exactScheme: true, needsPassword: true };

const own = ({ scheme }: Target): readonly string[] =>
  /^(?:https?|wss?)$/.test(scheme)
    ? [`${scheme.replace('ws', 'http')}_proxy`, `${scheme.replace('ws', 'http').toUpperCase()}_PROXY`]
    : [];
const ALL = ['all_proxy', 'ALL_PROXY'] as const;

/** ALL_PROXY comes last; `socks5://` and other protocols there are skipped, what is not a URL at all is not. */
function allSetting(environ: Environ): NamedValue | undefined {
  const setting = firstFilled(environ, ALL);
  const reading = setting && readValue(VALUES_14, setting.value);
  return reading && 'fault' in reading && reading.fault === 'scheme' ? undefined : setting;
}

/** How a version of Bun reads the environment. */
interface Era {
  readonly lists: ListRules;
  readonly values: ValueRules;
  readonly hasAll: boolean;
}

const ERA_14: Era = { lists: LISTS_14, values: VALUES_14, hasAll: true };
const ERA_13: Era = { lists: LISTS_13, values: VALUES_13, hasAll: false };

function behaviour(name: string, { lists, values, hasAll }: Era): Behaviour {
  return {
    name,
    fails: { en: `${name} fails`, zh: `${name} 会报错` },
    reads: (target) => (hasAll ? [...own(target), ...ALL] : own(target)),
    proxy: (environ, target) => firstFilled(environ, own(target)) ?? (hasAll ? allSetting(environ) : undefined),
    list: (environ) => firstFilled(environ, ['no_proxy', 'NO_PROXY']),
    bypass: (list, target) => exempting(lists, list, target),
    // Bun 1.4 takes `//host:port` for http.
    read: (value) => readValue(values, hasAll ? value.replace(/^\/\//, '') : value),
  };
}

const fetch14 = decider(behaviour('bun', ERA_14));
const fetch13 = decider(behaviour('bun', ERA_13));
const http13 = decider(behaviour('bun-http', ERA_13));

const SOURCE = 'measured: Bun 1.3.14 and 1.4.5, loopback listeners, 2026-11';
const SINCE_13 = {
  en: 'ALL_PROXY is not read; `*.x`, ranges, `::1` and lists separated by spaces are not known',
  zh: '不读 ALL_PROXY；不认 `*.x`、网段、`::1` 和用空格分隔的列表',
};

export const bun: Client = {
  name: 'bun',
  version: '1.4.5',
  summary: {
    en: 'Bun’s fetch. Lower case first. `x`, `.x` and `*.x` cover what is below x; ranges, ports and lists separated by spaces work. No SOCKS. A value without http:// is an http proxy.',
    zh: 'Bun 的 fetch。小写优先。`x`、`.x`、`*.x` 都包含 x 的子域名；支持网段、端口和用空格分隔的列表。不支持 SOCKS。没写 http:// 的值按 http 代理处理。',
  },
  source: SOURCE,
  versions: [
    { since: '1.3', note: SINCE_13, decide: fetch13 },
    {
      since: '1.4',
      note: {
        en: 'reads ALL_PROXY, `*.x`, ranges and lists separated by spaces',
        zh: '会读 ALL_PROXY，支持 `*.x`、网段和空格分隔',
      },
      decide: fetch14,
    },
  ],
  decide: fetch14,
};

const NEVER_HTTP = {
  en: 'Bun 1.4’s node:http reads no proxy variable without NODE_USE_ENV_PROXY=1 (Bun 1.3 did)',
  zh: 'Bun 1.4 的 node:http 不读代理变量，除非设置 NODE_USE_ENV_PROXY=1（Bun 1.3 会读）',
};

/** Other protocols than http(s) are skipped, where Node would not start; so is a path after the port. */
const asNodeTakesIt = (environ: Environ): Environ =>
  new Map(
    [...environ].flatMap(([name, value]): [string, string][] => {
      if (!/^(?:https?|all)_proxy$/i.test(name)) return [[name, value]];
      if (/^[a-z][a-z0-9+.-]*:/i.test(value) && !/^https?:/i.test(value)) return [];
      return [[name, value.replace(/^(https?:\/\/[^/]*\/).*$/i, '$1')]];
    }),
  );

/** axios, ws and all that is built on node:http: since Bun 1.4 only with Node's own switch, and then as in Node. */
const http14: Decide = (environ, target) =>
  environ.get('NODE_USE_ENV_PROXY') === '1'
    ? nodeHttp.decide(asNodeTakesIt(environ), target)
    : { verdict: 'direct', nearMisses: [], why: NEVER_HTTP };

export const bunHttp: Client = {
  name: 'bun-http',
  version: '1.4.5',
  summary: {
    en: 'Bun’s node:http and node:https, which axios and ws use. Bun 1.4 reads proxy variables only with NODE_USE_ENV_PROXY=1, then as Node does; Bun 1.3 as its fetch.',
    zh: 'Bun 的 node:http 和 node:https，axios、ws 都用它。Bun 1.4 仅在 NODE_USE_ENV_PROXY=1 时读代理变量，规则同 Node；Bun 1.3 与它的 fetch 相同。',
  },
  source: SOURCE,
  versions: [
    { since: '1.3', note: SINCE_13, decide: http13 },
    { since: '1.4', note: NEVER_HTTP, decide: http14 },
  ],
  decide: http14,
};

export const bunWebSocket: Client = {
  name: 'bun-websocket',
  version: '1.4.5',
  summary: {
    en: 'Bun’s WebSocket: it never uses a proxy variable.',
    zh: 'Bun 的 WebSocket：从不使用代理变量。',
  },
  source: SOURCE,
  decide: () => ({
    verdict: 'direct',
    nearMisses: [],
    why: { en: 'Bun’s WebSocket reads no proxy variable', zh: 'Bun 的 WebSocket 不读代理变量' },
  }),
};

export const opencode: Client = {
  name: 'opencode',
  version: '1.18.33',
  summary: {
    en: 'As Bun 1.3’s fetch: lower case first, no ALL_PROXY, no SOCKS. `x` and `.x` cover what is below x; `*.x`, ranges, `::1` and lists separated by spaces are not known.',
    zh: '同 Bun 1.3 的 fetch：小写优先，不读 ALL_PROXY，不支持 SOCKS。`x`、`.x` 包含 x 的子域名；不认 `*.x`、网段、`::1` 和空格分隔。',
  },
  source: 'measured: opencode 1.18.33 (Bun 1.3.14), loopback listeners, 2026-11',
  decide: decider(behaviour('opencode', ERA_13)),
};

export const cases: readonly Case[] = [
  { env: { ALL_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct', version: '1.3' },
  { env: { ALL_PROXY: 'socks5://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'socks5://p:1' }, url: 'https://x.test/', verdict: 'error' },
  { env: { HTTPS_PROXY: '127.0.0.1:3128' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://127.0.0.1:3128' },
  {
    env: { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://q:1',
  },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.x.test' },
    url: 'https://a.x.test/',
    verdict: 'direct',
    entry: '*.x.test',
  },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.x.test' },
    url: 'https://a.x.test/',
    verdict: 'proxy',
    version: '1.3',
  },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.x.test' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test.' }, url: 'https://a.x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test.' }, url: 'https://x.test/', verdict: 'proxy', version: '1.3' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*x.test' }, url: 'https://x.test/', verdict: 'proxy' },
  { env: { HTTPS_PROXY: '//p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { ALL_PROXY: 'http//p:1' }, url: 'https://x.test/', verdict: 'error' },
  { env: { HTTPS_PROXY: 'HTTP://p:1' }, url: 'https://x.test/', verdict: 'proxy' },
  { env: { HTTPS_PROXY: 'HTTP://p:1' }, url: 'https://x.test/', verdict: 'error', version: '1.3' },
  { env: { HTTPS_PROXY: 'http://me@p:1' }, url: 'https://x.test/', verdict: 'error', version: '1.3' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '127.0.0.0/8' }, url: 'http://127.0.0.1:8899/', verdict: 'direct' },
  {
    env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '127.0.0.0/8' },
    url: 'http://127.0.0.1:8899/',
    verdict: 'proxy',
    version: '1.3',
  },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '::1' }, url: 'http://[::1]:8899/', verdict: 'proxy', version: '1.3' },
  {
    env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '[::1]' },
    url: 'http://[::1]:8899/',
    verdict: 'direct',
    version: '1.3',
  },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test:443' }, url: 'https://x.test/', verdict: 'direct' },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test:443' },
    url: 'https://x.test/',
    verdict: 'proxy',
    version: '1.3',
  },
];
