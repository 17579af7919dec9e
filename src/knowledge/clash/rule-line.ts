/**
 * The grammar of one Clash rule line, as mihomo reads it (`rules/common/base.go`, `rules/parser.go`,
 * `rules/logic/logic.go` of the mihomo release modelled here, v1.19.20). Shared by the language that lowers YAML to
 * facts and by the evaluator that decides where a host goes.
 */
import type { Span } from '../../core.ts';

export interface RuleParts {
  /** Upper-cased; `''` when nothing comes before the first comma. */
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
  readonly takesParams?: boolean | undefined;
  /** Its payload may contain commas, so it can't have params: the target is whatever comes last. */
  readonly commas?: boolean | undefined;
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

/** Each type's name to itself: a hundred thousand rules share these texts, and nothing is upper-cased again. */
const TYPE_NAMES: ReadonlyMap<string, string> = new Map(Array.from(RULE_TYPES.keys(), (name) => [name, name]));

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

/** A stretch of a text without the spaces at both ends; only the space itself, as `strings.Trim(s, " ")` does: a tab stays. */
function trimmed(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) === 32) start++;
  while (end > start && text.charCodeAt(end - 1) === 32) end--;
  return text.slice(start, end);
}

/** Offset of the comma that ends the field at `from`, or of the text's end. */
function fieldEnd(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  return comma < 0 ? text.length : comma;
}

/** All fields after the comma at an offset; none after the text's end. */
function fieldsAfter(text: string, comma: number): readonly string[] {
  if (comma === text.length) return NO_PARAMS;
  const fields = text.slice(comma + 1).split(',');
  return fields.map((field) => trimmed(field, 0, field.length));
}

/**
 * Splits a rule line. In: the decoded scalar. Out: its parts, trimmed; what is missing is `''`.
 * `hasTarget` is false for lines without a policy: those of a classical rule-provider and the parts of a logic rule;
 * everything after the payload is then a parameter.
 */
export function splitRule(text: string, hasTarget = true): RuleParts {
  const first = fieldEnd(text, 0);
  const word = trimmed(text, 0, first);
  const type = TYPE_NAMES.get(word) ?? word.toUpperCase();
  if (first === text.length) return { type, payload: '', target: '', params: NO_PARAMS };
  if (RULE_TYPES.get(type)?.commas) {
    const fields = fieldsAfter(text, first);
    if (!hasTarget) return { type, payload: fields.join(','), target: '', params: NO_PARAMS };
    return { type, payload: fields.slice(0, -1).join(','), target: fields.at(-1) as string, params: NO_PARAMS };
  }
  const second = fieldEnd(text, first + 1);
  const payload = trimmed(text, first + 1, second);
  if (type === 'MATCH') return { type, payload: '', target: payload, params: NO_PARAMS };
  if (!hasTarget) return { type, payload, target: '', params: fieldsAfter(text, second) };
  const third = fieldEnd(text, second + 1);
  return { type, payload, target: trimmed(text, second + 1, third), params: fieldsAfter(text, third) };
}

/**
 * The rules inside a logic payload, `((A),(B))` or `(A),(B)`: the outermost brackets that don't enclose everything,
 * as mihomo finds them. Brackets count wherever they are, also inside a regular expression.
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

/** Start and end of each comma-separated field, without the spaces around it. */
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
