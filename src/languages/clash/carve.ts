/**
 * Reads long `rules:` lists line by line. A YAML library spends a second on a hundred thousand rules; nearly all lists consist
 * of lines `- TYPE,payload,policy`, which need no grammar. If a line looks different in any way, the library reads the list
 * instead: the result is the same either way.
 */
import type { ClashRule } from '../../core.ts';
import { splitRule } from '../../knowledge/clash/rule-line.ts';
import { countBefore } from '../../text.ts';
import type { Cut } from '../shared/yaml/excerpt.ts';

export interface Carved {
  /** The text that it was carved out of. */
  readonly text: string;
  /** The list's lines, without the `rules:` line. */
  readonly cut: Cut;
  /** Offset of the key; the library must find it there, at the top level, with nothing after it. */
  readonly keyAt: number;
  /** Columns before the dash of each item. */
  readonly indent: number;
  readonly rules: readonly ClashRule[];
  /** Quoted items that contain a `#`, as start and end offsets. */
  readonly quoted: readonly Cut[];
}

const TAB = 9;
const LF = 10;
const CR = 13;
const BLANK = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;

/** What an unquoted item of a carved list begins with: a letter or a digit, or anything beyond ASCII. */
function beginsPlain(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 0xa0;
}

/**
 * Cuts the `rules:` list out of a text. `undefined`: there is none, or more than one, or it is written in a way that needs the
 * library. `before`: what was carved out of an earlier text of the same file; its rules are taken over as far as the texts are
 * the same, and its whole list where that did not change.
 */
export function carve(text: string, file: string, before?: Carved): Carved | undefined {
  const keyAt = onlyKey(text);
  if (keyAt === undefined) return undefined;
  const head = text.indexOf('\n', keyAt);
  if (head < 0) return undefined;
  const taken = before?.keyAt === keyAt ? takenOver(text, before) : undefined;
  const rules = taken?.rules ?? [];
  const quoted = taken?.quoted ?? [];
  let itemIndent = taken?.indent ?? -1;
  let at = taken?.at ?? head + 1;
  while (at < text.length) {
    let start = at;
    while (text.charCodeAt(start) === BLANK) start++;
    const code = text.charCodeAt(start);
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    const isEmpty = code === LF || code === CR || start >= text.length;
    if (!isEmpty && code !== HASH) {
      const isItem = code === DASH && text.charCodeAt(start + 1) === BLANK;
      if (!isItem && start === at) break;
      if (!isItem || (itemIndent >= 0 && start - at !== itemIndent)) return undefined;
      itemIndent = start - at;
      if (!item(text, file, start + 2, newline < 0 ? text.length : newline, rules, quoted)) return undefined;
    }
    at = next;
  }
  if (rules.length === 0) return undefined;
  const isSame = taken && rules.length === before?.rules.length && rules.length === taken.count;
  const list = isSame ? before.rules : rules;
  return { text, cut: { start: head + 1, end: at }, keyAt, indent: itemIndent, rules: list, quoted };
}

/** What of an earlier list, of a key in the same place, is the same in this text, and where the text goes on. */
function takenOver(text: string, { text: earlier, keyAt, indent, rules, quoted }: Carved) {
  const same = commonUntil(text, earlier, keyAt);
  const newline = ({ at }: ClashRule): number => earlier.indexOf('\n', at.end);
  const count = countBefore(rules, (rule) => newline(rule) >= 0 && newline(rule) < same);
  const last = rules[count - 1];
  if (!last) return undefined;
  const at = newline(last) + 1;
  return { count, indent, at, rules: rules.slice(0, count), quoted: quoted.filter(({ end }) => end < at) };
}

/** Up to which offset two texts are the same from `start` on. */
function commonUntil(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length);
  let at = start;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** Offset of the one line `rules:` in the first column with nothing but a comment after it. */
function onlyKey(text: string): number | undefined {
  let found: number | undefined;
  for (let at = text.indexOf('rules:'); at >= 0; at = text.indexOf('rules:', at + 6)) {
    const before = text.charCodeAt(at - 1);
    if (at > 0 && before !== LF && !(at === 1 && before === 0xfeff)) continue;
    if (found !== undefined) return undefined;
    found = at;
  }
  if (found === undefined) return undefined;
  const end = text.indexOf('\n', found);
  return /^rules:[ ]*(?: #[^\r]*)?\r?$/.test(text.slice(found, end < 0 ? text.length : end)) ? found : undefined;
}

/** One item between `from` and the end of its line. False: the library must read it. */
function item(text: string, file: string, from: number, lineEnd: number, rules: ClashRule[], quoted: Cut[]): boolean {
  let end = text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
  let start = from;
  while (text.charCodeAt(start) === BLANK) start++;
  const first = text.charCodeAt(start);
  if (first === SINGLE || first === DOUBLE) {
    end = quotedEnd(text, start, end, first);
    if (end < 0) return false;
    start++;
    const hash = text.indexOf('#', start);
    if (hash >= 0 && hash < end) quoted.push({ start, end });
  } else {
    if (start >= end || !beginsPlain(first)) return false;
    end = plainEnd(text, start, end);
    if (end < 0) return false;
  }
  const line = text.slice(start, end);
  const { type, payload, target, params } = splitRule(line);
  // Nothing is between the quotes of an empty item: they are its place.
  const at = line === '' ? { file, start: start - 1, end: end + 1 } : { file, start, end };
  rules.push({ at, text: line, type, payload, target, params });
  return true;
}

/** End of an unquoted item, before a comment and spaces; -1 for what could be a map, a tab, a lone CR. */
function plainEnd(text: string, start: number, limit: number): number {
  let end = start;
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === BLANK) {
      if (text.charCodeAt(at + 1) === HASH && at + 1 < limit) return end;
      continue;
    }
    if (code < BLANK || code === 127) return -1;
    if (code === COLON && (at + 1 >= limit || text.charCodeAt(at + 1) === BLANK)) return -1;
    end = at + 1;
  }
  return end;
}

/** Offset of the closing quote of an item without any escape; -1 if there is none, or more than a comment after it. */
function quotedEnd(text: string, start: number, limit: number, quote: number): number {
  let at = start + 1;
  for (; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) break;
    if (code === BACKSLASH || code === TAB || code < BLANK) return -1;
  }
  if (at >= limit || text.charCodeAt(at + 1) === quote) return -1;
  let after = at + 1;
  while (after < limit && text.charCodeAt(after) === BLANK) after++;
  return after >= limit || (text.charCodeAt(after) === HASH && after > at + 1) ? at : -1;
}
