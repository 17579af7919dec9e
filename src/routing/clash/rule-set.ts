/** Rule-providers and geosite lists as conditions (`rules/provider/*.go` of mihomo). */
import type { ClashProvider } from '../../core.ts';
import { splitRule } from '../../knowledge/clash/rule-line.ts';
import { type Address, ipTable, isReserved, parsePrefix } from './address.ts';
import {
  type Condition,
  type Connection,
  type Lists,
  MAYBE,
  NO,
  onAddress,
  type Ternary,
  unknown,
  YES,
} from './condition.ts';
import { type DomainSet, domainSet } from './domain-set.ts';
import type { GeositeDomain, GeositeFile } from './geosite-dat.ts';
import { keywords } from './keywords.ts';
import type { MrsSet } from './mrs.ts';
import { safePattern } from './regex.ts';
import { type IndexedRule, indexRules, walk } from './rule-index.ts';

/** Data from files on disk beside the configuration. Everything is optional; missing data stays unknown. */
export interface ClashData {
  readonly geosite?: GeositeFile | undefined;
  /** Entries of providers that are no part of the project, by provider name. */
  readonly payloads?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Unpacked and decoded .mrs providers, by provider name. */
  readonly sets?: ReadonlyMap<string, MrsSet> | undefined;
  /** Is this host in the list of this name? For lists whose content is known in part; undefined: can't say. */
  readonly member?: (list: string, host: string) => boolean | undefined;
}

/** A provider once read, before a rule's own parameters. */
interface RuleSet {
  readonly condition: Condition;
  readonly domains?: DomainSet | undefined;
}

export interface RuleLists extends Lists {
  /** The domains of a provider of behavior `domain`, where its content is known. */
  readonly domains: (name: string) => DomainSet | undefined;
}

/** The lists a file's rules can name. Each is read when first asked for. */
export function listsOf(providers: readonly ClashProvider[], data: ClashData): RuleLists {
  const byName = new Map(providers.filter(({ kind }) => kind === 'rule').map((one) => [one.name.text, one]));
  const sets = new Map<string, RuleSet>();
  const sites = new Map<string, Condition>();
  const set = (name: string): RuleSet | undefined => {
    const provider = byName.get(name);
    if (!provider) return undefined;
    let found = sets.get(name);
    if (!found) sets.set(name, (found = readProvider(provider, data, lists)));
    return found;
  };
  const lists = {
    ruleSet: (name: string, params: readonly string[]): Condition | undefined => {
      const found = set(name);
      return found && withParams(found.condition, params);
    },
    geosite: (name: string): Condition => {
      const key = name.toLowerCase();
      let found = sites.get(key);
      if (!found) sites.set(key, (found = geositeCondition(name, data)));
      return found;
    },
    domains: (name: string) => set(name)?.domains,
  };
  return lists;
}

/** `src` asks about the source, `no-resolve` only keeps the rule from looking the address up. */
function withParams(condition: Condition, params: readonly string[]): Condition {
  if (params.includes('src')) return unknown({ kind: 'source' });
  return params.includes('no-resolve') ? { ...condition, resolves: false } : condition;
}

function readProvider(provider: ClashProvider, data: ClashData, lists: Lists): RuleSet {
  const decoded = data.sets?.get(provider.name.text);
  const need = { kind: 'rule-set', name: provider.name.text } as const;
  if (decoded?.behavior === 'domain' && provider.behavior === 'domain') return domainsOf(decoded.domains, need.name);
  if (decoded?.behavior === 'ipcidr' && provider.behavior === 'ipcidr') {
    return { condition: addressesOf(decoded.holds, decoded.count > 0, false) };
  }
  const payload = provider.payload ?? data.payloads?.get(need.name);
  if (!payload) return { condition: remote(provider, data) };
  switch (provider.behavior) {
    case 'domain':
      return domainsOf(domainSet(payload), need.name);
    case 'ipcidr':
      return { condition: cidrs(payload) };
    case 'classical':
      return { condition: classical(payload, lists) };
    default:
      return { condition: unknown(need) };
  }
}

function domainsOf(domains: DomainSet, name: string): RuleSet {
  const test = (at: Connection): Ternary => {
    const held = domains.has(at.host);
    return held === undefined ? MAYBE : held ? YES : NO;
  };
  return { condition: { test, resolves: false, usesAddress: false, need: { kind: 'rule-set', name } }, domains };
}

/** Published lists of private names and addresses, by the file they are published as: no public host is in them. */
const PRIVATE_LIST = /(?:^|\/)(?:private(?:[-_]?(?:ip|cidr|domain)s?)?|lan(?:cidr)?|localareanetwork)(?:\.\w+)?$/i;

/** Its content is unknown here; its behavior at least tells what it can match. */
function remote(provider: ClashProvider, data: ClashData): Condition {
  const { behavior } = provider;
  const name = provider.name.text;
  const need = { kind: 'rule-set', name } as const;
  const isPrivate = PRIVATE_LIST.test((provider.url ?? provider.path)?.text ?? '');
  if (behavior === 'ipcidr') return onAddress(() => MAYBE, { resolves: true, isPrivate, need });
  const isClassical = behavior === 'classical';
  const test = (at: Connection): Ternary => {
    if (isPrivate && at.isPublic) return NO;
    return isClassical ? MAYBE : memberTest(data, name, at.host);
  };
  return { test, resolves: isClassical, usesAddress: isClassical, need };
}

function memberTest(data: ClashData, list: string, host: string): Ternary {
  const held = data.member?.(list, host);
  return held === undefined ? MAYBE : held ? YES : NO;
}

function addressesOf(holds: (address: Address) => boolean, resolves: boolean, isPrivate: boolean): Condition {
  return onAddress((address) => (holds(address) ? YES : NO), { resolves, isPrivate });
}

/** Entries need a mask; what has none is dropped with a warning. */
function cidrs(payload: readonly string[]): Condition {
  const table = ipTable();
  let count = 0;
  let isPrivate = true;
  for (const entry of payload) {
    const prefix = parsePrefix(entry);
    if (!prefix) continue;
    count++;
    isPrivate &&= isReserved(prefix);
    table.add(prefix, 0);
  }
  return addressesOf((address) => table.first(address) === 0, count > 0, isPrivate);
}

/**
 * Rules without a policy; the first that matches decides. Until v1.19.17 types were compared exactly, spaces stayed in the
 * payload and every comma split: matches that only newer releases have count as uncertain.
 */
function classical(payload: readonly string[], lists: Lists): Condition {
  const rules: IndexedRule[] = [];
  for (const entry of payload) {
    const { type, payload: value, params } = splitRule(entry, false);
    if (value === '' || type === 'MATCH' || type === 'SUB-RULE' || type === 'RULE-SET') continue;
    const fields = entry.split(',');
    const isDoubtful = fields[0] !== type || fields[1] !== value;
    rules.push({ type, payload: value, target: '', params, flow: 'ends', isDoubtful });
  }
  const index = indexRules(rules, lists, true);
  const test = (at: Connection): Ternary => {
    const { end, hits } = walk(index, at);
    return end ? YES : hits.length > 0 ? MAYBE : NO;
  };
  return { test, resolves: index.resolvers.length > 0, usesAddress: true, need: { kind: 'address' } };
}

/** `name@attr@attr`, `!name`: the list's domains that carry all the attributes, or everything else. */
function geositeCondition(name: string, data: ClashData): Condition {
  const isNegated = name.startsWith('!');
  const [list = '', ...attributes] = (isNegated ? name.slice(1) : name).toLowerCase().split('@');
  const domains = data.geosite?.list(list);
  const holds = domains
    ? geositeMatcher(domains.filter((domain) => attributes.every((each) => domain.attributes.includes(each))))
    : (host: string): Ternary => (attributes.length > 0 ? MAYBE : memberTest(data, list, host));
  const test = (at: Connection): Ternary => {
    if (at.host === '' || (!domains && list === 'private' && at.isPublic)) return NO;
    const held = holds(at.host);
    return (isNegated ? YES - held : held) as Ternary;
  };
  return { test, resolves: false, usesAddress: false, need: { kind: 'geosite', name } };
}

function geositeMatcher(domains: readonly GeositeDomain[]): (host: string) => Ternary {
  const set = domainSet(
    domains.flatMap(({ kind, value }) => (kind === 'suffix' ? [`+.${value}`] : kind === 'full' ? [value] : [])),
  );
  const words = keywords();
  const patterns: (RegExp | undefined)[] = [];
  for (const { kind, value } of domains) {
    if (kind === 'keyword') words.add(value, 0);
    else if (kind === 'regex') patterns.push(safePattern(value, { ignoreCase: false, ascii: true }));
  }
  return (host) => {
    if (set.has(host) || words.first(host) === 0) return YES;
    let answer: Ternary = NO;
    for (const pattern of patterns) {
      if (pattern?.test(host)) return YES;
      if (!pattern) answer = MAYBE;
    }
    return answer;
  };
}
