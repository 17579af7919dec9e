/** Which name was meant by a misspelt one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meantKey } from '../../src/knowledge/clash/keys.ts';
import { closest } from '../../src/knowledge/spelling.ts';
import { isWithin } from '../../src/knowledge/typos.ts';

/** Optimal string alignment, as it is defined. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const options = [
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + Number(a[i - 1] !== b[j - 1]),
      ];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) options.push(rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = Math.min(...options);
    }
  }
  return rows[a.length]![b.length]!;
}

describe('misspelt names', () => {
  test('counts typos as they are defined', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(3), (a, b, typos) => {
        expect(isWithin(a, b, typos)).toBe(distance(a, b) <= typos);
      }),
      { numRuns: 2000 },
    );
  });

  test('finds what was meant also where thousands of names are wrong, the last as the first', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `policy${index}x`);
    expect(names.map((name) => closest(name.toUpperCase(), names) ?? closest(`${name}y`, names))).toEqual(names);
    expect(names.map((name) => closest(`${name}y`, names))).toEqual(names);
    expect(names.map((_, index) => closest(`pollicy${index}y`, names))).toEqual(names);
  });

  test('answers the same to the first question as to the hundredth', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 30 }),
        fc.array(word, { minLength: 40, maxLength: 60 }),
        (names, wanted) => {
          const first = wanted.map((one) => closest(one, [...names]));
          expect(wanted.map((one) => closest(one, names))).toEqual(first);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('finds the one name that was meant', () => {
    expect(closest('PROXY', ['Proxy', 'DIRECT'])).toBe('Proxy');
    expect(closest('🚀节点选择', ['🚀 节点选择', '🚀 节点'])).toBe('🚀 节点选择');
    expect(closest('Porxy', ['Proxy', 'DIRECT'])).toBe('Proxy');
    expect(closest('直连', ['DIRECT', '直接'])).toBeUndefined();
    expect(closest('Auto', ['AUTO', 'auto'])).toBeUndefined();
    expect(closest('ExecStrt', ['ExecStart', 'ExecStop'])).toBe('ExecStart');
    expect(isWithin('abcd', 'abdc', 1)).toBe(true);
    expect(isWithin('abcd', 'badc', 1)).toBe(false);
  });

  test('knows which key was meant, and which keys are nobody’s', () => {
    expect(meantKey(['Rule'])).toBe('rules');
    expect(meantKey(['allow_lan'])).toBe('allow-lan');
    expect(meantKey(['mixed-prot'])).toBe('mixed-port');
    expect(meantKey(['dns', 'enabled'])).toBe('enable');
    expect(meantKey(['proxy-groups', '3', 'Interval'])).toBe('interval');
    expect(meantKey(['proxy-providers', 'x', 'health-check', 'Timeout'])).toBe('timeout');
    expect(
      [['rules'], ['cfw-bypass'], ['proxies', '0', 'serverr'], ['dns', 'nameserver'], ['p']].map(meantKey),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
