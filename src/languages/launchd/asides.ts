/** Comments, declarations and other parts of XML that are no elements: what can be wrong with them. */
import type { Span, SyntaxFinding } from '../../core.ts';
import { span } from '../../text.ts';
import { withoutTemplates } from './content.ts';
import * as problem from './problems.ts';
import type { AsideToken } from './xml.ts';

/** Is nothing but space before this place on its line? Only the space is looked at: a line can be the whole file. */
export function beginsLine(text: string, offset: number): boolean {
  let at = offset;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  if (at === 1 && text[0] === '\uFEFF') return true;
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}

/** What is wrong with a comment, a declaration, a document type or an instruction of `text`. */
export function asideFault(text: string, token: AsideToken, at: Span): SyntaxFinding | undefined {
  const source = text.slice(at.start, at.end);
  switch (token.fault) {
    case undefined:
      return undefined;
    case 'unclosed':
      if (token.kind === 'comment') return problem.neverEnds(startOf(at, 4), { en: 'a comment', zh: '注释' }, '-->');
      if (token.kind === 'doctype')
        return problem.neverEnds(startOf(at, 9), { en: 'the DOCTYPE', zh: 'DOCTYPE ' }, '>');
      return problem.neverEnds(startOf(at, 5), { en: 'the <? instruction', zh: '<? 指令' }, '?>');
    case 'double-hyphen': {
      const start = at.start + 4 + source.slice(4).indexOf('--');
      return problem.hyphensInComment(span(at, start, start + 2));
    }
    case 'smart-quotes':
      return problem.smartQuotes(at, straightened(source));
    case 'not-at-start': {
      const first = text.startsWith('\uFEFF') ? 1 : 0;
      const isBlank = text.slice(first, at.start).trim() === '';
      return problem.declarationNotFirst(startOf(at, 5), isBlank ? span(at, first, at.start) : undefined);
    }
    case 'misplaced':
      return problem.unknownTag(at, source.slice(1, -1).slice(0, 20));
    default:
      return problem.brokenTag(at, false);
  }
}

/** With straight quotes instead of typographic ones. */
export function straightened(source: string): string {
  return source.replace(/[“”„‟＂]/g, '"').replace(/[‘’]/g, "'");
}

/** The first characters of a place. */
export function startOf(at: Span, length: number): Span {
  return span(at, at.start, Math.min(at.end, at.start + length));
}

/** Text between elements, where only elements can be; undefined for space and template tags. */
export function textBetween(text: string, at: Span): Span | undefined {
  const source = text.slice(at.start, at.end);
  if (withoutTemplates(source).trim() === '') return undefined;
  const start = at.start + source.length - source.trimStart().length;
  return span(at, start, start + source.trim().length);
}
