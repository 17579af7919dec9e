import type { ClashFile, ClashRule, Rule, RuleDocs } from '../src/core.ts';
import { splitLogic, splitRule } from '../src/knowledge/clash/rule-line.ts';
import { isTagged, runnableClash } from '../src/queries/clash/clash.ts';
import { basename } from '../src/text.ts';

export default {
  id: 'missing-clash-match',
  summary: {
    en: 'No MATCH rule: what no rule catches goes out directly, without a word.',
    zh: '没有 MATCH 规则：没匹配到的流量会悄悄直连。',
  },
  severity: 'warning',
  needs: ['clash'],

  *check(project) {
    for (const file of runnableClash(project)) {
      const last = file.rules.at(-1);
      // A list of what is blocked leaves the rest direct on purpose.
      const isOfBlocked = /black-?_?list|gfw-?_?list|黑名单/i.test(basename(file.at.file));
      if (!last || isOfBlocked || file.mode !== 'rule' || !hasProxies(file)) continue;
      if (file.rules.some((rule) => catchesAll(rule, file)) || isTagged(last.text)) continue;
      yield {
        at: last.at,
        message: { en: 'What no rule catches leaves without the proxy', zh: '没匹配到的流量不会走代理' },
        label: { en: 'the last rule; no MATCH after it', zh: '这是最后一条规则，后面没有 MATCH' },
        why: {
          en: 'mihomo sends it DIRECT and says nothing. Write the policy you want as the last rule: MATCH,POLICY.',
          zh: 'mihomo 会直接走 DIRECT，也没有任何提示。请在最后写明想要的策略：MATCH,策略。',
        },
      };
    }
  },
} satisfies Rule;

/** If everything goes direct anyway, nothing is lost. */
function hasProxies(file: ClashFile): boolean {
  return file.proxies.length > 0 || file.providers.some((provider) => provider.kind === 'proxy');
}

/** MATCH, an old FINAL (reported as such), TCP or UDP, or a sub-rule that ends in one of these. */
function catchesAll(rule: ClashRule, file: ClashFile): boolean {
  if (rule.type === 'MATCH' || rule.type === 'FINAL') return true;
  if (rule.type === 'SUB-RULE') return (file.subRules.get(rule.target) ?? []).some(({ type }) => type === 'MATCH');
  if (rule.type !== 'OR') return false;
  const networks = (splitLogic(rule.payload) ?? []).map((part) => splitRule(part, false));
  return ['tcp', 'udp'].every((name) =>
    networks.some(({ type, payload }) => type === 'NETWORK' && payload.toLowerCase() === name),
  );
}

export const docs: RuleDocs = {
  text: {
    en: `
Rules are tried from top to bottom; \`MATCH,POLICY\` takes what is left. Without it mihomo sends the rest to \`DIRECT\`. That
can be what you want, but then one line says so: \`MATCH,DIRECT\`. Without the line a forgotten or misspelt last rule looks
just the same, and hosts that need the proxy time out one by one.

Silent for files without rules (bases that a GUI completes), overrides, and modes other than \`rule\`.

Source: mihomo \`tunnel/tunnel.go: match\` ends in \`DIRECT\`.`,
    zh: `
规则从上到下逐条匹配，\`MATCH,策略\` 兜住剩下的一切。没有它，mihomo 会让剩下的流量走 \`DIRECT\`。如果这正是你要的，写一行
\`MATCH,DIRECT\` 就清楚了；不写的话，和漏写、写错最后一条规则看起来一模一样，需要代理的网站会一个个超时。

没有规则的文件（由图形界面补全的基础配置）、覆写文件、非 \`rule\` 模式都不检查。

来源：mihomo \`tunnel/tunnel.go\` 的 \`match\` 最后返回 \`DIRECT\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        rules:
          - GEOIP,CN,DIRECT
          - RULE-SET,proxy,a
            ^^^^^^^^^^^^^^^^ warning What no rule catches leaves without the proxy
        rule-providers:
          proxy: {type: http, behavior: domain, url: "https://example.com/p.yaml"}
      `,
    },
    {
      files: `
        -- clash.yaml --
        mixed-port: 7890
        proxy-providers: {p: {type: http, url: "https://example.com/sub"}}
        proxy-groups: [{name: P, type: select, use: [p]}]
        rules: ["DOMAIN-SUFFIX,openai.com,P"]
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
      `,
    },
  ],
  good: [
    {
      files: `
        -- BlackList-01.yaml --
        mixed-port: 7890
        mode: rule
        proxies: [{name: a, type: socks5, server: s.example, port: 1080}]
        rules: ["DOMAIN-SUFFIX,google.com,a"]
        -- src/base_config.yaml --
        mixed-port: 7890
        mode: rule
        proxies: [{name: a, type: socks5, server: s.example, port: 1080}]
        rules: ["DOMAIN-SUFFIX,google.com,a"]
      `,
    },
    {
      files: `
        -- config.yaml --
        proxies:
          - {name: a, type: ss, server: a.example.com, port: 443, cipher: aes-128-gcm, password: pw}
        sub-rules:
          all: ["MATCH,a"]
        rules:
          - GEOIP,CN,DIRECT
          - SUB-RULE,(OR,((NETWORK,tcp),(NETWORK,udp))),all
      `,
    },
    {
      files: `
        -- base.yaml --
        mixed-port: 7890
        proxies: []
        rules: []
      `,
    },
    {
      files: `
        -- direct.yaml --
        mixed-port: 7890
        rules:
          - DOMAIN-SUFFIX,example.com,REJECT
      `,
    },
  ],
};
