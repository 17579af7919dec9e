/** Takes words and statements out of a shell file. */
import type { Span, TextEdit } from '../../../core.ts';
import { lineEnd, lineStart, nextLine, span, trimEnd } from '../../../text.ts';
import type { SimpleCommand } from '../syntax.ts';
import { assignmentsOf, codeAfter, commandAt, type Layout, type Region, regionAt, surroundings } from './layout.ts';
import { placesOf } from './places.ts';

/** Removes a word or a whole statement, the latter with its line and its comment; undefined where neither is meant. */
export function removeAt(layout: Layout, at: Span): readonly TextEdit[] | undefined {
  const region = regionAt(layout, at.start);
  if (!region) return undefined;
  const statement = statementOf(layout, at);
  if (statement) return removeStatement(layout, statement, region);
  return [{ at: span(at, blanksBefore(layout.source.text, at.start, region.at.start), at.end), text: '' }];
}

/** The statement that goes when `at` goes: its last assignment, its last name, or all of it is meant. */
function statementOf(layout: Layout, at: Span): SimpleCommand | undefined {
  const whole = commandAt(layout, at);
  if (whole) return whole;
  const [owner] = placesOf(layout).commandsAround(at.start, at.end);
  if (!owner) return undefined;
  const assignments = assignmentsOf(layout, owner.at);
  const [only] = assignments;
  const isMeant =
    only && assignments.length === 1 && only.reach !== 'command' && at.start <= only.at.start && at.end >= only.at.end;
  return isMeant || at.start <= (owner.words[0]?.value.at.start ?? -1) ? owner : undefined;
}

/** Back over spaces and joined lines, but not over the beginning of a line. */
function blanksBefore(text: string, offset: number, limit: number): number {
  let at = offset;
  for (;;) {
    while (at > limit && /[ \t]/.test(text[at - 1]!)) at--;
    const joined = /\\(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(limit, at - 3), at));
    if (!joined) break;
    at -= joined[0].length;
  }
  return at === lineStart(text, at) ? offset : at;
}

function removeStatement(layout: Layout, command: SimpleCommand, region: Region): readonly TextEdit[] | undefined {
  const { text } = layout.source;
  const { at } = command;
  if (isOnlyOne(layout, at, region)) {
    // An empty body is a syntax error in sh and bash.
    return region.quote === undefined && layout.dialect !== 'fish' ? [{ at, text: ':' }] : undefined;
  }
  const comment = assignmentsOf(layout, at)[0]?.comment;
  const { before, after } = surroundings(layout, at, region, comment);
  const isAlone = /^[ \t]*$/.test(before) && /^[ \t]*(?:;[ \t]*)?$/.test(after) && command.link === '';
  if (isAlone && (region.quote === undefined || /[\r\n]/.test(text.slice(region.at.start, region.at.end)))) {
    const end = nextLine(text, Math.max(at.end, comment?.end ?? 0));
    return [
      { at: span(at, Math.max(lineStart(text, at.start), region.at.start), Math.min(end, region.at.end)), text: '' },
    ];
  }
  const leading = linkAtEnd(before);
  const trailing = /^[ \t]*(?:&&|\|\||;(?!;))[ \t]*/.exec(after)?.[0] ?? '';
  if (command.link === '' && trailing !== '') return [{ at: span(at, at.start, at.end + trailing.length), text: '' }];
  if (leading > 0) return [{ at: span(at, at.start - leading, at.end), text: '' }];
  return command.link === '' ? [{ at: span(at, at.start, lineEndAfter(text, at, after)), text: '' }] : undefined;
}

/** How many characters at the end of a text are an operator with the spaces around it, or fish's `; and `. */
function linkAtEnd(before: string): number {
  const code = trimEnd(before, ' \t');
  const operator = /(?:&&|\|\||[|;])$/.exec(code.slice(-2))?.[0];
  if (operator !== undefined) return before.length - trimEnd(code.slice(0, -operator.length), ' \t').length;
  const word = code === before ? undefined : /(?:^|[ \t;])(and|or)$/.exec(code.slice(-4))?.[1];
  const rest = word === undefined ? '' : trimEnd(code.slice(0, -word.length), ' \t');
  return rest.endsWith(';') ? before.length - rest.length + 1 : 0;
}

function lineEndAfter(text: string, at: Span, after: string): number {
  return /^[ \t]*$/.test(after) ? Math.min(lineEnd(text, at.end), at.end + after.length) : at.end;
}

/** Would nothing be left where one command has to stand? */
function isOnlyOne(layout: Layout, at: Span, region: Region): boolean {
  const { text } = layout.source;
  const before = codeBefore(layout, at.start, region.at.start);
  const after = codeAfter(layout, at.end, region.at.end);
  if (region.quote !== undefined && before === region.at.start && after === region.at.end) return true;
  const opens = /(?:[{()]|\b(?:then|do|else|begin))$/.test(text.slice(Math.max(region.at.start, before - 6), before));
  return opens && /^(?:[})]|;;|(?:fi|done|elif|else|esac|end)\b)/.test(text.slice(after, after + 6));
}

/** Back over spaces, line ends, `;` and comments. */
function codeBefore(layout: Layout, offset: number, limit: number): number {
  const { text } = layout.source;
  const { commentsAround } = placesOf(layout);
  let at = offset;
  for (;;) {
    while (at > limit && /[\s;\\]/.test(text[at - 1]!)) at--;
    const comment = commentsAround(at, at).find((one) => one.at.start < at);
    if (!comment) return at;
    at = comment.at.start;
  }
}
