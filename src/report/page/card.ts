/** One finding on the page, with its code and what a fix would change. */
import type { Diagnostic, Fix, Note } from '../../core.ts';
import { changesOf } from '../change.ts';
import { type Cell, type FrameLine, frameOf, type Mark } from '../frame.ts';
import { type Report, say, shown } from '../model.ts';
import { ends } from '../position.ts';
import { lineName, SEVERITY, word } from '../words.ts';
import { prose, scrolling, t, tag } from './markup.ts';

const CODE_COLUMNS = 112;

/** A finding: headline, code, reason, other places, repairs. `id`: its anchor in the page. */
export function card(report: Report, diagnostic: Diagnostic, id: string): string {
  const { severity, rule, message, why } = diagnostic;
  const label = word('permalink', report.lang);
  const name = tag('a', { href: `#rule-${rule}` }, t(rule));
  const { lines, elsewhere } = frameOf(report, diagnostic, CODE_COLUMNS);
  return tag(
    'article',
    { class: severity, id, 'data-severity': severity, 'data-rule': rule },
    tag(
      'header',
      {},
      tag('span', { class: 'tag' }, t(say(report, SEVERITY[severity]))),
      tag('h3', {}, prose(say(report, message))),
      tag('a', { class: 'anchor', href: `#${id}`, 'aria-label': label, title: label }, '#'),
      tag('code', { class: 'id' }, name),
    ),
    lines.length > 0 ? scrolling('frame', word('codeScroll', report.lang), ...lines.map(frameLine)) : '',
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
    return tag('li', {}, head, tag('span', {}, prose(say(report, fix.title)), change(report, fix, at.file)));
  });
  const items = [...places, ...repairs];
  return items.length > 0 ? tag('ul', { class: 'items' }, ...items) : '';
}

/** What a fix changes, folded in. */
function change(report: Report, fix: Fix, file: string): string {
  const parts = changesOf(report, fix);
  if (parts.length === 0) return '';
  const kinds = { '-': 'gone', '+': 'new', ' ': undefined };
  const rows = parts.flatMap((part) => [
    ...(part.file === file ? [] : [tag('div', { class: 'of' }, t(shown(report, part.file)))]),
    ...part.lines.map(({ sign, text }) => tag('div', { class: kinds[sign] }, `${t(`${sign} ${text}`)}`)),
  ]);
  const diff = scrolling('diff', word('codeScroll', report.lang), ...rows);
  return tag('details', {}, tag('summary', {}, t(word('showChange', report.lang))), diff);
}

function frameLine(line: FrameLine | undefined): string {
  if (!line) return tag('div', {}, tag('span', { class: 'no' }, '⋮'));
  const rail = line.rail ? 'rail' : undefined;
  const code = tag('span', { class: rail }, marked(line.cells, line.marks));
  const rows = [tag('div', {}, tag('span', { class: 'no' }, String(line.line)), code)];
  for (const mark of line.marks) {
    if (mark.label === '') continue;
    // An unseen copy of what is before puts the label under its mark in any font.
    const ghost = tag('span', { class: 'ghost', 'aria-hidden': 'true' }, cellsText(upTo(line.cells, mark.from)));
    const label = tag('span', { class: mark.primary ? 'label' : 'label related' }, t(mark.label));
    rows.push(tag('div', { class: 'said' }, tag('span', { class: 'no' }), tag('span', { class: rail }, ghost, label)));
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
