/** One self-contained page: findings by file with their code, a map of the routes, nothing loaded from anywhere. */
import type { Diagnostic, Severity } from '../../core.ts';
import { base64 } from '../../secrets/encodings.ts';
import { groupBy } from '../../text.ts';
import { fingerprints } from '../machine/fingerprint.ts';
import { sha256Bytes } from '../machine/sha256.ts';
import { type Report, say, shown } from '../model.ts';
import { checked, counts, filesChecked, remainder, SEVERITY, word } from '../words.ts';
import { card } from './card.ts';
import { about, foot } from './foot.ts';
import { mapSection } from './map-section.ts';
import { t, tag, withOptions } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** The page, valid HTML. Only the page's own style and script run: the policy names them by their hash. */
export function html(report: Report): string {
  const { lang } = report;
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const title = `envlint: ${headline(report)}`;
  const parts = [filters(report), mapSection(report), done(report), fileList(report), findings(report), about(report)];
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${t(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${t(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#findings">${t(word('skip', lang))}</a>
${top(report)}
<main>
${parts.filter((part) => part !== '').join('\n')}
</main>
${foot(report)}
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const hash = (text: string): string => `sha256-${base64(sha256Bytes(text))}`;

function headline(report: Report): string {
  return counts(report.summary, report.lang) || word('nothing', report.lang);
}

function top(report: Report): string {
  const { lang, summary } = report;
  const more = [summary.fixed > 0 ? checked(summary, lang) : filesChecked(summary, lang), ...remainder(report)].join(
    lang === 'zh-CN' ? '' : ' ',
  );
  const theme = tag('button', {
    class: 'theme',
    type: 'button',
    title: word('theme', lang),
    'aria-label': word('theme', lang),
  });
  return tag(
    'header',
    { class: 'top' },
    tag(
      'div',
      {},
      tag('p', { class: 'brand' }, `<b>envlint</b> · ${t(word('title', lang))}`),
      tag('h1', {}, t(headline(report))),
      tag('p', { class: 'more' }, withOptions(more)),
    ),
    theme,
  );
}

/** Severity, rule and words to choose by; how many that leaves is said as it changes. */
function filters(report: Report): string {
  const { lang, diagnostics, summary } = report;
  if (diagnostics.length < 2) return '';
  const chips = ORDER.filter((severity) => summary[severity] > 0).map((severity) =>
    tag(
      'button',
      { class: `chip ${severity}`, type: 'button', value: severity, 'aria-pressed': 'false' },
      `<i></i>${t(say(report, SEVERITY[severity]))} <b>${summary[severity]}</b>`,
    ),
  );
  const options = [...groupBy(diagnostics, ({ rule }) => rule)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, found]) => tag('option', { value: rule }, t(`${rule} (${found.length})`)));
  const all = tag('option', { value: '' }, t(word('allRules', lang)));
  const label = word('search', lang);
  const matching = word('matching', lang).replace('{all}', String(diagnostics.length));
  return tag(
    'div',
    { class: 'bar', role: 'search', 'aria-label': word('filter', lang) },
    ...chips,
    `<input type="search" class="words" placeholder="${t(label)}" aria-label="${t(label)}">`,
    tag('select', { class: 'rule', 'aria-label': word('rule', lang) }, all, ...options),
    tag('span', { class: 'count', role: 'status', 'data-text': matching }),
  );
}

/** What `--fix` did. */
function done(report: Report): string {
  const { lang } = report;
  const row = (head: 'fixed' | 'takenBack', file: string, rule: string, text: string) =>
    tag(
      'li',
      {},
      tag('span', { class: 'fix' }, t(word(head, lang))),
      tag('span', {}, `<code>${t(shown(report, file))}</code> ${t(text)}`),
      tag('code', { class: 'id' }, t(rule)),
    );
  const rows = [
    ...report.applied.map(({ file, rule, title }) => row('fixed', file, rule, say(report, title))),
    ...report.rolledBack.map(({ file, rule, why }) => row('takenBack', file, rule, say(report, why))),
  ];
  if (rows.length === 0) return '';
  const reload = report.reload.map((text) => say(report, text)).join('\n');
  return tag(
    'section',
    { class: 'card' },
    tag('h2', {}, t(word('repaired', lang))),
    tag('ul', { class: 'items done' }, ...rows),
    reload === ''
      ? ''
      : `${tag('p', {}, t(word('toMakeItCount', lang)))}${tag('pre', { class: 'reload' }, tag('code', {}, t(reload)))}`,
  );
}

/** More files are folded in. */
const MOST_FILES = 12;

/** Where the files with findings are on the page; a single one needs no list. */
function fileList(report: Report): string {
  const files = [...groupBy(report.diagnostics, ({ at }) => at.file)];
  if (files.length < 2) return '';
  const label = word('filesWith', report.lang);
  const rows = files.map(([file, found], index) => {
    const link = tag('a', { href: `#file-${index + 1}` }, tag('code', {}, t(shown(report, file))));
    return tag('li', {}, link, tag('small', {}, t(countsOf(report, found))));
  });
  const open = files.length <= MOST_FILES ? 'open' : undefined;
  const fold = tag('details', { open }, tag('summary', {}, t(`${label} (${files.length})`)), tag('ul', {}, ...rows));
  return tag('nav', { class: 'card files', 'aria-label': label }, fold);
}

function countsOf({ lang }: Report, found: readonly Diagnostic[]): string {
  const summary = { error: 0, warning: 0, info: 0 };
  for (const { severity } of found) summary[severity]++;
  return counts(summary, lang);
}

function findings(report: Report): string {
  const { lang } = report;
  if (report.diagnostics.length === 0) {
    const words = tag('b', {}, t(word('nothing', lang)));
    return tag('section', { class: 'card clear', id: 'findings' }, words, t(word('allClear', lang)));
  }
  const names = fingerprints(report.diagnostics, report.project);
  const files = [...groupBy(report.diagnostics, ({ at }) => at.file)].map(([file, found], index) =>
    tag(
      'section',
      { class: 'file', 'aria-labelledby': `file-${index + 1}` },
      tag(
        'h2',
        { id: `file-${index + 1}` },
        `<code>${t(shown(report, file))}</code>${tag('small', {}, t(countsOf(report, found)))}`,
      ),
      ...found.map((diagnostic) => card(report, diagnostic, `f-${(names.get(diagnostic) ?? '').slice(0, 12)}`)),
    ),
  );
  const empty = tag('p', { class: 'more empty', hidden: 'hidden' }, t(word('noMatch', lang)));
  return tag('div', { id: 'findings', tabindex: -1 }, ...files, empty);
}
