/** Writes into units: escaped for the word's quotes, `%` doubled where specifiers are read, lines kept whole. */
import {
  type Assignment,
  HOLE,
  type Piece,
  type Source,
  type Span,
  type TextEdit,
  type Value,
  type Writer,
} from '../../core.ts';
import { countBefore, indentation, lineAbove, lineStart, removal, span, spanOf } from '../../text.ts';
import { cutter } from '../shared/pieces.ts';
import { newAssignments } from './new-assignments.ts';
import { removedWord } from './removal.ts';
import { repaired } from './repair.ts';
import type { UnitLine } from './unit-file.ts';
import type { Quote } from './words.ts';
import { encodeWord, type ValueRole } from './written.ts';

/** The writer of one file; `known` tells how values of words are written, all others are plain text. */
export function systemdWriter(
  source: Source,
  lines: readonly UnitLine[],
  known: ReadonlyMap<Value, ValueRole>,
): Writer {
  return {
    replace(value, text, start = 0, end = value.text.length) {
      const change: Change = { source, value, text, start, end };
      const how = known.get(value);
      if (!how) return plain(change);
      return how.kind === 'argument' ? argument(change, how.quote) : assignment(change, how);
    },
    assign(beside, variables) {
      // What a command gives to a session would need a command more.
      if (beside.scope.kind === 'session') return undefined;
      const line = lineOf(lines, beside.statement);
      return line && newAssignments(source, { line, beside, known }, variables);
    },
    remove(at) {
      const line = lineOf(lines, at);
      return line ? removedWord(source.text, line, at) : [removal(source.text, at)];
    },
    insertAbove(at, text) {
      const line = lineOf(lines, at);
      return [lineAbove(source.text, line ? span(at, line.at.start, line.at.start) : at, text)];
    },
    repair: (assignment) => {
      const line = lineOf(lines, assignment.at);
      return line && repaired(source, line, assignment);
    },
    comment: (words) => `# ${words}`,
  };
}

/** The logical line that contains a place. */
function lineOf(lines: readonly UnitLine[], at: Span): UnitLine | undefined {
  const line = lines[countBefore(lines, ({ first }) => first <= at.start) - 1];
  return line && at.start <= line.stop ? line : undefined;
}

interface Change {
  readonly source: Source;
  readonly value: Value;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A key's value without a grammar of its own: as it is, on one line, without spaces that would be stripped. */
function plain({ source, value, text, start, end }: Change): readonly TextEdit[] | undefined {
  const whole = value.text.slice(0, start) + text + value.text.slice(end);
  const startsLine =
    indentation(source.text, value.at.start).length === value.at.start - lineStart(source.text, value.at.start);
  if (/[\r\n]|^[ \t]|[ \t\\]$/.test(whole) || (startsLine && /^(?:[#;]|$)/.test(whole))) return undefined;
  return [{ at: spanOf(value, start, end), text }];
}

function argument(change: Change, quote: Quote): readonly TextEdit[] | undefined {
  const { value, source } = change;
  const inPlace = encodeWord(change.text, quote).replaceAll('$', '$$$$');
  const raw = source.text.slice(value.at.start, value.at.end);
  if (isUniform(raw, quote) && fits(change.text, quote)) {
    return [{ at: innerSpan(change, quote), text: inPlace }];
  }
  return [{ at: value.at, text: `"${rebuilt(change, (text) => encodeWord(text, '"').replaceAll('$', '$$$$'))}"` }];
}

/** In place between its quotes; a value systemd drops or mangles is written anew with its name, in sound form. */
function assignment(change: Change, how: ValueRole & { kind: 'assignment' }): readonly TextEdit[] | undefined {
  const { value, source, text } = change;
  const { fact } = how;
  const raw = source.text.slice(value.at.start, value.at.end);
  const inner = how.quote === '' && /^(["']).*\1$/s.test(raw) ? (raw[0] as Quote) : '';
  const quote = how.quote || inner;
  const isSound = fact.dropped === undefined || fact.dropped.reason === 'inline-comment';
  const bare = inner === '' ? raw : raw.slice(1, -1);
  if (isSound && fits(text, quote) && !/["']/.test(unescaped(bare))) {
    return [{ at: innerSpan(change, inner), text: encodeWord(text, quote) }];
  }
  const at = fact.dropped?.reason === 'export-keyword' ? span(fact.at, fact.dropped.at.start, fact.at.end) : fact.at;
  const used = quotesFor(change, how, raw);
  const written = rebuilt(change, (part) => encodeWord(part, used));
  return [{ at: withPunctuation(fact, at), text: `${used}${fact.name.text}=${written}${used}` }];
}

/** Quotes for a word written anew: those it has or plainly was to have; none where none were and none are needed. */
function quotesFor(change: Change, { quote, fact }: ValueRole & { kind: 'assignment' }, raw: string): Quote {
  const first = change.source.text[fact.at.start];
  if (quote !== '') return quote;
  if (first === '"' || first === "'") return first;
  return !/\s/.test(raw) && isBareAble(change) ? '' : '"';
}

/** Raw text without its escapes: quotes left in it open or close. */
function unescaped(raw: string): string {
  return raw.replace(/\\./gs, '');
}

/** A separator after the closing quote goes with the word it spoils. */
function withPunctuation(fact: Assignment, at: Span): Span {
  const mark = fact.dropped?.reason === 'stray-punctuation' ? fact.dropped.at : undefined;
  return mark && mark.end > at.end ? span(at, at.start, mark.end) : at;
}

function isBareAble({ value, text, start, end }: Change): boolean {
  const wanted = value.text.slice(0, start) + text + value.text.slice(end);
  return fits(wanted.replaceAll(HOLE, ''), '');
}

/** Can these characters be between these quotes once escaped? */
function fits(text: string, quote: Quote): boolean {
  return quote !== '' || !/[\s"']/.test(text);
}

/** Is the whole word inside one pair of quotes, or wholly without any? */
function isUniform(raw: string, quote: Quote): boolean {
  return quote !== '' || !/["']/.test(unescaped(raw));
}

/** What the change covers in the source; an empty value's place is between its quotes. */
function innerSpan({ value, start, end }: Change, quote: Quote): Span {
  if (value.pieces.length > 0) return spanOf(value, start, end);
  const inset = quote === '' ? 0 : 1;
  return span(value.at, value.at.start + inset, value.at.start + inset);
}

/** The whole new value: new characters encoded, what is not literal copied as it was written. */
function rebuilt({ source, value, text, start, end }: Change, encode: (text: string) => string): string {
  const take = cutter(value.pieces);
  const before = take(start);
  take(end);
  const after = take(Number.POSITIVE_INFINITY);
  const write = (piece: Piece): string =>
    piece.kind === 'literal' ? encode(piece.text) : source.text.slice(piece.at.start, piece.at.end);
  return before.map(write).join('') + encode(text) + after.map(write).join('');
}
