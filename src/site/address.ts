/** Where the pages of the site are, and how one is reached from another: by relative paths, so that any folder and `file://` do. */
import type { Lang } from '../report/model.ts';

/** A page: its language, and its path below the folder of that language. */
export interface PageAddress {
  readonly lang: Lang;
  /** `rules/missing-no-proxy.html` */
  readonly path: string;
}

/** The file of a page below the site's root: English at the top, Chinese in `zh/`. */
export function fileOf({ lang, path }: PageAddress): string {
  return lang === 'zh-CN' ? `zh/${path}` : path;
}

/** The relative address of a file below the site's root, as a page writes it. */
export function fromRoot(page: PageAddress, file: string): string {
  return '../'.repeat(fileOf(page).split('/').length - 1) + file;
}

/** The relative address of another page in the same language. `path`: with or without `#…`. */
export function linkTo(page: PageAddress, path: string): string {
  return '../'.repeat(page.path.split('/').length - 1) + path;
}

/** The relative address of the same page in the other language. */
export function translation(page: PageAddress): string {
  return fromRoot(page, fileOf({ lang: page.lang === 'en' ? 'zh-CN' : 'en', path: page.path }));
}
