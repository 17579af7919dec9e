/** Lines and columns: they exist only in reports. Knows LF, CRLF and lone CR. */
import type { Document, Span } from '../core.ts';
import { countBefore, memo } from '../text.ts';

/** Both count from 1, columns in UTF-16 units; `offset` counts from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Lines {
  readonly count: number;
  /** The position of an offset; past the end, that of the end. */
  at(offset: number): Position;
  /** A line's characters without its ending, as offsets. */
  range(line: number): { readonly start: number; readonly end: number };
}

/** The line table of a document, built once. */
export const linesOf = memo((document: Document): Lines => lineTable(document.text));

/** Builds a line table: one pass, then a binary search per question. */
export function lineTable(text: string): Lines {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  const lineOf = (offset: number): number => countBefore(starts, (start) => start <= offset) - 1;
  return {
    count: starts.length,
    at(offset) {
      const inside = Math.max(0, Math.min(offset, text.length));
      const line = lineOf(inside);
      return { line: line + 1, column: inside - (starts[line] ?? 0) + 1, offset: inside };
    },
    range(line) {
      const index = Math.max(0, Math.min(line - 1, starts.length - 1));
      const start = starts[index] ?? 0;
      let end = starts[index + 1] ?? text.length;
      if (index + 1 < starts.length)
        end -= text[end - 1] === '\n' && text[end - 2] === '\r' && end - 2 >= start ? 2 : 1;
      return { start, end };
    },
  };
}

/** Both ends of a span; an unknown document counts as an empty one. */
export function ends(document: Document | undefined, at: Span): { readonly start: Position; readonly end: Position } {
  if (!document) {
    const nowhere = { line: 1, column: 1, offset: 0 };
    return { start: nowhere, end: nowhere };
  }
  const lines = linesOf(document);
  return { start: lines.at(at.start), end: lines.at(at.end) };
}
