/**
 * The grammar of one Clash rule line, as mihomo reads it (`rules/common/base.go`, `rules/parser.go`,
 * `rules/logic/logic.go` of the mihomo release modelled here, v1.19.20). Shared by the language that lowers YAML to
 * facts and by the evaluator that decides where a host goes.
 */
import type { Span } from '../core.ts';

export interface RuleParts {
  /** Upper-cased; `''` when nothing stands before the first comma. */
  readonly type: string;
  readonly payload: string;
  readonly target: string;
  readonly params: readonly string[];
}

/** What a rule type looks at. `ip` rules need the address of the host; `source` rules never look the host up. */
export type RuleSubject =
  | 'host'
  | 'ip'
  | 'source'
  | 'port'
  | 'process'
  | 'inbound'
  | 'network'
  | 'set'
  | 'logic'
  | 'any';

export interface RuleType {
  readonly subject: RuleSubject;
  /** Takes `no-resolve` and `src`. */
  readonly takesParams?: boolean;
  /** Its payload may hold commas, so it can't have params: the target is whatever comes last. */
  readonly commas?: boolean;
}

const NO_PARAMS: readonly string[] = [];

/** Every rule type of mihomo up to v1.19.30 (`rules/parser.go`; REMATCH-NAME and SRC-MAC from its wiki). */
export const RULE_TYPES: ReadonlyMap<string, RuleType> = new Map<string, RuleType>([
  ['DOMAIN', { subject: 'host' }],
  ['DOMAIN-SUFFIX', { subject: 'host' }],
  ['DOMAIN-KEYWORD', { subject: 'host' }],
  ['DOMAIN-REGEX', { subject: 'host', commas: true }],
  ['DOMAIN-WILDCARD', { subject: 'host' }],
  ['GEOSITE', { subject: 'host' }],
  ['GEOIP', { subject: 'ip', takesParams: true }],
  ['IP-CIDR', { subject: 'ip', takesParams: true }],
  ['IP-CIDR6', { subject: 'ip', takesParams: true }],
  ['IP-SUFFIX', { subject: 'ip', takesParams: true }],
  ['IP-ASN', { subject: 'ip', takesParams: true }],
  ['SRC-GEOIP', { subject: 'source' }],
  ['SRC-IP-ASN', { subject: 'source' }],
  ['SRC-IP-CIDR', { subject: 'source' }],
  ['SRC-IP-SUFFIX', { subject: 'source' }],
  ['SRC-PORT', { subject: 'source' }],
  ['SRC-MAC', { subject: 'source' }],
  ['DST-PORT', { subject: 'port' }],
  ['IN-PORT', { subject: 'inbound' }],
  ['IN-TYPE', { subject: 'inbound' }],
  ['IN-USER', { subject: 'inbound' }],
  ['IN-NAME', { subject: 'inbound' }],
  ['DSCP', { subject: 'inbound' }],
  ['NETWORK', { subject: 'network' }],
  ['UID', { subject: 'process' }],
  ['PROCESS-NAME', { subject: 'process' }],
  ['PROCESS-PATH', { subject: 'process' }],
  ['PROCESS-NAME-REGEX', { subject: 'process', commas: true }],
  ['PROCESS-PATH-REGEX', { subject: 'process', commas: true }],
  ['PROCESS-NAME-WILDCARD', { subject: 'process' }],
  ['PROCESS-PATH-WILDCARD', { subject: 'process' }],
  ['REMATCH-NAME', { subject: 'inbound' }],
  ['RULE-SET', { subject: 'set', takesParams: true }],
  ['AND', { subject: 'logic', commas: true }],
  ['OR', { subject: 'logic', commas: true }],
  ['NOT', { subject: 'logic', commas: true }],
  ['SUB-RULE', { subject: 'logic', commas: true }],
  ['MATCH', { subject: 'any' }],
]);

/**
 * Types that other programs read and mihomo refuses, with what says the same in mihomo (`undefined`: nothing does).
 * Clash before 1.0 had FINAL; Surge, Quantumult and Stash have the rest.
 */
export const FOREIGN_TYPES: ReadonlyMap<string, string | undefined> = new Map([
  ['FINAL', 'MATCH'],
  ['HOST', 'DOMAIN'],
  ['HOST-SUFFIX', 'DOMAIN-SUFFIX'],
  ['HOST-KEYWORD', 'DOMAIN-KEYWORD'],
  ['HOST-WILDCARD', 'DOMAIN-WILDCARD'],
  ['HOST-REGEX', 'DOMAIN-REGEX'],
  ['IP6-CIDR', 'IP-CIDR6'],
  ['DEST-PORT', 'DST-PORT'],
  ['GEO-IP', 'GEOIP'],
  ['USER-AGENT', undefined],
  ['URL-REGEX', undefined],
  ['SCRIPT', undefined],
  ['PROTOCOL', undefined],
  ['DOMAIN-SET', undefined],
  ['SUBNET', undefined],
  ['DEVICE-NAME', undefined],
  ['SCHEDULE', undefined],
]);

/** The parameters that mean something, spelled as mihomo compares them. */
export const RULE_PARAMS: readonly string[] = ['no-resolve', 'src'];

/** Policies every mihomo knows (`config.go: parseProxies`); PASS-RULE since v1.19.27. Case matters. */
export const BUILT_IN_POLICIES: ReadonlySet<string> = new Set([
  'DIRECT',
  'REJECT',
  'REJECT-DROP',
  'PASS',
  'PASS-RULE',
  'COMPATIBLE',
  'GLOBAL',
]);

/** Takes the blanks off both ends; only the blank itself, as `strings.Trim(s, " ")` does: a tab stays. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === 32) start++;
  while (end > start && text.charCodeAt(end - 1) === 32) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/**
 * Splits a rule line. In: the decoded scalar. Out: its parts, trimmed; what is missing is `''`.
 * `hasTarget` is false for lines without a policy: those of a classical rule-provider and the parts of a logic rule;
 * everything after the payload is then a parameter.
 */
export function splitRule(text: string, hasTarget = true): RuleParts {
  const fields = text.split(',');
  for (let i = 0; i < fields.length; i++) fields[i] = trimBlanks(fields[i] as string);
  const type = (fields[0] as string).toUpperCase();
  if (fields.length === 1) return { type, payload: '', target: '', params: NO_PARAMS };
  if (type === 'MATCH') return { type, payload: '', target: fields[1] as string, params: NO_PARAMS };
  if (RULE_TYPES.get(type)?.commas) {
    const last = hasTarget ? fields.length - 1 : fields.length;
    const target = hasTarget ? (fields[last] as string) : '';
    return { type, payload: fields.slice(1, last).join(','), target, params: NO_PARAMS };
  }
  const payload = fields[1] as string;
  const rest = hasTarget ? 3 : 2;
  const params = fields.length > rest ? fields.slice(rest) : NO_PARAMS;
  return { type, payload, target: hasTarget ? (fields[2] ?? '') : '', params };
}

/**
 * The rules inside a logic payload, `((A),(B))` or `(A),(B)`: the outermost brackets that don't enclose everything,
 * as mihomo finds them. Brackets count wherever they stand, also inside a regular expression.
 * `undefined`: mihomo refuses the payload (it doesn't begin and end with a bracket, or they don't pair up).
 * A SUB-RULE's condition is given to this with brackets of its own around it: `splitLogic('(' + payload + ')')`.
 */
export function splitLogic(payload: string): readonly string[] | undefined {
  if (!payload.startsWith('(') || !payload.endsWith(')')) return undefined;
  const starts: number[] = [];
  const closed: { start: number; end: number; depth: number }[] = [];
  for (let i = 0; i < payload.length; i++) {
    const code = payload.charCodeAt(i);
    if (code === 40) starts.push(i);
    else if (code === 41) {
      const start = starts.pop();
      if (start === undefined) return undefined;
      if (starts.length < 2) closed.push({ start, end: i, depth: starts.length });
    }
  }
  if (starts.length > 0) return undefined;
  const isWrapped = closed.some((range) => range.start === 0 && range.end === payload.length - 1);
  const depth = isWrapped ? 1 : 0;
  return closed.filter((range) => range.depth === depth).map((range) => payload.slice(range.start + 1, range.end));
}

/** Which rules look up the host's address before they can answer: those that test it and don't say otherwise. */
export function ruleResolves(rule: RuleParts): boolean {
  const type = RULE_TYPES.get(rule.type);
  return type?.subject === 'ip' && !rule.params.includes('no-resolve') && !rule.params.includes('src');
}

/**
 * The place of one field of a rule line, trimmed. `rule.at` covers the scalar's characters; where they aren't the
 * decoded ones (an escape inside double quotes, a folded scalar), the whole rule is the answer.
 */
export function ruleField(
  rule: { readonly at: Span; readonly text: string } & RuleParts,
  field: 'type' | 'payload' | 'target' | number,
): Span {
  const { at, text } = rule;
  if (at.end - at.start !== text.length) return at;
  const bounds = fieldBounds(text);
  const last = bounds.length - 1;
  const hasCommas = RULE_TYPES.get(rule.type)?.commas === true;
  let from: number;
  let to: number;
  if (field === 'type') from = to = 0;
  else if (rule.type === 'MATCH') from = to = field === 'target' ? 1 : typeof field === 'number' ? 2 + field : -1;
  else if (field === 'payload') [from, to] = [1, hasCommas ? Math.max(1, last - 1) : 1];
  else if (field === 'target') from = to = hasCommas ? last : 2;
  else from = to = 3 + field;
  const first = bounds[from];
  const end = bounds[to];
  return first && end ? { file: at.file, start: at.start + first[0], end: at.start + end[1] } : at;
}

/** Start and end of each comma-separated field, without the blanks around it. */
function fieldBounds(text: string): [number, number][] {
  const bounds: [number, number][] = [];
  let start = 0;
  for (;;) {
    const comma = text.indexOf(',', start);
    let from = start;
    let to = comma < 0 ? text.length : comma;
    while (from < to && text.charCodeAt(from) === 32) from++;
    while (to > from && text.charCodeAt(to - 1) === 32) to--;
    bounds.push([from, to]);
    if (comma < 0) return bounds;
    start = comma + 1;
  }
}
