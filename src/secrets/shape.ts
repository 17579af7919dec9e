/**
 * Recognises random tokens: long runs of letters and digits that do not split into words. Vendor prefixes play no part, so a
 * token of an unknown kind is found like any other.
 */
import { lazy } from '../text.ts';
import type { Range } from './ranges.ts';

/** Longer numbers are no ports, years or versions. */
const LONGEST_NUMBER_DIGITS = 5;
/** `qwen2b3` has two changes between letters and digits. */
const MOST_CHANGES = 2;
/** A token that hyphens cut into short pieces has capitals in several of them, and pairs of letters that no word has. */
const MANY_HUMPS = 3;
/** No word in any language is longer. */
const LONGEST_WORD_CHARACTERS = 28;

/** The minimum length of a token without any context. A shorter run counts only where the context marks it as a secret. */
const SHORTEST_CHARACTERS = 12;
const runs = lazy(() => /[A-Za-z0-9_+~-]{12,}/g);
const parts = lazy(() => /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g);
/** 2024, 202408, 20240806, 20240806123000. */
const date = lazy(() => /^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-3]\d(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?)?)?$/);

/**
 * For each letter, a to z, the letters that follow it in ordinary words: English as technical documents write it, pinyin,
 * and common abbreviations. About half of all pairs; a random text has every second of its pairs outside.
 */
const FOLLOWERS =
  'bcdfgiklmnoprstuvwxy acdeijloprstuxy acdefhiklmnorstuy acdegilnoprstuvy abcdefghijklmnopqrstuvwxy aefgilorstuy ' +
  'aeghilmnoprsu aeiklmorstu abcdefgklmnoprstuvxz aeiopsu aeilnorstu acdefhiklnoprstuvy abdeilmopstuz acdefghiklmnoprstuvxyz ' +
  'abcdefgiklmnoprstuvwx adehiklnoprstuxy aeilou abcdefgiklmnoprstuvwy acdefhiklmnopqstuwy acdefghiklmoprstuvwy ' +
  'abcdefgilmnoprst aeimop aehinorsu aceioptuy acegilmnopstu aehiou';

const usual = lazy(() => {
  const table = new Uint8Array(26 * 26);
  for (const [first, followers] of FOLLOWERS.split(' ').entries())
    for (const second of followers) table[first * 26 + second.charCodeAt(0) - 97] = 1;
  return table;
});

/** Every run of a text that looks like a random token. */
export function scanRandom(text: string): Range[] {
  const found: Range[] = [];
  for (const { 0: run, index } of text.matchAll(runs())) {
    if (!isRandom(run)) continue;
    // A letter glued to its value is an option: `-pSECRET`.
    const option = /^(?:-[A-Za-z]|-+)/.exec(run)?.[0].length ?? 0;
    const at = { start: index + option, end: index + run.length };
    if (!isInHost(text, at)) found.push(widened(text, at));
  }
  return found;
}

/** Is this run of `A-Za-z0-9_+~-`, of any length, unlike words, numbers, versions and dates? */
export function isRandom(run: string): boolean {
  if (isUuid(run)) return true;
  if (run.startsWith('xn--')) return false;
  const isName = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(run);
  let odd = 0;
  let humps = 0;
  for (const piece of run.split(/[_+~-]+/)) {
    if (piece === '') continue;
    const words =
      (piece.length >= SHORTEST_CHARACTERS ? piece.replace(/(.)\1{3,}/g, '$1') : piece).match(parts()) ?? [];
    if (changesOf(words) > MOST_CHANGES || words.some(isLongNumber)) return true;
    if (isName) continue;
    const hasDigit = /\d/.test(piece);
    humps += humpsOf(words);
    if (words.length > Math.max(3, piece.length / (hasDigit ? 4 : 3.5))) return true;
    for (const word of words) {
      const own = oddPairs(word);
      odd += own;
      if (word.length > LONGEST_WORD_CHARACTERS || (word.length >= 5 && own > Math.max(2, word.length / 6)))
        return true;
    }
  }
  return odd > run.length / 4 || (humps >= MANY_HUMPS && odd > run.length / 7 && /\d/.test(run));
}

/** How often a letter in capitals begins a word within a piece. */
function humpsOf(words: readonly string[]): number {
  let humps = 0;
  for (let i = 1; i < words.length; i++) if (!isDigit(words[i]?.[0]) && !isDigit(words[i - 1]?.[0])) humps++;
  return humps;
}

const isUuid = (run: string): boolean =>
  run.length === 36 && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(run);

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';

function changesOf(words: readonly string[]): number {
  let changes = 0;
  for (let i = 1; i < words.length; i++) if (isDigit(words[i]?.[0]) !== isDigit(words[i - 1]?.[0])) changes++;
  return changes;
}

const isLongNumber = (word: string): boolean =>
  word.length > LONGEST_NUMBER_DIGITS && isDigit(word[0]) && !date().test(word);

/** How many pairs of neighbouring letters no ordinary word has. A letter repeated is usual: `xxxx` stands for something. */
function oddPairs(word: string): number {
  const table = usual();
  const letters = word.toLowerCase();
  let odd = 0;
  for (let i = 1; i < letters.length; i++) {
    const first = letters.charCodeAt(i - 1) - 97;
    const second = letters.charCodeAt(i) - 97;
    if (first !== second && first >= 0 && second >= 0 && !table[first * 26 + second]) odd++;
  }
  return odd;
}

/** A label of a host name: `d1a2b3c4d5e6f7.cloudfront.net`. */
function isInHost(text: string, at: Range): boolean {
  if (text[at.end] !== '.' && text[at.start - 1] !== '.') return false;
  const { start, end } = grown(text, at, /[A-Za-z0-9.-]/, 255);
  return /^(?:[a-z0-9_-]+\.)+[a-z]{2,12}\.?$/.test(text.slice(start, end));
}

/** A range and the characters of a kind on both sides of it, `most` at most on each. */
function grown(text: string, at: Range, kind: RegExp, most: number): Range {
  let { start, end } = at;
  while (start > 0 && at.start - start < most && kind.test(text[start - 1] ?? '')) start--;
  while (end < text.length && end - at.end < most && kind.test(text[end] ?? '')) end++;
  return { start, end };
}

const LONGEST_TOKEN_CHARACTERS = 4096;

/** Between the parts of a token: base64 has slashes, JSON Web Tokens and others have dots. */
const isJoint = (character: string | undefined): boolean => character === '/' || character === '.';

/** A token with the parts beside it that look no more like a word, and the `=` at the end of base64. */
function widened(text: string, at: Range): Range {
  let { start, end } = at;
  while (isJoint(text[end])) {
    const next = grown(text, { start: end + 1, end: end + 1 }, /[A-Za-z0-9+_-]/, LONGEST_TOKEN_CHARACTERS).end;
    if (!isPartOfToken(text.slice(end + 1, next))) break;
    end = next;
  }
  while (isJoint(text[start - 1])) {
    const before = grown(text, { start: start - 1, end: start - 1 }, /[A-Za-z0-9+_-]/, LONGEST_TOKEN_CHARACTERS).start;
    if (!isPartOfToken(text.slice(before, start - 1))) break;
    start = before;
  }
  while (text[end] === '=') end++;
  return { start, end };
}

/** Mixed letters and digits, or capitals in the middle, as no folder is named. */
const isPartOfToken = (part: string): boolean => isRandom(part) || /[a-z][A-Z]|\d[A-Za-z]|[A-Z]{2}[a-z]/.test(part);
