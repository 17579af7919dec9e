/**
 * What regexp2, the .NET dialect that mihomo compiles filters with, certainly refuses (dlclark/regexp2 `syntax/parser.go`):
 * brackets that do not match, a quantifier after nothing or after another one, a range that runs backwards. Everything
 * else counts as valid here.
 */
import type { Text } from '../core.ts';

const FAULTS = {
  nothing: { en: 'the quantifier has nothing before it to repeat', zh: '量词前面没有可以重复的内容' },
  nested: { en: 'one quantifier follows another', zh: '两个量词连在一起' },
  open: { en: 'a `(` is never closed', zh: '`(` 没有闭合' },
  close: { en: 'a `)` too many', zh: '多了一个 `)`' },
  set: { en: 'a `[` is never closed', zh: '`[` 没有闭合' },
  range: { en: 'the range runs backwards', zh: '范围的起止写反了' },
  escape: { en: 'nothing follows the last backslash', zh: '末尾的反斜杠后面没有内容' },
} satisfies Record<string, Text>;

/** The first fault of a pattern, in words; undefined: none that is certain. */
export function regexFault(pattern: string): Text | undefined {
  // In verbose mode spaces and comments mean something else; no one writes filters so.
  if (/\(\?[a-z]*x/i.test(pattern)) return undefined;
  let depth = 0;
  let canRepeat = false;
  let isQuantified = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    const quantifier = quantifierAt(pattern, at);
    if (quantifier) {
      if (isQuantified) return FAULTS.nested;
      if (!canRepeat) return FAULTS.nothing;
      if (quantifier.isBackwards) return FAULTS.range;
      at += quantifier.length - 1;
      isQuantified = true;
      continue;
    }
    isQuantified = false;
    canRepeat = true;
    if (character === '\\') {
      if (at + 1 >= pattern.length) return FAULTS.escape;
      at++;
    } else if (character === '[') {
      const end = setEnd(pattern, at);
      if (end < 0) return FAULTS.set;
      at = end;
    } else if (character === '(') {
      depth++;
      canRepeat = false;
      at += groupHead(pattern, at);
    } else if (character === ')') {
      if (--depth < 0) return FAULTS.close;
    } else if (character === '|') canRepeat = false;
  }
  return depth > 0 ? FAULTS.open : undefined;
}

interface Quantifier {
  readonly length: number;
  readonly isBackwards: boolean;
}

/** `*`, `+`, `?`, `{2,3}` with the `?` that makes them lazy. */
function quantifierAt(pattern: string, at: number): Quantifier | undefined {
  const match = /^(?:[*+?]|\{(\d{1,9})(?:,(\d{0,9}))?\})\??/.exec(pattern.slice(at, at + 24));
  if (!match) return undefined;
  const isBackwards = Boolean(match[2]) && Number(match[2]) < Number(match[1]);
  return { length: match[0].length, isBackwards };
}

/** Offset of the `]` that ends a set; -1: none. A `]` right after `[` or `[^` is a character. */
function setEnd(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  for (; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '[' && pattern[at - 1] === '-')
      return setEnd(pattern, at) < 0 ? -1 : setEnd(pattern, at) + 1;
    else if (pattern[at] === ']') return at;
  }
  return -1;
}

/** How many characters after `(` say what kind of group it is: `?:`, `?=`, `?<name>`, `?i`. */
function groupHead(pattern: string, at: number): number {
  const match = /^\((\?(?:<?[=!]|[:>|]|<\w+>|'\w+'|[a-z-]*:?|#[^)]*))/i.exec(pattern.slice(at, at + 80));
  return match?.[1]?.length ?? 0;
}
