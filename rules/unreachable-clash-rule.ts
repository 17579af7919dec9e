import type { ClashRule, Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { removeRules } from '../src/fixes/clash-rules.ts';
import { rewrite, safeFix, unsafeFix } from '../src/fixes/edits.ts';
import { ruleField } from '../src/knowledge/clash/rule-line.ts';
import { readableClash } from '../src/queries/clash/clash.ts';
import { clashFiles } from '../src/queries/clash/clash-files.ts';
import { type CopiedLine, copiedLines, type DeadRule, deadRules } from '../src/queries/clash/dead-rules.ts';
import { notesAt, type Together, together, verbatim } from '../src/text.ts';

export default {
  id: 'unreachable-clash-rule',
  summary: {
    en: 'A Clash rule can never act: an earlier one takes everything it would catch.',
    zh: 'Clash 规则永远不会生效：前面的规则已经先匹配了。',
  },
  severity: 'warning',
  needs: ['clash'],

  *check(project) {
    const readable = new Set(readableClash(project).map(({ at }) => at.file));
    for (const file of clashFiles(project)) {
      if (!readable.has(file.at.file)) continue;
      const dead = deadRules(file);
      const meant = dead.filter(({ isMeant }) => isMeant);
      for (const same of together(meant, pairOf))
        yield same.first.relation === 'after-match' ? afterMatch(same) : taken(same);
      const copies = copiedLines(file);
      for (const copy of copies) yield copied(project, copy);
      const rest = dead.filter(({ isMeant, line }) => !isMeant && copies.every((copy) => copy.line !== line));
      if (rest.length > 0) yield summary(project, rest);
    }
  },
} satisfies Rule;

/** One finding for each MATCH, otherwise one for each pair of policies, so that lists of one kind give one finding. */
function pairOf({ line, catcher, relation }: DeadRule): ClashRule | string {
  return relation === 'after-match' ? catcher : `${catcher.target}\0${line.target}`;
}

/** How many rules a finding points at besides its own. */
const SHOWN = 4;

function copied(project: Project, { line, original, meant }: CopiedLine): Finding {
  const at = ruleField(line, 'payload');
  return {
    at,
    message: {
      en: `${line.target} never gets the rule set ${meant}: this line names ${line.payload} again`,
      zh: `规则集 ${meant} 到不了 ${line.target}：这一行又写了一遍 ${line.payload}`,
    },
    label: { en: `meant: RULE-SET,${meant}`, zh: `应为 RULE-SET,${meant}` },
    related: [{ at: original.at, message: { en: 'copied from here', zh: '从这里复制而来' } }],
    fixes: unsafeFix(
      { en: `write ${meant}`, zh: `改为 ${meant}` },
      rewrite(project, verbatim(line.payload, at), meant),
    ),
  };
}

function afterMatch({ first: { line, catcher }, all }: Together<DeadRule>): Finding {
  const one = all.length === 1;
  return {
    at: line.at,
    severity: 'error',
    message: {
      en: `MATCH is above: ${one ? 'this rule never acts' : `${all.length} rules from here on never act`}`,
      zh: `排在 MATCH 之后，${one ? '这条规则' : `从这里起的 ${all.length} 条规则`}永远不会生效`,
    },
    label: { en: 'nothing gets this far', zh: '没有请求能走到这里' },
    why: {
      en: 'Rules are tried from top to bottom and the first that matches decides; MATCH matches everything.',
      zh: '规则从上往下逐条匹配，先匹配的生效；MATCH 匹配一切请求。',
    },
    related: [{ at: catcher.at, message: { en: 'takes everything', zh: '它匹配了所有请求' } }],
  };
}

function taken({ first: { line, catcher }, others, all }: Together<DeadRule>): Finding {
  const one = others.length === 0;
  const targets = [...new Set(all.map((dead) => dead.line.target))].slice(0, 3).join(', ');
  return {
    at: line.at,
    message: {
      en: `${line.payload}${one ? ' goes' : ` and ${others.length} more go`} to ${catcher.target}, not to ${targets}`,
      zh: `${line.payload}${one ? '' : ` 等 ${all.length} 项`}会走 ${catcher.target}，而不是 ${targets}`,
    },
    label: { en: 'never reached', zh: '永远不会生效' },
    why: {
      en: `${catcher.text} is above and takes it first. An exception belongs before the rule it is an exception from.`,
      zh: `前面的 ${catcher.text} 已经先匹配了。例外要写在它所例外的那条规则之前。`,
    },
    related: [
      { at: catcher.at, message: { en: 'this rule takes it', zh: '先匹配的是这条' } },
      ...notesAt(
        others.slice(0, SHOWN).map((dead) => dead.line.at),
        { en: 'not reached either', zh: '同样不会生效' },
      ),
    ],
  };
}

/** Merged lists repeat themselves, and the first wins on purpose: worth one line for the whole file. */
function summary(project: Project, dead: readonly DeadRule[]): Finding {
  const [{ line, catcher }] = dead as [DeadRule];
  const one = dead.length === 1;
  return {
    at: line.at,
    severity: 'info',
    message: {
      en: `${one ? '1 rule is' : `${dead.length} rules are`} idle: earlier ones already decide`,
      zh: `有 ${dead.length} 条规则不起作用，前面的规则已经先匹配了`,
    },
    label: { en: one ? 'this one' : 'the first of them', zh: one ? '就是这条' : '这是第一条' },
    related: [{ at: catcher.at, message: { en: 'decides before it', zh: '先匹配的是这条' } }],
    // Tools merge lists, so only a user who asks for this rule by name wants them shorter.
    fixes: safeFix(
      SHORTER,
      removeRules(
        project,
        dead.filter(isRepeated).map((one) => one.line),
      ),
    ).map((fix) => ({
      ...fix,
      named: true,
    })),
  };
}

const SHORTER: Text = { en: 'take out the repeated lines', zh: '删除重复的行' };

/** Says once more what an earlier line says, policy included. */
const isRepeated = ({ relation, line, catcher }: DeadRule): boolean =>
  relation === 'duplicate' && line.target === catcher.target;

export const docs: RuleDocs = {
  text: {
    en: `
mihomo tries rules from top to bottom and stops at the first that matches. A rule that is below another one which already
takes all it would catch is never reached, and nobody says so.

- Below \`MATCH\` nothing is reached: an **error**.
- A narrower rule below a wider one with another outcome (direct, proxy, reject) is a **warning**: \`jd.hk,DIRECT\` below
  \`hk,Proxy\` was meant as an exception. One finding for each pair of policies.
- A copied line whose rule set was left as it was, \`RULE-SET,Netflix,Telegram\` below \`RULE-SET,Netflix,Netflix\` while nothing uses the
  set \`Telegram\`, is a **warning**.
- Everything else, mostly lists merged so that the first wins (among them what a list of more than 300 rules blocks first), is
  **one line of info** for the file. Lines that repeat an earlier
  one word for word can be removed: \`envlint --fix --level info --only unreachable-clash-rule\`.

Only what is proven is claimed: one single earlier rule takes every connection over TCP that the later one could take. \`PASS\`
takes nothing; a rule with \`no-resolve\` does not take what a later rule looks up; two rules that together cover a third are not
added up. A group counts with its default: the first member of a \`select\`.`,
    zh: `
mihomo 从上往下逐条匹配规则，先匹配的生效。如果前面已有一条规则把后面某条要匹配的请求全部截走，后面那条就永远走不到，而且不会有任何提示。

- 排在 \`MATCH\` 后面的规则都走不到：报**错误**。
- 范围更窄、去向不同（直连、代理、拒绝）的规则排在范围更宽的规则之后，报**警告**：\`hk,Proxy\` 下面的 \`jd.hk,DIRECT\` 本意是个例外。
  每一对策略只报一次。
- 复制一行后忘了改规则集：\`RULE-SET,Netflix,Netflix\` 下面又有 \`RULE-SET,Netflix,Telegram\`，而规则集 \`Telegram\` 没有任何规则用到，
  报**警告**。
- 其余情况多半是合并规则集时有意“先到先得”（包括超过 300 条的列表里先拦截的部分），整个文件只报**一条提示**。与前面某行完全重复的可以删掉：
  \`envlint --fix --level info --only unreachable-clash-rule\`。

只有能证明时才会报告：必须有某一条靠前的规则，能截走后面那条规则在 TCP 上可能匹配的所有连接。\`PASS\` 不截走请求；带 \`no-resolve\` 的规则
截不走后面需要解析域名的规则；两条规则合起来才覆盖第三条的不算。策略组按默认选择计算，即 \`select\` 的第一个成员。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,hk,Proxy
          - DOMAIN-SUFFIX,tw,Proxy
          - DOMAIN-SUFFIX,jd.hk,DIRECT
            ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning jd.hk and 2 more go to Proxy, not to DIRECT
          - DOMAIN-SUFFIX,shop.tw,DIRECT
          - DOMAIN-SUFFIX,bank.tw,DIRECT
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,hk,Proxy
          - DOMAIN-SUFFIX,jd.hk,DIRECT
            ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning jd.hk goes to Proxy, not to DIRECT
          - DOMAIN-SUFFIX,example.com,Proxy
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,cn,DIRECT
          - MATCH,Proxy
          - GEOIP,CN,DIRECT
            ^^^^^^^^^^^^^^^ error MATCH is above: 2 rules from here on never act
          - DOMAIN,api.deepseek.com,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,github.com,Proxy
          - DOMAIN-SUFFIX,github.com,Proxy
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ info 2 rules are idle: earlier ones already decide
          - DOMAIN,api.github.com,Proxy
          - MATCH,DIRECT
      `,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,github.com,Proxy
          - DOMAIN,api.github.com,Proxy
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        proxy-groups:
          - { name: 🎬Netflix, type: select, proxies: [hk] }
          - { name: ✈️Telegram, type: select, proxies: [hk] }
        rule-providers:
          Netflix: { type: http, behavior: classical, url: 'https://rules.example/netflix.yaml' }
          Telegram: { type: http, behavior: classical, url: 'https://rules.example/telegram.yaml' }
        rules:
          - RULE-SET,Netflix,🎬Netflix
          - RULE-SET,Netflix,✈️Telegram
                     ^^^^^^^ warning ✈️Telegram never gets the rule set Telegram: this line names Netflix again
          - MATCH,DIRECT
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies: [{ name: hk, type: socks5, server: hk.example, port: 443 }]
        proxy-groups:
          - { name: 🎬Netflix, type: select, proxies: [hk] }
          - { name: ✈️Telegram, type: select, proxies: [hk] }
        rule-providers:
          Netflix: { type: http, behavior: classical, url: 'https://rules.example/netflix.yaml' }
          Telegram: { type: http, behavior: classical, url: 'https://rules.example/telegram.yaml' }
        rules:
          - RULE-SET,Netflix,🎬Netflix
          - RULE-SET,Telegram,✈️Telegram
          - MATCH,DIRECT
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,jd.hk,DIRECT
          - DOMAIN-SUFFIX,hk,Proxy
          - IP-CIDR,10.0.0.0/8,DIRECT,no-resolve
          - IP-CIDR,10.1.0.0/16,Proxy
          - MATCH,Proxy
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - DOMAIN-SUFFIX,com,PASS
          - DOMAIN-SUFFIX,example.com,DIRECT
          - MATCH,Proxy
      `,
    },
  ],
};
