/**
 * The instructions of a Dockerfile, as BuildKit splits them (frontend/dockerfile/parser/parser.go): a line that ends in the escape
 * character goes on in the next one, comments and empty lines between are skipped, RUN, COPY and ADD take here-documents.
 */
import type { Comment, Source } from '../../core.ts';
import { lineEnd, nextLine, trimEnd } from '../../text.ts';
import type { Derived, Seam } from '../shared/derived.ts';

export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  /** The instruction in one line: a character before a line break stands for the break, too. */
  readonly joined: Derived;
  /** Where what follows the keyword begins and ends in it. */
  readonly start: number;
  readonly end: number;
  /** In the file: from the keyword to the end of the last line, here-documents left out. */
  readonly at: { readonly file: string; readonly start: number; readonly end: number };
}

export interface Instructions {
  readonly all: readonly Instruction[];
  readonly comments: readonly Comment[];
  /** Backslash, or the backtick of `# escape=` in the first lines. */
  readonly escape: string;
}

/** All instructions of a text. Any text gives some. */
export function readInstructions({ file, text }: Source): Instructions {
  const escape = escapeOf(text);
  const comments: Comment[] = [];
  const all: Instruction[] = [];
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  const isComment = (start: number, end: number): boolean => {
    const from = start + (/^[ \t\v\f]*/.exec(text.slice(start, end))?.[0].length ?? 0);
    if (text[from] !== '#' || from >= end) return false;
    comments.push({ at: { file, start: from, end }, ownLine: true });
    return true;
  };
  while (offset < text.length) {
    const end = lineEnd(text, offset);
    const first = offset + (/^[ \t\v\f]*/.exec(text.slice(offset, end))?.[0].length ?? 0);
    const isEmpty = first === end || withoutContinuation(text.slice(first, end), escape) === '';
    if (isEmpty || isComment(offset, end)) {
      offset = nextLine(text, offset);
      continue;
    }
    const found = joinedLine({ file, text }, first, escape, isComment);
    const instruction = instructionOf(found.joined, found.at);
    if (instruction) all.push(instruction);
    offset = pastHereDocuments(text, found.next, instruction);
  }
  return { all, comments, escape };
}

/** Only the first lines can say so: directives come before everything else. */
function escapeOf(text: string): string {
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n/, 10)) {
    const [, key = '', value = ''] = /^#[ \t]*([A-Za-z]\w*)[ \t]*=(.*)$/.exec(line) ?? [];
    if (key === '') break;
    if (key.toLowerCase() === 'escape') return value.trim() === '`' ? '`' : '\\';
  }
  return '\\';
}

interface Joined {
  readonly joined: Derived;
  readonly at: Instruction['at'];
  /** The beginning of the line after it. */
  readonly next: number;
}

function joinedLine(
  { file, text }: Source,
  first: number,
  escape: string,
  isComment: (start: number, end: number) => boolean,
): Joined {
  const seams: Seam[] = [];
  let joined = '';
  let start = first;
  let last = first;
  for (;;) {
    const end = lineEnd(text, start);
    const content = withoutContinuation(text.slice(start, end), escape);
    joined += content ?? text.slice(start, end);
    last = end;
    let next = nextLine(text, start);
    if (content === undefined || next >= text.length)
      return { joined: { file, text: joined, origin: first, seams }, at: { file, start: first, end: last }, next };
    while (next < text.length && isSkipped(text, next, isComment)) next = nextLine(text, next);
    addSeam(seams, joined.length - 1, start + content.length - 1, next);
    start = next;
    if (start >= text.length)
      return { joined: { file, text: joined, origin: first, seams }, at: { file, start: first, end: last }, next };
  }
}

/** What comes before an escape character at the end of a line; a doubled one does not continue. */
function withoutContinuation(line: string, escape: string): string | undefined {
  const bare = trimEnd(line, ' \t');
  return bare.endsWith(escape) && bare.at(-2) !== escape ? bare.slice(0, -1) : undefined;
}

function isSkipped(text: string, start: number, isComment: (start: number, end: number) => boolean): boolean {
  const end = lineEnd(text, start);
  return text.slice(start, end).trim() === '' || isComment(start, end);
}

/** The character before a break stands for both; where its line has none, the break belongs to the one before it. */
function addSeam(seams: Seam[], at: number, start: number, end: number): void {
  const last = seams.at(-1);
  if (last && last.at === at) seams[seams.length - 1] = { ...last, end };
  else if (at >= 0) seams.push({ at, start, end });
}

function instructionOf(joined: Derived, at: Instruction['at']): Instruction | undefined {
  const match = /^([A-Za-z]+)(?:[ \t\v\f]+|$)/.exec(joined.text);
  if (!match) return undefined;
  const end = joined.text.trimEnd().length;
  return {
    keyword: (match[1] as string).toUpperCase(),
    joined,
    start: Math.min(match[0].length, end),
    end,
    at,
  };
}

const HERE = /(?:^|[ \t])\d*<<(-?)(["']?)([A-Za-z_][\w.]*)\2(?=[ \t]|$)/g;

function pastHereDocuments(text: string, next: number, instruction: Instruction | undefined): number {
  if (!instruction || !/^(?:RUN|COPY|ADD)$/.test(instruction.keyword)) return next;
  let offset = next;
  for (const [, dash, , name = ''] of instruction.joined.text.matchAll(HERE)) {
    for (let isOpen = true; isOpen && offset < text.length; offset = nextLine(text, offset)) {
      const line = text.slice(offset, lineEnd(text, offset));
      isOpen = (dash ? line.replace(/^\t+/, '') : line) !== name;
    }
  }
  return offset;
}
