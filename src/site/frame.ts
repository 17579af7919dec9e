/** What is around the content of every page: policy, navigation, language, foot. */
import type { Lang } from '../report/model.ts';
import { t, tag } from '../report/page/markup.ts';
import { fromRoot, linkTo, type PageAddress, translation } from './address.ts';
import { word } from './words.ts';

export interface Page extends PageAddress {
  readonly title: string;
  /** HTML inside `<main>`. */
  readonly main: string;
  /** Scripts of `assets/` besides the one all pages have. */
  readonly scripts?: readonly string[] | undefined;
  /** For the body: the kind of page. */
  readonly kind: string;
}

/** What the builder knows and pages show. */
export interface About {
  readonly version: string;
}

/**
 * No connection, no frame, no form: fonts, pictures and scripts come from the site's own folder or from memory. `blob:` is
 * the worker's text, which a page opened as a file could not load otherwise; `data:` the picture that is copied.
 */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src blob:; base-uri 'none'; form-action 'none'";

/** Two ways from one point, as a picture in memory: a browser asks a server for one otherwise. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke-width='2.6'%3E%3Cpath d='M1 8h4c4 0 3-5 7-5h3' stroke='%231768a6'/%3E%3Cpath d='M1 8h4c4 0 3 5 7 5h3' stroke='%2317713f'/%3E%3C/svg%3E";

/** The whole document. */
export function document(page: Page, about: About): string {
  const { lang, title, main, kind, scripts = [] } = page;
  const tags = scripts.map((name) => tag('script', { src: fromRoot(page, `assets/${name}`), defer: '' }));
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${t(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="x-dns-prefetch-control" content="off">
<title>${t(title)}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${fromRoot(page, 'assets/site.css')}">
<link rel="alternate" hreflang="${lang === 'en' ? 'zh-CN' : 'en'}" href="${translation(page)}">
${tag('script', { src: fromRoot(page, 'assets/page.js') })}
${tags.join('\n')}
</head>
<body class="${kind}" data-root="${fromRoot(page, '')}" data-pages="${linkTo(page, '')}">
<a class="skip" href="#content">${t(word('skip', lang))}</a>
${header(page)}
<main id="content" tabindex="-1">
${main}
</main>
${footer(lang, about)}
</body>
</html>
`;
}

const MENU = [
  ['playground', 'index.html'],
  ['noProxyTool', 'no-proxy.html'],
  ['errors', 'errors/index.html'],
  ['rules', 'rules/index.html'],
  ['docs', 'docs/index.html'],
] as const;

function header(page: Page): string {
  const { lang } = page;
  const links = MENU.map(([name, path]) => {
    const isHere = page.path === path || (path.includes('/') && page.path.split('/')[0] === path.split('/')[0]);
    return tag('a', { href: linkTo(page, path), 'aria-current': isHere ? 'page' : undefined }, t(word(name, lang)));
  });
  const other = lang === 'en' ? 'zh-CN' : 'en';
  const attributes = { class: 'language', href: translation(page), lang: other, hreflang: other, 'data-lang': other };
  const theme = word('theme', lang);
  return tag(
    'header',
    { class: 'site' },
    tag('a', { class: 'logo', href: linkTo(page, 'index.html') }, '<b>envlint</b>'),
    tag('nav', { 'aria-label': word('menu', lang) }, ...links),
    tag('a', attributes, t(word('otherLanguage', lang))),
    tag('button', { class: 'theme', type: 'button', title: theme, 'aria-label': theme }),
  );
}

function footer(lang: Lang, { version }: About): string {
  return tag('footer', {}, tag('p', {}, t(word('quiet', lang))), tag('p', {}, `envlint ${t(version)}`));
}
