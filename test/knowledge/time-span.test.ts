/** Time spans of systemd and Go, compared with `systemd-analyze timespan`. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBoolean, parseGoDuration, parseTimeSpan } from '../../src/knowledge/time-span.ts';

const SPANS: readonly (readonly [string, number | undefined])[] = [
  ['5', 5e6],
  ['5min 20s', 320e6],
  ['5M', 5 * 2_629_800e6],
  ['.5s', 500_000],
  ['1 000', 1e6],
  ['1.5 .5', 2e6],
  ['1.5s.5', 2e6],
  ['+5', 5e6],
  ['1.999999999h', 7_199_999_991],
  ['5µs', 5],
  ['infinity', Number.POSITIVE_INFINITY],
  [' infinity\t', Number.POSITIVE_INFINITY],
  ['', undefined],
  [' ', undefined],
  ['-1', undefined],
  ['1.s', undefined],
  ['1.5.5', undefined],
  ['5+5', undefined],
  ['30secs', undefined],
  ['10S', undefined],
  ['1,5s', undefined],
  ['0x10', undefined],
  ['infinity5', undefined],
  ['584542y', undefined],
];

describe('parseTimeSpan', () => {
  test.each(SPANS)('%j is %s microseconds', (text, expected) => {
    expect(parseTimeSpan(text)).toBe(expected);
  });

  test('counts bare numbers in another unit where a key does', () => {
    expect(parseTimeSpan('5', 1_000)).toBe(5_000);
    expect(parseTimeSpan('5s', 1_000)).toBe(5_000_000);
  });

  test('agrees with systemd-analyze timespan', (context) => {
    const part = fc.tuple(
      fc.constantFrom('', ' ', '+'),
      fc.constantFrom('0', '5', '12', '.5', '1.25', '3.', '007'),
      fc.constantFrom('', ' '),
      fc.constantFrom('', 's', 'sec', 'm', 'min', 'h', 'M', 'us', 'ms', 'weeks', 'secs', 'x'),
    );
    const texts = fc.sample(
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.flat().join('')),
      { numRuns: 60, seed: 7 },
    );
    for (const text of texts) {
      const run = spawnSync('systemd-analyze', ['timespan', '--', text], { encoding: 'utf8' });
      if (run.error) return context.skip('systemd-analyze is not installed');
      const real = /μs: (\d+)/.exec(run.stdout)?.[1];
      expect([text, parseTimeSpan(text)]).toEqual([text, real === undefined ? undefined : Number(real)]);
    }
  });
});

describe('parseGoDuration', () => {
  test.each([
    ['1h15m30.5s', 4_530_500_000],
    ['300ms', 300_000],
    ['-1.5h', -5_400_000_000],
    ['0', 0],
    ['.5s', 500_000],
    ['10', undefined],
    ['', undefined],
    ['5 s', undefined],
    ['1d', undefined],
  ] as const)('%j', (text, expected) => {
    expect(parseGoDuration(text)).toBe(expected);
  });
});

describe('parseBoolean', () => {
  test.each([
    ['YES', true],
    ['1', true],
    ['t', true],
    ['off', false],
    ['N', false],
    ['enabled', undefined],
    ['', undefined],
  ] as const)('%j', (text, expected) => {
    expect(parseBoolean(text)).toBe(expected);
  });
});
