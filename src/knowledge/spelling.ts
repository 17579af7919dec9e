/** Which name somebody meant by a misspelt one. */

/** Names longer than this are compared by equality of their folded forms only. */
const LONGEST = 60;

/** Letters and digits only, lower case: what is left of `🚀 Proxy` and `proxy️` is the same word. */
export function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The one candidate that differs only in case, blanks, emoji or punctuation, or else the one that is a slip of the
 * keyboard away (one edit; two for eight letters or more, if nothing is nearer). undefined where there is none, or more
 * than one.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = folded(name);
  const same: string[] = [];
  const near: string[] = [];
  const nearer: string[] = [];
  const slips = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  for (const candidate of candidates) {
    const word = folded(candidate);
    if (word === wanted && wanted !== '') same.push(candidate);
    else if (slips > 0 && word.length <= LONGEST && isWithin(wanted, word, slips)) {
      (isWithin(wanted, word, 1) ? nearer : near).push(candidate);
    }
  }
  const found = [same, nearer, near].find((list) => list.length > 0) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

/** Is one text at most `slips` insertions, removals, changes or swaps of neighbours from the other? */
export function isWithin(a: string, b: string, slips: number): boolean {
  if (Math.abs(a.length - b.length) > slips || a.length > LONGEST) return false;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((previous[j] as number) + 1, (row[j - 1] as number) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return (previous[b.length] as number) <= slips;
}
