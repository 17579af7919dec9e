/** GitLab code quality: a JSON array whose fingerprints tell old findings from new ones. */
import type { Diagnostic, Severity } from '../../core.ts';
import { plain, type Report } from '../model.ts';
import { ends } from '../position.ts';
import { safeJson } from '../visible.ts';
import { word } from '../words.ts';
import { fingerprints } from './fingerprint.ts';

const LEVEL: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab shows one line of text: what is wrong, then the repair. */
function describe(report: Report, { message, fixes: [fix] = [] }: Diagnostic): string {
  if (!fix) return plain(report, message);
  const repair = `${word(fix.safe ? 'fix' : 'unsafeFix', report.lang)}: ${plain(report, fix.title)}`;
  return report.lang === 'zh-CN' ? `${plain(report, message)}（${repair}）` : `${plain(report, message)} (${repair})`;
}

/** Ends in a line break; no finding is an empty array. */
export function gitlab(report: Report): string {
  const names = fingerprints(report.diagnostics, report.project);
  const issues = report.diagnostics.map((diagnostic) => {
    const { start, end } = ends(report.project.documents.get(diagnostic.at.file), diagnostic.at);
    return {
      description: describe(report, diagnostic),
      check_name: diagnostic.rule,
      fingerprint: names.get(diagnostic) ?? '',
      severity: LEVEL[diagnostic.severity],
      location: { path: report.path(diagnostic.at.file), lines: { begin: start.line, end: end.line } },
    };
  });
  return `${safeJson(issues, 2)}\n`;
}
