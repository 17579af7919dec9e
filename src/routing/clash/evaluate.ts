/**
 * Where a Clash configuration sends a request, exactly as mihomo's `tunnel.match` decides it, without a network: a rule
 * and a policy, or what the answer depends on.
 */
import type { ClashFile, ClashRule } from '../../core.ts';
import { RULE_TYPES } from '../../knowledge/clash/rule-line.ts';
import { parseAddress, unmap } from './address.ts';
import type { ClashSource, Connection, Need } from './condition.ts';
import { hostsTree } from './domain-set.ts';
import { type Outcome, type Policies, type PolicyEnd, policiesOf } from './groups.ts';
import { hostAddress, normalizeHost } from './host.ts';
import {
  type Flow,
  type Hit,
  type IndexedRule,
  indexRules,
  type RuleIndex,
  targetOf,
  type Walk,
  walk,
} from './rule-index.ts';
import { type ClashData, listsOf, type RuleLists } from './rule-set.ts';

export type { ClashSource, Need } from './condition.ts';
export type { Outcome, PolicyEnd } from './groups.ts';
export type { ClashData } from './rule-set.ts';

/** A request as it reaches the Clash listener. */
export interface ClashRequest {
  /** A name or an address; brackets, capitals, a final dot and non-ASCII letters are normalised. */
  readonly host: string;
  /** 443 when not given. */
  readonly port?: number | undefined;
  /** `tcp` when not given. */
  readonly network?: 'tcp' | 'udp' | undefined;
  /** The host is known to be on the public internet: private addresses, LAN and private lists don't concern it. */
  readonly isPublic?: boolean | undefined;
  readonly source?: ClashSource | undefined;
  /** The host exactly as the connection carries it: it is not normalised. */
  readonly verbatim?: boolean | undefined;
  /** The listener's own `rule:`: only this sub-rule list decides. An unknown name means the main list. */
  readonly list?: string | undefined;
}

/** One way a request can end. */
export interface ClashEnd extends PolicyEnd {
  /** The line of `rules:`; absent when no rule matches. */
  readonly rule?: ClashRule | undefined;
  /** Its place in `rules:`; −1 when no rule matches. */
  readonly index: number;
  /** The line inside a sub-rule list that decided. */
  readonly inner?: ClashRule | undefined;
}

export type ClashAnswer =
  /** This rule, certainly. Its `outcome` can still be unknown: a group that chooses by itself. */
  | ({ readonly kind: 'rule'; readonly rule: ClashRule } & ClashEnd)
  /** No rule matches: mihomo goes DIRECT without a word. */
  | ({ readonly kind: 'none' } & ClashEnd)
  /** `mode: direct` or `mode: global`: no rule is read. */
  | ({ readonly kind: 'mode'; readonly mode: string } & ClashEnd)
  | ClashDepends;

/** Certainty ends at a rule that depends on something unknown here. */
export interface ClashDepends {
  readonly kind: 'depends';
  /** The first rule whose match isn't certain. */
  readonly at: ClashRule;
  readonly index: number;
  /** What would decide it. */
  readonly need: Need;
  /** The ways it can end, in the order of their rules, the first rule for each policy. */
  readonly possible: readonly ClashEnd[];
  /** All of them agree on this. */
  readonly outcome?: Outcome | undefined;
  readonly policy?: string | undefined;
}

/** A file prepared for questions. */
export interface ClashRouter {
  readonly file: ClashFile;
  /** Where a policy name leads. */
  readonly policies: Policies;
  /** The lists its rules name. */
  readonly lists: RuleLists;
  readonly rules: (network: 'tcp' | 'udp', list?: string) => RuleIndex;
  readonly hosts: (host: string) => readonly string[] | undefined;
}

const MAX_ALIASES = 16;
/** Lists of sub-rules within lists that are followed. */
const MAX_LISTS_DEEP = 50;
const NO_DATA: ClashData = {};

/** Prepares a file. `data` is what is on disk beside it. Nothing is indexed before the first question. */
export function compile(file: ClashFile, data: ClashData = NO_DATA): ClashRouter {
  const policies = policiesOf(file);
  const lists = listsOf(file.providers, data);
  const indexed = new Map<string, RuleIndex | undefined>();
  let depth = 0;
  const index = (network: 'tcp' | 'udp', list: string | undefined): RuleIndex | undefined => {
    const key = `${network} ${list === undefined ? '' : `:${list}`}`;
    if (indexed.has(key)) return indexed.get(key);
    const rules = list === undefined ? file.rules : file.subRules.get(list);
    // mihomo refuses a list that refers back to itself: while a list is being read, it counts as missing.
    indexed.set(key, undefined);
    depth++;
    const ready = rules?.map((rule) => prepare(rule, network, list !== undefined));
    const built = ready && indexRules(ready, lists);
    depth--;
    indexed.set(key, built);
    return built;
  };
  const prepare = (rule: ClashRule, network: 'tcp' | 'udp', isSub: boolean): IndexedRule => {
    const { type, payload, target, params } = isShort(rule) ? withoutPayload(rule) : rule;
    if (type !== 'SUB-RULE') return { type, payload, target, params, flow: flowOf(policies(target), network, isSub) };
    const sub = (): RuleIndex | 'too-deep' | undefined =>
      depth > MAX_LISTS_DEEP ? 'too-deep' : index(network, target);
    return { type, payload, target, params, flow: 'ends', sub };
  };
  const rules = (network: 'tcp' | 'udp', list?: string): RuleIndex =>
    (list === undefined ? undefined : index(network, list)) ?? index(network, undefined)!;
  let tree: ClashRouter['hosts'] | undefined;
  return { file, policies, lists, rules, hosts: (host) => (tree ??= hostsTree(file.hosts))(host) };
}

/** A line of two fields has no payload: older releases take its second field as the policy, newer ones refuse it. */
function isShort({ type, target, params }: ClashRule): boolean {
  return target === '' && params.length === 0 && type !== 'MATCH' && !RULE_TYPES.get(type)?.commas;
}

const withoutPayload = (rule: ClashRule): ClashRule => ({ ...rule, payload: '', target: rule.payload });

function flowOf(end: PolicyEnd, network: 'tcp' | 'udp', isSub: boolean): Flow {
  // PASS leaves a sub-rule list, PASS-RULE only its own line.
  if (end.passes === 'yes') return isSub && end.policy !== 'PASS-RULE' ? 'returns' : 'passes';
  if (end.passes === 'maybe') return 'may-end';
  // A proxy without UDP lets UDP pass on to later rules; whether a node carries UDP isn't known here.
  return network === 'udp' && end.outcome !== 'direct' && end.outcome !== 'reject' ? 'may-end' : 'ends';
}

const routers = new WeakMap<ClashFile, ClashRouter>();

/** The router of a file, prepared once. With `data` given the first time, it is kept. */
export function routerOf(file: ClashFile, data?: ClashData): ClashRouter {
  let router = routers.get(file);
  if (!router) routers.set(file, (router = compile(file, data)));
  return router;
}

/** Where the request goes. */
export function route(router: ClashRouter, request: ClashRequest): ClashAnswer {
  const { file, policies } = router;
  if (file.mode === 'direct' || file.mode === 'global') {
    const end = policies(file.mode === 'direct' ? 'DIRECT' : 'GLOBAL');
    return { kind: 'mode', mode: file.mode, index: -1, ...end };
  }
  return answer(router, walksOf(router, request), request);
}

/**
 * The rule that certainly decides, and its policy; undefined for every other answer. Cheaper than `route`, which also works out
 * the possible alternatives.
 */
export function certainRule(
  router: ClashRouter,
  request: ClashRequest,
): (ClashEnd & { readonly rule: ClashRule }) | undefined {
  const { mode } = router.file;
  if (mode === 'direct' || mode === 'global') return undefined;
  const walks = walksOf(router, request);
  if (walks.some(({ hits }) => hits.length > 0)) return undefined;
  const found = answer(router, walks, request);
  return found.kind === 'rule' ? found : undefined;
}

function walksOf(router: ClashRouter, request: ClashRequest): readonly Walk[] {
  const list = router.rules(request.network ?? 'tcp', request.list);
  return connections(router, request).map((at) => walk(list, at));
}

/**
 * `hosts:` is applied before every rule: it gives the address, or another name; several addresses are several possible ways.
 */
function connections(router: ClashRouter, request: ClashRequest): readonly Connection[] {
  let host = request.verbatim ? request.host : normalizeHost(request.host);
  const base = {
    port: request.port ?? 443,
    network: request.network ?? 'tcp',
    isPublic: request.isPublic ?? false,
    source: request.source ?? {},
    resolved: false,
  } as const;
  const literal = hostAddress(host);
  if (literal) return [{ ...base, host: '', address: literal }];
  for (let i = 0; i < MAX_ALIASES; i++) {
    const values = router.hosts(host) ?? (host === 'localhost' ? ['127.0.0.1'] : undefined);
    if (!values || values.length === 0) break;
    const addresses = values.map((value) => parseAddress(value));
    const isNames = addresses.some((address) => address === undefined);
    // `lan` stands for this machine's own addresses.
    if (isNames && (values[0] === 'lan' || values.length > 1)) return [{ ...base, host, resolved: true }];
    if (!isNames) return addresses.map((address) => ({ ...base, host, address: unmap(address!) }));
    host = values[0]!.toLowerCase();
  }
  return [{ ...base, host }];
}

function answer(router: ClashRouter, walks: readonly Walk[], { list }: ClashRequest): ClashAnswer {
  const { rules, subRules } = router.file;
  const lines = list === undefined ? rules : (subRules.get(list) ?? rules);
  const ends = walks.map(({ end }) => endOf(router, lines, end));
  const [first] = ends;
  const isOne = walks.length === 1 || ends.every((end) => end.index === first!.index);
  const uncertain = walks.flatMap(({ hits }) => hits).sort((a, b) => a.index - b.index);
  if (isOne && uncertain.length === 0) {
    const { rule } = first!;
    return rule ? { kind: 'rule', ...first!, rule } : { kind: 'none', ...first! };
  }
  const possible = distinct([...uncertain.map((hit) => endOf(router, lines, hit)), ...ends]);
  const start = uncertain[0];
  const index = start?.index ?? Math.min(...ends.flatMap((end) => (end.rule ? [end.index] : [])));
  const [one] = possible;
  const { outcome } = one!;
  return {
    kind: 'depends',
    at: lines[index]!,
    index,
    need: start?.need ?? { kind: 'address' },
    possible,
    outcome: outcome !== 'unknown' && possible.every((end) => end.outcome === outcome) ? outcome : undefined,
    policy: possible.every((end) => end.policy === one!.policy) ? one!.policy : undefined,
  };
}

function endOf(router: ClashRouter, lines: readonly ClashRule[], hit: Hit | undefined): ClashEnd {
  if (!hit) return { ...router.policies('DIRECT'), index: -1 };
  const end = router.policies(targetOf(hit));
  const inner = innerRule(router, hit);
  return { ...end, rule: lines[hit.index]!, index: hit.index, inner };
}

function innerRule({ file }: ClashRouter, hit: Hit): ClashRule | undefined {
  if (!hit.inner) return undefined;
  return hit.inner.inner
    ? innerRule({ file } as ClashRouter, hit.inner)
    : file.subRules.get(hit.rule.target)?.[hit.inner.index];
}

/** One end for each final policy, the earliest; no rule at all comes last. */
function distinct(ends: readonly ClashEnd[]): readonly ClashEnd[] {
  const kept = new Map<string, ClashEnd>();
  const place = ({ index }: ClashEnd): number => (index < 0 ? Number.POSITIVE_INFINITY : index);
  for (const end of ends) {
    const key = [...end.chain, end.policy].join('\n');
    const other = kept.get(key);
    if (!other || place(end) < place(other)) kept.set(key, end);
  }
  return [...kept.values()].sort((a, b) => place(a) - place(b));
}

/** Does the request certainly end in direct, proxy or reject, with the file's defaults? */
export function outcomeOf(answer: ClashAnswer): Outcome | undefined {
  return answer.outcome === 'unknown' ? undefined : answer.outcome;
}

/** Every way the answer leaves open; one when it is certain. */
export function endsOf(answer: ClashAnswer): readonly ClashEnd[] {
  return answer.kind === 'depends' ? answer.possible : [answer];
}
