/** Cuts words in two where they are assignments to a command that reads them: `export "A=b"`, `env A=b`, `alias a=b`. */
import type { Span, Value } from '../../../core.ts';
import { span, valueOf } from '../../../text.ts';
import { isVerbatim } from '../../shared/pieces.ts';
import type { ShellPiece, Split, Word } from '../syntax.ts';

/** The pieces a scanner made. */
export function shellPieces(value: Value): readonly ShellPiece[] {
  return value.pieces as readonly ShellPiece[];
}

/** The two sides of a word's first `=`; undefined where there is none or nothing before it. */
export function splitWord(word: Word): Split | undefined {
  if (word.split) return word.split;
  const { value } = word;
  const equals = value.text.indexOf('=');
  if (equals <= 0) return undefined;
  const append = value.text[equals - 1] === '+';
  const [left, , right] = cut(value, append ? equals - 1 : equals, equals + 1);
  return { name: left, append, element: false, value: right };
}

/** The names that `{http,https}_proxy` stands for in bash and zsh, each with the characters it is made of; else the name itself. */
export function namesOf(name: Value): readonly Value[] {
  const [, before = '', list] = /^(\w*)\{(\w+(?:,\w+)+)\}\w*$/.exec(name.text) ?? [];
  if (list === undefined || shellPieces(name).some(({ quote }) => quote !== 'none')) return [name];
  const head = between(name, 0, before.length);
  let start = before.length + 1;
  const tail = between(name, start + list.length + 1, name.text.length);
  return list.split(',').map((part) => {
    const own = between(name, start, start + part.length);
    start += part.length + 1;
    return valueOf([...head, ...own, ...tail], name.at);
  });
}

/** What is before `start`, from `start` to `end`, and after `end`, as decoded offsets. */
function cut(value: Value, start: number, end: number): readonly [Value, Value, Value] {
  const before = between(value, 0, start);
  const middle = between(value, start, end);
  const after = between(value, end, value.text.length);
  const from = middle[0]!.at.start;
  const to = middle.at(-1)!.at.end;
  // A quote opened before the `=` closes somewhere after it: then only the pieces themselves tell where a side ends.
  const isBare = middle.every((piece) => piece.quote === 'none');
  const left = isBare ? span(value.at, value.at.start, from) : cover(before, span(value.at, from, from));
  const right = isBare ? span(value.at, to, value.at.end) : cover(after, span(value.at, to, to));
  return [valueOf(before, left), valueOf(middle, span(value.at, from, to)), valueOf(after, right)];
}

/** The pieces of a stretch, those at its ends cut. */
function between(value: Value, start: number, end: number): readonly ShellPiece[] {
  const pieces: ShellPiece[] = [];
  let offset = 0;
  for (const piece of shellPieces(value)) {
    const length = piece.kind === 'literal' ? piece.text.length : 1;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    if (from < to) pieces.push(from === 0 && to === length ? piece : part(piece, from, to));
    offset += length;
  }
  return pieces;
}

function part(piece: ShellPiece, from: number, to: number): ShellPiece {
  if (piece.kind !== 'literal' || !isVerbatim(piece)) return piece;
  const at = span(piece.at, piece.at.start + from, piece.at.start + to);
  return { ...piece, text: piece.text.slice(from, to), at };
}

function cover(pieces: readonly ShellPiece[], otherwise: Span): Span {
  const [first] = pieces;
  return first ? span(first.at, first.at.start, pieces.at(-1)!.at.end) : otherwise;
}
