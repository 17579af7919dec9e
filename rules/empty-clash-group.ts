import type { ClashFile, ClashGroup, Finding, Rule, RuleDocs } from '../src/core.ts';
import { isTemplate } from '../src/project.ts';
import { isTagged, runnableClash } from '../src/queries/clash/clash.ts';
import { safePattern } from '../src/routing/clash/regex.ts';

export default {
  id: 'empty-clash-group',
  summary: {
    en: 'A Clash group without a member: the file is refused, or its traffic leaves directly.',
    zh: '策略组里没有成员：要么配置无法加载，要么流量直连。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of runnableClash(project)) {
      if (!isFilled(file)) continue;
      const document = project.document(file.at.file);
      // A template is filled in by its reader, or by a script that puts members where its tag is.
      const isOpen = isTemplate(document) || /\{\{/.test(document.text);
      for (const group of file.groups) {
        if (group.name.text === '' || isTagged(group.name.text)) continue;
        const found = withoutMembers(group) ?? filteredOut(file, group);
        if (found) yield isOpen ? { ...found, severity: 'info' } : found;
      }
    }
  },
} satisfies Rule;

/** A published template without any node waits for its reader to fill it in. */
function isFilled(file: ClashFile): boolean {
  return file.proxies.length > 0 || file.providers.some((provider) => provider.kind === 'proxy');
}

function withoutMembers(group: ClashGroup): Finding | undefined {
  const { name, proxies, use, includeAll, includeAllProxies, includeAllProviders } = group;
  if (proxies.length > 0 || use.length > 0 || includeAll || includeAllProxies || includeAllProviders) return undefined;
  return {
    at: name.at,
    message: {
      en: `This configuration is refused: the group ${name.text} has no member`,
      zh: `这份配置无法加载：策略组“${name.text}”没有成员`,
    },
    label: { en: 'neither proxies nor use nor include-all', zh: '既没有 proxies，也没有 use 或 include-all' },
  };
}

/** A filter over nodes that are all in this file, and none of them passes. */
function filteredOut(file: ClashFile, group: ClashGroup): Finding | undefined {
  const { filter, name } = group;
  const isRemote = group.use.length > 0 || group.includeAll || group.includeAllProviders;
  const hasProviders = file.providers.some((provider) => provider.kind === 'proxy');
  const onlyInline =
    (group.includeAllProxies || group.includeAll) && group.proxies.length === 0 && group.use.length === 0;
  if (!filter || !onlyInline || (isRemote && hasProviders)) return undefined;
  const patterns = filter.text.split('`').map((source) => safePattern(source, { ignoreCase: false, ascii: false }));
  const passes = (node: string): boolean => patterns.some((pattern) => pattern === undefined || pattern.test(node));
  if (file.proxies.some((proxy) => proxy.name.text.length > 250 || passes(proxy.name.text))) return undefined;
  if (patterns.includes(undefined)) return undefined;
  return {
    at: filter.at,
    message: {
      en: `What is meant for the group ${name.text} leaves directly: its filter lets no node pass`,
      zh: `策略组“${name.text}”的流量会直连：它的 filter 没有匹配到任何节点`,
    },
    label: {
      en: `none of the ${file.proxies.length} nodes of this file matches`,
      zh: `本文件的 ${file.proxies.length} 个节点都不匹配`,
    },
    why: {
      en: 'mihomo then puts COMPATIBLE into the group, which is DIRECT. Filters heed case; begin with (?i) to ignore it.',
      zh: '这时 mihomo 会在组里放入 COMPATIBLE，也就是直连。filter 区分大小写，以 (?i) 开头可忽略大小写。',
    },
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
A group needs \`proxies\`, \`use\`, or one of \`include-all\`, \`include-all-proxies\`, \`include-all-providers\`; mihomo refuses
the file otherwise. A group whose \`filter\` lets nothing pass is accepted: mihomo puts \`COMPATIBLE\` into it, and traffic
you meant for a proxy leaves directly. That is reported only where all its nodes are in the file. Groups of clashtui's
templates (\`expand_group_with\`) get theirs from the providers named there.

Sources: mihomo \`adapter/outboundgroup/parser.go\`, \`groupbase.go\`; MetaCubeX/mihomo issue 1215.`,
    zh: `
策略组必须有 \`proxies\`、\`use\`，或 \`include-all\`、\`include-all-proxies\`、\`include-all-providers\` 之一，否则 mihomo 拒绝整份配置。
\`filter\` 一个节点都没匹配到的组则能加载：mihomo 会放入 \`COMPATIBLE\`，本该走代理的流量就直连出去了。只有节点全部写在本文件里时才报告这一点。
clashtui 模板里的组（\`expand_group_with\`）由其中列出的 provider 提供成员。

来源：mihomo \`adapter/outboundgroup/parser.go\`、\`groupbase.go\`；MetaCubeX/mihomo#1215。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies: [{name: a, type: direct}]
        proxy-groups:
          - name: Exit
                  ^^^^ info This configuration is refused: the group Exit has no member
            type: select
            proxies:
            # {{EXITS}}
        rules: ["MATCH,a"]
      `,
    },
    {
      files: `
        -- config.yaml --
        proxies:
          - {name: HK 01, type: ss, server: hk.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        proxy-groups:
          - name: Auto
                  ^^^^ error This configuration is refused: the group Auto has no member
            type: url-test
            proxies:
          - {name: Proxy, type: select, proxies: [HK 01, Auto]}
        rules: ["MATCH,Proxy"]
      `,
    },
    {
      files: `
        -- config.yaml --
        proxies:
          - {name: HK 01, type: ss, server: hk.example.com, port: 443, cipher: aes-128-gcm, password: pw}
          - {name: JP 01, type: ss, server: jp.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        proxy-groups:
          - name: HK
            type: url-test
            include-all-proxies: true
            filter: 'hk|香港'
                    ^^^^^^^ error
        rules: ["MATCH,HK"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        proxies:
          - {name: HK 01, type: ss, server: hk.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        proxy-groups:
          - {name: HK, type: url-test, include-all-proxies: true, filter: '(?i)hk'}
          - {name: All, type: select, include-all: true}
        rules: ["MATCH,HK"]
      `,
    },
    {
      files: `
        -- generic_tpl.yaml --
        mixed-port: 7890
        proxy-providers:
          pvd: {tpl_param: , type: http, interval: 3600}
        proxy-groups:
          - {name: Entry, type: select, proxies: ["\${PGG.At}"]}
          - {name: At, type: url-test, expand_group_with: ["\${PPG.pvd}"], url: "https://probe.example/204", interval: 300}
        rules: ["MATCH,Entry"]
      `,
    },
    {
      files: `
        -- template.yaml --
        mixed-port: 7890
        proxies: []
        proxy-groups:
          - {name: G, type: select, proxies: []}
        rules: ["MATCH,G"]
        -- subscription.yaml --
        proxy-providers: {p: {type: http, url: "https://example.com/sub"}}
        proxy-groups:
          - {name: G, type: select, use: [p], filter: nothing-here}
        rules: ["MATCH,G"]
      `,
    },
  ],
};
