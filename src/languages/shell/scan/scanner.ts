/** The state that a scan moves along, and its basic steps: whitespace, comments, heredocs, problems. */
import type { Comment, Span } from '../../../core.ts';
import type { Dialect, Problem, SimpleCommand } from '../syntax.ts';
import type { Origin } from './origin.ts';

/** Substitutions within substitutions deeper than this are not followed: no person wrote them. */
export const MAX_DEPTH = 100;
/** A file of more pieces than this was not written by a person either; it limits the memory of a scan to some 200 MB. */
const MAX_PIECES = 300_000;
/** After this many unterminated quotes the rest of the text is taken for one. */
const MAX_RECOVERIES = 8;

interface Heredoc {
  readonly delimiter: string;
  readonly stripTabs: boolean;
}

export interface Scanner {
  readonly origin: Origin;
  readonly text: string;
  readonly dialect: Dialect;
  pos: number;
  /** How many substitutions are open. */
  depth: number;
  readonly comments: Comment[];
  readonly commands: SimpleCommand[];
  /** The inside of a substitution is scanned but not kept. */
  muted: number;
  problem: Problem | undefined;
  recoveries: number;
  /** Pieces that can still be made. */
  budget: number;
  /** Where it was nested too deep, or too much of it: the rest was given up. */
  gaveUp: Span | undefined;
  readonly heredocs: Heredoc[];
  /** Tags of a template engine are between the statements, so that its branches decide what is there. */
  isTemplate: boolean;
  templateDepth: number;
  /** `exit` or `exec` ends the file on this line. */
  ended: boolean;
  /** Up to here no template tag closes on its line. */
  tagless: number;
  /** Where parentheses close, as far as they were followed; see `arithmeticEnd`. */
  readonly parens: Map<number, number>;
  parensOpen: boolean;
  /** Reads the commands of a substitution up to its closing parenthesis; false if there is none. */
  readonly readSubstitution: (scanner: Scanner) => boolean;
}

/** A scan of the whole text of `origin`. */
export function newScanner(
  origin: Origin,
  dialect: Dialect,
  readSubstitution: (scanner: Scanner) => boolean = () => false,
): Scanner {
  return {
    origin,
    text: origin.text,
    dialect,
    pos: origin.text.startsWith('\uFEFF') ? 1 : 0,
    depth: 0,
    comments: [],
    commands: [],
    muted: 0,
    problem: undefined,
    recoveries: 0,
    budget: MAX_PIECES,
    gaveUp: undefined,
    heredocs: [],
    isTemplate: false,
    templateDepth: 0,
    ended: false,
    tagless: 0,
    parens: new Map(),
    parensOpen: false,
    readSubstitution,
  };
}

/** Matches a sticky pattern at the scanner's position. */
export function match(s: Scanner, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = s.pos;
  return pattern.exec(s.text);
}

/** Does a sticky pattern match at the scanner's position? Where it does, its `lastIndex` is the end of the match. */
export function matches(s: Scanner, pattern: RegExp): boolean {
  pattern.lastIndex = s.pos;
  return pattern.test(s.text);
}

/** Past spaces and joined lines. */
export function skipBlanks(s: Scanner): void {
  for (;;) {
    const c = s.text[s.pos];
    if (c === ' ' || c === '\t') s.pos++;
    else if (c === '\\' && s.text[s.pos + 1] === '\n') s.pos += 2;
    else return;
  }
}

/** Past spaces, line ends with their heredocs, and comments. */
export function skipLines(s: Scanner): void {
  for (;;) {
    skipBlanks(s);
    const c = s.text[s.pos];
    if (c === '\n') readNewline(s);
    else if (c === '#') readComment(s);
    else return;
  }
}

/** Past one `#` comment, which is kept. */
export function readComment(s: Scanner): void {
  const start = s.pos;
  s.pos = endOfLine(s, start);
  if (s.muted > 0) return;
  let before = start;
  while (s.text[before - 1] === ' ' || s.text[before - 1] === '\t') before--;
  const ownLine = before === 0 || s.text[before - 1] === '\n' || s.text[before - 1] === '\uFEFF';
  s.comments.push({ at: s.origin.span(start, s.pos), ownLine });
}

/** Past a line end and the heredocs whose bodies begin after it. */
export function readNewline(s: Scanner): void {
  s.pos++;
  for (const { delimiter, stripTabs } of s.heredocs.splice(0)) {
    while (s.pos < s.text.length) {
      const end = endOfLine(s, s.pos);
      const line = s.text.slice(s.pos, end);
      s.pos = Math.min(end + 1, s.text.length);
      if ((stripTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
    }
  }
  if (s.ended) s.pos = s.text.length;
}

/** Offset of the line end after `offset`, or of the text's end. */
export function endOfLine(s: Scanner, offset: number): number {
  const end = s.text.indexOf('\n', offset);
  return end < 0 ? s.text.length : end;
}

/** Notes what the shell cannot read; the first problem is the one that counts. */
export function fail(s: Scanner, kind: Problem['kind'], start: number, end: number, closer?: string): void {
  const word = s.text.slice(start, end);
  s.problem ??= { kind, at: s.origin.span(start, end), word, closer };
}

/**
 * A quote or substitution opened at `start` is never closed. The text after its line is read as if it were closed there, so
 * that one typo does not hide the rest of the file. If several are open, the outermost one is reported.
 */
export function unterminated(s: Scanner, start: number, length: number): void {
  const at = s.origin.span(start, start + length);
  if (s.problem === undefined || (s.problem.kind === 'quote' && s.problem.at.start > at.start)) {
    s.problem = { kind: 'quote', at, word: s.text.slice(start, start + length) };
  }
  s.recoveries++;
  s.pos = s.recoveries > MAX_RECOVERIES ? s.text.length : endOfLine(s, start + length);
}

/** Is there more to read? Gives up a text of too many pieces. */
export function hasMore(s: Scanner): boolean {
  if (s.budget < 0) giveUp(s);
  return s.pos < s.text.length;
}

/** The rest of the text is not followed any more. */
export function giveUp(s: Scanner): void {
  s.gaveUp ??= s.origin.span(s.pos, Math.min(s.pos + 1, s.text.length));
  s.pos = s.text.length;
}

/** The end of a `{{ … }}` tag that opens at `offset` and closes on its line; -1 for none. Linear over a whole text. */
export function tagEnd(s: Scanner, offset: number): number {
  if (offset < s.tagless) return -1;
  const close = s.text.indexOf('}}', offset + 2);
  if (close >= 0 && !s.text.slice(offset, close).includes('\n')) return close + 2;
  s.tagless = close < 0 ? s.text.length : s.text.lastIndexOf('\n', close);
  return -1;
}

const TAG = /\{\{[^\n]{0,2000}?\}\}|\{%[^\n]{0,2000}?%\}/y;
const OPENS = /^\{[{%][-+]?[ \t]*(?:if|for|range|with|block|define|macro|filter|raw|call)\b/;
const CLOSES = /^\{[{%][-+]?[ \t]*end/;

/** A template tag between statements (`{{ if … }}`, `{% else %}`): what its branches contain is there on some machines only. */
export function readTag(s: Scanner): boolean {
  const tag = match(s, TAG)?.[0];
  if (tag === undefined) return false;
  s.pos += tag.length;
  s.isTemplate = true;
  if (OPENS.test(tag)) s.templateDepth++;
  else if (CLOSES.test(tag)) s.templateDepth = Math.max(0, s.templateDepth - 1);
  return true;
}
