/** Writes into a YAML file as its owner would: the neighbour's indentation, gap, quotes and line ending. */
import type { ClashRule, Span, TextEdit, Value, Writer } from '../../../core.ts';
import { goScalar } from '../../../knowledge/go/scalar.ts';
import { countBefore, indentation, lineEnd, lineEnding, lineStart, nextLine, spanOf } from '../../../text.ts';
import type { ScalarNode } from '../tree.ts';
import { encode, isPlainSafe, type Quote, quoted } from './encode.ts';

/** What of the syntax the writer needs to know. All lists are in the order of the file. */
export interface Layout {
  readonly text: string;
  readonly scalars: readonly ScalarNode[];
  readonly flows: readonly { readonly at: Span }[];
  /** Rules read without nodes. */
  readonly rules: readonly ClashRule[];
}

/** A scalar as it is written: with its quotes. */
interface Written {
  readonly at: Span;
  readonly quote: Quote;
  readonly decoded: string;
  readonly isString: boolean;
  readonly inFlow: boolean;
}

/** The writer of one document. */
export function yamlWriter(layout: Layout): Writer {
  return {
    replace: (value, text, start = 0, end = value.text.length) => replace(layout, value, text, start, end),
    assign: () => undefined,
    remove: (at) => remove(layout, at),
    insertAbove: (at, text) => insertAbove(layout, at, text),
    comment: (words) => `# ${words}`,
  };
}

/**
 * A scalar whose text YAML turns into something else (`0123`, a number) is put into quotes when it is asked to contain
 * the very characters it shows; every other number may stay one.
 */
function replace(layout: Layout, value: Value, text: string, start: number, end: number): TextEdit[] | undefined {
  if (value.at.start === value.at.end) return fill(layout, value.at, text);
  const host = writtenAt(layout, value.at);
  if (!host || host.quote === '|') return undefined;
  const at = spanOf(value, start, end);
  if (host.quote !== '') {
    const inner = encode(text, host.quote)?.slice(1, -1);
    return inner === undefined ? undefined : [{ at, text: inner }];
  }
  const raw = layout.text.slice(host.at.start, host.at.end);
  // A lone carriage return is a line's end to some readers.
  if (raw !== host.decoded || raw.includes('\r')) return undefined;
  const next = layout.text.slice(host.at.start, at.start) + text + layout.text.slice(at.end, host.at.end);
  const mustBeString = host.isString || next === raw;
  const staysPlain = isPlainSafe(next, host.inFlow) && !(mustBeString && goScalar(next).kind !== 'string');
  if (staysPlain) return next === raw ? [] : [{ at, text }];
  return [{ at: host.at, text: quoted(next) }];
}

/** A value where there is none yet: after `key:`. */
function fill(layout: Layout, at: Span, text: string): TextEdit[] | undefined {
  const before = layout.text[at.start - 1];
  if (before !== ':' && before !== ' ') return undefined;
  const inFlow = isInFlow(layout, at.start);
  const isPlain = isPlainSafe(text, inFlow) && goScalar(text).kind === 'string';
  const written = isPlain ? text : quoted(text);
  return [{ at, text: before === ':' ? ` ${written}` : written }];
}

function insertAbove(layout: Layout, at: Span, text: string): TextEdit[] | undefined {
  const host = writtenAt(layout, at);
  const start = text.startsWith('#') ? at.start : (host?.at.start ?? at.start);
  const line = firstOffset(layout.text, start);
  const opening = layout.text.slice(line, start);
  if (isInsideScalar(layout, line)) return undefined;
  const ending = lineEnding(layout.text, start);
  const place = { file: at.file, start: line, end: line };
  if (text.startsWith('#')) return [{ at: place, text: indentation(layout.text.slice(line), 0) + text + ending }];
  if (isInFlow(layout, start)) {
    const written = likeNeighbour(text, host?.quote ?? '', true);
    if (/^[ \t]*$/.test(opening)) return [{ at: place, text: `${opening}${written},${ending}` }];
    return [{ at: { file: at.file, start, end: start }, text: `${written}, ` }];
  }
  if (/^ *$/.test(opening)) {
    // An item on the line below its dash: nothing can come between them.
    if (/(?:^|\n) *-\s*$/.test(layout.text.slice(Math.max(0, line - 200), line))) return undefined;
    return [{ at: place, text: opening + text + ending }];
  }
  const dash = /^( *)(- +)$/.exec(opening);
  if (!dash) return undefined;
  // The new item comes before the dash, not before the line: a list begins at its first dash, and grows there.
  const [, indent = '', mark = ''] = dash;
  const before = { file: at.file, start: line + indent.length, end: line + indent.length };
  return [{ at: before, text: mark + likeNeighbour(text, host?.quote ?? '', false) + ending + indent }];
}

/** A new item, quoted like its neighbour, or plain where that is safe. */
function likeNeighbour(text: string, quote: Quote, inFlow: boolean): string {
  if (quote === '' || quote === '|') return isPlainSafe(text, inFlow) ? text : quoted(text);
  return encode(text, quote) ?? quoted(text);
}

function remove(layout: Layout, at: Span): TextEdit[] | undefined {
  const host = writtenAt(layout, at);
  const whole = host && host.at.end >= at.end ? host.at : at;
  if (isInsideScalar(layout, firstOffset(layout.text, whole.start))) return undefined;
  if (isInFlow(layout, whole.start)) return [removeFromFlow(layout.text, whole)];
  const line = firstOffset(layout.text, whole.start);
  const opening = layout.text.slice(line, whole.start);
  const rest = layout.text.slice(whole.end, lineEnd(layout.text, whole.end));
  if (!/^[ \t]*(?:#.*)?$/.test(rest)) return undefined;
  const item = /^( *)- +$/.exec(opening);
  if (!item && !/^ *$/.test(opening)) return undefined;
  const next = nextLine(layout.text, whole.end);
  if (item && continues(layout.text, next, (item[1] as string).length)) return undefined;
  return [{ at: { file: at.file, start: line, end: next }, text: '' }];
}

/** Do the lines from `offset` on belong to an item whose dash is at column `dash`? */
function continues(text: string, offset: number, dash: number): boolean {
  for (let at = offset; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    return line.length - line.trimStart().length > dash;
  }
  return false;
}

function removeFromFlow(text: string, at: Span): TextEdit {
  let after = at.end;
  while (/[ \t]/.test(text[after] ?? '')) after++;
  const line = lineStart(text, at.start);
  if (text[after] === ',') {
    const isAlone =
      /^[ \t]*$/.test(text.slice(line, at.start)) && /^[ \t]*$/.test(text.slice(after + 1, lineEnd(text, after)));
    if (isAlone) return { at: { file: at.file, start: line, end: nextLine(text, after) }, text: '' };
    after++;
    while (text[after] === ' ') after++;
    return { at: { file: at.file, start: at.start, end: after }, text: '' };
  }
  let before = at.start;
  while (before > 0 && /\s/.test(text[before - 1] as string)) before--;
  return { at: { file: at.file, start: text[before - 1] === ',' ? before - 1 : at.start, end: at.end }, text: '' };
}

/** Start of the line, but never before a byte order mark. */
function firstOffset(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

/** Index of the last of `items` that begins at or before `offset`; -1 if none does. */
function lastBefore(items: readonly { readonly at: Span }[], offset: number): number {
  return countBefore(items, ({ at }) => at.start <= offset) - 1;
}

function isInFlow(layout: Layout, offset: number): boolean {
  const flow = layout.flows[lastBefore(layout.flows, offset)]?.at;
  return flow !== undefined && flow.start < offset && offset < flow.end;
}

/** Does a line begin in the middle of a scalar? Nothing can be put there. */
function isInsideScalar(layout: Layout, line: number): boolean {
  const scalar = layout.scalars[lastBefore(layout.scalars, line - 1)];
  return scalar !== undefined && scalar.at.start < line && line < scalar.at.end;
}

/** The scalar that contains `at`. */
function writtenAt(layout: Layout, at: Span): Written | undefined {
  const scalar = layout.scalars[lastBefore(layout.scalars, at.start)];
  const inFlow = isInFlow(layout, at.start);
  if (scalar && at.end <= scalar.at.end) {
    const first = layout.text[scalar.at.start];
    const quote = first === "'" || first === '"' ? first : first === '|' || first === '>' ? '|' : '';
    return { at: scalar.at, quote, decoded: scalar.value.text, isString: scalar.type === 'string', inFlow };
  }
  const rule = layout.rules[lastBefore(layout.rules, at.start)];
  if (!rule || at.end > rule.at.end) return undefined;
  const before = layout.text[rule.at.start - 1];
  const isQuoted = (before === "'" || before === '"') && layout.text[rule.at.end] === before;
  const outer = isQuoted ? { ...rule.at, start: rule.at.start - 1, end: rule.at.end + 1 } : rule.at;
  return { at: outer, quote: isQuoted ? before : '', decoded: rule.text, isString: true, inFlow: false };
}
