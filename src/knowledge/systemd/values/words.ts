/** Words of plain text as extract_first_word() cuts them (src/basic/extract-word.c, escape.c of systemd 252). */

export interface TextWord {
  /** The word with quotes and escapes taken away, and where it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Cutting {
  /** Quotes are taken away; else they are ordinary characters. */
  readonly quotes?: boolean | undefined;
  /** Backslashes: `plain` lets one stand for the next character, `c` reads C escapes, `keep` leaves them. */
  readonly escapes?: 'plain' | 'c' | 'keep' | undefined;
  /** Characters between words; whitespace by default. */
  readonly separators?: string | undefined;
  /** Each separator ends a word, so that words can be empty. */
  readonly single?: boolean | undefined;
}

export interface Cut {
  readonly words: readonly TextWord[];
  /** Why the rest is not read, and where. */
  readonly fault?:
    | { readonly want: 'closed-quotes' | 'known-escape'; readonly at: readonly [number, number] }
    | undefined;
}

const WHITESPACE = ' \t\n\r';
const C_ESCAPE = /\\(?:[abfnrtvs"'\\]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3})/y;

/** All words of a text, up to the first that cannot be read. */
export function cutWords(text: string, cutting: Cutting = {}): Cut {
  const words: TextWord[] = [];
  const separators = cutting.separators ?? WHITESPACE;
  let at = cutting.single ? 0 : skip(text, 0, separators);
  while (cutting.single ? at <= text.length : at < text.length) {
    const word = oneWord(text, at, separators, cutting);
    if ('want' in word) return { words, fault: word };
    words.push(word);
    at = cutting.single ? word.end + 1 : skip(text, word.end, separators);
  }
  return { words };
}

function oneWord(
  text: string,
  start: number,
  separators: string,
  { quotes = false, escapes = 'plain' }: Cutting,
): TextWord | NonNullable<Cut['fault']> {
  const special = new Set(`${separators}\\"'`);
  let at = start;
  let quote = '';
  let opened = start;
  let word = '';
  while (at < text.length) {
    const character = text[at]!;
    if (quote === '' && separators.includes(character)) break;
    if (character === '\\' && escapes !== 'keep') {
      if (at + 1 >= text.length) return { want: 'known-escape', at: [at, at + 1] };
      const length = escapes === 'c' ? escapeLength(text, at) : 2;
      if (length === 0) return { want: 'known-escape', at: [at, Math.min(text.length, at + 2)] };
      word += escapes === 'c' ? unescaped(text.slice(at, at + length)) : text[at + 1];
      at += length;
    } else if (quotes && (character === quote || (quote === '' && (character === '"' || character === "'")))) {
      if (quote === '') opened = at;
      quote = quote === '' ? character : '';
      at++;
    } else {
      // A whole run at once: character by character, long words would take gigabytes.
      const from = at++;
      while (at < text.length && !special.has(text[at]!)) at++;
      word += text.slice(from, at);
    }
  }
  if (quote !== '') return { want: 'closed-quotes', at: [opened, opened + 1] };
  return { text: word, start, end: at };
}

function escapeLength(text: string, at: number): number {
  C_ESCAPE.lastIndex = at;
  return C_ESCAPE.exec(text)?.[0].length ?? 0;
}

/** What one letter after a backslash means (`cunescape_one()`). */
export const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

function unescaped(escape: string): string {
  const letter = escape[1]!;
  if ('xuU'.includes(letter)) return character(Number.parseInt(escape.slice(2), 16));
  if (/\d/.test(letter)) return character(Number.parseInt(escape.slice(1), 8));
  return SIMPLE_ESCAPES[letter] ?? letter;
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

/** Does a text read as C escapes throughout (cunescape())? Answers where it does not. */
export function badEscape(text: string): readonly [number, number] | undefined {
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    // A backslash at the very end stands for itself.
    const length = at + 1 === text.length ? 1 : escapeLength(text, at);
    if (length === 0) return [at, at + 2];
    at += length;
  }
  return undefined;
}

function skip(text: string, from: number, separators: string): number {
  let at = from;
  while (at < text.length && separators.includes(text[at]!)) at++;
  return at;
}
