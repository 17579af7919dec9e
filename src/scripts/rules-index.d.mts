/** The text rules/index.ts must have. */
export function indexText(ids?: readonly string[]): string;
/** The text rules/docs.ts must have. */
export function docsText(ids?: readonly string[]): string;
