import type { Rule, RuleDocs } from '../src/core.ts';
import { assignBeside, unsafeFix } from '../src/fixes/edits.ts';
import { everyWay, lookup } from '../src/queries/environments/environment.ts';
import { httpAlone } from '../src/queries/proxies/setting-lists.ts';

export default {
  id: 'https-proxy-missing',
  summary: {
    en: 'HTTP_PROXY is set but HTTPS_PROXY is not: https requests go direct.',
    zh: '设了 HTTP_PROXY 却没设 HTTPS_PROXY：https 请求不走代理。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    for (const { name, client } of httpAlone(project)) {
      const key = client === 'docker' ? 'httpsProxy' : 'https_proxy';
      yield {
        at: name.at,
        message:
          client === 'docker'
            ? { en: 'https requests of containers leave without the proxy', zh: '容器的 https 请求不会走代理' }
            : { en: 'https requests of wget leave without the proxy', zh: 'wget 的 https 请求不会走代理' },
        label: { en: `${key} is not set`, zh: `没有设置 ${key}` },
      };
    }
    for (const environment of everyWay(project)) {
      const http = lookup(environment, 'http_proxy') ?? lookup(environment, 'HTTP_PROXY');
      if (!http || environment.isIncomplete || !environment.own.has(http.assignment)) continue;
      // Two lines that run together are an address that is not valid.
      if (/\d(?:export\s+)?https_proxy=/i.test(http.text)) continue;
      if (
        ['https_proxy', 'HTTPS_PROXY', 'HTTPS_proxy', 'Https_Proxy', 'all_proxy', 'ALL_PROXY'].some((name) =>
          lookup(environment, name),
        )
      )
        continue;
      const name = http.name === 'http_proxy' ? 'https_proxy' : 'HTTPS_PROXY';
      yield {
        at: http.assignment.name.at,
        message: { en: 'https requests leave without the proxy', zh: 'https 请求不会走代理' },
        label: { en: `${name} is not set`, zh: `没有设置 ${name}` },
        why: {
          en: `curl, Python and Go choose the variable by the scheme of the URL; every model API is https. ${http.name} alone serves http only.`,
          zh: `curl、Python、Go 按 URL 的协议选变量，而模型 API 全是 https；只有 ${http.name} 就只管 http。`,
        },
        fixes: http.known
          ? unsafeFix(
              { en: `add ${name} with the same value`, zh: `用同样的值加上 ${name}` },
              assignBeside(project, http.assignment, [{ name, value: http.text, copyOf: http.name }]),
            )
          : [],
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`http_proxy\` is for \`http://\` URLs, \`https_proxy\` for \`https://\` URLs; the name says what is requested, not how the proxy is
spoken to. With the first alone, curl, Python, Go and uv connect to https hosts directly. Only undici, Node's fetch,
Ruby and apt fall back to it. The fix is unsafe: somebody could want exactly this.`,
    zh: `
\`http_proxy\` 管 \`http://\` 的请求，\`https_proxy\` 管 \`https://\` 的请求；名字说的是目标的协议，不是和代理通信的协议。只设前者时，
curl、Python、Go、uv 访问 https 都是直连，只有 undici、Node 的 fetch、Ruby、apt 会退而用它。修复属于不安全：也有人就想这样。`,
  },
  bad: [
    {
      files: `
        -- .wgetrc --
        http_proxy = http://127.0.0.1:7890
        ^^^^^^^^^^ warning https requests of wget leave without the proxy
        no_proxy = localhost,127.0.0.1
        -- .docker/config.json --
        {"proxies": {"default": {"httpProxy": "http://172.17.0.1:7890", "noProxy": "localhost,127.0.0.1"}}}
                                 ^^^^^^^^^^^ warning https requests of containers leave without the proxy
      `,
    },
    {
      files: `
        -- docker.service.d/http-proxy.conf --
        [Service]
        Environment="HTTP_PROXY=http://127.0.0.1:7890"
                     ^^^^^^^^^^ warning https requests leave without the proxy
      `,
    },
    {
      files: `
        -- .env --
        http_proxy=http://127.0.0.1:7890
        ^^^^^^^^^^ warning
        no_proxy=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- .env --
        http_proxy=http://127.0.0.1:7890
        https_proxy=http://127.0.0.1:7890
        no_proxy=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        http_proxy=http://127.0.0.1:7890
        ALL_PROXY=socks5://127.0.0.1:7891
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy=http://127.0.0.1:7890
      `,
    },
  ],
};
