/**
 * Cuts and rearranges the pieces of a value, for a second reading (specifiers, `$NAME`, template tags) of already decoded text.
 */
import type { Literal, Piece, Span } from '../../core.ts';

/** Does a piece stand in the source character for character? */
export function isVerbatim(piece: Piece): piece is Literal {
  return piece.kind === 'literal' && piece.text.length === piece.at.end - piece.at.start;
}

/** Adds items at the end of a list: a spread call takes only so many arguments. */
export function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

/** What the pieces mean together, one character for each that is not literal. */
export function textOf(pieces: readonly Piece[], hole: string): string {
  return pieces.map((piece) => (piece.kind === 'literal' ? piece.text : hole)).join('');
}

/**
 * Hands out pieces from left to right: each call takes what is between the end of the last call and the decoded offset `to`. An
 * escape that would be cut in two is handed out whole by the first call that reaches it.
 */
export function cutter(pieces: readonly Piece[]): (to: number) => Piece[] {
  let index = 0;
  let offset = 0;
  let used = 0;
  return (to) => {
    const taken: Piece[] = [];
    for (; index < pieces.length && offset + used < to; ) {
      const piece = pieces[index]!;
      const length = piece.kind === 'literal' ? piece.text.length : 1;
      const until = isVerbatim(piece) ? Math.min(length, to - offset) : length;
      taken.push(until - used === length ? piece : part(piece as Literal, used, until));
      used = until;
      if (used < length) break;
      index++;
      offset += length;
      used = 0;
    }
    return taken;
  };
}

function part(piece: Literal, from: number, to: number): Literal {
  const at = { file: piece.at.file, start: piece.at.start + from, end: piece.at.start + to };
  return { kind: 'literal', text: piece.text.slice(from, to), at };
}

/** The span from the first piece to the last. */
export function cover(pieces: readonly Piece[]): Span {
  const first = pieces[0]!.at;
  return { file: first.file, start: first.start, end: pieces.at(-1)!.at.end };
}

const CLOSERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '<%': '%>' };

const TAG_OPENER = /\{\{|\{%|<%/;

/** Template tags (`{{ … }}`, `${{ … }}`, `{% … %}`, `<% … %>`) in a text, as offsets. Linear. */
export function templateTags(text: string): { readonly start: number; readonly end: number }[] {
  const tags: { start: number; end: number }[] = [];
  const openers = new RegExp(TAG_OPENER, 'g');
  const unclosed = new Set<string>();
  for (let match = openers.exec(text); match; match = openers.exec(text)) {
    const opener = match[0];
    if (unclosed.has(opener)) continue;
    const close = text.indexOf(CLOSERS[opener]!, match.index + 2);
    if (close < 0) {
      unclosed.add(opener);
      continue;
    }
    const isExpression = opener === '{{' && text[match.index - 1] === '$';
    tags.push({ start: isExpression ? match.index - 1 : match.index, end: close + 2 });
    openers.lastIndex = close + 2;
  }
  return tags;
}

/** The same pieces with every template tag unknown. */
export function withTags(pieces: readonly Piece[]): readonly Piece[] {
  const canHaveTag = (piece: Piece): boolean => isVerbatim(piece) && TAG_OPENER.test(piece.text);
  return pieces.some(canHaveTag) ? pieces.flatMap(tagged) : pieces;
}

function tagged(piece: Piece): readonly Piece[] {
  if (!isVerbatim(piece)) return [piece];
  const cut: Piece[] = [];
  let from = 0;
  for (const tag of templateTags(piece.text)) {
    if (tag.start > from) cut.push(part(piece, from, tag.start));
    cut.push({ kind: 'unknown', at: part(piece, tag.start, tag.end).at });
    from = tag.end;
  }
  if (from < piece.text.length) cut.push(part(piece, from, piece.text.length));
  return cut;
}
