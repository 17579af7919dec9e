/** Where things are in a shell file, as its writer has to know: statements, lines, the bodies of aliases. */
import type { Assignment, Comment, Fact, Source, Span, Value } from '../../../core.ts';
import { lineEnd, lineStart, span } from '../../../text.ts';
import { shellPieces } from '../lower/split.ts';
import type { Dialect, Quote, SimpleCommand } from '../syntax.ts';
import { placeOf, placesOf } from './places.ts';
import { encode } from './quoting.ts';

/** A parsed shell file, as its writer sees it. */
export interface Layout {
  readonly source: Source;
  readonly dialect: Dialect;
  readonly facts: readonly Fact[];
  readonly comments: readonly Comment[];
  /** All of them, those of bodies included. */
  readonly commands: readonly SimpleCommand[];
  /** The words that are lists of commands themselves, outer before inner. */
  readonly bodies: readonly Value[];
}

/** The text a place is written into: the file itself, or the inside of a body's quotes. */
export interface Region {
  readonly at: Span;
  /** The quotes around it; undefined for the file. */
  readonly quote?: Quote | undefined;
}

/** The region of an offset; undefined where there are quotes in quotes in a way that is not written into. */
export function regionAt(layout: Layout, offset: number): Region | undefined {
  const { source } = layout;
  const [body, inner] = placesOf(layout).bodiesAround(offset, offset);
  if (!body) return { at: { file: source.file, start: 0, end: source.text.length } };
  const pieces = shellPieces(body);
  const [first] = pieces;
  const isUniform = pieces.every(
    ({ quote, at }, index) => quote === first?.quote && (index === 0 || at.start === pieces[index - 1]!.at.end),
  );
  if (inner || !first || !isUniform) return undefined;
  return { at: span(body.at, first.at.start, pieces.at(-1)!.at.end), quote: first.quote };
}

/** Shell text as it is written in a region; undefined where its quotes do not allow it. */
export function intoRegion(text: string, region: Region, dialect: Dialect): string | undefined {
  if (region.quote === undefined) return text;
  if (region.quote === 'none') return undefined;
  return encode(text, region.quote, dialect);
}

/** What is before and after a statement on its lines, within its region and without its comment. */
export function surroundings(
  { source: { text } }: Layout,
  at: Span,
  region: Region,
  comment: Span | undefined,
): { readonly before: string; readonly after: string; readonly lineEnd: number } {
  const start = Math.max(lineStart(text, at.start), region.at.start);
  const end = Math.min(lineEnd(text, Math.max(at.end, comment?.end ?? 0)), region.at.end);
  const hasComment = comment !== undefined && comment.start >= at.end;
  return {
    before: text.slice(start, at.start),
    after: text.slice(at.end, hasComment ? comment.start : end),
    lineEnd: end,
  };
}

/** The command whose characters these are. */
export function commandAt(layout: Layout, at: Span): SimpleCommand | undefined {
  const around = placesOf(layout).commandsAround(at.start, at.end);
  return around.find((command) => command.at.start === at.start && command.at.end === at.end);
}

/** All assignments of one statement. */
export function assignmentsOf(layout: Layout, statement: Span): readonly Assignment[] {
  return placesOf(layout).assignments.get(placeOf(statement)) ?? [];
}

/** On over spaces, line ends, a single `;` and comments. */
export function codeAfter(layout: Layout, offset: number, limit: number): number {
  const { text } = layout.source;
  const { commentsAround } = placesOf(layout);
  let at = offset;
  for (;;) {
    while (at < limit && (/\s/.test(text[at]!) || (text[at] === ';' && text[at + 1] !== ';' && text[at - 1] !== ';')))
      at++;
    const comment = commentsAround(at, at).find((one) => one.at.start === at);
    if (!comment || at >= limit) return at;
    at = comment.at.end;
  }
}
