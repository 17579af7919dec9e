/**
 * The files of what was dropped. In a page opened as a file, Chromium reads a folder only through its handle; other browsers only
 * have entries.
 */

/** A file by its path below what was chosen. */
export interface Offered {
  readonly path: string;
  /** Rejects where the file cannot be read. */
  file(): Promise<File>;
}

/** A file or a folder. */
interface Item {
  readonly name: string;
  /** Undefined for a file. */
  readonly children?: (() => Promise<Item[]>) | undefined;
  file(): Promise<File>;
}

/** A folder is walked no further than this. */
const MOST_ENTRIES = 20_000;
/** Nothing below these is a file of the user's machine. */
const FOREIGN = /^(?:node_modules|\.git)$/;

export interface Dropped {
  readonly hasFolder: boolean;
  readonly files: readonly Offered[];
}

/**
 * All files of a drop; the name of a single folder is left out of their paths, and a folder that cannot be read is empty. To be
 * called before the event is over.
 */
export async function droppedFiles(items: Iterable<DataTransferItem>): Promise<Dropped> {
  const all = await Promise.all([...items].filter(({ kind }) => kind === 'file').map(itemOf));
  const top = all.filter((item) => item !== null);
  const [only] = top;
  const children = top.length === 1 ? only?.children : undefined;
  const waiting = (children ? await childrenOf(children) : top).map((item) => ({ item, folder: '' }));
  const files: Offered[] = [];
  for (let count = 0; count < MOST_ENTRIES; count++) {
    const next = waiting.pop();
    if (!next) break;
    const path = next.folder + next.item.name;
    if (FOREIGN.test(next.item.name)) continue;
    if (!next.item.children) files.push({ path, file: next.item.file });
    else for (const item of await childrenOf(next.item.children)) waiting.push({ item, folder: `${path}/` });
  }
  return { hasFolder: top.some((item) => item.children), files };
}

const childrenOf = (read: () => Promise<Item[]>): Promise<Item[]> => read().catch(() => []);

/** Chromium's own way, which the types of pages do not have. */
interface WithHandle {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

async function itemOf(item: DataTransferItem & WithHandle): Promise<Item | null> {
  // Both are asked for at once: after the event an item is empty.
  const entry = item.webkitGetAsEntry();
  const handle = await item.getAsFileSystemHandle?.().catch(() => null);
  if (handle) return fromHandle(handle as FileSystemFileHandle | FileSystemDirectoryHandle);
  return entry && fromEntry(entry);
}

type Handle = FileSystemFileHandle | FileSystemDirectoryHandle;

function fromHandle(handle: Handle): Item {
  if (handle.kind === 'file') return { name: handle.name, file: () => handle.getFile() };
  const children = async (): Promise<Item[]> => {
    const found: Item[] = [];
    for await (const child of handle.values()) {
      if (found.push(fromHandle(child as Handle)) >= MOST_ENTRIES) break;
    }
    return found;
  };
  return { name: handle.name, children, file: () => Promise.reject(new TypeError('a folder')) };
}

function fromEntry(entry: FileSystemEntry): Item {
  const file = (): Promise<File> =>
    new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  const children = async (): Promise<Item[]> => {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    const found: Item[] = [];
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0 || found.length > MOST_ENTRIES) return found;
      found.push(...some.map(fromEntry));
    }
  };
  return { name: entry.name, file, ...(entry.isDirectory ? { children } : {}) };
}
