/** Which name somebody meant by a misspelt one. */

import { groupBy } from '../text.ts';

/** Names longer than this are compared by equality of their folded forms only. */
const LONGEST = 60;

/** Letters and digits only, lower case: what is left of `🚀 Proxy` and `proxy️` is the same word. */
export function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names there are, prepared for many questions. */
interface Candidates {
  /** By their folded forms. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Comparisons still made. A file in which tens of thousands of names are wrong is no slip of the keyboard. */
  left: number;
}

const MOST_COMPARISONS = 4_000_000;

const prepared = new WeakMap<object, Candidates>();

/** Candidates are prepared once: whoever asks often hands in the same object, and changes it no more. */
function candidatesOf(names: Iterable<string>): Candidates {
  let candidates = prepared.get(names);
  if (!candidates) {
    candidates = { words: groupBy(names, folded), left: MOST_COMPARISONS };
    prepared.set(names, candidates);
  }
  return candidates;
}

/**
 * The one candidate that differs only in case, blanks, emoji or punctuation, or else the one that is a slip of the
 * keyboard away (one edit; two for eight letters or more, if nothing is nearer). undefined where there is none, or more
 * than one.
 */
export function closest(name: string, names: Iterable<string>): string | undefined {
  const candidates = candidatesOf(names);
  const wanted = folded(name);
  const same = wanted === '' ? undefined : candidates.words.get(wanted);
  if (same) return same.length === 1 ? same[0] : undefined;
  const slips = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  if (slips === 0 || wanted.length > LONGEST || candidates.left <= 0) return undefined;
  candidates.left -= candidates.words.size;
  const near: string[] = [];
  const nearer: string[] = [];
  for (const [word, those] of candidates.words) {
    if (isWithin(wanted, word, slips)) (isWithin(wanted, word, 1) ? nearer : near).push(...those);
  }
  const found = nearer.length > 0 ? nearer : near;
  return found.length === 1 ? found[0] : undefined;
}

/** Is one text at most `slips` insertions, removals, changes or swaps of neighbours from the other? */
export function isWithin(a: string, b: string, slips: number): boolean {
  if (Math.abs(a.length - b.length) > slips || a.length > LONGEST) return false;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    // A swap looks two rows back, and costs one more than what stands there.
    if (least > slips && Math.min(...previous) >= slips) return false;
    before = previous;
    previous = row;
  }
  return (previous[b.length] as number) <= slips;
}
