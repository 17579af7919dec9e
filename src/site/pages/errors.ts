/** The list of error messages, and a page for each: what `envlint explain "TEXT"` says. */

import type { Cause, Symptom } from '../../knowledge/symptom.ts';
import { symptoms } from '../../knowledge/symptoms/index.ts';
import { inLang, type Lang } from '../../report/model.ts';
import { prose, t, tag } from '../../report/page/markup.ts';
import { linkTo, type PageAddress } from '../address.ts';
import type { Page } from '../frame.ts';
import { codeBlock } from '../markdown.ts';
import { word } from '../words.ts';
import { checkEntries } from './checks.ts';
import type { Encode } from './example.ts';
import { listHtml, listPage } from './list.ts';

/** The list and all pages of symptoms in one language. */
export function errorPages(lang: Lang, encode: Encode): Page[] {
  const place: PageAddress = { lang, path: 'errors/index.html' };
  const entries = symptoms.map((symptom) => ({
    href: linkTo(place, `errors/${symptom.id}.html`),
    name: inLang(symptom.title, lang),
    text: symptom.texts[0] === undefined ? '' : `\`${sample(symptom.texts[0])}\``,
  }));
  const more =
    tag('h2', { id: 'checks' }, t(word('checks', lang))) +
    tag('p', { class: 'lead' }, prose(word('checksLead', lang))) +
    listHtml(checkEntries(place));
  const list = listPage(place, { title: word('errors', lang), lead: word('errorsLead', lang), entries, more });
  return [list, ...symptoms.map((symptom) => errorPage(symptom, lang, encode))];
}

/** A pattern as people see it: `{port}` stays a name, `{end}` is nothing to see, other open parts are `…`. */
function sample(text: string): string {
  return text.replace('{end}', '').replace(/\{(\w*)\}/g, (_, hole: string) => (hole === '' ? '…' : hole.toUpperCase()));
}

/** A text that shows the symptom, with values in place of its open parts. */
function instance(text: string): string {
  const values: Readonly<Record<string, string>> = { host: 'api.example.com', port: '443', proxy: '7890', n: '30' };
  return text.replace('{end}', '').replace(/\{(\w*)\}/g, (_, hole: string) => values[hole] ?? '…');
}

function errorPage(symptom: Symptom, lang: Lang, encode: Encode): Page {
  const { id, title, texts, causes, confirm, sources } = symptom;
  const place: PageAddress = { lang, path: `errors/${id}.html` };
  const asked = texts[0] === undefined ? inLang(title, lang) : instance(texts[0]);
  const href = linkTo(place, `index.html${encode({ files: [], error: asked })}`);
  const main = [
    tag('h1', {}, t(inLang(title, lang))),
    texts.length > 0 ? tag('h2', {}, t(word('asSeen', lang))) + codeBlock(texts.map(sample).join('\n')) : '',
    tag('p', { class: 'go' }, tag('a', { class: 'button', href }, t(word('explainHere', lang)))),
    tag('h2', {}, t(word('causes', lang))),
    tag('ol', { class: 'causes' }, ...causes.map((cause) => causeHtml(place, cause))),
    tag('h2', {}, t(word('confirm', lang))),
    codeBlock(confirm.command.replaceAll('{host}', 'HOST').replaceAll('{port}', 'PORT')),
    tag('p', {}, prose(inLang(confirm.shows, lang))),
    tag('p', { class: 'sources' }, `${t(word('sources', lang))}: ${sources.map(source).join(', ')}`),
  ];
  const heading = `${inLang(title, lang)} · envlint`;
  return { ...place, kind: 'text', title: heading, main: tag('article', { class: 'page' }, ...main) };
}

function causeHtml(place: PageAddress, { text, rules }: Cause): string {
  const links = rules.map((rule) => tag('a', { href: linkTo(place, `rules/${rule}.html`) }, tag('code', {}, t(rule))));
  const found =
    links.length === 0 ? t(word('noFile', place.lang)) : `${t(word('foundBy', place.lang))} ${links.join(' ')}`;
  return tag('li', {}, prose(inLang(text, place.lang)), tag('small', {}, found));
}

/** `owner/repository#123` leads to its thread; anything else is text. */
function source(text: string): string {
  const thread = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(text);
  if (!thread) return t(text);
  const href = `https://github.com/${thread[1]}/issues/${thread[2]}`;
  return tag('a', { href, rel: 'noreferrer noopener' }, t(text));
}
