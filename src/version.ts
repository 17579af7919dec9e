/** Put in by the build from package.json. */
declare const ENVLINT_VERSION: string | undefined;
declare const ENVLINT_HOMEPAGE: string | undefined;

/** The version of this package; `0.0.0` when it runs from its sources. */
export const VERSION: string = typeof ENVLINT_VERSION === 'string' ? ENVLINT_VERSION : '0.0.0';

/** `homepage` of package.json; empty as long as there is none. */
export const HOMEPAGE: string = typeof ENVLINT_HOMEPAGE === 'string' ? ENVLINT_HOMEPAGE : '';

/** The web page of a rule below a homepage; undefined where none is known. */
export function ruleUrl(id: string, homepage: string): string | undefined {
  return homepage === '' ? undefined : `${(homepage.split('#')[0] ?? '').replace(/\/$/, '')}/rules/${id}.html`;
}
