/** Brings CONTRIBUTING's index of the words a rule may use up to date. Answers its name where it was stale. */
export function writeWords(options?: { readonly dryRun?: boolean }): string[];
