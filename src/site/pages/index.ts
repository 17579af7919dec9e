/** Every page of the site as the text of a file. */

import { fileOf } from '../address.ts';
import { type About, document, type Page } from '../frame.ts';
import { checkPages } from './checks.ts';
import { type Doc, docPages } from './docs.ts';
import { errorPages } from './errors.ts';
import type { Encode } from './example.ts';
import { noProxyPage } from './no-proxy.ts';
import { playgroundPage } from './playground.ts';
import { rulePages } from './rules.ts';

interface Material extends About {
  readonly docs: readonly Doc[];
  /** Names of the example machines. */
  readonly machines: readonly string[];
  readonly encode: Encode;
}

/** The files of all pages in both languages, by their path below the site's root. */
export function siteFiles({ docs, machines, encode, version }: Material): ReadonlyMap<string, string> {
  const pages = (['en', 'zh-CN'] as const).flatMap((lang): Page[] => [
    playgroundPage(lang, machines),
    noProxyPage(lang),
    ...rulePages(lang, encode),
    ...errorPages(lang, encode),
    ...checkPages(lang),
    ...docPages(docs, lang),
  ]);
  return new Map(pages.map((page) => [fileOf(page), document(page, { version })]));
}
