/** How far one word is from another, in typos. */

/** Longer words are never compared letter by letter. */
export const LONGEST_NAME_CHARACTERS = 60;

/** Is one text at most `typos` insertions, removals, changes or swaps of neighbours from the other? */
export function isWithin(a: string, b: string, typos: number): boolean {
  if (Math.abs(a.length - b.length) > typos || a.length > LONGEST_NAME_CHARACTERS) return false;
  // Names that are compared have most of their characters in common: what is left between both ends is short.
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  return isNear(a.slice(start, endA), b.slice(start, endB), typos);
}

/** What is more than any number of typos asked for. */
const FAR = 99;
const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST_NAME_CHARACTERS * 2)) as [Uint8Array, Uint8Array, Uint8Array];

/** The distance by rows, of which only the cells that can be near enough are worked out: those beside the diagonal. */
function isNear(a: string, b: string, typos: number): boolean {
  if (Math.max(a.length, b.length) <= typos) return true;
  if (a === '' || b === '') return false;
  let [before, previous, row] = rows;
  for (let j = 0; j <= typos + 1; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - typos);
    const to = Math.min(b.length, i + typos);
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
    // A swap looks two rows back, and costs one more than what is there.
    if (least > typos && leastOf(previous, i - 1, b.length, typos) >= typos) return false;
    [before, previous, row] = [previous, row, before];
  }
  return (previous[b.length] as number) <= typos;
}

/** The least cell worked out in row `i`. */
function leastOf(row: Uint8Array, i: number, length: number, typos: number): number {
  let least = FAR;
  for (let j = Math.max(0, i - typos); j <= Math.min(length, i + typos); j++) least = Math.min(least, row[j] as number);
  return least;
}
