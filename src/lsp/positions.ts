/** Offsets of a text as the positions editors count in: lines from 0, characters in the units agreed on. */
import type { Position, Range } from 'vscode-languageserver-types';
import { type Lines, lineTable } from '../report/position.ts';

/** What a character of a position counts: UTF-16 units unless the client asks for another one. */
export type Encoding = 'utf-16' | 'utf-8' | 'utf-32';

/** A text with its line table. */
export interface Positions {
  readonly text: string;
  at(offset: number): Position;
  range(at: { readonly start: number; readonly end: number }): Range;
  /** The offset of a position; what lies past the end of a line or of the text is taken for its end. */
  offset(position: Position): number;
}

/** Builds the line table of a text: one pass, then a binary search for each question. */
export function positionsOf(text: string, encoding: Encoding, lines: Lines = lineTable(text)): Positions {
  const at = (offset: number): Position => {
    const { line, column, offset: inside } = lines.at(offset);
    const start = inside - column + 1;
    return { line: line - 1, character: unitsOf(text, start, inside, encoding) };
  };
  return {
    text,
    at,
    range: ({ start, end }) => ({ start: at(start), end: at(end) }),
    offset({ line, character }) {
      if (line < 0) return 0;
      if (line >= lines.count) return text.length;
      const { start, end } = lines.range(line + 1);
      return afterUnits(text, start, end, character, encoding);
    },
  };
}

function unitsOf(text: string, start: number, end: number, encoding: Encoding): number {
  if (encoding === 'utf-16') return end - start;
  let units = 0;
  for (const character of text.slice(start, end)) units += sizeOf(character, encoding);
  return units;
}

/** The offset so many units after `start`; a position inside a character is taken for its beginning. */
function afterUnits(text: string, start: number, end: number, count: number, encoding: Encoding): number {
  if (encoding === 'utf-16') return Math.min(start + Math.max(0, count), end);
  let offset = start;
  let left = count;
  for (const character of text.slice(start, end)) {
    left -= sizeOf(character, encoding);
    if (left < 0) break;
    offset += character.length;
  }
  return offset;
}

function sizeOf(character: string, encoding: Encoding): number {
  if (encoding === 'utf-32') return 1;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
