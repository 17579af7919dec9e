/** GitHub Actions: workflow commands that put findings on the right lines, and a table for the step summary. */
import type { Diagnostic, Severity } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { plain, type Report, say } from '../model.ts';
import { ends } from '../position.ts';
import { visible } from '../visible.ts';
import { checked, more, remainder, SEVERITY, word } from '../words.ts';
import { code, escapeMarkdown, ruleLink } from './markdown.ts';

/** GitHub shows this many annotations of each level for one step; what comes after is dropped without a word. */
const MOST_ANNOTATIONS = 10;
const MOST_ROWS = 200;

const COMMAND: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Commands sorted by severity, at most ten of each, a notice about the rest, and a line that counts. */
export function github(report: Report): string {
  const groups = groupBy(report.diagnostics, ({ severity }) => severity);
  const lines: string[] = [];
  let left = 0;
  for (const severity of ORDER) {
    const found = groups.get(severity) ?? [];
    // The notice about the rest is itself one of the ten.
    const cap =
      severity === 'info' && (left > 0 || found.length > MOST_ANNOTATIONS) ? MOST_ANNOTATIONS - 1 : MOST_ANNOTATIONS;
    lines.push(...found.slice(0, cap).map((diagnostic) => annotation(report, diagnostic)));
    left += Math.max(0, found.length - cap);
  }
  if (left > 0) lines.push(`::notice title=envlint::${data(more(left, report.lang))}`);
  lines.push(checked(report.summary, report.lang));
  return `${lines.join('\n')}\n`;
}

function annotation(report: Report, { at, severity, message, label, why, rule, fixes = [] }: Diagnostic): string {
  const { start, end } = ends(report.project.documents.get(at.file), at);
  const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const columns =
    start.line === last ? [`col=${start.column}`, `endColumn=${Math.max(start.column, end.column - 1)}`] : [];
  const properties = [
    `file=${property(report.path(at.file))}`,
    `line=${start.line}`,
    `endLine=${last}`,
    ...columns,
    `title=${property(`envlint: ${rule}`)}`,
  ];
  const repairs = fixes.map(
    (fix) => `${word(fix.safe ? 'fix' : 'unsafeFix', report.lang)}: ${plain(report, fix.title)}`,
  );
  const body = [...[message, label, why].flatMap((text) => (text ? [plain(report, text)] : [])), ...repairs].join('\n');
  return `::${COMMAND[severity]} ${properties.join(',')}::${data(body)}`;
}

/** Escapes as the runner decodes, after making visible what a log would obey: `%`, carriage return and line feed; in a property also `:` and `,`. */
function data(text: string): string {
  return text
    .replace(/[^\r\n]+/g, visible)
    .replace(/%/g, '%25')
    .replace(/\r/g, '%0D')
    .replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** Markdown for `$GITHUB_STEP_SUMMARY`: the count, and a table of the findings. */
export function githubSummary(report: Report): string {
  const { lang } = report;
  const title = `### envlint\n\n${[checked(report.summary, lang), ...remainder(report)].map(escapeMarkdown).join(' ')}\n`;
  if (report.diagnostics.length === 0) return title;
  const sorted = ORDER.flatMap((severity) =>
    report.diagnostics.filter((diagnostic) => diagnostic.severity === severity),
  );
  const rows = sorted.slice(0, MOST_ROWS).map((diagnostic) => {
    const { start } = ends(report.project.documents.get(diagnostic.at.file), diagnostic.at);
    const severity = SEVERITY[diagnostic.severity][lang === 'zh-CN' ? 'zh' : 'en'];
    const place = code(`${report.path(diagnostic.at.file)}:${start.line}`);
    return `| ${severity} | ${place} | ${escapeMarkdown(say(report, diagnostic.message))} | ${ruleLink(report, diagnostic.rule)} |`;
  });
  const head = `| ${word('severity', lang)} | ${word('where', lang)} | ${word('what', lang)} | ${word('rule', lang)} |`;
  const rest = sorted.length > MOST_ROWS ? `\n${more(sorted.length - MOST_ROWS, lang)}\n` : '';
  return `${title}\n${head}\n|---|---|---|---|\n${rows.join('\n')}\n${rest}`;
}
