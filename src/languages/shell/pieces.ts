/** Collects the pieces of a word while it is read: runs of plain characters grow until something else comes. */
import { HOLE, type Piece, type Value } from '../../core.ts';
import { valueOf } from '../../text.ts';
import { type Scanner, tagEnd } from './scanner.ts';
import type { Quote, ShellPiece } from './syntax.ts';

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

/** The same, but for template tags in it: nobody knows what stands there in the end. */
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
  p.list.push({ ...piece, quote });
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

/** The finished word that stands at `start` to `end`. */
export function toValue(s: Scanner, p: Pieces, start: number, end: number): Value {
  return valueOf(finished(s, p), s.origin.span(start, end));
}
