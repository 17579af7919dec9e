import type { Rule, RuleDocs } from '../src/core.ts';
import { fixOf, replaceText } from '../src/queries/edits.ts';
import { environments } from '../src/queries/environment.ts';
import { isCopy, ownProxies } from '../src/queries/proxies.ts';
import { inside } from '../src/text.ts';

const HOST_PORT = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-fA-F:.]+\]):\d{1,5}\/?$/;
const WITH_USER = /^[^\s/@]+@[\w.-]+:\d{1,5}\/?$/;

export default {
  id: 'schemeless-proxy',
  summary: {
    en: 'A proxy without a scheme: clients disagree on what it means.',
    zh: '代理地址没写协议：各客户端的理解不一样。',
  },
  severity: 'error',

  *check(project) {
    for (const environment of environments(project)) {
      for (const { name, text, known, presumed, assignment, ...variable } of ownProxies(environment)) {
        if (!known || presumed || isCopy({ name, text, known, presumed, assignment, ...variable })) continue;
        const plain = HOST_PORT.test(text) && !/^\w+:0*$/.test(text);
        if (!plain && !WITH_USER.test(text)) continue;
        yield {
          at: inside(assignment.value),
          message: {
            en: `${name} has no scheme: Node dies at start, curl assumes http`,
            zh: `${name} 没写协议：Node 一启动就退出，curl 则当成 http`,
          },
          label: { en: `meant: http://${plain ? text : '…'}`, zh: `应为 http://${plain ? text : '…'}` },
          why: {
            en: 'undici, aiohttp, npm, Ruby and apt fail on it; requests fails for host names; axios speaks TLS to the proxy.',
            zh: 'undici、aiohttp、npm、Ruby、apt 会报错，requests 遇到主机名也会报错，axios 会对代理说 TLS。',
          },
          fixes:
            plain && assignment.value.known
              ? fixOf(
                  { en: 'write http:// before it', zh: '在前面补上 http://' },
                  true,
                  replaceText(project, assignment.value, 'http://', 0, 0),
                )
              : [],
        };
      }
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`127.0.0.1:7890\` is read as http by curl, git, wget, httpx, Go and uv. Node with NODE_USE_ENV_PROXY=1 throws \`Invalid URL\` before
the first line of the program runs; aiohttp, npm, Ruby and apt fail at the first request. With \`http://\` in front all agree.`,
    zh: `
\`127.0.0.1:7890\` 在 curl、git、wget、httpx、Go、uv 眼里是 http；Node 打开 NODE_USE_ENV_PROXY=1 后，程序第一行还没执行就会抛出
\`Invalid URL\`；aiohttp、npm、Ruby、apt 在第一个请求就报错。前面加上 \`http://\`，大家就一致了。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=127.0.0.1:7890
                    ^^^^^^^^^^^^^^ error HTTPS_PROXY has no scheme: Node dies at start, curl assumes http
        NO_PROXY=localhost,127.0.0.1,::1
      `,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
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
  ],
  good: [
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
