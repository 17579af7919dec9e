import type { Rule, RuleDocs } from '../src/core.ts';
import { fixOf, replaceText } from '../src/queries/edits.ts';
import { environments } from '../src/queries/environment.ts';
import { isCopy, ownProxies } from '../src/queries/proxies.ts';
import { inside, spanOf } from '../src/text.ts';

export default {
  id: 'socks-proxy-scheme',
  summary: {
    en: 'A SOCKS scheme that clients refuse or read differently.',
    zh: 'SOCKS 协议名写法有问题：客户端要么拒绝，要么理解不一。',
  },
  severity: 'warning',

  *check(project) {
    for (const environment of environments(project)) {
      for (const proxy of ownProxies(environment)) {
        const scheme = /^(socks(?:4a?|5h?)?):\/\//i.exec(proxy.text)?.[1]?.toLowerCase();
        if (!scheme || isCopy(proxy)) continue;
        const isAll = proxy.name.toLowerCase() === 'all_proxy';
        if (scheme !== 'socks' && isAll) continue;
        const { value } = proxy.assignment;
        const exact = value.text.toLowerCase().startsWith(`${scheme}:`);
        yield {
          at: exact ? spanOf(value, 0, scheme.length) : inside(value),
          ...(scheme === 'socks' ? {} : { severity: 'info' }),
          ...(scheme === 'socks'
            ? GENERIC
            : {
                message: {
                  en: `Some clients cannot use a ${scheme} proxy in ${proxy.name}`,
                  zh: `有些客户端不支持在 ${proxy.name} 里写 ${scheme} 代理`,
                },
                label: SPECIFIC,
              }),
          fixes:
            scheme === 'socks' && exact
              ? fixOf(
                  { en: 'write socks5://', zh: '改成 socks5://' },
                  false,
                  replaceText(project, value, 'socks5', 0, scheme.length),
                )
              : [],
        };
      }
    }
  },
} satisfies Rule;

const GENERIC = {
  message: {
    en: 'Every client reads socks:// differently; httpx and requests stop with an error',
    zh: 'socks:// 各家理解都不同，httpx 和 requests 会直接报错',
  },
  label: { en: 'curl and git speak SOCKS4, uv and Node ignore it', zh: 'curl、git 按 SOCKS4 处理，uv、Node 直接忽略' },
  why: {
    en: 'Clash and most other proxies speak SOCKS5. Say so: socks5:// resolves names here, socks5h:// at the proxy.',
    zh: 'Clash 等代理用的都是 SOCKS5，应当写明：socks5:// 在本机解析域名，socks5h:// 交给代理解析。',
  },
};

const SPECIFIC = {
  en: 'requests needs PySocks, httpx socksio; wget, urllib, aiohttp, axios and Ruby cannot',
  zh: 'requests 需要 PySocks，httpx 需要 socksio；wget、urllib、aiohttp、axios、Ruby 都不支持',
};

export const docs: RuleDocs = {
  text: {
    en: `
GNOME and some guides write \`socks://\`. httpx raises at \`Client()\`, also for hosts in NO_PROXY; requests raises ValueError; curl
and git speak SOCKS4, which a SOCKS5 port refuses; Node's http and uv ignore it and connect directly. \`socks5://\` in
\`HTTP_PROXY\` or \`HTTPS_PROXY\` works for fewer programs than the HTTP port the same proxy usually has. \`ALL_PROXY=socks5://…\` beside
an http proxy is normal and not reported.`,
    zh: `
GNOME 和一些教程会写 \`socks://\`。httpx 在 \`Client()\` 时就抛错，连 NO_PROXY 里的主机也不例外；requests 抛 ValueError；curl、git 按 SOCKS4
通信，会被 SOCKS5 端口拒绝；Node 的 http 和 uv 直接忽略而直连。在 \`HTTP_PROXY\`、\`HTTPS_PROXY\` 里写 \`socks5://\`，能用的程序比用同一个
代理的 HTTP 端口要少。\`ALL_PROXY=socks5://…\` 和 http 代理并存是正常写法，不报告。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        export ALL_PROXY=socks://127.0.0.1:7891
                         ^^^^^ warning
        export http_proxy=http://127.0.0.1:7890
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        export ALL_PROXY=socks5://127.0.0.1:7891
        export http_proxy=http://127.0.0.1:7890
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=socks5://127.0.0.1:7891
                    ^^^^^^ info Some clients cannot use a socks5 proxy in HTTPS_PROXY
      `,
    },
  ],
  good: [
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        ALL_PROXY=socks5://127.0.0.1:7891
      `,
    },
    {
      files: `
        -- .zshrc --
        export SOCKS_URL=socks://127.0.0.1:7891
      `,
    },
  ],
};
