/** Where envlint differs from systemd 252 on purpose, and why. */
import type { Key } from './compare.ts';
import type { Outcome } from './verify.ts';

interface Difference {
  readonly reason: string;
  readonly fits: (key: Key, value: string, ours: Outcome, theirs: Outcome) => boolean;
}

const DIFFERENCES: readonly Difference[] = [];

/** Why this disagreement is meant; undefined: it is a fault. */
export function reasonFor(key: Key, value: string, ours: Outcome, theirs: Outcome): string | undefined {
  return DIFFERENCES.find((one) => one.fits(key, value, ours, theirs))?.reason;
}
