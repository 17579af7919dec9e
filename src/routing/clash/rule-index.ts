/**
 * A list of rules indexed for fast questions: tables for common types, an ordered rest for everything else. Building is
 * near-linear; a question costs as much as the host has labels, plus the rest.
 */

import { memo } from '../../text.ts';
import { type IpTable, ipTable, isReserved, parsePrefix } from './address.ts';
import { type Condition, type Connection, doubtful, type Lists, type Need, NO, unknown, YES } from './condition.ts';
import { type DomainTable, domainTable } from './domain-table.ts';
import { type Keywords, keywords } from './keywords.ts';
import { parsePorts, portIn, type Range } from './ports.ts';
import { compileCondition, domainPayload } from './rule-types.ts';

/**
 * What a match means. ends: it decides · may-end: it may pass on to later rules · passes: it does pass on · returns: it leaves
 * this sub-rule list without an answer.
 */
export type Flow = 'ends' | 'may-end' | 'passes' | 'returns';

export interface IndexedRule {
  readonly type: string;
  readonly payload: string;
  readonly target: string;
  readonly params: readonly string[];
  readonly flow: Flow;
  /** Releases of mihomo differ about this line. */
  readonly isDoubtful?: boolean | undefined;
  /** The list a SUB-RULE goes on in; undefined: there is none; too-deep: it is not followed. */
  readonly sub?: () => RuleIndex | 'too-deep' | undefined;
}

interface Item {
  readonly index: number;
  readonly rule: IndexedRule;
  readonly condition: Condition;
  /** A plain rule on the program's name. */
  readonly asksProgram: boolean;
  /** Where a SUB-RULE goes on. */
  readonly sub?: RuleIndex | undefined;
}

/** A rule on the address, kept for hosts whose address isn't known. */
interface Addressed {
  readonly index: number;
  readonly target: string;
  readonly isPrivate: boolean;
}

export interface RuleIndex {
  readonly rules: readonly IndexedRule[];
  readonly tables: Tables;
  /** The lowest index of a rule that certainly matches according to the tables alone. */
  readonly certain: (at: Connection) => number;
  readonly rest: readonly Item[];
  /** From this rule on the host's address has been looked up. */
  readonly resolvesFrom: number;
  /** The rules that ask for the host's address, in order. */
  readonly resolvers: readonly number[];
  /** For each target its first rule that an address yet unknown could match. */
  readonly addressed: (resolved: boolean, isPublic: boolean) => ReadonlyMap<string, number>;
}

/** One way the walk can end. */
export interface Hit {
  readonly index: number;
  readonly rule: IndexedRule;
  /** Inside the list of a SUB-RULE. */
  readonly inner?: Hit | undefined;
  /** Why it isn't certain; absent on a certain end. */
  readonly need?: Need | undefined;
}

export interface Walk {
  /** What could end it earlier, the first for each target, in order. */
  readonly hits: readonly Hit[];
  readonly end?: Hit | undefined;
  /** A PASS could leave the list before its end. */
  readonly mayReturn: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Rules whose match is certain, sorted by what they test. */
interface Tables {
  readonly domains: DomainTable;
  readonly words: Keywords;
  /** Prefix rules that look the address up, and those that don't. */
  readonly active: IpTable;
  readonly passive: IpTable;
  readonly ports: { readonly index: number; readonly ranges: readonly Range[] }[];
  readonly addressed: Addressed[];
  readonly rest: Item[];
  readonly resolvers: number[];
  match: number;
}

/**
 * Prepares a list. `isSet`: a rule-provider's content, for which the rule that names it decides whether the address is
 * looked up.
 */
export function indexRules(rules: readonly IndexedRule[], lists: Lists, isSet = false): RuleIndex {
  const [domains, words, active, passive] = [domainTable(), keywords(), ipTable(), ipTable()];
  const [ports, addressed, rest, resolvers] = [[], [], [], []];
  const tables: Tables = { domains, words, active, passive, ports, addressed, rest, resolvers, match: NEVER };
  for (const [index, rule] of rules.entries()) {
    const isPlain = (rule.flow === 'ends' || rule.flow === 'returns') && !rule.isDoubtful;
    if (!(isPlain && place(tables, index, rule))) placeRest(tables, index, rule, lists);
  }
  const byPort = portIndex(tables.ports);
  const resolvesFrom = isSet ? NEVER : (tables.resolvers[0] ?? NEVER);
  return {
    rules,
    tables,
    rest,
    resolvesFrom,
    resolvers,
    certain: (at) => {
      const byHost = Math.min(domains.first(at.host), words.first(at.host));
      const byAddress = at.address ? Math.min(active.first(at.address), passive.first(at.address)) : NEVER;
      return Math.min(tables.match, byHost, byAddress, byPort(at.port));
    },
    addressed: targetsOf(addressed, resolvesFrom),
  };
}

/** Puts a rule into its table; false when there is none for it. */
function place(tables: Tables, index: number, rule: IndexedRule): boolean {
  const { payload, params } = rule;
  switch (rule.type) {
    case 'DOMAIN':
      tables.domains.addExact(domainPayload(payload), index);
      return true;
    case 'DOMAIN-SUFFIX':
      tables.domains.addSuffix(domainPayload(payload), index);
      return true;
    case 'DOMAIN-KEYWORD':
      tables.words.add(domainPayload(payload), index);
      return true;
    case 'MATCH':
      tables.match = Math.min(tables.match, index);
      return true;
    case 'DST-PORT': {
      const ranges = parsePorts(payload);
      if (ranges) tables.ports.push({ index, ranges });
      return true;
    }
    case 'IP-CIDR':
    case 'IP-CIDR6': {
      if (params.includes('src')) return false;
      const prefix = parsePrefix(payload);
      if (!prefix) return true;
      const resolves = !params.includes('no-resolve');
      (resolves ? tables.active : tables.passive).add(prefix, index);
      tables.addressed.push({ index, target: rule.target, isPrivate: isReserved(prefix) });
      if (resolves) tables.resolvers.push(index);
      return true;
    }
    default:
      return false;
  }
}

function placeRest(tables: Tables, index: number, rule: IndexedRule, lists: Lists): void {
  const sub = rule.type === 'SUB-RULE' ? rule.sub?.() : undefined;
  const condition = conditionOf(rule, sub, lists);
  if (condition?.resolves) tables.resolvers.push(index);
  if (!condition || rule.flow === 'passes') return;
  const asksProgram = rule.type === 'PROCESS-NAME' && rule.flow === 'ends' && !rule.isDoubtful;
  tables.rest.push({ index, rule, condition, asksProgram, sub: typeof sub === 'object' ? sub : undefined });
}

function conditionOf(rule: IndexedRule, sub: RuleIndex | 'too-deep' | undefined, lists: Lists): Condition | undefined {
  if (rule.type !== 'SUB-RULE') {
    const condition = compileCondition(rule.type, rule.payload, rule.params, lists);
    return condition && rule.isDoubtful ? doubtful(condition) : condition;
  }
  // Its brackets contain exactly one rule, which is what NOT demands too.
  const negated = compileCondition('NOT', `(${rule.payload})`, [], lists);
  if (!negated || !sub) return undefined;
  if (sub === 'too-deep') return unknown({ kind: 'type' });
  return {
    ...negated,
    test: (at) => (YES - negated.test(at)) as 0 | 1 | 2,
    resolves: negated.resolves || sub.resolvers.length > 0,
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
  const add = (hit: Hit): void => {
    const target = targetOf(hit);
    const other = hits.get(target);
    if (!other || hit.index < other.index) hits.set(target, hit);
  };
  let stop = list.certain(at);
  let end: Hit | undefined = stop === NEVER ? undefined : { index: stop, rule: list.rules[stop]! };
  let mayReturn = false;
  for (const item of list.rest) {
    if (item.index >= stop) break;
    if (item.asksProgram && at.source.process === undefined) {
      // It depends only on the program, which is unknown: only the first rule for each target matters.
      const need = item.condition.need ?? DOUBT;
      if (!hits.has(item.rule.target)) add({ index: item.index, rule: item.rule, need });
      continue;
    }
    at.resolved = entered || item.index >= list.resolvesFrom;
    const step = take(item, at);
    for (const hit of step.hits) add(hit);
    mayReturn ||= step.mayReturn;
    if (step.end) {
      stop = item.index;
      end = step.end;
    }
  }
  at.resolved = entered;
  if (!at.address && at.host !== '') {
    for (const index of list.addressed(entered, at.isPublic).values()) {
      const rule = list.rules[index]!;
      if (index >= stop) continue;
      if (rule.flow === 'returns') mayReturn = true;
      else add({ index, rule, need: { kind: 'address' } });
    }
  }
  const ordered = [...hits.values()].sort((a, b) => a.index - b.index);
  return { hits: ordered, mayReturn, end };
}

/** Ways through lists that a connection has gone, by whether its host was resolved before. */
const walked = memo((_: Connection) => memo((_: RuleIndex) => new Map<boolean, Walk>()));

/** The way through a list of a SUB-RULE. Many rules can lead into the same one: each connection walks it once. */
function walkSub(list: RuleIndex, at: Connection): Walk {
  const known = walked(at)(list);
  const found = known.get(at.resolved) ?? walk(list, at);
  known.set(at.resolved, found);
  return found;
}

const NOTHING: Walk = { hits: [], mayReturn: false };

/** One rule of the rest: what it adds, and the end if it is certain. */
function take({ index, rule, condition, sub }: Item, at: Connection): Walk {
  const answer = condition.test(at);
  if (answer === NO) return NOTHING;
  const need = answer === YES ? undefined : condition.need;
  const inner = sub && walkSub(sub, at);
  const hits: Hit[] = (inner?.hits ?? []).map((hit) => ({ index, rule, inner: hit, need: need ?? hit.need ?? DOUBT }));
  // What leaves the inner list goes on with the next rule of this one.
  if (inner && (!inner.end || inner.end.rule.flow === 'returns')) return { hits, mayReturn: false };
  const hit: Hit = { index, rule, inner: inner?.end ? inner.end : undefined };
  if (answer === YES && rule.flow !== 'may-end' && !inner?.mayReturn) return { hits, end: hit, mayReturn: false };
  const passing: Need = at.network === 'udp' ? { kind: 'network' } : { kind: 'group', name: targetOf(hit) };
  if (rule.flow !== 'returns') hits.push({ ...hit, need: need ?? passing });
  return { hits, mayReturn: rule.flow !== 'ends' };
}

const DOUBT: Need = { kind: 'type' };

/** The policy name a hit leads to. */
export function targetOf(hit: Hit): string {
  return hit.inner ? targetOf(hit.inner) : hit.rule.target;
}
