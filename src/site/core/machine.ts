/**
 * The machine of the playground: texts that change, and their findings. It runs in a worker, has no access to a page, and
 * returns only plain values whose texts are masked.
 */
import type { Diagnostic, LanguageName, Project, Severity, TextEdit } from '../../core.ts';
import { type OpenProject, openProject } from '../../index.ts';
import { detect, interesting } from '../../languages/detect.ts';
import { markdown } from '../../report/machine/markdown.ts';
import { type Lang, type Report, say } from '../../report/model.ts';
import { card } from '../../report/page/card.ts';
import type { MapData } from '../../report/page/map.ts';
import { mapData, mapNames } from '../../report/page/map-data.ts';
import { counts, filesChecked, word } from '../../report/words.ts';
import type { SharedFile } from '../state.ts';
import { CONFIG_NAME, readConfig } from './config.ts';
import { type Guess, guess } from './guess.ts';
import { type Hover, hostAt, hoverOf, valuePlace } from './hover.ts';
import { masked } from './masked.ts';
import { policyHover } from './policy-hover.ts';
import { reportOf } from './report.ts';
import { routesOf } from './routes.ts';

export interface Repair {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** A finding as the editor marks it and as the list shows it. */
export interface Mark {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly why: string;
  readonly repairs: readonly Repair[];
  /** HTML of its card, as the HTML report has it. */
  readonly card: string;
}

export interface Checked {
  /** `2 errors, 1 warning` */
  readonly headline: string;
  /** `4 files checked.` */
  readonly detail: string;
  readonly marks: readonly Mark[];
  /** Language and dialect of each file; files that envlint does not read are missing. */
  readonly kinds: Readonly<Record<string, readonly [language: LanguageName, dialect: string]>>;
  /** Findings that a safe fix, and that only an unsafe one repairs. */
  readonly fixable: number;
  readonly unsafeFixable: number;
  /** Why `envlint.yaml` is not followed. */
  readonly fault: string;
}

export interface Mapped {
  /** undefined: no file sets a proxy. */
  readonly data: MapData | undefined;
  readonly hosts: readonly string[];
  readonly environments: readonly string[];
}

export interface Fixed {
  readonly changed: readonly SharedFile[];
  /** Findings that were repaired. */
  readonly count: number;
}

export interface Machine {
  /** These files and no others. */
  set(files: readonly SharedFile[]): Promise<void>;
  put(file: SharedFile): Promise<void>;
  remove(path: string): Promise<void>;
  check(lang: Lang): Checked;
  /** How requests travel; `hosts`: some that no file names. */
  map(lang: Lang, hosts: readonly string[]): Mapped;
  fix(unsafe: boolean): Fixed;
  hover(path: string, offset: number, lang: Lang): Hover | undefined;
  /** The files and a text about them without their secrets. */
  masked(error: string): { readonly files: readonly SharedFile[]; readonly error: string; readonly count: number };
  /** The findings as Markdown. */
  comment(lang: Lang): string;
  /** Those of the paths that envlint would look into in a folder. */
  wanted(paths: readonly string[]): readonly string[];
  /** The paths of those files that it reads. */
  read(files: readonly SharedFile[]): readonly string[];
  /** What a pasted text is. */
  guess(text: string): Guess;
}

/** An empty machine. */
export function openMachine(): Machine {
  const texts = new Map<string, string>();
  let config = readConfig(undefined);
  let open: OpenProject = openProject({ home: '' });

  async function reopen(): Promise<void> {
    config = readConfig(texts.get(CONFIG_NAME));
    open = openProject({ home: '', network: config.network, severities: config.severities });
    for (const [path, text] of texts) if (path !== CONFIG_NAME) await open.put({ path, text });
  }

  const report = (lang: Lang): Report => reportOf(open, lang);
  return {
    async set(files) {
      texts.clear();
      for (const { path, text } of files) texts.set(path, text);
      await reopen();
    },
    async put({ path, text }) {
      texts.set(path, text);
      if (path === CONFIG_NAME) await reopen();
      else await open.put({ path, text });
    },
    async remove(path) {
      texts.delete(path);
      if (path === CONFIG_NAME) await reopen();
      else open.remove(path);
    },
    check: (lang) => ({ ...checked(report(lang)), fault: config.fault }),
    map(lang, hosts) {
      const whole = { ...report(lang), routes: routesOf(open.project, hosts) };
      return { data: mapData(whole), ...mapNames(whole) };
    },
    fix(unsafe) {
      const { changed, applied } = open.fix({ unsafe, level: 'info' });
      return { changed: [...changed].map(([path, text]) => ({ path, text })), count: applied.length };
    },
    hover(path, offset, lang) {
      const place = valuePlace(open.project, { path, offset });
      const known = hoverOf(report(lang), routesOf(open.project, []), place) ?? policyHover(report(lang), place);
      const host = known ? undefined : hostAt(open.project, place);
      return host === undefined ? known : hoverOf(report(lang), routesOf(open.project, [host]), place);
    },
    masked: (error) => masked(open.project, texts, error),
    comment: (lang) => markdown(shownOnly(report(lang))),
    wanted: (paths) => paths.filter((path) => path === CONFIG_NAME || interesting(path)),
    read: (files) =>
      files.flatMap(({ path, text }) => (path === CONFIG_NAME || detect(path, text) !== undefined ? [path] : [])),
    guess,
  };
}

/** A comment is for what has to be done. */
function shownOnly(report: Report): Report {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity !== 'info') };
}

function checked(report: Report): Omit<Checked, 'fault'> {
  const { lang, summary, diagnostics, project } = report;
  return {
    headline: counts(summary, lang) || word('nothing', lang),
    detail: filesChecked(summary, lang),
    marks: diagnostics.map((one, index) => markOf(report, one, `finding-${index + 1}`)),
    kinds: kindsOf(project),
    fixable: summary.fixable,
    unsafeFixable: summary.unsafeFixable,
  };
}

function kindsOf(project: Project): Checked['kinds'] {
  return Object.fromEntries(
    [...project.documents.values()].map(({ file, language, dialect }) => [file, [language, dialect]]),
  );
}

function markOf(report: Report, diagnostic: Diagnostic, id: string): Mark {
  const { at, severity, rule, message, why, fixes = [] } = diagnostic;
  return {
    path: at.file,
    start: at.start,
    end: at.end,
    severity,
    rule,
    message: say(report, message),
    why: why ? say(report, why) : '',
    repairs: fixes.map(({ title, safe, edits }) => ({
      title: say(report, title),
      safe,
      edits,
    })),
    card: card(report, diagnostic, id),
  };
}
