/**
 * The content of a rule-provider file, taken in as mihomo does (`rules/provider/provider.go: rulesParse`): not as YAML
 * but line by line. A line gives an entry only if `payload:` (or `rules:`) and that one line together are a YAML list
 * of one string. A flow list gives none, a scalar over two lines gives none.
 */
import { compose } from '../shared/yaml/compose.ts';
import { get, itemsOf } from './tree.ts';

export interface ProviderContent {
  readonly entries: readonly string[];
  /** Offsets of the head's key, where there is one. */
  readonly head?: { readonly start: number; readonly end: number };
}

/** What Go's `strings.TrimSpace` takes off. */
const GO_SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** A head with a comment is no longer than this; and without a line ending it is no head to mihomo. */
const LONGEST_HEAD_CHARACTERS = 400;
const HEAD = /^([ ]*)(["']?)(payload|rules)\2[ ]*:(?:[ ]+(?:#.*)?)?$/;

/** Entries of a plain text list: a trimmed line each, but for blank ones and those that begin with `#` or `//`. */
export function textEntries(text: string): string[] {
  const entries: string[] = [];
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = trimGo(text, at, end);
    if (line !== '' && line[0] !== '#' && !line.startsWith('//')) entries.push(line);
    at = end + 1;
  }
  return entries;
}

/** Entries of a YAML rule-provider. */
export function yamlEntries(text: string): ProviderContent {
  const entries: string[] = [];
  let head: { start: number; end: number } | undefined;
  let headIndent = 0;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (!head) {
      const isShort = newline >= 0 && end - at < LONGEST_HEAD_CHARACTERS;
      const match = isShort ? HEAD.exec(text.slice(at, end).trimEnd()) : null;
      if (match) {
        headIndent = (match[1] as string).length;
        const start = at + headIndent;
        head = { start, end: start + (match[3] as string).length + 2 * (match[2] as string).length };
      }
    } else {
      const entry = lineEntry(text, at, end, headIndent);
      if (entry !== '') entries.push(entry);
    }
    at = end + 1;
  }
  return head ? { entries, head } : withoutHead(text);
}

/** Nothing was read: the place of a `payload` that mihomo doesn't take for a head, such as one with a list in brackets. */
function withoutHead(text: string): ProviderContent {
  const match = /^\uFEFF?[ ]{0,20}(["']?payload["']?)[ ]{0,20}:/m.exec(text);
  if (!match) return { entries: [] };
  const start = match.index + match[0].indexOf(match[1] as string);
  return { entries: [], head: { start, end: start + (match[1] as string).length } };
}

/** The one entry of a line, `''` for none. */
function lineEntry(text: string, from: number, to: number, headIndent: number): string {
  let start = from;
  while (text.charCodeAt(start) === 32) start++;
  if (text.charCodeAt(start) !== 45 || text.charCodeAt(start + 1) !== 32 || start - from < headIndent) return '';
  start += 2;
  while (start < to && text.charCodeAt(start) === 32) start++;
  let end = to;
  while (end > start && (text.charCodeAt(end - 1) === 13 || text.charCodeAt(end - 1) === 32)) end--;
  if (start >= end) return '';
  const first = text.charCodeAt(start);
  const isWord = (first >= 48 && first <= 57) || (first >= 65 && first <= 90) || (first >= 97 && first <= 122);
  if (isWord || first === 43 || first === 46 || first > 0xa0) {
    const plain = plainEntry(text, start, end);
    if (plain !== undefined) return plain;
  }
  if (first === 39 || first === 34) {
    const close = text.indexOf(text[start] as string, start + 1);
    const inner = close > 0 && close < end ? text.slice(start + 1, close) : '';
    if (inner !== '' && close === end - 1 && !inner.includes('\\')) return inner;
  }
  return readAsYaml(text.slice(from, to).trim());
}

/** An unquoted entry; undefined when it takes a grammar to tell. */
function plainEntry(text: string, start: number, limit: number): string | undefined {
  let end = start;
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 35 && at > start && text.charCodeAt(at - 1) === 32) break;
    if (code < 32 || (code === 58 && (at + 1 === limit || text.charCodeAt(at + 1) === 32))) return undefined;
    if (code !== 32) end = at + 1;
  }
  const entry = text.slice(start, end);
  return entry === 'null' || entry === 'Null' || entry === 'NULL' ? '' : entry;
}

/** Quotes, tags, colons: one line under a head of its own, read by the grammar. Errors give no entry. */
function readAsYaml(line: string): string {
  const { root, errors } = compose(`payload:\n${line}\n`, '');
  const [entry] = itemsOf(get(root, 'payload'));
  return errors.length === 0 && entry?.kind === 'scalar' && entry.type !== 'null' ? entry.value.text : '';
}

function trimGo(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && GO_SPACE.test(text[start] as string)) start++;
  while (end > start && GO_SPACE.test(text[end - 1] as string)) end--;
  return text.slice(start, end);
}
