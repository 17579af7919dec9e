/** Addresses, hosts and keywords that Clash rules match. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipTable, isLan, isReserved, parseAddress, parsePrefix } from '../../../src/routing/clash/address.ts';
import { normalizeHost, toAscii } from '../../../src/routing/clash/host.ts';
import { keywords } from '../../../src/routing/clash/keywords.ts';
import { firstByPort, merged, parsePorts, portIn } from '../../../src/routing/clash/ports.ts';
import { safePattern, wildcardMatches } from '../../../src/routing/clash/regex.ts';

describe('addresses', () => {
  test.each(['1.2.3', '1.2.3.04', '1.2.3.256', '1.2.3.4.5', '', '1..2.3', ':::', '1::2::3', 'fe80::1%eth0', '12345::'])(
    '%j is none',
    (text) => expect(parseAddress(text)).toBeUndefined(),
  );

  test.each(['1.2.3.4', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/08', 'a.com/8', '::/129'])('%j is no prefix', (text) =>
    expect(parsePrefix(text)).toBeUndefined(),
  );

  test('a table finds the lowest index as a search through all does', () => {
    const octet = fc.constantFrom(0, 1, 10, 128, 255);
    const v4 = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
    const v6 = fc.tuple(octet, octet).map(([a, b]) => `2001:${a.toString(16)}::${b.toString(16)}`);
    const prefix = fc.oneof(
      fc.tuple(v4, fc.integer({ min: 0, max: 32 })),
      fc.tuple(v6, fc.integer({ min: 0, max: 128 })),
    );
    const bits = (text: string): string => {
      const address = parseAddress(text)!;
      return address.family === 4
        ? `4${address.value.toString(2).padStart(32, '0')}`
        : `6${address.value.toString(2).padStart(128, '0')}`;
    };
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 12 }), fc.oneof(v4, v6), (list, text) => {
        const table = ipTable();
        for (const [index, parts] of list.entries()) table.add(parsePrefix(parts.join('/'))!, index);
        const plain = list.findIndex(([network, length]) => bits(text).startsWith(bits(network).slice(0, length + 1)));
        expect(table.first(parseAddress(text)!)).toBe(plain < 0 ? Number.POSITIVE_INFINITY : plain);
      }),
    );
  });

  test('knows what is not on the public internet', () => {
    const texts = ['10.1.0.0/16', '127.0.0.1/32', '198.18.0.0/16', 'fd00::/8', '8.8.8.0/24', '0.0.0.0/0', '2400::/12'];
    expect(texts.map((text) => isReserved(parsePrefix(text)!))).toEqual([true, true, true, true, false, false, false]);
    expect(['192.168.0.1', '224.0.0.1', '100.64.0.1', '::1'].map((text) => isLan(parseAddress(text)!))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});

describe('hosts', () => {
  test.each([
    ['API.DeepSeek.com.', 'api.deepseek.com'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['中国.cn', 'xn--fiqs8s.cn'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['ｅｘａｍｐｌｅ．com', 'example.com'],
  ])('%s', (host, expected) => expect(normalizeHost(host)).toBe(expected));

  test('payloads are not folded, only encoded', () => {
    expect([toAscii('中国.cn'), toAscii('plain.com')]).toEqual(['xn--fiqs8s.cn', 'plain.com']);
  });
});

describe('keywords', () => {
  test('finds the earliest as a search for each does', () => {
    const word = fc.stringMatching(/^[ab.]{1,4}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.stringMatching(/^[ab.c]{0,12}$/), (words, text) => {
        const all = keywords();
        for (const [index, one] of words.entries()) all.add(one, index);
        const plain = words.findIndex((one) => text.includes(one));
        expect(all.first(text)).toBe(plain < 0 ? Number.POSITIVE_INFINITY : plain);
      }),
    );
  });

  test('the empty one is everywhere', () => {
    const all = keywords();
    all.add('', 3);
    expect(all.first('a.com')).toBe(3);
  });
});

describe('ports', () => {
  test.each([
    ['443', [[443, 443]]],
    [
      '80/443,8000-9000',
      [
        [80, 80],
        [443, 443],
        [8000, 9000],
      ],
    ],
    ['443-80', [[80, 443]]],
    ['65979', [[443, 443]]],
    [
      '80//81',
      [
        [80, 80],
        [81, 81],
      ],
    ],
  ])('%s', (payload, ranges) => expect(parsePorts(payload)?.map(({ from, to }) => [from, to])).toEqual(ranges));

  test.each(['', '*', 'http', '1-2-3', '-1', '80a', Array.from({ length: 29 }, (_, i) => i).join('/')])(
    '%j is refused',
    (payload) => expect(parsePorts(payload)).toBeUndefined(),
  );

  test('each port belongs to its first rule', () => {
    const range = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(fc.array(range, { maxLength: 3 }), { maxLength: 6 }), fc.nat(41), (lists, port) => {
        const rules = lists.map((ranges, index) => ({ index, ranges })).filter(({ ranges }) => ranges.length > 0);
        expect(firstByPort(rules).get(port)).toBe(rules.find(({ ranges }) => portIn(ranges, port))?.index);
        for (const { ranges } of rules) expect(portIn(merged(ranges), port)).toBe(portIn(ranges, port));
      }),
    );
  });
});

describe('patterns', () => {
  const host = { ignoreCase: true, ascii: true };
  const name = { ignoreCase: false, ascii: false };

  test.each([
    ['^(.+\\.)?cdn\\d+\\.example\\.com$', 'a.CDN12.example.com', true],
    ['(?i)^www\\.', 'WWW.a.com', true],
    ['^(?!api\\.).*\\.a\\.com$', 'api.a.com', false],
    ['(^|\\.)a(?:bc){2}\\.com$', 'x.abcbc.com', true],
    ['[\\w-]+\\.io', 'x-y.io', true],
  ])('%s on %s', (source, text, expected) => expect(safePattern(source, host)?.test(text)).toBe(expected));

  test.each([
    ['nested repetition', '(a+)+$'],
    ['repeated alternation', '(a|aa)*$'],
    ['too many runs', '.*a.*b.*c.*d$'],
    ['an end only .NET has', '\\Aa\\z'],
    ['an atomic group', '(?>a*)b'],
    ['options in the middle', 'a(?i)b'],
    ['options of a group', '(?i:a)b'],
    ['a class minus a class', '[a-z-[aeiou]]'],
    ['a back reference', '(a)\\1'],
    ['no pattern at all', '(a'],
  ])('%s is unknown', (_, source) => expect(safePattern(source, host)).toBeUndefined());

  test('names of proxies are whole characters', () => {
    expect(safePattern('^[🇭🇰🇯🇵]', name)?.test('🇭🇰 01')).toBe(true);
    expect(safePattern('(?i)hk|香港', name)?.test('HK 1')).toBe(true);
    expect(safePattern('\\d+', name)).toBeUndefined();
  });

  test('what is tried is quick on the worst of hosts', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '.*',
      'a+',
      '[ab]*',
      '(a|b)',
      '(ab)+',
      'a{2,40}',
      '$',
      '^',
      '?',
      '(?=a)',
      '\\w*',
      '(a*)',
      '|',
    );
    const worst = ['a'.repeat(253), `${'ab'.repeat(126)}!`, '.'.repeat(253)];
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 9 }), (pieces) => {
        const pattern = safePattern(pieces.join(''), host);
        fc.pre(pattern !== undefined);
        for (const text of worst) expect(typeof pattern.test(text)).toBe('boolean');
      }),
      { numRuns: 300, interruptAfterTimeLimit: 5000, markInterruptAsFailure: true },
    );
  });

  test('a wildcard matches as the pattern it stands for', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab.*?]{0,8}$/), fc.stringMatching(/^[ab.]{0,10}$/), (source, text) => {
        const pattern = new RegExp(`^${source.replace(/\./g, '\\.').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`);
        expect(wildcardMatches(source, text)).toBe(pattern.test(text));
      }),
    );
  });
});
