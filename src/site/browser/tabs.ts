/** The list of files as tabs: arrow keys move, Delete closes. */
import type { Mark } from '../core/machine.ts';
import { play } from '../play-words.ts';
import { byId, lang, make, press } from './dom.ts';
import type { Workspace } from './workspace.ts';

/** Draws the tabs anew; the gravest finding of each file gives its dot a colour. */
export function drawTabs(workspace: Workspace, marks: readonly Mark[]): void {
  const list = byId('tabs');
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...[...workspace.files.keys()].map((path) => tabFor(workspace, path, marks)));
  const open = document.getElementById('tab-open');
  open?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (hadFocus) open?.focus();
}

function tabFor(workspace: Workspace, path: string, marks: readonly Mark[]): HTMLElement {
  const isOpen = path === workspace.open;
  const own = marks.filter((mark) => mark.path === path).map(({ severity }) => severity);
  const gravest = (['error', 'warning', 'info'] as const).find((severity) => own.includes(severity)) ?? 'none';
  const tab = press(path, { role: 'tab', id: isOpen ? 'tab-open' : undefined, title: path }, () =>
    workspace.show(path),
  );
  tab.className = `tab ${gravest}`;
  tab.setAttribute('aria-selected', String(isOpen));
  tab.setAttribute('aria-controls', 'editor');
  tab.tabIndex = isOpen ? 0 : -1;
  tab.addEventListener('keydown', (event) => moved(event, workspace, path));
  const close = press('×', { class: 'close', 'aria-label': `${play('close', lang)} ${path}`, tabindex: '-1' }, () =>
    workspace.close(path),
  );
  return make('span', { class: 'tab-box', role: 'presentation' }, tab, close);
}

function moved(event: KeyboardEvent, workspace: Workspace, path: string): void {
  const paths = [...workspace.files.keys()];
  const at = paths.indexOf(path);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: paths.length - 1,
  };
  const next = steps[event.key];
  if (event.key === 'Delete') workspace.close(path);
  else if (next === undefined) return;
  else workspace.show(paths[(next + paths.length) % paths.length] ?? path);
  event.preventDefault();
}
