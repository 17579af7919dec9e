import type { Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { fixOf, rewrite } from '../src/fixes/edits.ts';
import { servesOnlyProxies } from '../src/queries/proxies/proxies.ts';
import { type ProxyValue, proxyValues } from '../src/queries/proxies/proxy-values.ts';
import { groupBy, inside } from '../src/text.ts';

const HOST_PORT = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-fA-F:.]+\]):\d{1,5}\/?$/;
/** Only a dotted name or an address. Words such as `none`, `off` and `direct` are not hosts. */
const NO_PORT = /^(?:(?:[\w-]+\.)+[A-Za-z][\w-]*|(?:\d{1,3}\.){3}\d{1,3}|\[[\da-fA-F:.]+\])\/?$/;
const WITH_USER = /^[^\s/@]+@[\w.-]+:\d{1,5}\/?$/;

export default {
  id: 'schemeless-proxy',
  summary: {
    en: 'A proxy without a scheme: clients disagree on what it means.',
    zh: '代理地址没写协议：各客户端的理解不一样。',
  },
  severity: 'error',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    const doubtful = proxyValues(project).filter((proxy) => isSchemeless(proxy.text) && fails(proxy));
    const keyOf = ({ value, text, client }: ProxyValue): string => `${value.at.file} ${client} ${text}`;
    for (const same of groupBy(doubtful, keyOf).values()) yield finding(project, same);
  },
} satisfies Rule;

const isPlain = (text: string): boolean => HOST_PORT.test(text) && !/^\w+:0*$/.test(text);
const isSchemeless = (text: string): boolean => isPlain(text) || NO_PORT.test(text) || WITH_USER.test(text);

/**
 * What a program makes of one in its own file: npm 10 stops with EINVALIDPROXY or ERR_INVALID_URL, apt 2.6 with "Unsupported
 * proxy configured", pip 23 with InvalidProxyURL for names (not for addresses); docker hands it to whatever runs in a
 * container. git, curl and wget take it for http. OpenClaw 2026.9.6 throws "proxy URL is invalid" at its start.
 */
const OWN: Readonly<Record<string, Text>> = {
  npm: {
    en: 'npm stops at a proxy without a scheme',
    zh: '代理地址没写协议，npm 直接报错',
  },
  apt: {
    en: 'apt stops at a proxy without a scheme: Unsupported proxy configured',
    zh: '代理地址没写协议，apt 报错 Unsupported proxy configured',
  },
  pip: {
    en: 'pip stops at a proxy without a scheme: InvalidProxyURL',
    zh: '代理地址没写协议，pip 报错 InvalidProxyURL',
  },
  openclaw: {
    en: 'OpenClaw does not start: its proxy must begin with http:// or https://',
    zh: 'OpenClaw 无法启动：代理地址必须以 http:// 或 https:// 开头',
  },
};

function fails({ client, text }: ProxyValue): boolean {
  if (client === undefined || client === 'docker') return true;
  return client === 'pip' ? !/^[\d.:]+$/.test(text) : OWN[client] !== undefined;
}

/** One finding for all variables of a file with the same value. */
function finding(project: Project, same: readonly ProxyValue[]): Finding {
  const [{ name, text, value, client = '' }, ...others] = same as readonly [ProxyValue, ...ProxyValue[]];
  const plain = isPlain(text);
  const isWithoutPort = NO_PORT.test(text);
  const alone = same.every(({ assignment }) => !assignment || servesOnlyProxies(project, assignment));
  const edits = same.map((one) => rewrite(project, one.value, 'http://', 0, 0));
  return {
    at: inside(value),
    message:
      OWN[client] ??
      (isWithoutPort
        ? {
            en: `${name} has no scheme and no port: Node and npm fail, curl asks port 1080`,
            zh: `${name} 没写协议也没写端口：Node、npm 会报错，curl 会去连 1080 端口`,
          }
        : {
            en: `${name} has no scheme: npm, aiohttp and Node fail, curl assumes http`,
            zh: `${name} 没写协议：npm、aiohttp、Node 会报错，curl 则当成 http`,
          }),
    label: isWithoutPort
      ? { en: `meant: http://${text}:PORT`, zh: `应为 http://${text}:端口` }
      : { en: `meant: http://${plain ? text : '…'}`, zh: `应为 http://${plain ? text : '…'}` },
    why: OWN[client] ? undefined : WHY,
    related: others.map((other) => ({ at: inside(other.value), message: SAME })),
    fixes: plain ? fixOf({ en: 'write http:// before it', zh: '在前面补上 http://' }, alone, ...edits) : [],
  };
}

const WHY: Text = {
  en: 'undici, Ruby and apt fail on it too; requests fails for host names; axios speaks TLS to the proxy.',
  zh: 'undici、Ruby、apt 同样报错，requests 遇到主机名也会报错，axios 会用 TLS 连接代理。',
};

const SAME = { en: 'the same here', zh: '这里也一样' };

export const docs: RuleDocs = {
  text: {
    en: `
\`127.0.0.1:7890\` is read as http by curl, git, wget, httpx, Go and uv. Node with NODE_USE_ENV_PROXY=1 throws \`Invalid URL\` before
the first line of the program runs; aiohttp, npm, Ruby and apt fail at the first request. With \`http://\` in front all agree.

In its own file or by \`npm config\` npm stops with EINVALIDPROXY, apt with "Unsupported proxy configured", pip with InvalidProxyURL
(for names); git, curl and wget take it for http.

A host without a port is reported too, and has no fix: curl asks port 1080, httpx and Go port 80, and only you know which is right.`,
    zh: `
\`127.0.0.1:7890\` 在 curl、git、wget、httpx、Go、uv 眼里是 http；Node 打开 NODE_USE_ENV_PROXY=1 后，程序第一行还没执行就会抛出
\`Invalid URL\`；aiohttp、npm、Ruby、apt 在第一个请求就报错。前面加上 \`http://\`，大家就一致了。

写在程序自己的配置文件里、或用 \`npm config\` 设置时，npm 报 EINVALIDPROXY，apt 报 Unsupported proxy configured，pip 遇到主机名报
InvalidProxyURL；git、curl、wget 都当成 http。

只写主机、没写端口的也会报告，但不给修复：curl 会连 1080，httpx 和 Go 会连 80，到底是哪个只有你知道。`,
  },
  bad: [
    {
      files: `
        -- .npmrc --
        proxy=127.0.0.1:7890
              ^^^^^^^^^^^^^^ error npm stops at a proxy without a scheme
        -- etc/apt/apt.conf.d/proxy --
        Acquire::http::Proxy "127.0.0.1:7890";
                              ^^^^^^^^^^^^^^ error apt stops at a proxy without a scheme: Unsupported proxy configured
        -- .openclaw/openclaw.json --
        {proxy: {proxyUrl: '127.0.0.1:7890'}}
                            ^^^^^^^^^^^^^^ error OpenClaw does not start: its proxy must begin with http:// or https://
        -- .zshrc --
        npm config set https-proxy 127.0.0.1:7890
                                   ^^^^^^^^^^^^^^ error npm stops at a proxy without a scheme
        launchctl setenv all_proxy 127.0.0.1:7890
                                   ^^^^^^^^^^^^^^ error all_proxy has no scheme: npm, aiohttp and Node fail, curl assumes http
      `,
      fixed: `
        -- .npmrc --
        proxy=http://127.0.0.1:7890
        -- etc/apt/apt.conf.d/proxy --
        Acquire::http::Proxy "http://127.0.0.1:7890";
        -- .openclaw/openclaw.json --
        {proxy: {proxyUrl: 'http://127.0.0.1:7890'}}
        -- .zshrc --
        npm config set https-proxy http://127.0.0.1:7890
        launchctl setenv all_proxy http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=proxy.corp.example
                    ^^^^^^^^^^^^^^^^^^ error HTTPS_PROXY has no scheme and no port: Node and npm fail, curl asks port 1080
        HTTP_PROXY=10.0.0.4
                   ^^^^^^^^ error
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=127.0.0.1:7890
                    ^^^^^^^^^^^^^^ error HTTPS_PROXY has no scheme: npm, aiohttp and Node fail, curl assumes http
        HTTP_PROXY=127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        HTTP_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .config/fish/config.fish --
        set -gx https_proxy "proxy.example:8080" # office
                             ^^^^^^^^^^^^^^^^^^ error
      `,
      fixed: `
        -- .config/fish/config.fish --
        set -gx https_proxy "http://proxy.example:8080" # office
      `,
    },
    {
      files: `
        -- proxy.sh --
        ADDRESS=127.0.0.1:7890
                ^^^^^^^^^^^^^^ error http_proxy has no scheme: npm, aiohttp and Node fail, curl assumes http
        if [ "$1" = on ]; then
          export http_proxy=$ADDRESS https_proxy=$ADDRESS no_proxy=localhost,127.0.0.1,::1
        else
          export http_proxy= https_proxy=
        fi
      `,
      fixed: `
        -- proxy.sh --
        ADDRESS=http://127.0.0.1:7890
        if [ "$1" = on ]; then
          export http_proxy=$ADDRESS https_proxy=$ADDRESS no_proxy=localhost,127.0.0.1,::1
        else
          export http_proxy= https_proxy=
        fi
      `,
    },
  ],
  good: [
    {
      files: `
        -- .gitconfig --
        [http]
        \tproxy = 127.0.0.1:7890
        -- .curlrc --
        proxy = 127.0.0.1:7890
        -- .config/pip/pip.conf --
        [global]
        proxy = 127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=none
        HTTP_PROXY=off
        ALL_PROXY=direct
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy=$PROXY_HOST:7890
        export http_proxy=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .env --
        PROXY_ADDRESS=127.0.0.1:7890
        HTTPS_PROXY=
      `,
    },
  ],
};
