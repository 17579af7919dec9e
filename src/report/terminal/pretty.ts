/** The report for people in a terminal: consequence, cause under the exact characters, repair. */
import type { Diagnostic, Fix, Note, Text } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { type ChangedPart, changesOf } from '../change.ts';
import { type Frame, type FrameLine, frameOf, type Mark } from '../frame.ts';
import { type Lang, type Report, say, shown } from '../model.ts';
import { ends } from '../position.ts';
import { checked, lineName, remainder, SEVERITY, word } from '../words.ts';
import { link, type Paint, type Style } from './paint.ts';
import { padEnd, padStart, truncate, truncatePath, widthOf } from './width.ts';
import { wrap, wrapEvenly } from './wrap.ts';

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST_COLUMNS = 100;
const NARROWEST_COLUMNS = 40;

interface Signs {
  readonly bar: string;
  readonly mark: string;
  readonly note: string;
  readonly branch: string;
  readonly end: string;
  readonly gap: string;
  readonly rail: Readonly<Record<'first' | 'inner' | 'last', string>>;
}

const UNICODE: Signs = {
  bar: '│',
  mark: '━',
  note: '─',
  branch: '├',
  end: '╰',
  gap: '┆',
  rail: { first: '┏', inner: '┃', last: '┗' },
};
const ASCII: Signs = {
  bar: '|',
  mark: '^',
  note: '-',
  branch: '|-',
  end: '`-',
  gap: ':',
  rail: { first: '/', inner: '|', last: '\\' },
};

/** Everything a finding's lines need to know about the page they are on. */
interface Page {
  readonly report: Report;
  readonly paint: Paint;
  readonly signs: Signs;
  readonly width: number;
  readonly gutter: number;
  /** Reasons already given: a reader needs each only once. */
  readonly told: Set<string>;
}

/** The whole report, ending in a line break. */
export function pretty(report: Report): string {
  const { paint } = report;
  const width = Math.max(NARROWEST_COLUMNS, Math.min(WIDEST_COLUMNS, report.width));
  const blocks = [...findingBlocks(report), ...fixedBlocks(report, paint, width)];
  const undo = report.undoable ? [paint('quiet', word('undo', report.lang))] : [];
  if (!report.quiet) blocks.push([...lastLines(report, paint, width), ...undo]);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** The findings alone: for each file its name and what is wrong in it, as lines. */
export function findingBlocks(report: Report): string[][] {
  const { paint } = report;
  const width = Math.max(NARROWEST_COLUMNS, Math.min(WIDEST_COLUMNS, report.width));
  const signs = report.unicode === false ? ASCII : UNICODE;
  const page: Page = { report, paint, signs, width, gutter: gutterOf(report), told: new Set() };
  return [...groupBy(report.diagnostics, (diagnostic) => diagnostic.at.file)].map(([file, diagnostics]) => {
    const findings = diagnostics.map((diagnostic) => findingLines(page, diagnostic));
    const lines = findings.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
    return [paint('file', shown(report, file)), ...lines];
  });
}

/** Room for the highest line number on the page, the same for all files so that all bars stand in one column. */
function gutterOf(report: Report): number {
  let highest = 0;
  for (const { at } of report.diagnostics) {
    highest = Math.max(highest, ends(report.project.documents.get(at.file), at).end.line);
  }
  return Math.max(3, String(highest).length);
}

function findingLines(page: Page, diagnostic: Diagnostic): string[] {
  const { report, gutter, width } = page;
  const content = width - gutter - 5;
  const frame = frameOf(report, diagnostic, content);
  const body = frame.lines.flatMap((line) => (line ? codeLines(page, line, diagnostic, content) : [gapLine(page)]));
  return [
    ...headline(page, diagnostic),
    ...body,
    ...reason(page, diagnostic, frame),
    ...items(page, diagnostic, frame),
  ];
}

/** Severity and consequence; the rule's id last, at the right edge and quiet. */
function headline({ report, paint, width }: Page, { severity, message, rule }: Diagnostic): string[] {
  const name = inWords(severity, report.lang);
  const indent = 2 + widthOf(name) + 2;
  const id = paint('quiet', report.links ? link(rule, report.rule(rule).url) : rule);
  const text = say(report, message);
  const room = width - indent;
  const lines = widthOf(text) + 2 + rule.length <= room ? [text] : wrapEvenly(text, room);
  const painted = lines.map((line) => ' '.repeat(indent) + paint('strong', line));
  painted[0] = `  ${paint(severity, name)}  ${paint('strong', lines[0] ?? '')}`;
  const last = indent + widthOf(lines.at(-1) ?? '');
  if (last + 2 + rule.length <= width) painted.push(`${painted.pop()}${' '.repeat(width - last - rule.length)}${id}`);
  else painted.push(`${' '.repeat(Math.max(indent, width - rule.length))}${id}`);
  return painted;
}

function inWords(severity: Diagnostic['severity'], lang: Lang): string {
  return lang === 'zh-CN' ? SEVERITY[severity].zh : SEVERITY[severity].en;
}

const margin = (page: Page, text = ''): string => ' '.repeat(2) + padStart(text, page.gutter);

const bar = (page: Page): string => `${margin(page)} ${page.paint('quiet', page.signs.bar)}`;

const gapLine = (page: Page): string => `${margin(page)} ${page.paint('quiet', page.signs.gap)}`;

function codeLines(page: Page, line: FrameLine, { severity }: Diagnostic, content: number): string[] {
  const { paint, signs } = page;
  const rail = line.rail ? `${paint(severity, signs.rail[line.rail])} ` : '';
  const text = line.cells.map((cell) => (cell.masked ? paint('quiet', cell.text) : cell.text)).join('');
  const number = paint('quiet', `${margin(page, String(line.line))} ${signs.bar}`);
  const marks = line.marks.flatMap((mark) => markLines(page, mark, mark.primary ? severity : 'info', content));
  return [`${number} ${rail}${text}`.trimEnd(), ...marks];
}

/** The line under the code: the mark, and its label beside it, or below where there is no room. */
function markLines(page: Page, mark: Mark, style: Style, content: number): string[] {
  const { paint, signs } = page;
  const length = Math.max(0, Math.min(mark.to, content) - mark.from);
  const sign = paint(style, (mark.primary ? signs.mark : signs.note).repeat(length));
  const start = `${bar(page)} ${' '.repeat(mark.from)}${sign}`;
  if (mark.label === '') return [start];
  if (length > 0 && mark.from + length + 1 + widthOf(mark.label) <= content) {
    return [`${start} ${paint(style, mark.label)}`];
  }
  const indent = Math.max(0, Math.min(mark.from, content - Math.min(widthOf(mark.label), content)));
  const label = wrap(mark.label, content - indent).map(
    (text) => `${bar(page)} ${' '.repeat(indent)}${paint(style, text)}`,
  );
  return length > 0 ? [start, ...label] : label;
}

/** Why it hurts, where that was not said before. */
function reason(page: Page, { why }: Diagnostic, frame: Frame): string[] {
  const text = why ? say(page.report, why) : '';
  if (text === '' || page.told.has(text)) return [];
  page.told.add(text);
  const start = frame.lines.length > 0 ? bar(page) : margin(page);
  return wrapEvenly(text, page.width - page.gutter - 5).map((line) => `${start} ${line}`);
}

/** The other places of a finding, then its fixes; the last one closes the frame. */
function items(page: Page, { at, fixes = [] }: Diagnostic, { elsewhere }: Frame): string[] {
  const entries = [
    ...elsewhere.map((note) => noteItem(page, note, at.file)),
    ...fixes.map((fix) => fixItem(page, fix)),
  ];
  return entries.flatMap(({ head, style, text, changes = [] }, index) => {
    const isLast = index === entries.length - 1;
    const sign = isLast ? page.signs.end : page.signs.branch;
    const indent = widthOf(sign) + 1 + widthOf(head) + 2;
    const room = page.width - page.gutter - 3;
    const below = room - indent < 24;
    const lines = wrap(text, room - (below ? 4 : indent));
    const rest = isLast ? ' ' : page.paint('quiet', page.signs.bar);
    const hang = `${margin(page)} ${rest}${' '.repeat((below ? 4 : indent) - 1)}`;
    const start = `${margin(page)} ${page.paint('quiet', sign)} ${page.paint(style, head)}`;
    const words = below
      ? [start, ...lines.map((line) => hang + line)]
      : [`${start}  ${lines[0] ?? ''}`, ...lines.slice(1).map((line) => hang + line)];
    return [...words, ...changes.flatMap((part) => changeLines(page, part, at.file, `${margin(page)} ${rest}  `))];
  });
}

const CHANGE_STYLE = { '-': 'error', '+': 'good', ' ': 'quiet' } as const;

/** What a fix does to the lines of a file, each cut to the page. */
function changeLines(
  { report, paint, width, gutter }: Page,
  { file, lines }: ChangedPart,
  own: string,
  start: string,
): string[] {
  const room = Math.max(20, width - gutter - 9);
  const head = file === own ? [] : [`${start}${paint('quiet', shown(report, file))}`];
  const body = lines.map(({ sign, text }) => {
    const line = `${sign} ${truncate(text.replaceAll('\t', '    '), room)}`.trimEnd();
    return `${start}${paint(CHANGE_STYLE[sign], line)}`;
  });
  return [...head, ...body];
}

interface Item {
  readonly head: string;
  readonly style: Style;
  readonly text: string;
  readonly changes?: readonly ChangedPart[] | undefined;
}

/** Another place, by its path unless it is in the file the reader is looking at. */
function noteItem({ report }: Page, { at, message }: Note, file: string): Item {
  const { line } = ends(report.project.documents.get(at.file), at).start;
  const head = at.file === file ? lineName(line, report.lang) : `${shown(report, at.file)}:${line}`;
  return { head, style: 'info', text: say(report, message) };
}

function fixItem({ report }: Page, fix: Fix): Item {
  const head = word(fix.safe ? 'fix' : 'unsafeFix', report.lang);
  const changes = report.showFixes ? changesOf(report, fix) : [];
  return { head, style: 'good', text: say(report, fix.title), changes };
}

/** After `--fix`: what was repaired, what was taken back, and what makes it count. */
function fixedBlocks(report: Report, paint: Paint, width: number): string[][] {
  const rows = [
    ...report.applied.map(({ rule, file, title }) => ({ head: 'fixed' as const, rule, file, text: title })),
    ...report.rolledBack.map(({ rule, file, why }) => ({ head: 'takenBack' as const, rule, file, text: why })),
  ];
  const blocks: string[][] = [];
  if (rows.length > 0) blocks.push(table(report, paint, width, rows));
  const reload = report.reload.map((text) => `  ${say(report, text)}`);
  if (reload.length > 0) blocks.push([paint('strong', word('toMakeItCount', report.lang)), ...reload]);
  return blocks;
}

interface Row {
  readonly head: 'fixed' | 'takenBack';
  readonly rule: string;
  readonly file: string;
  readonly text: Text;
}

/** One line each: `fixed  ~/.zshrc  what was done   rule`. The words in the middle give way, but never a refusal's reason. */
function table(report: Report, paint: Paint, width: number, rows: readonly Row[]): string[] {
  const heads = Math.max(...rows.map((row) => widthOf(word(row.head, report.lang))));
  const rules = Math.max(...rows.map((row) => row.rule.length));
  const longest = Math.max(...rows.map((row) => widthOf(shown(report, row.file))));
  const files = Math.min(32, longest, Math.max(16, width - heads - rules - 4));
  const room = width - heads - files - rules - 6;
  return rows.flatMap((row) => {
    const style = row.head === 'fixed' ? 'good' : 'warning';
    const head = paint(style, padEnd(word(row.head, report.lang), heads));
    const file = padEnd(truncatePath(shown(report, row.file), files), files);
    const said = say(report, row.text);
    const needsLine = row.head === 'takenBack' && widthOf(said) > room;
    const text = room >= 16 ? `  ${padEnd(needsLine ? '' : truncate(said, room), room)}` : '';
    const line = `${head}  ${file}${text}  ${paint('quiet', row.rule)}`;
    return needsLine ? [line, ...wrap(said, width - 2).map((part) => `  ${part}`)] : [line];
  });
}

function lastLines(report: Report, paint: Paint, width: number): string[] {
  const { summary, lang } = report;
  const style: Style = summary.error > 0 ? 'error' : summary.warning > 0 ? 'warning' : 'strong';
  const sentences = [paint(style, checked(summary, lang)), ...remainder(report)];
  const plain = [checked(summary, lang), ...remainder(report)];
  const lines: string[] = [];
  let used = 0;
  for (const [index, sentence] of sentences.entries()) {
    const cells = widthOf(plain[index] ?? '');
    const gap = lang === 'zh-CN' ? '' : ' ';
    if (index > 0 && used + gap.length + cells <= width) {
      lines.push(`${lines.pop()}${gap}${sentence}`);
      used += gap.length + cells;
    } else {
      lines.push(sentence);
      used = cells;
    }
  }
  return lines;
}
