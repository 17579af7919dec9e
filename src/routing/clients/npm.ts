/** npm's own requests: `@npmcli/agent`. */
import {
  type Behaviour,
  type Case,
  type Client,
  decider,
  type Environ,
  type NamedValue,
  type Reading,
} from '../client.ts';
import { commaEntries, type Entry } from '../exemptions/no-proxy.ts';
import type { Target } from '../url/target.ts';
import { parseWhatwg } from '../url/whatwg.ts';

/** Any case counts, and the last spelling in the environment block wins, also when it is empty. */
function last(environ: Environ, name: string): NamedValue | undefined {
  let found: NamedValue | undefined;
  for (const [key, value] of environ) if (key.toLowerCase() === name) found = { name: key, value };
  return found?.value ? found : undefined;
}

/** `isNoProxy`: labels compared from the right, letter by letter; dots at either end of an entry don't count. */
function bypass(list: string, target: Target): Entry | undefined {
  const url = parseWhatwg(target.text);
  if (!url) return undefined;
  const host = url.hostname.split('.').reverse();
  return commaEntries(list).find(({ entry }) => {
    const labels = entry.split('.').filter(Boolean).reverse();
    return labels.length > 0 && labels.every((label, index) => label === host[index]);
  });
}

/** What `new URL` takes is taken, whatever the scheme; `name:7890` is a URL to it, but one of no agent's. */
function read(value: string): Reading {
  const url = parseWhatwg(value);
  if (!url) return { fault: value.includes('://') ? 'url' : 'no-scheme' };
  if (url.hostname === '') return { fault: 'no-scheme' };
  const credentials = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
  const port = url.port || (url.scheme === 'http' ? '80' : url.scheme === 'https' ? '443' : '1080');
  return { url: `${url.scheme}://${credentials}${url.hostname}:${port}`, scheme: url.scheme };
}

const behaviour: Behaviour = {
  name: 'npm',
  fails: { en: 'npm fails', zh: 'npm 会报错' },
  reads: (target) =>
    target.scheme === 'https'
      ? ['https_proxy', 'HTTPS_PROXY']
      : ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'proxy', 'PROXY'],
  startup: (_environ, target) => (parseWhatwg(target.text) ? undefined : 'target'),
  proxy: (environ, target) =>
    last(environ, 'https_proxy') ??
    (target.scheme === 'https' ? undefined : (last(environ, 'http_proxy') ?? last(environ, 'proxy'))),
  list: (environ) => last(environ, 'no_proxy'),
  bypass,
  read,
};

export const npm: Client = {
  name: 'npm',
  version: '11',
  summary: {
    en: 'http URLs too go through https_proxy first. Of two spellings the later one wins. Entries are compared letter by letter, case included; no `*`, no ports, no ranges. No ALL_PROXY.',
    zh: '访问 http 地址也优先用 https_proxy。大小写两种写法并存时，后出现的生效。条目逐字比较，区分大小写；不认 `*`、端口和网段。不看 ALL_PROXY。',
  },
  source: '@npmcli/agent lib/proxy.js (getProxy, isNoProxy)',
  decide: decider(behaviour),
};

export const cases: readonly Case[] = [
  { env: { https_proxy: 'http://p:1' }, url: 'http://x.test/', verdict: 'proxy', proxy: 'http://p:1' },
  { env: { http_proxy: 'http://p:1' }, url: 'https://x.test/', verdict: 'direct' },
  {
    env: { https_proxy: 'http://p:1', HTTPS_PROXY: 'http://p:2' },
    url: 'https://x.test/',
    verdict: 'proxy',
    proxy: 'http://p:2',
  },
  { env: { https_proxy: 'http://p:1', HTTPS_PROXY: '' }, url: 'https://x.test/', verdict: 'direct' },
  { env: { https_proxy: 'http://p:1', no_proxy: 'X.test' }, url: 'https://x.test/', verdict: 'proxy' },
  {
    env: { https_proxy: 'http://p:1', no_proxy: '.x.test.' },
    url: 'https://x.test/',
    verdict: 'direct',
    entry: '.x.test.',
  },
  { env: { https_proxy: 'localhost:7890' }, url: 'https://x.test/', verdict: 'error' },
  { env: { https_proxy: '127.0.0.1:1' }, url: 'https://x.test/', verdict: 'error' },
];
