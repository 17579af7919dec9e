/** The report that the formats are given, for files that are nowhere but in the page. */
import type { OpenProject } from '../../index.ts';
import { rules } from '../../index.ts';
import { countOf, type Lang, type Report } from '../../report/model.ts';
import { unpainted } from '../../report/terminal/paint.ts';
import { secretsOf } from '../../secrets/index.ts';
import { VERSION } from '../../version.ts';

/** All findings, notes included. Paths are shown as they are. */
export function reportOf(open: OpenProject, lang: Lang): Report {
  const { project } = open;
  const { diagnostics, suppressed } = open.lint();
  const files = [...project.documents.values()].map(({ file, language }) => ({ path: file, language }));
  const graver = diagnostics.filter(({ severity }) => severity !== 'info');
  return {
    project,
    diagnostics,
    suppressed,
    files,
    summary: countOf(graver, { files: files.length, hidden: diagnostics.length - graver.length }),
    applied: [],
    rolledBack: [],
    isTried: false,
    reload: [],
    notes: [],
    lang,
    paint: unpainted,
    width: 100,
    links: false,
    version: VERSION,
    display: (file) => file,
    path: (file) => file,
    rule: (id) => ({ summary: SUMMARIES.get(id) ?? { en: id, zh: id } }),
    mask: secretsOf(project),
  };
}

const SUMMARIES = new Map(rules.map(({ id, summary }) => [id, summary]));
