/**
 * The map of requests as an SVG and as the rows of a table, for one choice of host and environment. These functions also run in
 * the page itself (`MAP_CODE`): they use only each other and their arguments, and all text arrives escaped.
 */

/** What a request passes in one column: its words on one or two lines, and where that is written. */
export interface Stop {
  readonly lines: readonly string[];
  readonly note: string;
}

/** One route of one request: `[host, environment, clients, verdict, stops…]`, all as indexes, -1 for no stop in a column. */
export type MapLine = readonly number[];

export interface MapData {
  readonly titles: readonly string[];
  readonly hosts: readonly (readonly string[])[];
  readonly environments: readonly string[];
  readonly clients: readonly (readonly string[])[];
  /** Classes, with their words. */
  readonly verdicts: readonly (readonly [string, string])[];
  readonly stops: readonly Stop[];
  readonly lines: readonly MapLine[];
  /** Words with `{n}` for a number. */
  readonly words: { readonly more: string; readonly hidden: string; readonly label: string };
}

interface Merged {
  readonly key: string;
  readonly verdict: number;
  /** Text of each column, undefined where nothing is passed. */
  readonly texts: (readonly string[] | undefined)[];
  readonly notes: string[][];
}

interface MapNode {
  readonly key: string;
  readonly lines: number[];
  readonly texts: readonly string[] | undefined;
  readonly note: string;
  height: number;
  top: number;
}

/** The markup for a choice; -1 stands for all hosts, or all environments. */
export function drawMap(data: MapData, host: number, environment: number): { svg: string; rows: string; note: string } {
  const all = mergeLines(
    data,
    data.lines.filter((line) => (host < 0 || line[0] === host) && (environment < 0 || line[1] === environment)),
  );
  const shown = all.slice(0, 40);
  const note = all.length > shown.length ? data.words.hidden.replace('{n}', String(all.length - shown.length)) : '';
  const columns = data.titles.map((_, index) => index).filter((index) => shown.some((line) => line.texts[index]));
  const layers = columns.map((column) => mapLayer(data, shown, column));
  return { svg: mapSvg(data, shown, columns, layers), rows: mapRows(data, shown), note };
}

/** Ways of equal words are one line, from however many environments. */
function mergeLines(data: MapData, lines: readonly MapLine[]): Merged[] {
  const merged = new Map<string, Merged>();
  for (const line of lines) {
    const [host = 0, environment = 0, clients = 0, verdict = 0, ...stops] = line;
    const texts = [data.hosts[host], data.clients[clients], ...stops.map((stop) => data.stops[stop]?.lines)];
    const key = JSON.stringify([verdict, texts]);
    const known = merged.get(key);
    const notes = ['', data.environments[environment] ?? '', ...stops.map((stop) => data.stops[stop]?.note ?? '')];
    if (known) {
      for (const [index, list] of known.notes.entries()) {
        const note = notes[index] ?? '';
        if (!list.includes(note)) list.push(note);
      }
    } else merged.set(key, { key, verdict, texts, notes: notes.map((note) => [note]) });
  }
  return [...merged.values()];
}

/** `~/.zshrc:12`, `~/.zshrc:12 +4` */
function mapNote(data: MapData, notes: readonly string[]): string {
  const [first = '', ...rest] = notes.filter((note) => note !== '');
  return rest.length > 0 ? `${first} ${data.words.more.replace('{n}', String(rest.length))}` : first;
}

/** The nodes of one column, top to bottom. A line that passes nothing here keeps a lane of its own, so that it crosses no node. */
function mapLayer(data: MapData, lines: readonly Merged[], column: number): MapNode[] {
  const nodes = new Map<string, MapNode>();
  lines.forEach((line, index) => {
    const texts = line.texts[column];
    const note = mapNote(data, line.notes[column] ?? []);
    const key = texts ? JSON.stringify([texts, note]) : `lane ${index}`;
    const known = nodes.get(key);
    if (known) known.lines.push(index);
    else nodes.set(key, { key, lines: [index], texts, note: texts ? note : '', height: 0, top: 0 });
  });
  const middle = (node: MapNode): number => node.lines.reduce((sum, index) => sum + index, 0) / node.lines.length;
  const sorted = [...nodes.values()].sort((a, b) => middle(a) - middle(b));
  for (const node of sorted) {
    const words = (node.texts?.length ?? 0) * 15 + (node.note ? 15 : 0) + 15;
    node.height = node.texts ? Math.max(words, node.lines.length * 14 + 9) : 14;
  }
  return sorted;
}

/** The drawing: columns 204 wide with nodes of 172, each line a smooth curve through its nodes. */
function mapSvg(
  data: MapData,
  lines: readonly Merged[],
  columns: readonly number[],
  layers: readonly MapNode[][],
): string {
  if (lines.length === 0) return '';
  const tall = (nodes: readonly MapNode[]): number => nodes.reduce((sum, node) => sum + node.height + 14, -14);
  const height = Math.max(...layers.map(tall)) + 42;
  const width = columns.length * 204 - 32;
  for (const nodes of layers) {
    let top = 34 + (height - 42 - tall(nodes)) / 2;
    for (const node of nodes) {
      node.top = top;
      top += node.height + 14;
    }
  }
  const heads = columns.map(
    (column, index) => `<text x="${index * 204}" y="14" class="head">${data.titles[column] ?? ''}</text>`,
  );
  const paths = lines.map((line, index) => {
    const [kind = ''] = data.verdicts[line.verdict] ?? [];
    return `<g class="way ${kind}"><path d="${mapPath(layers, index)}" class="stroke"/></g>`;
  });
  const boxes = layers.flatMap((nodes, index) => nodes.map((node) => mapBox(node, index * 204)));
  const label = data.words.label;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}" class="routes">${[...heads, ...paths, ...boxes].join('')}</svg>`;
}

/** The path of one line through all columns. */
function mapPath(layers: readonly MapNode[][], line: number): string {
  let path = '';
  let before = 0;
  layers.forEach((nodes, index) => {
    const node = nodes.find((one) => one.lines.includes(line));
    if (!node) return;
    const lane = node.lines.indexOf(line) - (node.lines.length - 1) / 2;
    const y = Math.round((node.top + node.height / 2 + lane * Math.min(14, node.height / node.lines.length)) * 10) / 10;
    const x = index * 204;
    path += path === '' ? `M${x} ${y}H${x + 172}` : `C${x - 16} ${before} ${x - 16} ${y} ${x} ${y}H${x + 172}`;
    before = y;
  });
  return path;
}

/** A node with its words. */
function mapBox({ texts, note, height, top }: MapNode, x: number): string {
  if (!texts) return '';
  const start = top + (height - texts.length * 15 - (note ? 15 : 0)) / 2 + 11.5;
  const at = (index: number): string => `x="${x + 9}" y="${Math.round((start + index * 15) * 10) / 10}"`;
  const words = texts.map((text, index) => `<text ${at(index)} class="label">${text}</text>`);
  const place = note ? `<text ${at(texts.length)} class="note">${note}</text>` : '';
  return `<g class="node"><rect x="${x + 0.5}" y="${top}" width="171" height="${height}" rx="7"/>${words.join('')}${place}</g>`;
}

/** The same lines as rows of a table. */
function mapRows(data: MapData, lines: readonly Merged[]): string {
  const cell = (line: Merged, column: number): string => {
    const text = (line.texts[column] ?? ['–']).join(' ');
    const note = mapNote(data, line.notes[column] ?? []);
    return `<td>${text}${note && line.texts[column] ? `<small>${note}</small>` : ''}</td>`;
  };
  return lines.map((line) => `<tr>${data.titles.map((_, column) => cell(line, column)).join('')}</tr>`).join('');
}

/** The functions above as a script. */
export const MAP_CODE: string = [drawMap, mergeLines, mapNote, mapLayer, mapSvg, mapPath, mapBox, mapRows]
  .map(String)
  .join('\n');
