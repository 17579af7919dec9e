/** Checkstyle XML, which many CI systems read. */
import { groupBy } from '../../text.ts';
import { plain, type Report } from '../model.ts';
import { ends } from '../position.ts';
import { element } from './xml.ts';

/** One `file` element for every file that was checked, findings or not. */
export function checkstyle(report: Report): string {
  const found = groupBy(report.diagnostics, (diagnostic) => report.path(diagnostic.at.file));
  const paths = new Set([...report.files.map((file) => file.path), ...found.keys()]);
  const files = [...paths].map((path) => {
    const errors = (found.get(path) ?? []).map(({ at, severity, message, rule }) => {
      const { line, column } = ends(report.project.documents.get(at.file), at).start;
      return `\n    ${element('error', { line, column, severity, message: plain(report, message), source: `envlint.${rule}` })}`;
    });
    return `\n  ${element('file', { name: path }, errors.length > 0 ? [...errors, '\n  '] : [])}`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('checkstyle', { version: '4.3' }, [...files, '\n'])}\n`;
}
