import type { ClashRule, Finding, Project, Rule, RuleDocs, Text } from '../src/core.ts';
import { rewrite, safeFix } from '../src/fixes/edits.ts';
import { allRules, isTagged, readableClash } from '../src/queries/clash/clash.ts';
import { type RuleFault, ruleFault } from '../src/routing/clash/rule-fault.ts';
import { verbatim } from '../src/text.ts';

export default {
  id: 'invalid-clash-rule',
  summary: {
    en: 'A Clash rule cannot work: the file is refused, or the rule never catches anything.',
    zh: '这条 Clash 规则不起作用：要么整份配置无法加载，要么永远匹配不到。',
  },
  severity: 'error',
  needs: ['clash'],

  *check(project) {
    for (const file of readableClash(project)) {
      for (const rule of allRules(file)) {
        if (file.isForStash && OF_STASH.has(rule.type)) continue;
        const fault = isTagged(rule.text) ? undefined : ruleFault(rule, file.form === 'partial');
        if (fault) yield finding(project, rule, fault);
      }
    }
  },
} satisfies Rule;

/** Types that Stash knows and mihomo does not (stash.wiki, rule types). */
const OF_STASH: ReadonlySet<string> = new Set(['SCRIPT', 'PROTOCOL', 'URL-REGEX', 'USER-AGENT']);

const MESSAGES: Readonly<Record<RuleFault['effect'], (shown: string) => Text>> = {
  refused: (shown) => ({
    en: `This configuration is refused at the rule ${shown}`,
    zh: `配置在这条规则处加载失败：${shown}`,
  }),
  never: (shown) => ({ en: `This rule never catches anything: ${shown}`, zh: `这条规则永远匹配不到：${shown}` }),
  wrong: (shown) => ({
    en: `This rule catches something else than it says: ${shown}`,
    zh: `这条规则匹配的不是它写的内容：${shown}`,
  }),
  ignored: (shown) => ({ en: `A parameter is ignored: ${shown}`, zh: `参数被忽略：${shown}` }),
};
const LONGEST_SHOWN = 60;

function finding(project: Project, rule: ClashRule, { at, effect, cause, meant, severity }: RuleFault): Finding {
  const shown = rule.text.length > LONGEST_SHOWN ? `${rule.text.slice(0, LONGEST_SHOWN)}…` : rule.text;
  const written = project.document(at.file).text.slice(at.start, at.end);
  return {
    at,
    severity,
    message: MESSAGES[effect](shown),
    label: cause,
    fixes:
      meant === undefined
        ? []
        : safeFix({ en: `write ${meant}`, zh: `改为 ${meant}` }, rewrite(project, verbatim(written, at), meant)),
  };
}

export const docs: RuleDocs = {
  text: {
    en: `
A rule is \`TYPE,payload,policy\` and, for rules that test an address, \`no-resolve\` or \`src\` after it. mihomo refuses the
whole configuration for an unknown type, a missing field, an address without a mask or brackets that do not pair. Other
mistakes are accepted without a word and the rule simply never catches anything: \`DOMAIN-SUFFIX\` and \`DOMAIN\` compare
letters, so \`*.x.com\`, \`+.x.com\`, \`.x.com\`, a URL or a port match no host. (\`+.x.com\` is the spelling of \`domain\`
rule-providers, \`fake-ip-filter\` and \`hosts\`.) A port above 65535 loses its high bits: \`DST-PORT,65979\` is port 443.

Parameters that mean nothing to a rule (\`DOMAIN,x.com,DIRECT,no-resolve\`) are harmless and not reported; one that was
meant as \`no-resolve\` and isn't is. In overrides and samples, types of other programs are left alone.

Source: mihomo \`rules/parser.go\`, \`rules/common/base.go\`, \`rules/logic/logic.go\`, tried against its own code.`,
    zh: `
规则的写法是 \`类型,内容,策略\`，检查 IP 的规则后面还可以加 \`no-resolve\` 或 \`src\`。类型不认识、缺字段、网段没写掩码、括号不配对，
mihomo 都会拒绝整份配置。另一些错误不会报错，只是规则永远匹配不到：\`DOMAIN-SUFFIX\` 和 \`DOMAIN\` 是逐字比较的，所以 \`*.x.com\`、
\`+.x.com\`、\`.x.com\`、网址、带端口的写法都匹配不到任何域名。（\`+.x.com\` 是 \`domain\` 类 rule-provider、\`fake-ip-filter\`
和 \`hosts\` 里的写法。）超过 65535 的端口会丢掉高位：\`DST-PORT,65979\` 匹配的是 443。

对规则没有意义的参数（\`DOMAIN,x.com,DIRECT,no-resolve\`）无害，不报告；想写 \`no-resolve\` 却写错的才报告。覆写文件和示例里，
其他软件的规则类型不在检查之列。

来源：mihomo \`rules/parser.go\`、\`rules/common/base.go\`、\`rules/logic/logic.go\`，并用其代码验证过。`,
  },
  bad: [
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - DOMAIN-REGEX,*.google.com,DIRECT
                         ^^^^^^^^^^^^ error This configuration is refused at the rule DOMAIN-REGEX,*.google.com,DIRECT
          - DOMAIN-REGEX,^api-[a-z.+\\.example$,DIRECT
                         ^^^^^^^^^^^^^^^^^^^^^ error
          - DOMAIN-REGEX,^(a|b\\.example$,DIRECT
                         ^^^^^^^^^^^^^^^ error
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - DOMAIN-SUFFIX,*.deepseek.com,DIRECT # domestic
                          ^^^^^^^^^^^^^^ error This rule never catches anything: DOMAIN-SUFFIX,*.deepseek.com,DIRECT
          - 'IP-CIDR,100.64.0.1,DIRECT,no-resolve'
                     ^^^^^^^^^^ error This configuration is refused at the rule IP-CIDR,100.64.0.1,DIRECT,no-resolve
          - DOMIAN,x.com,DIRECT
            ^^^^^^ error
          - DOMAIN-SUFFIX,y.com，DIRECT
            ^^^^^^^^^^^^^^^^^^^^^^^^^^ error
          - FINAL,DIRECT
            ^^^^^ error
      `,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - DOMAIN-SUFFIX,deepseek.com,DIRECT # domestic
          - 'IP-CIDR,100.64.0.1/32,DIRECT,no-resolve'
          - DOMAIN,x.com,DIRECT
          - DOMAIN-SUFFIX,y.com,DIRECT
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - GEOIP,CN,DIRECT,No-Resolve
                            ^^^^^^^^^^ warning A parameter is ignored: GEOIP,CN,DIRECT,No-Resolve
          - IP-CIDR,10.0.0.0/8,DIRECT,no-reslove
                                      ^^^^^^^^^^ warning
          - MATCH,DIRECT
      `,
      unsafe: true,
      fixed: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - GEOIP,CN,DIRECT,no-resolve
          - IP-CIDR,10.0.0.0/8,DIRECT,no-resolve
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - IP-CIDR,10.0.0.0/8,no-resolve
                               ^^^^^^^^^^ error
          - DOMAIN-KEYWORD,,DIRECT
            ^^^^^^^^^^^^^^^^^^^^^^ error
          - DST-PORT,65979,DIRECT
                     ^^^^^ error This rule catches something else than it says: DST-PORT,65979,DIRECT
          - AND,(DOMAIN,x.com),DIRECT
                ^^^^^^^^^^^^^^ error
          - OR,((DOMAIN,x.com),(IP-CIDR,1.2.3.4)),DIRECT
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error
          - NOT,((DOMAIN,x.com)),DIRECT,no-resolve
                                        ^^^^^^^^^^ error
          - USER-AGENT,WeChat*,DIRECT
            ^^^^^^^^^^ error
          - MATCH,DIRECT
      `,
    },
  ],
  good: [
    {
      files: `
        -- stash.yaml --
        mode: rule
        proxies:
          - { name: hk, type: ss, server: hk.example, port: 443, cipher: aes-128-gcm, password: x, benchmark-timeout: 5 }
        rule-providers:
          ads: { behavior: domain, url: https://example.com/ads.yaml }
        rules:
          - SCRIPT,quic,REJECT
          - RULE-SET,ads,REJECT
          - MATCH,hk
      `,
    },
    {
      files: `
        -- config.yaml --
        mixed-port: 7890
        rules:
          - domain-suffix, x.com , DIRECT
          - DOMAIN,x.com,DIRECT,no-resolve
          - DOMAIN-REGEX,^(a|b){1,2}\\.x\\.com$,DIRECT
          - IP-CIDR,10.0.0.5/8,DIRECT,no-resolve
          - IP-CIDR6,::ffff:0:0/96,DIRECT
          - DST-PORT,80/443/8000-9000,DIRECT
          - AND,((NETWORK,UDP),(DST-PORT,443),(NOT,((GEOSITE,cn)))),REJECT
          - OR,((DOMAIN,a.x.com)),DIRECT
          - DOMAIN-WILDCARD,*.x.?om,DIRECT
          - DOMAIN-SUFFIX,中国,DIRECT
          - MATCH,DIRECT
      `,
    },
    {
      files: `
        -- override.yaml --
        rules:
          - PROTOCOL,STUN,DIRECT
          - USER-AGENT,WeChat*,DIRECT
          - MATCH,PROXY
      `,
    },
  ],
};
