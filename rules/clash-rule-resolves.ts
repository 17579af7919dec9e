import type { ClashFile, ClashRule, Project, Rule, RuleDocs, TextEdit } from '../src/core.ts';
import { insertAbove, removeSpan, rewrite, unsafeFix } from '../src/fixes/edits.ts';
import { ruleResolves } from '../src/knowledge/clash/rule-line.ts';
import { readableClash } from '../src/queries/clash/clash.ts';
import { isReserved, parsePrefix } from '../src/routing/clash/address.ts';
import { nextLine, verbatim } from '../src/text.ts';

export default {
  id: 'clash-rule-resolves',
  summary: {
    en: 'A Clash rule on addresses comes before rules on names: hosts are looked up in DNS before their rule is found.',
    zh: 'Clash 的 IP 规则排在域名规则前面：域名要先做一次 DNS 解析才能匹配到自己的规则。',
  },
  severity: 'info',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      const behaviors = behaviorsOf(file);
      const last = file.rules.findLastIndex((rule) => isOnName(behaviors, rule));
      const asking = file.rules.slice(0, Math.max(last, 0)).filter((rule) => looksUp(behaviors, rule));
      const [first] = asking;
      if (!first) continue;
      const below = file.rules.slice(file.rules.indexOf(first)).filter((rule) => isOnName(behaviors, rule)).length;
      yield {
        at: first.at,
        message: {
          en: `Hosts of ${below === 1 ? 'the rule' : `the ${below} rules`} on names below are looked up in DNS first`,
          zh: `下面 ${below} 条域名规则要匹配的域名，都会先被解析一次`,
        },
        label: { en: 'asks for the address of every host that comes this far', zh: '走到这里的域名都要先解析出 IP' },
        why: {
          en: 'That costs a lookup, shows the names to the DNS server, and a poisoned answer can send a host the wrong way.',
          zh: '这会多一次解析，把域名暴露给 DNS 服务器；遇到被污染的结果还会走错线路。',
        },
        related: asking.slice(1, 3).map(({ at }) => ({ at, message: { en: 'asks too', zh: '这条也要解析' } })),
        fixes: asking.some(isOfCountry)
          ? unsafeFix(MOVE, ...moved(project, asking, file.rules[last + 1]))
          : unsafeFix(MARK, withNoResolve(project, asking)),
      };
    }
  },
} satisfies Rule;

const MARK = { en: 'add no-resolve to the rules that ask', zh: '给这些规则加上 no-resolve' };
const MOVE = { en: 'move the rules that ask below those on names', zh: '把这些规则移到域名规则下面' };

/** For a country's addresses looking up is the point: without it, its names would fall through to the last rule. */
function isOfCountry({ type, payload }: ClashRule): boolean {
  return type === 'GEOIP' ? /^[a-z]{2}$/i.test(payload) : /cn|china/i.test(payload);
}

/** With more rules than this, the addresses are a country's list, for which looking up is intended. */
const MOST_EDITED = 50;
const MOST_MOVED = 5;

/** What each rule set contains, by its name: `domain`, `ipcidr`, `classical`. */
type Behaviors = ReadonlyMap<string, string>;

function behaviorsOf({ providers }: ClashFile): Behaviors {
  return new Map(providers.filter(({ kind }) => kind === 'rule').map(({ name, behavior }) => [name.text, behavior]));
}

function isOnName(behaviors: Behaviors, { type, payload }: ClashRule): boolean {
  if (type === 'RULE-SET') return behaviors.get(payload) === 'domain';
  return type === 'GEOSITE' || type === 'DOMAIN' || type.startsWith('DOMAIN-');
}

/** Without private ranges: every configuration begins with them, at the cost of the same small lookup. */
function looksUp(behaviors: Behaviors, rule: ClashRule): boolean {
  const { type, payload, params } = rule;
  if (type === 'RULE-SET') {
    const isOfAddresses = behaviors.get(payload) === 'ipcidr';
    return (
      isOfAddresses && !params.includes('no-resolve') && !params.includes('src') && !/^(?:private|lan)/i.test(payload)
    );
  }
  if (!ruleResolves(rule) || /^(?:lan|private)$/i.test(payload)) return false;
  const prefix = parsePrefix(payload);
  return type.startsWith('IP-CIDR') ? prefix !== undefined && !isReserved(prefix) : true;
}

/** Each rule without its line, and its text above the first rule after those on names. */
function moved(
  project: Project,
  rules: readonly ClashRule[],
  below: ClashRule | undefined,
): readonly (readonly TextEdit[] | undefined)[] {
  if (!below || rules.length > MOST_MOVED) return [undefined];
  const lines = rules.map(({ at }) => {
    const { text } = project.document(at.file);
    return text.slice(at.end, nextLine(text, at.end)).includes('#') ? undefined : removeSpan(project, at);
  });
  return [...lines, ...rules.map(({ text }) => insertAbove(project, below.at, text))];
}

function withNoResolve(project: Project, rules: readonly ClashRule[]): readonly TextEdit[] | undefined {
  if (rules.length > MOST_EDITED) return undefined;
  const edits: TextEdit[] = [];
  for (const { at, text } of rules) {
    if (at.end - at.start !== text.length) return undefined;
    const edit = rewrite(project, verbatim(text, at), ',no-resolve', text.length, text.length);
    if (!edit) return undefined;
    edits.push(...edit);
  }
  return edits;
}

export const docs: RuleDocs = {
  text: {
    en: `
A rule on addresses (\`IP-CIDR\`, \`GEOIP\`, an address list) cannot test a name, so mihomo looks the name up first, for every host
that no rule above has caught. From then on it keeps the address, and all later rules on addresses see it, those with
\`no-resolve\` too.

With rules on names still below, that lookup is needless for the hosts they catch: it costs time, it tells the DNS server which sites
are visited, and behind a poisoned resolver a foreign host can look Chinese and go direct.

Remedy: put rules on addresses last, or add \`no-resolve\` to those that are only meant for connections to plain addresses: not
to \`GEOIP,CN\`, which is there to look names up. Either changes what is caught, so no fix is applied unless asked for. Private ranges are not reported, nor is a list of
addresses at the very end, where looking up is what it is for.`,
    zh: `
IP 类规则（\`IP-CIDR\`、\`GEOIP\`、IP 规则集）无法直接判断域名，因此对每个前面没有匹配上的域名，mihomo 都会先做一次解析。解析出的 IP 会一直保留，
后面所有 IP 规则都看得到，包括写了 \`no-resolve\` 的。

如果后面还有域名规则，对它们要匹配的域名来说这次解析就是多余的：多花时间，把访问的域名暴露给 DNS 服务器；遇到 DNS 污染，境外域名还可能被当成国内
IP 而直连。

解决办法：把 IP 规则放到最后；或者给只用来匹配“直接访问 IP”的规则加上 \`no-resolve\`。\`GEOIP,CN\` 不能加，它的用处正是解析域名。
两种做法都会改变匹配结果，所以不会自动修复。内网网段不报告；排在最后、本来就要靠解析来判断的 IP 列表也不报告。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - IP-CIDR,192.168.0.0/16,DIRECT
          - GEOIP,CN,DIRECT
            ^^^^^^^^^^^^^^^ info Hosts of the 2 rules on names below are looked up in DNS first
          - DOMAIN-SUFFIX,openai.com,Proxy
          - DOMAIN-SUFFIX,github.com,Proxy
          - MATCH,Proxy
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - IP-CIDR,192.168.0.0/16,DIRECT
          - DOMAIN-SUFFIX,openai.com,Proxy
          - DOMAIN-SUFFIX,github.com,Proxy
          - GEOIP,CN,DIRECT
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
          - 'IP-CIDR,91.108.4.0/22,Proxy'
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info Hosts of the rule on names below are looked up in DNS first
          - 'DOMAIN-KEYWORD,google,Proxy'
          - 'MATCH,DIRECT'
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        proxies:
          - { name: Proxy, type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: x }
        rules:
          - 'IP-CIDR,91.108.4.0/22,Proxy,no-resolve'
          - 'DOMAIN-KEYWORD,google,Proxy'
          - 'MATCH,DIRECT'
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
          - DOMAIN-SUFFIX,openai.com,Proxy
          - GEOIP,CN,DIRECT
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
          - IP-CIDR,10.0.0.0/8,DIRECT
          - IP-CIDR,91.108.4.0/22,Proxy,no-resolve
          - DOMAIN-SUFFIX,openai.com,Proxy
          - MATCH,Proxy
      `,
    },
  ],
};
