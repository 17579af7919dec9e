/** The map of requests: the drawing of the HTML report, for the chosen host and environment. */
import { drawMap } from '../../report/page/map.ts';
import type { Mapped } from '../core/machine.ts';
import { play } from '../play-words.ts';
import { byId, lang, make } from './dom.ts';

export interface MapView {
  show(mapped: Mapped): void;
  /** Hosts that no file names, as typed. */
  readonly hosts: readonly string[];
  /** The drawing as it is now; empty where there is none. */
  readonly svg: string;
}

interface MapOptions {
  /** Another host was typed. */
  readonly asked: () => void;
  /** A box was pressed: `…/config.yaml:22`. */
  readonly goTo: (place: string) => void;
}

/** Prepares the part of the page. */
export function mapView({ asked, goTo }: MapOptions): MapView {
  const hosts: string[] = [];
  let mapped: Mapped = { data: undefined, hosts: [], environments: [] };
  let svg = '';
  const select = { host: byId<HTMLSelectElement>('host'), environment: byId<HTMLSelectElement>('environment') };

  function draw(): void {
    byId('map').hidden = mapped.data === undefined;
    if (!mapped.data) {
      svg = '';
      return;
    }
    const drawn = drawMap(mapped.data, Number(select.host.value), Number(select.environment.value));
    svg = drawn.svg;
    byId('picture').innerHTML = svg;
    for (const node of document.querySelectorAll('#picture g.node:has(.note)')) makeButton(node, goTo);
    byId('map-note').textContent = drawn.note;
    const heads = mapped.data.titles.map((title) => `<th scope="col">${title}</th>`).join('');
    byId('map-table').innerHTML = `<table><thead><tr>${heads}</tr></thead><tbody>${drawn.rows}</tbody></table>`;
  }

  for (const one of Object.values(select)) one.addEventListener('change', draw);
  byId('choose').addEventListener('submit', (event) => {
    event.preventDefault();
    const host = byId<HTMLInputElement>('other-host').value.trim();
    if (host === '') return;
    hosts.splice(0, hosts.length, host);
    asked();
  });

  return {
    hosts,
    get svg() {
      return svg;
    },
    show(next) {
      const typed = hosts[0];
      const isNew = typed !== undefined && !mapped.hosts.includes(short(typed)) && next.hosts.includes(short(typed));
      mapped = next;
      fill(select.host, play('allHosts', lang), next.hosts);
      fill(select.environment, play('allEnvironments', lang), next.environments);
      if (isNew) select.host.value = String(next.hosts.indexOf(short(typed)));
      draw();
    },
  };
}

/** As the map names hosts. */
const short = (host: string): string => host.replace(/^https:\/\/|\/$/g, '');

/** The names to choose from; what was chosen stays where it is still there. */
function fill(select: HTMLSelectElement, all: string, names: readonly string[]): void {
  const before = select.selectedOptions[0]?.textContent;
  const options = names.map((name, index) => make('option', { value: String(index) }, name));
  select.replaceChildren(make('option', { value: '-1' }, all), ...options);
  const again = names.indexOf(before ?? '');
  select.value = String(again);
}

/** A box of the drawing leads to its line, by mouse and by keyboard. */
function makeButton(node: Element, goTo: (place: string) => void): void {
  const place = node.querySelector('.note')?.textContent ?? '';
  if (!/:\d+/.test(place)) return;
  node.setAttribute('tabindex', '0');
  node.setAttribute('role', 'button');
  node.setAttribute('aria-label', `${play('goTo', lang)}: ${node.textContent ?? ''}`);
  node.classList.add('leads');
  node.addEventListener('click', () => goTo(place));
  node.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || !['Enter', ' '].includes(event.key)) return;
    event.preventDefault();
    goTo(place);
  });
}
