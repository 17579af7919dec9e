/**
 * The file grammar of systemd's units and configuration files (src/shared/conf-parser.c): lines joined by a trailing
 * backslash, comments, `[Section]` headers, `Key=value`. What a value means is left to the caller.
 */
import type { Comment, Source, Span } from '../../core.ts';
import { type Derived, type Seam, sourceSpan } from '../shared/derived.ts';
import { templateTags } from '../shared/pieces.ts';

/** One assignment, over all lines it is continued on. */
export interface UnitLine {
  readonly section: string;
  readonly key: string;
  readonly keyAt: Span;
  /** From the key's first character to the value's last. */
  readonly at: Span;
  /** The joined line: each continuation, with the comment lines in it, is one space. */
  readonly joined: Derived;
  /** The value in the joined line, without spaces around it. */
  readonly start: number;
  readonly end: number;
  /** Where the first line begins in the source, and where the last one ends, before its line ending. */
  readonly first: number;
  readonly stop: number;
}

export interface UnitSection {
  readonly name: string;
  readonly at: Span;
}

export type ProblemKind = 'section-header' | 'no-section' | 'no-equals' | 'no-key' | 'broken-continuation';

export interface UnitProblem {
  readonly kind: ProblemKind;
  readonly at: Span;
}

export interface UnitFile {
  readonly lines: readonly UnitLine[];
  readonly sections: readonly UnitSection[];
  readonly comments: readonly Comment[];
  readonly problems: readonly UnitProblem[];
}

/** What systemd takes as a space; no-break and ideographic spaces are ordinary characters to it. */
const WHITESPACE = ' \t\r\n';

interface Reading {
  readonly source: Source;
  readonly lines: UnitLine[];
  readonly sections: UnitSection[];
  readonly problems: UnitProblem[];
  section: string | undefined;
  /** A backslash with spaces after it, at the end of the line just read. */
  brokenContinuation: Span | undefined;
}

/** Reads any text; never throws. Lines that are template tags (`{% if … %}`) are skipped. */
export function readUnitFile(source: Source): UnitFile {
  const { text, file } = source;
  const comments: Comment[] = [];
  const reading: Reading = {
    source,
    lines: [],
    sections: [],
    problems: [],
    section: undefined,
    brokenContinuation: undefined,
  };
  let open: Joining | undefined;
  let next = 0;
  for (let line = text.startsWith('\uFEFF') ? 1 : 0; line < text.length; line = next) {
    const stop = lineStop(text, line);
    next = text[stop] === '\r' && text[stop + 1] === '\n' ? stop + 2 : stop + 1;
    const first = skip(text, line, stop);
    if (text[first] === '#' || text[first] === ';') {
      comments.push({ at: { file, start: first, end: stop }, ownLine: true });
      continue;
    }
    open ??= { first: line, parts: [], seams: [], length: 0, stop, isContinued: false };
    addLine(open, text, line, stop);
    if (open.isContinued) continue;
    readLogical(reading, open);
    open = undefined;
  }
  if (open) readLogical(reading, open);
  return { lines: reading.lines, sections: reading.sections, comments, problems: reading.problems };
}

/** A logical line while its physical lines are gathered. */
interface Joining {
  readonly first: number;
  readonly parts: string[];
  readonly seams: Seam[];
  length: number;
  stop: number;
  isContinued: boolean;
}

/** Adds one physical line. A backslash at its end that no other one escapes continues it. */
function addLine(joining: Joining, text: string, line: number, stop: number): void {
  let slashes = 0;
  while (stop - 1 - slashes >= line && text[stop - 1 - slashes] === '\\') slashes++;
  const last = joining.seams.pop();
  if (last) joining.seams.push({ ...last, end: line });
  joining.isContinued = slashes % 2 === 1;
  const end = joining.isContinued ? stop - 1 : stop;
  joining.parts.push(text.slice(line, end));
  joining.length += end - line;
  joining.stop = stop;
  if (!joining.isContinued) return;
  joining.seams.push({ at: joining.length, start: end, end: stop });
  joining.parts.push(' ');
  joining.length++;
}

function readLogical(reading: Reading, open: Joining): void {
  const { file, text } = reading.source;
  const joined: Derived = { file, text: open.parts.join(''), origin: open.first, seams: open.seams };
  const start = skip(joined.text, 0, joined.text.length);
  const end = skipBack(joined.text, start, joined.text.length);
  const broken = reading.brokenContinuation;
  reading.brokenContinuation = brokenContinuation(text, file, open.stop);
  if (start === end || isTemplateLine(joined.text, start)) return;
  if (joined.text[start] === '[') readHeader(reading, joined, start, end);
  else readAssignment(reading, open, { joined, start, end, broken });
}

/** `[Name]` alone on its line. Of a malformed one the plausible name is kept, so that what follows has a place. */
function readHeader(reading: Reading, joined: Derived, start: number, end: number): void {
  const at = sourceSpan(joined, start, end);
  const written = joined.text.slice(start + 1, end);
  const isClosed = written.endsWith(']');
  const name = isClosed ? written.slice(0, -1) : (/^[^\]#;]*/.exec(written)?.[0].trimEnd() ?? '');
  if (!isClosed && templateTags(written).length === 0) reading.problems.push({ kind: 'section-header', at });
  reading.section = name;
  reading.sections.push({ name, at });
}

interface Logical {
  readonly joined: Derived;
  readonly start: number;
  readonly end: number;
  readonly broken: Span | undefined;
}

function readAssignment(reading: Reading, open: Joining, { joined, start, end, broken }: Logical): void {
  const { text } = joined;
  const { section, lines } = reading;
  const sign = text.slice(start, end).indexOf('=');
  const keyEnd = sign < 0 ? end : skipBack(text, start, start + sign);
  const key = text.slice(start, keyEnd);
  const at = sourceSpan(joined, start, end);
  const isCutOff = broken !== undefined && (sign < 0 || !/^[A-Za-z][\w-]*$/.test(key));
  if (isCutOff || sign < 0 || key === '' || section === undefined) {
    const kind = isCutOff ? 'broken-continuation' : sign < 0 ? 'no-equals' : key === '' ? 'no-key' : 'no-section';
    if (templateTags(text).length === 0) reading.problems.push({ kind, at: isCutOff ? broken : at });
    return;
  }
  const valueStart = skip(text, start + sign + 1, end);
  const keyAt = sourceSpan(joined, start, keyEnd);
  lines.push({ section, key, keyAt, at, joined, start: valueStart, end, first: open.first, stop: open.stop });
}

/** `\` and spaces before a line's end: the spaces undo the continuation. */
function brokenContinuation(text: string, file: string, stop: number): Span | undefined {
  let at = stop;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at < stop && text[at - 1] === '\\' ? { file, start: at - 1, end: stop } : undefined;
}

function isTemplateLine(text: string, start: number): boolean {
  return /^(?:\{[{%#]|<%)/.test(text.slice(start, start + 2));
}

function skip(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && WHITESPACE.includes(text[at]!)) at++;
  return at;
}

function skipBack(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && WHITESPACE.includes(text[at - 1]!)) at--;
  return at;
}

function lineStop(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
