/** The condition of a rule as a three-valued question: yes, no, or dependent on something that is not known here. */
import type { Text } from '../../core.ts';
import type { Address } from './address.ts';

/** 0 no · 1 it depends · 2 yes: `and` is the minimum, `or` the maximum, `not` is `2 - x`. */
export type Ternary = 0 | 1 | 2;
export const NO = 0;
export const MAYBE = 1;
export const YES = 2;

/** The information that would turn "it depends" into an answer. */
export type Need =
  | { readonly kind: 'address' | 'source' | 'inbound' | 'process' | 'pattern' | 'version' | 'network' | 'type' }
  | { readonly kind: 'rule-set' | 'geosite' | 'geoip' | 'asn' | 'group'; readonly name: string };

/** What the inbound knows of a connection besides its destination. Missing fields are unknown. */
export interface ClashSource {
  /** `HTTP`, `HTTPS` (CONNECT), `SOCKS5`, `TUN`, … */
  readonly type?: string | undefined;
  /** The listener's name, port and user. */
  readonly name?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly address?: string | undefined;
  /** The program's file name. */
  readonly process?: string | undefined;
}

/** A connection on its way through the rules. */
export interface Connection {
  /** `''` for a connection to an address. */
  readonly host: string;
  readonly address?: Address | undefined;
  readonly port: number;
  readonly network: 'tcp' | 'udp';
  /** The host is known to be on the public internet: DNS never gives a private address for it. */
  readonly isPublic: boolean;
  readonly source: ClashSource;
  /** An earlier rule has looked the address up; the result is not known here. */
  resolved: boolean;
}

export interface Condition {
  readonly test: (at: Connection) => Ternary;
  /** mihomo looks the host's address up before it tests this. */
  readonly resolves: boolean;
  /** The answer can change once the address is known. */
  readonly usesAddress: boolean;
  readonly need?: Need | undefined;
}

/** The lists that conditions refer to. */
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

/** Never certain, for any connection. */
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
  options: { readonly resolves: boolean; readonly isPrivate?: boolean; readonly need?: Need | undefined },
): Condition {
  const test = (at: Connection): Ternary => {
    if (at.address) return certain(at.address);
    if (at.host === '' || !at.resolved || (options.isPrivate && at.isPublic)) return NO;
    return MAYBE;
  };
  return { test, resolves: options.resolves, usesAddress: true, need: options.need ?? { kind: 'address' } };
}

/** A condition on what the inbound knows; `read` returns undefined where the caller gave no value. */
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

const NEEDS: Record<Exclude<Need['kind'], 'rule-set' | 'geosite' | 'geoip' | 'asn' | 'group'>, Text> = {
  address: { en: 'depends on the address DNS gives for this host', zh: '取决于这个域名解析出的 IP' },
  source: { en: 'depends on where the connection comes from', zh: '取决于连接从哪里来' },
  inbound: { en: 'depends on the listener it comes in by', zh: '取决于从哪个监听端口进来' },
  process: { en: 'depends on the program that asks', zh: '取决于发起请求的程序' },
  pattern: { en: 'a pattern envlint does not evaluate', zh: '这个正则 envlint 无法求值' },
  version: { en: 'releases of mihomo read this line differently', zh: '不同版本的 mihomo 对这一行的理解不同' },
  network: { en: 'depends on whether the proxy carries UDP', zh: '取决于代理是否支持 UDP' },
  type: { en: 'a rule type that cannot be decided from files', zh: '这种规则仅凭文件无法判断' },
};

/** What would make the answer certain, as the end of a sentence about the rule. */
export function describeNeed(need: Need): Text {
  switch (need.kind) {
    case 'rule-set':
      return {
        en: `depends on what ${need.name} holds, which is not in the project`,
        zh: `取决于 ${need.name} 的内容，它不在项目里`,
      };
    case 'geosite':
      return { en: `depends on the geosite list ${need.name}`, zh: `取决于 geosite 列表 ${need.name} 的内容` };
    case 'geoip':
      return { en: `depends on whether its address is in ${need.name}`, zh: `取决于解析出的 IP 是否属于 ${need.name}` };
    case 'asn':
      return {
        en: `depends on whether its address is in AS${need.name}`,
        zh: `取决于解析出的 IP 是否属于 AS${need.name}`,
      };
    case 'group':
      return { en: `depends on what ${need.name} has selected`, zh: `取决于 ${need.name} 当前的选择` };
    default:
      return NEEDS[need.kind];
  }
}
