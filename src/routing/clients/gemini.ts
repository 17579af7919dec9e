/** Gemini CLI: one proxy for all requests, made when the program starts. */
import { type Behaviour, type Case, type Client, decider, firstFilled } from '../client.ts';
import { exempting, type ListRules, readValue, type ValueRules } from './measured.ts';

const LISTS: ListRules = {
  spaces: true,
  bareCoversBelow: false,
  dotCoversApex: false,
  stars: true,
  starCoversAddresses: true,
  ranges: false,
  ports: 'any',
  plainSixes: false,
  bracketedSixes: true,
  foldsCase: true,
};

const VALUES: ValueRules = {
  schemeless: false,
  trims: true,
  speaks: { http: 'http', https: 'https' },
  refusal: 'fault',
};

const NAMES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

const behaviour: Behaviour = {
  name: 'gemini',
  fails: { en: 'Gemini CLI aborts at its start', zh: 'Gemini CLI 启动时就会退出' },
  reads: () => NAMES,
  startup: (environ) => {
    const setting = firstFilled(environ, NAMES);
    const reading = setting && readValue(VALUES, setting.value);
    return reading && 'fault' in reading ? reading.fault : undefined;
  },
  proxy: (environ) => firstFilled(environ, NAMES),
  list: (environ) => firstFilled(environ, ['NO_PROXY', 'no_proxy']),
  bypass: (list, target) => exempting(LISTS, list, target),
  read: (value) => readValue(VALUES, value),
};

export const gemini: Client = {
  name: 'gemini',
  version: '0.61.0',
  summary: {
    en: 'Gemini CLI. HTTPS_PROXY or HTTP_PROXY serves every request, also http://127.0.0.1, capitals first; ALL_PROXY is not read. `.x` and `*.x` cover what is below x, a bare `x` only x; no ranges, no `::1`. Without http:// or with socks it aborts.',
    zh: 'Gemini CLI。HTTPS_PROXY 或 HTTP_PROXY 对所有请求生效，包括 http://127.0.0.1，大写优先；不读 ALL_PROXY。`.x`、`*.x` 只含子域名，单独的 `x` 只表示 x；不支持网段和 `::1`。没写 http:// 或写了 socks 会直接退出。',
  },
  source: 'measured: Gemini CLI 0.61.0 on Node 24.22.3, loopback listeners, 2026-11',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { HTTPS_PROXY: 'http://p:1' }, url: 'http://127.0.0.1:8899/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: '127.0.0.1:3128' }, url: 'https://x.test/', verdict: 'error' },
  { env: { HTTPS_PROXY: 'socks5h://p:1' }, url: 'https://x.test/', verdict: 'error' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test' }, url: 'https://a.x.test/', verdict: 'proxy' },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.x.test' },
    url: 'https://a.x.test/',
    verdict: 'direct',
    entry: '*.x.test',
  },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '.localhost' }, url: 'http://localhost:8899/', verdict: 'proxy' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '127.0.0.0/8' }, url: 'http://127.0.0.1:8899/', verdict: 'proxy' },
  { env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '::1' }, url: 'http://[::1]:8899/', verdict: 'proxy' },
];
