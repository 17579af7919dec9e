import type { Finding, Project, Rule, RuleDocs, Span, Text } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { environments, type Variable } from '../src/queries/environments/environment.ts';
import { atOrigin, ownProxies } from '../src/queries/proxies/proxies.ts';
import { proxySettings } from '../src/queries/proxies/proxy-settings.ts';
import { groupBy, inside, spanOf } from '../src/text.ts';

export default {
  id: 'socks-proxy-scheme',
  summary: {
    en: 'A SOCKS scheme that clients refuse or read differently.',
    zh: 'SOCKS 协议名写法有问题：客户端要么拒绝，要么理解不一。',
  },
  severity: 'warning',
  needs: ['env', 'proxy-setting', 'command'],

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
 * git) takes it for SOCKS4, docker hands it to whatever runs in a container, OpenClaw 2026.9.6 ends. npm's agent speaks SOCKS5.
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
  wget: {
    en: 'wget fails on a SOCKS proxy with every download: Unsupported scheme',
    zh: 'wget 不支持 SOCKS 代理，每次下载都会报 Unsupported scheme',
  },
  apt: {
    en: 'apt fails on this scheme: Unsupported proxy configured',
    zh: 'apt 不认这种写法，报 Unsupported proxy configured',
  },
  openclaw: {
    en: 'OpenClaw does not start: its proxy must be http:// or https://',
    zh: 'OpenClaw 无法启动：代理只能是 http:// 或 https://',
  },
};

/** The schemes that a program fails on, where that is not `socks://` alone: wget 1.21 and OpenClaw know no SOCKS, apt 2.6 only `socks5h://`. */
const FAILING: Readonly<Record<string, RegExp>> = {
  wget: /^socks[45]?[ah]?(?=:\/\/)/i,
  openclaw: /^socks[45]?[ah]?(?=:\/\/)/i,
  apt: /^(?!socks5h:)socks[45]?[ah]?(?=:\/\/)/i,
};
const PLAIN_SOCKS = /^socks(?=:\/\/)/i;
/** Programs that know no SOCKS at all. */
const WITHOUT_SOCKS: ReadonlySet<string> = new Set(['wget', 'openclaw']);
/** What is written instead; nothing in those is. */
const WRITTEN: Readonly<Record<string, string>> = { apt: 'socks5h' };

function* inSettings(project: Project): Iterable<Finding> {
  for (const { client, role, value } of proxySettings(project)) {
    const message = OWN[client];
    const scheme = (FAILING[client] ?? PLAIN_SOCKS).exec(value.text)?.[0];
    if (!message || role === 'no-proxy' || scheme === undefined) continue;
    const written = WRITTEN[client] ?? 'socks5';
    yield {
      at: spanOf(value, 0, scheme.length),
      message,
      label: WITHOUT_SOCKS.has(client)
        ? { en: 'give it the http port of the proxy', zh: '应当填代理的 HTTP 端口' }
        : client === 'apt'
          ? { en: 'apt knows socks5h:// only', zh: 'apt 只认 socks5h://' }
          : { en: 'say which: socks5:// or socks5h://', zh: '应当写明是 socks5:// 还是 socks5h://' },
      why: WITHOUT_SOCKS.has(client) || client === 'apt' ? undefined : GENERIC.why,
      fixes: WITHOUT_SOCKS.has(client)
        ? []
        : unsafeFix(
            { en: `write ${written}://`, zh: `改成 ${written}://` },
            rewrite(project, value, written, 0, scheme.length),
          ),
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
        -- .wgetrc --
        https_proxy = socks5://127.0.0.1:7891
                      ^^^^^^ warning wget fails on a SOCKS proxy with every download: Unsupported scheme
        -- .openclaw/openclaw.json --
        { proxy: { proxyUrl: 'socks5://127.0.0.1:7891' } }
                              ^^^^^^ warning OpenClaw does not start: its proxy must be http:// or https://
        -- etc/apt/apt.conf.d/proxy --
        Acquire::http::Proxy "socks5://127.0.0.1:7891";
                              ^^^^^^ warning apt fails on this scheme: Unsupported proxy configured
      `,
      unsafe: true,
      fixed: `
        -- etc/apt/apt.conf.d/proxy --
        Acquire::http::Proxy "socks5h://127.0.0.1:7891";
      `,
    },
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
