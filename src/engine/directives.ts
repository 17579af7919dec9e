/**
 * The comments that silence rules, as a document contains them: `envlint-disable-next-line`, `envlint-disable` …
 * `envlint-enable`, `envlint-disable-file`, each on a line of its own; and comments that look like a directive but are not one.
 */
import type { Comment, Document, Span } from '../core.ts';
import { lineStart, nextLine, slice, span, trimEnd } from '../text.ts';

export interface Directive {
  readonly kind: 'next-line' | 'start' | 'end' | 'file';
  readonly at: Span;
  /** From `envlint-` to the reason, or to the end of the names without one. */
  readonly lead: Span;
  /** Empty: all rules. */
  readonly rules: readonly NamedRule[];
  readonly reason: string;
  /** `until=YYYY-MM-DD` in the reason. */
  readonly until?: string | undefined;
  /** What it covers. */
  readonly from: number;
  readonly to: number;
}

export interface NamedRule {
  readonly id: string;
  readonly at: Span;
}

/** A comment that begins like a directive and silences nothing. */
export interface Stray {
  readonly at: Span;
  /** `envlint-…`, as it is written. */
  readonly word: string;
  /** trailing: it follows code on its line, where directives are not read · unknown: there is no such directive. */
  readonly why: 'trailing' | 'unknown';
  /** What its author meant to silence: the code before it, or the next line. */
  readonly from: number;
  readonly to: number;
}

export interface Directives {
  /** In order. Those that close others (`envlint-enable`) come last, with no range of their own. */
  readonly all: readonly Directive[];
  readonly strays: readonly Stray[];
}

const DIRECTIVE = /\benvlint-(disable-next-line|disable-file|disable|enable)(?![\w-])/;
/** A comment that begins like a directive, whatever the comments of its language begin with. */
const LIKE_ONE = /^[\s#;/*<!-]*(envlint-[a-z][\w-]*)/i;
/** What separates the names from the reason: a colon, also a full-width one, or ` -- ` as in ESLint. */
const SEPARATOR = /[:：]|(?<=\s|^)--+(?=\s|$)/;
const KINDS = { 'disable-next-line': 'next-line', 'disable-file': 'file', disable: 'start', enable: 'end' } as const;

/** Words of directives, for suggestions. */
export const DIRECTIVE_WORDS: readonly string[] = Object.keys(KINDS).map((word) => `envlint-${word}`);

/** All directives of a document. */
export function directivesOf(document: Document): Directives {
  const found: Directive[] = [];
  const open: Directive[] = [];
  const ends: Directive[] = [];
  const strays: Stray[] = [];
  const comments = document.comments.filter(({ ownLine }) => ownLine).sort((a, b) => a.at.start - b.at.start);
  const statements = once(() => statementEnds(document));
  for (const [index, comment] of comments.entries()) {
    const endOfNext = (): number => endOfNextCode(document, comments, index, statements);
    const directive = parseDirective(document, comment, endOfNext);
    if (!directive) strays.push(...unknownDirective(document, comment, endOfNext));
    else if (directive.kind === 'end') {
      ends.push(directive);
      close(open, directive, found);
    } else if (directive.kind === 'start') open.push(directive);
    else found.push(directive);
  }
  found.push(...open);
  for (const comment of document.comments) if (!comment.ownLine) strays.push(...trailing(document, comment));
  return { all: [...found.sort((a, b) => a.at.start - b.at.start), ...ends], strays };
}

function unknownDirective(document: Document, { at }: Comment, endOfNext: () => number): Stray[] {
  const word = LIKE_ONE.exec(slice(document, at))?.[1];
  if (word === undefined) return [];
  return [{ at, word, why: 'unknown', from: nextLine(document.text, at.end), to: endOfNext() }];
}

function trailing(document: Document, { at }: Comment): Stray[] {
  const word = LIKE_ONE.exec(slice(document, at))?.[1];
  return word === undefined
    ? []
    : [{ at, word, why: 'trailing', from: lineStart(document.text, at.start), to: at.start }];
}

/** Ends what an `enable` names (or everything) at its place; a rule left out stays disabled. */
function close(open: Directive[], end: Directive, closed: Directive[]): void {
  const names = new Set(end.rules.map((rule) => rule.id));
  for (const [index, directive] of [...open.entries()].reverse()) {
    const kept = names.size === 0 ? [] : directive.rules.filter((rule) => !names.has(rule.id));
    if (names.size > 0 && kept.length === directive.rules.length) continue;
    closed.push({ ...directive, rules: directive.rules.filter((rule) => !kept.includes(rule)), to: end.at.start });
    if (kept.length > 0) open[index] = { ...directive, rules: kept };
    else open.splice(index, 1);
  }
}

/** `endOfNext`: where the code that a directive for the next line covers ends. */
function parseDirective(document: Document, comment: Comment, endOfNext: () => number): Directive | undefined {
  const text = slice(document, comment.at);
  const match = DIRECTIVE.exec(text);
  if (!match) return undefined;
  const kind = KINDS[match[1] as keyof typeof KINDS];
  const namesAt = match.index + match[0].length;
  const words = (/^[^\r\n]*/.exec(text.slice(namesAt))?.[0] ?? '').replace(/-->.*$/, '');
  const separator = SEPARATOR.exec(words);
  const reason = separator ? words.slice(separator.index + separator[0].length).trim() : '';
  const lead = separator ? words.length - words.slice(separator.index + separator[0].length).trimStart().length : 0;
  const until = /\buntil=(\d{4}-\d{2}-\d{2})\b/.exec(reason)?.[1];
  const next = nextLine(document.text, comment.at.end);
  const range = {
    'next-line': [next, kind === 'next-line' ? endOfNext() : next],
    file: [0, document.text.length],
    start: [comment.at.end, document.text.length],
    end: [0, 0],
  }[kind] as [number, number];
  return {
    kind,
    at: comment.at,
    lead: span(
      comment.at,
      comment.at.start + match.index,
      comment.at.start + namesAt + (lead || words.trimEnd().length),
    ),
    rules: namesIn(words.slice(0, separator?.index), comment.at, comment.at.start + namesAt),
    reason,
    until,
    from: range[0],
    to: range[1],
  };
}

/**
 * The names in a list; `start`: where the list begins. Words that are not rule names, after one without a comma, stay together.
 */
function namesIn(list: string, within: Span, start: number): NamedRule[] {
  const names: NamedRule[] = [];
  const add = (text: string, at: number): void => {
    const id = trimEnd(text.trim(), '-');
    const from = start + at + (text.length - text.trimStart().length);
    if (id !== '') names.push({ id, at: span(within, from, from + id.length) });
  };
  for (const item of list.matchAll(/[^,，、]+/g)) {
    const first = /^\s*\S+/.exec(item[0])?.[0] ?? '';
    add(first, item.index);
    const rest = item[0].slice(first.length);
    const at = item.index + first.length;
    if (!/^(?:\s+[a-z\d]+(?:-[a-z\d]+)+)+\s*$/.test(rest)) add(rest, at);
    else for (const word of rest.matchAll(/\S+/g)) add(word[0], at + word.index);
  }
  return names;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Where statements of several lines end, by the start of their first line: a continued command is one line to its owner. */
function statementEnds({ text, facts }: Document): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const fact of facts) {
    if (fact.kind === 'clash' || fact.kind === 'service') continue;
    if (fact.kind === 'setting' && (fact.type === 'dict' || fact.type === 'array')) continue;
    const { start, end } = fact.kind === 'env' ? fact.statement : fact.at;
    const firstEnd = text.indexOf('\n', start);
    if (firstEnd < 0 || firstEnd >= end) continue;
    const line = lineStart(text, start);
    ends.set(line, Math.max(ends.get(line) ?? 0, end));
  }
  return ends;
}

/**
 * The end of the next line that is not itself a comment: directives can be stacked. A statement that goes on over several
 * lines counts whole. `comments` in order, each a line.
 */
function endOfNextCode(
  { text }: Document,
  comments: readonly Comment[],
  index: number,
  statements: () => ReadonlyMap<number, number>,
): number {
  let at = nextLine(text, comments[index]?.at.end ?? text.length);
  for (let next = index + 1; ; next++) {
    const end = nextLine(text, at);
    const start = comments[next]?.at.start ?? text.length;
    const isComment = start >= at && start < end;
    if (!isComment || end <= at || end >= text.length) return Math.max(end, statements().get(at) ?? 0);
    at = end;
  }
}
