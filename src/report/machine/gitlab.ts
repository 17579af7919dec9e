/** GitLab code quality: a JSON array whose fingerprints tell old findings from new ones. */
import type { Severity } from '../../core.ts';
import { plain, type Report } from '../model.ts';
import { ends } from '../position.ts';
import { fingerprints } from './fingerprint.ts';

const LEVEL: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/** Ends in a line break; no finding is an empty array. */
export function gitlab(report: Report): string {
  const names = fingerprints(report.diagnostics, report.project);
  const issues = report.diagnostics.map((diagnostic) => {
    const { start, end } = ends(report.project.documents.get(diagnostic.at.file), diagnostic.at);
    return {
      description: plain(report, diagnostic.message),
      check_name: diagnostic.rule,
      fingerprint: names.get(diagnostic) ?? '',
      severity: LEVEL[diagnostic.severity],
      location: { path: report.path(diagnostic.at.file), lines: { begin: start.line, end: end.line } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
