/** Sets of domains, and the tree of `hosts:`, as mihomo keeps them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domainKeys, domainSet, hostsTree } from '../../../src/routing/clash/domain-set.ts';
import { buildSuccinct, succinctHas } from '../../../src/routing/clash/succinct.ts';

/** What mihomo's set says about one entry, measured with its own code. */
const TABLE: readonly [entry: string, held: readonly string[], not: readonly string[]][] = [
  ['x.com', ['x.com'], ['a.x.com', 'ax.com']],
  ['.x.com', ['a.x.com', 'a.b.x.com'], ['x.com']],
  ['+.x.com', ['x.com', 'a.x.com', 'a.b.x.com'], ['ax.com']],
  ['*.x.com', ['a.x.com'], ['x.com', 'a.b.x.com']],
  ['mid.*.x.com', ['mid.q.x.com'], ['mid.x.com', 'mid.q.r.x.com', 'x.q.x.com']],
  ['*.*.x.com', ['a.b.x.com'], ['a.x.com', 'a.b.c.x.com']],
  ['*', ['localhost'], ['a.com']],
  ['*foo.com', ['xfoo.com'], ['foo.com', 'a.xfoo.com']],
  ['+foo.com', ['xfoo.com', 'y.xfoo.com'], ['foo.com']],
  ['a*b.com', [], ['axb.com', 'ab.com']],
  ['+', [''], ['a.com', 'localhost']],
  ['UPPER.com', ['upper.com'], []],
  ['DOMAIN-SUFFIX,x.com', [], ['x.com', 'a.x.com']],
  ['中国.cn', ['中国.cn'], ['xn--fiqs8s.cn']],
];

describe('one entry', () => {
  test.each(TABLE)('%s', (entry, held, not) => {
    const { has } = domainSet([entry]);
    expect(held.filter((host) => has(host) !== true)).toEqual([]);
    expect(not.filter((host) => has(host) !== false)).toEqual([]);
  });

  test.each(['', ' x.com', 'x.com ', 'x/y.com', 'x.com.', 'a..com', '.'])('%j is dropped', (entry) => {
    expect(domainKeys(entry)).toBeUndefined();
  });
});

const label = fc.constantFrom('a', 'b', 'cn', 'www', 'x-y');
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));

describe('many entries', () => {
  test('a star that fails is not tried again at the end of the name', () => {
    expect(domainSet(['*.cn', '*.a.cn']).has('b.cn')).toBe(true);
    expect(domainSet(['*.cn', '*.a.cn']).has('a.cn')).toBe(false);
  });

  test('tables and the walk agree where there are no stars', () => {
    const entry = fc.tuple(fc.constantFrom('', '.', '+.', '+'), name).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), fc.array(name), (entries, hosts) => {
        const { has } = domainSet(entries);
        const keys = new Set(entries.flatMap((one) => domainKeys(one) ?? []));
        const walk = buildSuccinct(Array.from(keys, (key) => [...key].reverse().join('')));
        for (const host of hosts) expect([host, has(host)]).toEqual([host, succinctHas(walk, host)]);
      }),
    );
  });

  test('covers a domain only with everything below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('', '.', '+.', '*.'), name), { maxLength: 6 }),
        name,
        name,
        (parts, domain, below) => {
          const set = domainSet(parts.map((one) => one.join('')));
          fc.pre(set.covers(domain) && parts.every(([kind]) => kind !== '*.'));
          expect([set.has(domain), set.has(`${below}.${domain}`)]).toEqual([true, true]);
        },
      ),
    );
  });
});

describe('hosts', () => {
  const find = hostsTree(
    new Map([
      ['a.com', ['1']],
      ['*.a.com', ['2']],
      ['.a.com', ['3']],
      ['+.b.com', ['4']],
      ['x*.c.com', ['5']],
    ]),
  );
  test.each([
    ['a.com', '1'],
    ['x.a.com', '2'],
    ['x.y.a.com', '3'],
    ['b.com', '4'],
    ['x.y.b.com', '4'],
    ['xy.c.com', undefined],
    ['com', undefined],
  ])('%s', (host, value) => expect(find(host)?.[0]).toBe(value));
});
