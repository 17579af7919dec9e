import type { Rule, RuleDocs } from '../src/core.ts';
import { fixOf, replaceText } from '../src/fixes/edits.ts';
import { proxyValues } from '../src/queries/proxies/proxy-values.ts';
import { isLoopback, parseUrl } from '../src/routing/url/target.ts';
import { inside, spanOf } from '../src/text.ts';

export default {
  id: 'https-scheme-proxy',
  summary: {
    en: 'https:// to a proxy on this machine: it does not speak TLS.',
    zh: '本机代理写成了 https://，可它并不说 TLS。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    for (const { text, value } of proxyValues(project)) {
      if (!/^https:\/\//i.test(text) || !isLoopback(parseUrl(text))) continue;
      const exact = /^https:/i.test(value.text);
      yield {
        at: exact ? spanOf(value, 0, 5) : inside(value),
        message: {
          en: 'Clients start TLS with a proxy that speaks plain HTTP: wrong version number',
          zh: '客户端会对一个只说明文 HTTP 的代理发起 TLS：wrong version number',
        },
        label: {
          en: 'how the proxy is spoken to, not what is requested',
          zh: '这里写的是和代理通信的协议，不是目标的协议',
        },
        why: {
          en: 'httpx and requests stop with an SSL error, wget and Ruby fail, aiohttp ignores it and goes direct.',
          zh: 'httpx、requests 报 SSL 错误，wget、Ruby 失败，aiohttp 忽略它而直连。',
        },
        fixes: exact
          ? fixOf({ en: 'write http://', zh: '改成 http://' }, false, replaceText(project, value, 'http', 0, 5))
          : [],
      };
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
\`HTTPS_PROXY\` is for https requests; its value says how to reach the proxy, and a local one is reached by plain http. Clash,
v2rayN and privoxy have no certificate to offer. A proxy elsewhere can have one and is not reported. The fix is unsafe because
envlint cannot see the port.`,
    zh: `
\`HTTPS_PROXY\` 指的是给 https 请求用；它的值说的是怎么连到代理，而连本机代理用的是明文 http。Clash、v2rayN、privoxy 都没有证书可给。
别处的代理可能真有证书，不报告。envlint 看不到端口实际的协议，所以修复属于不安全。`,
  },
  bad: [
    {
      files: `
        -- .gitconfig --
        [http]
        \tproxy = https://127.0.0.1:7890
        \t        ^^^^^ warning
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=https://127.0.0.1:7890
                    ^^^^^ warning
      `,
      unsafe: true,
      fixed: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy="https://localhost:7890"
                            ^^^^^ warning
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=https://proxy.example:443
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy=http://localhost:7890
        export API=https://127.0.0.1:8443
      `,
    },
  ],
};
