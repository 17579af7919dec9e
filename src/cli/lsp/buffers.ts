/** The texts that the client has open, by address and by the file they are of. */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolved } from '../../host/find/walk.ts';
import type { Buffer } from '../../lsp/buffer.ts';

/** Where a file is; one that was never saved has a path, too. */
export interface Place {
  /** Absolute, the links of its folders resolved. */
  readonly path: string;
  /** Without any link; the path itself where nothing is there. */
  readonly real: string;
}

/** An open text of a file. */
export interface OpenFile extends Buffer, Place {}

export interface Buffers {
  all(): Iterable<OpenFile>;
  get(uri: string): OpenFile | undefined;
  /** By a path without links. */
  at(real: string): OpenFile | undefined;
  /** By a path that may be a link's. */
  of(path: string): OpenFile | undefined;
  /** Where the file of an address is. */
  place(uri: string): Place;
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
    of: (path) => byReal.get(path) ?? (byUri.size > 0 ? byReal.get(resolved(path) ?? path) : undefined),
    place: placeOf,
    set(buffer) {
      const before = byUri.get(buffer.uri);
      const { path, real } = before ?? placeOf(buffer.uri);
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

/** The file of an address. What has no file (`untitled:`) is given a path that no file has. */
export function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return `/dev/null/${encodeURIComponent(uri)}`;
  }
}

function placeOf(uri: string): Place {
  const named = pathOf(uri);
  const folder = resolved(dirname(named)) ?? dirname(named);
  const path = join(folder, basename(named));
  return { path, real: resolved(path) ?? path };
}
