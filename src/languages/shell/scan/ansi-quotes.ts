/** `$'…'`: quotes with the escapes of C. */

import type { Quote } from '../syntax.ts';
import { addEscape, addPlain, addUnknown, neverClosed, newPieces, type Pieces } from './pieces.ts';
import { hasMore, match, matches, type Scanner } from './scanner.ts';

/** A quote that is never closed contains the rest of its line. */
export function endUnterminated(s: Scanner, p: Pieces, start: number, length: number, quote: Quote): void {
  const from = s.pos;
  if (!s.gaveUp) neverClosed(s, p, start, length);
  addPlain(s, p, from, s.pos, quote);
}

const ANSI: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const ANSI_RUN = /[^'\\]+/y;

const ANSI_NUMBER = /\\(?:x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([0-7]{1,3}))/y;

/** `$'…'`. Some shells named sh take the `$` for itself. */
export function readAnsi(s: Scanner, word: Pieces): void {
  const start = s.pos;
  const p = s.dialect === 'sh' ? newPieces() : word;
  readAnsiInside(s, p);
  if (p !== word) addUnknown(s, word, start, s.pos, 'ansi');
}

function readAnsiInside(s: Scanner, p: Pieces): void {
  const start = s.pos;
  s.pos += 2;
  while (hasMore(s)) {
    const at = s.pos;
    if (matches(s, ANSI_RUN)) {
      if (ANSI_RUN.lastIndex >= s.text.length) break;
      addPlain(s, p, at, ANSI_RUN.lastIndex, 'ansi');
      s.pos = ANSI_RUN.lastIndex;
    } else if (s.text[at] === "'") {
      s.pos++;
      return;
    } else if (at + 1 >= s.text.length) break;
    else readAnsiEscape(s, p);
  }
  endUnterminated(s, p, start, 2, 'ansi');
}

function readAnsiEscape(s: Scanner, p: Pieces): void {
  const at = s.pos;
  const c = s.text[at + 1]!;
  const simple = ANSI[c];
  const number = simple === undefined ? match(s, ANSI_NUMBER) : null;
  if (simple !== undefined) addEscape(s, p, simple, at, (s.pos = at + 2), 'ansi');
  else if (number) {
    s.pos += number[0].length;
    const [, byte, short, long, octal] = number;
    const code = octal === undefined ? Number.parseInt((byte ?? short ?? long)!, 16) : Number.parseInt(octal, 8) & 255;
    // Bytes of a multi-byte character are put together at run time; a NUL ends the word in bash only.
    const isByte = (byte !== undefined || octal !== undefined) && code > 127;
    if (code === 0 || isByte || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      addUnknown(s, p, at, s.pos, 'ansi');
    else addEscape(s, p, String.fromCodePoint(code), at, s.pos, 'ansi');
  } else if (/[cCM]/.test(c)) addUnknown(s, p, at, (s.pos = at + 2), 'ansi');
  else if (s.dialect === 'zsh') addEscape(s, p, c, at, (s.pos = at + 2), 'ansi');
  else addPlain(s, p, at, (s.pos = at + 2), 'ansi');
}
