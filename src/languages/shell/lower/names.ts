/** Names that a loop computes: `for v in http_proxy https_proxy; do export "$v=…"; done` sets two variables. */
import type { Value } from '../../../core.ts';
import { slice, valueOf } from '../../../text.ts';
import { isLiteral } from '../scan/blocks.ts';
import type { ShellPiece, SimpleCommand } from '../syntax.ts';
import { shellPieces } from './split.ts';

/** More combinations than this are not followed. */
const MAX_NAMES = 64;

/** The words a list variable of the file contains, by its name; empty: more than one thing, or unknown. */
export type Lists = Map<string, readonly string[]>;

/** Notes what a list variable contains; one that is set twice to different words is unknown. */
export function noteList(lists: Lists, name: Value, words: readonly (Value | string)[], append = false): void {
  if (!name.known) return;
  const texts = words.map((word) => (typeof word === 'string' ? word : word.known ? word.text : ''));
  const before = lists.get(name.text);
  const all = append && before ? [...before, ...texts] : texts;
  const isUnknown =
    texts.includes('') || (append ? before?.length === 0 : before && before.join(' ') !== all.join(' '));
  lists.set(name.text, isUnknown ? [] : all);
}

/** The names a computed name takes in the loops around its command; undefined where one of them is not known. */
export function computedNames(
  text: string,
  lists: Lists,
  name: Value,
  { loops }: SimpleCommand,
): readonly Value[] | undefined {
  if (loops.length === 0) return undefined;
  let names: (readonly ShellPiece[])[] = [[]];
  for (const piece of shellPieces(name)) {
    if (piece.kind === 'unknown') return undefined;
    if (piece.kind === 'literal') {
      names = names.map((pieces) => [...pieces, piece]);
      continue;
    }
    const loop = piece.operator === undefined ? loops.findLast((one) => one.name === piece.name) : undefined;
    const words = loop?.words.flatMap((word) => wordsOf(text, lists, word) ?? ['']);
    if (!words || words.includes('') || names.length * words.length > MAX_NAMES) return undefined;
    const { at, quote } = piece;
    names = names.flatMap((pieces) => words.map((text) => [...pieces, { kind: 'literal' as const, text, at, quote }]));
  }
  return names.map((pieces) => valueOf(pieces, name.at));
}

/** `for f in a.sh b.sh; do . "$f"; done`: the paths that a path takes in the loops around its command; else itself. */
export function loopPaths(text: string, lists: Lists, path: Value, { loops }: SimpleCommand): readonly Value[] {
  if (loops.length === 0) return [path];
  let paths: (readonly ShellPiece[])[] = [[]];
  for (const piece of shellPieces(path)) {
    const isPlain = piece.kind === 'reference' && piece.operator === undefined;
    const loop = isPlain ? loops.findLast((one) => one.name === piece.name) : undefined;
    const ends = loop ? loop.words.flatMap((word) => wordPieces(text, lists, word)) : [[piece]];
    if (paths.length * ends.length > MAX_NAMES) return [path];
    paths = paths.flatMap((pieces) => ends.map((end) => [...pieces, ...end]));
  }
  return paths.map((pieces) => valueOf(pieces, path.at));
}

/** One word of a loop's header, as pieces: text, a list's words, or a pattern without zsh's qualifier `(N)`. */
function wordPieces(text: string, lists: Lists, word: Value): (readonly ShellPiece[])[] {
  const { at } = word;
  const texts = wordsOf(text, lists, word);
  if (texts) return texts.map((one) => [{ kind: 'literal', text: one, at, quote: 'none' }]);
  const pieces = shellPieces(word);
  const last = pieces.at(-1);
  if (last?.kind !== 'literal') return [pieces];
  return [[...pieces.slice(0, -1), { ...last, text: last.text.replace(/\([^()]*\)$/, '') }]];
}

/** What one word of a loop's header stands for. */
function wordsOf(text: string, lists: Lists, word: Value): readonly string[] | undefined {
  if (word.known && !isLiteral(word)) return undefined;
  if (word.known) {
    const [, before = '', list, after = ''] = /^(\w*)\{(\w+(?:,\w+)+)\}(\w*)$/.exec(word.text) ?? [];
    return list === undefined ? [word.text] : list.split(',').map((part) => before + part + after);
  }
  const name = /^(?:\$(\w+)|"?\$\{(\w+)(?:\[[@*]\])?\}"?|"?\$\w+\[@\]"?)$/.exec(slice({ text }, word.at));
  const found = lists.get(name?.[1] ?? name?.[2] ?? '');
  return found && found.length > 0 ? found : undefined;
}

/** Was this name put together by `computedNames`? Its characters are not what is in the file. */
export function isComputed(source: { readonly text: string }, value: Value): boolean {
  return value.pieces.some(
    (piece) => piece.kind === 'literal' && isVariable(source.text, piece.at.start) && !isVariable(piece.text, 0),
  );
}

function isVariable(text: string, at: number): boolean {
  return text[at] === '$' || text.startsWith('{$', at);
}
