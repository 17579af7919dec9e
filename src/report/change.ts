/** What a fix does to the lines of its files, for reports that show it as a diff. */
import type { Fix, TextEdit } from '../core.ts';
import { maskedSlice } from '../secrets/index.ts';
import { applyEdits, groupBy } from '../text.ts';
import { carriesSecret } from './machine/json.ts';
import type { Report } from './model.ts';
import { type Lines, linesOf } from './position.ts';
import { visibleLine } from './visible.ts';

export interface ChangedLine {
  /** `-` goes, `+` comes, a space stays. */
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines of one file that change together. */
export interface ChangedPart {
  readonly file: string;
  /** The number of its first line, as the file is now. */
  readonly first: number;
  readonly lines: readonly ChangedLine[];
}

/** Edits so few lines apart are shown together. */
const NEAR = 3;
/** Lines shown of one part; what a fix writes is rarely longer. */
const MOST_LINES = 24;
/** Longer parts are not shown: they are unreadable, and masking a line of megabytes takes seconds. */
const LONGEST_PART_CHARACTERS = 20_000;

/** The parts in the order of the files; none where an edit carries a secret, a file is not at hand, or a line is
 * too long to be read. Secrets are masked. */
export function changesOf(report: Pick<Report, 'project' | 'mask'>, { edits }: Fix): ChangedPart[] {
  if (edits.some(({ at, text }) => carriesSecret(report, at, text))) return [];
  return [...groupBy(edits, ({ at }) => at.file)].flatMap(([file, own]) => {
    const document = report.project.documents.get(file);
    if (!document || document.bytes) return [];
    const lines = linesOf(document);
    return partsOf(lines, own).flatMap(({ edits: part, first, last }) => {
      const from = Math.max(1, first - 1);
      const to = Math.min(lines.count, last + 1);
      const whole = { file, start: lines.range(from).start, end: lines.range(to).end };
      if (whole.end - whole.start > LONGEST_PART_CHARACTERS) return [];
      const old = document.text.slice(whole.start, whole.end);
      const moved = part.map(({ at, text }) => ({
        at: { file, start: at.start - whole.start, end: at.end - whole.start },
        text,
      }));
      const shownOld = maskedSlice(report.mask, document, whole);
      const changed = applyEdits(old, moved);
      return [{ file, first: from, lines: compared(split(old), split(changed), split(shownOld), report.mask.mask) }];
    });
  });
}

const split = (text: string): string[] => text.split(/\r\n|\r|\n/);

/** Edits that are shown together, and the lines they touch. */
interface Part {
  readonly edits: TextEdit[];
  readonly first: number;
  last: number;
}

function partsOf(lines: Lines, edits: readonly TextEdit[]): readonly Part[] {
  const parts: Part[] = [];
  for (const edit of [...edits].sort((a, b) => a.at.start - b.at.start)) {
    const [first, last] = [lines.at(edit.at.start).line, lines.at(edit.at.end).line];
    const part = parts.at(-1);
    if (!part || first - part.last > NEAR) parts.push({ edits: [edit], first, last });
    else {
      part.edits.push(edit);
      part.last = Math.max(part.last, last);
    }
  }
  return parts;
}

/** Equal lines at both ends stay, the rest is replaced. Secrets do not change how many lines there are. */
function compared(
  old: readonly string[],
  now: readonly string[],
  shownOld: readonly string[],
  mask: (text: string) => string,
): ChangedLine[] {
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const shown = shownOld.length === old.length ? shownOld : old.map(mask);
  const line = (sign: ChangedLine['sign']) => (text: string) => ({ sign, text: visibleLine(text) });
  const all = [
    ...shown.slice(0, head).map(line(' ')),
    ...shown.slice(head, old.length - tail).map(line('-')),
    ...now
      .slice(head, now.length - tail)
      .map(mask)
      .map(line('+')),
    ...shown.slice(old.length - tail).map(line(' ')),
  ];
  const isBlank = (one: ChangedLine | undefined): boolean => one?.sign === ' ' && one.text.trim() === '';
  const from = isBlank(all[0]) ? 1 : 0;
  return all.slice(from, isBlank(all.at(-1)) ? -1 : undefined).slice(0, MOST_LINES);
}
