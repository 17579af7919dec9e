/** The list of rules, and a page for each: what `envlint explain RULE` says, with all examples. */
import { catalog } from '../../../rules/catalog.ts';
import { docs } from '../../../rules/docs.ts';
import type { RuleDocs, RuleInfo } from '../../core.ts';
import { inLang } from '../../report/model.ts';
import { prose, t, tag } from '../../report/page/markup.ts';
import { SEVERITY } from '../../report/words.ts';
import { linkTo, type PageAddress } from '../address.ts';
import type { Page } from '../frame.ts';
import { codeBlock, html } from '../markdown.ts';
import { word } from '../words.ts';
import { type Encode, exampleHtml } from './example.ts';
import { listPage } from './list.ts';

/** The list and all pages of rules in one language. */
export function rulePages(lang: Page['lang'], encode: Encode): Page[] {
  const place: PageAddress = { lang, path: 'rules/index.html' };
  const entries = catalog.map((rule) => ({
    href: linkTo(place, `rules/${rule.id}.html`),
    name: rule.id,
    text: inLang(rule.summary, lang),
    note: severityOf(rule, lang),
    kind: rule.severity,
    extra: fixKind(docs[rule.id], lang),
  }));
  const list = listPage(place, { title: word('rules', lang), lead: word('rulesLead', lang), entries });
  return [list, ...catalog.map((rule) => rulePage(rule, docs[rule.id], lang, encode))];
}

function severityOf({ severity, off }: RuleInfo, lang: Page['lang']): string {
  return off ? word('off', lang) : inLang(SEVERITY[severity], lang);
}

/** Which kind of fix the examples show. */
function fixKind(about: RuleDocs | undefined, lang: Page['lang']): string {
  const fixed = (about?.bad ?? []).filter((example) => example.fixed !== undefined);
  if (fixed.length === 0) return '';
  return word(fixed.some(({ unsafe }) => !unsafe) ? 'fixSafe' : 'fixUnsafe', lang);
}

function rulePage(rule: RuleInfo, about: RuleDocs | undefined, lang: Page['lang'], encode: Encode): Page {
  const place: PageAddress = { lang, path: `rules/${rule.id}.html` };
  const link = (target: string): string | undefined => (/^https?:/.test(target) ? target : undefined);
  const fix = fixKind(about, lang);
  const bad = (about?.bad ?? []).map((example) => exampleHtml(place, example, encode));
  const good = (about?.good ?? []).map((example) => exampleHtml(place, example, encode));
  const main = [
    tag(
      'p',
      { class: 'badges' },
      tag('span', { class: `tag ${rule.severity}` }, t(severityOf(rule, lang))),
      fix === '' ? '' : tag('span', { class: 'badge' }, t(fix)),
    ),
    tag('h1', { class: 'mono' }, t(rule.id)),
    tag('p', { class: 'lead' }, prose(inLang(rule.summary, lang))),
    about ? html(inLang(about.text, lang), { link, top: 2 }) : '',
    bad.length > 0 ? tag('h2', { id: 'wrong' }, t(word('wrong', lang))) + bad.join('') : '',
    good.length > 0 ? tag('h2', { id: 'right' }, t(word('right', lang))) + good.join('') : '',
    ending(rule.id, lang),
  ];
  return {
    ...place,
    kind: 'text',
    title: `${rule.id} · envlint`,
    main: tag('article', { class: 'page' }, ...main),
  };
}

/** How to silence one place, and how to switch the rule off. */
function ending(id: string, lang: Page['lang']): string {
  return tag(
    'section',
    { class: 'ending' },
    tag('p', {}, t(word('silence', lang))),
    codeBlock(`# envlint-disable-next-line ${id}: ${word('reason', lang)}`),
    tag('p', {}, t(word('switchOff', lang))),
    codeBlock(`rules:\n  ${id}: off`),
  );
}
