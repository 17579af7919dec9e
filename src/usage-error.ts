/** A mistake of the user: a wrong flag, a path that leads nowhere, a broken configuration. Ends with exit code 2. */
import type { Text } from './core.ts';

export class UsageError extends Error {
  readonly text: Text;
  /** The name of a file that both languages begin with: names are shown as they are, whatever they look like. */
  readonly file: string;
  constructor(text: Text, file = '') {
    super(text.en);
    this.name = 'UsageError';
    this.text = text;
    this.file = file;
  }
}

/**
 * The candidate a word was probably meant to be: at most a third of it mistyped (two letters at least). Letters count
 * once, also when two neighbours changed places.
 */
function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `; did you mean X?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): Text {
  const guess = nearest(word, candidates);
  return guess === undefined ? { en: '', zh: '' } : { en: `; did you mean ${guess}?`, zh: `；是否想写 ${guess}？` };
}
