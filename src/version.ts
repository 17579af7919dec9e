/** Put in by the build from package.json. */
declare const ENVLINT_VERSION: string | undefined;

/** The version of this package; `0.0.0` when it runs from its sources. */
export const VERSION: string = typeof ENVLINT_VERSION === 'string' ? ENVLINT_VERSION : '0.0.0';
