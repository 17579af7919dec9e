/** What a link to the playground carries after its `#`. */

export interface SharedFile {
  readonly path: string;
  readonly text: string;
}

export interface SharedState {
  readonly files: readonly SharedFile[];
  /** The path of the file that is shown first. */
  readonly open?: string | undefined;
  /** The text of an error, for the box that explains it. */
  readonly error?: string | undefined;
}

/** The first part of the hash: the version of this form. What follows is JSON, deflated, in base64 for URLs. */
export const PREFIX = '#1.';

/** A link's state is read by whoever opens it: nothing in it is taken for granted. Undefined: not one of ours. */
export function readState(json: string): SharedState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { files, open, error } = value as Record<string, unknown>;
  if (!Array.isArray(files)) return undefined;
  return {
    files: files.filter(isFile).map(({ path, text }) => ({ path, text })),
    open: typeof open === 'string' ? open : undefined,
    error: typeof error === 'string' ? error : undefined,
  };
}

function isFile(value: unknown): value is SharedFile {
  if (typeof value !== 'object' || value === null) return false;
  const { path, text } = value as Record<string, unknown>;
  return typeof path === 'string' && path !== '' && typeof text === 'string';
}
