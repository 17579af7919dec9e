/**
 * VS Code's own requests and those of its extensions: `noProxyFromConfig` and `shouldBypassProxy` of @vscode/proxy-agent 0.44.0. What is
 * asked here is one item of `http.noProxy`, which no comma divides. It is no client of `route`: its proxy is in its settings.
 */
import { type Behaviour, type Client, decider, firstFilled } from '../client.ts';
import type { Entry } from '../exemptions/no-proxy.ts';
import type { Target } from '../url/target.ts';
import { readValue, type ValueRules } from './measured.ts';

const VALUES: ValueRules = {
  schemeless: false,
  trims: true,
  speaks: {
    http: 'http',
    https: 'https',
    socks: 'socks5',
    socks4: 'socks4',
    socks4a: 'socks4a',
    socks5: 'socks5',
    socks5h: 'socks5h',
  },
  refusal: 'ignored',
};

/** What comes before the first colon is the end of a name, what comes after it a port. */
function bypass(item: string, target: Target): Entry | undefined {
  const [name = '', port = ''] = item.trim().toLowerCase().split(':', 2);
  const domain = name.startsWith('.') ? name : `.${name}`;
  const isNamed = name !== '' && `.${target.host.text.toLowerCase()}`.endsWith(domain);
  const isDirect = item.trim() === '*' || (isNamed && (port === '' || port === String(target.effectivePort)));
  return isDirect ? { entry: item, start: 0, end: item.length } : undefined;
}

const behaviour: Behaviour = {
  name: 'VS Code',
  fails: { en: 'VS Code fails', zh: 'VS Code 会报错' },
  reads: () => ['http_proxy'],
  proxy: (environ) => firstFilled(environ, ['http_proxy']),
  list: (environ) => firstFilled(environ, ['no_proxy']),
  bypass,
  isExempt: ({ host: { text } }) => /^(?:localhost|127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/i.test(text),
  read: (value) => readValue(VALUES, value),
};

export const vscode: Client = {
  name: 'VS Code',
  version: '1.139',
  summary: {
    en: 'One item of http.noProxy: the end of a host name, with or without a port. Stars, ranges and URLs match nothing; this machine is never proxied.',
    zh: 'http.noProxy 里的一项：主机名的结尾，可带端口。星号、网段、网址都匹配不上；本机从不走代理。',
  },
  source: '@vscode/proxy-agent 0.44.0, src/index.ts (noProxyFromConfig, shouldBypassProxy)',
  decide: decider(behaviour),
};
