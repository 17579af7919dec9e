/** JUnit XML: a suite for each file, a failed test for each finding, a passed one for a clean file. */
import type { Diagnostic } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { plain, type Report } from '../model.ts';
import { ends } from '../position.ts';
import { element, escapeXml } from './xml.ts';

/** Errors and warnings are failures; what is only worth knowing passes and carries its text as output. */
export function junit(report: Report): string {
  const found = groupBy(report.diagnostics, (diagnostic) => report.path(diagnostic.at.file));
  const paths = new Set([...report.files.map((file) => file.path), ...found.keys()]);
  const suites = [...paths].map((path) => suite(report, path, found.get(path) ?? []));
  const totals = suites.reduce(
    (sum, { tests, failures }) => ({ tests: sum.tests + tests, failures: sum.failures + failures }),
    { tests: 0, failures: 0 },
  );
  const children = [...suites.map(({ markup }) => `\n  ${markup}`), '\n'];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'envlint', ...totals, errors: 0 }, children)}\n`;
}

function suite(report: Report, path: string, diagnostics: readonly Diagnostic[]) {
  const failures = diagnostics.filter(({ severity }) => severity !== 'info').length;
  const cases =
    diagnostics.length === 0
      ? [element('testcase', { name: path, classname: 'envlint', file: path })]
      : diagnostics.map((diagnostic) => testCase(report, path, diagnostic));
  const markup = element('testsuite', { name: path, tests: cases.length, failures, errors: 0 }, [
    ...cases.map((markup) => `\n    ${markup}`),
    '\n  ',
  ]);
  return { markup, tests: cases.length, failures };
}

function testCase(report: Report, path: string, { at, severity, message, label, why, rule }: Diagnostic): string {
  const { line, column } = ends(report.project.documents.get(at.file), at).start;
  const said = plain(report, message);
  const parts = [
    `${path}:${line}:${column}`,
    said,
    ...[label, why].flatMap((text) => (text ? [plain(report, text)] : [])),
  ];
  const body = escapeXml(parts.join('\n')).replaceAll('&#10;', '\n');
  const outcome =
    severity === 'info'
      ? element('system-out', {}, [body])
      : element('failure', { message: said, type: severity }, [body]);
  return element('testcase', { name: `${rule} (${line}:${column})`, classname: path, file: path, line }, [outcome]);
}
