/** Unified diffs for `--diff`, secrets masked on both sides. */
import { type StructuredPatch, structuredPatch } from 'diff';
import type { Document } from '../core.ts';
import { utf8 } from '../secrets/encodings.ts';
import { type Masker, maskedSlice } from '../secrets/index.ts';
import type { Paint, Style } from './terminal/paint.ts';
import { visible, visibleLine } from './visible.ts';

/** One file before and after. */
export interface Change {
  /** As the headers name it: relative to the current folder, forward slashes. */
  readonly path: string;
  readonly before: Document;
  readonly after: Document;
}

export interface DiffOptions {
  readonly paint: Paint;
  /** Masks what the project knew before the change; secrets that only `after` contains are masked by its own spans. */
  readonly mask: Masker;
}

/**
 * The changes in the unified format, ending in a line break; no change gives an empty text. Lines are compared as they
 * are and printed with secrets as `***`, controls as pictures; a line that changed only inside a secret shows as both.
 */
export function unifiedDiff(changes: readonly Change[], { paint, mask }: DiffOptions): string {
  const lines: string[] = [];
  for (const { path, before, after } of changes) {
    if (before.text === after.text) continue;
    const hunks = hunksOf(before.text, after.text);
    const old = lineOf(before, mask);
    const now = lineOf(after, mask);
    lines.push(paint('strong', `--- ${quoted(`a/${path}`)}`), paint('strong', `+++ ${quoted(`b/${path}`)}`));
    for (const hunk of hunks) {
      lines.push(
        paint('info', `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`),
      );
      let from = hunk.oldStart - 1;
      let to = hunk.newStart - 1;
      for (const line of hunk.lines) {
        const sign = line[0] ?? ' ';
        if (sign === '\\') lines.push(line);
        else lines.push(paint(style(sign), sign + (sign === '+' ? now(to) : old(from))));
        if (sign === ' ' || sign === '-') from++;
        if (sign === ' ' || sign === '+') to++;
      }
    }
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

type Hunks = StructuredPatch['hunks'];

/**
 * The time grows with the square of the changed lines; above this number one hunk replaces everything from the first to the
 * last change.
 */
const MOST_CHANGED_LINES = 3000;

function hunksOf(before: string, after: string): Hunks {
  const options = { context: 3, maxEditLength: MOST_CHANGED_LINES };
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, options);
  return patch?.hunks ?? oneHunk(linesOf(before), linesOf(after));
}

const linesOf = (text: string): string[] => text.split(/(?<=\n)/).filter((line) => line !== '');

function oneHunk(old: readonly string[], now: readonly string[]): Hunks {
  let first = 0;
  while (first < old.length && old[first] === now[first]) first++;
  let last = 0;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const side = (lines: readonly string[], sign: string): string[] =>
    lines
      .slice(first, lines.length - last)
      .flatMap((line) =>
        line.endsWith('\n') ? [`${sign}${line}`] : [`${sign}${line}`, '\\ No newline at end of file'],
      );
  const lines = [...side(old, '-'), ...side(now, '+')];
  const oldLines = old.length - first - last;
  const newLines = now.length - first - last;
  return [{ oldStart: first + 1, oldLines, newStart: first + 1, newLines, lines }];
}

const style = (sign: string): Style => (sign === '+' ? 'good' : sign === '-' ? 'error' : 'plain');

/** A range of no lines names the line before it. */
const range = (start: number, lines: number): string =>
  lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;

/**
 * A document's lines by number from 0, masked; as a diff counts them: ended by a line feed alone, a carriage return before
 * it kept. Only the lines that are asked for are masked.
 */
function lineOf(document: Document, mask: Masker): (line: number) => string {
  const { text, file } = document;
  const starts = [0];
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) starts.push(feed + 1);
  return (line) => {
    const start = starts[line] ?? text.length;
    const next = starts[line + 1];
    const end = next === undefined ? text.length : next - 1;
    const hasReturn = next !== undefined && end > start && text[end - 1] === '\r';
    const shown = maskedSlice(mask, document, { file, start, end: hasReturn ? end - 1 : end });
    return visibleLine(shown) + (hasReturn ? '\r' : '');
  };
}

/** Git's own quoting of a path with unusual characters: each byte of what a terminal would obey in octal. */
function quoted(path: string): string {
  let escaped = '';
  for (const character of path) {
    const isUnsafe = visible(character) !== character;
    if (character === '"' || character === '\\') escaped += `\\${character}`;
    else if (isUnsafe) for (const byte of utf8(character)) escaped += `\\${byte.toString(8).padStart(3, '0')}`;
    else escaped += character;
  }
  return escaped === path ? path : `"${escaped}"`;
}
