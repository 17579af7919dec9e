/** Claude Code: its own reading of the variables over three HTTP stacks. */
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  firstFilled,
  type NamedValue,
} from '../client.ts';
import type { Target } from '../url/target.ts';
import { exempting, type ListRules, readValue, type ValueRules } from './measured.ts';

const LISTS: ListRules = {
  spaces: true,
  bareCoversBelow: false,
  dotCoversApex: true,
  stars: false,
  starCoversAddresses: true,
  ranges: true,
  ports: 'any',
  plainSixes: true,
  bracketedSixes: true,
  foldsCase: true,
};

/** `socks5://` is not refused: an HTTP CONNECT goes to that port, which works where the port speaks both. */
const VALUES: ValueRules = {
  schemeless: true,
  trims: true,
  speaks: { http: 'http', https: 'https', socks: 'http', socks4: 'http', socks5: 'http', socks5h: 'http' },
  refusal: 'fault',
};

const OWN = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;
const ALL = ['all_proxy', 'ALL_PROXY'] as const;
const LIST_NAMES = ['no_proxy', 'NO_PROXY'] as const;

/** ALL_PROXY comes last, and is skipped where it is no HTTP proxy: then Claude Code connects directly. */
function allSetting(environ: Environ): NamedValue | undefined {
  const setting = firstFilled(environ, ALL);
  return setting && /^socks/i.test(setting.value.trim()) ? undefined : setting;
}

/** Both lists count: one by each of two stacks, or both by each; measured from outside it is the same. */
function bypass(_: string, target: Target, environ: Environ): ReturnType<Behaviour['bypass']> {
  for (const variable of LIST_NAMES) {
    const entry = exempting(LISTS, environ.get(variable) ?? '', target);
    if (entry) return { ...entry, variable };
  }
  return undefined;
}

const behaviour: Behaviour = {
  name: 'claude',
  fails: { en: 'Claude Code refuses to start', zh: 'Claude Code 拒绝启动' },
  reads: () => [...OWN, ...ALL],
  proxy: (environ) => firstFilled(environ, OWN) ?? allSetting(environ),
  list: (environ) => firstFilled(environ, LIST_NAMES),
  bypass,
  read: (value) => readValue(VALUES, value),
  uncertain: (_environ, target, { name }) =>
    name.toLowerCase() === 'all_proxy' && target.scheme === 'https'
      ? {
          en: 'with ALL_PROXY alone one part of Claude Code uses the proxy and another connects directly; HTTPS_PROXY decides it',
          zh: '只有 ALL_PROXY 时，Claude Code 一部分请求走代理、一部分直连；设置 HTTPS_PROXY 才能确定',
        }
      : undefined,
};

export const claude: Client = {
  name: 'claude',
  version: '2.1.332',
  summary: {
    en: 'Claude Code. Any of HTTPS_PROXY and HTTP_PROXY serves every scheme, lower case first. `.x` covers x and below, a bare `x` only x; `*.x` is not known; ranges and lists separated by spaces work. `socks5://` is spoken to as an HTTP proxy.',
    zh: 'Claude Code。HTTPS_PROXY 或 HTTP_PROXY 对所有协议生效，小写优先。`.x` 包含 x 及其子域名，单独的 `x` 只表示 x；不认 `*.x`；支持网段和空格分隔。`socks5://` 会按 HTTP 代理去连。',
  },
  source: 'measured: Claude Code 2.1.332 (native), loopback listeners, 2026-11',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { HTTPS_PROXY: 'http://p:1' }, url: 'http://127.0.0.1:8899/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'unknown' },
  { env: { ALL_PROXY: 'http://p:1' }, url: 'http://127.0.0.1:8899/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { ALL_PROXY: 'socks5://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'socks5://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { HTTPS_PROXY: 'http//p:1' }, url: 'https://x.test/', verdict: 'error' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test' }, url: 'https://a.x.test/', verdict: 'proxy' },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '.x.test' },
    url: 'https://a.x.test/',
    verdict: 'direct',
    entry: '.x.test',
  },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'foo.test', no_proxy: 'x.test' },
    url: 'https://x.test/',
    verdict: 'direct',
  },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test', no_proxy: 'foo.test' },
    url: 'https://x.test/',
    verdict: 'direct',
  },
];
