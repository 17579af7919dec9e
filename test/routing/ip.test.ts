/** IP addresses and prefixes, compared with Node's own reading. */
import { isIP, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatIp,
  ipKind,
  isLocalIp,
  parseIp,
  parseIpv4,
  parseIpv4Legacy,
  parseIpv6,
  parsePrefix,
  sameIp,
  sharesPrefix,
  unmapped,
  within,
} from '../../src/routing/url/ip.ts';

/** What `new URL` makes of a host, or undefined where it throws. */
function byUrl(host: string): string | undefined {
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return undefined;
  }
}

const piece = fc.constantFrom(
  '0',
  '1',
  '10',
  '127',
  '255',
  '256',
  '00',
  '01',
  '0x7f',
  '0X',
  '.',
  '..',
  ':',
  '::',
  'fd00',
  'ffff',
  '12345',
  'g',
  '',
  '%eth0',
  '/',
  ' ',
);
const scrap = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));

describe('parsing', () => {
  test('agrees with node:net on what is an address', () => {
    fc.assert(
      fc.property(fc.oneof(scrap, fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        expect(parseIpv4(text) !== undefined).toBe(isIPv4(text));
        expect(parseIpv6(text) !== undefined).toBe(isIPv6(text) && !text.includes('%'));
        expect(parseIp(text)?.family ?? 0).toBe(text.includes('%') ? 0 : isIP(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('prints addresses as URL parsers do', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(`[${formatIp(parseIpv6(text) as never)}]`).toBe(byUrl(`[${text}]`));
      }),
      { numRuns: 500 },
    );
    expect(formatIp(parseIpv6('1:0:0:2:0:0:0:3') as never)).toBe('1:0:0:2::3');
    expect(formatIp(parseIpv6('0:1:0:1:0:1:0:1') as never)).toBe('0:1:0:1:0:1:0:1');
  });

  test('legacy IPv4 notations as URL parsers read them', () => {
    const number = fc.oneof(
      fc.nat({ max: 300 }).map(String),
      fc.nat({ max: 300 }).map((n) => `0x${n.toString(16)}`),
      fc.nat({ max: 300 }).map((n) => `0${n.toString(8)}`),
      fc.nat({ max: 2 ** 32 }).map(String),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 5 }), (parts) => {
        const text = parts.join('.');
        const ip = parseIpv4Legacy(text);
        expect(ip && formatIp(ip)).toBe(byUrl(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('prefixes', () => {
  test.each([
    ['10.0.0.0/8', '10.255.1.2', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.1.2.3/32', '10.1.2.3', true],
    ['192.168.4.0/22', '192.168.7.255', true],
    ['192.168.4.0/22', '192.168.8.0', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['0.0.0.0/0', '::1', false],
    ['fd00::/8', 'fdff::1', true],
    ['fe80::/10', 'fec0::1', false],
    ['::/0', '::1', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
  ])('%s holds %s: %s', (prefix, ip, expected) => {
    expect(within(parseIp(ip) as never, parsePrefix(prefix) as never)).toBe(expected);
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0/8',
    '::/129',
    '10.0.0.0/8/8',
    '10.0.0.0/8x',
    '[::1]/128',
    '/8',
  ])('%s is none', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });

  test('every address shares all its bits with itself and its prefixes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat({ max: 128 }), (text, bits) => {
        const ip = parseIp(text) as never;
        expect(sameIp(ip, ip)).toBe(true);
        expect(sharesPrefix(ip, ip, bits)).toBe(true);
      }),
    );
  });
});

describe('kinds', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['fd00::7', 'private'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1', 'link-local'],
    ['100.64.0.1', 'cgnat'],
    ['100.128.0.1', 'public'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['239.1.1.1', 'multicast'],
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
  ])('%s is %s', (text, kind) => {
    const ip = parseIp(text) as never;
    expect(ipKind(ip)).toBe(kind);
    expect(isLocalIp(ip)).toBe(kind !== 'public' && kind !== 'multicast');
  });

  test('a mapped address stands for the IPv4 address inside', () => {
    expect(formatIp(unmapped(parseIp('::ffff:1.2.3.4') as never))).toBe('1.2.3.4');
    expect(formatIp(unmapped(parseIp('::fffe:1.2.3.4') as never))).toBe('::fffe:102:304');
  });
});
