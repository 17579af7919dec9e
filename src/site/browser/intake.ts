/** How files come into the playground: dropped, opened, pasted. They are read here and sent nowhere. */
import { play } from '../play-words.ts';
import type { SharedFile } from '../state.ts';
import type { RemoteMachine } from './client.ts';
import { byId, lang, tell } from './dom.ts';
import { droppedFiles, type Offered } from './dropped.ts';

/** What a page still handles at ease; the rest is counted as skipped. */
const MOST_FILES = 200;
const MOST_BYTES = 2 * 1024 * 1024;
/** So many files are read before it is asked which of them envlint reads. */
const BATCH = 50;

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
      const all = [...(input.files ?? [])].map((file) => ({ path: inFolder(file), file: async () => file }));
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
  const mark = (over: boolean): boolean => body.classList.toggle('is-over', over);
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
  addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) mark(false);
  });
  // Before the editor, which would write the text of a dropped file into the open one.
  addEventListener('drop', (event) => carriesFiles(event) && dropped(event, options), { capture: true });
}

function dropped(event: DragEvent, options: IntakeOptions): void {
  event.preventDefault();
  event.stopPropagation();
  document.body.classList.remove('is-over');
  void droppedFiles(event.dataTransfer?.items ?? []).then(({ files, hasFolder }) => take(files, !hasFolder, options));
}

/** Takes those that envlint would read in a folder. `named`: the user chose the very files. */
async function take(offered: readonly Offered[], named: boolean, { machine, add }: IntakeOptions): Promise<void> {
  const wanted = new Set(named ? [] : await machine.wanted(offered.map(({ path }) => path)));
  const candidates = named ? offered : offered.filter(({ path }) => wanted.has(path));
  const files: SharedFile[] = [];
  for (let start = 0; start < candidates.length && files.length < MOST_FILES; start += BATCH) {
    const texts = (await Promise.all(candidates.slice(start, start + BATCH).map(textOf))).filter((one) => one !== null);
    const read = new Set(named ? texts.map(({ path }) => path) : await machine.read(texts));
    files.push(...texts.filter(({ path }) => read.has(path)));
  }
  const taken = files.slice(0, MOST_FILES).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (taken.length === 0) {
    tell(play('noneWanted', lang));
    return;
  }
  add(taken);
  tell(play('opened', lang, { n: taken.length, m: offered.length - taken.length }));
}

/** null: too large, not text, or not to be read. */
async function textOf({ path, file }: Offered): Promise<SharedFile | null> {
  try {
    const blob = await file();
    const text = blob.size > MOST_BYTES ? '\0' : await blob.text();
    return text.includes('\0') ? null : { path, text };
  } catch {
    return null;
  }
}
