import type { ClashFile, Finding, Project, Rule, RuleDocs, Span, Text, Value } from '../src/core.ts';
import { fixOf, replaceText } from '../src/fixes/edits.ts';
import { BUILT_IN_POLICIES, ruleField, splitLogic, splitRule } from '../src/knowledge/clash-rule-line.ts';
import { closest } from '../src/knowledge/spelling.ts';
import { allRules, clashSettings, isTagged, runnableClash } from '../src/queries/clash/clash.ts';
import { groupBy, verbatim } from '../src/text.ts';

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
      if (file.groups.length === 0 || !isComplete(file)) continue;
      const missing: Use[] = [];
      for (const use of uses(project, file)) if (!use.among.has(use.name) && !isTagged(use.name)) missing.push(use);
      for (const same of groupBy(missing, (use) => `${use.kind}\0${use.name}`).values()) {
        const inOrder = same.toSorted((a, b) => a.value().at.start - b.value().at.start);
        yield finding(project, inOrder as [Use, ...Use[]]);
      }
    }
  },
} satisfies Rule;

/** Overrides and samples speak of policies that another file brings; a whole file has nodes, or takes all there are. */
function isComplete(file: ClashFile): boolean {
  return (
    file.proxies.length > 0 ||
    file.providers.some((provider) => provider.kind === 'proxy') ||
    file.groups.some((group) => group.includeAll || group.includeAllProxies || group.includeAllProviders)
  );
}

type Kind = 'policy' | 'provider' | 'set' | 'sub-rule';

interface Use {
  readonly kind: Kind;
  readonly name: string;
  readonly among: ReadonlySet<string>;
  /** Where the name stands: asked for only when nothing has it. */
  readonly value: () => Value;
}

const WORDS: Readonly<Record<Kind, Text>> = {
  policy: { en: 'no policy is called', zh: '没有名为' },
  provider: { en: 'no proxy-provider is called', zh: 'proxy-providers 里没有' },
  set: { en: 'no rule-provider is called', zh: 'rule-providers 里没有' },
  'sub-rule': { en: 'no sub-rule is called', zh: 'sub-rules 里没有' },
};

/** Every name a file refers to, with the names there are. */
function* uses(project: Project, file: ClashFile): Iterable<Use> {
  const policies = new Set(BUILT_IN_POLICIES);
  for (const { name } of [...file.proxies, ...file.groups]) policies.add(name.text);
  const named = (kind: string): Set<string> =>
    new Set(file.providers.filter((one) => one.kind === kind).map((one) => one.name.text));
  const [sets, providers, subRules] = [named('rule'), named('proxy'), new Set(file.subRules.keys())];
  for (const rule of allRules(file)) {
    const { type, target } = rule;
    if (target === '' || target === 'no-resolve' || target === 'src') continue;
    const value = (): Value => verbatim(target, ruleField(rule, 'target'));
    const isJump = type === 'SUB-RULE';
    yield { kind: isJump ? 'sub-rule' : 'policy', name: target, among: isJump ? subRules : policies, value };
    for (const name of ruleSets(type, rule.payload)) {
      const place = (): Value => verbatim(name, partOf(ruleField(rule, 'payload'), rule.payload, name));
      yield { kind: 'set', name, among: sets, value: place };
    }
  }
  const direct = (kind: Kind, value: Value, among: ReadonlySet<string>): Use => ({
    kind,
    name: value.text,
    among,
    value: () => value,
  });
  for (const group of file.groups) {
    for (const value of group.proxies) yield direct('policy', value, policies);
    if (group.includeAll || group.includeAllProviders) continue;
    for (const value of group.use) yield direct('provider', value, providers);
  }
  for (const { path, value } of clashSettings(project, file)) {
    const isDialer = path.at(-1) === 'dialer-proxy' && (path[0] === 'proxies' || path[0] === 'proxy-providers');
    if (isDialer && value.text !== '') yield direct('policy', value, policies);
  }
}

/** The sets a rule reads: its own payload, or those named inside a logic rule. */
function ruleSets(type: string, payload: string, depth = 0): readonly string[] {
  if (type === 'RULE-SET') return payload === '' ? [] : [payload];
  if (!payload.includes('RULE-SET') || !/^(?:AND|OR|NOT|SUB-RULE)$/.test(type) || depth > 8) return [];
  const parts = splitLogic(type === 'SUB-RULE' ? `(${payload})` : payload) ?? [];
  return parts.flatMap((part) => {
    const inner = splitRule(part, false);
    return ruleSets(inner.type, inner.payload, depth + 1);
  });
}

/** The place of a name inside a payload, where the payload stands in the file as it is. */
function partOf(at: Span, payload: string, name: string): Span {
  const index = payload.indexOf(name);
  if (index < 0 || at.end - at.start !== payload.length) return at;
  return { file: at.file, start: at.start + index, end: at.start + index + name.length };
}

function finding(project: Project, [first, ...others]: readonly [Use, ...Use[]]): Finding {
  const { name } = first;
  const meant = closest(name, first.among);
  const words = WORDS[first.kind];
  const uses = [first, ...others];
  const label =
    meant === undefined
      ? { en: `nothing in this file is called ${name}`, zh: `文件里没有定义“${name}”` }
      : { en: `did you mean ${meant}?`, zh: `是不是想写“${meant}”？` };
  return {
    at: first.value().at,
    message: {
      en: `This configuration is refused: ${words.en} ${name}`,
      zh: `这份配置无法加载：${words.zh}“${name}”${first.kind === 'policy' ? '的策略' : ''}`,
    },
    label:
      others.length === 0
        ? label
        : { en: `${label.en} (${uses.length} places)`, zh: `${label.zh}（共 ${uses.length} 处）` },
    why: {
      en: 'mihomo checks every name when it starts and stops at the first one it does not know. Case, blanks and emoji count.',
      zh: 'mihomo 启动时会逐一核对名字，遇到不认识的就停止加载。大小写、空格、emoji 都要一致。',
    },
    related: others.slice(0, 3).map((use) => ({ at: use.value().at, message: { en: 'also here', zh: '这里也是' } })),
    fixes:
      meant === undefined
        ? []
        : fixOf(
            { en: `write ${meant}`, zh: `改为 ${meant}` },
            false,
            ...uses.map((use) => replaceText(project, use.value(), meant)),
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

Only files that hold nodes and groups of their own are judged. Overrides and samples use names another file brings.

Source: mihomo \`config/config.go\` (\`parseRules\`, \`parseProxies\`), \`adapter/outboundgroup/parser.go\`.`,
    zh: `
每条规则最后都指向一个策略：节点、策略组，或内置策略（\`DIRECT\`、\`REJECT\`、\`REJECT-DROP\`、\`PASS\`、\`COMPATIBLE\`、\`GLOBAL\`）。
策略组列出成员，\`use\` 引用 proxy-providers，\`RULE-SET\` 引用 rule-providers，\`SUB-RULE\` 引用 \`sub-rules\` 里的列表，
\`dialer-proxy\` 引用节点或策略组。只要有一个名字不存在，mihomo 就拒绝整份配置：要么继续用旧配置，要么根本起不来。
名字必须完全一致：\`Proxy\` 和 \`PROXY\` 不是一回事，emoji 带不带变体选择符也算两个名字。

只检查自带节点和策略组的配置。覆写文件和规则示例里的名字由别的文件提供，不在检查之列。

依据：mihomo \`config/config.go\`（\`parseRules\`、\`parseProxies\`）、\`adapter/outboundgroup/parser.go\`。`,
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
  ],
  good: [
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
