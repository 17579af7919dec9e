/**
 * Code frames as data: which lines to show, which part of each, and what to mark. Terminals, pages and comments render the same
 * frame in their own way.
 */
import type { Diagnostic, Document, Note, Span } from '../core.ts';
import { type Excerpt, MASK } from '../secrets/index.ts';
import { type Report, say } from './model.ts';
import { type Lines, linesOf } from './position.ts';
import { clusters, widthOf } from './terminal/width.ts';
import { visible } from './visible.ts';

/** What is drawn in one place; `start` to `end` are the true offsets behind it. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
  readonly masked: boolean;
}

/** A marked stretch of a line: columns in cells, counted from 0. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly primary: boolean;
  readonly label: string;
}

export interface FrameLine {
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly marks: readonly Mark[];
  /** Part of a span over several lines: its first, an inner or its last line. */
  readonly rail?: 'first' | 'inner' | 'last' | undefined;
}

export interface Frame {
  /** `undefined` stands for lines left out. */
  readonly lines: readonly (FrameLine | undefined)[];
  /** Related places that are too far away to be in the frame. */
  readonly elsewhere: readonly Note[];
}

const TAB_COLUMNS = 4;
/** Related places this many lines away are shown in the same frame. */
const NEAR_LINES = 6;
/** A span over more lines than this is shown by its first two and its last. */
const TALL_LINES = 4;
/** Characters looked at on either side of a mark, so that a line of any length costs the same. */
const REACH_CHARACTERS = 400;

/** The frame of a diagnostic, its lines no wider than `width` cells. No document, no lines. */
export function frameOf(report: Report, diagnostic: Diagnostic, width: number): Frame {
  const document = report.project.documents.get(diagnostic.at.file);
  const related = diagnostic.related ?? [];
  if (!document || document.bytes) return { lines: [], elsewhere: related };
  const lines = linesOf(document);
  const first = lines.at(diagnostic.at.start).line;
  const last = lastLine(lines, diagnostic.at);
  const near = related.filter((note) => isNear(note, diagnostic.at, lines, first, last));
  const label = diagnostic.label ? say(report, diagnostic.label) : '';
  const places: Underline[] = [{ at: diagnostic.at, primary: true, label, first, last }];
  for (const { at, message } of near) {
    const line = lines.at(at.start).line;
    places.push({ at, primary: false, label: say(report, message), first: line, last: line });
  }
  const draw = (line: number) => frameLine(report, document, lines, line, places, width);
  return {
    lines: shownLines(places).map((line) => (line === undefined ? undefined : draw(line))),
    elsewhere: related.filter((note) => !near.includes(note)),
  };
}

interface Underline {
  readonly at: Span;
  readonly primary: boolean;
  readonly label: string;
  readonly first: number;
  readonly last: number;
}

/** A span that ends just after a line break does not reach into the next line. */
function lastLine(lines: Lines, at: Span): number {
  const { line, column } = lines.at(at.end);
  return column === 1 && at.end > at.start ? Math.max(lines.at(at.start).line, line - 1) : line;
}

function isNear(note: Note, at: Span, lines: Lines, first: number, last: number): boolean {
  if (note.at.file !== at.file) return false;
  const from = lines.at(note.at.start).line;
  return from >= first - NEAR_LINES && from <= last + NEAR_LINES;
}

function shownLines(places: readonly Underline[]): (number | undefined)[] {
  const wanted = new Set<number>();
  for (const { first, last } of places) {
    if (last - first < TALL_LINES) for (let line = first; line <= last; line++) wanted.add(line);
    else
      wanted
        .add(first)
        .add(first + 1)
        .add(last);
  }
  const sorted = [...wanted].sort((a, b) => a - b);
  const shown: (number | undefined)[] = [];
  for (const [index, line] of sorted.entries()) {
    const gap = line - (sorted[index - 1] ?? line);
    // One line left out would take as much room as the sign for it.
    if (gap === 2) shown.push(line - 1);
    else if (gap > 2) shown.push(undefined);
    shown.push(line);
  }
  return shown;
}

function frameLine(
  report: Report,
  document: Document,
  lines: Lines,
  line: number,
  places: readonly Underline[],
  width: number,
): FrameLine {
  const here = places.filter((place) => place.first <= line && line <= place.last);
  const tall = here.find((place) => place.last > place.first);
  const focus = here.find((place) => place.primary) ?? here[0];
  const room = width - (places.some((place) => place.last > place.first) ? 2 : 0);
  const cells = lineCells(report, document, lines.range(line), focus?.at, room);
  const marks = here
    .filter((place) => place !== tall)
    .map(({ at, primary, label }) => ({ ...columns(cells, at), primary, label }));
  if (!tall) return { line, cells, marks };
  const rail = line === tall.first ? 'first' : line === tall.last ? 'last' : 'inner';
  const below =
    rail === 'last' && tall.label !== '' ? [{ from: 0, to: 0, primary: tall.primary, label: tall.label }] : [];
  return { line, cells, marks: [...marks, ...below], rail };
}

/** Where the characters of a span are drawn; at least one cell. */
function columns(cells: readonly Cell[], at: Span): { from: number; to: number } {
  let column = 0;
  let from: number | undefined;
  let to: number | undefined;
  for (const cell of cells) {
    if (cell.end > at.start || (cell.start === at.start && at.start === at.end)) from ??= column;
    if (cell.start < at.end) to = column + cell.width;
    column += cell.width;
  }
  const start = from ?? column;
  return { from: start, to: Math.max(start + 1, to ?? 0) };
}

function lineCells(
  report: Report,
  document: Document,
  range: { readonly start: number; readonly end: number },
  focus: Span | undefined,
  width: number,
): Cell[] {
  const point = focus && focus.start >= range.start ? Math.min(focus.start, range.end) : range.start;
  const start = point - range.start > REACH_CHARACTERS ? point - REACH_CHARACTERS : range.start;
  let end = Math.min(range.end, Math.max(point, start) + REACH_CHARACTERS * 2);
  // A carriage return before the line feed is shown only when it is the fault.
  if (focus && focus.start <= range.end && focus.end > range.end && document.text[range.end] === '\r') {
    const isFault = focus.end === range.end + 1 && document.text[range.end + 1] === '\n';
    if (isFault && end === range.end) end++;
  }
  const cells = toCells(report.mask.excerpt(document, { file: document.file, start, end }), start);
  return cut(cells, width, { focus, isCutBefore: start > range.start, isCutAfter: end < range.end });
}

/** Draws runs of source: tabs become spaces, controls become pictures, a secret becomes one fixed mask. */
function toCells(parts: readonly Excerpt[], origin: number): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let before = '';
  const add = (text: string, width: number, start: number, end: number, masked: boolean) => {
    cells.push({ text, width, start, end, masked });
    column += width;
  };
  for (const part of parts) {
    if (part.masked) {
      // Two runs that touch are one secret to the reader.
      add(before === MASK ? '' : MASK, before === MASK ? 0 : MASK.length, part.at.start, part.at.end, true);
      before = MASK;
      continue;
    }
    let at = part.at.start;
    before = '';
    for (const cluster of clusters(part.text)) {
      const end = at + cluster.text.length;
      if (cluster.text === '\t') {
        const blanks = TAB_COLUMNS - (column % TAB_COLUMNS);
        add(' '.repeat(blanks), blanks, at, end, false);
      } else if (!(at === 0 && origin === 0 && cluster.text === '\ufeff')) {
        const safe = visible(cluster.text);
        add(safe, safe === cluster.text ? cluster.width : widthOf(safe), at, end, false);
      }
      at = end;
    }
  }
  return cells;
}

interface Cut {
  readonly focus: Span | undefined;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** The window of a line that fits: its beginning if the mark is in there, else the mark with some room before it. */
function cut(cells: readonly Cell[], width: number, { focus, isCutBefore, isCutAfter }: Cut): Cell[] {
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  if (total <= width && !isCutBefore && !isCutAfter) return [...cells];
  const mark = focus ? columns(cells, focus) : { from: 0, to: 0 };
  const fromStart = !isCutBefore && Math.min(mark.to, mark.from + Math.ceil(width / 2)) <= width - 1;
  const lead = Math.min(Math.floor(width / 3), Math.max(4, width - (mark.to - mark.from) - 2));
  const skip = fromStart ? 0 : Math.max(0, mark.from - lead);
  const window: Cell[] = [];
  let column = 0;
  let used = skip > 0 || isCutBefore ? 1 : 0;
  const room = width - 1;
  let index = 0;
  for (; index < cells.length; index++) {
    const cell = cells[index];
    if (!cell) break;
    if (column >= skip) {
      const isLast = index === cells.length - 1 && !isCutAfter;
      if (used + cell.width > (isLast ? width : room)) break;
      window.push(cell);
      used += cell.width;
    }
    column += cell.width;
  }
  const first = window[0];
  const last = window.at(-1);
  const dots = (at: number): Cell => ({ text: '…', width: 1, start: at, end: at, masked: false });
  if (first && (skip > 0 || isCutBefore)) window.unshift(dots(first.start));
  if (last && (index < cells.length || isCutAfter)) window.push(dots(last.end));
  return window;
}
