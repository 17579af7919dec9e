/** Edits of single words of a supervised command line, also where the line is a script that a shell is given. */
import type { Project, TextEdit } from '../core.ts';
import type { CommandWord } from '../queries/services/command-lines.ts';
import { removeSpan, rewrite } from './edits.ts';

/** Takes a word out, with the spaces before it. */
export function removeWord(project: Project, { value, part }: CommandWord): readonly TextEdit[] | undefined {
  if (!part) return removeSpan(project, value.at);
  let { start } = part;
  while (/[ \t]/.test(value.text[start - 1] ?? '')) start--;
  return rewrite(project, value, '', start, part.end);
}

/** Replaces the characters from `start` to `end` of an unquoted word. */
export function replaceInWord(
  project: Project,
  { text, value, part }: CommandWord,
  replacement: string,
  start = 0,
  end = text.length,
): readonly TextEdit[] | undefined {
  if (!part) return rewrite(project, value, replacement, start, end);
  if (part.end - part.start !== text.length) return undefined;
  return rewrite(project, value, replacement, part.start + start, part.start + end);
}
