/** The result as a picture: the headline, the gravest findings and the map, drawn as SVG and painted as PNG. */
import { t } from '../../report/page/markup.ts';
import type { Mark } from '../core/machine.ts';
import { play } from '../play-words.ts';
import { lang } from './dom.ts';

export interface Picture {
  readonly headline: string;
  readonly marks: readonly Mark[];
  /** The map's SVG; empty where there is none. */
  readonly map: string;
}

const WIDTH = 1200;
const MARGIN = 40;
const LINE = 30;
const MOST_FINDINGS = 12;
/** Pixels for each unit, so that it stays sharp on dense screens. */
const DENSITY = 2;

const VARIABLES = 'bg card ink soft faint line error warning info good code'.split(' ');

/** The picture as one SVG that needs nothing of the page. */
export function pictureOf({ headline, marks, map }: Picture): { readonly svg: string; readonly height: number } {
  const grave = marks.filter(({ severity }) => severity !== 'info');
  const rows = grave.slice(0, MOST_FINDINGS).map((mark, index) => findingRow(mark, 130 + index * LINE));
  const left = grave.length - rows.length;
  const more = left > 0 ? row(130 + rows.length * LINE, play('moreLines', lang, { n: left }), 'soft') : '';
  const top = 130 + (rows.length + (left > 0 ? 1 : 0)) * LINE + 10;
  const size = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(map);
  const scale = size ? Math.min(1.2, (WIDTH - 2 * MARGIN) / Number(size[1])) : 1;
  const mapHeight = size ? Number(size[2]) * scale : 0;
  const drawing = size
    ? map
        .replace(/ width="[\d.]+" height="[\d.]+"/, '')
        .replace('<svg ', `<svg x="${MARGIN}" y="${top}" width="${Number(size[1]) * scale}" height="${mapHeight}" `)
    : '';
  const height = Math.ceil(top + mapHeight + MARGIN);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><style>${style()}</style><rect width="100%" height="100%" fill="var(--bg)"/><text x="${MARGIN}" y="52" class="brand">envlint</text><text x="${MARGIN}" y="92" class="title">${t(headline)}</text>${rows.join('')}${more}${drawing}</svg>`;
  return { svg, height };
}

function findingRow({ severity, message, path }: Mark, y: number): string {
  const dot = `<circle cx="${MARGIN + 6}" cy="${y - 5}" r="6" fill="var(--${severity})"/>`;
  return (
    dot +
    row(y, clipped(message, 88), 'ink', MARGIN + 24) +
    `<text x="${WIDTH - MARGIN}" y="${y}" text-anchor="end" class="path">${t(clipped(path, 34))}</text>`
  );
}

const row = (y: number, text: string, tone: string, x = MARGIN): string =>
  `<text x="${x}" y="${y}" fill="var(--${tone})" class="row">${t(text)}</text>`;

/** Cut to so many columns; Chinese signs take two. */
function clipped(text: string, columns: number): string {
  let width = 0;
  let cut = '';
  for (const sign of text) {
    width += (sign.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
    if (width > columns) return `${cut}…`;
    cut += sign;
  }
  return cut;
}

/** The colours of the page as it is now, and what the map's own parts look like. */
function style(): string {
  const now = getComputedStyle(document.documentElement);
  const values = VARIABLES.map((name) => `--${name}:${now.getPropertyValue(`--${name}`)}`).join(';');
  return `svg{${values}} text{font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.brand{font-size:16px;font-weight:700;fill:var(--soft)} .title{font-size:30px;font-weight:700;fill:var(--ink)}
.row{font-size:16px} .path,.label,.note{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace} .path{font-size:13px;fill:var(--faint)}
.head{font-size:12px;fill:var(--faint)} .node rect{fill:var(--card);stroke:var(--line);stroke-width:1.2} .label{font-size:11.5px;fill:var(--ink)} .note{font-size:10.5px;fill:var(--soft)}
.way path{fill:none;stroke-width:5;opacity:.75} .direct path{stroke:var(--good)} .proxy path{stroke:var(--info)} .reject path,.error path{stroke:var(--error)} .unknown path{stroke:var(--warning)}`;
}

/** Puts the picture on the clipboard, or saves it where the browser copies none. Answers the word to say. */
export async function copyPicture({
  svg,
  height,
}: {
  readonly svg: string;
  readonly height: number;
}): Promise<'copied' | 'saved'> {
  const png = await painted(svg, height);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return 'copied';
  } catch {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(png);
    link.download = 'envlint.png';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return 'saved';
  }
}

async function painted(svg: string, height: number): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * DENSITY;
  canvas.height = height * DENSITY;
  const context = canvas.getContext('2d');
  context?.scale(DENSITY, DENSITY);
  context?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}
