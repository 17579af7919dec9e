/** The end of the page: what the rules say, what was checked, and where the report comes from. */
import { type Report, say } from '../model.ts';
import { visible } from '../visible.ts';
import { word } from '../words.ts';
import { prose, t, tag, withOptions } from './markup.ts';

/** The text of each rule that found something, folded in. */
export function about(report: Report): string {
  const { lang } = report;
  const ids = [...new Set(report.diagnostics.map(({ rule }) => rule))].sort();
  if (ids.length === 0) return '';
  const rules = ids.map((id) => {
    const { summary, help, url } = report.rule(id);
    const link = url && /^https?:/.test(url) ? tag('p', {}, tag('a', { href: url, rel: 'noreferrer' }, t(url))) : '';
    const text = help ? paragraphs(lang === 'zh-CN' ? help.zh : help.en) : '';
    const head = tag('summary', {}, `<code>${t(id)}</code> ${t(say(report, summary))}`);
    return tag('details', {}, head, tag('div', { id: `rule-${id}`, class: 'about' }, text, link));
  });
  return tag(
    'section',
    { class: 'card rules', 'aria-labelledby': 'rules' },
    tag('h2', { id: 'rules' }, t(word('aboutRules', lang))),
    ...rules,
  );
}

/** Markdown as plain paragraphs, lists and code; anything else stays text. */
function paragraphs(markdown: string): string {
  const blocks = markdown.trim().split(/\n(?=```)|(?<=\n```)\n|\n{2,}/);
  return blocks
    .map((block) => block.replace(/^```\w*\n?|\n?```$/g, (fence) => (fence.trim().startsWith('```') ? '\0' : '')))
    .filter((block) => block.replaceAll('\0', '').trim() !== '')
    .map((block) => {
      if (block.includes('\0')) return tag('pre', {}, tag('code', {}, t(block.replaceAll('\0', ''))));
      if (/^[-*] /.test(block)) {
        const items = block
          .split(/\n(?=[-*] )/)
          .map((item) => tag('li', {}, prose(item.slice(2).replace(/\n\s*/g, ' '))));
        return tag('ul', {}, ...items);
      }
      return tag('p', {}, prose(block.replace(/^#+ /, '').replace(/\*\*/g, '').replace(/\n/g, ' ')));
    })
    .join('');
}

/** What was checked, what there is to say about the run, and where it was. */
export function foot(report: Report): string {
  const { lang, origin } = report;
  const files = report.files.map(({ path, language }) =>
    tag('li', {}, `<code>${t(visible(path))}</code> ${t(language)}`),
  );
  const notes = report.notes.map((note) => tag('p', { class: 'more' }, withOptions(say(report, note))));
  const list = tag(
    'details',
    {},
    tag('summary', {}, t(`${word('checkedFiles', lang)} (${files.length})`)),
    tag('ul', { class: 'checked' }, ...files),
  );
  const facts: [string, string][] = origin
    ? [
        [word('date', lang), origin.date],
        [word('folder', lang), origin.folder],
        ...(origin.revision === undefined ? [] : [[word('revision', lang), origin.revision] as [string, string]]),
        [word('command', lang), origin.command],
      ]
    : [];
  const rows = [...facts, ['envlint', report.version] as const].map(
    ([name, value]) => tag('dt', {}, t(name)) + tag('dd', {}, tag('code', {}, t(visible(value)))),
  );
  return tag('footer', {}, ...notes, list, tag('dl', {}, ...rows));
}
