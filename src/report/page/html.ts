/** One self-contained page: findings by file with their code, a drawing of the routes, nothing loaded from anywhere. */
import type { Diagnostic, Note, Severity } from '../../core.ts';
import { base64 } from '../../secrets/encodings.ts';
import { groupBy } from '../../text.ts';
import { type Cell, type FrameLine, frameOf, type Mark } from '../frame.ts';
import { sha256Bytes } from '../machine/sha256.ts';
import { element, escapeXml } from '../machine/xml.ts';
import { type Report, say, shown } from '../model.ts';
import { ends } from '../position.ts';
import { visible } from '../visible.ts';
import { checked, counts, filesChecked, lineName, remainder, SEVERITY, word } from '../words.ts';
import { drawing } from './drawing.ts';
import { SCRIPT, STYLE } from './html-parts.ts';

const CODE_COLUMNS = 112;
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** The page, valid HTML. Only the page's own style and script run: the policy names them by their hash. */
export function html(report: Report): string {
  const { lang } = report;
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const title = `envlint: ${headline(report)}`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeXml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${[top(report), filters(report), routes(report), done(report), findings(report), foot(report)].filter((part) => part !== '').join('\n')}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const hash = (text: string): string => `sha256-${base64(sha256Bytes(text))}`;

function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: string[]
): string {
  return element(name, attributes, children.length === 0 ? [''] : children);
}

const t = escapeXml;

/** A sentence, with what stands between backticks set as code. */
const prose = (text: string): string => t(text).replace(/`([^`<>]+)`/g, '<code>$1</code>');

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
      tag('p', { class: 'more' }, t(more)),
    ),
    theme,
  );
}

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
  const rules = groupBy(diagnostics, ({ rule }) => rule);
  const options = [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, found]) => tag('option', { value: rule }, t(`${rule} (${found.length})`)));
  const all = tag('option', { value: '' }, t(word('allRules', lang)));
  const select = tag('select', { 'aria-label': word('rule', lang) }, all, ...options);
  return tag(
    'div',
    { class: 'bar', role: 'group', 'aria-label': word('filter', lang) },
    ...chips,
    '<span></span>',
    select,
  );
}

function routes(report: Report): string {
  const picture = drawing(report);
  if (picture === '') return '';
  const { lang } = report;
  return tag(
    'section',
    { class: 'card' },
    tag('h2', {}, t(word('routes', lang))),
    tag('p', {}, t(word('routesHint', lang))),
    tag('div', { class: 'scroll' }, picture),
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

function findings(report: Report): string {
  const { lang } = report;
  if (report.diagnostics.length === 0) {
    return tag('section', { class: 'card clear' }, tag('b', {}, t(word('nothing', lang))), t(word('allClear', lang)));
  }
  const files = [...groupBy(report.diagnostics, (diagnostic) => diagnostic.at.file)].map(([file, found]) => {
    const summary = { error: 0, warning: 0, info: 0 };
    for (const { severity } of found) summary[severity]++;
    const small = tag('small', {}, t(counts(summary, lang)));
    return tag(
      'section',
      { class: 'file' },
      tag('h2', {}, `<code>${t(shown(report, file))}</code>${small}`),
      ...found.map((diagnostic) => card(report, diagnostic)),
    );
  });
  const empty = tag('p', { class: 'more empty', hidden: 'hidden' }, t(word('noMatch', lang)));
  return [...files, empty].join('\n');
}

function card(report: Report, diagnostic: Diagnostic): string {
  const { severity, rule, message, why } = diagnostic;
  const { url } = report.rule(rule);
  const name = url && /^https?:/.test(url) ? tag('a', { href: url, rel: 'noreferrer' }, t(rule)) : t(rule);
  const { lines, elsewhere } = frameOf(report, diagnostic, CODE_COLUMNS);
  return tag(
    'article',
    { class: severity, 'data-severity': severity, 'data-rule': rule },
    tag(
      'header',
      {},
      tag('span', { class: 'tag' }, t(say(report, SEVERITY[severity]))),
      tag('h3', {}, prose(say(report, message))),
      tag('code', { class: 'id' }, name),
    ),
    lines.length > 0 ? tag('div', { class: 'frame' }, ...lines.map(frameLine)) : '',
    why ? tag('p', { class: 'why' }, prose(say(report, why))) : '',
    itemList(report, diagnostic, elsewhere),
  );
}

/** The other places of a finding, then its fixes. */
function itemList(report: Report, { at, fixes = [] }: Diagnostic, elsewhere: readonly Note[]): string {
  const places = elsewhere.map((note) => {
    const { line } = ends(report.project.documents.get(note.at.file), note.at).start;
    const name = note.at.file === at.file ? lineName(line, report.lang) : `${shown(report, note.at.file)}:${line}`;
    return tag('li', {}, tag('code', { class: 'place' }, t(name)), tag('span', {}, prose(say(report, note.message))));
  });
  const repairs = fixes.map((fix) => {
    const head = tag('span', { class: 'fix' }, t(word(fix.safe ? 'fix' : 'unsafeFix', report.lang)));
    return tag('li', {}, head, tag('span', {}, prose(say(report, fix.title))));
  });
  const items = [...places, ...repairs];
  return items.length > 0 ? tag('ul', { class: 'items' }, ...items) : '';
}

function frameLine(line: FrameLine | undefined): string {
  if (!line) return tag('div', {}, tag('span', { class: 'no' }, '⋮'));
  const rail = line.rail ? 'rail' : undefined;
  const code = tag('span', { class: rail }, marked(line.cells, line.marks));
  const rows = [tag('div', {}, tag('span', { class: 'no' }, String(line.line)), code)];
  for (const mark of line.marks) {
    if (mark.label === '') continue;
    // An unseen copy of what stands before puts the label under its mark in any font.
    const ghost = tag('span', { class: 'ghost', 'aria-hidden': 'true' }, cellsText(upTo(line.cells, mark.from)));
    const label = tag('span', { class: mark.primary ? 'label' : 'label related' }, t(mark.label));
    rows.push(tag('div', {}, tag('span', { class: 'no' }), tag('span', { class: rail }, ghost, label)));
  }
  return rows.join('');
}

function upTo(cells: readonly Cell[], column: number): Cell[] {
  let at = 0;
  return cells.filter((cell) => {
    const isBefore = at < column;
    at += cell.width;
    return isBefore;
  });
}

/** The line's cells with `mark` elements around the marked ones; where two marks overlap, the first wins. */
function marked(cells: readonly Cell[], marks: readonly Mark[]): string {
  const runs: { mark: Mark | undefined; cells: Cell[] }[] = [];
  let column = 0;
  for (const cell of cells) {
    const here = marks.find((mark) => mark.from <= column && column < mark.to);
    const last = runs.at(-1);
    if (last && last.mark === here) last.cells.push(cell);
    else runs.push({ mark: here, cells: [cell] });
    column += cell.width;
  }
  const text = runs.map((run) => {
    const inner = cellsText(run.cells);
    return run.mark ? tag('mark', { class: run.mark.primary ? undefined : 'related' }, inner) : inner;
  });
  return text.join('');
}

function cellsText(cells: readonly Cell[]): string {
  return cells
    .map((cell) => (cell.masked && cell.text !== '' ? tag('span', { class: 'mask' }, t(cell.text)) : t(cell.text)))
    .join('');
}

/** What was checked, and what there is to say about the run. */
function foot(report: Report): string {
  const { lang } = report;
  const files = report.files.map(({ path, language }) =>
    tag('li', {}, `<code>${t(visible(path))}</code> ${t(language)}`),
  );
  const notes = report.notes.map((note) => tag('p', { class: 'more' }, t(say(report, note))));
  const list = tag(
    'details',
    {},
    tag('summary', {}, t(`${word('files', lang)} (${files.length})`)),
    tag('ul', {}, ...files),
  );
  return [...notes, list, tag('p', { class: 'brand' }, t(`envlint ${report.version}`))].join('\n');
}
