/** Every name a Clash file refers to: where it is, what it must be the name of, and when mihomo looks for it. */
import type { ClashFile, Project, Setting, Span, Value } from '../../core.ts';
import { BUILT_IN_POLICIES, ruleField, splitLogic, splitRule } from '../../knowledge/clash/rule-line.ts';
import { closest } from '../../knowledge/spelling.ts';
import { spanOf, verbatim } from '../../text.ts';
import { allRules, clashSetting, clashSettings } from './clash.ts';

/** What a name must be the name of. */
export type Named = 'policy' | 'provider' | 'set' | 'sub-rule';

/** One use of a name. */
export interface Reference {
  readonly kind: Named;
  readonly name: string;
  /** The names there are. */
  readonly among: ReadonlySet<string>;
  /** Where the name is written: asked for only when nothing has it. */
  readonly value: () => Value;
  /** mihomo resolves the name only when it is used: the file loads without it. */
  readonly isLate?: boolean | undefined;
}

/** The names a file defines, by what they are names of. */
type Names = Readonly<Record<Named, ReadonlySet<string>>>;

/** All references of a file, those of its rules first. */
export function* references(project: Project, file: ClashFile): Iterable<Reference> {
  const names = namesOf(file);
  yield* inRules(file, names);
  yield* inGroups(file, names);
  for (const setting of clashSettings(project, file)) {
    if (setting.value.text !== '') yield* inSetting(project, file, setting, names);
  }
}

function namesOf(file: ClashFile): Names {
  const policy = new Set(BUILT_IN_POLICIES);
  for (const { name } of [...file.proxies, ...file.groups]) policy.add(name.text);
  const named = (kind: string): ReadonlySet<string> =>
    new Set(file.providers.filter((one) => one.kind === kind).map((one) => one.name.text));
  return { policy, set: named('rule'), provider: named('proxy'), 'sub-rule': new Set(file.subRules.keys()) };
}

function use(kind: Named, value: Value, names: Names, isLate?: boolean): Reference {
  return { kind, name: value.text, among: names[kind], value: () => value, isLate };
}

function* inRules(file: ClashFile, names: Names): Iterable<Reference> {
  for (const rule of allRules(file)) {
    const { type, target } = rule;
    if (target === '' || target === 'no-resolve' || target === 'src') continue;
    const kind = type === 'SUB-RULE' ? 'sub-rule' : 'policy';
    const value = (): Value => verbatim(target, ruleField(rule, 'target'));
    yield { kind, name: target, among: names[kind], value };
    for (const name of ruleSets(type, rule.payload)) {
      const place = (): Value => verbatim(name, partOf(ruleField(rule, 'payload'), rule.payload, name));
      yield { kind: 'set', name, among: names.set, value: place };
    }
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

/** The place of a name inside a payload, where the payload is written in the file as it is. */
function partOf(at: Span, payload: string, name: string): Span {
  const index = payload.indexOf(name);
  if (index < 0 || at.end - at.start !== payload.length) return at;
  return { file: at.file, start: at.start + index, end: at.start + index + name.length };
}

function* inGroups(file: ClashFile, names: Names): Iterable<Reference> {
  for (const group of file.groups) {
    for (const value of group.proxies) yield use('policy', value, names);
    if (group.includeAll || group.includeAllProviders) continue;
    for (const value of group.use) yield use('provider', value, names);
  }
}

const DNS_LISTS = new Set([
  'nameserver',
  'fallback',
  'default-nameserver',
  'proxy-server-nameserver',
  'direct-nameserver',
]);
const DNS_POLICIES = new Set(['nameserver-policy', 'proxy-server-nameserver-policy']);
const SNIFFER_LISTS = new Set(['force-domain', 'skip-domain', 'skip-src-address', 'skip-dst-address']);

/** References in single keys (`config.go`: `parseDomain`, `parseNameServerPolicy`, `parseSniffer`, tunnels; `listener`). */
function* inSetting(project: Project, file: ClashFile, setting: Setting, names: Names): Iterable<Reference> {
  const { path, value, name } = setting;
  const [section = '', key = ''] = path;
  const last = path.at(-1) ?? '';
  if (section === 'proxies' && last === 'dialer-proxy') yield use('policy', value, names);
  else if (section === 'proxies' && last === 'target-sub-rule') yield use('sub-rule', value, names, true);
  else if (section === 'proxy-providers' && (last === 'dialer-proxy' || (last === 'proxy' && path.length === 3))) {
    yield use('policy', value, names, true);
  } else if (section === 'rule-providers' && last === 'proxy' && path.length === 3)
    yield use('policy', value, names, true);
  else if (section === 'proxy-groups' && last === 'empty-fallback') yield use('policy', value, names);
  else if (section === 'listeners' && path.length === 3 && last === 'proxy') yield use('policy', value, names, true);
  else if (section === 'listeners' && path.length === 3 && last === 'rule') yield use('sub-rule', value, names, true);
  else if (section === 'ntp' && key === 'dialer-proxy') yield use('policy', value, names, true);
  else if (section === 'tunnels') yield* inTunnel(path, value, names);
  else if (section === 'sniffer' && SNIFFER_LISTS.has(key) && path.length === 3) yield* setsIn(value, names);
  else if (section === 'dns') {
    if (DNS_POLICIES.has(key) && path.length === 3) yield* setsIn(name, names);
    if (DNS_LISTS.has(key) || (DNS_POLICIES.has(key) && path.length >= 3)) yield* wayOf(value, names);
    if (key === 'fake-ip-filter' && isFakeIp(project, file)) yield* setsIn(value, names);
  }
}

/** Only then are the entries of fake-ip-filter looked up, also where DNS is switched off. */
function isFakeIp(project: Project, file: ClashFile): boolean {
  return clashSetting(project, file, 'dns', 'enhanced-mode')?.value.text.toLowerCase() === 'fake-ip';
}

/** `tcp/udp,address,target,policy`, or the key `proxy` of the long form. */
function* inTunnel(path: readonly string[], value: Value, names: Names): Iterable<Reference> {
  if (path.length === 3 && path[2] === 'proxy') yield use('policy', value, names);
  if (path.length !== 2) return;
  const parts = value.text.split(',');
  const policy = parts[3]?.trim() ?? '';
  if (parts.length !== 4 || policy === '') return;
  yield use('policy', partOfValue(value, policy, value.text.lastIndexOf(policy)), names);
}

/** `rule-set:a,b`: mihomo splits at commas and trims nothing. A rule of fake-ip-filter's mode `rule` names one, too. */
function* setsIn(value: Value, names: Names): Iterable<Reference> {
  const { text } = value;
  const rule = /^RULE-SET,([^,]+),/i.exec(text);
  if (rule) yield use('set', partOfValue(value, (rule[1] as string).trim(), text.indexOf(rule[1] as string)), names);
  if (!/^rule-set:/i.test(text)) return;
  let start = 'rule-set:'.length;
  for (const name of text.slice(start).split(':')[0]?.split(',') ?? []) {
    if (name !== '') yield use('set', partOfValue(value, name, start), names);
    start += name.length + 1;
  }
}

/**
 * `https://dns.example/dns-query#Name`: a fragment that names no policy is taken for a network interface, so only a name close
 * to a policy's, or one that no interface can have, is reported as a typo.
 */
function* wayOf(value: Value, names: Names): Iterable<Reference> {
  const hash = value.text.indexOf('#');
  if (hash < 0) return;
  const name = value.text
    .slice(hash + 1)
    .split('&')
    .find((part) => part !== '' && !part.includes('='));
  if (name === undefined || name === 'RULES') return;
  const isInterface = /^[\w.:@-]{1,15}$/.test(name) && closest(name, names.policy) === undefined;
  if (!isInterface) yield use('policy', partOfValue(value, name, hash + 1), names, true);
}

function partOfValue(value: Value, text: string, start: number): Value {
  return verbatim(text, spanOf(value, start, start + text.length));
}
