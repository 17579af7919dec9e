/** Payloads of Clash rules that cannot work. */
import { describe, expect, test } from 'vitest';
import { payloadFault } from '../../../src/routing/clash/payload.ts';

describe('payloads that cannot work', () => {
  test.each<[string, string, string, string | undefined]>([
    ['DOMAIN-SUFFIX', '.x.com', 'never', 'x.com'],
    ['DOMAIN-SUFFIX', '+.x.com', 'never', 'x.com'],
    ['DOMAIN-SUFFIX', '*.x.com', 'never', 'x.com'],
    ['DOMAIN-SUFFIX', 'a*b.com', 'never', undefined],
    ['DOMAIN', '*.x.com', 'never', undefined],
    ['DOMAIN', 'https://x.com/', 'never', 'x.com'],
    ['DOMAIN', 'https://x.com/a', 'never', undefined],
    ['DOMAIN', 'x.com:443', 'never', undefined],
    ['DOMAIN', 'x.com.', 'never', 'x.com'],
    ['DOMAIN', '1.2.3.4', 'never', undefined],
    ['DOMAIN-KEYWORD', '*google*', 'never', undefined],
    ['IP-CIDR', '1.2.3.4', 'refused', '1.2.3.4/32'],
    ['IP-CIDR6', '2001:db8::1', 'refused', '2001:db8::1/128'],
    ['IP-CIDR', '1.2.3.4/33', 'refused', undefined],
    ['IP-CIDR', '256.2.3.4/8', 'refused', undefined],
    ['IP-CIDR', 'x.com/24', 'refused', undefined],
    ['IP-CIDR', '1:2:3:4:5:6:7:8:9/8', 'refused', undefined],
    ['IP-ASN', 'AS13335', 'never', '13335'],
    ['DST-PORT', '70000', 'wrong', undefined],
    ['DST-PORT', 'https', 'refused', undefined],
    ['DSCP', '64', 'refused', undefined],
    ['NETWORK', 'quic', 'refused', undefined],
    ['NETWORK', 'icmp', 'refused', undefined],
    ['UID', 'root', 'refused', undefined],
    ['IN-TYPE', 'MIXED', 'refused', undefined],
    ['IN-TYPE', 'HTTP/', 'refused', undefined],
    ['IN-NAME', 'a//b', 'refused', undefined],
    ['NOT', '((DOMAIN,a.com),(DOMAIN,b.com))', 'refused', undefined],
    ['NOT', '(DOMAIN,a.com)', 'refused', undefined],
    ['AND', '((DOMAIN,a.com)', 'refused', undefined],
    ['OR', '((MATCH))', 'refused', undefined],
    ['OR', '((DOMAIN,))', 'refused', undefined],
    ['SUB-RULE', '(NETWORK,tcp),(NETWORK,udp)', 'refused', undefined],
  ])('%s,%s', (type, payload, effect, meant) => {
    const fault = payloadFault(type, payload);
    expect([fault?.effect, fault?.meant]).toEqual([effect, meant]);
  });

  test.each([
    ['DOMAIN-SUFFIX', '中国'],
    ['DOMAIN-SUFFIX', 'x_y.com'],
    ['DOMAIN-WILDCARD', '*.x.com'],
    ['DOMAIN-REGEX', '^(a|b)/'],
    ['IP-CIDR', '10.0.0.5/8'],
    ['IP-CIDR', '::ffff:1.2.3.0/120'],
    ['IP-CIDR6', '::/0'],
    ['IP-CIDR6', 'fe80::/10'],
    ['DST-PORT', '80/443/8000-9000'],
    ['NETWORK', 'UDP'],
    ['UID', '1000/2000-2999'],
    ['IN-TYPE', 'Socks/https/INNER'],
    ['IN-USER', 'a/b'],
    ['DSCP', '*'],
    ['GEOIP', 'lan'],
    ['SUB-RULE', '(OR,((NETWORK,tcp),(NETWORK,udp)))'],
    ['AND', '((RULE-SET,x,no-resolve),(NOT,((GEOIP,CN))))'],
  ])('%s,%s is fine', (type, payload) => expect(payloadFault(type, payload)).toBeUndefined());
});
