/** Builds the whole site into a folder, which is emptied first. Answers the texts by path. */
export function buildSite(folder: string): Promise<ReadonlyMap<string, string>>;
