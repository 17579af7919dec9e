/** Collects the pieces of a word while it is read: runs of plain characters grow until something else comes. */
import { HOLE, type Piece, type Value } from '../../../core.ts';
import { valueOf } from '../../../text.ts';
import type { Quote, ShellPiece } from '../syntax.ts';
import { type Scanner, tagEnd, unterminated } from './scanner.ts';

export interface Pieces {
  readonly list: ShellPiece[];
  /** The run not yet in the list. */
  from: number;
  to: number;
  quote: Quote;
  /** An assignment's value: template tags count, `~` expands after `:`. */
  readonly isValue: boolean;
  /** `{a,b}` makes several words of it. */
  readonly isExpanded: boolean;
}

export function newPieces(isValue = false, isExpanded = false): Pieces {
  return { list: [], from: 0, to: 0, quote: 'none', isValue, isExpanded };
}

/** Characters that stand for themselves. */
export function addPlain(s: Scanner, p: Pieces, start: number, end: number, quote: Quote): void {
  if (start >= end) return;
  if (p.from < p.to && p.to === start && p.quote === quote) p.to = end;
  else {
    flush(s, p);
    p.from = start;
    p.to = end;
    p.quote = quote;
  }
}

/** The same, but for template tags in it: no one knows what is there in the end. */
export function addTagged(s: Scanner, p: Pieces, start: number, end: number, quote: Quote): void {
  let from = start;
  for (;;) {
    const open = s.text.slice(from, end).indexOf('{{');
    const close = open < 0 ? -1 : tagEnd(s, from + open);
    if (close < 0 || close > end) break;
    addPlain(s, p, from, from + open, quote);
    addUnknown(s, p, from + open, close, quote);
    from = close;
  }
  addPlain(s, p, from, end, quote);
}

/** A template tag where one begins, else the brace itself. */
export function addTag(s: Scanner, p: Pieces, quote: Quote): void {
  const start = s.pos;
  const end = tagEnd(s, start);
  s.pos = end < 0 ? start + 1 : end;
  if (end < 0) addPlain(s, p, start, s.pos, quote);
  else addUnknown(s, p, start, end, quote);
}

/** One escape: `start` to `end` mean `text`. */
export function addEscape(s: Scanner, p: Pieces, text: string, start: number, end: number, quote: Quote): void {
  if (text === HOLE) addUnknown(s, p, start, end, quote);
  else addPiece(s, p, { kind: 'literal', text, at: s.origin.span(start, end) }, quote);
}

export function addUnknown(s: Scanner, p: Pieces, start: number, end: number, quote: Quote): void {
  addPiece(s, p, { kind: 'unknown', at: s.origin.span(start, end) }, quote);
}

export function addPiece(s: Scanner, p: Pieces, piece: Piece, quote: Quote): void {
  flush(s, p);
  s.budget--;
  // Where a quote was never closed, reading went on to the end of the text and then back to the end of the line.
  const isCut = piece.kind === 'reference' && (piece.word?.at(-1)?.at.end ?? 0) > piece.at.end;
  p.list.push({ ...(isCut ? { kind: 'unknown', at: piece.at } : piece), quote });
}

function flush(s: Scanner, p: Pieces): void {
  if (p.from < p.to) {
    s.budget--;
    for (const piece of s.origin.plain(p.from, p.to, p.quote)) p.list.push(piece);
  }
  p.from = p.to = 0;
}

/** All pieces so far. */
export function finished(s: Scanner, p: Pieces): readonly ShellPiece[] {
  flush(s, p);
  return p.list;
}

/** The finished word that is at `start` to `end`. */
export function toValue(s: Scanner, p: Pieces, start: number, end: number): Value {
  const isBare = p.list.length === 0 && p.from === start && p.to === end;
  const pieces = finished(s, p);
  const [only] = pieces;
  // Most words are plain characters alone: such a word and its one piece share their place.
  if (isBare && pieces.length === 1 && only?.kind === 'literal') {
    return { text: only.text, at: only.at, known: true, pieces };
  }
  return valueOf(pieces, s.origin.span(start, end));
}

/** A quote that opens at `start` is never closed: what was read beyond the place where reading goes on is taken back. */
export function neverClosed(s: Scanner, p: Pieces, start: number, length: number): void {
  flush(s, p);
  unterminated(s, start, length);
  const { end } = s.origin.span(s.pos, s.pos);
  const pieces = p.list.splice(0).flatMap((piece) => upTo(piece, end));
  for (const piece of pieces) p.list.push(piece);
}

/** What of a piece comes before `end`. */
function upTo(piece: ShellPiece, end: number): readonly ShellPiece[] {
  const { start } = piece.at;
  if (piece.at.end <= end) return [piece];
  if (start >= end) return [];
  const at = { ...piece.at, end };
  const isVerbatim = piece.kind === 'literal' && piece.text.length === piece.at.end - start;
  return [
    isVerbatim ? { ...piece, text: piece.text.slice(0, end - start), at } : { kind: 'unknown', at, quote: piece.quote },
  ];
}
