/** The page of the NO_PROXY table: what is there before its script runs. */
import type { Lang } from '../../report/model.ts';
import { prose, t, tag } from '../../report/page/markup.ts';
import type { Page } from '../frame.ts';
import { listWord } from '../no-proxy/words.ts';

/** The page. */
export function noProxyPage(lang: Lang): Page {
  const names = ['both', 'lower', 'upper'] as const;
  const choice = tag(
    'label',
    { class: 'names' },
    tag('span', {}, t(listWord('names', lang))),
    tag('select', { id: 'names' }, ...names.map((name) => tag('option', { value: name }, t(listWord(name, lang))))),
  );
  const main = [
    tag('h1', {}, t(listWord('title', lang))),
    tag('p', { class: 'lead' }, prose(listWord('lead', lang))),
    tag(
      'form',
      { class: 'fields', id: 'fields' },
      field('list', 2, lang),
      field('hosts', 6, lang),
      tag('div', {}, field('proxy', 1, lang), choice),
    ),
    tag('p', { id: 'summary', class: 'summary', role: 'status' }),
    tag('div', { id: 'entries', class: 'entry-list' }),
    tag('div', { class: 'scroll', id: 'table', tabindex: 0, role: 'group', 'aria-label': listWord('title', lang) }),
    tag('div', { id: 'why', 'aria-live': 'polite' }),
    tag('p', { class: 'note' }, prose(listWord('note', lang))),
    tag('p', { class: 'buttons' }, tag('button', { type: 'button', id: 'link' }, t(listWord('link', lang)))),
    '<p id="told" class="told" role="status"></p>',
  ];
  return {
    lang,
    path: 'no-proxy.html',
    kind: 'tool',
    title: `${listWord('title', lang)} · envlint`,
    main: main.join('\n'),
    scripts: ['no-proxy.js'],
  };
}

/** A box to type into. */
function field(name: 'list' | 'hosts' | 'proxy', rows: number, lang: Lang): string {
  return tag(
    'label',
    { class: name },
    tag('span', {}, t(listWord(name, lang))),
    rows === 1
      ? `<input id="${name}" type="text" autocomplete="off" spellcheck="false">`
      : `<textarea id="${name}" rows="${rows}" spellcheck="false"></textarea>`,
  );
}
