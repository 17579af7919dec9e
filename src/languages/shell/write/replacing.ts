/** Replaces characters of a word between the quotes they are in. */
import { HOLE, type TextEdit, type Value } from '../../../core.ts';
import { slice, span, spanOf } from '../../../text.ts';
import { isComputed } from '../lower/names.ts';
import { shellPieces } from '../lower/split.ts';
import type { Quote, ShellPiece } from '../syntax.ts';
import { intoRegion, type Layout, regionAt } from './layout.ts';
import { encode, isBareSafe, opensTag, quoteWord } from './quoting.ts';

/** Replaces the decoded characters `start` to `end` of a word; undefined where that cannot be written safely. */
export function replaceIn(
  layout: Layout,
  value: Value,
  text: string,
  start = 0,
  end = value.text.length,
): readonly TextEdit[] | undefined {
  const { dialect } = layout;
  const region = regionAt(layout, value.at.start);
  if (
    !region ||
    isComputed(layout.source, value) ||
    opensTag(value.text.slice(0, start) + text + value.text.slice(end))
  )
    return undefined;
  const edit = value.pieces.length === 0 ? fill(layout, value, text) : change(layout, value, text, start, end);
  const written = edit && intoRegion(edit.text, region, dialect);
  return edit && written !== undefined ? [{ at: edit.at, text: written }] : undefined;
}

/** An empty value: between its quotes, or where it would begin. */
function fill({ source, dialect }: Layout, value: Value, text: string): TextEdit | undefined {
  const { start, end } = value.at;
  const raw = slice(source, value.at);
  const quote = raw.endsWith('"') ? 'double' : raw.endsWith("'") ? (raw.startsWith('$') ? 'ansi' : 'single') : 'none';
  if (quote !== 'none') {
    const inner = encode(text, quote, dialect);
    if (inner === undefined) return { at: value.at, text: quoteWord(text, 'double', dialect) };
    return { at: span(value.at, end - 1, end - 1), text: inner };
  }
  const before = source.text[start - 1];
  const word = quoteWord(text, 'none', dialect);
  if (raw === '' && before === '=') return { at: value.at, text: word };
  return raw === '' && dialect === 'fish' ? { at: value.at, text: ` ${word}` } : undefined;
}

function change(layout: Layout, value: Value, text: string, start: number, end: number): TextEdit | undefined {
  const { dialect } = layout;
  const touched = piecesBetween(value, start, end);
  const quote = commonQuote(touched);
  const isWhole = start === 0 && end === value.text.length;
  const wanted = value.text.slice(0, start) + text + value.text.slice(end);
  const canRequote =
    !isInsideQuotes(value) && !wanted.includes(HOLE) && shellPieces(value).some((piece) => piece.quote === 'none');
  if (quote === undefined) {
    const isPossible = canRequote || (isWhole && !isInsideQuotes(value));
    return isPossible ? { at: value.at, text: quoteWord(wanted, 'double', dialect) } : undefined;
  }
  const isGone = wanted === '' && layout.source.text[value.at.start - 1] !== '=';
  if (quote === 'none' && (isGone || !isBareSafe(text)) && canRequote) {
    return { at: value.at, text: quoteWord(wanted, 'double', dialect) };
  }
  const inner = encode(text, quote, dialect);
  if (inner !== undefined) return { at: spanOf(value, start, end), text: inner };
  return quote === 'single' && isOneQuote(value) && !wanted.includes(HOLE)
    ? { at: value.at, text: quoteWord(wanted, 'double', dialect) }
    : undefined;
}

/** The pieces a range touches; for an empty range the one before it, as that is whose quotes it is in. */
function piecesBetween(value: Value, start: number, end: number): readonly ShellPiece[] {
  const touched: ShellPiece[] = [];
  let offset = 0;
  for (const piece of shellPieces(value)) {
    const next = offset + (piece.kind === 'literal' ? piece.text.length : 1);
    const isTouched = start === end ? offset < end && end <= next : start < next && offset < end;
    if (isTouched) touched.push(piece);
    offset = next;
  }
  return touched.length > 0 ? touched : shellPieces(value).slice(0, 1);
}

/** The quotes around the first and the last of them, if they are the same. */
function commonQuote(pieces: readonly ShellPiece[]): Quote | undefined {
  const first = pieces[0]?.quote;
  return first === pieces.at(-1)?.quote ? first : undefined;
}

/** Do the quotes it begins in open before the value, around its name? */
function isInsideQuotes(value: Value): boolean {
  const first = shellPieces(value)[0];
  return first !== undefined && first.quote !== 'none' && first.at.start === value.at.start;
}

/** Does one pair of quotes enclose the whole word? */
function isOneQuote(value: Value): boolean {
  const pieces = shellPieces(value);
  return pieces[0]!.at.start === value.at.start + 1 && pieces.at(-1)!.at.end === value.at.end - 1;
}
