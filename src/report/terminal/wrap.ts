/** Breaks text into lines of a width: at spaces, and between Chinese characters where typesetting allows it. */
import { clusters, widthOf } from './width.ts';

/** No line begins with one of these, and none ends with one of `OPENING`. */
const CLOSING = /^[，。、；：？！）》」』】〕”’…—·％,.;:?!)\]}%/]/u;
const OPENING = /[（《「『【〔“‘([{]$/u;

/** Lines of at most `cells`; a word that is longer is broken where it must. An empty text is one empty line. */
export function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  const room = Math.max(2, cells);
  let line = '';
  let used = 0;
  const flush = () => {
    lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const word of words(text)) {
    if (used > 0 && used + widthOf(word.trimEnd()) > room) flush();
    const piece = used === 0 ? word.trimStart() : word;
    for (const cluster of clusters(piece)) {
      const isBlank = /^\s/.test(cluster.text);
      if (used > 0 && !isBlank && used + cluster.width > room) flush();
      line += cluster.text;
      used += cluster.width;
    }
  }
  flush();
  return lines;
}

/**
 * The same, but two lines are evened out where the second would contain only a word or two: broken after punctuation if
 * that is possible, else of nearly equal length.
 */
export function wrapEvenly(text: string, cells: number): string[] {
  const lines = wrap(text, cells);
  if (lines.length !== 2 || widthOf(lines.at(-1) ?? '') * 4 > cells) return lines;
  const attempts: string[][] = [];
  for (let narrower = cells - 1; narrower > cells / 3; narrower--) {
    const attempt = wrap(text, narrower);
    if (attempt.length > lines.length) break;
    attempts.push(attempt);
  }
  const endsIn = (mark: RegExp) => attempts.find((attempt) => attempt.slice(0, -1).every((line) => mark.test(line)));
  return endsIn(/[，。；：.;:]$/) ?? endsIn(/[,、]$/) ?? attempts.at(-1) ?? lines;
}

/** Unbreakable runs, each with the spaces after it. */
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
