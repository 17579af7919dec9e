import type { ClashFile, ClashRule, Finding, Project, Rule, RuleDocs, Span, Text } from '../src/core.ts';
import { replaceText, safeFix } from '../src/fixes/edits.ts';
import { FOREIGN_TYPES, RULE_PARAMS, RULE_TYPES, ruleField, splitRule } from '../src/knowledge/clash-rule-line.ts';
import { isWithin } from '../src/knowledge/slips.ts';
import { closest } from '../src/knowledge/spelling.ts';
import { allRules, isTagged, readableClash } from '../src/queries/clash/clash.ts';
import { type PayloadFault, payloadFault } from '../src/routing/clash/payload.ts';
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
        const fault = isTagged(rule.text) ? undefined : faultOf(rule, file);
        if (fault) yield finding(project, rule, fault);
      }
    }
  },
} satisfies Rule;

interface Fault {
  readonly at: Span;
  readonly effect: PayloadFault['effect'] | 'ignored';
  readonly cause: Text;
  /** What should stand at `at`. */
  readonly meant?: string;
  readonly severity?: 'warning';
}

/** The first thing wrong with a rule: its separators, its type, its fields, its payload, its parameters. */
function faultOf(rule: ClashRule, file: ClashFile): Fault | undefined {
  const isPart = file.form === 'partial';
  return (
    separatorFault(rule) ??
    typeFault(rule, isPart) ??
    fieldFault(rule, isPart) ??
    contentFault(rule) ??
    paramFault(rule)
  );
}

function separatorFault(rule: ClashRule): Fault | undefined {
  if (rule.text === '') {
    const cause = {
      en: 'not a rule: empty, or a `: ` in it makes YAML read a map',
      zh: '这不是规则：内容为空，或其中的 `: ` 被 YAML 当成了键值',
    };
    return { at: rule.at, effect: 'refused', cause };
  }
  if (!rule.text.includes('，')) return undefined;
  const isBroken = !RULE_TYPES.has(rule.type) || rule.target === '';
  if (!isBroken) return undefined;
  const meant = rule.text.replaceAll('，', ',');
  const after = splitRule(meant);
  const isRepaired = RULE_TYPES.has(after.type) && after.target !== '';
  const cause = { en: 'a full-width comma does not separate fields', zh: '全角逗号不能用来分隔字段' };
  return { at: rule.at, effect: 'refused', cause, ...(isRepaired ? { meant } : {}) };
}

function typeFault(rule: ClashRule, isPart: boolean): Fault | undefined {
  const { type } = rule;
  if (RULE_TYPES.has(type)) return undefined;
  const at = ruleField(rule, 'type');
  const bare = type.trim();
  const meant = FOREIGN_TYPES.get(bare) ?? (RULE_TYPES.has(bare) ? bare : nearType(bare));
  if (isPart && meant === undefined) return undefined;
  const cause: Text =
    meant !== undefined
      ? { en: `in mihomo this is ${meant}`, zh: `在 mihomo 里应写作 ${meant}` }
      : FOREIGN_TYPES.has(bare)
        ? {
            en: `${bare} belongs to other programs; mihomo has nothing like it`,
            zh: `${bare} 是其他软件的规则，mihomo 不支持`,
          }
        : { en: 'no rule type of this name is known up to mihomo v1.19.30', zh: '直到 mihomo v1.19.30 都没有这种规则' };
  const isForeign = meant !== undefined || FOREIGN_TYPES.has(bare);
  return {
    at,
    effect: 'refused',
    cause,
    ...(meant === undefined ? {} : { meant }),
    ...(isForeign ? {} : { severity: 'warning' }),
  };
}

/** The one known type a slip of the keyboard away. */
function nearType(type: string): string | undefined {
  if (type.length < 4) return undefined;
  const folded = type.replaceAll(/[_ ]/g, '-');
  if (RULE_TYPES.has(folded)) return folded;
  const near = [...RULE_TYPES.keys()].filter((known) => known.length > 3 && isWithin(folded, known, 1));
  return near.length === 1 ? near[0] : undefined;
}

/** A payload and a policy are there. A part of a configuration may list rules whose policy is added later. */
function fieldFault(rule: ClashRule, isPart: boolean): Fault | undefined {
  const { type, payload, target } = rule;
  const isParam = RULE_PARAMS.includes(target);
  if ((target === '' && !isPart) || isParam) {
    const cause: Text = isParam
      ? RULE_TYPES.get(type)?.commas
        ? {
            en: `${type} takes no parameter: the last field is the policy`,
            zh: `${type} 不能带参数，最后一个字段就是策略`,
          }
        : { en: `the policy is missing: ${target} stands in its place`, zh: `缺少策略：它的位置上写的是 ${target}` }
      : { en: 'the policy is missing', zh: '缺少策略' };
    return { at: isParam ? ruleField(rule, 'target') : rule.at, effect: 'refused', cause };
  }
  if (payload !== '' || type === 'MATCH' || (target === '' && isPart)) return undefined;
  return {
    at: rule.at,
    effect: 'refused',
    cause: { en: `${type} has nothing to compare with`, zh: `${type} 缺少要匹配的内容` },
  };
}

function contentFault(rule: ClashRule): Fault | undefined {
  if (rule.payload === '') return undefined;
  const fault = payloadFault(rule.type, rule.payload);
  return fault && { at: ruleField(rule, 'payload'), ...fault };
}

/** `No-Resolve` and its like: mihomo ignores what it does not know, and the rule resolves after all. */
function paramFault(rule: ClashRule): Fault | undefined {
  if (!RULE_TYPES.get(rule.type)?.takesParams) return undefined;
  for (const [index, param] of rule.params.entries()) {
    if (RULE_PARAMS.includes(param) || closest(param, RULE_PARAMS) !== 'no-resolve') continue;
    const cause = {
      en: 'only the spelling no-resolve counts; the rule still looks the address up',
      zh: '只认 no-resolve 这种写法，现在这条规则仍会解析域名',
    };
    return { at: ruleField(rule, index), effect: 'ignored', cause, meant: 'no-resolve', severity: 'warning' };
  }
  return undefined;
}

const MESSAGES: Readonly<Record<Fault['effect'], (shown: string) => Text>> = {
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

function finding(project: Project, rule: ClashRule, { at, effect, cause, meant, severity }: Fault): Finding {
  const shown = rule.text.length > LONGEST_SHOWN ? `${rule.text.slice(0, LONGEST_SHOWN)}…` : rule.text;
  const written = project.document(at.file).text.slice(at.start, at.end);
  return {
    at,
    ...(severity ? { severity } : {}),
    message: MESSAGES[effect](shown),
    label: cause,
    fixes:
      meant === undefined
        ? []
        : safeFix({ en: `write ${meant}`, zh: `改为 ${meant}` }, replaceText(project, verbatim(written, at), meant)),
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

依据：mihomo \`rules/parser.go\`、\`rules/common/base.go\`、\`rules/logic/logic.go\`，并用其代码验证过。`,
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
