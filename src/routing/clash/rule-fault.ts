/** What is wrong with a Clash rule taken by itself: mihomo refuses it, or it never does what it says. */
import type { ClashRule, Span, Text } from '../../core.ts';
import { FOREIGN_TYPES, RULE_PARAMS, RULE_TYPES, ruleField, splitRule } from '../../knowledge/clash/rule-line.ts';
import { closest } from '../../knowledge/spelling.ts';
import { isWithin } from '../../knowledge/typos.ts';
import { type PayloadFault, payloadFault } from './payload.ts';

export interface RuleFault {
  readonly at: Span;
  readonly effect: PayloadFault['effect'] | 'ignored';
  readonly cause: Text;
  /** What should be at `at`. */
  readonly meant?: string | undefined;
  readonly severity?: 'warning' | undefined;
}

/** The first thing wrong with a rule: its separators, its type, its fields, its payload, its parameters. */
export function ruleFault(rule: ClashRule, isPart: boolean): RuleFault | undefined {
  return (
    separatorFault(rule) ??
    typeFault(rule, isPart) ??
    fieldFault(rule, isPart) ??
    contentFault(rule) ??
    paramFault(rule)
  );
}

function separatorFault(rule: ClashRule): RuleFault | undefined {
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
  return { at: rule.at, effect: 'refused', cause, meant: isRepaired ? meant : undefined };
}

function typeFault(rule: ClashRule, isPart: boolean): RuleFault | undefined {
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
    meant,
    severity: isForeign ? undefined : 'warning',
  };
}

/** The only known type that is one typo away. */
function nearType(type: string): string | undefined {
  if (type.length < 4) return undefined;
  const folded = type.replaceAll(/[_ ]/g, '-');
  if (RULE_TYPES.has(folded)) return folded;
  const near = [...RULE_TYPES.keys()].filter((known) => known.length > 3 && isWithin(folded, known, 1));
  return near.length === 1 ? near[0] : undefined;
}

/** A payload and a policy are there. A part of a configuration may list rules whose policy is added later. */
function fieldFault(rule: ClashRule, isPart: boolean): RuleFault | undefined {
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

function contentFault(rule: ClashRule): RuleFault | undefined {
  if (rule.payload === '') return undefined;
  const fault = payloadFault(rule.type, rule.payload);
  return fault && { at: ruleField(rule, 'payload'), ...fault };
}

/** `No-Resolve` and similar: mihomo ignores unknown parameters, so the rule resolves the host after all. */
function paramFault(rule: ClashRule): RuleFault | undefined {
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
