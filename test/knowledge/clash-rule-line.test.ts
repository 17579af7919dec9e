/** One Clash rule as text: its type, payload, target and parameters. */
import { describe, expect, test } from 'vitest';
import { ruleField, ruleResolves, splitLogic, splitRule } from '../../src/knowledge/clash/rule-line.ts';

const at = { file: 'x', start: 100, end: 0 };
const field = (text: string, name: 'type' | 'payload' | 'target' | number): string => {
  const rule = { ...splitRule(text), text, at: { ...at, end: at.start + text.length } };
  const found = ruleField(rule, name);
  return text.slice(found.start - at.start, found.end - at.start);
};

describe('a rule line', () => {
  test.each([
    ['DOMAIN-SUFFIX,x.com,P', ['DOMAIN-SUFFIX', 'x.com', 'P', []]],
    [' domain , x.com ,  P q , no-resolve', ['DOMAIN', 'x.com', 'P q', ['no-resolve']]],
    ['MATCH,P,whatever', ['MATCH', '', 'P', []]],
    ['IP-CIDR,1.2.3.0/24,no-resolve', ['IP-CIDR', '1.2.3.0/24', 'no-resolve', []]],
    ['AND,((DOMAIN,a),(NETWORK,UDP)),P', ['AND', '((DOMAIN,a),(NETWORK,UDP))', 'P', []]],
    ['AND,((DOMAIN,a)),P,no-resolve', ['AND', '((DOMAIN,a)),P', 'no-resolve', []]],
    ['DOMAIN-REGEX,^a{1,2}$,P', ['DOMAIN-REGEX', '^a{1,2}$', 'P', []]],
    ['SUB-RULE,(NETWORK,tcp),list', ['SUB-RULE', '(NETWORK,tcp)', 'list', []]],
    ['MATCH', ['MATCH', '', '', []]],
    ['\tDOMAIN,a,P', ['\tDOMAIN', 'a', 'P', []]],
    ['', ['', '', '', []]],
    [',,', ['', '', '', []]],
  ])('%j', (text, [type, payload, target, params]) => {
    expect(splitRule(text)).toEqual({ type, payload, target, params });
  });

  test('without a policy, everything after the payload is a parameter', () => {
    expect(splitRule('IP-CIDR,1.1.1.0/24,no-resolve', false)).toMatchObject({ target: '', params: ['no-resolve'] });
    expect(splitRule('NOT,((DOMAIN,a))', false)).toMatchObject({ payload: '((DOMAIN,a))', target: '' });
  });

  test('points at each field', () => {
    expect(field('IP-CIDR , 1.1.1.0/24, P q ,no-resolve', 'payload')).toBe('1.1.1.0/24');
    expect(field('IP-CIDR , 1.1.1.0/24, P q ,no-resolve', 'target')).toBe('P q');
    expect(field('IP-CIDR , 1.1.1.0/24, P q ,no-resolve', 0)).toBe('no-resolve');
    expect(field('MATCH, P', 'target')).toBe('P');
    expect(field('OR,((DOMAIN,a),(DOMAIN,b)), P', 'payload')).toBe('((DOMAIN,a),(DOMAIN,b))');
    expect(field('OR,((DOMAIN,a),(DOMAIN,b)), P', 'target')).toBe('P');
    expect(field('DOMAIN,a', 'target')).toBe('DOMAIN,a');
  });

  test('knows which rules look the address up', () => {
    expect(ruleResolves(splitRule('GEOIP,CN,DIRECT'))).toBe(true);
    expect(ruleResolves(splitRule('GEOIP,CN,DIRECT,no-resolve'))).toBe(false);
    expect(ruleResolves(splitRule('IP-CIDR,1.1.1.0/24,P,src'))).toBe(false);
    expect(ruleResolves(splitRule('GEOIP,CN,DIRECT,No-Resolve'))).toBe(true);
    expect(ruleResolves(splitRule('DOMAIN,a,P'))).toBe(false);
  });
});

describe('a logic payload', () => {
  test.each([
    ['((DOMAIN,a),(NETWORK,udp))', ['DOMAIN,a', 'NETWORK,udp']],
    ['(DOMAIN,a),(NETWORK,udp)', ['DOMAIN,a', 'NETWORK,udp']],
    ['((AND,((DOMAIN,a),(DST-PORT,1))),(NETWORK,udp))', ['AND,((DOMAIN,a),(DST-PORT,1))', 'NETWORK,udp']],
    ['((DOMAIN,a))', ['DOMAIN,a']],
    ['(DOMAIN,a)', []],
    ['((DOMAIN,a)', undefined],
    ['DOMAIN,a', undefined],
    ['())(', undefined],
  ])('%s', (payload, rules) => {
    expect(splitLogic(payload)).toEqual(rules);
  });
});
