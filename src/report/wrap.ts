/** Breaks text into lines of a width: at blanks, and between Chinese characters where typesetting allows it. */
import { clusters, widthOf } from './width.ts';

/** No line begins with one of these, and none ends with one of `OPENING`. */
const CLOSING = /^[，。、；：？！）》」』】〕”’…—·％,.;:?!)\]}%/]/u;
const OPENING = /[（《「『【〔“‘([{]$/u;

/** Lines of at most `cells`; a word that is longer is broken where it must. An empty text is one empty line. */
export function wrap(text: string, cells: number, first = cells): string[] {
  const lines: string[] = [];
  let line = '';
  let room = Math.max(1, first);
  const flush = () => {
    lines.push(line.trimEnd());
    line = '';
    room = Math.max(1, cells);
  };
  for (const word of words(text)) {
    const width = widthOf(word.trimEnd());
    if (line !== '' && widthOf(line) + width > room) flush();
    if (width <= room - widthOf(line)) {
      line += line === '' ? word.trimStart() : word;
      continue;
    }
    for (const cluster of clusters(word)) {
      if (line !== '' && widthOf(line) + cluster.width > room) flush();
      line += cluster.text;
    }
  }
  flush();
  return lines;
}

/** Unbreakable runs, each with the blanks behind it. */
function words(text: string): string[] {
  const found: string[] = [];
  let word = '';
  let wide = false;
  for (const { text: cluster, width } of clusters(text)) {
    const blank = /\s$/.test(word) && !/^\s/.test(cluster);
    const between = (width === 2 || wide) && !CLOSING.test(cluster) && !OPENING.test(word) && !/^\s/.test(cluster);
    if (word !== '' && (blank || between)) {
      found.push(word);
      word = '';
    }
    word += cluster;
    wide = width === 2;
  }
  if (word !== '') found.push(word);
  return found;
}
