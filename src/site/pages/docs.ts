/** The pages of docs/ and their list; the one about the configuration also lists every key. */
import { CONFIG_KEYS } from '../../config/reference.ts';
import { schema } from '../../config/schema.ts';
import { inLang, type Lang } from '../../report/model.ts';
import { prose, t, tag } from '../../report/page/markup.ts';
import { linkTo, type PageAddress } from '../address.ts';
import type { Page } from '../frame.ts';
import { codeBlock, html } from '../markdown.ts';
import { word } from '../words.ts';
import { listPage } from './list.ts';

/** A page of docs/. */
export interface Doc {
  /** `routes`, without language and ending. */
  readonly name: string;
  readonly lang: Lang;
  readonly markdown: string;
}

/** The order in which a newcomer reads; what is not named here follows. */
const ORDER =
  'home checking repairing errors routes doctor configuration adoption hooks-and-ci editors agents browser library safety';

/** The list and all pages of one language. */
export function docPages(all: readonly Doc[], lang: Lang): Page[] {
  const rank = ({ name }: Doc): number => (` ${ORDER} `.includes(` ${name} `) ? ORDER.split(' ').indexOf(name) : 99);
  const docs = all.filter((doc) => doc.lang === lang).sort((a, b) => rank(a) - rank(b));
  const place: PageAddress = { lang, path: 'docs/index.html' };
  const entries = docs.map((doc) => ({
    href: linkTo(place, `docs/${doc.name}.html`),
    name: titleOf(doc),
    text: firstSentence(doc),
  }));
  const list = listPage(place, { title: word('docs', lang), lead: word('docsLead', lang), entries });
  const names = new Set(docs.map(({ name }) => name));
  return [list, ...docs.map((doc) => docPage(doc, names))];
}

const titleOf = ({ markdown }: Doc): string => /^# (.*)$/m.exec(markdown)?.[1] ?? '';

function firstSentence(doc: Doc): string {
  const paragraph = bodyOf(doc)
    .split(/\n{2,}/)
    .find((block) => /^[\p{L}`"“]/u.test(block) && !block.startsWith('```'));
  const text = (paragraph ?? '')
    .replace(/\n/g, doc.lang === 'en' ? ' ' : '')
    .replace(/\[([^\][]{0,200})\]\([^()]{0,300}\)/g, '$1');
  return /^.*?(?:[.:](?=\s|$)|[。：])/.exec(text)?.[0].replace(/[:：]$/, doc.lang === 'en' ? '.' : '。') ?? text;
}

/** Without the heading and the line that leads back to the README: the site has its own ways. */
function bodyOf({ markdown }: Doc): string {
  return markdown.replace(/^# .*\n/, '').replace(/^\s*\[[^\]]*\]\(\.\.\/README[^\n]*\n/, '');
}

function docPage(doc: Doc, names: ReadonlySet<string>): Page {
  const place: PageAddress = { lang: doc.lang, path: `docs/${doc.name}.html` };
  const link = (target: string): string | undefined => {
    if (/^https?:/.test(target) || target.startsWith('#')) return target;
    const page = /^([\w-]+?)(?:\.zh-CN)?\.md(#.*)?$/.exec(target);
    return page && names.has(page[1] ?? '') ? linkTo(place, `docs/${page[1]}.html${page[2] ?? ''}`) : undefined;
  };
  const main = [
    tag('h1', {}, t(titleOf(doc))),
    html(bodyOf(doc), { link }),
    doc.name === 'configuration' ? configTable(doc.lang) : '',
  ];
  const article = tag('article', { class: 'page' }, ...main);
  return { ...place, kind: 'text', title: `${titleOf(doc)} · envlint`, main: article };
}

/** Every key of the configuration, from the list that `envlint config --all` prints and the schema. */
function configTable(lang: Lang): string {
  const items = CONFIG_KEYS.map(({ key, example, help }) => {
    const takes = takesOf(key);
    return tag(
      'section',
      { class: 'key', id: `key-${key}` },
      tag('h3', {}, tag('code', {}, t(key))),
      tag('p', {}, prose(inLang(help, lang))),
      takes === '' ? '' : tag('p', { class: 'takes' }, `${t(word('configTakes', lang))}: ${t(takes)}`),
      codeBlock(example.replace(/^ {2}/, '')),
    );
  });
  return tag('h2', { id: 'keys' }, t(word('configKeys', lang))) + items.join('');
}

interface Shape {
  readonly type?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly items?: Shape | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly additionalProperties?: unknown;
}

/** What the schema says a key takes: `cn | abroad`, `string[]`. */
function takesOf(key: string): string {
  let shape: Shape | undefined = schema as Shape;
  for (const part of key.split('.')) shape = shape?.properties?.[part];
  return shape ? shapeText(shape) : '';
}

function shapeText({ type, enum: values, items, anyOf, properties, additionalProperties }: Shape): string {
  if (values) return values.join(' | ');
  if (anyOf)
    return anyOf
      .map(shapeText)
      .filter((text) => text !== '')
      .join(' | ');
  if (type === 'array') return items ? `[${shapeText(items)}, …]` : '[…]';
  if (properties) return `{ ${Object.keys(properties).join(', ')} }`;
  if (typeof additionalProperties === 'object' && additionalProperties !== null)
    return `{ …: ${shapeText(additionalProperties as Shape)} }`;
  return type ?? '';
}
