/**
 * Where scanned text comes from. A file is scanned with plain newlines; the body of an alias is scanned as the shell
 * will see it, with its quotes and escapes taken off. Either way every piece leads back to exact source characters.
 */
import { HOLE, type Reference, type Source, type Span, type Unknown, type Value } from '../../../core.ts';
import { type Derived, literals, type Seam, sourceSpan, withPlainNewlines } from '../../shared/derived.ts';
import type { Quote, ShellPiece } from '../syntax.ts';

export interface Origin {
  /** The text to scan. */
  readonly text: string;
  /** The source characters behind `start` to `end` of it. */
  span(start: number, end: number): Span;
  /** Pieces for characters that stand for themselves. */
  plain(start: number, end: number, quote: Quote): readonly ShellPiece[];
}

/** A whole file. */
export function fileOrigin(source: Source): Origin {
  return originOf(withPlainNewlines(source), () => undefined);
}

/** The decoded inside of a word, e.g. an alias's body. What is unknown in it stays unknown. */
export function bodyOrigin(value: Value): Origin {
  const seams: Seam[] = [];
  const holes = new Map<number, Reference | Unknown>();
  const first = value.pieces[0]?.at.start ?? value.at.start;
  let offset = 0;
  let end = first;
  for (const piece of value.pieces) {
    const length = piece.kind === 'literal' ? piece.text.length : 1;
    // A line end can be a lone carriage return in the source.
    const isVerbatim = piece.kind === 'literal' && length === piece.at.end - piece.at.start && piece.text !== '\n';
    // Quotes between two pieces belong to the first character after them.
    const seamLength = isVerbatim ? Number(piece.at.start > end) : length;
    for (let at = 0; at < seamLength; at++) {
      const isLast = at === seamLength - 1;
      const to = isVerbatim ? piece.at.start + 1 : isLast ? piece.at.end : end;
      seams.push({ at: offset + at, start: end, end: to });
    }
    if (piece.kind !== 'literal') holes.set(offset, piece);
    offset += length;
    end = piece.at.end;
  }
  const derived: Derived = { file: value.at.file, text: value.text, origin: first, seams };
  return originOf(derived, (start) => holes.get(start));
}

function originOf(derived: Derived, holeAt: (offset: number) => Reference | Unknown | undefined): Origin {
  const span = (start: number, end: number): Span => sourceSpan(derived, start, end);
  const isWhole = derived.seams.length === 0 && !derived.text.includes(HOLE);
  const plain = (start: number, end: number, quote: Quote): ShellPiece[] => {
    if (isWhole) return [{ kind: 'literal', text: derived.text.slice(start, end), at: span(start, end), quote }];
    const pieces: ShellPiece[] = [];
    let from = start;
    // A HOLE in a file is an odd character no one can read; in a body it is what was unknown before.
    for (let at = nextHole(derived.text, start, end); at >= 0; at = nextHole(derived.text, from, end)) {
      for (const piece of literals(derived, from, at)) pieces.push({ ...piece, quote });
      pieces.push({ ...(holeAt(at) ?? { kind: 'unknown', at: span(at, at + 1) }), quote });
      from = at + 1;
    }
    for (const piece of literals(derived, from, end)) pieces.push({ ...piece, quote });
    return pieces;
  };
  return { text: derived.text, span, plain };
}

/** Offset of the next HOLE of a stretch; -1 for none. */
function nextHole(text: string, start: number, end: number): number {
  const at = text.slice(start, end).indexOf(HOLE);
  return at < 0 ? -1 : start + at;
}
