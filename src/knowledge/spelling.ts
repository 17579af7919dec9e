/** Which name somebody meant by a misspelt one. */

import { groupBy } from '../text.ts';

/** Names longer than this are compared by equality of their folded forms only. */
const LONGEST_NAME_CHARACTERS = 60;

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
  /** The folded forms by their length, with the letters of each. */
  readonly byLength: ReadonlyMap<number, readonly { readonly word: string; readonly letters: number }[]>;
  /** Comparisons still made. A file in which thousands of names are wrong is no slip of the keyboard. */
  left: number;
}

const MOST_COMPARISONS = 500_000;

const prepared = new WeakMap<object, Candidates>();

/** Candidates are prepared once: whoever asks often hands in the same object, and changes it no more. */
function candidatesOf(names: Iterable<string>): Candidates {
  let candidates = prepared.get(names);
  if (!candidates) {
    const words = groupBy(names, folded);
    const forms = [...words.keys()].map((word) => ({ word, letters: lettersOf(word) }));
    candidates = { words, byLength: groupBy(forms, ({ word }) => word.length), left: MOST_COMPARISONS };
    prepared.set(names, candidates);
  }
  return candidates;
}

/** Which characters a word has, as bits; characters that share a bit only make two words look more alike. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

/** Can words with these letters be so near? One slip takes at most one letter out and puts one in. */
function canBeNear(a: number, b: number, slips: number): boolean {
  let rest = a ^ b;
  for (let left = slips * 2; rest !== 0 && left > 0; left--) rest &= rest - 1;
  return rest === 0;
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
  if (slips === 0 || wanted.length > LONGEST_NAME_CHARACTERS || candidates.left <= 0) return undefined;
  const letters = lettersOf(wanted);
  const near: string[] = [];
  const nearer: string[] = [];
  for (let length = wanted.length - slips; length <= wanted.length + slips; length++) {
    const alike = candidates.byLength.get(length) ?? [];
    candidates.left -= alike.length;
    for (const { word, letters: others } of alike) {
      if (!canBeNear(letters, others, slips) || !isWithin(wanted, word, slips)) continue;
      const those = candidates.words.get(word) ?? [];
      if (isWithin(wanted, word, 1)) nearer.push(...those);
      else if (near.length < 2) near.push(...those);
      // Two that are as near as can be: no third one decides between them.
      if (nearer.length > 1) return undefined;
    }
  }
  const found = nearer.length > 0 ? nearer : near;
  return found.length === 1 ? found[0] : undefined;
}

/** Is one text at most `slips` insertions, removals, changes or swaps of neighbours from the other? */
export function isWithin(a: string, b: string, slips: number): boolean {
  if (Math.abs(a.length - b.length) > slips || a.length > LONGEST_NAME_CHARACTERS) return false;
  // Names that are compared have most of their characters in common: what is left between both ends is short.
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  return isNear(a.slice(start, endA), b.slice(start, endB), slips);
}

/** What is more than any number of slips asked for. */
const FAR = 99;
const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST_NAME_CHARACTERS * 2)) as [Uint8Array, Uint8Array, Uint8Array];

/** The distance by rows, of which only the cells that can be near enough are worked out: those beside the diagonal. */
function isNear(a: string, b: string, slips: number): boolean {
  if (Math.max(a.length, b.length) <= slips) return true;
  if (a === '' || b === '') return false;
  let [before, previous, row] = rows;
  for (let j = 0; j <= slips + 1; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - slips);
    const to = Math.min(b.length, i + slips);
    row[from - 1] = from === 1 ? i : FAR;
    row[to + 1] = FAR;
    let least = row[from - 1] as number;
    for (let j = from; j <= to; j++) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row[j] = cost;
      least = Math.min(least, cost);
    }
    // A swap looks two rows back, and costs one more than what stands there.
    if (least > slips && leastOf(previous, i - 1, b.length, slips) >= slips) return false;
    [before, previous, row] = [previous, row, before];
  }
  return (previous[b.length] as number) <= slips;
}

/** The least cell worked out in row `i`. */
function leastOf(row: Uint8Array, i: number, length: number, slips: number): number {
  let least = FAR;
  for (let j = Math.max(0, i - slips); j <= Math.min(length, i + slips); j++) least = Math.min(least, row[j] as number);
  return least;
}
