/** Findings as an editor shows them. */
import type { Diagnostic as Shown } from 'vscode-languageserver-types';
import type { Diagnostic, Severity } from '../core.ts';
import { groupBy, memo } from '../text.ts';
import { rangeOf, say, type View } from './view.ts';

/** `DiagnosticSeverity` of the protocol. */
const SEVERITY = { error: 1, warning: 2, info: 3 } as const satisfies Readonly<Record<Severity, Shown['severity']>>;

/** The findings of one file, in its order. */
export function diagnosticsOf(view: View, file: string): Shown[] {
  return (byFile(view.diagnostics).get(file) ?? []).map((one) => shown(view, one));
}

/** Asked for each open file in turn: a thousand of them must not look through all findings a thousand times. */
const byFile = memo(
  (all: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> =>
    new Map(groupBy(all, ({ at }) => at.file)),
);

/** One finding: the consequence as its message, the cause and other places beside it. Everything is masked. */
export function shown(view: View, diagnostic: Diagnostic): Shown {
  const { at, rule, severity, message, label, related = [] } = diagnostic;
  const range = rangeOf(view, at);
  const page = view.page(rule);
  const cause = label ? [{ at, message: label }] : [];
  const about = {
    range,
    severity: SEVERITY[severity],
    code: rule,
    source: 'envlint',
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
  };
  if (!view.reader.takesRelated)
    return { ...about, message: [message, ...cause.map((one) => one.message)].map((one) => say(view, one)).join('\n') };
  const notes = [...cause, ...related].map((note) => ({
    location: { uri: view.uri(note.at.file), range: rangeOf(view, note.at) },
    message: say(view, note.message),
  }));
  return { ...about, message: say(view, message), ...(notes.length > 0 ? { relatedInformation: notes } : {}) };
}
