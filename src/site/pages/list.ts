/** A page that lists others: a search field over rows with a name, a sentence and a note. */
import { prose, t, tag } from '../../report/page/markup.ts';
import type { PageAddress } from '../address.ts';
import type { Page } from '../frame.ts';
import { word } from '../words.ts';

export interface ListRow {
  readonly href: string;
  /** Shown as code where it is an id. */
  readonly name: string;
  readonly text: string;
  /** A short word before the name, and the class of its colour. */
  readonly note?: string | undefined;
  readonly kind?: string | undefined;
  readonly extra?: string | undefined;
}

interface Listed {
  readonly title: string;
  readonly lead: string;
  readonly entries: readonly ListRow[];
  /** HTML after the list. */
  readonly more?: string | undefined;
}

/** The page; the script of all pages filters its rows. */
export function listPage(place: PageAddress, { title, lead, entries, more = '' }: Listed): Page {
  const label = word('search', place.lang);
  const main = [
    tag('h1', {}, t(title)),
    tag('p', { class: 'lead' }, prose(lead)),
    tag(
      'p',
      { class: 'find' },
      `<input type="search" class="words" placeholder="${t(label)}" aria-label="${t(label)}">`,
    ),
    listHtml(entries),
    tag('p', { class: 'none', role: 'status', hidden: '' }, t(word('noMatch', place.lang))),
    more,
  ];
  return { ...place, kind: 'list', title: `${title} · envlint`, main: main.join('\n') };
}

/** The rows alone. */
export function listHtml(entries: readonly ListRow[]): string {
  return tag('ul', { class: 'entries' }, ...entries.map(row));
}

function row({ href, name, text, note, kind, extra = '' }: ListRow): string {
  return tag(
    'li',
    {},
    tag('a', { href }, /^[a-z0-9-]+$/.test(name) ? tag('code', {}, t(name)) : t(name)),
    note === undefined ? '' : tag('span', { class: `tag ${kind ?? ''}` }, t(note)),
    tag('span', { class: 'what' }, prose(text)),
    extra === '' ? '' : tag('span', { class: 'badge' }, t(extra)),
  );
}
