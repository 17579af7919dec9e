import type { Rule, RuleDocs } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { type ProxyValue, proxyValues } from '../src/queries/proxies/proxy-values.ts';
import { isLoopback, parseUrl } from '../src/routing/url/target.ts';
import { inside, spanOf } from '../src/text.ts';

export default {
  id: 'https-scheme-proxy',
  summary: {
    en: 'https:// to a proxy on this machine: it does not speak TLS.',
    zh: '本机代理写成了 https://，但它不支持 TLS。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    const plain = new Map(
      proxyValues(project).flatMap((one) => (/^http:\/\//i.test(one.text) ? [[keyOf(one), one]] : [])),
    );
    for (const proxy of proxyValues(project)) {
      const { text, value } = proxy;
      if (!/^https:\/\//i.test(text)) continue;
      const other = plain.get(keyOf(proxy));
      if (!isLoopback(parseUrl(text)) && !other) continue;
      const exact = /^https:/i.test(value.text);
      yield {
        at: exact ? spanOf(value, 0, 5) : inside(value),
        message: {
          en: 'Clients start TLS with a proxy that speaks plain HTTP: wrong version number',
          zh: '客户端会对只支持明文 HTTP 的代理发起 TLS 握手：wrong version number',
        },
        label: {
          en: 'how the proxy is spoken to, not what is requested',
          zh: '这里写的是和代理通信的协议，不是目标的协议',
        },
        why: {
          en: 'httpx and requests stop with an SSL error, wget and Ruby fail, aiohttp ignores it and goes direct.',
          zh: 'httpx、requests 报 SSL 错误，wget、Ruby 失败，aiohttp 忽略它而直连。',
        },
        related: other
          ? [
              {
                at: inside(other.value),
                message: { en: `${other.name} has the same port as http`, zh: `${other.name} 里同一个端口写的是 http` },
              },
            ]
          : [],
        fixes: exact
          ? unsafeFix({ en: 'write http://', zh: '改成 http://' }, rewrite(project, value, 'http', 0, 5))
          : [],
      };
    }
  },
} satisfies Rule;

/** One finding for each port in a file: the port either speaks TLS or does not. */
function keyOf({ text, value }: ProxyValue): string {
  const { host, port } = parseUrl(text);
  return `${value.at.file}\0${host.text.toLowerCase()}:${port?.text ?? ''}`;
}

export const docs: RuleDocs = {
  text: {
    en: `
\`HTTPS_PROXY\` is for https requests; its value says how to reach the proxy, and a local one is reached by plain http. Clash,
v2rayN and privoxy have no certificate to offer. A proxy elsewhere can have one and is not reported, unless the same file names the
same host and port with \`http://\`: one port does not speak both. The fix is unsafe because
envlint cannot see the port.`,
    zh: `
\`HTTPS_PROXY\` 指的是给 https 请求用；它的值说的是怎么连到代理，而连本机代理用的是明文 http。Clash、v2rayN、privoxy 都没有证书可给。
别处的代理可能真有证书，不报告；除非同一个文件里又用 \`http://\` 写了同一个主机和端口：一个端口不会两种都说。envlint 看不到端口实际的协议，所以修复属于不安全。`,
  },
  bad: [
    {
      files: `
        -- .bashrc --
        export http_proxy=http://192.168.0.126:7890
        export https_proxy=https://192.168.0.126:7890
                           ^^^^^ warning
        export no_proxy=localhost,127.0.0.1,::1 NO_PROXY=localhost,127.0.0.1,::1
      `,
      unsafe: true,
      fixed: `
        -- .bashrc --
        export http_proxy=http://192.168.0.126:7890
        export https_proxy=http://192.168.0.126:7890
        export no_proxy=localhost,127.0.0.1,::1 NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
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
