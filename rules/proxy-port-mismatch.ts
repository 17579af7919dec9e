import type { Finding, Listener, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { type KnownPort, knownPort } from '../src/knowledge/ports.ts';
import {
  type ClashPorts,
  clashPorts,
  type LocalProxy,
  localProxies,
  portSpan,
  runsAsWritten,
  speaks,
} from '../src/queries/proxies/proxy-ports.ts';
import type { UrlParts } from '../src/routing/url/target.ts';
import { notesAt, type Together } from '../src/text.ts';

export default {
  id: 'proxy-port-mismatch',
  summary: {
    en: 'The proxy variable names a port on which no proxy of that kind listens.',
    zh: '代理变量里的端口上没有对应的代理在监听。',
  },
  severity: 'error',
  needs: ['env', 'proxy-setting', 'command'],

  *check(project) {
    const clash = clashPorts(project);
    for (const same of localProxies(project)) {
      const found = clash ? againstListeners(project, same, clash) : byCustom(same);
      if (found) yield found;
    }
  },
} satisfies Rule;

/** The number of listeners that a finding names; a longer list would not be read. */
const MOST_NAMED = 5;

function againstListeners(project: Project, same: Together<LocalProxy>, clash: ClashPorts): Finding | undefined {
  const { first, others, all } = same;
  const { url, port, isSocks } = first;
  const here = clash.at.get(port) ?? [];
  const kind = isSocks ? 'socks' : 'http';
  if (here.some(({ protocol }) => protocol === 'mixed' || protocol === kind)) return undefined;
  const fitting = clash[kind].slice(0, MOST_NAMED);
  const [only, more] = fitting;
  const [wrong] = here;
  const known = wrong ? undefined : knownPort(port);
  const isOfClient = known?.role === 'client' && speaks(known, isSocks) && !runsAsWritten(project);
  const isMeant = known?.role === 'beside' || isOfClient;
  return {
    at: portSpan(first),
    severity: isMeant ? 'info' : undefined,
    message: wrong ? wrongKind(wrong, port, url) : unheard(port, known),
    label: {
      en: `Clash listens on ${[...new Set(fitting.map((one) => `${one.port.text} (${one.protocol})`))].join(', ') || 'no such port'}`,
      zh: `Clash 监听的是 ${[...new Set(fitting.map((one) => `${one.port.text}（${one.protocol}）`))].join('、') || '别的协议'}`,
    },
    related: [
      ...notesAt(others.map(portSpan), SAME),
      ...fitting.map((one) => ({
        at: one.at,
        message: { en: `${one.protocol} port ${one.port.text}`, zh: `${one.protocol} 端口 ${one.port.text}` },
      })),
    ],
    fixes:
      only && !more && !isMeant && all.every(isExact)
        ? unsafeFix(
            { en: `write ${only.port.text}`, zh: `改成 ${only.port.text}` },
            ...all.map((one) =>
              rewrite(project, one.proxy.value, only.port.text, one.url.port?.start, one.url.port?.end),
            ),
          )
        : [],
  };
}

const SAME: Text = { en: 'the same here', zh: '这里也一样' };

const isExact = ({ proxy: { value }, url }: LocalProxy): boolean => value.known && url.port !== undefined;

/** A proxy before or beside Clash is as likely intended as a typo; one that replaces Clash is a typo. */
function unheard(port: number, known: KnownPort | undefined): Finding['message'] {
  if (known)
    return {
      en: `Port ${port} is the default of ${known.program.replace(' or ', ' and ')}; the Clash file names another`,
      zh: `${port} 是 ${inChinese(known)} 的默认端口，Clash 配置里写的不是它`,
    };
  return {
    en: `Clash does not listen on port ${port}`,
    zh: `Clash 没有监听 ${port} 端口`,
  };
}

const inChinese = ({ program }: KnownPort): string => program.replace(/, | or /g, '、').replace('up to', '最高到');

function wrongKind(listener: Listener, port: number, url: UrlParts): Finding['message'] {
  if (listener.protocol === 'controller')
    return { en: `Port ${port} is Clash's controller, not a proxy`, zh: `${port} 是 Clash 的控制端口，不是代理` };
  return {
    en: `Port ${port} speaks ${listener.protocol}, and the variable says ${url.scheme || 'http'}`,
    zh: `${port} 端口用的是 ${listener.protocol}，变量里写的却是 ${url.scheme || 'http'}`,
  };
}

/** Without a Clash file only ports with a single well-known meaning are reported. */
function byCustom({ first, others }: Together<LocalProxy>): Finding | undefined {
  const { port, isSocks } = first;
  const known = knownPort(port);
  if (!known || known.isShared || speaks(known, isSocks)) return undefined;
  return {
    at: portSpan(first),
    related: notesAt(others.map(portSpan), SAME),
    severity: 'info',
    message: ofAnotherKind(port, known),
  };
}

function ofAnotherKind(port: number, known: KnownPort): Finding['message'] {
  const owner = known.program.replace(' or ', ' and ');
  if (known.speaks === 'controller')
    return {
      en: `Port ${port} is the controller of ${owner}, not a proxy`,
      zh: `${port} 是 ${inChinese(known)} 的控制端口，不是代理`,
    };
  return known.speaks === 'socks'
    ? {
        en: `Port ${port} is the SOCKS port of ${owner}; http clients get "connection reset" there`,
        zh: `${port} 是 ${inChinese(known)} 的 SOCKS 端口，http 客户端连上去会被重置`,
      }
    : {
        en: `Port ${port} is the HTTP port of ${owner}; SOCKS clients get no answer there`,
        zh: `${port} 是 ${inChinese(known)} 的 HTTP 端口，SOCKS 客户端在那里得不到应答`,
      };
}

export const docs: RuleDocs = {
  text: {
    en: `
The Clash file of the project says which ports are proxies: \`port\` speaks HTTP, \`socks-port\` SOCKS, \`mixed-port\` both,
\`external-controller\` neither. A variable that names another port gets "connection refused", one with the wrong scheme
"connection reset": often a guide's port for another program (10809 of v2rayN, 1087 of ShadowsocksX-NG). A port of software that
stands before or beside Clash on purpose (8118 of Privoxy, 3128 of CNTLM, 8899 of Whistle …) is a note only. So is the default of a
client such as Clash Verge (7897), because the app lays its own ports over the profile it loads (clash-verge-rev
enhance/mod.rs, Clash Party's factory.ts), unless a unit of the project starts the core with the file as it is. Files below
\`profiles/\` are never taken for listeners. Without a Clash file only ports that are the same everywhere are mentioned, as a note:
SOCKS at 6152, HTTP at 7891, 9097 and such.`,
    zh: `
项目里的 Clash 配置写明了哪些端口是代理：\`port\` 是 HTTP，\`socks-port\` 是 SOCKS，\`mixed-port\` 两者都行，\`external-controller\` 都不是。
变量写成别的端口，连接会被拒绝（connection refused）；协议不对，连接会被重置（connection reset）。多半是照抄了别的软件的教程（v2rayN 的 10809、ShadowsocksX-NG 的 1087）。如果那是
有意架在 Clash 前面或旁边的软件的端口（Privoxy 的 8118、CNTLM 的 3128、Whistle 的 8899 等），只给一条提示。Clash Verge 这类客户端的
默认端口（7897）也只给提示：客户端会用自己的端口覆盖订阅里的端口（clash-verge-rev 的 enhance/mod.rs、Clash Party 的 factory.ts），除非项目里有服务直接用这份配置启动内核。\`profiles/\` 里的文件不算监听端口。
没有 Clash 配置时，只对用途固定的端口给出提示，例如把 SOCKS 指到 6152，把 HTTP 指到 7891、9097。`,
  },
  bad: [
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7891
                                            ^^^^ error
        export no_proxy=localhost,127.0.0.1,::1
        -- clash/config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .gitconfig --
        [http]
        \tproxy = http://127.0.0.1:7897
        \t                         ^^^^ error Port 7897 is the default of Clash Verge; the Clash file names another
        -- mihomo.service --
        [Service]
        ExecStart=/usr/bin/mihomo -d /etc/mihomo
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7897
                                            ^^^^ info Port 7897 is the default of Clash Verge; the Clash file names another
        export no_proxy=localhost,127.0.0.1,::1
        -- clash/config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890
                                            ^^^^ error Clash does not listen on port 7890
        export no_proxy=localhost,127.0.0.1,::1
        -- .config/mihomo/config.yaml --
        mixed-port: 7893
        external-controller: 127.0.0.1:9090
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
      unsafe: true,
      fixed: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7893 http_proxy=http://127.0.0.1:7893
        export no_proxy=localhost,127.0.0.1,::1
      `,
    },
    {
      files: `
        -- .bashrc --
        export https_proxy=http://127.0.0.1:10809
                                            ^^^^^ error Port 10809 is the default of v2rayN up to 7.2; the Clash file names another
        export all_proxy=http://127.0.0.1:8118
                                          ^^^^ info Port 8118 is the default of Privoxy; the Clash file names another
        export no_proxy=localhost,127.0.0.1,::1
        -- .config/mihomo/config.yaml --
        mixed-port: 7893
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7891
                                     ^^^^ info
        NO_PROXY=localhost,127.0.0.1,::1
      `,
    },
  ],
  good: [
    {
      files: `
        -- .zshrc --
        export https_proxy=http://127.0.0.1:7897
        export no_proxy=localhost,127.0.0.1,::1
        -- .config/clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://127.0.0.1:7890
        ALL_PROXY=socks5://127.0.0.1:7890
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
    {
      files: `
        -- .env --
        HTTPS_PROXY=http://proxy.example:3128
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        rules:
          - MATCH,hk
      `,
    },
  ],
};
