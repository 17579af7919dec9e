import type { ClashFile, ClashProvider, Finding, Rule, RuleDocs, Span, Text } from '../src/core.ts';
import { RULE_TYPES, splitRule } from '../src/knowledge/clash/rule-line.ts';
import { readableClash } from '../src/queries/clash/clash.ts';
import { providerFile } from '../src/queries/clash/clash-files.ts';
import { payloadFault } from '../src/routing/clash/payload.ts';

export default {
  id: 'empty-rule-provider',
  summary: {
    en: 'A rule-provider that yields no rule: what it should catch goes elsewhere.',
    zh: 'rule-provider 里一条规则都没有，本该由它匹配的流量走了别处。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of project.facts('clash'))
      if (file.form === 'provider' && file.payload.length === 0) yield empty(file);
    for (const file of readableClash(project)) {
      for (const provider of file.providers) {
        const content = provider.type === 'inline' ? undefined : providerFile(project, file, provider);
        const entries = provider.type === 'inline' ? provider.payload : content?.payload;
        const found = entries && useless(provider, entries, content);
        if (found) yield found;
      }
    }
  },
} satisfies Rule;

const MESSAGE = (name: string): Text => ({
  en: `The rule-provider ${name} never catches anything`,
  zh: `rule-provider“${name}”永远匹配不到任何东西`,
});

/** mihomo reads the file line by line: a list in brackets, or a wrong head, gives no entry and no error. */
function empty(file: ClashFile): Finding {
  return {
    at: file.rulesKey ?? { file: file.at.file, start: file.at.start, end: file.at.start },
    message: { en: 'mihomo reads no rule from this file', zh: 'mihomo 从这个文件里读不到任何规则' },
    label: { en: 'no line below it is an item of its own', zh: '下面没有任何一行是列表项' },
    why: {
      en: 'It is read line by line: `payload:` alone, then one `- entry` to a line. A list in `[ ]` yields nothing, without an error.',
      zh: '这个文件是逐行读取的：`payload:` 单独一行，之后每行一个 `- 条目`。写成 `[ ]` 的列表读不到内容，也不会报错。',
    },
  };
}

/** There are entries, but none that this behavior can use. */
function useless(
  provider: ClashProvider,
  entries: readonly string[],
  content: ClashFile | undefined,
): Finding | undefined {
  const fits = FITS[provider.behavior];
  const isInlineEmpty = provider.type === 'inline' && entries.length === 0;
  if (!fits || (entries.length === 0 && !isInlineEmpty) || entries.some(fits)) return undefined;
  const at: Span = provider.path?.at ?? provider.name.at;
  return {
    at,
    // `payload: []` is a place that someone keeps free.
    severity: isInlineEmpty ? 'info' : undefined,
    message: MESSAGE(provider.name.text),
    label: isInlineEmpty
      ? { en: 'its payload is empty', zh: 'payload 是空的' }
      : {
          en: `none of its ${entries.length} entries is written for behavior: ${provider.behavior}`,
          zh: `${entries.length} 个条目都不是 behavior: ${provider.behavior} 的写法`,
        },
    why: entries[0] === undefined ? undefined : (EXPECTED[provider.behavior] as Text),
    related: content
      ? [{ at: content.rulesKey ?? content.at, message: { en: 'the list', zh: '列表在这里' } }]
      : undefined,
  };
}

/** Can an entry ever match under a behavior? */
const FITS: Readonly<Record<string, (entry: string) => boolean>> = {
  domain: (entry) => !/[,/\s]/.test(entry) && !entry.endsWith('.'),
  ipcidr: (entry) => payloadFault('IP-CIDR', entry) === undefined,
  classical: (entry) => {
    const { type, payload } = splitRule(entry, false);
    return RULE_TYPES.has(type) && type !== 'MATCH' && type !== 'SUB-RULE' && payload !== '';
  },
};

const EXPECTED: Readonly<Record<string, Text>> = {
  domain: {
    en: 'behavior: domain takes bare names: example.com, +.example.com. Lines such as DOMAIN-SUFFIX,example.com need classical.',
    zh: 'behavior: domain 只接受域名本身：example.com、+.example.com。DOMAIN-SUFFIX,example.com 这样的写法要用 classical。',
  },
  ipcidr: {
    en: 'behavior: ipcidr takes ranges with their mask: 10.0.0.0/8. Lines such as IP-CIDR,10.0.0.0/8 need classical.',
    zh: 'behavior: ipcidr 只接受带掩码的网段：10.0.0.0/8。IP-CIDR,10.0.0.0/8 这样的写法要用 classical。',
  },
  classical: {
    en: 'behavior: classical takes rules without a policy: DOMAIN-SUFFIX,example.com. Bare names need domain, bare ranges ipcidr.',
    zh: 'behavior: classical 接受不带策略的规则：DOMAIN-SUFFIX,example.com。纯域名要用 domain，纯网段要用 ipcidr。',
  },
};

export const docs: RuleDocs = {
  text: {
    en: `
The content of a rule-provider is not checked when mihomo loads its configuration. What it can't read it drops with a
line in the log, and an empty set is a set that matches nothing: the rules that name it are skipped, and the traffic
falls to the next rule, often to the proxy.

Two ways lead there. A YAML list is read line by line, so \`payload: [a.com, b.com]\` or a misspelt \`payload\` holds
nothing. And the entries must be written for the \`behavior\`: \`DOMAIN-SUFFIX,example.com\` in a \`domain\` set is taken as a
strange name that no host has. (Published lists have been converted that way, with 40,000 dead entries.)

Only sets in the project are judged: inline ones, and files at \`path\`.

Source: mihomo \`rules/provider/provider.go\`, \`domain_strategy.go\`, \`ipcidr_strategy.go\`, \`classical_strategy.go\`.`,
    zh: `
加载配置时，mihomo 不检查 rule-provider 的内容。读不懂的条目只在日志里记一行就丢掉，空的集合什么都匹配不到：
引用它的规则被跳过，流量落到下一条规则，往往就走了代理。

有两种原因。YAML 列表是逐行读取的，所以 \`payload: [a.com, b.com]\` 或把 \`payload\` 拼错，都等于没有内容。另外，条目的写法必须和
\`behavior\` 对应：\`domain\` 集合里的 \`DOMAIN-SUFFIX,example.com\` 会被当成一个不存在的怪域名。（公开发布的规则集里就有这样转换出来的，四万条全部无效。）

只检查项目里能看到的集合：内联的，以及 \`path\` 指向的文件。

来源：mihomo \`rules/provider/provider.go\`、\`domain_strategy.go\`、\`ipcidr_strategy.go\`、\`classical_strategy.go\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rule-providers:
          vip: {type: inline, behavior: classical, payload: []}
          ^^^ info The rule-provider vip never catches anything
        rules: ["RULE-SET,vip,DIRECT", "MATCH,DIRECT"]
      `,
    },
    {
      files: `
        -- rules/direct.yaml --
        payload: [+.example.com, +.example.org]
        ^^^^^^^ error mihomo reads no rule from this file
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rule-providers:
          direct: {type: file, behavior: domain, path: ./rules/direct.yaml}
                                                       ^^^^^^^^^^^^^^^^^^^ error The rule-provider direct never catches anything
          lan:
          ^^^ error
            type: inline
            behavior: ipcidr
            payload: ['IP-CIDR,10.0.0.0/8', 192.168.1.1]
        rules:
          - RULE-SET,direct,DIRECT
          - RULE-SET,lan,DIRECT
          - MATCH,REJECT
        -- rules/direct.yaml --
        payload:
          - DOMAIN-SUFFIX,example.com
          - DOMAIN,example.org
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rule-providers:
          direct: {type: file, behavior: domain, path: ./rules/direct.yaml}
          remote: {type: http, behavior: classical, url: "https://example.com/r.yaml", path: ./rules/remote.yaml}
        rules: ["RULE-SET,direct,DIRECT", "RULE-SET,remote,REJECT", "MATCH,DIRECT"]
        -- rules/direct.yaml --
        payload:
          - '+.example.com'
      `,
    },
    {
      files: `
        -- rules/classical.yaml --
        payload:
          # own list
          - DOMAIN-SUFFIX,example.com
          - IP-CIDR,10.0.0.0/8,no-resolve
      `,
    },
  ],
};
