/** Findings as an editor shows them. */
import type { Diagnostic as Shown } from 'vscode-languageserver-types';
import type { Diagnostic, Severity, Span, Text } from '../core.ts';
import { secretsOf } from '../secrets/index.ts';
import { groupBy, memo } from '../text.ts';
import { type Reader, rangeOf, say, type View } from './view.ts';

/** `DiagnosticSeverity` of the protocol. */
const SEVERITY = { error: 1, warning: 2, info: 3 } as const satisfies Readonly<Record<Severity, Shown['severity']>>;

/** The findings of one file, in its order. */
export type Shows = (view: View, file: string) => readonly Shown[];

/** What findings were shown from, and how. */
interface Kept {
  readonly own: readonly Diagnostic[];
  readonly mask: unknown;
  /** What of each file counts: its text, and its name for the client. */
  readonly files: readonly (string | undefined)[];
  readonly shown: readonly Shown[];
}

/**
 * Shows the findings of a file. The same list is answered as before while the findings, the texts that they point at, the secrets
 * and the reader are the same: after a change in one of a thousand files only those of few files are told anew.
 */
export function keepShown(): Shows {
  const known = new Map<string, Kept>();
  let reader: Reader | undefined;
  return (view, file) => {
    if (reader !== view.reader) known.clear();
    reader = view.reader;
    const own = byFile(view.diagnostics).get(file);
    if (!own) {
      known.delete(file);
      return NONE;
    }
    const before = known.get(file);
    const mask = secretsOf(view.project);
    const files = filesOf(view, own);
    const isKept =
      before?.mask === mask && sameList(before.files, files, Object.is) && sameList(before.own, own, saysTheSame);
    const shownNow = isKept ? before.shown : own.map((one) => shown(view, one));
    known.set(file, { own, mask, files, shown: shownNow });
    return shownNow;
  };
}

function filesOf(view: View, own: readonly Diagnostic[]): (string | undefined)[] {
  const files = new Set<string>();
  for (const { at, related = [] } of own) {
    files.add(at.file);
    for (const note of related) files.add(note.at.file);
  }
  return [...files].flatMap((file) => [view.project.documents.get(file)?.text, view.uri(file)]);
}

function sameList<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index] as T));
}

/** Findings of another look are other objects. */
function saysTheSame(a: Diagnostic, b: Diagnostic): boolean {
  return (
    a.rule === b.rule &&
    a.severity === b.severity &&
    sameSpan(a.at, b.at) &&
    sameText(a.message, b.message) &&
    sameText(a.label, b.label) &&
    sameList(a.related ?? [], b.related ?? [], (x, y) => sameSpan(x.at, y.at) && sameText(x.message, y.message))
  );
}

const sameSpan = (a: Span, b: Span): boolean => a.file === b.file && a.start === b.start && a.end === b.end;
const sameText = (a: Text | undefined, b: Text | undefined): boolean => a?.en === b?.en && a?.zh === b?.zh;

const NONE: readonly Shown[] = [];

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
