/** An example of a rule as HTML: its files with the marked places, what a fix makes of them, the way into the playground. */
import type { Example } from '../../core.ts';
import { displayExample, type Mark, marksByFile, parseExample } from '../../engine/examples.ts';
import { t, tag } from '../../report/page/markup.ts';
import { linkTo, type PageAddress } from '../address.ts';
import type { SharedState } from '../state.ts';
import { word } from '../words.ts';

/** A state as the hash of a link. */
export type Encode = (state: SharedState) => string;

/** One example. */
export function exampleHtml(page: PageAddress, example: Example, encode: Encode): string {
  const { lang } = page;
  const parsed = parseExample(example.files);
  const marks = marksByFile(parsed);
  const files = [...parsed.files].map(([path, text]) => fileHtml(path, marked(text, marks.get(path) ?? [])));
  const state = { files: [...parsed.files].map(([path, text]) => ({ path, text })), open: parsed.marks[0]?.file };
  const link = tag('a', { class: 'button', href: linkTo(page, `index.html${encode(state)}`) }, t(word('open', lang)));
  return tag('div', { class: 'example' }, ...files, repaired(page, example), tag('p', { class: 'go' }, link));
}

function repaired({ lang }: PageAddress, { fixed, unsafe }: Example): string {
  if (fixed === undefined) return '';
  const title = word(unsafe ? 'afterUnsafe' : 'afterFix', lang);
  const files = [...displayExample(fixed)].map(([path, text]) => fileHtml(path, lines(text).trimEnd()));
  return tag('div', { class: 'fixed' }, tag('h3', {}, t(title)), ...files);
}

/** A file's name over its text. `code` is HTML. */
function fileHtml(path: string, code: string): string {
  const pre = tag('pre', { class: 'code', tabindex: 0 }, tag('code', {}, code));
  return tag('figure', { class: 'file' }, tag('figcaption', {}, tag('code', {}, t(path))), pre);
}

/** Escaped text that keeps its line breaks and tabs, as `pre` shows them. */
const lines = (text: string): string => t(text).replaceAll('&#10;', '\n').replaceAll('&#9;', '\t');

function marked(text: string, marks: readonly Mark[]): string {
  let at = 0;
  let html = '';
  for (const { start, end, severity = 'warning', message } of marks) {
    if (start < at) continue;
    html += lines(text.slice(at, start));
    html += tag('mark', { class: severity, title: message }, lines(text.slice(start, end)));
    at = end;
  }
  return (html + lines(text.slice(at))).replace(/\n$/, '');
}
