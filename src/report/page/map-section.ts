/** The part of the page that shows how requests travel, with a host and an environment to choose. */
import type { Report } from '../model.ts';
import { safeJson } from '../visible.ts';
import { word } from '../words.ts';
import { drawMap } from './map.ts';
import { mapData, mapNames } from './map-data.ts';
import { scrolling, t, tag } from './markup.ts';

/** The map of all requests; the page's script draws it anew for a choice. Empty where there is no route. */
export function mapSection(report: Report): string {
  const data = mapData(report);
  if (!data) return '';
  const { lang } = report;
  const names = mapNames(report);
  const { svg, rows, note } = drawMap(data, -1, -1);
  const heads = data.titles.map((title) => `<th scope="col">${title}</th>`).join('');
  const table = tag('table', {}, `<thead><tr>${heads}</tr></thead>`, tag('tbody', {}, rows));
  return tag(
    'section',
    { class: 'card map', 'aria-labelledby': 'map', 'data-map': safeJson(data) },
    tag('h2', { id: 'map' }, t(word('routes', lang))),
    tag('p', {}, t(word('routesHint', lang))),
    tag(
      'div',
      { class: 'choose' },
      choice(word('host', lang), 'host', word('allHosts', lang), names.hosts),
      choice(word('environment', lang), 'environment', word('allEnvironments', lang), names.environments),
    ),
    scrolling('scroll', word('mapScroll', lang), svg),
    tag('p', { class: 'note', 'aria-live': 'polite' }, note),
    tag('details', {}, tag('summary', {}, t(word('asTable', lang))), scrolling('scroll', word('asTable', lang), table)),
  );
}

/** A list to choose from; nothing where there is one alone. */
function choice(label: string, name: string, all: string, names: readonly string[]): string {
  if (names.length < 2) return '';
  const options = names.map((one, index) => tag('option', { value: index }, t(one)));
  return tag('label', {}, t(label), tag('select', { name }, tag('option', { value: -1 }, t(all)), ...options));
}
