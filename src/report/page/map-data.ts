/** From routes to the data of the map: every text once, escaped, its secrets masked. */
import type { Route, RouteStep, RouteVerdict } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { escapeXml } from '../machine/xml.ts';
import { type Report, say, shown } from '../model.ts';
import { ends } from '../position.ts';
import { type Way, waysOf } from '../route.ts';
import { truncate, truncateStart } from '../terminal/width.ts';
import { wrap } from '../terminal/wrap.ts';
import { visible } from '../visible.ts';
import { listed, VERDICT, word } from '../words.ts';
import type { MapData, MapLine, Stop } from './map.ts';

/** Cells of the drawing's fixed-width font that fit into a node. */
const NODE_CELLS = 22;

/** The data of all routes of a report; undefined where there is none. */
export function mapData(report: Report): MapData | undefined {
  const { routes = [], lang } = report;
  if (routes.length === 0) return undefined;
  const hosts = numbers();
  const environments = numbers();
  const clients = numbers();
  const verdicts = numbers();
  const stops = numbers();
  const lines: MapLine[] = [];
  const requests = groupBy(routes, ({ url, environment }) => JSON.stringify([url, environment]));
  for (const way of [...requests.values()].flatMap(waysOf)) {
    const { url, environment, verdict } = way.route;
    lines.push([
      hosts.of(shortHost(clean(report, url))),
      environments.of(clean(report, environment)),
      clients.of(listed(way.clients, lang)),
      verdicts.of(verdict),
      ...stopsOf(report, way).map((stop) => (stop ? stops.of(JSON.stringify(stop)) : -1)),
    ]);
  }
  const head = (['host', 'program', 'variable', 'listener', 'matched', 'out'] as const).map((name) => word(name, lang));
  return {
    titles: head.map(escapeXml),
    hosts: hosts.all().map(labelLines),
    environments: environments.all().map((name) => escapeXml(truncateStart(name, NODE_CELLS - 4))),
    clients: clients.all().map(labelLines),
    verdicts: verdicts.all().map((one) => [one, escapeXml(endOf(report, one as RouteVerdict))]),
    stops: stops.all().map((stop) => JSON.parse(stop) as Stop),
    lines,
    words: {
      more: escapeXml(word('andMore', lang)),
      hidden: escapeXml(word('waysHidden', lang)),
      label: escapeXml(word('routes', lang)),
    },
  };
}

/** Full names of hosts and environments, in the order of the data, for the page's two lists. */
export function mapNames(report: Report): { readonly hosts: string[]; readonly environments: string[] } {
  const routes = report.routes ?? [];
  return {
    hosts: [...new Set(routes.map(({ url }) => shortHost(clean(report, url))))],
    environments: [...new Set(routes.map(({ environment }) => clean(report, environment)))],
  };
}

function numbers(): { of(text: string): number; all(): string[] } {
  const known = new Map<string, number>();
  return {
    of(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      known.set(text, known.size);
      return known.size - 1;
    },
    all: () => [...known.keys()],
  };
}

const clean = (report: Report, text: string): string => visible(report.mask.mask(text));

/** Nearly every request is https; the host is what tells them apart. */
const shortHost = (url: string): string => url.replace(/^https:\/\/|\/$/g, '');

const endOf = ({ lang }: Report, verdict: RouteVerdict): string => VERDICT[verdict].end[lang === 'zh-CN' ? 'zh' : 'en'];

/** Variable, listener, rule and way out. */
function stopsOf(report: Report, { route }: Way): (Stop | undefined)[] {
  const find = (...kinds: readonly string[]) => route.steps.find((step) => kinds.includes(step.what));
  const bypass = find('no-proxy');
  const variable = find('variable', 'setting') ?? bypass;
  const named = route.bypass !== undefined && bypass ? bypass : variable;
  const listener = find('listener');
  const rule = find('rule');
  const verdict = endOf(report, route.verdict);
  const policy = route.clash?.policy;
  return [
    named && stopAt(report, named),
    listener ? stopAt(report, listener) : elsewhere(report, route),
    rule && stopAt(report, rule),
    policy ? stop(clean(report, policy), verdict) : stop(verdict, ''),
  ];
}

function elsewhere(report: Report, { proxy }: Route): Stop | undefined {
  return proxy ? stop(clean(report, proxy), word('unlisted', report.lang)) : undefined;
}

function stopAt(report: Report, { at, about, message }: RouteStep): Stop {
  const text = about === undefined ? say(report, message) : clean(report, about);
  const line = at ? ends(report.project.documents.get(at.file), at).start.line : 0;
  return stop(text.replace(/\s{2,}/g, ' '), at ? `${shown(report, at.file)}:${line}` : '');
}

function stop(text: string, note: string): Stop {
  return { lines: labelLines(text), note: escapeXml(truncateStart(note, NODE_CELLS - 1)) };
}

/** At most two lines that fit into a node, escaped. */
function labelLines(text: string): string[] {
  const lines = wrap(text, NODE_CELLS);
  const fitting = lines.length <= 2 ? lines : [lines[0] ?? '', truncate(lines.slice(1).join(' '), NODE_CELLS)];
  return fitting.map(escapeXml);
}
