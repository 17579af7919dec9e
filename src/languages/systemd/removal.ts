/** Takes words out of a value that runs over several lines, without breaking its continuations. */
import type { Span, TextEdit } from '../../core.ts';
import { lineStart, nextLine, removal, span } from '../../text.ts';
import type { Seam } from '../shared/derived.ts';
import { sourceSpan } from '../shared/derived.ts';
import type { UnitLine } from './unit-file.ts';

/** Edits that remove `at`: the whole logical line if nothing of its value stays, else the words with their spaces. */
export function removedWord(text: string, line: UnitLine, at: Span): readonly TextEdit[] {
  const value = sourceSpan(line.joined, line.start, line.end);
  if (at.start <= value.start && at.end >= value.end) return [wholeLine(text, line)];
  if (at.start < value.start || at.end > value.end) return [removal(text, at)];
  const { seams } = line.joined;
  const before = seams.findLast((seam) => seam.end <= at.start);
  const after = seams.find((seam) => seam.start >= at.end);
  const isFirst = isBlank(text.slice(before?.end ?? value.start, at.start));
  const isLast = isBlank(text.slice(at.end, after?.start ?? value.end));
  if (isFirst && isLast && before && after) return [ownLine(text, at)];
  if (isFirst && isLast && before) return lastLine(text, before, at);
  if (isFirst && (!before || !isLast)) return [upToNext(text, at, isLast ? after : undefined)];
  return [span(at, skipBlanksBack(text, at.start), at.end)].map((gone) => ({ at: gone, text: '' }));
}

function wholeLine(text: string, line: UnitLine): TextEdit {
  const start = lineStart(text, line.first);
  const isLast = line.stop >= text.length;
  const before = isLast && start > 0 ? lineBreakBefore(text, start) : start;
  return { at: span(line.at, before, isLast ? text.length : nextLine(text, line.stop)), text: '' };
}

/** A line in the middle of a continued value. */
function ownLine(text: string, at: Span): TextEdit {
  return { at: span(at, lineStart(text, at.start), nextLine(text, at.end)), text: '' };
}

/** The last line of a continued value: the backslash above it goes too, comment lines in between stay. */
function lastLine(text: string, before: Seam, at: Span): readonly TextEdit[] {
  const backslash = skipBlanksBack(text, before.start);
  const end = skipBlanks(text, at.end);
  if (nextLine(text, before.start) === before.end) return [{ at: span(at, backslash, end), text: '' }];
  return [
    { at: span(at, backslash, before.start + 1), text: '' },
    { at: span(at, lineBreakBefore(text, before.end), end), text: '' },
  ];
}

/** A first word, of the value or of a line: what follows takes its place, from the next line if need be. */
function upToNext(text: string, at: Span, after: Seam | undefined): TextEdit {
  const isPlainSeam = after !== undefined && nextLine(text, after.start) === after.end;
  const end = isPlainSeam ? skipBlanks(text, after.end) : after ? at.end : skipBlanks(text, at.end);
  return { at: span(at, at.start, end), text: '' };
}

function lineBreakBefore(text: string, start: number): number {
  return start >= 2 && text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : Math.max(0, start - 1);
}

function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function skipBlanksBack(text: string, from: number): number {
  let at = from;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at;
}
