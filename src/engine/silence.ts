/** Comments that silence findings, written in a file's own syntax, where they change nothing else. */
import type { Diagnostic, Document, Fact, TextEdit } from '../core.ts';
import { applyEdits } from '../text.ts';
import type { FixOptions } from './fix-round.ts';

type Parse = FixOptions['parse'];

/** A comment above the line of these findings, all of one line; undefined where the file has no comments. */
export function commentAbove(
  document: Document,
  diagnostics: readonly Diagnostic[],
  reason: string,
): readonly TextEdit[] | undefined {
  const rules = [...new Set(diagnostics.map(({ rule }) => rule))].sort().join(', ');
  const comment = document.writer?.comment(`envlint-disable-next-line ${rules}: ${reason}`);
  const [first] = diagnostics;
  return comment && first ? document.writer?.insertAbove(first.at, comment) : undefined;
}

/** A comment for the whole file, above the first place that takes one. */
export function commentForFile(
  document: Document,
  rules: readonly string[],
  reason: string,
  parse: Parse,
): readonly TextEdit[] | undefined {
  const comment = document.writer?.comment(`envlint-disable-file ${[...rules].sort().join(', ')}: ${reason}`);
  if (!comment) return undefined;
  const places = [...document.comments, ...document.facts].map(({ at }) => at).sort((a, b) => a.start - b.start);
  for (const at of places.slice(0, 40)) {
    if (at.start === 0 && document.text.startsWith('#!')) continue;
    const edits = document.writer?.insertAbove(at, comment);
    if (edits && isHarmless(document, withEdits(document, edits, parse))) return edits;
  }
  return undefined;
}

/** The document with edits of its own text. */
export function withEdits(document: Document, edits: readonly TextEdit[], parse: Parse): Document {
  return parse({ file: document.file, text: applyEdits(document.text, edits) }, document.language, document.dialect);
}

/**
 * Inserting a comment must change nothing but the comments: it must not land inside a string, a heredoc or a continued line.
 */
export function isHarmless(before: Document, after: Document, added = 1): boolean {
  return (
    after.errors.length <= before.errors.length &&
    after.comments.length >= before.comments.length + added &&
    after.facts.length === before.facts.length &&
    after.facts.every((fact, index) => essence(fact) === essence(before.facts[index] as Fact))
  );
}

/** The content of a fact, without its place. */
function essence(fact: Fact): string {
  switch (fact.kind) {
    case 'env':
    case 'proxy-setting':
      return `${fact.kind} ${fact.name.text}=${fact.value.text}`;
    case 'setting':
      return `setting ${fact.path.join('.')}=${fact.value.text}`;
    case 'command':
      return `command ${fact.words.map(({ text }) => text).join(' ')}`;
    case 'include':
      return `include ${fact.path.text}`;
    case 'listener':
      return `listener ${fact.protocol} ${fact.port.text}`;
    case 'service':
      return `service ${fact.label.text} ${fact.commands.flatMap(({ words }) => words.map(({ text }) => text)).join(' ')}`;
    case 'clash':
      return `clash ${fact.form} ${fact.rules.map(({ text }) => text).join('\n')}`;
  }
}
