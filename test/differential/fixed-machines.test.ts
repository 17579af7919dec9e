/** A sample of `npm run sweep fixed-machines`: real programs judge what plain `--fix` changed on generated machines. */
import { expect, test } from 'vitest';
import { sweep } from '../sweeps/fixed-machines.ts';

test('plain --fix changes nothing but what it declares, as the real programs see it', { timeout: 1_200_000 }, () => {
  const { changed, failures } = sweep(1, 100);
  expect(failures).toEqual([]);
  expect(changed).toBeGreaterThan(50);
});
