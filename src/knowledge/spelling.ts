/** Which name someone meant by a misspelt one. */

import { groupBy, memo } from '../text.ts';
import { isWithin, LONGEST_NAME_CHARACTERS } from './typos.ts';

/** Letters and digits only, lower case: what is left of `🚀 Proxy` and `proxy️` is the same word. */
export function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** A word with what tells quickly that another one is far from it. */
interface Form {
  readonly word: string;
  /** Which characters it has, as bits; characters that share a bit only make two words look more alike. */
  readonly letters: number;
  /** Which pairs of neighbours it has, as bits of two numbers. */
  readonly low: number;
  readonly high: number;
}

/** Names there are, prepared for many questions. */
interface Candidates {
  /** By their folded forms. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly byLength: ReadonlyMap<number, readonly Form[]>;
  asked: number;
  /** Words by what is left of them without one letter; made when many questions are asked. */
  shorter?: Shorter;
}

/** Candidates are prepared once: whoever asks often hands in the same object, and changes it no more. */
const candidatesOf = memo((names: Iterable<string>): Candidates => {
  const words = groupBy(names, folded);
  return { words, byLength: groupBy([...words.keys()].map(formOf), ({ word }) => word.length), asked: 0 };
});

function formOf(word: string): Form {
  let letters = 0;
  let low = 0;
  let high = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    letters |= 1 << (code & 31);
    if (at === 0) continue;
    const pair = Math.imul(word.charCodeAt(at - 1) * 31 + code, 0x9e3779b1) >>> 26;
    if (pair < 32) low |= 1 << pair;
    else high |= 1 << (pair & 31);
  }
  return { word, letters, low, high };
}

/** Has a number more bits than that? */
function hasMore(bits: number, most: number): boolean {
  let rest = bits;
  for (let left = most; rest !== 0 && left > 0; left--) rest &= rest - 1;
  return rest !== 0;
}

/**
 * Can words be so near? One typo takes at most one letter out and puts one in, and at most three pairs: two neighbours
 * that change places are in three.
 */
function canBeNear(a: Form, b: Form, typos: number): boolean {
  if (hasMore(a.letters ^ b.letters, typos * 2)) return false;
  return !hasMore(a.low ^ b.low, typos * 6) && !hasMore(a.high ^ b.high, typos * 6);
}

/** Few questions are answered by looking at all words of nearly the same length. */
const FEW_QUESTIONS = 16;

/**
 * The one candidate that differs only in case, spaces, emoji or punctuation, or else the one that is a typo of the
 * keyboard away (one edit; two for eight letters or more, if nothing is nearer). undefined where there is none, or more
 * than one.
 */
export function closest(name: string, names: Iterable<string>): string | undefined {
  const candidates = candidatesOf(names);
  const wanted = folded(name);
  const same = wanted === '' ? undefined : candidates.words.get(wanted);
  if (same) return same.length === 1 ? same[0] : undefined;
  const typos = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  if (typos === 0 || wanted.length > LONGEST_NAME_CHARACTERS) return undefined;
  for (let count = 1; count <= typos; count++) {
    const isOften = count === 1 && candidates.asked++ >= FEW_QUESTIONS;
    const near = isOften ? oneAway(candidates, wanted) : scan(candidates, wanted, count);
    const found = near.flatMap((word) => candidates.words.get(word) ?? []);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** Two words that are as near as this, or all there are: no third one decides between two. */
function scan({ byLength }: Candidates, wanted: string, typos: number): readonly string[] {
  const form = formOf(wanted);
  const near: string[] = [];
  for (let length = wanted.length - typos; length <= wanted.length + typos; length++) {
    for (const one of byLength.get(length) ?? []) {
      if (!canBeNear(form, one, typos) || !isWithin(wanted, one.word, typos)) continue;
      near.push(one.word);
      if (near.length > 1) return near;
    }
  }
  return near;
}

/** Two words at most for each of their forms. */
interface Shorter {
  /** A letter left out. */
  readonly without: ReadonlyMap<string, readonly string[]>;
  /** A letter covered. */
  readonly covered: ReadonlyMap<string, readonly string[]>;
}

const cover = (word: string, at: number): string => `${word.slice(0, at)}\0${word.slice(at + 1)}`;
const leaveOut = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);
const swap = (word: string, at: number): string =>
  word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);

function shorterOf({ words }: Candidates): Shorter {
  const without = new Map<string, string[]>();
  const covered = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, key: string, word: string): void => {
    const known = to.get(key);
    if (!known) to.set(key, [word]);
    else if (known.length < 2 && !known.includes(word)) known.push(word);
  };
  for (const word of words.keys()) {
    if (word.length > LONGEST_NAME_CHARACTERS + 1) continue;
    for (let at = 0; at < word.length; at++) {
      add(without, leaveOut(word, at), word);
      add(covered, cover(word, at), word);
    }
  }
  return { without, covered };
}

/** The words one typo away, by looking up what a typo can have made of them; two at least where there are more. */
function oneAway(candidates: Candidates, wanted: string): readonly string[] {
  candidates.shorter ??= shorterOf(candidates);
  const { without, covered } = candidates.shorter;
  const near = new Set(without.get(wanted));
  for (let at = 0; at < wanted.length; at++) {
    for (const word of covered.get(cover(wanted, at)) ?? []) near.add(word);
    for (const word of [leaveOut(wanted, at), swap(wanted, at)]) if (candidates.words.has(word)) near.add(word);
  }
  return [...near];
}
