/** Writes assignments back into the files of all dotenv dialects, in the style of their neighbours. */
import {
  type Assignment,
  HOLE,
  type NewVariable,
  type Source,
  type Span,
  type TextEdit,
  type Value,
  type Writer,
} from '../../core.ts';
import {
  applyEdits,
  countBefore,
  lineAbove,
  lineEnd,
  lineEnding,
  lineStart,
  memo,
  nextLine,
  removal,
  span,
  spanOf,
} from '../../text.ts';
import type { DotenvEntry, Quote, Scan } from './entry.ts';

/** One dialect's grammar, as far as writing needs it. */
export interface Grammar {
  readonly scan: (source: Source) => Scan;
  /** Characters that stand for `text` between these quotes; undefined where they cannot. */
  readonly encode: (text: string, quote: Quote) => string | undefined;
  readonly quotes: readonly Quote[];
  /** `${NAME:-value}` keeps what is inherited. */
  readonly defaults?: true | undefined;
  /** Lines may begin with `export`, for shells that source the file. */
  readonly exports?: true | undefined;
}

/** The writer of one document; `entries` are its assignments in order. */
export function dotenvWriter(source: Source, entries: readonly DotenvEntry[], grammar: Grammar): Writer {
  const entryOf = (at: Span): DotenvEntry | undefined => holder(entries, at.start);
  let fragile: boolean | undefined;
  const keeps = (
    edits: readonly TextEdit[],
    place: DotenvEntry,
    added: readonly NewVariable[] | undefined,
  ): boolean => {
    fragile ??= FRAGILE.test(source.text) || entries.some((entry) => isOpen(source.text, entry));
    return !fragile || keepsOthers(source, entries, grammar, edits, place, added);
  };
  return {
    replace: (value, text, start, end) => {
      const entry = entryOf(value.at);
      const edits = entry && replaced(source, entry, grammar, { value, text, start, end });
      return edits && keeps(edits, entry, []) ? edits : undefined;
    },
    assign: (beside, variables) => {
      const entry = entryOf(beside.name.at);
      const edits = entry && assigned(source, beside, entry, grammar, variables);
      return edits && keeps(edits, entry, variables) ? edits : undefined;
    },
    remove: (at) => {
      const entry = entryOf(at);
      const edits = [removed(source, entry, at)];
      const left = entry && isWhole(entry, at) ? undefined : [];
      return entry === undefined || keeps(edits, entry, left) ? edits : undefined;
    },
    insertAbove: (at, text) => {
      const entry = entryOf(at);
      const isInside = entry && at.start < entry.value.at.end;
      return [lineAbove(source.text, isInside ? span(at, entry.start, entry.start) : at, text)];
    },
    repair: (assignment) => {
      const { value, dropped } = assignment;
      if (dropped?.reason === 'trailing-blank') return [{ at: dropped.at, text: '' }];
      const isPlain = dropped?.reason === 'export-keyword' || dropped?.reason === 'blank-around-equals';
      const entry = entryOf(assignment.name.at);
      const change = { value, text: value.text, start: undefined, end: undefined };
      return isPlain && entry ? replaced(source, entry, grammar, change) : undefined;
    },
    comment: (words) => `# ${words}`,
  };
}

/**
 * A backslash before a quote or a line's end, a carriage return that some readers do not take as a line's end, a `:` or
 * `=` that the dotenv package joins with the next or the last line.
 */
const FRAGILE = /\\["'`\r\n]|\\$|\r(?!\n)|:[ \t]*(?:[\r\n]|$)|[\r\n][ \t]*=/;

/**
 * With these, or with a quote that is never closed, an edit can change the meaning of other lines. Then the file is parsed
 * again, and all other lines must be unchanged, with `added` after `place`. (`place` itself was checked before; without `added`
 * it is removed.)
 */
function keepsOthers(
  source: Source,
  entries: readonly DotenvEntry[],
  grammar: Grammar,
  edits: readonly TextEdit[],
  place: DotenvEntry,
  added: readonly NewVariable[] | undefined,
): boolean {
  const again = grammar.scan({ file: source.file, text: applyEdits(source.text, edits) }).entries;
  const wanted = entries.flatMap((entry) => {
    const own = { name: entry.name.text, value: entry === place ? undefined : entry.value.text };
    if (entry !== place) return [own];
    return added ? [own, ...added] : [];
  });
  return (
    again.length === wanted.length &&
    wanted.every(({ name, value }, index) => {
      const now = again[index]!;
      return (value === undefined || now.name.text === name) && (value ?? now.value.text) === now.value.text;
    })
  );
}

/** Does a value begin with a quote that the reader does not take off? */
function isOpen(text: string, entry: DotenvEntry): boolean {
  return entry.quote === '' && /["'`]/.test(text.charAt(entry.value.at.start));
}

/** The last entry that begins at or before `offset`. */
function holder(entries: readonly DotenvEntry[], offset: number): DotenvEntry | undefined {
  return entries[countBefore(entries, ({ start }) => start <= offset) - 1];
}

interface Change {
  readonly value: Value;
  readonly text: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

/** In place if the characters fit between the present quotes, else the whole value anew in quotes that can contain them. */
function replaced(
  source: Source,
  entry: DotenvEntry,
  grammar: Grammar,
  change: Change,
): readonly TextEdit[] | undefined {
  const { value, text } = change;
  const start = change.start ?? 0;
  const end = change.end ?? value.text.length;
  const wanted = value.text.slice(0, start) + text + value.text.slice(end);
  if (value !== entry.value) {
    return /^[\w.-]+$/.test(wanted) && value.at.start === entry.name.at.start
      ? [{ at: value.at, text: wanted }]
      : undefined;
  }
  const isClean = entry.dropped === undefined || entry.dropped.reason === 'inline-comment';
  const inPlace = isClean ? grammar.encode(text, entry.quote) : undefined;
  if (
    inPlace !== undefined &&
    (entry.quote !== '' || (fitsBare(text) && (wanted !== '' || !meetsQuote(source, entry))))
  ) {
    const edit = { at: value.text === '' ? emptied(entry) : spanOf(value, start, end), text: inPlace };
    if (isRead(source, entry, edit, wanted, grammar)) return [edit];
  }
  if (wanted.includes(HOLE)) return undefined;
  const order = [entry.quote, ...grammar.quotes.filter((quote) => quote !== entry.quote)];
  for (const quote of order) {
    if (quote === '' && wanted === '' && meetsQuote(source, entry)) continue;
    const raw = rawValue(wanted, quote, grammar);
    if (raw === undefined) continue;
    const at = isClean ? value.at : span(value.at, entry.start, value.at.end);
    const edit = { at, text: isClean ? raw : `${entry.name.text}=${raw}` };
    if (isRead(source, entry, edit, wanted, grammar)) return [edit];
  }
  return undefined;
}

/** Between the quotes of an empty value, or where its value would begin. */
function emptied(entry: DotenvEntry): Span {
  const inset = entry.quote === '' ? 0 : 1;
  return span(entry.value.at, entry.value.at.start + inset, entry.value.at.end - inset);
}

function rawValue(text: string, quote: Quote, grammar: Grammar): string | undefined {
  if (quote === '' && !fitsBare(text)) return undefined;
  const inner = grammar.encode(text, quote);
  return inner === undefined ? undefined : quote + inner + quote;
}

/** What every consumer reads alike without quotes. */
function fitsBare(text: string): boolean {
  return !/[\s#'"`]/.test(text);
}

/** Would a bare empty value absorb a quoted line below it, as the dotenv package does? */
function meetsQuote(source: Source, entry: DotenvEntry): boolean {
  return /^\s*["'`]/.test(source.text.slice(lineEnd(source.text, entry.value.at.end)));
}

/** Would the statement be read as this value, once edited? */
function isRead(source: Source, entry: DotenvEntry, edit: TextEdit, wanted: string, grammar: Grammar): boolean {
  const end = lineEnd(source.text, Math.max(entry.value.at.end, edit.at.end));
  const statement = source.text.slice(entry.start, edit.at.start) + edit.text + source.text.slice(edit.at.end, end);
  return reads(statement, entry.name.text, wanted, grammar);
}

function reads(statement: string, name: string, wanted: string, grammar: Grammar): boolean {
  const { entries } = grammar.scan({ file: '', text: statement });
  const [found] = entries;
  if (entries.length !== 1 || !found || found.start !== 0) return false;
  // A quote that nothing closes here could be closed by a line below.
  const isFaulty = found.dropped !== undefined && found.dropped.reason !== 'inline-comment';
  return found.name.text === name && found.value.text === wanted && !isOpen(statement, found) && !isFaulty;
}

/** Lines below the statement's own, with its indentation, `export`, spaces around `=`, quotes and line ending. */
function assigned(
  source: Source,
  beside: Assignment,
  entry: DotenvEntry,
  grammar: Grammar,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  const { text } = source;
  const lines: string[] = [];
  for (const variable of variables) {
    const line = newStatement(source, entry, grammar, variable);
    if (line === undefined) return undefined;
    lines.push(blanksBefore(text, entry.start) + line);
  }
  const end = Math.max(entry.value.at.end, beside.comment?.end ?? 0);
  const ending = lineEnding(text, lineEnd(text, end));
  const stop = lineEnd(text, end);
  const isLast = stop === text.length;
  const at = isLast ? stop : nextLine(text, end);
  const joined = lines.join(ending);
  return [{ at: span(entry.value.at, at, at), text: isLast ? ending + joined : joined + ending }];
}

function newStatement(source: Source, entry: DotenvEntry, grammar: Grammar, variable: NewVariable): string | undefined {
  const { text } = source;
  const isClean = entry.dropped === undefined;
  const keyword = isClean ? text.slice(entry.start, entry.name.at.start) : '';
  const gap = text.slice(entry.name.at.end, entry.value.at.start);
  const blank = /^[ \t]*/.exec(gap)?.[0] ?? '';
  const sign = isClean && /^[ \t]*[=:][ \t]*$/.test(gap) ? (entry.value.text === '' ? `${blank}=${blank}` : gap) : '=';
  const isLate = grammar.exports && exportedByName(source).has(entry.name.text);
  const name = variable.name + sign;
  if (grammar.defaults && variable.inherit) return PLAIN.test(variable.value) ? name + inheriting(variable) : undefined;
  const begin = (/^export[ \t]+$/.test(keyword) ? keyword : isLate ? 'export ' : '') + name;
  for (const quote of [entry.quote, ...grammar.quotes.filter((other) => other !== entry.quote)]) {
    if (quote === '' && variable.value === '' && meetsQuote(source, entry)) continue;
    const raw = rawValue(variable.value, quote, grammar);
    if (raw !== undefined && reads(begin + raw, variable.name, variable.value, grammar)) return begin + raw;
  }
  return undefined;
}

/** A value that needs neither quotes nor escapes inside of `${NAME:-…}`. */
const PLAIN = /^[\w.,:*/-]*$/;

/** Environment generators start with what the user's manager has: pam's /etc/environment, what was imported. */
function inheriting({ name, value, orFrom, copyOf }: NewVariable): string {
  const other = copyOf ? `$${copyOf}` : orFrom ? `\${${orFrom}:-${value}}` : value;
  return `\${${name}:-${other}}`;
}

/** The names of `export NAME` on separate lines: a shell that sources the file exports exactly those. */
const exportedByName = memo(({ text }: Source): ReadonlySet<string> => {
  const lines = text.split(/[\r\n]+/).map((line) => (line.split('#', 1)[0] ?? '').trim().split(/[ \t]+/));
  return new Set(lines.flatMap(([keyword, ...names]) => (keyword === 'export' ? names : [])));
});

function blanksBefore(text: string, start: number): string {
  const before = text.slice(lineStart(text, start), start);
  return /^[ \t]*$/.test(before) ? before : '';
}

/** Removes a statement with its line; a comment after it stays, as a line of its own. */
function removed(source: Source, entry: DotenvEntry | undefined, at: Span): TextEdit {
  if (!entry || !isWhole(entry, at)) return removal(source.text, at);
  if (entry.comment && entry.comment.start >= entry.value.at.end) {
    return { at: span(at, entry.start, entry.comment.start), text: '' };
  }
  return removal(source.text, span(at, entry.start, Math.max(at.end, entry.value.at.end)));
}

/** Does a place contain the whole statement? */
function isWhole(entry: DotenvEntry, at: Span): boolean {
  return at.start <= entry.name.at.start && at.end >= entry.value.at.end;
}
