/** SARIF 2.1.0 for code scanning (OASIS standard; section numbers below are its own). */
import type { Diagnostic, Fix, Severity, Span, Text } from '../../core.ts';
import { percentEncode } from '../../secrets/encodings.ts';
import { maskedSlice } from '../../secrets/index.ts';
import { inLang, plain, type Report } from '../model.ts';
import { ends, linesOf } from '../position.ts';
import { safeJson } from '../visible.ts';
import { fingerprints } from './fingerprint.ts';
import { carriesSecret } from './json.ts';

const LEVEL: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note' };

/** What GitHub sorts alerts by. */
const PROBLEM: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'recommendation' };

/** Longer lines are no help as a snippet. */
const SNIPPET_CHARACTERS = 500;

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** One run with one result for each diagnostic, suppressed ones included. */
export function sarif(report: Report): string {
  const suppressed = report.suppressed ?? [];
  const all = [...report.diagnostics, ...suppressed.map(({ diagnostic }) => diagnostic)];
  const names = fingerprints(all, report.project);
  const rules = [...new Set(all.map(({ rule }) => rule))].sort();
  const indexes = new Map(rules.map((rule, index) => [rule, index]));
  const make = (diagnostic: Diagnostic) =>
    result(report, diagnostic, indexes.get(diagnostic.rule) ?? -1, names.get(diagnostic) ?? '');
  const results = [
    ...report.diagnostics.map((diagnostic) => make(diagnostic)),
    ...suppressed.map(({ diagnostic, reason }) => ({
      ...make(diagnostic),
      suppressions: [{ kind: 'inSource', justification: reason === '' ? undefined : report.mask.mask(reason) }],
    })),
  ];
  const run = {
    tool: {
      driver: {
        name: 'envlint',
        semanticVersion: report.version,
        // Where no page is known, the package's own name (ECMA-427): an address is never invented.
        informationUri: report.homepage ?? `pkg:npm/envlint@${report.version}`,
        language: report.lang === 'zh-CN' ? 'zh-CN' : 'en-US',
        rules: rules.map((rule) => descriptor(report, rule)),
      },
    },
    invocations: [{ executionSuccessful: true, ...notifications(report) }],
    artifacts: report.files.map(({ path }) => ({ location: artifact(path) })),
    columnKind: 'utf16CodeUnits',
    results,
  };
  return `${safeJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 2)}\n`;
}

function notifications(report: Report) {
  if (report.notes.length === 0) return {};
  return {
    toolExecutionNotifications: report.notes.map((note) => ({ level: 'note', message: { text: plain(report, note) } })),
  };
}

function descriptor(report: Report, id: string) {
  const { summary, url, help, severity = 'warning' } = report.rule(id);
  const text = inLang(summary, report.lang);
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text },
    ...helpOf(report, help ?? summary),
    helpUri: url,
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { 'problem.severity': PROBLEM[severity], precision: 'high', tags: ['network', 'configuration'] },
  };
}

function helpOf(report: Report, help: Text) {
  const text = inLang(help, report.lang);
  return { help: { text, markdown: text } };
}

/** An artifact's address (3.4): relative ones against the repository, absolute ones as file URIs. */
function artifact(path: string) {
  const encoded = path
    .split('/')
    .map((part) => percentEncode(part))
    .join('/');
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}` };
  if (path.startsWith('/')) return { uri: `file://${encoded}` };
  return { uri: encoded, uriBaseId: '%SRCROOT%' };
}

function region(report: Report, at: Span) {
  const { start, end } = ends(report.project.documents.get(at.file), at);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function location(report: Report, at: Span, message?: Text) {
  return {
    physicalLocation: {
      artifactLocation: artifact(report.path(at.file)),
      region: region(report, at),
      ...context(report, at),
    },
    message: message && { text: plain(report, message) },
  };
}

/** The lines around a place (3.29.5): always more than the place itself, or nothing. */
function context(report: Report, at: Span) {
  const document = report.project.documents.get(at.file);
  if (!document) return {};
  const lines = linesOf(document);
  const [first, last] = [lines.at(at.start).line, lines.at(at.end).line];
  const from = Math.max(1, first - 1);
  const to = Math.min(lines.at(document.text.length).line, last + 1);
  const whole = { start: lines.range(from).start, end: lines.range(to).end };
  const isMore = whole.start < at.start || whole.end > at.end;
  if (!isMore || whole.end - whole.start > SNIPPET_CHARACTERS) return {};
  const text = maskedSlice(report.mask, document, { file: at.file, ...whole });
  return text === '' ? {} : { contextRegion: { startLine: from, endLine: to, snippet: { text } } };
}

function result(report: Report, diagnostic: Diagnostic, ruleIndex: number, fingerprint: string) {
  const { rule, severity, message, label, why, at, related = [], fixes = [] } = diagnostic;
  const text = [message, label, why].flatMap((part) => (part ? [plain(report, part)] : [])).join('\n');
  const repairs = fixes.flatMap((fix) => fixOf(report, fix));
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[severity],
    message: { text },
    locations: [location(report, at)],
    // The hash is the tool's own to choose; GitHub takes it as it is and adds none of its own.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'envlint/v1': fingerprint },
    relatedLocations:
      related.length > 0 ? related.map((note, id) => ({ id, ...location(report, note.at, note.message) })) : undefined,
    ...flow(report, diagnostic),
    fixes: repairs.length > 0 ? repairs : undefined,
  };
}

/** A finding that reaches over several files is a trace (3.36): its related places in order, then the finding itself. */
function flow(report: Report, { at, message, related = [] }: Diagnostic) {
  if (!related.some((note) => note.at.file !== at.file)) return {};
  const steps = [...related, { at, message }].map((note) => ({ location: location(report, note.at, note.message) }));
  return { codeFlows: [{ threadFlows: [{ locations: steps }] }] };
}

/** A fix is atomic (3.55): one edit that must be withheld for its secret withholds the whole. */
function fixOf(report: Report, { title, edits }: Fix) {
  if (edits.length === 0 || edits.some(({ at, text }) => carriesSecret(report, at, text))) return [];
  const files = new Map<string, object[]>();
  for (const { at, text } of edits) {
    const replacement = { deletedRegion: region(report, at), insertedContent: { text } };
    const known = files.get(at.file);
    if (known) known.push(replacement);
    else files.set(at.file, [replacement]);
  }
  const artifactChanges = [...files].map(([file, replacements]) => ({
    artifactLocation: artifact(report.path(file)),
    replacements,
  }));
  return [{ description: { text: plain(report, title) }, artifactChanges }];
}
