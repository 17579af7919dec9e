/** Binary rule lists: `.mrs` and GeoSite.dat. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../src/routing/clash/address.ts';
import { compile, route } from '../../../src/routing/clash/evaluate.ts';
import { decodeGeosite } from '../../../src/routing/clash/geosite-dat.ts';
import { decodeMrs } from '../../../src/routing/clash/mrs.ts';
import { buildSuccinct } from '../../../src/routing/clash/succinct.ts';
import { clashFile } from './file.ts';

const bytes = (...parts: readonly (number | readonly number[])[]): number[] => parts.flat();
const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));
const int64 = (value: number): number[] => [
  0,
  0,
  0,
  0,
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
const header = (behavior: number, count: number): number[] =>
  bytes(ascii('MRS'), 1, behavior, int64(count), int64(0), 1);

/** Words of 32 bits as big-endian ones of 64, as mihomo writes them. */
function words(list: Uint32Array): number[] {
  const count = Math.ceil(list.length / 2);
  const result = int64(count);
  for (let i = 0; i < count; i++) {
    for (const word of [list[2 * i + 1] ?? 0, list[2 * i] ?? 0])
      result.push(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
  }
  return result;
}

function domainFile(keys: readonly string[]): Uint8Array {
  const set = buildSuccinct(keys.map((key) => [...key].reverse().join('')));
  return Uint8Array.from(
    bytes(header(0, keys.length), words(set.leaves), words(set.bitmap), int64(set.labels.length), [...set.labels]),
  );
}

describe('.mrs', () => {
  test('holds domains', () => {
    const keys = [
      'a.com',
      '+.b.com',
      'b.com',
      '*.c.com',
      ...Array.from({ length: 200 }, (_, i) => `h${i}.example.org`),
    ];
    const set = decodeMrs(domainFile(keys));
    if (set?.behavior !== 'domain') throw new Error('not decoded');
    const held = ['a.com', 'x.y.b.com', 'b.com', 'x.c.com', 'h199.example.org', 'x.a.com', 'c.com', 'h200.example.org'];
    expect(held.map((host) => set.domains.has(host))).toEqual([true, true, true, true, true, false, false, false]);
  });

  test('holds addresses', () => {
    const v4 = (...octets: number[]): number[] => [...new Array<number>(10).fill(0), 255, 255, ...octets];
    const file = bytes(header(1, 1), int64(2), v4(1, 2, 3, 0), v4(1, 2, 3, 255), v4(9, 0, 0, 0), v4(9, 0, 0, 1));
    const set = decodeMrs(Uint8Array.from(file));
    if (set?.behavior !== 'ipcidr') throw new Error('not decoded');
    const held = ['1.2.3.4', '1.2.4.0', '9.0.0.1', '9.0.0.2', '::1', '1.2.2.255'].map((text) =>
      set.holds(parseAddress(text)!),
    );
    expect(held).toEqual([true, false, true, false, false, false]);
  });

  test('is refused when a length leads past its end', () => {
    expect(
      decodeMrs(Uint8Array.from(bytes(ascii('MRS'), 1, 0, int64(1), [0x7f, ...int64(0).slice(1)]))),
    ).toBeUndefined();
    expect(decodeMrs(Uint8Array.from(bytes(header(0, 1), int64(0x7fffffff))))).toBeUndefined();
  });

  test('never throws and never walks for ever', () => {
    const whole = domainFile(['*.a.com', '+.b.com', '*.*.com', 'x*.org']);
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 })
      .chain((changes) => fc.nat(whole.length).map((cut) => ({ changes, cut })));
    fc.assert(
      fc.property(damaged, ({ changes, cut }) => {
        const file = whole.slice();
        for (const [at, byte] of changes) file[at] = byte;
        for (const one of [file, file.slice(0, cut)]) {
          const set = decodeMrs(one);
          if (set?.behavior === 'domain') expect([true, false, undefined]).toContain(set.domains.has('a.b.x.a.com'));
        }
      }),
      { numRuns: 500 },
    );
  });
});

const field = (number: number, content: readonly number[]): number[] => bytes(number * 8 + 2, content.length, content);
const entry = (kind: number, value: string, ...attributes: readonly string[]): number[] =>
  field(2, bytes(8, kind, field(2, ascii(value)), ...attributes.map((name) => field(3, field(1, ascii(name))))));
const list = (name: string, ...entries: readonly number[][]): number[] =>
  field(1, bytes(field(1, ascii(name)), ...entries));

describe('GeoSite.dat', () => {
  const file = Uint8Array.from(
    bytes(
      list('CN', entry(2, 'baidu.com'), entry(3, 'only.com'), entry(2, 'ad.com', 'ads')),
      list('TEST', entry(0, 'word'), entry(1, '^r[0-9]+\\.io$')),
    ),
  );

  test('gives its lists by name', () => {
    const decoded = decodeGeosite(file);
    expect([...decoded.names]).toEqual(['cn', 'test']);
    expect(decoded.list('Cn')?.map(({ kind, value, attributes }) => [kind, value, ...attributes])).toEqual([
      ['suffix', 'baidu.com'],
      ['full', 'only.com'],
      ['suffix', 'ad.com', 'ads'],
    ]);
    expect(decoded.list('none')).toBeUndefined();
  });

  test('decides GEOSITE rules', () => {
    const rules = [
      'GEOSITE,cn@ads,REJECT',
      'GEOSITE,CN,DIRECT',
      'GEOSITE,test,P',
      'GEOSITE,nowhere,P',
      'GEOSITE,!cn,Q',
    ];
    const router = compile(clashFile({ rules }, ['P', 'Q']), { geosite: decodeGeosite(file) });
    const index = (host: string): number => route(router, { host }).index;
    expect(['x.ad.com', 'www.baidu.com', 'only.com', 'a.word.net', 'r2.io'].map(index)).toEqual([0, 1, 1, 2, 2]);
    expect(route(router, { host: 'x.only.com' })).toMatchObject({
      kind: 'depends',
      need: { kind: 'geosite', name: 'nowhere' },
    });
  });

  test('never throws on damage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(file.length), (noise, cut) => {
        for (const one of [noise, file.slice(0, cut), Uint8Array.from([...file.slice(0, cut), ...noise])]) {
          const decoded = decodeGeosite(one);
          for (const name of decoded.names) expect(Array.isArray(decoded.list(name))).toBe(true);
        }
      }),
    );
  });
});
