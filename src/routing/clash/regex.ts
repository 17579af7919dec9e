/**
 * Patterns of DOMAIN-REGEX, of geosite lists and of group filters. mihomo runs them with a .NET-style engine; here they run in
 * JavaScript's, but only where both certainly agree and where a match of a host-sized input is fast.
 */

import type { Text } from '../../core.ts';

/** A pattern with anything of this kind means something else in JavaScript, or nothing. */
const FOREIGN =
  /\\[AZzGaepPkKQEXRhHUNL]|\\x\{|\(\?(?:[#>'(|&P+-]|[a-zA-Z-]+[:)])|\(\?<(?![=!])|\[\[?[:.]|\[[^\]]*-\[|\\[1-9]|(?:[*+?}])\+/;
/** Classes whose members differ beyond ASCII. */
const UNICODE_CLASSES = /\\[wWdDsSbB]/;

export interface PatternUse {
  readonly ignoreCase: boolean;
  /** The text it is tried on is ASCII: a host. Names of proxies aren't. */
  readonly ascii: boolean;
}

/**
 * A RegExp that gives the same answers as mihomo's engine, or undefined if that is not certain. Only for input of at most 253
 * characters.
 */
export function safePattern(source: string, use: PatternUse): RegExp | undefined {
  let pattern = source;
  let ignoreCase = use.ignoreCase;
  const inline = /^\(\?([a-z]+)\)/.exec(pattern);
  if (inline) {
    if (inline[1] !== 'i') return undefined;
    ignoreCase = true;
    pattern = pattern.slice(inline[0].length);
  }
  if (pattern.length > 2000 || FOREIGN.test(pattern)) return undefined;
  if (!use.ascii && UNICODE_CLASSES.test(pattern)) return undefined;
  if (!isCheap(pattern)) return undefined;
  return compile(pattern, ignoreCase, use.ascii || !/[\ud800-\udfff]/.test(pattern));
}

/** With `u` a pattern sees whole characters; it also refuses needless escapes, which .NET allows. */
function compile(pattern: string, ignoreCase: boolean, isBmp: boolean): RegExp | undefined {
  const flags = ignoreCase ? 'i' : '';
  for (const unicode of isBmp ? ['u', ''] : ['u']) {
    try {
      return new RegExp(pattern, flags + unicode);
    } catch {
      // Tried without `u` next; what neither takes is unknown.
    }
  }
  return undefined;
}

/**
 * Why mihomo's engine (dlclark/regexp2, syntax/parser.go) refuses a pattern, for the reasons that can be told here; undefined:
 * none of them applies.
 */
export function patternFault(pattern: string): Text | undefined {
  if (/^[*+?]/.test(pattern)) return { en: 'nothing comes before it to be repeated', zh: '重复符号前面没有内容' };
  // In a comment, and where spaces mean nothing, signs need not pair.
  if (/\(\?(?:#|[a-wyz]*x)/.test(pattern)) return undefined;
  let open = 0;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at];
    if (sign === '\\') at++;
    else if (sign === '[') at = classEnd(pattern, at);
    else if (sign === '(') open++;
    else if (sign === ')' && --open < 0) return { en: 'a ) closes nothing', zh: '多了一个 )' };
    if (at >= pattern.length) return { en: 'a [ is never closed', zh: '[ 没有闭合' };
  }
  return open > 0 ? { en: 'a ( is never closed', zh: '( 没有闭合' } : undefined;
}

/** How far a match may have to search, in powers of the input's length. 253³ steps are a few hundredths of a second. */
const MAX_DEGREE = 3;

interface Group {
  /** Has a quantifier or an alternation inside. */
  busy: boolean;
}

/**
 * Is backtracking bounded? Yes if a repeated group contains neither repetition nor alternation, and few parts repeat without a
 * limit.
 */
function isCheap(pattern: string): boolean {
  const open: Group[] = [{ busy: false }];
  let closed: Group | undefined;
  let degree = pattern.startsWith('^') ? 0 : 1;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    const previous = closed;
    closed = undefined;
    if (character === '\\') i++;
    else if (character === '[') i = classEnd(pattern, i);
    else if (character === '(') open.push({ busy: false });
    else if (character === ')') {
      closed = open.pop();
      if (!closed || open.length === 0) return false;
      if (closed.busy) open.at(-1)!.busy = true;
    } else if (character === '|') open.at(-1)!.busy = true;
    else {
      const most = repetition(pattern, i);
      if (most === 0) continue;
      if (most > 1) {
        if (previous?.busy) return false;
        open.at(-1)!.busy = true;
        if (most > 8) degree++;
      }
    }
  }
  return open.length === 1 && degree <= MAX_DEGREE;
}

/** The `]` of a class that opens at `start`; the pattern's length or more where there is none. */
function classEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') i++;
  for (; i < pattern.length && pattern[i] !== ']'; i++) if (pattern[i] === '\\') i++;
  return i;
}

/** How often the quantifier at `i` repeats at most; 0: there is none. A `?` counts as 1. */
function repetition(pattern: string, i: number): number {
  const character = pattern[i];
  if (character === '*' || character === '+') return Number.POSITIVE_INFINITY;
  if (character === '?') return 1;
  if (character !== '{') return 0;
  const counts = /^\{(\d+)(,?)(\d*)\}/.exec(pattern.slice(i, i + 12));
  if (!counts) return 0;
  return counts[2] === ',' && counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3] || counts[1]);
}

/** DOMAIN-WILDCARD: `*` is any run of characters, dots too, `?` is one; the whole text must match. Linear. */
export function wildcardMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
