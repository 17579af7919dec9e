/**
 * The line grammar of systemd's own configuration files (systemd.syntax(7), `config_parse` in conf-parser.c): sections,
 * `KEY=value`, comments on lines of their own, a backslash at the end of a line that joins it to the next by one space.
 */
import type { Comment, Piece, Source, Span, Value } from '../../core.ts';
import { lineEnd, nextLine, valueOf, verbatim } from '../../text.ts';
import { cover, cutter } from './pieces.ts';

export interface IniEntry {
  /** Empty before the first section. */
  readonly section: string;
  readonly key: Value;
  /** Without the spaces around it; empty and after the `=` where nothing is written. */
  readonly value: Value;
  readonly at: Span;
}

export interface Ini {
  readonly entries: readonly IniEntry[];
  readonly comments: readonly Comment[];
}

const COMMENT = /^[ \t]*[#;]/;
const BLANKS = ' \t\r\n';

/** Reads every assignment; lines that are neither that nor a section nor a comment are skipped. Linear. */
export function readIni(source: Source): Ini {
  const { text, file } = source;
  const entries: IniEntry[] = [];
  const comments: Comment[] = [];
  let section = '';
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const logical = readLogical(source, at, comments);
    at = logical.next;
    const line = logical.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
    const { start, end } = stripped(line, 0, line.length);
    if (line[start] === '[' && line[end - 1] === ']') section = line.slice(start + 1, end - 1);
    else if (logical.pieces.length > 0) {
      const entry = readEntry(file, section, line, logical.pieces);
      if (entry) entries.push(entry);
    }
  }
  return { entries, comments };
}

/** One line with its continuations; comment lines among them are taken out. */
function readLogical(
  source: Source,
  start: number,
  comments: Comment[],
): { readonly pieces: readonly Piece[]; readonly next: number } {
  const { text, file } = source;
  const pieces: Piece[] = [];
  let at = start;
  let seam = -1;
  while (at < text.length || seam >= 0) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (COMMENT.test(line)) {
      const from = at + line.length - line.trimStart().length;
      comments.push({ at: { file, start: from, end }, ownLine: true });
      at = nextLine(text, at);
      if (seam >= 0 && at < text.length) continue;
      return { pieces, next: at };
    }
    if (seam >= 0) pieces.push({ kind: 'literal', text: ' ', at: { file, start: seam, end: at } });
    const isContinued = line.endsWith('\\') && end < text.length;
    const content = end - (isContinued ? 1 : 0);
    if (content > at)
      pieces.push({ kind: 'literal', text: text.slice(at, content), at: { file, start: at, end: content } });
    seam = isContinued ? content : -1;
    at = nextLine(text, at);
    if (!isContinued) break;
  }
  return { pieces, next: at };
}

function readEntry(file: string, section: string, line: string, pieces: readonly Piece[]): IniEntry | undefined {
  const equals = line.indexOf('=');
  const name = stripped(line, 0, equals);
  if (name.start >= name.end) return undefined;
  const inner = stripped(line, equals + 1, line.length);
  const cut = cutter(pieces);
  cut(name.start);
  const key = cut(name.end);
  const end = cover(cut(equals + 1)).end;
  cut(inner.start);
  const words = cut(inner.end);
  const value = words.length > 0 ? valueOf(words, cover(words)) : verbatim('', { file, start: end, end });
  const keyAt = cover(key);
  const at = { file, start: keyAt.start, end: Math.max(end, value.at.end) };
  return { section, key: valueOf(key, keyAt), value, at };
}

/** The range without the spaces at its ends. Spaces are those of C: a no-break space is a character like any other. */
export function stripped(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  let start = from;
  let end = to;
  while (start < end && BLANKS.includes(text[start]!)) start++;
  while (end > start && BLANKS.includes(text[end - 1]!)) end--;
  return { start, end };
}

/** The space-separated words of a value, each with its own place. */
export function wordsOf(value: Value): readonly Value[] {
  const cut = cutter(value.pieces);
  return [...value.text.matchAll(/[^ \t\r\n]+/g)].map((word) => {
    cut(word.index);
    const pieces = cut(word.index + word[0].length);
    return valueOf(pieces, cover(pieces));
  });
}
