/** Strings between double quotes as JSON and TOML write them, each escape a piece of its own. */
import type { Piece, Span, Value } from '../../core.ts';
import { valueOf } from '../../text.ts';

const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|(.)?)/gsu;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The value of a JSON string. `source` are its characters with the quotes, of which the last may be missing. */
export function jsonString(source: string, at: Span): Value {
  const isClosed = source.length > 1 && source.endsWith('"');
  const end = source.length - (isClosed ? 1 : 0);
  const pieces: Piece[] = [];
  const add = (text: string, from: number, to: number): void => {
    if (to > from)
      pieces.push({ kind: 'literal', text, at: { file: at.file, start: at.start + from, end: at.start + to } });
  };
  let done = 1;
  for (const match of source.slice(0, end).matchAll(ESCAPE)) {
    add(source.slice(done, match.index), done, match.index);
    done = match.index + match[0].length;
    const [, code, letter = ''] = match;
    add(code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[letter] ?? letter), match.index, done);
  }
  add(source.slice(done, end), done, end);
  return valueOf(pieces, at);
}

const CONTROL = /["\\\u0000-\u001f\u007f]/g;
const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as it is between double quotes, in JSON and in TOML's basic strings. */
export function escaped(text: string): string {
  return text.replace(
    CONTROL,
    (character) => NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
