/** `--format json` and `jsonl`: the shape scripts rely on. */
import type { Diagnostic, Fix, Span, TextEdit } from '../../core.ts';
import type { Masker } from '../../secrets/index.ts';
import { EXPLAIN, plain, type Report } from '../model.ts';
import { ends, type Position } from '../position.ts';
import { safeJson } from '../visible.ts';
import { fingerprints } from './fingerprint.ts';

/** A stretch of a file, as machines read it. */
export interface Location {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** A span as path and positions. */
export function placeOf(report: Pick<Report, 'project' | 'path'>, at: Span): Location {
  return { path: report.path(at.file), ...ends(report.project.documents.get(at.file), at) };
}

/** Any value as JSON for a reader, every text in it masked, ending in a line break. */
export function maskedJson(value: unknown, { mask }: Masker): string {
  const clean = (_: string, one: unknown): unknown => (typeof one === 'string' ? mask(one) : one);
  return `${safeJson(value, 2, clean)}\n`;
}

/** The whole report as one JSON value, ending in a line break. */
export function json(report: Report): string {
  const names = fingerprints(report.diagnostics, report.project);
  const diagnostics = report.diagnostics.map((diagnostic) =>
    diagnosticJson(report, diagnostic, names.get(diagnostic) ?? ''),
  );
  return `${safeJson({ version: 1, files: report.files, diagnostics, ...tail(report) }, 2)}\n`;
}

/** One diagnostic on each line, then one line with the version, the files and the summary. */
export function jsonl(report: Report): string {
  const names = fingerprints(report.diagnostics, report.project);
  const lines = report.diagnostics.map((diagnostic) =>
    safeJson(diagnosticJson(report, diagnostic, names.get(diagnostic) ?? '')),
  );
  lines.push(safeJson({ version: 1, files: report.files, ...tail(report) }));
  return `${lines.join('\n')}\n`;
}

function tail(report: Report) {
  const changes = (rows: readonly { readonly rule: string; readonly file: string }[]) =>
    rows.map(({ rule, file }) => ({ rule, path: report.path(file) }));
  return {
    fixed: filled(changes(report.applied)),
    rolledBack: filled(changes(report.rolledBack)),
    reload: filled(report.reload.map((text) => plain(report, text))),
    summary: report.summary,
  };
}

/** A list that is left out where it is empty. */
const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** One diagnostic in the shape scripts rely on. */
export function diagnosticJson(report: Report, diagnostic: Diagnostic, fingerprint: string) {
  const { rule, severity, message, label, why, related = [], fixes = [], at } = diagnostic;
  const { url = EXPLAIN + rule } = report.rule(rule);
  return {
    rule,
    severity,
    message: plain(report, message),
    label: label && plain(report, label),
    why: why && plain(report, why),
    ...placeOf(report, at),
    related: related.map((note) => ({ message: plain(report, note.message), ...placeOf(report, note.at) })),
    fixes: fixes.map((fix) => fixJson(report, fix)),
    fingerprint,
    url,
  };
}

function fixJson(report: Report, { title, safe, edits }: Fix) {
  return { title: plain(report, title), safe, edits: edits.map((edit) => editJson(report, edit)) };
}

/** An edit that would reveal a secret has no text, so that a mask cannot be applied by accident. */
function editJson(report: Report, { at, text }: TextEdit) {
  return { ...placeOf(report, at), ...(carriesSecret(report, at, text) ? { redacted: true } : { text }) };
}

/** Does the new text contain a secret, alone or together with what is around it? */
export function carriesSecret(report: Pick<Report, 'mask' | 'project'>, at: Span, text: string): boolean {
  if (text === '') return false;
  if (report.mask.reveals(text)) return true;
  const document = report.project.documents.get(at.file);
  if (!document) return false;
  return report.mask.excerpt(document, at).some((part) => part.masked);
}
