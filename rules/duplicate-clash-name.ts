import type { ClashFile, Finding, Rule, RuleDocs, Text, Value } from '../src/core.ts';
import { BUILT_IN_POLICIES } from '../src/knowledge/clash/rule-line.ts';
import { isTagged, readableClash } from '../src/queries/clash/clash.ts';

export default {
  id: 'duplicate-clash-name',
  summary: {
    en: 'Two Clash nodes or groups have one name, or a built-in one: the file is refused.',
    zh: '两个节点或策略组重名，或者与内置策略重名，整份配置无法加载。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      const known = new Map<string, Value>();
      const twice: Twin[] = [];
      const reserved: Named[] = [];
      for (const { kind, name } of named(file)) {
        const first = known.get(name.text);
        if (first) twice.push({ kind, name, first });
        else if (isReserved(name.text)) reserved.push({ kind, name });
        else known.set(name.text, name);
      }
      yield* taken(twice);
      yield* builtIn(reserved);
      yield* builtInSince(file);
    }
  },
} satisfies Rule;

interface Named {
  readonly kind: 'node' | 'group';
  readonly name: Value;
}

function* named(file: ClashFile): Iterable<Named> {
  const isJudged = ({ name }: { readonly name: Value }): boolean => name.text !== '' && !isTagged(name.text);
  for (const proxy of file.proxies) if (isJudged(proxy)) yield { kind: 'node', name: proxy.name };
  for (const group of file.groups) if (isJudged(group)) yield { kind: 'group', name: group.name };
}

/** `GLOBAL` may be a group of the user's own; PASS-RULE is taken only from v1.19.27 on. */
function isReserved(name: string): boolean {
  return name !== 'GLOBAL' && name !== 'PASS-RULE' && BUILT_IN_POLICIES.has(name);
}

const KINDS = { node: { en: 'node', zh: '节点' }, group: { en: 'group', zh: '策略组' } };

/** A name that is already used, with the place that uses it. */
interface Twin extends Named {
  readonly first: Value;
}

/** How many more places a finding points at. */
const MOST_NOTES = 5;

/** One finding a file: mihomo stops at the first, and a merged subscription has dozens. */
function* taken(twins: readonly Twin[]): Iterable<Finding> {
  const [twin, ...others] = twins;
  if (!twin) return;
  const { kind, name, first } = twin;
  yield {
    at: name.at,
    message: {
      en: `This configuration is refused: ${name.text} is there twice${more(others).en}`,
      zh: `这份配置无法加载：“${name.text}”重名${more(others).zh}`,
    },
    label: { en: `a second ${KINDS[kind].en} of this name`, zh: `又一个同名的${KINDS[kind].zh}` },
    why: {
      en: 'Nodes and groups share one list of names, and mihomo stops at the first that is taken.',
      zh: '节点和策略组共用一份名单，遇到已被占用的名字，mihomo 就停止加载。',
    },
    related: [{ at: first.at, message: { en: 'the first', zh: '第一个' } }, ...notes(others)],
  };
}

function* builtIn(names: readonly Named[]): Iterable<Finding> {
  const [one, ...others] = names;
  if (!one) return;
  const { kind, name } = one;
  yield {
    at: name.at,
    message: {
      en: `This configuration is refused: ${name.text} is built in${more(others).en}`,
      zh: `这份配置无法加载：“${name.text}”是内置策略${more(others).zh}`,
    },
    label: {
      en: `no ${KINDS[kind].en} can take the name of a built-in policy`,
      zh: `${KINDS[kind].zh}不能与内置策略同名`,
    },
    related: notes(others),
  };
}

/** PASS-RULE is a policy of newer cores alone. */
function* builtInSince(file: ClashFile): Iterable<Finding> {
  for (const { kind, name } of named(file)) {
    if (name.text !== 'PASS-RULE') continue;
    yield {
      at: name.at,
      severity: 'warning',
      message: {
        en: 'Some cores refuse this configuration: PASS-RULE is built in',
        zh: '部分内核会拒绝这份配置：PASS-RULE 是内置策略',
      },
      label: { en: `another name for this ${KINDS[kind].en} is needed`, zh: `这个${KINDS[kind].zh}要换个名字` },
      why: {
        en: 'Cores from v1.19.27 (June 2026) on have a policy of this name; older ones load the file.',
        zh: 'v1.19.27（2026 年 6 月）起的内核有同名的内置策略；更早的版本可以加载。',
      },
    };
    return;
  }
}

function more({ length }: readonly Named[]): Text {
  return length === 0 ? { en: '', zh: '' } : { en: `, and ${length} more`, zh: `，另有 ${length} 处` };
}

/** The other places, limited to a number that a reader can follow. */
const notes = (others: readonly Named[]): NonNullable<Finding['related']> =>
  others.slice(0, MOST_NOTES).map(({ name }) => ({ at: name.at, message: { en: 'also here', zh: '这里也是' } }));

export const docs: RuleDocs = {
  text: {
    en: `
A rule or a group refers to nodes and groups by name, so every name can be there only once: \`proxy X is the duplicate name\`,
\`ProxyGroup X: duplicate group name\`. The built-in \`DIRECT\`, \`REJECT\`, \`REJECT-DROP\`, \`PASS\` and \`COMPATIBLE\` are taken, too; a group
\`GLOBAL\` replaces the one Clash makes itself. It usually comes from merging subscriptions. Names count as they are
read: case, spaces and emoji make another name.

All places are one finding a file; the notes name the first few. There is no fix: which of the two the rules mean is for you to say. Nodes of providers are not part of this list of names.

Source: mihomo \`config/config.go: parseProxies\`, \`config/utils.go: proxyGroupsDagSort\`.`,
    zh: `
规则和策略组按名字引用节点与策略组，所以每个名字只能出现一次，否则报错 \`proxy X is the duplicate name\`、
\`ProxyGroup X: duplicate group name\`。内置的 \`DIRECT\`、\`REJECT\`、\`REJECT-DROP\`、\`PASS\`、\`COMPATIBLE\` 也算已占用；名为 \`GLOBAL\` 的策略组会代替
Clash 自己生成的那个。这种错误多半来自合并订阅。名字按原样比较：大小写、空格、emoji 不同就是不同的名字。

每份文件只报一次，附注里列出前几处。没有自动修复：规则指的是哪一个，只有你知道。provider 里的节点不在这份名单里。

来源：mihomo \`config/config.go\` 的 \`parseProxies\`、\`config/utils.go\` 的 \`proxyGroupsDagSort\`。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: hk, type: http, server: a.example.com, port: 443}
          - {name: hk, type: http, server: b.example.com, port: 443}
                   ^^ error This configuration is refused: hk is there twice, and 2 more
          - {name: hk, type: http, server: c.example.com, port: 443}
          - {name: jp, type: http, server: d.example.com, port: 443}
          - {name: jp, type: http, server: e.example.com, port: 443}
        rules: ["MATCH,hk"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: 东京, type: http, server: a.example.com, port: 443}
        proxy-groups:
          - {name: 东京, type: select, proxies: [DIRECT]}
                   ^^ error This configuration is refused: 东京 is there twice
          - {name: REJECT, type: select, proxies: [DIRECT]}
                   ^^^^^^ error This configuration is refused: REJECT is built in
        rules: ["MATCH,东京"]
      `,
    },
  ],
  good: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - {name: hk, type: http, server: a.example.com, port: 443}
          - {name: HK, type: http, server: b.example.com, port: 443}
        proxy-groups:
          - {name: GLOBAL, type: select, proxies: [hk, HK]}
        rules: ["MATCH,GLOBAL"]
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxy-providers: {a: {type: http, url: "https://example.com/a"}}
        proxy-groups: [{name: a, type: select, use: [a]}]
        rules: ["MATCH,a"]
      `,
    },
  ],
};
