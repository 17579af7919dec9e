/** The input of every report format: one plain value, built by the command line. */

import type { Diagnostic, Project, Route, Severity, Text } from '../core.ts';
import type { Applied } from '../engine/fix.ts';
import type { RolledBack } from '../engine/fix-round.ts';
import type { Suppressed } from '../engine/suppressions.ts';
import type { Masker } from '../secrets/index.ts';
import type { Paint } from './terminal/paint.ts';
import { visible } from './visible.ts';

export type Lang = 'en' | 'zh-CN';

export interface Summary {
  readonly files: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** Diagnostics that `--fix` would repair. */
  readonly fixable: number;
  /** Diagnostics that only `--unsafe-fixes` would repair. */
  readonly unsafeFixable: number;
  readonly fixed: number;
  /** Diagnostics below `--level`: counted, not shown. */
  readonly hidden: number;
  readonly suppressed: number;
  /** Diagnostics that the baseline already knew. */
  readonly baselined: number;
}

export interface ReportedRule {
  readonly summary: Text;
  readonly url?: string | undefined;
  /** Markdown, for formats that carry the documentation with them. */
  readonly help?: Text | undefined;
  readonly severity?: Severity | undefined;
}

export interface Report {
  /** The project as it is after fixing: the texts all spans of `diagnostics` point into. */
  readonly project: Project;
  /** Sorted, severities final, nothing below the level. */
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed?: readonly Suppressed[] | undefined;
  /** Paths as the JSON contract wants them: relative to the current folder, forward slashes. */
  readonly files: readonly { readonly path: string; readonly language: string }[];
  readonly summary: Summary;
  /** After `--fix`: what was repaired, and what was taken back. */
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
  /** Findings alone are wanted: no line that counts, no advice. */
  readonly quiet?: boolean | undefined;
  /** `envlint undo` can take the fixes back. */
  readonly undoable?: boolean | undefined;
  /** False: not every fix was tried, so the number of fixable findings is an upper limit. */
  readonly isTried?: boolean | undefined;
  /** What must be done for the fixes to take effect, one line each. */
  readonly reload: readonly Text[];
  /** Remarks about the run: skipped files, limits reached. */
  readonly notes: readonly Text[];
  /** Each fix is shown as a diff below its finding. */
  readonly showFixes?: boolean | undefined;
  /** Where a report comes from, so that it can be passed on. */
  readonly origin?: Origin | undefined;
  /** How requests travel, for the map of the HTML page. */
  readonly routes?: readonly Route[] | undefined;
  readonly lang: Lang;
  readonly paint: Paint;
  /** Columns of the terminal. */
  readonly width: number;
  /** The terminal shows hyperlinks. */
  readonly links: boolean;
  /** False where the output cannot show more than ASCII frames. */
  readonly unicode?: boolean | undefined;
  readonly version: string;
  /** Where envlint itself is on the web, if that is known. */
  readonly homepage?: string | undefined;
  /** A file as the user would type it: `~/.zshrc`. */
  display(file: string): string;
  /** A file as machine formats name it: relative to the current folder, forward slashes. */
  path(file: string): string;
  rule(id: string): ReportedRule;
  readonly mask: Masker;
}

export interface Origin {
  /** As the clock on the wall showed it: `2026-11-30 09:05 +08:00`. */
  readonly date: string;
  /** As the user would type it. */
  readonly folder: string;
  /** The commit that is checked out, in a git repository. */
  readonly revision?: string | undefined;
  /** The command line, its secrets masked. */
  readonly command: string;
}

/** What a rule's documentation is called where no web page contains it: `envlint explain` takes it. */
export const EXPLAIN = 'envlint:explain/';

/** Counts for the summary; what the caller alone knows is added to it. */
export function countOf(diagnostics: readonly Diagnostic[], more: Pick<Summary, 'files'> & Partial<Summary>): Summary {
  const count = { error: 0, warning: 0, info: 0, fixable: 0, unsafeFixable: 0 };
  for (const diagnostic of diagnostics) {
    count[diagnostic.severity]++;
    const fixes = diagnostic.fixes ?? [];
    if (fixes.some((fix) => fix.safe)) count.fixable++;
    else if (fixes.length > 0) count.unsafeFixable++;
  }
  return { fixed: 0, hidden: 0, suppressed: 0, baselined: 0, ...count, ...more };
}

/** One language of a text. */
export function inLang(text: Text, lang: Lang): string {
  return lang === 'zh-CN' ? text.zh : text.en;
}

/** Messages can quote a name or value of any length; they are cut after so many characters. */
const LONGEST_CHARACTERS = 2000;

/** A text in the report's language, of bounded length and with its secrets masked, for formats that escape it themselves. */
export function plain(report: Pick<Report, 'lang' | 'mask'>, text: Text): string {
  const masked = report.mask.mask(inLang(text, report.lang));
  return masked.length > LONGEST_CHARACTERS
    ? `${masked.slice(0, LONGEST_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}…`
    : masked;
}

/** A text for people: masked, on one line, nothing in it that a terminal would obey. */
export function say(report: Pick<Report, 'lang' | 'mask'>, text: Text): string {
  return visible(
    plain(report, text)
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .join(' ')
      .trim(),
  );
}

/** A path for people. */
export function shown(report: Pick<Report, 'display'>, file: string): string {
  return visible(report.display(file));
}
