/**
 * Estimates the size of a parsed text before it is parsed: a fact takes a hundred times the memory of its characters, and a
 * file that no program reads must not exhaust the memory of the run.
 */

/**
 * What one file may contain, in parts: an assignment, a command, a key with its value. The longest files that were found contain
 * two thousand; this many take 100 to 200 MB.
 */
export const MOST_PARTS = 50_000;

/** A shorter text cannot contain so many that it matters. In UTF-16 units. */
const SHORT_CHARACTERS = 200_000;

/** Does a text contain more than is read? `parts` counts them; each line that is neither empty nor a comment counts unless given. */
export function isTooMuch(text: string, parts: (text: string) => number = lines): boolean {
  return text.length > SHORT_CHARACTERS && parts(text) > MOST_PARTS;
}

const LF = 10;

/** Lines that are neither empty nor comments. */
export function lines(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; ) {
    let start = at;
    while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9) start++;
    const code = text.charCodeAt(start);
    if (code !== LF && code !== 13 && code !== 35 && code !== 59 && start < text.length) count++;
    const newline = text.indexOf('\n', start);
    at = newline < 0 ? text.length : newline + 1;
  }
  return count;
}

/** How often `mark` occurs. */
export function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) count++;
  return count;
}
