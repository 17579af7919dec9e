/** Where Clash sends a request, compared with a loop over the rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeNeed } from '../../../src/routing/clash/condition.ts';
import {
  type ClashData,
  type ClashRequest,
  certainRule,
  compile,
  endsOf,
  outcomeOf,
  route,
} from '../../../src/routing/clash/evaluate.ts';
import { type ClashConfig, clashFile } from './file.ts';
import { naive } from './naive.ts';
import { config, request, world } from './worlds.ts';

const cases = config.chain((given) =>
  request.chain((asked) =>
    fc.tuple(fc.constant(given), fc.constant(asked), fc.array(world(asked), { minLength: 4, maxLength: 8 })),
  ),
);

describe('against a loop over the rules', () => {
  test('never claims a rule that another world contradicts, and leaves open every way a world takes', () => {
    fc.assert(
      fc.property(cases, ([given, asked, worlds]) => {
        const router = compile(clashFile(given, ['P', 'Q']));
        const answer = route(router, { host: asked.address ?? asked.host, port: asked.port, verbatim: true });
        for (const one of worlds) {
          const truth = naive(given, asked, one);
          if (answer.kind === 'depends') expect(endsOf(answer).map((end) => end.policy)).toContain(truth.policy);
          else expect({ index: answer.index, policy: answer.policy }).toEqual(truth);
          if (answer.kind === 'depends' && truth.index >= 0) expect(truth.index).toBeGreaterThanOrEqual(answer.index);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
  }, 120_000);
});

test('the certain rule is the one of the whole answer', () => {
  fc.assert(
    fc.property(config, request, (given, asked) => {
      const router = compile(clashFile(given, ['P', 'Q']));
      const question = { host: asked.address ?? asked.host, port: asked.port, verbatim: true };
      const answer = route(router, question);
      expect(certainRule(router, question)).toEqual(answer.kind === 'rule' ? answer : undefined);
    }),
    { numRuns: Number(process.env.RUNS ?? 500) },
  );
});

/** `kind #index policy` of one request; what can happen, when it depends. */
function ask(given: ClashConfig, request: ClashRequest | string, data?: ClashData): string {
  const router = compile(clashFile(given, ['P', 'Q']), data);
  const answer = route(router, typeof request === 'string' ? { host: request } : request);
  if (answer.kind === 'depends') {
    return `depends #${answer.index} on ${answer.need.kind}: ${answer.possible.map(({ policy }) => policy).join(' ')}`;
  }
  return `${answer.kind} #${answer.index} ${answer.policy}`;
}

describe('one request', () => {
  const far = { far: { type: 'http', behavior: 'domain', url: 'https://example.org/ads.yaml' } };
  const lan = { lan: { type: 'http', behavior: 'ipcidr', url: 'https://example.org/geoip/private.mrs' } };
  const cases: readonly [what: string, config: ClashConfig, request: ClashRequest | string, expected: string][] = [
    ['no rule: DIRECT in silence', { rules: ['DOMAIN,a.com,P'] }, 'b.com', 'none #-1 DIRECT'],
    ['mode direct reads no rule', { mode: 'Direct', rules: ['MATCH,P'] }, 'b.com', 'mode #-1 DIRECT'],
    ['mode global begins with DIRECT', { mode: 'global', rules: ['MATCH,P'] }, 'b.com', 'mode #-1 DIRECT'],
    ['capitals and a final dot', { rules: ['DOMAIN-SUFFIX,A.com,P'] }, 'X.A.COM.', 'rule #0 P'],
    [
      'the host just as sent',
      { rules: ['DOMAIN-SUFFIX,a.com,P'] },
      { host: 'X.A.COM', verbatim: true },
      'none #-1 DIRECT',
    ],
    ['punycode on both sides', { rules: ['DOMAIN-SUFFIX,中国.cn,P'] }, 'www.中国.cn', 'rule #0 P'],
    ['IPv6 in brackets', { rules: ['IP-CIDR6,2001:db8::/32,P'] }, '[2001:DB8::1]', 'rule #0 P'],
    ['a mapped address is IPv4', { rules: ['IP-CIDR,1.2.3.0/24,P'] }, '::ffff:1.2.3.4', 'rule #0 P'],
    ['a bare address is no prefix', { rules: ['IP-CIDR,1.2.3.4,P', 'MATCH,Q'] }, '1.2.3.4', 'rule #1 Q'],
    ['the low bits of an address', { rules: ['IP-SUFFIX,0.0.0.4/8,P', 'MATCH,Q'] }, '9.9.9.4', 'rule #0 P'],
    ['localhost is 127.0.0.1', { rules: ['IP-CIDR,127.0.0.0/8,P', 'MATCH,Q'] }, 'localhost', 'rule #0 P'],
    ['LAN for a private address', { rules: ['GEOIP,lan,P', 'MATCH,Q'] }, '192.168.1.2', 'rule #0 P'],
    ['no country for a private address', { rules: ['GEOIP,CN,P', 'MATCH,Q'] }, '192.168.1.2', 'rule #1 Q'],
    [
      'hosts give the address',
      { hosts: { 'a.com': '10.0.0.1' }, rules: ['IP-CIDR,10.0.0.0/8,P', 'MATCH,Q'] },
      'a.com',
      'rule #0 P',
    ],
    [
      'hosts give another name',
      { hosts: { '+.a.com': 'b.com' }, rules: ['DOMAIN,b.com,P', 'MATCH,Q'] },
      'x.a.com',
      'rule #0 P',
    ],
    [
      'hosts in a circle end',
      { hosts: { 'a.com': 'b.com', 'b.com': 'a.com' }, rules: ['MATCH,Q'] },
      'a.com',
      'rule #0 Q',
    ],
    [
      'several addresses, several ways',
      { hosts: { 'a.com': ['10.0.0.1', '9.9.9.9'] }, rules: ['IP-CIDR,10.0.0.0/8,P', 'MATCH,Q'] },
      'a.com',
      'depends #0 on address: P Q',
    ],
    ['an address not known', { rules: ['IP-CIDR,1.0.0.0/8,P', 'MATCH,Q'] }, 'a.com', 'depends #0 on address: P Q'],
    ['not asked for', { rules: ['IP-CIDR,1.0.0.0/8,P,no-resolve', 'MATCH,Q'] }, 'a.com', 'rule #1 Q'],
    [
      'asked for above',
      { rules: ['GEOIP,CN,DIRECT', 'IP-CIDR,1.0.0.0/8,P,no-resolve', 'MATCH,Q'] },
      'a.com',
      'depends #0 on geoip: DIRECT P Q',
    ],
    [
      'asked for below',
      { rules: ['IP-CIDR,1.0.0.0/8,P,no-resolve', 'DOMAIN,a.com,Q', 'GEOIP,CN,DIRECT'] },
      'a.com',
      'rule #1 Q',
    ],
    [
      'asked for by a rule that passes',
      { rules: ['GEOIP,CN,PASS', 'IP-CIDR,1.0.0.0/8,P,no-resolve', 'MATCH,Q'] },
      'a.com',
      'depends #1 on address: P Q',
    ],
    [
      'a public host has no private address',
      { rules: ['IP-CIDR,10.0.0.0/8,P', 'GEOIP,LAN,P', 'GEOSITE,private,P', 'MATCH,Q'] },
      { host: 'a.com', isPublic: true },
      'rule #3 Q',
    ],
    [
      'nor is it in a published list of them',
      { 'rule-providers': lan, rules: ['RULE-SET,lan,P', 'MATCH,Q'] },
      { host: 'a.com', isPublic: true },
      'rule #1 Q',
    ],
    [
      'a list nobody has',
      { 'rule-providers': far, rules: ['RULE-SET,far,REJECT', 'MATCH,Q'] },
      'a.com',
      'depends #0 on rule-set: REJECT Q',
    ],
    [
      'a list of addresses, not asked for',
      { 'rule-providers': lan, rules: ['RULE-SET,lan,P,no-resolve', 'MATCH,Q'] },
      'a.com',
      'rule #1 Q',
    ],
    ['a provider nobody declared', { rules: ['RULE-SET,none,P', 'MATCH,Q'] }, 'a.com', 'rule #1 Q'],
    ['the port', { rules: ['DST-PORT,80/8000-8100,P', 'MATCH,Q'] }, { host: 'a.com', port: 8001 }, 'rule #0 P'],
    ['a port past the last one wraps', { rules: ['DST-PORT,65979,P', 'MATCH,Q'] }, 'a.com', 'rule #0 P'],
    ['the program', { rules: ['PROCESS-NAME,curl,P', 'MATCH,Q'] }, 'a.com', 'depends #0 on process: P Q'],
    [
      'the program, named',
      { rules: ['PROCESS-NAME,curl,P', 'MATCH,Q'] },
      { host: 'a.com', source: { process: 'Curl' } },
      'rule #0 P',
    ],
    [
      'the inbound, named',
      { rules: ['IN-TYPE,SOCKS/HTTP,P', 'MATCH,Q'] },
      { host: 'a.com', source: { type: 'SOCKS5' } },
      'rule #0 P',
    ],
    [
      'the source, named',
      { rules: ['SRC-IP-CIDR,127.0.0.0/8,P', 'MATCH,Q'] },
      { host: 'a.com', source: { address: '127.0.0.1' } },
      'rule #0 P',
    ],
    [
      'an address rule about the source',
      { rules: ['IP-CIDR,127.0.0.0/8,P,src', 'MATCH,Q'] },
      { host: 'a.com', source: { address: '10.0.0.1' } },
      'rule #1 Q',
    ],
    ['a wildcard', { rules: ['DOMAIN-WILDCARD,*.a?.com,P', 'MATCH,Q'] }, 'x.y.ab.com', 'rule #0 P'],
    [
      'a pattern with look-ahead',
      { rules: ['DOMAIN-REGEX,^(?!www).*\\.A\\.com$,P', 'MATCH,Q'] },
      'x.a.com',
      'rule #0 P',
    ],
    [
      'a pattern too costly to try',
      { rules: ['DOMAIN-REGEX,^(a+)+$,P', 'MATCH,Q'] },
      'a.com',
      'depends #0 on pattern: P Q',
    ],
    [
      'a group that may pass',
      { 'proxy-groups': [{ name: 'G', type: 'fallback', proxies: ['PASS', 'P'] }], rules: ['MATCH,G', 'MATCH,Q'] },
      'a.com',
      'depends #0 on group: G Q',
    ],
    [
      'UDP may pass by a proxy',
      { rules: ['MATCH,P', 'MATCH,REJECT'] },
      { host: 'a.com', network: 'udp' },
      'depends #0 on network: P REJECT',
    ],
    [
      'UDP through DIRECT',
      { rules: ['MATCH,DIRECT', 'MATCH,REJECT'] },
      { host: 'a.com', network: 'udp' },
      'rule #0 DIRECT',
    ],
    ['a line of two fields', { rules: ['DOMAIN-SUFFIX,P', 'MATCH,Q'] }, '1.2.3.4', 'rule #0 P'],
    ['a type nobody knows', { rules: ['NONSENSE,a.com,P', 'MATCH,Q'] }, 'a.com', 'rule #1 Q'],
    [
      'a sub-rule list',
      { 'sub-rules': { s: ['DOMAIN,a.com,P'] }, rules: ['SUB-RULE,(NETWORK,tcp),s', 'MATCH,Q'] },
      'a.com',
      'rule #0 P',
    ],
    [
      'past a sub-rule list',
      { 'sub-rules': { s: ['DOMAIN,a.com,P'] }, rules: ['SUB-RULE,(NETWORK,tcp),s', 'MATCH,Q'] },
      'b.com',
      'rule #1 Q',
    ],
    [
      'PASS leaves the sub-rule list',
      { 'sub-rules': { s: ['MATCH,PASS', 'MATCH,P'] }, rules: ['SUB-RULE,(NETWORK,tcp),s', 'MATCH,Q'] },
      'a.com',
      'rule #1 Q',
    ],
    [
      'a sub-rule list in a circle',
      { 'sub-rules': { s: ['SUB-RULE,(NETWORK,tcp),s'] }, rules: ['SUB-RULE,(NETWORK,tcp),s', 'MATCH,Q'] },
      'a.com',
      'rule #1 Q',
    ],
    [
      'a listener with rules of its own',
      { 'sub-rules': { s: ['MATCH,P'] }, rules: ['MATCH,Q'] },
      { host: 'a.com', list: 's' },
      'rule #0 P',
    ],
    [
      'brackets nested too deep',
      { rules: [`${'NOT,(('.repeat(40)}NETWORK,tcp${'))'.repeat(40)},P`, 'MATCH,Q'] },
      'a.com',
      'rule #1 Q',
    ],
  ];
  test.each(cases)('%s', (_, given, request, expected) => expect(ask(given, request)).toBe(expected));

  test('names the line inside a sub-rule list', () => {
    const router = compile(
      clashFile({ 'sub-rules': { s: ['DOMAIN,b.com,Q', 'DOMAIN,a.com,P'] }, rules: ['SUB-RULE,(NETWORK,tcp),s'] }, [
        'P',
        'Q',
      ]),
    );
    const answer = route(router, { host: 'a.com' });
    expect(answer.kind === 'rule' && [answer.rule.type, answer.inner?.text]).toEqual(['SUB-RULE', 'DOMAIN,a.com,P']);
  });

  test('says what all ways agree on', () => {
    const given = { rules: ['GEOIP,CN,P', 'GEOSITE,cn,Q', 'MATCH,P'] };
    const answer = route(compile(clashFile(given, ['P', 'Q'])), { host: 'a.com' });
    expect([answer.kind, outcomeOf(answer), answer.policy]).toEqual(['depends', 'proxy', undefined]);
  });

  test('takes the word of whoever knows a list in part', () => {
    const member = (list: string, host: string): boolean | undefined => (list === 'cn' ? host === 'a.cn' : undefined);
    const given = { rules: ['GEOSITE,cn,P', 'MATCH,Q'] };
    expect([ask(given, 'a.cn', { member }), ask(given, 'a.com', { member })]).toEqual(['rule #0 P', 'rule #1 Q']);
  });

  test('describes each need in both languages', () => {
    const kinds = ['address', 'source', 'inbound', 'process', 'pattern', 'version', 'network', 'type'] as const;
    const lists = ['rule-set', 'geosite', 'geoip', 'asn', 'group'] as const;
    const texts = [
      ...kinds.map((kind) => describeNeed({ kind })),
      ...lists.map((kind) => describeNeed({ kind, name: 'N' })),
    ];
    expect(new Set(texts.map(({ en }) => en)).size).toBe(kinds.length + lists.length);
    expect(texts.every(({ zh }) => /[一-龥]/.test(zh))).toBe(true);
  });
});
