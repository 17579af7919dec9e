/** Lays out what the package holds in a folder: the extension as one file, the server beside it, its manifest and words. */
export function stage(folder: string): Promise<void>;
