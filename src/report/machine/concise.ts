/** One line each, for editors and grep: `file:line:col: severity message [rule]`. */
import { type Report, say } from '../model.ts';
import { ends } from '../position.ts';
import { visible } from '../visible.ts';
import { checked, remainder } from '../words.ts';

/** The findings, then one line that counts, unless findings alone are wanted. Severities stay English in every language: programs read them. */
export function concise(report: Report): string {
  const lines = report.diagnostics.map(({ at, severity, message, rule }) => {
    const { start } = ends(report.project.documents.get(at.file), at);
    return `${linePath(report, at.file)}:${start.line}:${start.column}: ${severity} ${say(report, message)} [${rule}]`;
  });
  const gap = report.lang === 'zh-CN' ? '' : ' ';
  if (!report.quiet) lines.push([checked(report.summary, report.lang), ...remainder(report)].join(gap));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** A path that begins a line; `./` keeps a name like `::error::` from being read as a command by a CI log. */
function linePath(report: Report, file: string): string {
  const path = visible(report.path(file));
  return /^\s*::/.test(path) ? `./${path}` : path;
}
