/**
 * A list of rules prepared for questions: tables for what is common, an ordered rest for everything else. Building is
 * near-linear; a question costs as much as the host has labels, plus the rest.
 */
import { ipTable, isReserved, parsePrefix } from './address.ts';
import {
  type Condition,
  type Connection,
  compileCondition,
  domainPayload,
  doubtful,
  type Lists,
  type Need,
  NO,
  YES,
} from './condition.ts';
import { domainTable } from './domain-table.ts';
import { keywords } from './keywords.ts';
import { parsePorts, portIn, type Range } from './ports.ts';

/**
 * What a match means. ends: the way is decided · may-end: it may pass on to later rules · passes: it does ·
 * returns: it leaves this sub-rule list without an answer.
 */
export type Flow = 'ends' | 'may-end' | 'passes' | 'returns';

export interface IndexedRule {
  readonly type: string;
  readonly payload: string;
  readonly target: string;
  readonly params: readonly string[];
  readonly flow: Flow;
  /** Releases of mihomo differ about this line. */
  readonly isDoubtful?: boolean;
  /** The list a SUB-RULE goes on in; undefined: there is none. */
  readonly sub?: () => RuleIndex | undefined;
}

interface Item {
  readonly index: number;
  readonly rule: IndexedRule;
  readonly condition: Condition;
}

/** A rule on the address, kept for hosts whose address isn't known. */
interface Addressed {
  readonly index: number;
  readonly target: string;
  readonly resolves: boolean;
  readonly isPrivate: boolean;
}

export interface RuleIndex {
  readonly rules: readonly IndexedRule[];
  /** The lowest index of a rule whose match is certain from the tables alone. */
  readonly certain: (at: Connection) => number;
  readonly rest: readonly Item[];
  /** From this rule on the host's address has been looked up. */
  readonly resolvesFrom: number;
  /** Some rule asks for the host's address. */
  readonly resolves: boolean;
  /** For each target its first rule that an address yet unknown could match. */
  readonly addressed: (resolved: boolean, isPublic: boolean) => ReadonlyMap<string, number>;
}

/** One way the walk can end. */
export interface Hit {
  readonly index: number;
  readonly rule: IndexedRule;
  /** Inside the list of a SUB-RULE. */
  readonly inner?: Hit;
  /** Why it isn't certain; absent on a certain end. */
  readonly need?: Need;
}

export interface Walk {
  /** What could end it earlier, the first for each target, in order. */
  readonly hits: readonly Hit[];
  readonly end?: Hit;
  /** A PASS could leave the list before its end. */
  readonly mayReturn: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Prepares a list. `isSet`: a rule-provider's content, for which the rule that names it decides whether the address is
 * looked up.
 */
export function indexRules(rules: readonly IndexedRule[], lists: Lists, isSet = false): RuleIndex {
  const domains = domainTable();
  const words = keywords();
  const prefixes = ipTable();
  const ports: { readonly index: number; readonly ranges: readonly Range[] }[] = [];
  const addressed: Addressed[] = [];
  const rest: Item[] = [];
  let resolvesFrom = NEVER;
  let match = NEVER;
  for (const [index, rule] of rules.entries()) {
    const isPlain = (rule.flow === 'ends' || rule.flow === 'returns') && !rule.isDoubtful;
    const { type, payload } = rule;
    if (isPlain && type === 'DOMAIN') domains.addExact(domainPayload(payload), index);
    else if (isPlain && type === 'DOMAIN-SUFFIX') domains.addSuffix(domainPayload(payload), index);
    else if (isPlain && type === 'DOMAIN-KEYWORD') words.add(domainPayload(payload), index);
    else if (isPlain && type === 'MATCH') match = Math.min(match, index);
    else if (isPlain && type === 'DST-PORT') {
      const ranges = parsePorts(payload);
      if (ranges) ports.push({ index, ranges });
    } else if (isPlain && (type === 'IP-CIDR' || type === 'IP-CIDR6') && !rule.params.includes('src')) {
      const prefix = parsePrefix(payload);
      if (!prefix) continue;
      prefixes.add(prefix, index);
      const resolves = !rule.params.includes('no-resolve');
      if (resolves) resolvesFrom = Math.min(resolvesFrom, index);
      addressed.push({ index, target: rule.target, resolves, isPrivate: isReserved(prefix) });
    } else {
      const condition = conditionOf(rule, lists);
      if (condition?.resolves) resolvesFrom = Math.min(resolvesFrom, index);
      if (condition && rule.flow !== 'passes') rest.push({ index, rule, condition });
    }
  }
  const byPort = portIndex(ports);
  const from = isSet ? NEVER : resolvesFrom;
  return {
    rules,
    rest,
    resolvesFrom: from,
    resolves: resolvesFrom < NEVER,
    certain: (at) => {
      const byHost = Math.min(domains.first(at.host), words.first(at.host));
      const byAddress = at.address ? prefixes.first(at.address) : NEVER;
      return Math.min(match, byHost, byAddress, byPort(at.port));
    },
    addressed: targetsOf(addressed, from),
  };
}

function conditionOf(rule: IndexedRule, lists: Lists): Condition | undefined {
  if (rule.type !== 'SUB-RULE') {
    const condition = compileCondition(rule.type, rule.payload, rule.params, lists);
    return condition && rule.isDoubtful ? doubtful(condition) : condition;
  }
  // Its brackets hold exactly one rule, which is what NOT demands too.
  const negated = compileCondition('NOT', `(${rule.payload})`, [], lists);
  const sub = rule.sub?.();
  if (!negated || !sub) return undefined;
  return {
    ...negated,
    test: (at) => (YES - negated.test(at)) as 0 | 1 | 2,
    resolves: negated.resolves || sub.resolves,
  };
}

/** The first rule for a port; each port is looked for once. */
function portIndex(
  rules: readonly { readonly index: number; readonly ranges: readonly Range[] }[],
): (port: number) => number {
  const known = new Map<number, number>();
  return (port) => {
    let index = known.get(port);
    if (index === undefined) {
      index = rules.find(({ ranges }) => portIn(ranges, port))?.index ?? NEVER;
      known.set(port, index);
    }
    return index;
  };
}

function targetsOf(rules: readonly Addressed[], from: number): RuleIndex['addressed'] {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (resolved, isPublic) => {
    const key = `${resolved} ${isPublic}`;
    let targets = known.get(key);
    if (!targets) {
      const first = new Map<string, number>();
      for (const { index, target, isPrivate } of rules) {
        if ((isPublic && isPrivate) || !(resolved || index >= from) || first.has(target)) continue;
        first.set(target, index);
      }
      known.set(key, (targets = first));
    }
    return targets;
  };
}

/** Takes a connection through the list. `at.resolved` says whether its address was looked up before. */
export function walk(list: RuleIndex, at: Connection): Walk {
  const entered = at.resolved;
  const hits = new Map<string, Hit>();
  let mayReturn = false;
  const add = (hit: Hit): void => {
    const target = targetOf(hit);
    const other = hits.get(target);
    if (!other || hit.index < other.index) hits.set(target, hit);
  };
  let stop = list.certain(at);
  let end: Hit | undefined = stop === NEVER ? undefined : { index: stop, rule: list.rules[stop]! };
  for (const { index, rule, condition } of list.rest) {
    if (index >= stop) break;
    at.resolved = entered || index >= list.resolvesFrom;
    const answer = condition.test(at);
    if (answer === NO) continue;
    const need = answer === YES ? undefined : condition.need;
    const inner = rule.type === 'SUB-RULE' ? walk(rule.sub!()!, at) : undefined;
    for (const hit of inner?.hits ?? []) add({ index, rule, inner: hit, need: need ?? hit.need ?? DOUBT });
    if (inner && (!inner.end || inner.end.rule.flow === 'returns')) continue;
    const hit: Hit = { index, rule, ...(inner?.end ? { inner: inner.end } : {}) };
    const isCertain = answer === YES && rule.flow !== 'may-end' && !inner?.mayReturn;
    if (isCertain) {
      stop = index;
      end = hit;
      break;
    }
    if (rule.flow !== 'ends') mayReturn = true;
    if (rule.flow !== 'returns') add({ ...hit, need: need ?? { kind: 'group', name: targetOf(hit) } });
  }
  at.resolved = entered;
  if (!at.address && at.host !== '') {
    for (const [, index] of list.addressed(entered, at.isPublic)) {
      const rule = list.rules[index]!;
      if (index >= stop) continue;
      if (rule.flow === 'returns') mayReturn = true;
      else add({ index, rule, need: { kind: 'address' } });
    }
  }
  const ordered = [...hits.values()].sort((a, b) => a.index - b.index);
  return { hits: ordered, mayReturn, ...(end ? { end } : {}) };
}

const DOUBT: Need = { kind: 'type' };

/** The policy name a hit leads to. */
export function targetOf(hit: Hit): string {
  return hit.inner ? targetOf(hit.inner) : hit.rule.target;
}
