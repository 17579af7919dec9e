/** Ranges of a text: what the searches for secrets answer. */

/** A half-open range of a string. */
export interface Range {
  readonly start: number;
  readonly end: number;
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
