import type { ClashFile, ClashRule, Finding, Fix, Note, Project, Rule, RuleDocs, Text, TextEdit } from '../src/core.ts';
import { removeSpan, replaceText, safeFix, unsafeFix } from '../src/fixes/edits.ts';
import { ruleField } from '../src/knowledge/clash-rule-line.ts';
import { folded } from '../src/knowledge/spelling.ts';
import { allRules, readableClash } from '../src/queries/clash/clash.ts';
import { clashFiles } from '../src/queries/clash/clash-files.ts';
import { type ClashRouter, routerOf } from '../src/routing/clash/evaluate.ts';
import { type Shadow, shadows } from '../src/routing/clash/shadow.ts';
import { groupBy, lineEnd, verbatim } from '../src/text.ts';

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
      for (const group of groupBy(
        dead.filter(({ isMeant }) => isMeant),
        pairOf,
      ).values()) {
        yield group[0]?.relation === 'after-match' ? afterMatch(group) : taken(group);
      }
      const copies = copiedLines(file);
      for (const copy of copies) yield copied(project, copy);
      const rest = dead.filter(({ isMeant, line }) => !isMeant && copies.every((copy) => copy.line !== line));
      if (rest.length > 0) yield summary(project, file, rest);
    }
  },
} satisfies Rule;

/** Findings are one for each MATCH, and else one for each pair of policies: lists of one kind make one finding. */
function pairOf({ line, catcher, relation }: Dead): ClashRule | string {
  return relation === 'after-match' ? catcher : `${catcher.target}\0${line.target}`;
}

interface Dead {
  readonly line: ClashRule;
  readonly catcher: ClashRule;
  readonly relation: Shadow['relation'];
  /** Somebody wanted this rule to act: it stands below MATCH, or is a narrower exception with another outcome. */
  readonly isMeant: boolean;
}

/** How many rules a finding points at besides its own. */
const SHOWN = 4;

/** The dead rules of the main list and of each sub-rule list. */
function deadRules(file: ClashFile): readonly Dead[] {
  const router = routerOf(file);
  const dead: Dead[] = [];
  for (const [list, lines] of [[undefined, file.rules] as const, ...file.subRules]) {
    for (const { rule, by, relation } of shadows(router, list)) {
      const [line, catcher] = [lines[rule]!, lines[by]!];
      const isLost = relation === 'narrower' && differ(router, line, catcher) && !isBlocked(router, lines, catcher);
      const isMeant = relation === 'after-match' || isLost;
      dead.push({ line, catcher, relation, isMeant });
    }
  }
  return dead;
}

/** Do both lead somewhere known, and not to the same end of direct, proxy and reject? */
function differ({ policies }: ClashRouter, line: ClashRule, catcher: ClashRule): boolean {
  const [wanted, got] = [policies(line.target).outcome, policies(catcher.target).outcome];
  return wanted !== got && wanted !== 'unknown' && got !== 'unknown';
}

/** More rules than these in one list were merged by a tool. */
const MOST_BY_HAND = 300;

/** Merged lists begin with what they block, so that it is blocked whatever comes later. */
function isBlocked({ policies }: ClashRouter, list: readonly ClashRule[], { target }: ClashRule): boolean {
  return list.length > MOST_BY_HAND && policies(target).outcome === 'reject';
}

/** A line copied from above whose rule set was left as it was. */
interface Copy {
  readonly line: ClashRule;
  readonly original: ClashRule;
  /** The rule set that was meant: the only one that nobody uses and that is called like the line's policy. */
  readonly meant: string;
}

/** Of more idle rule sets than this a machine wrote the list. */
const MOST_IDLE = 50;

/** `RULE-SET,Netflix,Telegram` below `RULE-SET,Netflix,Netflix`, beside a rule set `Telegram` that stands idle. */
function copiedLines(file: ClashFile): readonly Copy[] {
  const idle = idleSets(file).filter((name) => folded(name).length > 2);
  if (idle.length === 0 || idle.length > MOST_IDLE) return [];
  const originals = new Map<string, ClashRule>();
  return file.rules.flatMap((line) => {
    if (line.type !== 'RULE-SET') return [];
    const original = originals.get(line.payload);
    if (!original) originals.set(line.payload, line);
    if (!original || original.target === line.target) return [];
    const target = folded(line.target);
    const [meant, another] = idle.filter((name) => target.includes(folded(name)));
    return meant !== undefined && another === undefined ? [{ line, original, meant }] : [];
  });
}

/** The rule sets that no rule names, not even inside AND, OR and NOT. */
function idleSets(file: ClashFile): readonly string[] {
  const used = new Set<string>();
  for (const { text } of allRules(file))
    for (const [, name = ''] of text.matchAll(/\bRULE-SET *, *([^,()]+)/gi)) used.add(name.trim());
  return file.providers.flatMap(({ kind, name }) => (kind === 'rule' && !used.has(name.text) ? [name.text] : []));
}

function copied(project: Project, { line, original, meant }: Copy): Finding {
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
      replaceText(project, verbatim(line.payload, at), meant),
    ),
  };
}

function afterMatch(dead: readonly Dead[]): Finding {
  const [{ line, catcher }] = dead as [Dead];
  const rules = dead.length === 1 ? 'this rule never acts' : `${dead.length} rules from here on never act`;
  return {
    at: line.at,
    severity: 'error',
    message: {
      en: `MATCH stands above: ${rules}`,
      zh:
        dead.length === 1
          ? '排在 MATCH 之后，这条规则永远不会生效'
          : `排在 MATCH 之后，从这里起的 ${dead.length} 条规则永远不会生效`,
    },
    label: { en: 'nothing gets this far', zh: '没有请求能走到这里' },
    why: {
      en: 'Rules are tried from top to bottom and the first that matches decides; MATCH matches everything.',
      zh: '规则从上往下逐条匹配，先匹配的生效；MATCH 匹配一切请求。',
    },
    related: [{ at: catcher.at, message: { en: 'takes everything', zh: '它匹配了所有请求' } }],
  };
}

function taken(dead: readonly Dead[]): Finding {
  const [{ line, catcher }] = dead as [Dead];
  const others = dead.length - 1;
  const more: Text = others === 0 ? { en: '', zh: '' } : { en: ` and ${others} more`, zh: ` 等 ${dead.length} 项` };
  return {
    at: line.at,
    message: {
      en: `${line.payload}${more.en} ${others === 0 ? 'goes' : 'go'} to ${catcher.target}, not to ${targets(dead)}`,
      zh: `${line.payload}${more.zh}会走 ${catcher.target}，而不是 ${targets(dead)}`,
    },
    label: { en: 'never reached', zh: '永远不会生效' },
    why: {
      en: `${catcher.text} stands above and takes it first. An exception belongs before the rule it is an exception from.`,
      zh: `前面的 ${catcher.text} 已经先匹配了。例外要写在它所例外的那条规则之前。`,
    },
    related: [
      { at: catcher.at, message: { en: 'this rule takes it', zh: '先匹配的是这条' } },
      ...dead
        .slice(1, 1 + SHOWN)
        .map(({ line: { at } }): Note => ({ at, message: { en: 'not reached either', zh: '同样不会生效' } })),
    ],
  };
}

function targets(dead: readonly Dead[]): string {
  return [...new Set(dead.map(({ line }) => line.target))].slice(0, 3).join(', ');
}

/** Merged lists repeat themselves, and the first wins on purpose: worth one line for the whole file. */
function summary(project: Project, file: ClashFile, dead: readonly Dead[]): Finding {
  const [{ line, catcher }] = dead as [Dead];
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
    fixes: repeatsRemoved(project, file, dead),
  };
}

/** A fix is proven as a whole; what is more than this goes in the next round. */
const MOST_REMOVED = 500;

/**
 * Takes out lines that say once more what an earlier line says, policy included. Their comments would go: such stay. Lists
 * are merged by tools: only who asks for this rule wants them shorter.
 */
function repeatsRemoved(project: Project, { at: { file } }: ClashFile, dead: readonly Dead[]): Fix[] {
  const { text } = project.document(file);
  const edits: TextEdit[] = [];
  for (const { relation, line, catcher } of dead) {
    const isRepeated = relation === 'duplicate' && line.target === catcher.target;
    if (!isRepeated || text.slice(line.at.end, lineEnd(text, line.at.end)).includes('#')) continue;
    const removed = removeSpan(project, line.at) ?? [];
    if (removed.every(({ at }) => at.start >= (edits.at(-1)?.at.end ?? 0))) edits.push(...removed);
    if (edits.length >= MOST_REMOVED) break;
  }
  const fixes = safeFix({ en: 'take out the repeated lines', zh: '删除重复的行' }, edits);
  return fixes.map((fix) => ({ ...fix, named: true }));
}

export const docs: RuleDocs = {
  text: {
    en: `
mihomo tries rules from top to bottom and stops at the first that matches. A rule that stands below another one which already
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

- 排在 \`MATCH\` 后面的规则都走不到：**错误**。
- 范围更窄、去向不同（直连、代理、拒绝）的规则排在范围更宽的规则之后，报**警告**：\`hk,Proxy\` 下面的 \`jd.hk,DIRECT\` 本意是个例外。
  每一对策略只报一次。
- 复制一行后忘了改规则集：\`RULE-SET,Netflix,Netflix\` 下面又有 \`RULE-SET,Netflix,Telegram\`，而规则集 \`Telegram\` 没有任何规则用到，
  报**警告**。
- 其余情况多半是合并规则集时有意“先到先得”（包括超过 300 条的列表里先拦截的部分），整个文件只提示**一行信息**。与前面某行完全重复的可以删掉：
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
            ^^^^^^^^^^^^^^^ error MATCH stands above: 2 rules from here on never act
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
