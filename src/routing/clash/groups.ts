/**
 * Where a policy leads (`adapter/outboundgroup/*.go` of mihomo): built-in names, proxies, groups of groups. A `select`
 * means its first member or its stored default; a group that chooses by itself is only certain where all members agree.
 */
import type { ClashFile, ClashGroup, ClashProvider, ClashProxy } from '../../core.ts';
import { safePattern } from './regex.ts';

export type Outcome = 'direct' | 'proxy' | 'reject';

/** The result of following a policy name. */
export interface PolicyEnd {
  /** The last name on the way: a proxy, a built-in, or the group that chooses for itself. */
  readonly policy: string;
  /** Names of the groups walked, the first one first; empty when the name is no group. */
  readonly chain: readonly string[];
  /** As the file is, with each `select` at its default. */
  readonly outcome: Outcome | 'unknown';
  /** Does the rule let the connection pass on to later rules (`PASS`)? */
  readonly passes: 'no' | 'maybe' | 'yes';
  /** Every outcome some choice in the groups can lead to. */
  readonly possible: ReadonlySet<Outcome>;
  /** Depends on nodes that are not in the file: if there are none, or a filter keeps none, the group means DIRECT. */
  readonly assumed: boolean;
}

/** Follows policy names to their end. Every answer is computed once. */
export type Policies = (name: string) => PolicyEnd;

interface Member {
  readonly name: string;
  readonly type: string;
  /** Undefined: `name` is looked up among the file's policies. */
  readonly end?: PolicyEnd | undefined;
  readonly explicit: boolean;
  /** Nodes that aren't in the file. */
  readonly isRemote: boolean;
}

const PROXY_ONLY: ReadonlySet<Outcome> = new Set<Outcome>(['proxy']);
const ANY: ReadonlySet<Outcome> = new Set<Outcome>(['direct', 'proxy', 'reject']);
const MAX_GROUPS_DEEP = 200;

function end(policy: string, outcome: PolicyEnd['outcome'], passes: PolicyEnd['passes'] = 'no'): PolicyEnd {
  const possible = outcome === 'unknown' ? ANY : new Set<Outcome>([outcome]);
  return { policy, chain: [], outcome, passes, possible, assumed: false };
}

const BUILT_IN: ReadonlyMap<string, PolicyEnd> = new Map([
  ['DIRECT', end('DIRECT', 'direct')],
  ['COMPATIBLE', end('COMPATIBLE', 'direct')],
  ['REJECT', end('REJECT', 'reject')],
  ['REJECT-DROP', end('REJECT-DROP', 'reject')],
  ['PASS', { ...end('PASS', 'unknown', 'yes'), possible: new Set<Outcome>() }],
  ['PASS-RULE', { ...end('PASS-RULE', 'unknown', 'yes'), possible: new Set<Outcome>() }],
]);

/** What a single proxy of a type does with a connection. */
function proxyEnd(name: string, type: string): PolicyEnd {
  if (type === 'direct') return end(name, 'direct');
  if (type === 'reject') return end(name, 'reject');
  return end(name, type === 'dns' || type === 'rematch' ? 'unknown' : 'proxy');
}

/** The policies of a file. */
export function policiesOf(file: ClashFile): Policies {
  const groups = new Map(file.groups.map((group) => [group.name.text, group]));
  const proxies = new Map(file.proxies.map((proxy) => [proxy.name.text, proxy]));
  const known = new Map<string, PolicyEnd>(BUILT_IN);
  const walking = new Set<string>();
  const resolve = (name: string): PolicyEnd => {
    const answer = known.get(name);
    if (answer) return answer;
    const group = groups.get(name);
    if (group && (walking.has(name) || walking.size > MAX_GROUPS_DEEP)) return end(name, 'unknown', 'maybe');
    walking.add(name);
    const proxy = proxies.get(name);
    const found = group
      ? groupEnd(group, membersOf(file, group, proxies), resolve)
      : name === 'GLOBAL'
        ? { ...end('DIRECT', 'direct'), chain: ['GLOBAL'], possible: ANY }
        : proxy
          ? proxyEnd(name, proxy.type)
          : end(name, 'unknown');
    walking.delete(name);
    known.set(name, found);
    return found;
  };
  return resolve;
}

function groupEnd(group: ClashGroup, members: Members, resolve: Policies): PolicyEnd {
  const name = group.name.text;
  const ends = members.list.map((member) => member.end ?? resolve(member.name));
  if (ends.length === 0 || members.mayBeEmpty) ends.push({ ...end('COMPATIBLE', 'direct'), assumed: true });
  const possible = new Set<Outcome>();
  for (const each of ends) for (const outcome of each.possible) possible.add(outcome);
  if (group.type === 'select') {
    const wanted = group.defaultSelected?.text;
    const index = Math.max(0, wanted === undefined ? 0 : members.list.findIndex((member) => member.name === wanted));
    const first = ends[index]!;
    const assumed = first.assumed || members.list[index]?.isRemote === true || members.isUncertain;
    return { ...first, chain: [name, ...first.chain], possible, assumed: assumed && ends.length > 0 };
  }
  const real = members.mayBeEmpty ? ends.slice(0, -1) : ends;
  const chosen = group.type === 'relay' ? relayed(real) : real;
  const agree = chosen.every((each) => each.outcome === chosen[0]!.outcome);
  return {
    policy: agree && new Set(chosen.map((each) => each.policy)).size === 1 ? chosen[0]!.policy : name,
    chain: [name],
    outcome: agree ? chosen[0]!.outcome : 'unknown',
    passes: ends.every((each) => each.passes === 'yes')
      ? 'yes'
      : ends.some((each) => each.passes !== 'no')
        ? 'maybe'
        : 'no',
    possible,
    assumed: members.isUncertain || members.list.some((member) => member.isRemote) || ends.some((each) => each.assumed),
  };
}

/** A relay goes through all its members; those that go direct are skipped, and with none left it means direct. */
function relayed(ends: readonly PolicyEnd[]): readonly PolicyEnd[] {
  const hops = ends.filter((each) => each.outcome !== 'direct');
  return hops.length > 0 ? hops : ends.slice(0, 1);
}

interface Members {
  readonly list: readonly Member[];
  /** A filter that can't be evaluated decides who stays. */
  readonly isUncertain: boolean;
  /** All members are remote and filtered, or filtered by something unknown. */
  readonly mayBeEmpty: boolean;
}

/** The members in mihomo's order: explicit ones, all proxies if asked for, then those of the providers. */
function membersOf(file: ClashFile, group: ClashGroup, proxies: ReadonlyMap<string, ClashProxy>): Members {
  const patterns = compileAll(group.filter?.text);
  const explicit = group.proxies.map((value) => named(value.text, proxies.get(value.text)?.type ?? '', true));
  const all = group.includeAll || group.includeAllProxies ? [...file.proxies].sort(byName) : [];
  const own = keep(
    all.map((proxy) => named(proxy.name.text, proxy.type, false)),
    patterns,
  );
  const providers = providersOf(file, group);
  let list = [...explicit, ...own, ...providers.flatMap((provider) => keep(nodesOf(provider), patterns))];
  const sources = providers.length + (explicit.length + own.length > 0 ? 1 : 0);
  if (Array.isArray(patterns) && patterns.length > 1 && sources > 1) list = reorder(list, patterns);
  const unwanted = compileAll(group.excludeFilter?.text);
  if (Array.isArray(unwanted)) list = list.filter((member) => member.isRemote || !matchesAny(unwanted, member.name));
  const types = group.excludeType?.text.toLowerCase().split('|') ?? [];
  list = list.filter((member) => !types.includes(adapterType(member.type)));
  const isUncertain = patterns === 'unknown' || unwanted === 'unknown';
  const isFiltered = group.filter !== undefined || group.excludeFilter !== undefined || types.length > 0;
  const isCertainlyThere = list.some(
    (member) => !member.isRemote && (member.explicit || !isUncertain) && unwanted !== 'unknown',
  );
  return { list, isUncertain, mayBeEmpty: list.length > 0 && isFiltered && !isCertainlyThere };
}

function named(name: string, type: string, explicit: boolean): Member {
  return { name, type, explicit, isRemote: false };
}

/** `exclude-type` names adapters as mihomo prints them: `ss` is `Shadowsocks`, `socks5` is `Socks5`. */
function adapterType(type: string): string {
  if (type === 'ss') return 'shadowsocks';
  return type === 'ssr' ? 'shadowsocksr' : type.toLowerCase();
}

function byName(a: ClashProxy, b: ClashProxy): number {
  return byBytes(a.name.text, b.name.text);
}

/** Order of the UTF-8 bytes, which is that of the code points. */
function byBytes(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0)!);
  const right = Array.from(b, (character) => character.codePointAt(0)!);
  for (let i = 0; i < left.length && i < right.length; i++) if (left[i] !== right[i]) return left[i]! - right[i]!;
  return left.length - right.length;
}

function providersOf(file: ClashFile, group: ClashGroup): readonly ClashProvider[] {
  const all = file.providers.filter((provider) => provider.kind === 'proxy');
  if (group.includeAll || group.includeAllProviders) {
    return [...all].sort((a, b) => byBytes(a.name.text, b.name.text));
  }
  return group.use.flatMap((name) => all.filter((provider) => provider.name.text === name.text).slice(0, 1));
}

/** The nodes of a provider after its own filters; one stand-in for nodes that aren't in the file. */
function nodesOf(provider: ClashProvider): readonly Member[] {
  if (!provider.proxies) {
    const remote = { ...end(provider.name.text, 'proxy'), possible: PROXY_ONLY };
    return [{ name: provider.name.text, type: '', end: remote, explicit: false, isRemote: true }];
  }
  const nodes = provider.proxies.map(({ name, type }) => ({
    ...named(name.text, type, false),
    end: proxyEnd(name.text, type),
  }));
  const unwanted = compileAll(provider.excludeFilter?.text);
  const types = provider.excludeType?.text.toLowerCase().split('|') ?? [];
  return keep(nodes, compileAll(provider.filter?.text)).filter(
    ({ name, type }) => !(Array.isArray(unwanted) && matchesAny(unwanted, name)) && !types.includes(adapterType(type)),
  );
}

type Patterns = readonly RegExp[] | 'unknown' | undefined;

/** Several patterns are between backticks. Unknown when one of them can't be evaluated. */
function compileAll(filter: string | undefined): Patterns {
  if (filter === undefined || filter === '') return undefined;
  const patterns = filter.split('`').map((source) => safePattern(source, { ignoreCase: false, ascii: false }));
  return patterns.every((pattern) => pattern !== undefined) ? patterns : 'unknown';
}

function matchesAny(patterns: readonly RegExp[], name: string): boolean {
  return patterns.some((pattern) => matches(pattern, name));
}

/** Names longer than a host name are not tried: no one writes such names. */
function matches(pattern: RegExp, name: string): boolean {
  return name.length <= 253 && pattern.test(name);
}

/** Members that a filter keeps, in the order of its patterns. Remote nodes stay, because their names are unknown. */
function keep(members: readonly Member[], patterns: Patterns): readonly Member[] {
  if (patterns === undefined || patterns === 'unknown') return members;
  const kept = new Set<Member>();
  for (const pattern of patterns) {
    for (const member of members) if (member.isRemote || matches(pattern, member.name)) kept.add(member);
  }
  return [...kept];
}

/** With several sources and several patterns the whole list is put in the order of the patterns, the rest after it. */
function reorder(members: readonly Member[], patterns: readonly RegExp[]): Member[] {
  return [
    ...new Set([
      ...patterns.flatMap((pattern) => members.filter((m) => m.isRemote || matches(pattern, m.name))),
      ...members,
    ]),
  ];
}
