/**
 * What a rule tests, as a three-valued question: yes, no, or it depends on something nobody told us. One compiler for
 * each rule type of mihomo (`rules/parser.go`, `rules/common/*.go`).
 */
import { RULE_TYPES, splitLogic, splitRule } from '../../knowledge/clash-rule-line.ts';
import { type Address, contains, isLan, isReserved, type Prefix, parseAddress, parsePrefix } from './address.ts';
import { toAscii } from './host.ts';
import { parsePorts, portIn } from './ports.ts';
import { safePattern, wildcardMatches } from './regex.ts';

/** 0 no · 1 it depends · 2 yes: `and` is the minimum, `or` the maximum, `not` is `2 - x`. */
export type Ternary = 0 | 1 | 2;
export const NO = 0;
export const MAYBE = 1;
export const YES = 2;

/** What would turn "it depends" into an answer. */
export type Need =
  | { readonly kind: 'address' | 'source' | 'inbound' | 'process' | 'pattern' | 'version' | 'network' | 'type' }
  | { readonly kind: 'rule-set' | 'geosite' | 'geoip' | 'asn' | 'group'; readonly name: string };

/** What the inbound knows of a connection besides its destination. Missing: unknown. */
export interface ClashSource {
  /** `HTTP`, `HTTPS` (CONNECT), `SOCKS5`, `TUN`, … */
  readonly type?: string;
  /** The listener's name, port and user. */
  readonly name?: string;
  readonly port?: number;
  readonly user?: string;
  readonly address?: string;
  /** The program's file name. */
  readonly process?: string;
}

/** A connection on its way through the rules. */
export interface Connection {
  /** `''` for a connection to an address. */
  readonly host: string;
  readonly address?: Address;
  readonly port: number;
  readonly network: 'tcp' | 'udp';
  /** The host is known to be on the public internet: no private address comes out of DNS. */
  readonly isPublic: boolean;
  readonly source: ClashSource;
  /** A rule above has looked the address up; what came out isn't known. */
  resolved: boolean;
}

export interface Condition {
  readonly test: (at: Connection) => Ternary;
  /** mihomo looks the host's address up before it tests this. */
  readonly resolves: boolean;
  /** The answer can change once the address is known. */
  readonly usesAddress: boolean;
  readonly need?: Need;
}

/** Lists that conditions refer to. */
export interface Lists {
  readonly ruleSet: (name: string, params: readonly string[]) => Condition | undefined;
  readonly geosite: (name: string) => Condition;
}

const MAX_DEPTH = 32;
const known = (is: boolean): Ternary => (is ? YES : NO);

function onHost(test: (host: string) => boolean): Condition {
  return { test: (at) => known(test(at.host)), resolves: false, usesAddress: false };
}

/** Never certain, whatever the connection. */
export function unknown(need: Need): Condition {
  return { test: () => MAYBE, resolves: false, usesAddress: false, need };
}

/** Yes becomes "it depends": releases of mihomo differ about this line. */
export function doubtful(condition: Condition): Condition {
  const test = (at: Connection): Ternary => (condition.test(at) === NO ? NO : MAYBE);
  return { ...condition, test, need: condition.need ?? { kind: 'version' } };
}

/**
 * A condition on the destination's address. `certain` answers for a known address; `isPrivate`: no public host has such
 * an address.
 */
export function onAddress(
  certain: (address: Address) => Ternary,
  options: { readonly resolves: boolean; readonly isPrivate?: boolean; readonly need?: Need },
): Condition {
  const test = (at: Connection): Ternary => {
    if (at.address) return certain(at.address);
    if (at.host === '' || !at.resolved || (options.isPrivate && at.isPublic)) return NO;
    return MAYBE;
  };
  return { test, resolves: options.resolves, usesAddress: true, need: options.need ?? { kind: 'address' } };
}

function onSource(
  read: (source: ClashSource) => Ternary | undefined,
  kind: 'source' | 'inbound' | 'process',
): Condition {
  return { test: (at) => read(at.source) ?? MAYBE, resolves: false, usesAddress: false, need: { kind } };
}

type Compiler = (payload: string, params: readonly string[], lists: Lists, depth: number) => Condition | undefined;

/** Domain payloads are compared in lower case and punycoded. */
export function domainPayload(payload: string): string {
  return toAscii(payload.toLowerCase());
}

/** DOMAIN-SUFFIX: the domain itself and everything below it. */
export function hasSuffix(host: string, suffix: string): boolean {
  return host.endsWith(suffix) && (host.length === suffix.length || host[host.length - suffix.length - 1] === '.');
}

function domainRegex(payload: string): Condition {
  const pattern = safePattern(payload, { ignoreCase: true, ascii: true });
  if (!pattern) return unknown({ kind: 'pattern' });
  return { ...onHost((host) => pattern.test(host.slice(0, 253))), need: { kind: 'pattern' } };
}

const isPassive = (params: readonly string[]): boolean => params.includes('no-resolve') || params.includes('src');

function addressRule(
  params: readonly string[],
  certain: (address: Address) => Ternary,
  extra: { readonly isPrivate?: boolean; readonly need?: Need } = {},
): Condition {
  if (params.includes('src')) {
    return onSource(({ address }) => {
      const source = address === undefined ? undefined : parseAddress(address);
      return source && certain(source);
    }, 'source');
  }
  return onAddress(certain, { resolves: !isPassive(params), ...extra });
}

const ipCidr: Compiler = (payload, params) => {
  const prefix = parsePrefix(payload);
  if (!prefix) return undefined;
  const holds = (address: Address): Ternary => known(contains(prefix, whole(address)));
  return addressRule(params, holds, { isPrivate: isReserved(prefix) });
};

function whole(address: Address): Prefix {
  return { address, bits: address.family === 4 ? 32 : 128 };
}

/** The low bits of the address; both must be of one family. */
const ipSuffix: Compiler = (payload, params) => {
  const prefix = parsePrefix(payload);
  if (!prefix) return undefined;
  const low = ({ value }: Address): bigint => BigInt.asUintN(prefix.bits, BigInt(value));
  return addressRule(params, (address) =>
    known(address.family === prefix.address.family && low(address) === low(prefix.address)),
  );
};

const geoip: Compiler = (payload, params) => {
  const code = payload.toLowerCase();
  if (code === 'lan') return addressRule(params, (address) => known(isLan(address)), { isPrivate: true });
  const need: Need = { kind: 'geoip', name: payload };
  const certain = (address: Address): Ternary => (isLan(address) && /^[a-z]{2}$/.test(code) ? NO : MAYBE);
  return addressRule(params, certain, { need, isPrivate: code === 'private' });
};

const asn: Compiler = (payload, params) =>
  addressRule(params, (address) => (isLan(address) ? NO : MAYBE), { need: { kind: 'asn', name: payload } });

const dstPort: Compiler = (payload) => {
  const ranges = parsePorts(payload);
  return ranges && { test: (at) => known(portIn(ranges, at.port)), resolves: false, usesAddress: false };
};

const inPort: Compiler = (payload) => {
  const ranges = parsePorts(payload);
  return ranges && onSource(({ port }) => (port === undefined ? undefined : known(portIn(ranges, port))), 'inbound');
};

const network: Compiler = (payload) => {
  const wanted = payload.toLowerCase();
  if (wanted !== 'tcp' && wanted !== 'udp') return undefined;
  return { test: (at) => known(at.network === wanted), resolves: false, usesAddress: false };
};

const inType: Compiler = (payload) => {
  const types = payload.toUpperCase().split('/');
  return onSource(
    ({ type }) =>
      type === undefined
        ? undefined
        : known(types.includes(type.toUpperCase()) || (types.includes('SOCKS') && /^SOCKS[45]$/i.test(type))),
    'inbound',
  );
};

const inName: Compiler = (payload) =>
  onSource(({ name }) => (name === undefined ? undefined : known(payload.split('/').includes(name))), 'inbound');

const inUser: Compiler = (payload) =>
  onSource(({ user }) => (user === undefined ? undefined : known(payload.split('/').includes(user))), 'inbound');

const processName: Compiler = (payload) =>
  onSource(
    ({ process }) => (process === undefined ? undefined : known(process.toLowerCase() === payload.toLowerCase())),
    'process',
  );

/** Connections carry no mark unless they come in by tproxy. */
const dscp: Compiler = (payload) => {
  const ranges = parsePorts(payload);
  return ranges && { test: () => known(portIn(ranges, 0)), resolves: false, usesAddress: false };
};

const sourceCidr: Compiler = (payload) => ipCidr(payload, ['src'], NO_LISTS, 0);
const sourceSuffix: Compiler = (payload) => ipSuffix(payload, ['src'], NO_LISTS, 0);
const NO_LISTS: Lists = { ruleSet: () => undefined, geosite: (name) => unknown({ kind: 'geosite', name }) };

const logic =
  (join: (tests: readonly Condition[]) => (at: Connection) => Ternary, onlyOne: boolean): Compiler =>
  (payload, _params, lists, depth) => {
    const parts = splitLogic(payload);
    if (!parts || parts.length === 0 || (onlyOne && parts.length !== 1) || depth > MAX_DEPTH) return undefined;
    const conditions: Condition[] = [];
    for (const part of parts) {
      const condition = nested(part, lists, depth + 1);
      if (!condition) return undefined;
      conditions.push(condition);
    }
    const need = conditions.find((condition) => condition.need)?.need;
    return {
      test: join(conditions),
      resolves: conditions.some((condition) => condition.resolves),
      usesAddress: conditions.some((condition) => condition.usesAddress),
      ...(need ? { need } : {}),
    };
  };

/** One condition inside a logic rule. Before v1.19.17 its type had to be in capitals. */
export function nested(text: string, lists: Lists, depth: number): Condition | undefined {
  const { type, payload, params } = splitRule(text, false);
  if (type === 'MATCH' || type === 'SUB-RULE') return undefined;
  return compileCondition(type, payload, params, lists, depth);
}

const and =
  (tests: readonly Condition[]) =>
  (at: Connection): Ternary => {
    let answer: Ternary = YES;
    for (const { test } of tests) {
      const one = test(at);
      if (one === NO) return NO;
      if (one === MAYBE) answer = MAYBE;
    }
    return answer;
  };

const or =
  (tests: readonly Condition[]) =>
  (at: Connection): Ternary => {
    let answer: Ternary = NO;
    for (const { test } of tests) {
      const one = test(at);
      if (one === YES) return YES;
      if (one === MAYBE) answer = MAYBE;
    }
    return answer;
  };

const not =
  (tests: readonly Condition[]) =>
  (at: Connection): Ternary =>
    (YES - tests[0]!.test(at)) as Ternary;

const COMPILERS: ReadonlyMap<string, Compiler> = new Map<string, Compiler>([
  ['MATCH', () => onHost(() => true)],
  ['DOMAIN', (payload) => ((wanted) => onHost((host) => host === wanted))(domainPayload(payload))],
  ['DOMAIN-SUFFIX', (payload) => ((suffix) => onHost((host) => hasSuffix(host, suffix)))(domainPayload(payload))],
  ['DOMAIN-KEYWORD', (payload) => ((word) => onHost((host) => host.includes(word)))(domainPayload(payload))],
  ['DOMAIN-REGEX', domainRegex],
  ['DOMAIN-WILDCARD', (payload) => ((p) => onHost((host) => wildcardMatches(p, host)))(payload.toLowerCase())],
  ['GEOSITE', (payload, _params, lists) => lists.geosite(payload)],
  ['GEOIP', geoip],
  ['IP-CIDR', ipCidr],
  ['IP-CIDR6', ipCidr],
  ['IP-SUFFIX', ipSuffix],
  ['IP-ASN', asn],
  ['SRC-IP-CIDR', sourceCidr],
  ['SRC-IP-SUFFIX', sourceSuffix],
  ['DST-PORT', dstPort],
  ['IN-PORT', inPort],
  ['NETWORK', network],
  ['IN-TYPE', inType],
  ['IN-NAME', inName],
  ['IN-USER', inUser],
  ['PROCESS-NAME', processName],
  ['DSCP', dscp],
  ['RULE-SET', (payload, params, lists) => lists.ruleSet(payload, params)],
  ['AND', logic(and, false)],
  ['OR', logic(or, false)],
  ['NOT', logic(not, true)],
]);

/** What a type that has no compiler looks at. */
const NEED_OF: Record<string, Need> = {
  source: { kind: 'source' },
  process: { kind: 'process' },
  inbound: { kind: 'inbound' },
};

/**
 * The condition of a rule. Undefined: mihomo refuses such a rule, so it never matches. A type that only other programs
 * know is never certain.
 */
export function compileCondition(
  type: string,
  payload: string,
  params: readonly string[],
  lists: Lists,
  depth = 0,
): Condition | undefined {
  const compiler = COMPILERS.get(type);
  if (compiler) return compiler(payload, params, lists, depth);
  const subject = RULE_TYPES.get(type)?.subject;
  if (subject) return unknown(NEED_OF[subject] ?? { kind: 'type' });
  return undefined;
}
