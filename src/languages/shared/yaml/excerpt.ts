/** A text in which stretches were replaced, with a mapping of its offsets to the original text. */
import { countBefore } from '../../../text.ts';

/** What was cut out of the middle of a text, in offsets of the whole. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** A stretch, in offsets of the whole, and what a reader sees in its place. */
export interface Replaced extends Cut {
  readonly by: string;
}

export interface Excerpt {
  readonly text: string;
  /** The place of an offset of `text` in the whole. What was put in keeps the first places of what it was put in for. */
  readonly shift: (offset: number) => number;
}

/** `whole` with stretches replaced. `replaced`: in order, apart from each other. */
export function excerptOf(whole: string, replaced: readonly Replaced[]): Excerpt {
  if (replaced.length === 0) return { text: whole, shift: (offset) => offset };
  const kept: string[] = [];
  /** From each of these offsets of the excerpt on, the whole is so much further. */
  const from: number[] = [];
  const further: number[] = [];
  let at = 0;
  let length = 0;
  for (const { start, end, by } of replaced) {
    kept.push(whole.slice(at, start), by);
    length += start - at + by.length;
    from.push(length);
    further.push(end - length);
    at = end;
  }
  kept.push(whole.slice(at));
  return {
    text: kept.join(''),
    shift: (offset) => offset + (further[countBefore(from, (start) => start <= offset) - 1] ?? 0),
  };
}
