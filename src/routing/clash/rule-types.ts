/** One compiler for each rule type of mihomo (`rules/parser.go`, `rules/common/*.go`, `rules/logic/logic.go`). */
import { RULE_TYPES, splitLogic, splitRule } from '../../knowledge/clash/rule-line.ts';
import { type Address, contains, isLan, isReserved, type Prefix, parseAddress, parsePrefix } from './address.ts';
import {
  and,
  type Condition,
  type Connection,
  known,
  type Lists,
  MAYBE,
  type Need,
  NO,
  not,
  onAddress,
  onHost,
  onSource,
  or,
  type Ternary,
  unknown,
} from './condition.ts';
import { toAscii } from './host.ts';
import { parsePorts, portIn } from './ports.ts';
import { safePattern, wildcardMatches } from './regex.ts';

const MAX_LEVELS = 32;

type Compiler = (payload: string, params: readonly string[], lists: Lists, depth: number) => Condition | undefined;

/** Domain payloads are compared in lower case and punycoded. */
export function domainPayload(payload: string): string {
  return toAscii(payload.toLowerCase());
}

/** DOMAIN-SUFFIX: the domain itself and everything below it. */
function hasSuffix(host: string, suffix: string): boolean {
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
  extra: { readonly isPrivate?: boolean; readonly need?: Need | undefined } = {},
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
    if (!parts || parts.length === 0 || (onlyOne && parts.length !== 1) || depth > MAX_LEVELS) return undefined;
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
      need,
    };
  };

/** One condition inside a logic rule. Before v1.19.17 its type had to be in capitals. */
function nested(text: string, lists: Lists, depth: number): Condition | undefined {
  const { type, payload, params } = splitRule(text, false);
  if (type === 'MATCH' || type === 'SUB-RULE') return undefined;
  return compileCondition(type, payload, params, lists, depth);
}

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
