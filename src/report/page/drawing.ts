/**
 * A drawing of how requests travel: programs, proxy variables, listeners, rules, ways out. A layered graph in plain SVG;
 * each group of clients that goes one way is one line through it.
 */

import type { Route, RouteStep } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { element, escapeXml } from '../machine/xml.ts';
import { type Report, say, shown } from '../model.ts';
import { ends } from '../position.ts';
import { type Way, waysOf } from '../route.ts';
import { truncate, truncateStart } from '../terminal/width.ts';
import { wrap } from '../terminal/wrap.ts';
import { visible } from '../visible.ts';
import { listed, VERDICT, word } from '../words.ts';

const NODE_WIDTH = 172;
const COLUMN_GAP = 52;
const NODE_GAP = 14;
const LANE = 14;
const LINE = 15;
const PADDING = 9;
const HEAD = 34;
/** Cells of the drawing's fixed-width font that fit into a node. */
const NODE_CELLS = 22;
/** A drawing of more ways than this explains nothing. */
const MOST_WAYS = 60;

interface Stop {
  readonly text: string;
  readonly note: string;
}

interface Line {
  readonly way: Way;
  readonly title: string;
  /** What it passes in each column; undefined where it passes nothing. */
  readonly stops: readonly (Stop | undefined)[];
}

interface Node {
  readonly key: string;
  readonly stop: Stop | undefined;
  readonly lines: Line[];
  readonly labels: readonly string[];
  readonly height: number;
  top: number;
}

/** The drawing as markup; empty where there is no route. */
export function drawing(report: Report): string {
  const routes = report.routes ?? [];
  const lines = linesOfRoutes(report, routes);
  if (lines.length === 0) return '';
  const titles = [
    'URL',
    word('program', report.lang),
    word('variable', report.lang),
    word('listener', report.lang),
    word('matched', report.lang),
    word('out', report.lang),
  ];
  const used = titles.map((_, column) => lines.some((line) => line.stops[column] !== undefined));
  const columns = titles.map((_, column) => column).filter((column) => used[column]);
  const layers = columns.map((column) => layer(lines, column));
  const height = Math.max(...layers.map(heightOf)) + HEAD + 8;
  for (const nodes of layers) place(nodes, height);
  const width = columns.length * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP;
  const heads = columns.map((column, index) =>
    text(index * (NODE_WIDTH + COLUMN_GAP), 14, 'head', titles[column] ?? ''),
  );
  return element('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', class: 'routes' }, [
    element('title', {}, [escapeXml(word('routes', report.lang))]),
    ...heads,
    ...lines.map((line) => path(line, layers)),
    ...layers.flatMap((nodes, index) => nodes.map((node) => box(node, index * (NODE_WIDTH + COLUMN_GAP)))),
  ]);
}

function linesOfRoutes(report: Report, routes: readonly Route[]): Line[] {
  const urls = new Set(routes.map(({ url }) => url));
  const requests = groupBy(routes, ({ url, environment }) => JSON.stringify([url, environment]));
  const ways = [...requests.values()].flatMap(waysOf).slice(0, MOST_WAYS);
  return ways.map((way) => lineOf(report, way, urls.size > 1));
}

function lineOf(report: Report, way: Way, namesUrl: boolean): Line {
  const { route, clients } = way;
  const { lang, mask } = report;
  const clean = (text: string) => visible(mask.mask(text));
  const verdict = VERDICT[route.verdict].end[lang === 'zh-CN' ? 'zh' : 'en'];
  const find = (...kinds: readonly string[]) => route.steps.find((step) => kinds.includes(step.what));
  const bypass = find('no-proxy');
  const variable = find('variable', 'setting') ?? bypass;
  const listener = find('listener');
  const rule = find('rule');
  const who = listed(clients, lang);
  const stops: (Stop | undefined)[] = [
    // Nearly every request is https; the host is what tells them apart.
    namesUrl ? { text: clean(route.url).replace(/^https:\/\/|\/$/g, ''), note: '' } : undefined,
    { text: who, note: clean(route.environment) },
    route.bypass !== undefined && bypass ? stopOf(report, bypass) : variable && stopOf(report, variable),
    listener
      ? stopOf(report, listener)
      : route.proxy
        ? { text: clean(route.proxy), note: word('unlisted', lang) }
        : undefined,
    rule ? stopOf(report, rule) : undefined,
    { text: route.clash?.policy ? clean(route.clash.policy) : verdict, note: route.clash?.policy ? verdict : '' },
  ];
  return { way, title: `${clean(route.url)}\n${who}: ${verdict}`, stops };
}

function stopOf(report: Report, { at, about, message }: RouteStep): Stop {
  const text = about === undefined ? say(report, message) : visible(report.mask.mask(about));
  const line = at ? ends(report.project.documents.get(at.file), at).start.line : 0;
  return { text: text.replace(/\s{2,}/g, ' '), note: at ? `${shown(report, at.file)}:${line}` : '' };
}

/** The nodes of one column. A line that passes nothing here keeps a lane of its own, so that it crosses no node. */
function layer(lines: readonly Line[], column: number): Node[] {
  const groups = groupBy(lines, (line) => {
    const stop = line.stops[column];
    return stop ? JSON.stringify([stop.text, stop.note]) : `lane ${line.way.route.verdict} ${lines.indexOf(line)}`;
  });
  const order = new Map(lines.map((line, index) => [line, index]));
  const middle = (of: readonly Line[]) => of.reduce((sum, line) => sum + (order.get(line) ?? 0), 0) / of.length;
  return [...groups]
    .sort(([, a], [, b]) => middle(a) - middle(b))
    .map(([key, members]) => {
      const stop = members[0]?.stops[column];
      const labels = stop ? labelLines(stop.text) : [];
      const words = labels.length * LINE + (stop?.note ? LINE : 0) + PADDING * 2 - 3;
      return {
        key,
        stop,
        lines: members,
        labels,
        height: stop ? Math.max(words, members.length * LANE + PADDING) : LANE,
        top: 0,
      };
    });
}

function labelLines(label: string): string[] {
  const lines = wrap(label, NODE_CELLS);
  if (lines.length <= 2) return lines;
  return [lines[0] ?? '', truncate(`${lines.slice(1).join(' ')}`, NODE_CELLS)];
}

const heightOf = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, node) => sum + node.height + NODE_GAP, -NODE_GAP);

function place(nodes: readonly Node[], height: number): void {
  let top = HEAD + (height - HEAD - 8 - heightOf(nodes)) / 2;
  for (const node of nodes) {
    node.top = top;
    top += node.height + NODE_GAP;
  }
}

/** One line from the first column to the last, a smooth curve between each two. */
function path(line: Line, layers: readonly (readonly Node[])[]): string {
  const points = layers.map((nodes) => {
    const node = nodes.find((candidate) => candidate.lines.includes(line));
    if (!node) return 0;
    const lane = node.lines.indexOf(line);
    return (
      node.top +
      node.height / 2 +
      (lane - (node.lines.length - 1) / 2) * Math.min(LANE, node.height / node.lines.length)
    );
  });
  let d = '';
  for (const [index, y] of points.entries()) {
    const x = index * (NODE_WIDTH + COLUMN_GAP);
    const round = (value: number) => Math.round(value * 10) / 10;
    if (index === 0) d = `M0 ${round(y)}H${NODE_WIDTH}`;
    else {
      const from = x - COLUMN_GAP;
      const middle = from + COLUMN_GAP / 2;
      d += `C${middle} ${round(points[index - 1] ?? y)} ${middle} ${round(y)} ${x} ${round(y)}H${x + NODE_WIDTH}`;
    }
  }
  return element('g', { class: `way ${line.way.route.verdict}` }, [
    element('title', {}, [escapeXml(line.title)]),
    element('path', { d, class: 'hit' }),
    element('path', { d, class: 'stroke' }),
  ]);
}

function box(node: Node, x: number): string {
  const { stop, labels } = node;
  if (!stop) return '';
  const words = labels.length * LINE + (stop.note ? LINE : 0);
  const top = node.top + (node.height - words) / 2;
  const parts = labels.map((label, index) => text(x + PADDING, top + index * LINE + 11.5, 'label', label));
  if (stop.note)
    parts.push(text(x + PADDING, top + labels.length * LINE + 11.5, 'note', truncateStart(stop.note, NODE_CELLS + 2)));
  return element('g', { class: 'node' }, [
    element('title', {}, [escapeXml(`${stop.text}\n${stop.note}`.trim())]),
    element('rect', { x: x + 0.5, y: node.top, width: NODE_WIDTH - 1, height: node.height, rx: 7 }),
    ...parts,
  ]);
}

function text(x: number, y: number, kind: string, content: string): string {
  return element('text', { x, y: Math.round(y * 10) / 10, class: kind }, [escapeXml(content)]);
}
