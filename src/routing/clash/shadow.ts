/**
 * Rules that can never decide anything because one earlier rule matches everything they would match. A rule is only reported if
 * this is proven for every connection over TCP: the earlier rule always decides (no PASS) and has no other condition.
 */
import { RULE_TYPES } from '../../knowledge/clash/rule-line.ts';
import { network, type Prefix, parsePrefix } from './address.ts';
import type { DomainSet } from './domain-set.ts';
import type { ClashRouter } from './evaluate.ts';
import { firstByPort, merged, parsePorts, type Range } from './ports.ts';
import type { IndexedRule, RuleIndex } from './rule-index.ts';
import { domainPayload } from './rule-types.ts';

export interface Shadow {
  /** Index of the rule that never acts. */
  readonly rule: number;
  /** Index of the earlier rule that takes all of it. */
  readonly by: number;
  /**
   * after-match: it comes after a MATCH · duplicate: both have the same condition · narrower: it matches a subset of the
   * earlier one · keyword: every name it matches contains the earlier keyword.
   */
  readonly relation: 'after-match' | 'duplicate' | 'narrower' | 'keyword';
}

type Catch = Pick<Shadow, 'by' | 'relation'>;

const NEVER = Number.POSITIVE_INFINITY;
/** Domain lists on disk that are asked about every rule. */
const MAX_SETS = 64;

/** All shadowed rules of the main list, or of a sub-rule list. Near-linear. */
export function shadows(router: ClashRouter, list?: string): readonly Shadow[] {
  const lines = router.rules('tcp', list);
  const facts = factsOf(router, lines);
  const found: Shadow[] = [];
  for (const [index, rule] of lines.rules.entries()) {
    const caught = catchOf(facts, rule, index);
    if (caught) found.push({ rule: index, ...caught });
  }
  return found;
}

interface Facts {
  readonly index: RuleIndex;
  /** A proxy that carries no UDP lets UDP past its MATCH. */
  readonly matchTakesUdp: boolean;
  /** The earliest rule for each port. */
  readonly ports: ReadonlyMap<number, number>;
  /** The first rule of each condition that has no table, by its text. */
  readonly texts: ReadonlyMap<string, number>;
  readonly sets: readonly { readonly at: number; readonly domains: DomainSet }[];
  /** Of the provider a rule names. */
  readonly behaviorOf: (rule: IndexedRule) => string | undefined;
  /** How many rules up to this one look addresses up. */
  readonly asked: (index: number) => number;
}

function factsOf(router: ClashRouter, index: RuleIndex): Facts {
  const { rules, tables, rest, resolvers } = index;
  const texts = new Map<string, number>();
  const sets: Facts['sets'][number][] = [];
  for (const { index: at, rule } of rest) {
    if (rule.flow === 'may-end' || rule.type === 'SUB-RULE') continue;
    const key = textOf(rule);
    if (!texts.has(key)) texts.set(key, at);
    if (rule.type !== 'RULE-SET' || rule.params.includes('src') || sets.length === MAX_SETS) continue;
    const domains = router.lists.domains(rule.payload);
    if (domains) sets.push({ at, domains });
  }
  const target = rules[tables.match]?.target;
  const outcome = target === undefined ? 'unknown' : router.policies(target).outcome;
  const behaviors = new Map(router.file.providers.map(({ name, behavior }) => [name.text, behavior]));
  return {
    index,
    matchTakesUdp: outcome === 'direct' || outcome === 'reject',
    ports: firstByPort(tables.ports),
    texts,
    sets,
    behaviorOf: ({ type, payload }) => (type === 'RULE-SET' ? behaviors.get(payload) : undefined),
    asked: counter(resolvers, rules.length),
  };
}

function catchOf(facts: Facts, rule: IndexedRule, index: number): Catch | undefined {
  const { match } = facts.index.tables;
  if (index > match && (facts.matchTakesUdp || !/NETWORK *, *UDP/i.test(`${rule.type},${rule.payload}`))) {
    return { by: match, relation: 'after-match' };
  }
  const prefix = prefixOf(rule);
  if (prefix) return byPrefix(facts, index, prefix);
  switch (rule.type) {
    case 'DOMAIN':
    case 'DOMAIN-SUFFIX':
    case 'DOMAIN-KEYWORD':
      return byDomain(facts, rule, index);
    case 'DST-PORT':
      return byPorts(facts, rule, index);
    case 'MATCH':
    case 'SUB-RULE':
      return undefined;
    default:
      return byText(facts, rule, index);
  }
}

/** The earliest rule that takes the whole domain, suffix or keyword. What no host can be is left to other rules. */
function byDomain({ index: { rules, tables }, sets }: Facts, rule: IndexedRule, index: number): Catch | undefined {
  const payload = domainPayload(rule.payload);
  const isKeyword = rule.type === 'DOMAIN-KEYWORD';
  if (payload === '' || (!isKeyword && !/^[\w-]+(?:\.[\w-]+)*$/.test(payload))) return undefined;
  const { domains, words } = tables;
  let found: Catch | undefined;
  const add = (by: number, relation: Catch['relation']): void => {
    if (by < (found?.by ?? index)) found = { by, relation };
  };
  const isSame = (by: number): boolean => rules[by] !== undefined && domainPayload(rules[by].payload) === payload;
  if (!isKeyword) {
    const suffix = domains.covering(payload);
    add(suffix, rule.type === 'DOMAIN-SUFFIX' && isSame(suffix) ? 'duplicate' : 'narrower');
    if (rule.type === 'DOMAIN') add(domains.exact(payload), 'duplicate');
    const isIn = (set: DomainSet): boolean =>
      set.covers(payload) || (rule.type === 'DOMAIN' && set.has(payload) === true);
    add(sets.find((set) => set.at < index && isIn(set.domains))?.at ?? NEVER, 'narrower');
  }
  const word = words.first(payload);
  add(word, isKeyword && isSame(word) ? 'duplicate' : 'keyword');
  return found;
}

/** An earlier rule without `no-resolve` knows the address from then on; one with it only if nothing asks in between. */
function byPrefix(facts: Facts, index: number, prefix: Prefix): Catch | undefined {
  const active = facts.index.tables.active.covering(prefix);
  const passive = facts.index.tables.passive.covering(prefix);
  const isQuiet = passive < index && facts.asked(passive) === facts.asked(index);
  const by = Math.min(active < index ? active : NEVER, isQuiet ? passive : NEVER);
  if (by === NEVER) return undefined;
  const { address, bits } = prefixOf(facts.index.rules[by]!)!;
  const isSame = bits === prefix.bits && network(address, bits) === network(prefix.address, bits);
  return { by, relation: isSame ? 'duplicate' : 'narrower' };
}

function byPorts({ index: { rules }, ports }: Facts, rule: IndexedRule, index: number): Catch | undefined {
  const wanted = merged(parsePorts(rule.payload) ?? []);
  const by = wanted[0] && ports.get(wanted[0].from);
  if (by === undefined || by >= index) return undefined;
  const taken = merged(parsePorts(rules[by]!.payload) ?? []);
  const holds = (a: readonly Range[], b: readonly Range[]): boolean =>
    b.every(({ from, to }) => a.some((range) => range.from <= from && to <= range.to));
  if (!holds(taken, wanted)) return undefined;
  return { by, relation: holds(wanted, taken) ? 'duplicate' : 'narrower' };
}

/** Types that never look at the destination's address. */
const BLIND = /^(?:DOMAIN|GEOSITE|NETWORK|SRC-|IN-|PROCESS-|UID|DSCP)/;

/**
 * The same condition again. A condition on addresses may give another answer once the address is known: it counts only while no
 * rule in between looks addresses up, or when it is a single test that does so itself.
 */
function byText({ texts, asked, behaviorOf }: Facts, rule: IndexedRule, index: number): Catch | undefined {
  const by = texts.get(textOf(rule));
  if (by === undefined || by >= index || !RULE_TYPES.has(rule.type) || /^IP-CIDR6?$/.test(rule.type)) return undefined;
  const before = by === 0 ? 0 : asked(by - 1);
  const behavior = behaviorOf(rule);
  const isBlind = BLIND.test(rule.type) || behavior === 'domain';
  const isSingle = rule.type.startsWith('IP-') || rule.type === 'GEOIP' || behavior === 'ipcidr';
  const isStable = isBlind || (isSingle && asked(by) > before) || before === asked(index);
  return isStable ? { by, relation: 'duplicate' } : undefined;
}

function textOf({ type, payload, params }: IndexedRule): string {
  const flags = ['no-resolve', 'src'].filter((param) => params.includes(param));
  return [type, payload, ...flags].join('\n');
}

function prefixOf({ type, payload, params }: IndexedRule): Prefix | undefined {
  return (type === 'IP-CIDR' || type === 'IP-CIDR6') && !params.includes('src') ? parsePrefix(payload) : undefined;
}

function counter(resolvers: readonly number[], size: number): (index: number) => number {
  const counts = new Uint32Array(size);
  for (const index of resolvers) counts[index] = 1;
  for (let i = 1; i < size; i++) counts[i]! += counts[i - 1]!;
  return (index) => counts[index]!;
}
