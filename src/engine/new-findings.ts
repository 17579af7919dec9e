/** Which findings came with fixing. */
import type { Diagnostic, Project, Span } from '../core.ts';
import { groupBy, lineStart, nextLine } from '../text.ts';
import type { LintResult } from './lint.ts';

/** A project and what is found in it. */
interface Judged {
  readonly project: Project;
  readonly result: LintResult;
}

/**
 * Findings that were not there before. Findings of one rule in one file are interchangeable, because their messages change with
 * the file: there are new ones when there are more of them. A finding that names several places may become one for each; a
 * place that was pointed at before is not new.
 */
export function newFindings(before: Judged, after: Judged): Diagnostic[] {
  const known = groupBy(before.result.diagnostics, alike);
  return [...groupBy(after.result.diagnostics, alike)].flatMap(([name, now]) => {
    const old = known.get(name) ?? [];
    const words = new Set(old.map(({ message }) => message.en));
    const unknown = now.filter(({ message }) => !words.has(message.en));
    const surplus = now.length - old.length;
    if (surplus <= 0) return [];
    const pointedAt = old.flatMap(({ related = [] }) => related.map((note) => charactersIn(before.project)(note.at)));
    const split = unknown.filter(({ at }) => {
      const index = pointedAt.indexOf(charactersIn(after.project)(at));
      return index >= 0 && pointedAt.splice(index, 1).length > 0;
    }).length;
    return [...unknown, ...now].slice(0, Math.max(0, surplus - split));
  });
}

/** A key for a place: its characters, line text and file, so that it is recognised after edits have moved it. */
const charactersIn =
  (project: Project) =>
  ({ file, start, end }: Span): string => {
    const text = project.documents.get(file)?.text ?? '';
    return [file, text.slice(lineStart(text, start), nextLine(text, start)).trim(), text.slice(start, end)].join('\0');
  };

/** What new findings are counted by: their rule and file. */
export const alike = ({ rule, at }: Diagnostic): string => `${rule}\0${at.file}`;
