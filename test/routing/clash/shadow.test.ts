/** Clash rules that never decide, compared with requests in many worlds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/routing/clash/evaluate.ts';
import { type Shadow, shadows } from '../../../src/routing/clash/shadow.ts';
import { type ClashConfig, clashFile } from './file.ts';
import { naive } from './naive.ts';
import { config, request, world } from './worlds.ts';

const POLICIES = ['P', 'Q'];

function shadowsOf(given: ClashConfig): readonly Shadow[] {
  return shadows(compile(clashFile(given, POLICIES)));
}

function relations(rules: readonly string[], rest: ClashConfig = {}): readonly string[] {
  return shadowsOf({ ...rest, rules }).map(({ rule, by, relation }) => `${rule} ${relation} ${by}`);
}

const cases = config.chain((given) =>
  fc.tuple(
    fc.constant(given),
    fc.array(
      request.chain((asked) => fc.tuple(fc.constant(asked), world(asked))),
      { minLength: 5, maxLength: 15 },
    ),
  ),
);

describe('shadowed rules', () => {
  test('never decide for any host in any world', () => {
    fc.assert(
      fc.property(cases, ([given, asked]) => {
        const dead = new Set(shadowsOf(given).map(({ rule }) => rule));
        for (const [one, place] of asked) expect(dead).not.toContain(naive(given, one, place).index);
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
  }, 120_000);
});

describe('which rule takes which', () => {
  const table: readonly [what: string, rules: readonly string[], expected: readonly string[]][] = [
    ['everything after MATCH', ['MATCH,P', 'DOMAIN,a.com,Q', 'MATCH,Q'], ['1 after-match 0', '2 after-match 0']],
    ['not UDP after a MATCH to a proxy', ['MATCH,P', 'AND,((NETWORK,UDP),(DST-PORT,443)),REJECT'], []],
    ['UDP too after a MATCH to DIRECT', ['MATCH,DIRECT', 'NETWORK,udp,REJECT'], ['1 after-match 0']],
    ['nothing after a MATCH that passes', ['MATCH,PASS', 'DOMAIN,a.com,Q'], []],
    ['a suffix below a suffix', ['DOMAIN-SUFFIX,hk,P', 'DOMAIN-SUFFIX,jd.hk,DIRECT'], ['1 narrower 0']],
    ['a suffix, not a part of a label', ['DOMAIN-SUFFIX,d.hk,P', 'DOMAIN-SUFFIX,jd.hk,DIRECT'], []],
    ['the domain of a suffix', ['DOMAIN-SUFFIX,a.com,P', 'DOMAIN,a.com,Q'], ['1 narrower 0']],
    ['not the suffix of a domain', ['DOMAIN,a.com,P', 'DOMAIN-SUFFIX,a.com,Q'], []],
    ['the same in capitals', ['DOMAIN-SUFFIX,A.com,P', 'DOMAIN-SUFFIX,a.COM,Q'], ['1 duplicate 0']],
    ['a keyword in a domain', ['DOMAIN-KEYWORD,oog,P', 'DOMAIN-SUFFIX,google.com,Q'], ['1 keyword 0']],
    ['a keyword in a keyword', ['DOMAIN-KEYWORD,oog,P', 'DOMAIN-KEYWORD,google,Q'], ['1 keyword 0']],
    ['a wider prefix', ['IP-CIDR,10.0.0.0/8,P', 'IP-CIDR,10.1.0.0/16,Q,no-resolve'], ['1 narrower 0']],
    ['not an asking rule by a quiet one', ['IP-CIDR,10.0.0.0/8,P,no-resolve', 'IP-CIDR,10.1.0.0/16,Q'], []],
    [
      'a quiet rule by a quiet one',
      ['IP-CIDR,10.0.0.0/8,P,no-resolve', 'IP-CIDR,10.1.0.0/16,Q,no-resolve'],
      ['1 narrower 0'],
    ],
    [
      'unless something asks in between',
      ['IP-CIDR,10.0.0.0/8,P,no-resolve', 'GEOIP,CN,Q', 'IP-CIDR,10.1.0.0/16,Q,no-resolve'],
      [],
    ],
    ['ports within ports', ['DST-PORT,1-1024,P', 'DST-PORT,80/443,Q'], ['1 narrower 0']],
    ['not ports partly taken', ['DST-PORT,80,P', 'DST-PORT,80/443,Q'], []],
    ['a process twice', ['PROCESS-NAME,curl,P', 'PROCESS-NAME,curl,Q'], ['1 duplicate 0']],
    ['the source is another question', ['IP-CIDR,10.0.0.0/8,P', 'IP-CIDR,10.1.0.0/16,Q,src'], []],
    ['a rule mihomo never matches takes nothing', ['DOMAIN-SUFFIX,*.com,P', 'DOMAIN-SUFFIX,a.com,Q'], []],
  ];
  for (const [what, rules, expected] of table) test(what, () => expect(relations(rules)).toEqual(expected));

  test('a list on disk takes what it certainly holds', () => {
    const providers = { d: { type: 'inline', behavior: 'domain', payload: ['+.a.com', 'b.com', '*.c.com'] } };
    const rules = [
      'RULE-SET,d,P',
      'DOMAIN-SUFFIX,x.a.com,Q',
      'DOMAIN,b.com,Q',
      'DOMAIN-SUFFIX,b.com,Q',
      'DOMAIN,x.c.com,Q',
    ];
    expect(relations(rules, { 'rule-providers': providers })).toEqual(['1 narrower 0', '2 narrower 0', '4 narrower 0']);
  });

  test('in a sub-rule list only what is in it', () => {
    const given = {
      rules: ['SUB-RULE,(NETWORK,tcp),s', 'DOMAIN,a.com,P'],
      'sub-rules': { s: ['DOMAIN-SUFFIX,com,P', 'DOMAIN,a.com,Q'] },
    };
    const router = compile(clashFile(given, POLICIES));
    expect(shadows(router)).toEqual([]);
    expect(shadows(router, 's')).toEqual([{ rule: 1, by: 0, relation: 'narrower' }]);
  });
});
