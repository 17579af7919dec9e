/** What a hover shows: the requests that are decided at a place, and where they end. */
import type { Hover } from '../core/hover.ts';
import { play } from '../play-words.ts';
import { lang, make } from './dom.ts';

/** The hover's element. */
export function hoverElement({ title, lines, more }: Hover): HTMLElement {
  const rows = lines.map(({ host, clients, verdict, end }) =>
    make('tr', {}, make('td', {}, host), make('td', {}, clients), make('td', { class: verdict }, end)),
  );
  const parts: HTMLElement[] = [make('p', {}, title)];
  if (rows.length > 0) parts.push(make('table', {}, make('tbody', {}, ...rows)));
  if (more > 0) parts.push(make('p', {}, play('moreLines', lang, { n: more })));
  return make('div', { class: 'hover' }, ...parts);
}
