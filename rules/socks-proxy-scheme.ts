import type { Finding, Project, Rule, RuleDocs, Span, Text } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { environments, type Variable } from '../src/queries/environments/environment.ts';
import { atOrigin, ownProxies } from '../src/queries/proxies/proxies.ts';
import { groupBy, inside, spanOf } from '../src/text.ts';

export default {
  id: 'socks-proxy-scheme',
  summary: {
    en: 'A SOCKS scheme that clients refuse or read differently.',
    zh: 'SOCKS 协议名写法有问题：客户端要么拒绝，要么理解不一。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting'],

  *check(project) {
    for (const environment of environments(project)) {
      const doubtful = atOrigin(ownProxies(environment).filter(isDoubtful));
      for (const [scheme, same] of groupBy(doubtful, schemeOf)) yield finding(project, scheme, same);
    }
    yield* inSettings(project);
  },
} satisfies Rule;

const schemeOf = ({ text }: Pick<Variable, 'text'>): string =>
  /^(socks(?:4a?|5h?)?):\/\//i.exec(text)?.[1]?.toLowerCase() ?? '';

/** SOCKS beside an http proxy in ALL_PROXY is normal; `socks://` says nothing anywhere. */
function isDoubtful(proxy: Variable): boolean {
  const scheme = schemeOf(proxy);
  return scheme === 'socks' || (scheme !== '' && proxy.name.toLowerCase() !== 'all_proxy');
}

function finding(project: Project, scheme: string, same: readonly Variable[]): Finding {
  const isGeneric = scheme === 'socks';
  const places = same.map(({ assignment: { value } }) =>
    value.text.toLowerCase().startsWith(`${scheme}:`) ? spanOf(value, 0, scheme.length) : inside(value),
  );
  const [at, ...others] = places as [Span, ...Span[]];
  const edits = same.map(({ assignment: { value } }) =>
    schemeOf({ text: value.text }) === scheme ? rewrite(project, value, 'socks5', 0, scheme.length) : undefined,
  );
  return {
    at,
    ...(isGeneric ? GENERIC : { severity: 'info', message: specific(scheme, same), label: SPECIFIC }),
    related: others.map((other) => ({ at: other, message: { en: 'and here', zh: '这里也是' } })),
    fixes: isGeneric ? unsafeFix({ en: 'write socks5://', zh: '改成 socks5://' }, ...edits) : [],
  };
}

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

/**
 * `socks://` in a program's own file, by what the program does with it: requests (pip) raises ValueError, libcurl (curl and
 * git) takes it for SOCKS4, docker hands it to whatever runs in a container. npm's agent speaks SOCKS5.
 */
const OWN: Readonly<Record<string, Text>> = {
  pip: { en: 'pip fails on socks:// with every download', zh: 'pip 遇到 socks:// 每次下载都会报错' },
  curl: {
    en: 'curl speaks SOCKS4 to this proxy, which a SOCKS5 port refuses',
    zh: 'curl 会用 SOCKS4 和这个代理通信，SOCKS5 端口会拒绝',
  },
  git: {
    en: 'git speaks SOCKS4 to this proxy, which a SOCKS5 port refuses',
    zh: 'git 会用 SOCKS4 和这个代理通信，SOCKS5 端口会拒绝',
  },
  docker: GENERIC.message,
};

function* inSettings(project: Project): Iterable<Finding> {
  for (const { client, role, value } of project.facts('proxy-setting')) {
    const message = OWN[client];
    if (!message || role === 'no-proxy' || !/^socks:\/\//i.test(value.text)) continue;
    yield {
      at: spanOf(value, 0, 'socks'.length),
      message,
      label: { en: 'say which: socks5:// or socks5h://', zh: '应当写明是 socks5:// 还是 socks5h://' },
      why: GENERIC.why,
      fixes: unsafeFix({ en: 'write socks5://', zh: '改成 socks5://' }, rewrite(project, value, 'socks5', 0, 5)),
    };
  }
}

function specific(scheme: string, same: readonly Variable[]): Text {
  const names = same.map(({ name }) => name);
  return {
    en: `Some clients cannot use a ${scheme} proxy in ${names.join(', ')}`,
    zh: `有些客户端不支持在 ${names.join('、')} 里写 ${scheme} 代理`,
  };
}

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
        -- .config/pip/pip.conf --
        [global]
        proxy = socks://127.0.0.1:7891
                ^^^^^ warning pip fails on socks:// with every download
        -- .gitconfig --
        [http]
        \tproxy = socks://127.0.0.1:7891
        \t        ^^^^^ warning git speaks SOCKS4 to this proxy, which a SOCKS5 port refuses
      `,
      unsafe: true,
      fixed: `
        -- .config/pip/pip.conf --
        [global]
        proxy = socks5://127.0.0.1:7891
        -- .gitconfig --
        [http]
        \tproxy = socks5://127.0.0.1:7891
      `,
    },
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
                    ^^^^^^ info Some clients cannot use a socks5 proxy in HTTPS_PROXY, https_proxy
        https_proxy=socks5://127.0.0.1:7891
      `,
    },
  ],
  good: [
    {
      files: `
        -- .gitconfig --
        [http]
        \tproxy = socks5h://127.0.0.1:7891
        -- .npmrc --
        proxy=socks://127.0.0.1:7891
      `,
    },
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
