/** The texts that the client has open, by address and by the file they are of. */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolved } from '../../host/find/walk.ts';
import type { Buffer } from '../../lsp/buffer.ts';

/** Where a file is; one that was never saved has a path, too. */
export interface FilePath {
  /** Absolute, the links of its folders resolved. */
  readonly path: string;
  /** Without any link; the path itself where nothing is there. */
  readonly real: string;
}

/** An open text of a file. */
export interface OpenFile extends Buffer, FilePath {}

export interface Buffers {
  all(): Iterable<OpenFile>;
  get(uri: string): OpenFile | undefined;
  /** By a path without links. */
  at(real: string): OpenFile | undefined;
  /** Where the file of an address is. */
  place(uri: string): FilePath;
  set(buffer: Buffer): OpenFile;
  delete(uri: string): OpenFile | undefined;
}

export function openBuffers(): Buffers {
  const byUri = new Map<string, OpenFile>();
  const byReal = new Map<string, OpenFile>();
  return {
    all: () => byUri.values(),
    get: (uri) => byUri.get(uri),
    at: (real) => byReal.get(real),
    place: placeOf,
    set(buffer) {
      const before = byUri.get(buffer.uri);
      const { path, real } = before ?? placeOf(buffer.uri, buffer.languageId);
      const file = { ...buffer, path, real };
      byUri.set(buffer.uri, file);
      byReal.set(real, file);
      return file;
    },
    delete(uri) {
      const file = byUri.get(uri);
      byUri.delete(uri);
      if (file && byReal.get(file.real)?.uri === uri) byReal.delete(file.real);
      return file;
    },
  };
}

/** Texts without a file are put here, where there can be none. */
const NOWHERE = '/dev/null';

/** What a text of a language is called that was never saved: the name decides how it is read. */
const NEW_NAMES: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  dotenv: '.env',
  fish: 'new.fish',
  shellscript: 'new.sh',
  yaml: 'new.yaml',
};

/** The file of an address. What has no file (`untitled:`) is given a path that no file has. */
export function pathOf(uri: string, languageId = ''): string {
  try {
    // `untitled:/home/me/.env` is saved there.
    return fileURLToPath(uri.replace(/^untitled:(?=\/)/, 'file:'));
  } catch {
    return join(NOWHERE, encodeURIComponent(uri), NEW_NAMES[languageId] ?? '');
  }
}

/** The address of a text without a file, as its client shows it; undefined for the path of a file. */
export function unsavedName(path: string): string | undefined {
  const [name] = path.startsWith(`${NOWHERE}/`) ? path.slice(NOWHERE.length + 1).split('/') : [];
  return name && decodeURIComponent(name).replace(/^untitled:/, '');
}

function placeOf(uri: string, languageId?: string): FilePath {
  const named = pathOf(uri, languageId);
  const folder = resolved(dirname(named)) ?? dirname(named);
  const path = join(folder, basename(named));
  return { path, real: resolved(path) ?? path };
}
