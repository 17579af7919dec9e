/** The playground: files on one side, their findings on the other, the map and the box for errors below. */
import type { Checked, Mapped, Mark, Repair } from '../core/machine.ts';
import { play } from '../play-words.ts';
import type { SharedFile, SharedState } from '../state.ts';
import { remoteMachine } from './client.ts';
import { byId, lang, loadScript, tell } from './dom.ts';
import type { Kind } from './editor-handle.ts';
import { errorBox } from './error-box.ts';
import { drawFindings } from './findings.ts';
import { hoverElement } from './hover-view.ts';
import { prepareIntake } from './intake.ts';
import { stateOf } from './link.ts';
import { mapView } from './map-view.ts';
import { preparePaste } from './paste.ts';
import { isCurrent, repaired } from './repair.ts';
import { prepareSharing } from './sharing.ts';
import { drawTabs } from './tabs.ts';
import { openWorkspace } from './workspace.ts';

/** The example that is there when nothing else is. */
const FIRST_MACHINE = 'hermes-behind-clash';
/** After so long a pause in typing the files are checked. */
const PAUSE_MS = 120;

declare global {
  /** The first machine, and what envlint says of it. */
  var envlintFirst: {
    readonly files: readonly SharedFile[];
    readonly checked: Checked;
    readonly mapped: Mapped;
  };
  /** The example machines whose scripts were loaded. */
  var envlintMachines: Record<string, readonly (readonly [path: string, text: string])[]> | undefined;
}

const remote = remoteMachine({ failed: (why) => tell(play('fault', lang, { why })), files: filesNow });
const { machine } = remote;
let checked: Checked | undefined;
/** The texts that `checked` is about. */
let askedTexts: ReadonlyMap<string, string> = new Map();
let clock: ReturnType<typeof setTimeout> | undefined;
let round = 0;

const workspace = openWorkspace({
  listed: drawFiles,
  reset() {
    editor.clear();
    // The files built into the page were checked when the page was built.
    if (!remote.isStarted && example.value === FIRST_MACHINE) return;
    void machine.set(filesNow());
    checkSoon(0);
  },
  changed(path, text) {
    void machine.put({ path, text });
    checkSoon(PAUSE_MS);
  },
  closed(path) {
    editor.forget(path);
    void machine.remove(path);
    checkSoon(0);
  },
});

const editor = globalThis.envlintEditor({
  parent: byId('editor'),
  label: play('files', lang),
  changed: (path, text) => workspace.put(path, text),
  async hover(path, offset) {
    const hover = await machine.hover(path, offset, lang);
    return hover ? { start: hover.start, end: hover.end, dom: hoverElement(hover) } : null;
  },
  repair: applyRepair,
  actionName: ({ title, safe }) => `${play(safe ? 'apply' : 'applyUnsafe', lang)}: ${title}`,
});

const example = byId<HTMLSelectElement>('example');
const map = mapView({ asked: () => void drawRoutes(), goTo: goToPlace });
const errors = errorBox(goTo);

const kindOf = (path: string): Kind => checked?.kinds[path] ?? ['', ''];

function filesNow(): SharedFile[] {
  return [...workspace.files].map(([path, text]) => ({ path, text }));
}

function checkSoon(pause: number): void {
  clearTimeout(clock);
  clock = setTimeout(() => void check(), pause);
}

/** Checks all files; an answer that is older than a later question is dropped. */
async function check(): Promise<void> {
  const own = ++round;
  const texts = new Map(workspace.files);
  const now = await machine.check(lang);
  if (own !== round) return;
  showChecked(now, texts);
  document.body.dataset.checked = String(own);
  await drawRoutes();
}

function showChecked(now: Checked, texts: ReadonlyMap<string, string>): void {
  checked = now;
  askedTexts = texts;
  editor.mark(now.marks);
  editor.setMode(workspace.open, kindOf(workspace.open));
  drawFindings(now, { goTo, repair: applyRepair });
  drawTabs(workspace, now.marks);
  drawKind();
  errors.found(now.marks);
}

async function drawRoutes(): Promise<void> {
  map.show(await machine.map(lang, map.hosts));
}

function drawFiles(): void {
  const { open, files } = workspace;
  drawTabs(workspace, checked?.marks ?? []);
  byId('editor').hidden = open === '';
  if (open !== '') editor.show(open, files.get(open) ?? '', kindOf(open));
  drawKind();
}

function drawKind(): void {
  const [language, dialect] = kindOf(workspace.open);
  const name = dialect === '' || dialect === language ? language : `${language} · ${dialect}`;
  const isConfig = workspace.open === 'envlint.yaml';
  byId('kind').textContent =
    workspace.open === ''
      ? ''
      : isConfig
        ? play('configured', lang)
        : name === '' && checked
          ? play('unread', lang)
          : name;
}

function goTo({ path, start, end }: Pick<Mark, 'path' | 'start' | 'end'>): void {
  workspace.show(path);
  editor.select(start, end);
}

/** A place as the map writes it, its beginning perhaps cut off: `…ihomo/config.yaml:22`. */
function goToPlace(place: string): void {
  const [, name = '', line = '1'] = /^…?(.*?):(\d+)/.exec(place) ?? [];
  const path = [...workspace.files.keys()].find((one) => one.endsWith(name));
  if (path === undefined) return;
  const lines = (workspace.files.get(path) ?? '').split('\n');
  const start = lines.slice(0, Number(line) - 1).reduce((sum, text) => sum + text.length + 1, 0);
  goTo({ path, start, end: start + (lines[Number(line) - 1]?.length ?? 0) });
}

/** Gives files other texts, in the editor too, where the user can undo it. */
function rewrite(files: readonly SharedFile[]): void {
  for (const { path, text } of files) {
    workspace.put(path, text);
    editor.replace(path, text);
  }
}

function applyRepair(repair: Repair): void {
  const files = repaired(repair, askedTexts, workspace.files);
  if (files) rewrite(files);
  else tell(play('outdated', lang));
}

async function fixAll(unsafe: boolean): Promise<void> {
  const asked = new Map(workspace.files);
  const { changed, count } = await machine.fix(unsafe);
  if (!isCurrent(asked.keys(), asked, workspace.files)) {
    tell(play('outdated', lang));
    return;
  }
  rewrite(changed);
  tell(count > 0 ? play('fixed', lang, { n: count }) : play('nothingFixed', lang));
}

async function openMachine(name: string): Promise<void> {
  await loadScript(`machines/${name}.js`);
  const files = (globalThis.envlintMachines?.[name] ?? []).map(([path, text]) => ({ path, text }));
  workspace.reset(files);
}

/** Own files come beside own files, but never beside an example. */
function addFiles(files: readonly SharedFile[]): void {
  const before = example.value === '' ? filesNow() : [];
  const names = new Set(files.map(({ path }) => path));
  example.value = '';
  workspace.reset([...before.filter(({ path }) => !names.has(path)), ...files], files[0]?.path);
}

function showState({ files, open, error }: SharedState): void {
  if (error !== undefined) errors.set(error);
  if (files.length === 0) return;
  example.value = '';
  workspace.reset(files, open);
}

async function start(): Promise<void> {
  const state = await stateOf(location.hash);
  if (state) showState(state);
  else if (location.hash.length > 1) tell(play('badLink', lang));
  if (workspace.files.size > 0) return;
  const { files, checked: found, mapped } = globalThis.envlintFirst;
  example.value = FIRST_MACHINE;
  checked = found;
  workspace.reset(files);
  showChecked(found, new Map(workspace.files));
  document.body.dataset.checked = '0';
  performance.mark('envlint-usable');
  // The map is below what is seen first.
  setTimeout(() => map.show(mapped));
}

/** The first sign of use: the worker is fetched before anything is asked of it. */
for (const sign of ['pointerdown', 'keydown', 'dragenter', 'focusin'])
  addEventListener(sign, () => remote.warmUp(), { once: true });

example.addEventListener('change', () => {
  if (example.value === '') workspace.reset([]);
  else void openMachine(example.value);
});
byId('fixSafe').addEventListener('click', () => void fixAll(false));
byId('fixUnsafe').addEventListener('click', () => void fixAll(true));
byId('notes').addEventListener('change', () => {
  if (checked) drawFindings(checked, { goTo, repair: applyRepair });
});
addEventListener('hashchange', async () => {
  const state = await stateOf(location.hash);
  if (state) showState(state);
});
const intake = {
  machine,
  add: addFiles,
  error(text: string) {
    errors.set(text);
    byId('error').scrollIntoView({ block: 'center' });
  },
};
prepareIntake(intake);
preparePaste(intake);
prepareSharing({
  machine,
  state: () => ({ open: workspace.open, error: errors.text }),
  picture: () => ({ headline: checked?.headline ?? '', marks: checked?.marks ?? [], map: map.svg }),
});
void start();
