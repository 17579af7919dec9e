import type { ClashFile, Finding, Project, Rule, RuleDocs, Span, Text } from '../src/core.ts';
import { rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { closest } from '../src/knowledge/spelling.ts';
import { factsIn } from '../src/project.ts';
import { clashSetting, isTagged, runnableClash } from '../src/queries/clash/clash.ts';
import { type Named, type Reference, references } from '../src/queries/clash/references.ts';
import { groupBy } from '../src/text.ts';

export default {
  id: 'unknown-clash-policy',
  summary: {
    en: 'A Clash rule, group or node names something that is not there: the file is refused.',
    zh: 'Clash 的规则、策略组或节点引用了不存在的名字，整个配置无法加载。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of runnableClash(project)) {
      if (!isComplete(project, file)) continue;
      const missing: Reference[] = [];
      for (const use of references(project, file)) {
        if (!use.among.has(use.name) && !isTagged(use.name)) missing.push(use);
      }
      for (const same of groupBy(missing, (use) => `${use.kind}\0${use.name}\0${use.isLate}`).values()) {
        const inOrder = same.toSorted((a, b) => a.value().at.start - b.value().at.start);
        yield finding(project, inOrder as [Reference, ...Reference[]]);
      }
    }
  },
} satisfies Rule;

/**
 * Overrides and samples speak of policies that another file brings; a whole file has nodes. `include-all` without any node of
 * the file's own takes those of a subscription, which may well bring the missing name. A file without groups must besides
 * listen on something or answer for DNS.
 */
function isComplete(project: Project, file: ClashFile): boolean {
  const hasNodes = file.proxies.length > 0 || file.providers.some((provider) => provider.kind === 'proxy');
  if (!hasNodes || file.groups.length > 0) return hasNodes;
  return factsIn(project, file.at.file, 'listener').length > 0 || clashSetting(project, file, 'dns') !== undefined;
}

const WORDS: Readonly<Record<Named, Text>> = {
  policy: { en: 'no policy is called', zh: '没有名为' },
  provider: { en: 'no proxy-provider is called', zh: 'proxy-providers 里没有' },
  set: { en: 'no rule-provider is called', zh: 'rule-providers 里没有' },
  'sub-rule': { en: 'no sub-rule is called', zh: 'sub-rules 里没有' },
};

const AT_ONCE: Text = {
  en: 'mihomo checks every name when it starts and stops at the first one it does not know. Case, spaces and emoji count.',
  zh: 'mihomo 启动时会逐一核对名字，遇到不认识的就停止加载。大小写、空格、emoji 都要一致。',
};
const LATE: Text = {
  en: 'mihomo does not check this name when it loads the file: the first request that needs it fails.',
  zh: 'mihomo 加载时不核对这里的名字，第一个用到它的请求会失败。',
};
/** `tunnel.go: getRules`: a list of rules that is not there is the main one. */
const LATE_RULES: Text = {
  en: 'mihomo does not check this name when it loads the file, and goes by the main rules where this list is meant.',
  zh: 'mihomo 加载时不核对这里的名字，找不到时会改用主规则（rules）。',
};

const textOfSpan = (project: Project, { file, start, end }: Span): string =>
  project.document(file).text.slice(start, end);

function messageOf({ name, kind, isLate }: Reference): Text {
  const words = WORDS[kind];
  const what = {
    en: `${words.en} ${name}`,
    zh: `${words.zh}“${name}”${kind === 'policy' ? '的策略' : ''}`,
  };
  if (!isLate) return { en: `This configuration is refused: ${what.en}`, zh: `这份配置无法加载：${what.zh}` };
  return kind === 'sub-rule'
    ? { en: `The main rules are used instead: ${what.en}`, zh: `实际用的会是主规则：${what.zh}` }
    : { en: `This fails when it is used: ${what.en}`, zh: `用到时会出错：${what.zh}` };
}

function labelOf(name: string, isMerged: boolean, meant: string | undefined): Text {
  if (isMerged)
    return {
      en: 'one text over two lines: the dashes are not aligned',
      zh: '两行连成了一个文本：`-` 没有对齐',
    };
  return meant === undefined
    ? { en: `nothing in this file is called ${name}`, zh: `文件里没有定义“${name}”` }
    : { en: `did you mean ${meant}?`, zh: `是不是想写“${meant}”？` };
}

function finding(project: Project, [first, ...others]: readonly [Reference, ...Reference[]]): Finding {
  const { name } = first;
  const isMerged = name.includes(' - ') && textOfSpan(project, first.value().at).includes('\n');
  const meant = isMerged ? undefined : closest(name, first.among);
  const uses = [first, ...others];
  const label = labelOf(name, isMerged, meant);
  return {
    at: first.value().at,
    severity: first.isLate ? 'warning' : undefined,
    message: messageOf(first),
    label:
      others.length === 0
        ? label
        : { en: `${label.en} (${uses.length} places)`, zh: `${label.zh}（共 ${uses.length} 处）` },
    why: first.isLate ? (first.kind === 'sub-rule' ? LATE_RULES : LATE) : AT_ONCE,
    related: others.slice(0, 3).map((use) => ({ at: use.value().at, message: { en: 'also here', zh: '这里也是' } })),
    fixes:
      meant === undefined
        ? []
        : unsafeFix(
            { en: `write ${meant}`, zh: `改为 ${meant}` },
            ...uses.map((use) => rewrite(project, use.value(), meant)),
          ),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
Every rule ends in a policy: a node, a group, or a built-in one (\`DIRECT\`, \`REJECT\`, \`REJECT-DROP\`, \`PASS\`,
\`COMPATIBLE\`, \`GLOBAL\`). A group lists members, \`use\` names proxy-providers, \`RULE-SET\` a rule-provider, \`SUB-RULE\` a
list under \`sub-rules\`, \`dialer-proxy\` a node or group. mihomo refuses the whole file when one of these names is not
there; the old configuration stays in use, or nothing starts. Names are compared exactly: \`Proxy\` is not \`PROXY\`, and an
emoji with and without its variation selector are two names.

The same holds for \`rule-set:name\` in \`nameserver-policy\`, \`fake-ip-filter\` (in fake-ip mode) and the sniffer's lists, and for the
policy of a tunnel. Other names are looked up only when they are used: \`proxy\` of listeners and providers, \`dialer-proxy\` of
providers and ntp, the \`#name\` after a DNS server; \`rule\` of listeners and \`target-sub-rule\` of \`rematch\` nodes, where the main rules
take the place of a list that is not there. These are warnings; a \`#name\` that can be a network interface is not judged. Cores before v1.19.20 (2026) looked up a node's \`dialer-proxy\` only when they connected.

Only files that have nodes of their own are judged, and without groups only those that listen on something or answer for DNS.
A file without \`proxies:\` and \`proxy-providers:\` is a piece: a converter or a client adds the nodes and groups, or its author took
them out before sharing it. Overrides and samples use names another file brings, too.

Source: mihomo \`config/config.go\` (\`parseRules\`, \`parseProxies\`, \`parseDomain\`, \`parseNameServerPolicy\`),
\`config/utils.go: validateDialerProxies\`, \`adapter/outboundgroup/parser.go\`.`,
    zh: `
每条规则最后都指向一个策略：节点、策略组，或内置策略（\`DIRECT\`、\`REJECT\`、\`REJECT-DROP\`、\`PASS\`、\`COMPATIBLE\`、\`GLOBAL\`）。
策略组列出成员，\`use\` 引用 proxy-providers，\`RULE-SET\` 引用 rule-providers，\`SUB-RULE\` 引用 \`sub-rules\` 里的列表，
\`dialer-proxy\` 引用节点或策略组。只要有一个名字不存在，mihomo 就拒绝整份配置：要么继续用旧配置，要么根本起不来。
名字必须完全一致：\`Proxy\` 和 \`PROXY\` 不是一回事，emoji 带不带变体选择符也算两个名字。

\`nameserver-policy\`、\`fake-ip-filter\`（fake-ip 模式下）、嗅探列表里的 \`rule-set:名字\`，以及隧道的策略，也是如此。另一些名字要用到时才去找：监听和
provider 的 \`proxy\`、provider 与 ntp 的 \`dialer-proxy\`、DNS 服务器后面的 \`#名字\`，以及监听的 \`rule\`、\`rematch\` 节点的 \`target-sub-rule\`（找不到时改用主规则）。
这些只报警告；可能是网卡名的 \`#名字\` 不检查。
v1.19.20（2026 年）之前的内核要到连接时才去找节点的 \`dialer-proxy\`。

只检查自带节点的配置；没有策略组的，还要有监听端口或 DNS 才检查。既没有 \`proxies:\` 也没有 \`proxy-providers:\` 的文件并不完整：
节点和策略组由转换工具或客户端补上，或者在分享前被删掉了，因此不检查。覆写文件和规则示例里的名字由别的文件提供，同样不检查。

来源：mihomo \`config/config.go\`（\`parseRules\`、\`parseProxies\`、\`parseDomain\`、\`parseNameServerPolicy\`）、
\`config/utils.go\` 的 \`validateDialerProxies\`、\`adapter/outboundgroup/parser.go\`。`,
  },
  bad: [
    {
      files: `
        -- clash/config.yaml --
        mixed-port: 7890
        proxies:
          - {name: 东京, type: ss, server: jp.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        proxy-groups:
          - {name: Proxy, type: select, proxies: [东京, 直连]}
                                                      ^^ error This configuration is refused: no policy is called 直连
        rules:
          - DOMAIN-SUFFIX,openai.com,PROXY
                                     ^^^^^ error This configuration is refused: no policy is called PROXY
          - RULE-SET,cn,DIRECT
                     ^^ error
          - MATCH,PROXY
      `,
      unsafe: true,
      fixed: `
        -- clash/config.yaml --
        mixed-port: 7890
        proxies:
          - {name: 东京, type: ss, server: jp.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        proxy-groups:
          - {name: Proxy, type: select, proxies: [东京, 直连]}
        rules:
          - DOMAIN-SUFFIX,openai.com,Proxy
          - RULE-SET,cn,DIRECT
          - MATCH,Proxy
      `,
    },
    {
      files: `
        -- config.yaml --
        proxy-providers:
          airport: {type: http, url: "https://example.com/sub", interval: 86400}
        proxy-groups:
          - name: 🚀 节点选择
            type: select
            use: [Airport]
                  ^^^^^^^ error
        rules:
          - AND,((DOMAIN-SUFFIX,x.com),(RULE-SET,ads)),REJECT
                                                 ^^^ error
          - MATCH,🚀 节点选择
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: hk 01, type: http, server: hk.example.com, port: 443}
        rule-providers:
          cn: {type: http, behavior: domain, url: "https://example.com/cn.yaml"}
        dns:
          enhanced-mode: fake-ip
          nameserver: ["https://dns.example/dns-query#HK 01"]
                                                      ^^^^^ warning This fails when it is used: no policy is called HK 01
          nameserver-policy:
            "rule-set:cn,private": 223.5.5.5
                         ^^^^^^^ error This configuration is refused: no rule-provider is called private
          fake-ip-filter: ["rule-set:lan", "+.lan"]
                                     ^^^ error
        tunnels: ["tcp,127.0.0.1:6553,114.114.114.114:53,hk"]
                                                         ^^ error
        listeners:
          - {name: in, type: mixed, port: 7891, proxy: gone}
                                                       ^^^^ warning
        rules: ["MATCH,hk 01"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: again, type: rematch, target-sub-rule: extras}
                                                          ^^^^^^ warning The main rules are used instead: no sub-rule is called extras
          - {name: a, type: http, server: a.example.com, port: 443}
        sub-rules:
          extra: ["MATCH,a"]
        rules: ["DOMAIN,x.com,again", "MATCH,a"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: hk, type: http, server: hk.example.com, port: 443}
        dns:
          enhanced-mode: redir-host
          nameserver: ["https://dns.example/dns-query#hk", "223.5.5.5#eth0", "8.8.8.8#RULES"]
          fake-ip-filter: ["rule-set:nope"]
        rules: ["MATCH,hk"]
        -- sample.yaml --
        proxies:
          - {name: hk, type: http, server: hk.example.com, port: 443}
        rules: ["MATCH,my group"]
      `,
    },
    {
      files: `
        -- override.yaml --
        rules:
          - DOMAIN-SUFFIX,openai.com,PROXY
          - MATCH,🐟 漏网之鱼
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 443, cipher: aes-128-gcm, password: pw}
          - {name: b, type: ss, server: b.example.com, port: 443, cipher: aes-128-gcm, password: pw, dialer-proxy: G}
        proxy-groups:
          - {name: G, type: select, proxies: [a, DIRECT]}
        sub-rules:
          tcp: ["DOMAIN,x.com,b", "MATCH,PASS"]
        rules:
          - SUB-RULE,(NETWORK,tcp),tcp
          - DOMAIN,y.com,REJECT-DROP
          - MATCH,G
      `,
    },
  ],
};
