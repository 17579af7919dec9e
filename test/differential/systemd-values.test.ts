/**
 * A tenth of systemd's keys, each with about a hundred values: envlint says what `systemd-analyze verify` says. All of them:
 * `node test/differential/systemd-values.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { allKeys, compare } from './systemd-values/compare.ts';
import { valuesFor } from './systemd-values/values.ts';

/** The version whose readers the table follows. */
const VERSION = 252;

const SHARE = 10;

describe('values of unit keys', () => {
  test('tries at least thirty values of every kind', () => {
    const least = Math.min(...allKeys().map(({ kind }) => valuesFor(kind).length));
    expect(least).toBeGreaterThanOrEqual(30);
  });

  test('agrees with systemd-analyze verify', { timeout: 600_000 }, async (context) => {
    const version = /^systemd (\d+)/.exec(
      spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' }).stdout ?? '',
    )?.[1];
    if (Number(version) !== VERSION)
      return context.skip(`needs systemd-analyze ${VERSION}, found ${version ?? 'none'}`);
    // One key of each name: the sections share their readers.
    const keys = [...new Map(allKeys().map((one) => [`${one.key} ${one.kind}`, one])).values()];
    const { pairs, disagreements } = await compare(keys.filter((_, index) => index % SHARE === 0));
    expect(pairs).toBeGreaterThan(4000);
    expect(
      disagreements
        .filter(({ reason }) => reason === undefined)
        .map(({ section, key, value, ours, theirs }) => `[${section}] ${key}=${value}: ${ours}, systemd ${theirs}`),
    ).toEqual([]);
  });
});
