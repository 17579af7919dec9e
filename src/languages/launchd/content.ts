/** Character data of a property list, decoded piece by piece. */
import type { Piece, Span, SyntaxFinding } from '../../core.ts';
import { entryOf, span } from '../../text.ts';
import { bareAmpersand, bareSectionEnd, forbiddenCharacter, unknownEntity } from './problems.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ENTITY = /&(?:([A-Za-z_][\w.-]*)|#([0-9]+)|#x([0-9A-Fa-f]+));/y;

/** What interrupts plain text: template tags (`{{X}}`, `{% x %}`, `__X__`, `@X@`), references, line ends, what XML forbids. */
const SPECIAL =
  /\{\{[^{}]*\}\}|\{%[^%{}]*%\}|__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__|@[A-Z][A-Z0-9_]*@|&|\r\n?|\]\]>|[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/** Text without template tags; for deciding whether anything but spaces is between elements. */
export function withoutTemplates(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}|\{%[^%{}]*%\}/g, '');
}

/** Collects the pieces of one element's content, and the faults found on the way. */
export interface Content {
  readonly pieces: Piece[];
  readonly faults: SyntaxFinding[];
  /** Bare ampersands, for one finding per element. */
  readonly ampersands: Span[];
}

export function emptyContent(): Content {
  return { pieces: [], faults: [], ampersands: [] };
}

/** Decodes the characters of `at` onto `content`. */
export function decode(text: string, at: Span, content: Content): void {
  const source = text.slice(at.start, at.end);
  let done = 0;
  const literal = (end: number): void => {
    if (end > done)
      content.pieces.push({
        kind: 'literal',
        text: source.slice(done, end),
        at: span(at, at.start + done, at.start + end),
      });
    done = end;
  };
  for (const match of source.matchAll(SPECIAL)) {
    if (match.index < done) continue;
    literal(match.index);
    done =
      match.index +
      special(text, span(at, at.start + match.index, at.start + match.index + match[0].length), match[0], content);
  }
  literal(source.length);
}

/** Verbatim characters of a CDATA section; only its line ends are changed. */
export function verbatimSection(text: string, at: Span, content: Content): void {
  let start = at.start;
  for (const match of text.slice(at.start, at.end).matchAll(/\r\n?/g)) {
    const from = at.start + match.index;
    if (from > start)
      content.pieces.push({ kind: 'literal', text: text.slice(start, from), at: span(at, start, from) });
    start = from + match[0].length;
    content.pieces.push({ kind: 'literal', text: '\n', at: span(at, from, start) });
  }
  if (at.end > start)
    content.pieces.push({ kind: 'literal', text: text.slice(start, at.end), at: span(at, start, at.end) });
}

/** Handles one interruption and answers how many characters it takes. */
function special(text: string, at: Span, source: string, content: Content): number {
  const literal = (value: string): void => {
    content.pieces.push({ kind: 'literal', text: value, at });
  };
  if (source === '&') return reference(text, at, content);
  if (source[0] === '\r') literal('\n');
  else if (source === ']]>') {
    content.faults.push(bareSectionEnd(at));
    literal(source);
  } else if (source.length === 1) {
    content.faults.push(forbiddenCharacter(at, source.charCodeAt(0)));
    literal(source);
  } else content.pieces.push({ kind: 'unknown', at });
  return source.length;
}

function reference(text: string, at: Span, content: Content): number {
  ENTITY.lastIndex = at.start;
  const match = ENTITY.exec(text);
  if (!match) {
    content.ampersands.push(at);
    content.pieces.push({ kind: 'literal', text: '&', at });
    return 1;
  }
  const [source, name, decimal, hexadecimal] = match;
  const whole = span(at, at.start, at.start + source.length);
  const decoded =
    name !== undefined
      ? entryOf(ENTITIES, name)
      : character(decimal ? Number(decimal) : Number.parseInt(hexadecimal!, 16));
  if (decoded === undefined) {
    content.faults.push(unknownEntity(whole, source));
    content.pieces.push({ kind: 'unknown', at: whole });
  } else content.pieces.push({ kind: 'literal', text: decoded, at: whole });
  return source.length;
}

/** The character of a number, unless XML 1.0 forbids it. */
function character(code: number): string | undefined {
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : undefined;
}

/** One finding for all bare ampersands of an element, under the first run of them. */
export function ampersandFault(ampersands: readonly Span[]): SyntaxFinding | undefined {
  const first = ampersands[0];
  if (!first) return undefined;
  let end = first.end;
  while (ampersands[end - first.start]?.start === end) end++;
  return bareAmpersand(
    span(first, first.start, end),
    ampersands.map((at) => ({ at, text: '&amp;' })),
  );
}
