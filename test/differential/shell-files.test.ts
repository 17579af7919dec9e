/** A sample of `npm run sweep shell-files`: no syntax error in a file that its own shell accepts. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { INSTALLED, judge, shellFilesIn } from '../sweeps/shell-files.ts';

const LIMIT = 120;

test('files that packages install have no syntax error their shell does not see', { timeout: 600_000 }, () => {
  const all = INSTALLED.flatMap(shellFilesIn);
  if (all.length < LIMIT) console.log(`skipped: only ${all.length} shell files on this machine`);
  const step = Math.max(1, Math.floor(all.length / LIMIT));
  const sample = all.length < LIMIT ? [] : all.filter((_, index) => index % step === 0).slice(0, LIMIT);
  const wrong = sample.map((file) => judge(file)).filter((found) => found?.accepted && found.error !== undefined);
  expect(wrong).toEqual([]);
  expect(sample.length === 0 || spawnSync('dash', ['-c', 'true']).status === 0 || sample.length === LIMIT).toBe(true);
});
