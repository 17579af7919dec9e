/** A page for each check of the running machine: what `envlint explain CHECK` says. */
import { checks } from '../../doctor/checks/index.ts';
import { inLang, type Lang } from '../../report/model.ts';
import { prose, t, tag } from '../../report/page/markup.ts';
import { SEVERITY } from '../../report/words.ts';
import { linkTo, type PageAddress } from '../address.ts';
import type { Page } from '../frame.ts';
import { codeBlock, html } from '../markdown.ts';
import { word } from '../words.ts';
import type { ListRow } from './list.ts';

/** Rows for a list, as the page of the list links them. */
export function checkEntries(place: PageAddress): ListRow[] {
  return checks.map(({ id, severity, summary }) => ({
    href: linkTo(place, `checks/${id}.html`),
    name: id,
    text: inLang(summary, place.lang),
    note: inLang(SEVERITY[severity], place.lang),
    kind: severity,
  }));
}

/** The pages of all checks in one language. */
export function checkPages(lang: Lang): Page[] {
  return checks.map(({ id, severity, summary, text, example }) => {
    const main = [
      tag('p', { class: 'badges' }, tag('span', { class: `tag ${severity}` }, t(inLang(SEVERITY[severity], lang)))),
      tag('h1', { class: 'mono' }, t(id)),
      tag('p', { class: 'lead' }, prose(inLang(summary, lang))),
      html(inLang(text, lang), { link: () => undefined, top: 2 }),
      tag('h2', {}, t(word('looksLike', lang))),
      codeBlock(example),
      tag('p', {}, t(word('command', lang))),
      codeBlock('envlint doctor'),
    ];
    const article = tag('article', { class: 'page' }, ...main);
    return { lang, path: `checks/${id}.html`, kind: 'text', title: `${id} · envlint`, main: article };
  });
}
