import type { ClashFile, ClashLayer, Finding, Project, Rule, RuleDocs } from '../src/core.ts';
import { moveIntoRuleList } from '../src/fixes/clash-rules.ts';
import { readableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'replaced-by-merge',
  summary: {
    en: 'A merge layer of a Clash client replaces all rules of the subscription by a few that cannot stand alone.',
    zh: '客户端的覆写（merge）用几条规则替换了订阅的全部规则，剩下的流量没有规则可走。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      for (const layer of file.composition?.layers ?? []) {
        if (layer.role === 'merge' && replaces(layer, file)) yield finding(project, layer, file);
      }
    }
  },
} satisfies Rule;

/** A whole list ends in MATCH: then it is the documented way to replace the subscription's. */
function replaces({ rules, file: path }: ClashLayer, file: ClashFile): boolean {
  if (!rules || rules.length === 0 || rules.some(({ type }) => type === 'MATCH')) return false;
  return file.rules.some(({ at }) => at.file === path);
}

function finding(project: Project, layer: ClashLayer, file: ClashFile): Finding {
  const { composition } = file;
  const client = composition?.client ?? '';
  const lost = composition?.layers.find(({ role }) => role === 'subscription' || role === 'local')?.rules?.length ?? 0;
  const key = layer.keys.find(({ text }) => text.toLowerCase() === 'rules');
  const own = layer.rules?.length ?? 0;
  return {
    at: key?.at ?? { file: layer.file, start: 0, end: 0 },
    message: {
      en: `The ${lost} rules of the subscription are gone: these ${own} replace them`,
      zh: `订阅的 ${lost} 条规则全部失效：被这里的 ${own} 条替换了`,
    },
    label: { en: 'a list in a merge replaces, it does not add', zh: '覆写里的列表是替换，不是追加' },
    why: {
      en: `What these rules do not catch goes out directly. In ${client}, own rules belong in the rules list of the profile, under prepend.`,
      zh: `这几条没匹配到的流量都会直连。在 ${client} 里，自己的规则应写进这份订阅的规则列表的 prepend。`,
    },
    fixes: key ? moveIntoRuleList(project, file, key, MOVE) : [],
  };
}

/** The subscription's rules come back, which someone may have wanted to be rid of. */
const MOVE = {
  en: 'move them into the rules list of the profile, under prepend',
  zh: '把它们移到这份订阅的规则列表的 prepend 里',
};

export const docs: RuleDocs = {
  text: {
    en: `
Clash Verge Rev lays merge files over the subscription: maps are merged, lists are replaced. \`rules:\` with two lines of one's own
therefore throws away all rules of the subscription, \`MATCH\` included, and what the two do not catch goes out directly. A list that
ends in \`MATCH\` is taken for meant.

Own rules belong in the rules list of the profile (right-click the subscription, *Edit Rules*): its \`prepend\` comes before the
subscription's rules and stays when that is downloaded again.

Source: Clash Verge Rev \`src-tauri/src/enhance/merge.rs\`, \`seq.rs\` (v1.7.0 to v2.5.0-rc, May 2026).`,
    zh: `
Clash Verge Rev 把覆写（merge）叠加到订阅上：映射会合并，列表会整个替换。只写两条自己的 \`rules:\`，订阅的全部规则（包括 \`MATCH\`）就都没了，
这两条没匹配到的流量会直连。以 \`MATCH\` 结尾的完整列表视为有意为之。

自己的规则应写进这份订阅的规则列表（右键订阅，选“编辑规则”）：其中的 \`prepend\` 排在订阅的规则之前，更新订阅也不会丢。

来源：Clash Verge Rev \`src-tauri/src/enhance/merge.rs\`、\`seq.rs\`（v1.7.0 至 v2.5.0-rc，2026 年 5 月）。`,
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
        rules: ["DOMAIN,a.example,DIRECT", "MATCH,P"]
        -- clash-verge/profiles/m1.yaml --
        rules:
        ^^^^^ error The 2 rules of the subscription are gone: these 1 replace them
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
      `,
    },
    {
      files: `
        -- clash-verge/profiles.yaml --
        current: L1
        items:
          - {uid: L1, type: local, name: own, file: L1.yaml}
          - {uid: Merge, type: merge, file: Merge.yaml}
        -- clash-verge/profiles/L1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/Merge.yaml --
        profile: {store-selected: true}
        rules: ["DOMAIN,a.example,DIRECT", "DOMAIN,b.example,DIRECT"]
        ^^^^^ error
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
        rules: ["DOMAIN,a.example,DIRECT", "MATCH,P"]
        -- clash-verge/profiles/m1.yaml --
        rules:
        ^^^^^ error
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
        profile: {store-selected: true}
        -- clash-verge/profiles/r1.yaml --
        prepend: []
        append: []
        delete: []
      `,
      fixed: `
        -- clash-verge/profiles/m1.yaml --
        profile: {store-selected: true}
        -- clash-verge/profiles/r1.yaml --
        prepend:
          - DOMAIN-SUFFIX,deepseek.com,DIRECT
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
          - {uid: R1, type: remote, name: sub, file: R1.yaml, option: {merge: m1}}
          - {uid: m1, type: merge, file: m1.yaml}
        -- clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/m1.yaml --
        rules: ["DOMAIN,a.example,DIRECT", "MATCH,P"]
      `,
    },
    {
      files: `
        -- clash-verge/profiles.yaml --
        current: R1
        items:
          - {uid: R1, type: remote, name: sub, file: R1.yaml, option: {rules: r1}}
          - {uid: r1, type: rules, file: r1.yaml}
        -- clash-verge/profiles/R1.yaml --
        mixed-port: 7890
        proxies: [{name: P, type: http, server: p.example.com, port: 443}]
        rules: ["MATCH,P"]
        -- clash-verge/profiles/r1.yaml --
        prepend: ["DOMAIN,a.example,DIRECT"]
        append: []
        delete: []
      `,
    },
  ],
};
