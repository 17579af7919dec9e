import type { ClashFile, Finding, Project, Rule, RuleDocs, Value } from '../src/core.ts';
import { moveIntoRuleList } from '../src/fixes/clash-rules.ts';
import { readableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'ignored-merge-key',
  summary: {
    en: 'A key of a merge layer that the Clash client no longer reads: what is under it has no effect.',
    zh: '覆写（merge）里用了客户端已不再支持的键，下面的内容不起作用。',
  },
  severity: 'warning',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      for (const { role, keys } of file.composition?.layers ?? []) {
        if (role !== 'merge') continue;
        for (const key of keys) if (FORMER.test(key.text)) yield finding(project, file, key);
      }
    }
  },
} satisfies Rule;

/** Read by Clash Verge Rev up to v1.6.6; copied as unknown keys since. */
const FORMER = /^(?:prepend|append)-(?:rules|proxies|proxy-groups|rule-providers|proxy-providers)$/i;

const LAYERS = {
  rules: { en: 'the rules list', zh: '规则列表' },
  proxies: { en: 'the nodes list', zh: '节点列表' },
  'proxy-groups': { en: 'the groups list', zh: '策略组列表' },
} as const;

function finding(project: Project, file: ClashFile, key: Value): Finding {
  const client = file.composition?.client ?? '';
  const isVerge = client === 'Clash Verge Rev';
  const [, place = '', name = ''] = /^(\w+)-(.*)$/.exec(key.text.toLowerCase()) ?? [];
  const message = { en: `${key.text} has no effect`, zh: `${key.text} 不起作用` };
  if (!isVerge) {
    const right = place === 'prepend' ? `+${name}` : `${name}+`;
    return {
      at: key.at,
      message,
      label: { en: `${client} knows no such key`, zh: `${client} 没有这个键` },
      why: { en: `Here it is written ${right}.`, zh: `在这里应写成 ${right}。` },
    };
  }
  const layer = Object.hasOwn(LAYERS, name) ? LAYERS[name as keyof typeof LAYERS] : undefined;
  return {
    at: key.at,
    message,
    label: { en: `${client} reads it only up to v1.6.6`, zh: `${client} 只在 v1.6.6 及之前支持` },
    why: layer
      ? {
          en: `Move what is under it into ${layer.en} of the profile, under ${place}.`,
          zh: `请把下面的内容移到这份订阅的${layer.zh}，写在 ${place} 下面。`,
        }
      : {
          en: `Write ${name} itself: maps in a merge are merged with the subscription's.`,
          zh: `直接写 ${name} 即可：覆写里的映射会与订阅的合并。`,
        },
    fixes: /^prepend-rules$/i.test(key.text) ? moveIntoRuleList(project, file, key, MOVE) : [],
  };
}

const MOVE = {
  en: 'move the rules into the rules list of the profile, under prepend',
  zh: '把规则移到这份订阅的规则列表的 prepend 里',
};

export const docs: RuleDocs = {
  text: {
    en: `
Up to v1.6.6 a merge file of Clash Verge Rev could say \`prepend-rules\`, \`append-rules\`, \`prepend-proxies\` and so on. Since v1.7.0 (June
2024) merging is plain: such a key is copied into the configuration as it is, and mihomo ignores it without a word. Old guides still
recommend it.

Rules, nodes and groups of one's own now have lists of their own for each profile, with \`prepend\`, \`append\` and \`delete\`.

Source: Clash Verge Rev \`src-tauri/src/enhance/merge.rs\`; commit 28fb0b43 (2024-06-30).`,
    zh: `
v1.6.6 及更早的版本里，Clash Verge Rev 的覆写（merge）可以写 \`prepend-rules\`、\`append-rules\`、\`prepend-proxies\` 等。从 v1.7.0（2024 年 6 月）起只做普通合并：
这样的键会原样复制到配置里，mihomo 不认识，也不提示。很多旧教程还在这样写。

现在每份订阅都有单独的规则、节点、策略组列表，用 \`prepend\`、\`append\`、\`delete\` 来写。

来源：Clash Verge Rev \`src-tauri/src/enhance/merge.rs\`；提交 28fb0b43（2024-06-30）。`,
  },
  bad: [
    {
      files: `
        -- clash-verge/profiles.yaml --
        current: R1
        items:
          - {uid: R1, type: remote, name: sub, file: R1.yaml, option: {merge: m1}}
          - {uid: m1, type: merge, file: m1.yaml}
        -- clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/m1.yaml --
        prepend-rules:
        ^^^^^^^^^^^^^ warning prepend-rules has no effect
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
      `,
    },
    {
      files: `
        -- clash-verge/profiles.yaml --
        current: R1
        items:
          - {uid: R1, type: remote, name: sub, file: R1.yaml}
          - {uid: Merge, type: merge, file: Merge.yaml}
        -- clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/Merge.yaml --
        append-rule-providers: {}
        ^^^^^^^^^^^^^^^^^^^^^ warning
      `,
    },
    {
      unsafe: true,
      files: `
        -- clash-verge/profiles.yaml --
        current: R1
        items:
          - {uid: R1, type: remote, name: sub, file: R1.yaml, option: {merge: m1, rules: r1}}
          - {uid: m1, type: merge, file: m1.yaml}
          - {uid: r1, type: rules, file: r1.yaml}
        -- clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/m1.yaml --
        prepend-rules: ["DOMAIN-SUFFIX,deepseek.com,DIRECT"]
        ^^^^^^^^^^^^^ warning
        ipv6: false
        -- clash-verge/profiles/r1.yaml --
        prepend:
          - DOMAIN,a.example,DIRECT
        append: []
        delete: []
      `,
      fixed: `
        -- clash-verge/profiles/m1.yaml --
        ipv6: false
        -- clash-verge/profiles/r1.yaml --
        prepend:
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
          - DOMAIN,a.example,DIRECT
        append: []
        delete: []
      `,
    },
  ],
  good: [
    {
      files: `
        -- clash-verge/profiles.yaml --
        current: R1
        items:
          - {uid: R1, type: remote, name: sub, file: R1.yaml}
          - {uid: Merge, type: merge, file: Merge.yaml}
        -- clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/Merge.yaml --
        profile: {store-selected: true}
      `,
    },
    {
      files: `
        -- Mixin.yaml --
        mixed-port: 7890
        prepend-rules:
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
      `,
    },
  ],
};
