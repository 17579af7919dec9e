/** How files come into the playground: dropped, opened, pasted. They are read here and sent nowhere. */
import { play } from '../play-words.ts';
import type { SharedFile } from '../state.ts';
import type { RemoteMachine } from './client.ts';
import { byId, lang, tell } from './dom.ts';

interface Offered {
  readonly path: string;
  readonly file: File;
}

/** What a page still handles at ease; the rest is counted as skipped. */
const MOST_FILES = 200;
const MOST_BYTES = 2 * 1024 * 1024;
/** A dropped folder is walked no further than this. */
const MOST_ENTRIES = 20_000;

export interface IntakeOptions {
  readonly machine: RemoteMachine;
  readonly add: (files: readonly SharedFile[]) => void;
  readonly error: (text: string) => void;
}

/** Prepares buttons, drop and paste. */
export function prepareIntake(options: IntakeOptions): void {
  const folder = byId<HTMLInputElement>('folder-input');
  const files = byId<HTMLInputElement>('files-input');
  byId('folder').addEventListener('click', () => folder.click());
  byId('pickFiles').addEventListener('click', () => files.click());
  for (const input of [folder, files]) {
    input.addEventListener('change', () => {
      const all = [...(input.files ?? [])].map((file) => ({ path: inFolder(file), file }));
      void take(all, input === files, options);
      input.value = '';
    });
  }
  prepareDrop(options);
}

/** The path below the folder that was chosen. */
const inFolder = (file: File): string => file.webkitRelativePath.split('/').slice(1).join('/') || file.name;

function prepareDrop(options: IntakeOptions): void {
  const body = document.body;
  body.dataset.drop = play('dropHere', lang);
  const isOver = (event: DragEvent, over: boolean): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    body.classList.toggle('is-over', over);
  };
  addEventListener('dragover', (event) => isOver(event, true));
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) isOver(event, false);
  });
  addEventListener('drop', (event) => {
    isOver(event, false);
    const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
    const isFolder = entries.some((entry) => entry.isDirectory);
    void walked(entries).then((all) => take(all, !isFolder, options));
  });
}

/** All files of dropped entries; the name of a single dropped folder is left out. */
async function walked(entries: readonly FileSystemEntry[]): Promise<Offered[]> {
  const found: Offered[] = [];
  const [only] = entries;
  const root = entries.length === 1 && only?.isDirectory ? `${only.fullPath}/` : '/';
  const waiting = [...entries];
  for (let count = 0; waiting.length > 0 && count < MOST_ENTRIES; count++) {
    const entry = waiting.pop();
    if (!entry || /^(?:node_modules|\.git)$/.test(entry.name)) continue;
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else found.push({ path: entry.fullPath.slice(root.length), file: await fileOf(entry as FileSystemFileEntry) });
  }
  return found;
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > MOST_ENTRIES) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** Reads those that envlint would read in a folder. `named`: the user chose the very files. */
async function take(offered: readonly Offered[], named: boolean, { machine, add }: IntakeOptions): Promise<void> {
  const wanted = new Set(
    named ? offered.map(({ path }) => path) : await machine.wanted(offered.map(({ path }) => path)),
  );
  const files: SharedFile[] = [];
  for (const { path, file } of offered) {
    if (!wanted.has(path) || files.length >= MOST_FILES || file.size > MOST_BYTES) continue;
    const text = await file.text();
    if (!text.includes('\0')) files.push({ path, text });
  }
  if (files.length === 0) {
    tell(play('noneWanted', lang));
    return;
  }
  add(files.sort((a, b) => (a.path < b.path ? -1 : 1)));
  tell(play('opened', lang, { n: files.length, m: offered.length - files.length }));
}
