/** Finds where parentheses and brackets close, without reading what is in them. */
import { endOfLine, type Scanner } from './scanner.ts';

/** Longest group, subscript or flag list that is followed: it keeps the scan linear. */
export const MAX_GROUP = 2000;

/** The end of a group, quotes and escapes respected; -1 for none. Only zsh's may go over several lines. */
export function closingParenthesis(s: Scanner, open: number): number {
  let depth = 0;
  const limit = Math.min(open + MAX_GROUP, s.text.length);
  for (let at = open; at < limit; at++) {
    const c = s.text[at];
    if (c === '\n' && s.dialect !== 'zsh') return -1;
    if (c === '\\') at++;
    else if (c === "'" || c === '"') {
      const close = s.text.slice(at + 1, limit).indexOf(c);
      if (close < 0) return -1;
      at += close + 1;
    } else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return at + 1;
  }
  return -1;
}

/** The end of a subscript on one line; -1 for none. */
export function closingBracket(s: Scanner, open: number): number {
  const limit = Math.min(open + MAX_GROUP, s.text.length);
  let depth = 0;
  for (let at = open; at < limit && s.text[at] !== '\n'; at++) {
    if (s.text[at] === '\\') at++;
    else if (s.text[at] === '[') depth++;
    else if (s.text[at] === ']' && --depth === 0) return at + 1;
  }
  return -1;
}

/**
 * The end of `((…))` whose first parenthesis is at `open`; -1 if the two do not close together, which makes it a
 * subshell in a subshell. Each parenthesis is followed once, whatever is asked.
 */
export function arithmeticEnd(s: Scanner, open: number): number {
  if (!s.parens.has(open) && !s.parensOpen) followParentheses(s, open);
  const outer = s.parens.get(open);
  return outer !== undefined && s.parens.get(open + 1) === outer - 1 ? outer + 1 : -1;
}

function followParentheses(s: Scanner, open: number): void {
  const stack: number[] = [];
  for (let at = open; at < s.text.length; at++) {
    const c = s.text[at];
    if (c === '\\') at++;
    else if (c === "'" || c === '"') at = closingQuote(s, at);
    else if (c === '#' && /(?:^|[\n;])[ \t]*$/.test(s.text.slice(Math.max(0, at - 80), at))) at = endOfLine(s, at);
    else if (c === '(') stack.push(at);
    else if (c === ')') {
      s.parens.set(stack.pop()!, at);
      if (stack.length === 0) return;
    }
  }
  s.parensOpen = true;
}

/** Where the quote at `open` closes; `open` itself if nowhere. */
function closingQuote({ text }: Scanner, open: number): number {
  const quote = text[open]!;
  if (quote === "'" && text[open - 1] !== '$') return Math.max(open, text.indexOf(quote, open + 1));
  let at = open + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return at < text.length ? at : open;
}

/** zsh's `(…)` flags: `(s.:.)`, `(j:,:)`, `(l:5::0:)` have arguments between any two equal characters. */
export function skipFlags(s: Scanner): void {
  const flags = s.text.slice(s.pos, s.pos + MAX_GROUP);
  let at = 1;
  while (at < flags.length && flags[at] !== ')') {
    const letter = flags[at]!;
    if (!/[gIjlrsZ_]/.test(letter)) {
      at++;
      continue;
    }
    const delimiter = flags[at + 1] ?? '';
    const closer = { '(': ')', '[': ']', '{': '}', '<': '>' }[delimiter] ?? delimiter;
    let close = flags.indexOf(closer, at + 2);
    while (close >= 0 && /[lr]/.test(letter) && flags[close + 1] === delimiter)
      close = flags.indexOf(closer, close + 2);
    if (close < 0) return;
    at = close + 1;
  }
  if (at < flags.length) s.pos += at + 1;
}
