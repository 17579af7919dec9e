/** Hermes Agent's model client: httpx with a proxy that Hermes chooses itself. */
import { type Behaviour, type Case, type Client, decider, firstFilled } from '../client.ts';
import { readValue, type ValueRules } from './measured.ts';
import { urllib } from './urllib.ts';

/** Hermes depends on httpx[socks] and takes `socks://` for socks5. */
const VALUES: ValueRules = {
  schemeless: true,
  trims: false,
  speaks: { http: 'http', https: 'https', socks: 'socks5', socks5: 'socks5', socks5h: 'socks5h' },
  refusal: 'fault',
};

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'https_proxy', 'http_proxy', 'all_proxy'] as const;

const behaviour: Behaviour = {
  name: 'hermes',
  fails: { en: 'Hermes’ model client raises', zh: 'Hermes 的模型客户端会抛出异常' },
  reads: () => NAMES,
  proxy: (environ) => firstFilled(environ, NAMES),
  list: (environ) => firstFilled(environ, ['no_proxy', 'NO_PROXY']),
  // The standard library's own question: proxy_bypass_environment(host).
  bypass: (list, target) => {
    const environ = new Map([
      [`${target.scheme}_proxy`, 'http://p:1'],
      ['no_proxy', list],
    ]);
    const { bypass } = urllib.decide(environ, target);
    return bypass && 'entry' in bypass ? bypass : undefined;
  },
  read: (value) => readValue(VALUES, value),
};

export const hermes: Client = {
  name: 'hermes',
  version: '0.21.3',
  summary: {
    en: 'Hermes Agent’s model client. The first of HTTPS_PROXY, HTTP_PROXY, ALL_PROXY (then lower case) serves every scheme, also http://127.0.0.1. NO_PROXY is matched as Python’s standard library does: no ranges, no `*.x`, no ports.',
    zh: 'Hermes Agent 的模型客户端。HTTPS_PROXY、HTTP_PROXY、ALL_PROXY（然后是小写）中第一个非空的对所有协议生效，包括 http://127.0.0.1。NO_PROXY 按 Python 标准库的规则匹配：不支持网段、`*.x` 和端口。',
  },
  source:
    'NousResearch/hermes-agent agent/process_bootstrap.py (_get_proxy_from_env), pyproject.toml (httpx[socks]), PR 13516',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { HTTPS_PROXY: 'http://p:1' }, url: 'http://127.0.0.1:8000/', verdict: 'proxy', proxy: 'http://p:1' },
  {
    env: { https_proxy: 'http://p:1', HTTP_PROXY: 'http://q:1' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://q:1',
  },
  { env: { ALL_PROXY: 'socks://p:1' }, url: 'https://x.test/', verdict: 'proxy', proxy: 'socks5://p:1' },
  {
    env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.test' },
    url: 'https://a.x.test/',
    verdict: 'direct',
    entry: 'x.test',
  },
  { env: { HTTPS_PROXY: 'http://p:1', NO_PROXY: '127.0.0.0/8' }, url: 'http://127.0.0.1:8000/', verdict: 'proxy' },
];
