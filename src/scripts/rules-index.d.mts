/** Brings rules/index.ts, rules/catalog.ts and rules/docs.ts up to date. Answers the names of those that were stale. */
export function writeIndexes(options?: { readonly dryRun?: boolean }): Promise<string[]>;
