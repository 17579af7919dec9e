/**
 * Functions of fish that end with the status their caller had: `set` leaves `$status` alone, the `if` around an added `set` does
 * not (measured, fish 3.6 and 4.0).
 */
import type { Assignment, Document, Project } from '../../core.ts';
import { documentsIn } from '../../project.ts';
import { literalPattern, slice } from '../../text.ts';
import { scopesOf } from '../environments/run.ts';

/** Would a new condition beside this line change a status that a caller of its function reads: `false; pon; echo $status`? */
export function isStatusRead(project: Project, { scope, at }: Assignment): boolean {
  const document = project.document(at.file);
  if (document.dialect !== 'fish' || scope.kind !== 'function' || !isSetOnly(document, scope)) return false;
  const fishes = documentsIn(project, 'shell').filter(({ dialect }) => dialect === 'fish');
  const names = new Set([scope.name]);
  // The set grows while it is read: a function that ends with a call has the status of the call.
  for (const name of names) {
    if (fishes.some((fish) => asksFor(name).test(fish.text))) return true;
    for (const fish of fishes)
      for (const other of scopesOf(fish).keys())
        if (other.kind === 'function' && endsWith(name).test(slice(fish, other.at).slice(-200))) names.add(other.name);
  }
  return false;
}

const isSetOnly = (document: Document, scope: Assignment['scope']): boolean =>
  (scopesOf(document).get(scope) ?? []).every(({ kind }) => kind === 'env');

/** A call whose status the next command or the condition around it reads. */
function asksFor(name: string): RegExp {
  const call = `${literalPattern(name)}(?![\\w.-])`;
  const next = String.raw`[ \t]*(?:&&|\|\||[;\n][;\s]{0,40}(?:(?:and|or)\b|(?![#;])[^\n]{0,80}\$(?:pipe)?status\b))`;
  const begins = String.raw`(?:^|[\n;|&(]|\b(?:and|or|begin|else)[ \t])[ \t]{0,40}`;
  return new RegExp(
    String.raw`\b(?:if|while|not)[ \t]+${call}|${begins}!?[ \t]?${call}(?:[ \t][^\n;|&]{0,80})?${next}`,
  );
}

/** The end of a function whose last command is a call. */
const endsWith = (name: string): RegExp =>
  new RegExp(String.raw`(?<![\w.-])${literalPattern(name)}[ \t]*[;\n][;\s]{0,40}end\s*$`);
