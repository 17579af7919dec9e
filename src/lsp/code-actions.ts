/** What a client can have done about findings: their fixes, all safe ones of a file at once, or a comment that silences them. */
import type { CodeAction, Range } from 'vscode-languageserver-types';
import type { Diagnostic, Fix, Text, TextEdit } from '../core.ts';
import { fix as fixAll, refuteOne } from '../engine/fix.ts';
import { lint } from '../engine/lint.ts';
import { commentAbove, commentForFile, isHarmless, withEdits } from '../engine/silence.ts';
import { replaceDocuments } from '../project.ts';
import { memo } from '../text.ts';
import { shown } from './diagnostics.ts';
import { difference, inFiles, workspaceEdit } from './edits.ts';
import { positionsIn, rangeOf, say, type View } from './view.ts';

/** Repairs everything in a file that can be repaired safely. */
export const FIX_ALL = 'source.fixAll.envlint';
const QUICK_FIX = 'quickfix';

/** The actions for a range of a file. `only`: kinds the client asks for; without it everything but what it asks for by name. */
export function codeActions(view: View, file: string, range: Range, only?: readonly string[]): CodeAction[] {
  const document = view.project.documents.get(file);
  if (!document) return [];
  const wants = (kind: string): boolean =>
    only?.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`)) ?? true;
  const positions = positionsIn(view, document);
  const [start, end] = [positions.offset(range.start), positions.offset(range.end)];
  const touched = view.diagnostics.filter(({ at }) => at.file === file && at.start <= end && at.end >= start);
  return [
    ...(wants(QUICK_FIX) ? touched.flatMap((one) => [...quickFixes(view, one), ...silencing(view, one)]) : []),
    ...(wants(FIX_ALL) ? fixAllIn(view, file) : []),
  ];
}

function quickFixes(view: View, diagnostic: Diagnostic): CodeAction[] {
  const standing = (diagnostic.fixes ?? []).filter((one) => stands(view, diagnostic, one));
  const preferred = standing.find(({ safe }) => safe);
  return standing.map((one) => ({
    title: say(view, one.safe ? one.title : unsafe(one.title)),
    kind: QUICK_FIX,
    diagnostics: [shown(view, diagnostic)],
    ...(one === preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(view, one.edits),
  }));
}

const unsafe = ({ en, zh }: Text): Text => ({ en: `${en} (unsafe: check it)`, zh: `${zh}（不安全，请自行确认）` });

/** By view and fix: a client asks at each movement of the cursor. */
const proven = memo((_: View) => new Map<Fix, boolean>());

/** Does the fix pass its proof when it is applied alone? */
function stands(view: View, diagnostic: Diagnostic, one: Fix): boolean {
  const known = proven(view);
  const before = known.get(one);
  if (before !== undefined) return before;
  const answer = refuteOne(view.project, view.rules, { diagnostic, fix: one }, view.options, view.found) === undefined;
  known.set(one, answer);
  return answer;
}

/** All safe fixes that stay in this file, as one edit; nothing where there is nothing to repair. */
function fixAllIn(view: View, file: string): CodeAction[] {
  const own = view.diagnostics.filter(({ at, fixes }) => at.file === file && fixes?.some(({ safe }) => safe));
  if (own.length === 0) return [];
  const options = { ...view.options, unsafe: false, writable: (one: string) => one === file };
  const { project } = fixAll(view.project, view.rules, options, view.found);
  const before = view.project.document(file).text;
  const edits = difference(file, before, project.document(file).text);
  if (edits.length === 0) return [];
  const title = {
    en: 'Fix all safe findings of envlint in this file',
    zh: '修复此文件中 envlint 可安全修复的全部问题',
  };
  return [{ title: say(view, title), kind: FIX_ALL, edit: workspaceEdit(view, edits) }];
}

/** Stands for the reason where the user does not give one. */
const REASON: Text = { en: 'reason to be filled in', zh: '待补充理由' };
/** Found again in the text that is to be inserted. */
const PLACEHOLDER = 'envlint-reason';

function silencing(view: View, diagnostic: Diagnostic): CodeAction[] {
  if (diagnostic.rule === 'unused-suppression') return [];
  const edits = commentFor(view, diagnostic, PLACEHOLDER);
  if (!edits) return [];
  const { rule, at } = diagnostic;
  const title = { en: `Silence ${rule} here, with a reason`, zh: `在此忽略 ${rule}，并写明理由` };
  return [
    {
      title: say(view, title),
      kind: QUICK_FIX,
      diagnostics: [shown(view, diagnostic)],
      edit: inFiles(
        view,
        edits.map((edit) => ({ file: at.file, edit: withReason(view, edit) })),
      ),
    },
  ];
}

function withReason(view: View, { at, text }: TextEdit) {
  const range = rangeOf(view, at);
  const reason = say(view, REASON);
  if (!view.reader.takesSnippets) return { range, newText: text.replace(PLACEHOLDER, reason) };
  const value = text.replace(/[\\$}]/g, '\\$&').replace(PLACEHOLDER, `\${1:${reason}}`);
  return { range, snippet: { kind: 'snippet' as const, value } };
}

/** A comment that really silences the finding and changes nothing else: above its line, else for the file. */
function commentFor(view: View, diagnostic: Diagnostic, reason: string): readonly TextEdit[] | undefined {
  const document = view.project.document(diagnostic.at.file);
  const { parse } = view.options;
  const source = document.parsed ?? document;
  const above = commentAbove(source, [diagnostic], reason);
  const after = above && withEdits(source, above, parse);
  if (above && after && isHarmless(source, after) && silences(view, diagnostic, above)) return above;
  const whole = commentForFile(source, [diagnostic.rule], reason, parse);
  return whole && silences(view, diagnostic, whole) ? whole : undefined;
}

function silences(view: View, { rule, at }: Diagnostic, edits: readonly TextEdit[]): boolean {
  const document = view.project.document(at.file);
  const after = withEdits(document.parsed ?? document, edits, view.options.parse);
  const shift = edits.reduce((sum, edit) => (edit.at.start <= at.start ? sum + edit.text.length : sum), 0);
  const alone = { ...view.options, only: new Set([rule]) };
  const project = replaceDocuments(view.project, new Map([[at.file, after]]));
  const { diagnostics } = lint(project, view.rules, alone);
  return !diagnostics.some((one) => one.rule === rule && one.at.file === at.file && one.at.start === at.start + shift);
}
