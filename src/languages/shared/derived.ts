/**
 * Text that a grammar reads instead of the file itself, with a mapping back to the file: CRLF read as LF, a systemd line joined
 * over its continuations. Each seam is one character of the derived text that replaces a longer stretch of the source.
 */
import type { Literal, Source, Span } from '../../core.ts';
import { countBefore } from '../../text.ts';

export interface Seam {
  /** Offset of the one character in the derived text. */
  readonly at: number;
  /** What it stands for in the source. */
  readonly start: number;
  readonly end: number;
}

export interface Derived {
  readonly file: string;
  readonly text: string;
  /** Where the derived text begins in the source. */
  readonly origin: number;
  /** In order. */
  readonly seams: readonly Seam[];
}

/** A source read as it is. */
export function asWritten(source: Source): Derived {
  return { file: source.file, text: source.text, origin: 0, seams: [] };
}

/** A source with `\r\n` and lone `\r` read as `\n`. */
export function withPlainNewlines(source: Source): Derived {
  if (!source.text.includes('\r')) return asWritten(source);
  const seams: Seam[] = [];
  let shift = 0;
  const text = source.text.replace(/\r\n?/g, (ending, start: number) => {
    seams.push({ at: start - shift, start, end: start + ending.length });
    shift += ending.length - 1;
    return '\n';
  });
  return { file: source.file, text, origin: 0, seams };
}

/** Number of seams before `offset`. */
function seamsBefore({ seams }: Derived, offset: number): number {
  return countBefore(seams, ({ at }) => at < offset);
}

/** The source offset of a character of the derived text. */
function sourceOffset(derived: Derived, offset: number): number {
  const seam = derived.seams[seamsBefore(derived, offset) - 1];
  return seam ? seam.end + (offset - seam.at - 1) : derived.origin + offset;
}

/** The source characters behind `start` to `end` of the derived text. */
export function sourceSpan(derived: Derived, start: number, end: number): Span {
  if (derived.seams.length === 0) {
    const { file, origin } = derived;
    return { file, start: origin + start, end: origin + Math.max(start, end) };
  }
  const from = sourceOffset(derived, start);
  if (end <= start) return { file: derived.file, start: from, end: from };
  const last = derived.seams[seamsBefore(derived, end) - 1];
  const to = last?.at === end - 1 ? last.end : sourceOffset(derived, end - 1) + 1;
  return { file: derived.file, start: from, end: to };
}

/** `start` to `end` of the derived text as pieces that stand in the source as they are, and one for each seam. */
export function literals(derived: Derived, start: number, end: number): Literal[] {
  const pieces: Literal[] = [];
  let from = start;
  for (let index = seamsBefore(derived, start); index < derived.seams.length; index++) {
    const seam = derived.seams[index]!;
    if (seam.at >= end) break;
    if (seam.at > from) pieces.push(literal(derived, derived.text.slice(from, seam.at), from, seam.at));
    pieces.push(literal(derived, derived.text.charAt(seam.at), seam.at, seam.at + 1));
    from = seam.at + 1;
  }
  if (from < end) pieces.push(literal(derived, derived.text.slice(from, end), from, end));
  return pieces;
}

/** One piece for an escape: `start` to `end` of the derived text mean `text`. */
export function literal(derived: Derived, text: string, start: number, end: number): Literal {
  return { kind: 'literal', text, at: sourceSpan(derived, start, end) };
}
