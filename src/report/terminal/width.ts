/** How many terminal cells text takes: East Asian wide characters, emoji, combining marks. */

import { lazy } from '../../text.ts';

/** What a reader sees as one character, and the cells it takes. */
export interface Cluster {
  readonly text: string;
  readonly width: number;
}

/** Wide and fullwidth blocks (Unicode 16, EastAsianWidth.txt, W and F), emoji aside: those have a property of their own. */
const WIDE = lazy(() =>
  (
    '1100-115f 2329-232a 2630-2637 268a-268f 2e80-303e 3041-4dbf 4e00-a4c6 a960-a97c ac00-d7a3 f900-faff fe10-fe19 ' +
    'fe30-fe6b ff01-ff60 ffe0-ffe6 16fe0-1b2fb 1d300-1d356 1d360-1d376 1f200-1f2ff 20000-3fffd'
  )
    .split(' ')
    .map((range) => range.split('-').map((hex) => Number.parseInt(hex, 16)) as [number, number]),
);

/** Plain text never needs these, and they take long to compile. */
const unicode = lazy(() => ({
  emoji: /^\p{Emoji_Presentation}/u,
  picture: /^\p{Extended_Pictographic}/u,
  /** Marks, conjoining Hangul vowels and finals, variation selectors, formats, skin tones: they join what is before. */
  joining: /^[\p{Mn}\p{Me}\p{Mc}\u1160-\u11ff\ud7b0-\ud7fb\p{Join_Control}\u{e0020}-\u{e007f}\p{Emoji_Modifier}]/u,
  spacing: /^\p{Mc}/u,
  unseen: /^[\p{Cc}\p{Cf}\u2028\u2029]/u,
  regional: /^[\u{1f1e6}-\u{1f1ff}]/u,
}));

const ZWJ = '\u200d';
const EMOJI_STYLE = '\ufe0f';

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  const blocks = WIDE();
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = blocks[middle] ?? [0, 0];
    if (code < from) high = middle - 1;
    else if (code > to) low = middle + 1;
    else return true;
  }
  return false;
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return 1;
  const { unseen, joining, spacing, emoji } = unicode();
  if (unseen.test(character)) return 0;
  if (joining.test(character)) return spacing.test(character) ? 1 : 0;
  return isWide(code) || emoji.test(character) ? 2 : 1;
}

/** Splits text into what is drawn together. A mark with nothing before it is alone; control characters take no cell. */
export function* clusters(text: string): Generator<Cluster> {
  if (isPlain(text)) {
    for (const character of text) yield { text: character, width: 1 };
    return;
  }
  const { picture, joining, spacing, unseen, regional } = unicode();
  let current = '';
  let width = 0;
  let joins = false;
  let flags = 0;
  for (const character of text) {
    const isFlag = regional.test(character);
    const continues =
      current !== '' &&
      ((joining.test(character) && !unseen.test(current)) ||
        (joins && picture.test(character)) ||
        (isFlag && flags === 1));
    if (!continues) {
      if (current !== '') yield { text: current, width };
      current = '';
      width = 0;
      flags = 0;
    }
    if (current === '') width = isFlag ? 2 : characterWidth(character);
    else if (character === EMOJI_STYLE && (picture.test(current) || /^[0-9#*]/.test(current))) width = 2;
    else if (spacing.test(character)) width += 1;
    current += character;
    joins = character === ZWJ && picture.test(current);
    flags += isFlag ? 1 : 0;
  }
  if (current !== '') yield { text: current, width };
}

/** Printable ASCII: one cell a character. */
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Cells the text takes in a terminal. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const cluster of clusters(text)) width += cluster.width;
  return width;
}

/** As much of the text as fits into `cells`, an ellipsis at its end if anything is missing. Never cuts a cluster. */
export function truncate(text: string, cells: number, ellipsis = '…'): string {
  if (widthOf(text) <= cells) return text;
  const room = cells - widthOf(ellipsis);
  let kept = '';
  let width = 0;
  for (const cluster of clusters(text)) {
    if (width + cluster.width > room) break;
    kept += cluster.text;
    width += cluster.width;
  }
  return room < 0 ? '' : kept + ellipsis;
}

/** The same, but the end is kept: of a path, its last part says most. */
export function truncateStart(text: string, cells: number): string {
  if (widthOf(text) <= cells) return text;
  let kept = '';
  let width = 1;
  for (const cluster of [...clusters(text)].reverse()) {
    if (width + cluster.width > cells) break;
    kept = cluster.text + kept;
    width += cluster.width;
  }
  return `…${kept}`;
}

/** Cuts a path in its middle: its beginning says where it is, its end which file it is. */
export function truncatePath(path: string, cells: number): string {
  if (widthOf(path) <= cells) return path;
  const end = truncateStart(path, Math.ceil((cells - 1) * (2 / 3)));
  return truncate(path, cells - widthOf(end), '') + end;
}

/** Spaces after the text until it takes `cells`. */
export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - widthOf(text)));
}

/** Spaces before the text until it takes `cells`. */
export function padStart(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - widthOf(text))) + text;
}
