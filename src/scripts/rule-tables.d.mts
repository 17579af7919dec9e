/** Brings the READMEs' tables of rules up to date. Answers the names of those that were stale. */
export function writeTables(options?: { readonly dryRun?: boolean }): Promise<string[]>;
