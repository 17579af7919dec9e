import type { Project, Rule, RuleDocs } from '../src/core.ts';
import { type ProxyValue, proxyValues } from '../src/queries/proxies/proxy-values.ts';
import { type UsedHost, usedHosts } from '../src/queries/usage.ts';
import { explicitPort, isLoopback, parseUrl } from '../src/routing/url/target.ts';
import { inside } from '../src/text.ts';

export default {
  id: 'proxy-is-target',
  summary: {
    en: 'The proxy is the very server that requests are meant for.',
    zh: '代理地址填的就是要访问的那台服务器。',
  },
  severity: 'warning',
  needs: ['env'],

  *check(project) {
    const targets = targetsOf(project);
    for (const proxy of proxyValues(project)) {
      const place = placeOf(proxy);
      const target = place === undefined ? undefined : targets.get(place);
      if (!target) continue;
      yield {
        at: inside(proxy.value),
        message: {
          en: `${proxy.name} is the address of ${target.variable}: a server that answers requests and forwards none`,
          zh: `${proxy.name} 填的是 ${target.variable} 的地址：那是应答请求的服务器，不会转发请求`,
        },
        label: { en: 'no proxy listens here', zh: '这里没有代理在监听' },
        why: {
          en: 'Every other request goes to it too, and gets 404 or 405 for an answer.',
          zh: '其他所有请求也会发到它那里，得到的是 404 或 405。',
        },
        related: [{ at: target.at, message: { en: 'the same address', zh: '同一个地址' } }],
      };
    }
  },
} satisfies Rule;

/** Addresses with a port of their own that base URLs name. A variable that speaks of a proxy may well name one. */
function targetsOf(project: Project): ReadonlyMap<string, UsedHost> {
  const found = new Map<string, UsedHost>();
  const proxies = proxyValues(project).map(({ value }) => value.at);
  // `url=http://127.0.0.1:7890; https_proxy=$url`: that is no server, but where the proxy's value is written.
  const isProxy = ({ at }: UsedHost): boolean =>
    proxies.some(({ file, start, end }) => file === at.file && start <= at.start && at.end <= end);
  for (const target of usedHosts(project)) {
    if (target.port === undefined || /PROXY/i.test(target.variable) || isProxy(target)) continue;
    const place = `${nameOf(target.host)}:${target.port}`;
    if (!found.has(place)) found.set(place, target);
  }
  return found;
}

function placeOf({ text }: ProxyValue): string | undefined {
  const url = parseUrl(text);
  const port = explicitPort(url);
  if (port === undefined || !/^(?:https?)?$/i.test(url.scheme)) return undefined;
  return `${isLoopback(url) ? 'localhost' : nameOf(url.host.text)}:${port}`;
}

/** This machine under one name. */
function nameOf(host: string): string {
  const name = host.toLowerCase();
  return isLoopback(parseUrl(`http://${name.includes(':') ? `[${name}]` : name}/`)) ? 'localhost' : name;
}

export const docs: RuleDocs = {
  text: {
    en: `
\`HTTPS_PROXY=http://127.0.0.1:11434\` beside \`OLLAMA_BASE_URL=http://127.0.0.1:11434\`: somebody took "where my requests go" for "which
proxy they take". A model server is no proxy: it answers \`CONNECT api.openai.com:443\` with 404 or 405, and every other program fails.
Unset the proxy variable, or give it the port of the proxy.

Reported where a proxy variable and a base URL of the project name one host and port. Variables whose own name speaks of a proxy
(\`OPENAI_PROXY_URL\`) are no evidence.`,
    zh: `
\`HTTPS_PROXY=http://127.0.0.1:11434\` 旁边又有 \`OLLAMA_BASE_URL=http://127.0.0.1:11434\`：这是把“请求发到哪里”当成了“走哪个代理”。模型服务不是
代理：对 \`CONNECT api.openai.com:443\` 它只会回 404 或 405，其他程序全都连不上。请删掉这个代理变量，或者填上真正的代理端口。

代理变量和项目里某个 base URL 的主机与端口相同时报告。名字里带 PROXY 的变量（\`OPENAI_PROXY_URL\`）不算依据。`,
  },
  bad: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:11434
                    ^^^^^^^^^^^^^^^^^^^^^^ warning HTTPS_PROXY is the address of OLLAMA_BASE_URL: a server that answers requests and forwards none
        NO_PROXY=localhost,127.0.0.1,::1
        OLLAMA_BASE_URL=http://localhost:11434
      `,
    },
    {
      files: `
        -- .zshrc --
        export http_proxy=http://192.168.1.20:8000
                          ^^^^^^^^^^^^^^^^^^^^^^^^ warning
        export no_proxy=localhost,127.0.0.1,::1
        export OPENAI_BASE_URL=http://192.168.1.20:8000/v1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .config/fish/functions/proxy.fish --
        function proxy
          set url http://127.0.0.1:2081
          set -gx http_proxy $url
          set -gx https_proxy $url
          set -gx no_proxy localhost,127.0.0.1,::1
        end
        -- .gitconfig --
        [http]
          proxy = http://127.0.0.1:2081
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        OLLAMA_BASE_URL=http://127.0.0.1:11434
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        NO_PROXY=localhost,127.0.0.1,::1
        OPENAI_PROXY_URL=http://127.0.0.1:7890
      `,
    },
  ],
};
