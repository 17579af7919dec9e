/** Finds many secrets, and pieces of them, in any text: time grows with the text, not with the number of secrets. */
import { lazy } from '../text.ts';
import { ESCAPE, encodings } from './encodings.ts';
import { strength, variety } from './names.ts';
import type { Range } from './ranges.ts';
import { isRandom } from './shape.ts';

export type Matcher = (text: string) => Range[];

/**
 * A piece of this length reveals part of a secret if it looks random; with digits or capitals in it, it must be longer, and
 * of small letters alone longer than any ordinary word.
 */
const PIECE_CHARACTERS = 8;
const MIXED_PIECE_CHARACTERS = 12;
const LETTERS_PIECE_CHARACTERS = 18;

/** More than this many characters of secrets are not looked for piece by piece, only as a whole. */
const MOST_CHARACTERS = 8_000_000;

/** A search for all of `secrets`, in every encoding. Placeholders and common words among them are left out. */
export function matcherOf(secrets: ReadonlySet<string>): Matcher {
  const plain = lazy(() => searchFor(secrets, false));
  const escaped = lazy(() => searchFor(secrets, true));
  return (text) => (text.length < 4 ? [] : (ESCAPE.test(text) ? escaped : plain)()(text));
}

function searchFor(secrets: ReadonlySet<string>, isEscaped: boolean): Matcher {
  const wholes = new Map<string, boolean>();
  let size = 0;
  for (const secret of secrets) {
    const kind = strength(secret);
    if (kind === 'none') continue;
    for (const form of encodings(secret, isEscaped)) {
      if (form.length < 4) continue;
      wholes.set(form, (wholes.get(form) ?? false) || kind === 'any');
      size += form.length;
    }
  }
  if (wholes.size === 0) return () => [];
  const whole = wholeMatcher(wholes);
  const pieces =
    size > MOST_CHARACTERS ? () => [] : pieceMatcher([...wholes.keys()].filter((form) => wholes.get(form)));
  return (text) => [...whole(text), ...pieces(text)];
}

/** Whole secrets. `anywhere` is false for those that count only as a word of their own. */
function wholeMatcher(wholes: ReadonlyMap<string, boolean>): Matcher {
  const lengths = new Map<string, Set<number>>();
  for (const form of wholes.keys()) {
    const head = form.slice(0, 4);
    const known = lengths.get(head);
    if (known) known.add(form.length);
    else lengths.set(head, new Set([form.length]));
  }
  return (text) => {
    const found: Range[] = [];
    for (let start = 0; start + 4 <= text.length; start++) {
      for (const length of lengths.get(text.slice(start, start + 4)) ?? []) {
        const end = start + length;
        const anywhere = end <= text.length ? wholes.get(text.slice(start, end)) : undefined;
        if (anywhere || (anywhere === false && isWord(text, start, end))) found.push({ start, end });
      }
    }
    return found;
  };
}

function isWord(text: string, start: number, end: number): boolean {
  return !/[A-Za-z0-9]/.test(text[start - 1] ?? ' ') && !/[A-Za-z0-9]/.test(text[end] ?? ' ');
}

/** Pieces of secrets. A bit set rejects nearly every position; the remaining ones are looked up exactly. */
function pieceMatcher(forms: readonly string[]): Matcher {
  const haystack = forms.filter((form) => form.length >= PIECE_CHARACTERS).join('\n');
  if (haystack === '') return () => [];
  let bits = 12;
  while (bits < 24 && 1 << bits < haystack.length * 16) bits++;
  const filter = new Uint8Array(1 << (bits - 3));
  const shift = 32 - bits;
  eachPiece(haystack, (hash) => {
    const slot = hash >>> shift;
    filter[slot >> 3] = (filter[slot >> 3] ?? 0) | (1 << (slot & 7));
  });
  return (text) => {
    const found: Range[] = [];
    eachPiece(text, (hash, start) => {
      const slot = hash >>> shift;
      if (((filter[slot >> 3] ?? 0) & (1 << (slot & 7))) === 0) return;
      const length = telling(text, start);
      if (length > 0 && haystack.includes(text.slice(start, start + length)))
        found.push({ start, end: start + length });
    });
    return found;
  };
}

/**
 * The number of characters from here until a piece looks like part of a secret rather than of ordinary words, names and
 * numbers. No number is enough at the start of a scheme, an address or percent-encoded Chinese, which many texts share, nor
 * for words with signs between them.
 */
function telling(text: string, start: number): number {
  const piece = text.slice(start, start + PIECE_CHARACTERS);
  if (piece.includes('\n') || piece.includes('://') || /^[\d.:/-]+$/.test(piece) || /^[%0-9A-F]+$/.test(piece))
    return 0;
  if (isRandom(piece) || ODD_SIGNS.test(piece)) return PIECE_CHARACTERS;
  const mixed = text.slice(start, start + MIXED_PIECE_CHARACTERS);
  if (mixed.length === MIXED_PIECE_CHARACTERS && (isRandom(mixed) || isMixed(mixed))) return MIXED_PIECE_CHARACTERS;
  const letters = text.slice(start, start + LETTERS_PIECE_CHARACTERS);
  return /^[A-Za-z0-9]+$/.test(letters) && letters.length === LETTERS_PIECE_CHARACTERS ? LETTERS_PIECE_CHARACTERS : 0;
}

/** Two signs that no name and no sentence has side by side with so few letters. */
const ODD_SIGNS = /[!#$%^&*?@<>|\\{}].{0,6}[!#$%^&*?@<>|\\{}]/;

/** One run of letters and digits that is no name with a number after it. */
const isMixed = (piece: string): boolean =>
  /^[A-Za-z0-9]+$/.test(piece) && /\d[A-Za-z]|[a-z][A-Z]/.test(piece) && variety(piece) > 2;

const BASE = 0x01000193;

/** Calls `visit` with the hash and the start of every piece of a text; the hash rolls, so each costs the same. */
function eachPiece(text: string, visit: (hash: number, start: number) => void): void {
  let power = 1;
  for (let i = 1; i < PIECE_CHARACTERS; i++) power = Math.imul(power, BASE);
  let hash = 0;
  for (let i = 0; i < text.length; i++) {
    if (i >= PIECE_CHARACTERS) hash = (hash - Math.imul(text.charCodeAt(i - PIECE_CHARACTERS), power)) | 0;
    hash = (Math.imul(hash, BASE) + text.charCodeAt(i)) | 0;
    // The rolling hash mixes upwards only; one multiplication spreads it over the high bits that pick the slot.
    if (i >= PIECE_CHARACTERS - 1) visit(Math.imul(hash ^ (hash >>> 15), 0x85ebca6b), i - PIECE_CHARACTERS + 1);
  }
}
