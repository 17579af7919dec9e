/**
 * The blocks that are open while a list of commands is read, and what they mean for a command: its scope, and whether it is
 * certain to run.
 */
import type { Scope, Span, Value } from '../../../core.ts';
import type { Loop } from '../syntax.ts';
import { beginList, waysHere } from './answers.ts';
import { atStart, type Block, type BlockKind, type List, top } from './lists.ts';
import { fail, type Scanner } from './scanner.ts';

/** Would a command here run whenever its scope does? */
export function isCertain(list: List): boolean {
  const block = top(list);
  const isLinked = list.link === '&&' || list.link === '||';
  return block.sure && !isLinked && !isConditional(block);
}

function isConditional(block: Block): boolean {
  if (block.kind === 'case') return true;
  // A loop over words that are there runs.
  if (block.kind === 'loop') return block.state !== 'condition' && !block.loop?.words.some(isLiteral);
  return block.kind === 'if' && (block.state !== 'condition' || block.later);
}

/** Does a test for a file decide whether a command here runs? */
export function isGuarded(list: List): boolean {
  const block = top(list);
  const isLinked = list.link === '&&' || list.link === '||';
  return block.guarded || (isLinked && list.tested) || (block.tested && block.state !== 'condition');
}

/** What a loop with this header goes through; undefined for one without words, which goes through the arguments. */
export function loopOf(s: Scanner, start: number, name: Value | undefined, words: readonly Value[]): Block['loop'] {
  if (!name?.known || words.length === 0) return undefined;
  return { name: name.text, words, at: s.origin.span(start, s.pos) };
}

const NO_LOOPS: readonly Loop[] = [];

/** Is it one word, whatever files there are? */
export function isLiteral({ known, text }: Value): boolean {
  return known && !/[*?[]/.test(text);
}

/** The loops over words around a command. */
export function loopsOf({ blocks, open }: List): readonly Loop[] {
  if (!open.get('loop')) return NO_LOOPS;
  return blocks.flatMap(({ loop }) => (loop ? [loop] : []));
}

/** Opens a block that begins at `start` with `word`. */
export function push(
  list: List,
  kind: BlockKind,
  word: string,
  start: number,
  more: Partial<Omit<Block, 'kind' | 'word' | 'start'>> = {},
): Block {
  const block: Block = {
    kind,
    word,
    start,
    scope: top(list).scope,
    sure: isCertain(list),
    guarded: isGuarded(list),
    ways: waysHere(list),
    ...atStart(),
    since: start + word.length,
    ...more,
  };
  list.blocks.push(block);
  count(list, block, 1);
  list.link = '';
  list.afterCompound = false;
  beginList(list, start + word.length);
  return block;
}

function count({ open }: List, { kind, word }: Block, by: 1 | -1): void {
  open.set(kind, (open.get(kind) ?? 0) + by);
  // A function can be called like a kind of block.
  if (word === 'foreach') open.set(word, (open.get(word) ?? 0) + by);
}

/** A scope of its own for a block, as a part of the one around it. */
export function newScope(
  s: Scanner,
  kind: Scope['kind'],
  name: string,
  start: number,
  parent: Scope,
): Scope & { at: Span } {
  return { kind, name, at: s.origin.span(start, s.pos), parent };
}

/** Closes the innermost block. */
export function pop(s: Scanner, list: List): Block {
  const block = list.blocks.pop()!;
  count(list, block, -1);
  if (block.owned) block.owned.at = s.origin.span(block.start, s.pos);
  if (block.loop) block.loop.at = s.origin.span(block.start, s.pos);
  beginList(list, block.start);
  return block;
}

/**
 * The innermost open block of a kind. All blocks inside it are closed: they lack their own closers, which is a syntax problem
 * of the file. Undefined if none is open, which is one too.
 */
export function reach(s: Scanner, list: List, kind: BlockKind, at: number): Block | undefined {
  if (!list.open.get(kind)) {
    fail(s, 'stray', at, s.pos);
    return undefined;
  }
  for (;;) {
    const block = top(list);
    if (block.kind === kind) return block;
    pop(s, list);
    if (!isBodiless(s, block)) blame(s, block);
  }
}

/** zsh takes `f() { if a && b }`: what closes the block around it ends the condition, and there is no body. */
export function isBodiless({ dialect }: Scanner, { kind, state }: Block): boolean {
  return dialect === 'zsh' && (kind === 'if' || kind === 'loop') && state === 'condition';
}

/** Says that a block is never closed, unless its grammar needs no closer. */
export function blame(s: Scanner, block: Block): void {
  if (!block.single && block.kind !== 'function') fail(s, 'unclosed', block.start, block.start + block.word.length);
}

/** A command or compound has ended: blocks that contain just one are over, and what follows is linked to it. */
export function complete(s: Scanner, list: List, isCompound: boolean): void {
  list.link = '';
  list.afterCompound = isCompound;
  while (top(list).single) pop(s, list);
}

/** A `;`, `&` or line end: the and-or list is over. */
export function separate(s: Scanner, list: List): void {
  list.link = '';
  list.chain = s.commands.length;
  list.tested = false;
  list.afterCompound = false;
  beginList(list, s.pos);
}

// ── the answers a command depends on ──────────────────────────────────────────────────────────────────────────────────
