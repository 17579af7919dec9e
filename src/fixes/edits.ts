/** Builds fixes in the terms that rules use; each document's own writer decides how they are written. */
import type { Assignment, Fix, NewVariable, Project, Reference, Span, Text, TextEdit, Value } from '../core.ts';
import { type EffectiveService, takesVariables } from '../queries/services/services.ts';
import { indentation, lineEnding, nextLine, removal, span } from '../text.ts';

/**
 * Combines parts into one fix, or gives none if a part cannot be written: all edits apply or none. Through a YAML alias the
 * same characters can be requested twice: identical edits are merged, different ones make the fix impossible.
 */
export function fixOf(title: Text, safe: boolean, ...parts: readonly (readonly TextEdit[] | undefined)[]): Fix[] {
  const edits = new Map<string, TextEdit>();
  for (const part of parts) {
    if (part === undefined) return [];
    for (const edit of part) {
      const { file, start, end } = edit.at;
      // Insertions at one point stand side by side.
      const place = start === end ? edits.size : end;
      edits.set(`${file}\0${start}\0${place}\0${start === end ? '+' : ''}${edit.text}`, edit);
    }
  }
  const all = [...edits.values()];
  return all.length === 0 || collide(all) ? [] : [{ title, safe, edits: all }];
}

/** A fix that changes nothing that works today, for whoever loads the file. */
export function safeFix(title: Text, ...parts: readonly (readonly TextEdit[] | undefined)[]): Fix[] {
  return fixOf(title, true, ...parts);
}

/** A fix that guesses, or that a user could have reasons against. */
export function unsafeFix(title: Text, ...parts: readonly (readonly TextEdit[] | undefined)[]): Fix[] {
  return fixOf(title, false, ...parts);
}

function collide(edits: readonly TextEdit[]): boolean {
  const sorted = edits
    .map(({ at }) => at)
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
  return sorted.some((at, index) => {
    const last = sorted[index - 1];
    return last !== undefined && last.file === at.file && at.start < last.end;
  });
}

/** New variables after an assignment, in its own style. */
export function assignBeside(
  project: Project,
  beside: Assignment,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  return project.document(beside.at.file).writer?.assign(beside, variables);
}

/** Replaces decoded characters of a value, all of them by default. */
export function rewrite(
  project: Project,
  value: Value,
  text: string,
  start?: number,
  end?: number,
): readonly TextEdit[] | undefined {
  return project.document(value.at.file).writer?.replace(value, text, start, end);
}

/** Appends to a comma-separated list, keeping its quotes, order and comment. */
export function appendToList(
  project: Project,
  value: Value,
  entries: readonly string[],
): readonly TextEdit[] | undefined {
  const separator = value.text === '' || value.text.trimEnd().endsWith(',') ? '' : ',';
  const end = value.text.trimEnd().length;
  return rewrite(project, value, separator + entries.join(','), end, end);
}

/** Takes out an argument, a statement or a setting. */
export function removeSpan(project: Project, at: Span): readonly TextEdit[] | undefined {
  return project.document(at.file).writer?.remove(at);
}

/** A new line above another: a Clash rule, a comment. */
export function insertAbove(project: Project, at: Span, line: string): readonly TextEdit[] | undefined {
  return project.document(at.file).writer?.insertAbove(at, line);
}

/** A new line below the last line of another one, indented and ended like it: a unit's key. */
export function insertBelow(project: Project, at: Span, line: string): readonly TextEdit[] | undefined {
  const { text, writer } = project.document(at.file);
  if (!writer) return undefined;
  const below = nextLine(text, at.end);
  const isOpenEnd = below === text.length && !/[\r\n]$/.test(text);
  const ending = lineEnding(text, at.end);
  const written = indentation(text, at.start) + line;
  return [{ at: span(at, below, below), text: isOpenEnd ? ending + written : written + ending }];
}

/** A variable for a unit that sets none yet, below its command; undefined where the supervisor's format has no such line. */
export function assignIn(
  project: Project,
  service: EffectiveService,
  { name, value }: NewVariable,
): readonly TextEdit[] | undefined {
  const [start] = service.starts;
  return start && takesVariables(service) ? insertBelow(project, start.at, `Environment=${name}=${value}`) : undefined;
}

/** Adds names to the statement that clears another variable; only shells have one. */
export function unsetBeside(
  project: Project,
  beside: Assignment,
  names: readonly string[],
): readonly TextEdit[] | undefined {
  return project.document(beside.at.file).writer?.unset?.(beside, names);
}

/** Writes a typed element (`<true/>`, a list in JSON) in place of a value. */
export function retype(project: Project, value: Value, element: string): readonly TextEdit[] | undefined {
  return project.document(value.at.file).writer?.retype?.(value, element);
}

/** Rewrites an assignment that its reader drops or mangles, in the form that was plainly meant. */
export function repairAssignment(project: Project, assignment: Assignment): readonly TextEdit[] | undefined {
  return project.document(assignment.at.file).writer?.repair?.(assignment);
}

/** Moves a trailing comment to a line of its own above. */
export function moveCommentAbove(project: Project, at: Span, comment: Span): readonly TextEdit[] | undefined {
  const document = project.document(at.file);
  const words = document.text.slice(comment.start, comment.end).trim();
  const above = document.writer?.insertAbove(at, words);
  return above && [...above, removal(document.text, comment)];
}

/** A default for a reference that has none and ends in a brace: `${localEnv:NAME:value}`. */
export function defaultFor(project: Project, { at, name }: Reference, value: string): readonly TextEdit[] | undefined {
  const { text } = project.document(at.file);
  const written = text.slice(at.start, at.end);
  if (written !== `\${localEnv:${name}}` || !/^[\w.,-]+$/.test(value)) return undefined;
  return [{ at: span(at, at.end - 1, at.end - 1), text: `:${value}` }];
}
