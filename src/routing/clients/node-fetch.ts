/** Node's own `fetch` with NODE_USE_ENV_PROXY=1 (or --use-env-proxy): the undici that release carries. */
import { type Behaviour, type Case, type Client, decider, type Environ, type Fault } from '../client.ts';
import { isDecodable, parseWhatwg } from '../url/whatwg.ts';
import { ERAS, type Era, environmentFault, undiciBehaviour } from './undici.ts';

export const NODE_FAILS = { en: 'Node exits at start-up', zh: 'Node 启动时就会退出' };

function hasDecodableUser(value: string): boolean {
  const url = parseWhatwg(value);
  return url === undefined || (isDecodable(url.username) && isDecodable(url.password));
}

/** Both agents are built before any code runs, fetch's and http's: what breaks either ends the process. */
export function nodeStartupFault(environ: Environ, era: Era): Fault | undefined {
  const values = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map((name) => environ.get(name) ?? '');
  if (values.every((value) => value === '')) return undefined;
  if (values.some((value) => /[\r\n]/.test(value))) return 'blank';
  if (values.some((value) => /^https?:\/\//.test(value) && !hasDecodableUser(value))) return 'escape';
  return environmentFault(environ, era);
}

function behaviour(era: Era): Behaviour {
  const base = undiciBehaviour(era, 'node-fetch', NODE_FAILS);
  return { ...base, startup: (environ, target) => nodeStartupFault(environ, era) ?? base.startup?.(environ, target) };
}

/** Node releases and the undici they carry. */
export const NODE_ERAS: readonly (readonly [string, Era])[] = [
  ['22', ERAS['6.14']],
  ['24', ERAS['7.23']],
  ['26', ERAS['8.10.2']],
];

const CARRIES: Readonly<Record<string, string>> = { '22': 'undici 6.28', '24': 'undici 7.29', '26': 'undici 8.10' };

/** Without it Node 22.21, 24.5 and later read no proxy variable (doc/api/cli.md); `true` does not count (measured). */
export const OPENER = 'NODE_USE_ENV_PROXY';

export const nodeFetch: Client = {
  name: 'node-fetch',
  opener: OPENER,
  version: '24.21',
  summary: {
    en: 'Only with NODE_USE_ENV_PROXY=1. As undici 7.29: https falls back to http_proxy, `x`, `.x` and `*.x` all cover x and below, IPv6 in brackets. A value without http:// ends the process.',
    zh: '仅在 NODE_USE_ENV_PROXY=1 时读取。同 undici 7.29：https 会退回使用 http_proxy，`x`、`.x`、`*.x` 都包含 x 及其子域名，IPv6 要带方括号。代理值缺少 http:// 会让进程退出。',
  },
  source: 'Node lib/internal/process/pre_execution.js (setupHttpProxy) and its bundled undici',
  versions: NODE_ERAS.map(([since, era]) => ({
    since,
    note: { en: CARRIES[since] ?? '', zh: CARRIES[since] ?? '' },
    decide: decider(behaviour(era)),
  })),
  decide: decider(behaviour(ERAS['7.23'])),
};

export const cases: readonly Case[] = [
  { env: { http_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { http_proxy: '127.0.0.1:7890' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'http://p:1\r' }, url: 'http://x.test/', verdict: 'error' },
  { env: { http_proxy: 'socks5h://p:1' }, url: 'http://x.test/', verdict: 'error' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' },
    url: 'http://x.test/',
    verdict: 'direct',
    entry: '*.x.test',
  },
  { env: { http_proxy: 'http://p:1', no_proxy: '*.x.test' }, url: 'http://x.test/', verdict: 'proxy', version: '22' },
  { env: { http_proxy: 'http://p:1', no_proxy: '::1' }, url: 'http://[::1]/', verdict: 'proxy' },
  {
    env: { http_proxy: 'http://p:1', no_proxy: '::1' },
    url: 'http://[::1]/',
    verdict: 'direct',
    entry: '::1',
    version: '26',
  },
];
