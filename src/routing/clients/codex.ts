/** Codex: reqwest for HTTPS, and its own WebSocket, which the default provider tries first. */
import { type Behaviour, type Case, type Client, decider, firstFilled } from '../client.ts';
import { readValue, type ValueRules } from './measured.ts';
import { reqwest } from './reqwest.ts';

/** What reqwest calls a SOCKS proxy is spoken to by HTTP CONNECT: Codex is built without SOCKS. */
export const codex: Client = {
  name: 'codex',
  version: '0.171.0',
  summary: {
    en: 'Codex’s HTTPS requests. As reqwest: capitals win, ALL_PROXY is read, HTTP_PROXY does not serve https. `x` and `.x` cover what is below x; `*.x`, ports and lists separated by spaces are not known.',
    zh: 'Codex 的 HTTPS 请求。同 reqwest：大写优先，会读 ALL_PROXY，HTTP_PROXY 管不到 https。`x`、`.x` 包含 x 的子域名；不认 `*.x`、端口和空格分隔。',
  },
  source: 'measured: Codex 0.171.0 with a custom provider, loopback listeners, 2026-11',
  decide: (environ, target) => reqwest.decide(environ, target),
};

const VALUES: ValueRules = {
  schemeless: false,
  trims: false,
  speaks: { http: 'http', https: 'https', socks5: 'socks5', socks5h: 'socks5h' },
  refusal: 'fault',
};

const NAMES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'] as const;

const behaviour: Behaviour = {
  name: 'codex-ws',
  fails: { en: 'Codex’s WebSocket fails', zh: 'Codex 的 WebSocket 会报错' },
  reads: () => NAMES,
  proxy: (environ) => firstFilled(environ, NAMES),
  list: (environ) => firstFilled(environ, ['NO_PROXY', 'no_proxy']),
  // Its list was not measured; what reqwest exempts is taken.
  bypass: (list, target) => {
    const { bypass } = reqwest.decide(
      new Map([
        ['ALL_PROXY', 'http://p:1'],
        ['NO_PROXY', list],
      ]),
      target,
    );
    return bypass && 'entry' in bypass ? bypass : undefined;
  },
  read: (value) => readValue(VALUES, value),
};

export const codexWebSocket: Client = {
  name: 'codex-ws',
  version: '0.171.0',
  summary: {
    en: 'Codex’s WebSocket, tried first by the default provider and given up for HTTPS after five attempts. HTTP_PROXY serves it, too; it speaks real SOCKS5.',
    zh: 'Codex 的 WebSocket，默认服务商先用它，失败五次后改走 HTTPS。HTTP_PROXY 对它也有效；支持真正的 SOCKS5。',
  },
  source: 'measured: Codex 0.171.0, loopback listeners, 2026-11',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { HTTP_PROXY: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  {
    env: { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://p:1',
  },
  { env: { HTTPS_PROXY: 'socks://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test:443' }, url: 'https://x.test/', verdict: 'proxy' },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test' },
    url: 'https://a.x.test/',
    verdict: 'direct',
    entry: 'x.test',
  },
];
