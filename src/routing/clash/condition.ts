/** What a rule tests, as a three-valued question: yes, no, or it depends on something nobody told us. */
import type { Address } from './address.ts';

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

/** A certain answer. */
export const known = (is: boolean): Ternary => (is ? YES : NO);

/** A condition on nothing but the host. */
export function onHost(test: (host: string) => boolean): Condition {
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

/** A condition on what the inbound knows; `read` gives undefined where the caller did not say. */
export function onSource(
  read: (source: ClashSource) => Ternary | undefined,
  kind: 'source' | 'inbound' | 'process',
): Condition {
  return { test: (at) => read(at.source) ?? MAYBE, resolves: false, usesAddress: false, need: { kind } };
}

/** All of them. */
export const and =
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

/** One of them. */
export const or =
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

/** Not the first. */
export const not =
  (tests: readonly Condition[]) =>
  (at: Connection): Ternary =>
    (YES - tests[0]!.test(at)) as Ternary;
