/** Ranges of a text: what the searches for secrets answer. */

/** A half-open range of a string. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the group is that ends each match of a pattern. `offset`: where the text begins. */
export function* matches(text: string, pattern: RegExp, group = 1, offset = 0): Generator<Range> {
  for (const match of text.matchAll(pattern)) {
    const found = match[group];
    const end = offset + match.index + match[0].length;
    if (found) yield { start: end - found.length, end };
  }
}

/** Sorted, without overlaps; ranges that touch become one. */
export function merge(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter((range) => range.end > range.start).sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: { start: number; end: number }[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ start: range.start, end: range.end });
  }
  return merged;
}
