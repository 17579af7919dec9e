/** Edits of a machine's files as a client applies them: all of one fix in one piece, for the versions they were made of. */
import type { AnnotatedTextEdit, TextEdit as Shown, SnippetTextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { TextEdit } from '../core.ts';
import { groupBy } from '../text.ts';
import { rangeOf, type View } from './view.ts';

type OneEdit = Shown | AnnotatedTextEdit | SnippetTextEdit;

/** One edit over all files that the edits are for. A client without versioned edits is given plain ones. */
export function workspaceEdit(view: View, edits: readonly TextEdit[]): WorkspaceEdit {
  return inFiles(
    view,
    edits.map(({ at, text }) => ({ file: at.file, edit: { range: rangeOf(view, at), newText: text } })),
  );
}

/** The same for edits that are already in the client's terms. */
export function inFiles(
  view: View,
  edits: readonly { readonly file: string; readonly edit: OneEdit }[],
): WorkspaceEdit {
  const byFile = [...groupBy(edits, ({ file }) => file)].map(
    ([file, own]) => [file, own.map(({ edit }) => edit)] as const,
  );
  if (!view.reader.takesVersionedEdits) {
    return {
      changes: Object.fromEntries(
        byFile.map(([file, own]) => [view.uri(file), own.filter((edit): edit is Shown => 'newText' in edit)]),
      ),
    };
  }
  return {
    documentChanges: byFile.map(([file, own]) => ({
      textDocument: { uri: view.uri(file), version: view.version(file) },
      edits: own,
    })),
  };
}

/** What turns one text into another, line by line where few lines differ: marks and folds in between stay. */
export function difference(file: string, before: string, after: string): TextEdit[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const changes = between(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  let offset = old.slice(0, start).join('').length;
  return changes.flatMap(({ removed, added }) => {
    const at = { file, start: offset, end: offset + removed.length };
    offset = at.end;
    return removed === added ? [] : [{ at, text: added }];
  });
}

interface Change {
  readonly removed: string;
  readonly added: string;
}

/** The table of common lines grows with the product of both numbers; what is larger is replaced as one piece. */
const MOST_CELLS = 250_000;

/** Runs of equal and of differing lines, in order; equal ones are the same on both sides. */
function between(old: readonly string[], fresh: readonly string[]): Change[] {
  if (old.length * fresh.length > MOST_CELLS) return [{ removed: old.join(''), added: fresh.join('') }];
  const common = commonLines(old, fresh);
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && old[i] === fresh[j]) {
      changes.push({ removed: old[i]!, added: old[i]! });
      i++;
      j++;
      continue;
    }
    const [fromOld, fromFresh] = [i, j];
    while ((i < old.length || j < fresh.length) && !(i < old.length && old[i] === fresh[j])) {
      if (j >= fresh.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) i++;
      else j++;
    }
    changes.push({ removed: old.slice(fromOld, i).join(''), added: fresh.slice(fromFresh, j).join('') });
  }
  return changes;
}

/** How many lines the rests of both lists have in common, in order. */
function commonLines(old: readonly string[], fresh: readonly string[]): readonly number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--)
      table[i]![j] = old[i] === fresh[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}

/** Lines with their endings. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/));
