/**
 * Applies the comments that silence rules. A comment that silences nothing, or that names an unknown rule, is itself reported.
 */
import type { Diagnostic, Document, Finding, Fix, Span, Text } from '../core.ts';
import { closest } from '../knowledge/spelling.ts';
import { removal, span } from '../text.ts';
import { DIRECTIVE_WORDS, type Directive, directivesOf, type NamedRule, type Stray } from './directives.ts';

export interface Suppressed {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

export interface SuppressionResult {
  readonly kept: Diagnostic[];
  readonly suppressed: Suppressed[];
  readonly findings: {
    readonly rule: 'unused-suppression' | 'suppression-without-reason';
    readonly finding: Finding;
  }[];
  /** Ranges covered by comments whose intent is unclear: nothing inside them is repaired. */
  readonly guarded: readonly Pick<Span, 'start' | 'end'>[];
}

interface SuppressOptions {
  /** All rule ids. */
  readonly known: ReadonlySet<string>;
  /** Those that ran: a directive for a rule that did not run is not called unused. */
  readonly active: ReadonlySet<string>;
  /** `YYYY-MM-DD`; ends directives with an earlier `until`. */
  readonly today?: string | undefined;
}

/** Applies a document's directives to its diagnostics. */
export function suppress(
  document: Document,
  diagnostics: readonly Diagnostic[],
  options: SuppressOptions,
): SuppressionResult {
  const { all: written, strays } = directivesOf(document);
  const all = written.filter(({ kind }) => kind !== 'end');
  const used = new Map<Directive, Set<string>>(all.map((directive) => [directive, new Set()]));
  const kept: Diagnostic[] = [];
  const suppressed: Suppressed[] = [];
  const opening = [...all].sort((a, b) => a.from - b.from);
  let open: Directive[] = [];
  let next = 0;
  for (const diagnostic of [...diagnostics].sort((a, b) => a.at.start - b.at.start)) {
    const { start } = diagnostic.at;
    for (let one = opening[next]; one && one.from <= start; one = opening[++next]) open.push(one);
    open = open.filter((directive) => start < endOf(directive));
    const by = open.filter((directive) => silences(directive, diagnostic, options.today));
    for (const directive of by) used.get(directive)?.add(diagnostic.rule);
    const first = by.reduce<Directive | undefined>((a, b) => (a && a.at.start < b.at.start ? a : b), undefined);
    if (first) suppressed.push({ diagnostic, reason: first.reason });
    else kept.push(diagnostic);
  }
  const findings = [
    ...all.flatMap((directive) => judge(document, directive, used.get(directive) ?? new Set(), options)),
    ...written
      .filter(({ kind }) => kind === 'end')
      .flatMap((end) => strangersIn(end, options.known).map(stranger(options))),
    ...strays.map(strayFinding),
  ];
  const unclear = all.filter((one) => strangersIn(one, options.known).length > 0 && !isExpired(one, options.today));
  const guarded = [...unclear, ...strays].map(({ from, to }) => ({ start: from, end: to }));
  return { kept, suppressed, findings, guarded };
}

/** Names that no rule has. */
const strangersIn = ({ rules }: Directive, known: ReadonlySet<string>): readonly NamedRule[] =>
  rules.filter(({ id }) => !known.has(id));

/** A directive covers at least the character where it begins. */
const endOf = (directive: Directive): number => Math.max(directive.to, directive.from + 1);

function silences(directive: Directive, diagnostic: Diagnostic, today: string | undefined): boolean {
  return (
    !isExpired(directive, today) &&
    (directive.rules.length === 0 || directive.rules.some((rule) => rule.id === diagnostic.rule))
  );
}

const isExpired = ({ until }: Directive, today: string | undefined): boolean =>
  today !== undefined && until !== undefined && until < today;

type Judged = SuppressionResult['findings'][number];

function judge(
  document: Document,
  directive: Directive,
  used: ReadonlySet<string>,
  options: SuppressOptions,
): Judged[] {
  const { known, active, today } = options;
  const findings: Judged[] = [];
  const add = (finding: Finding): void => void findings.push({ rule: 'unused-suppression', finding });
  if (isExpired(directive, today)) add({ at: directive.at, message: expiredText(directive.until ?? '') });
  else if (directive.rules.length === 0) {
    if (used.size === 0 && active.size === known.size)
      add({ at: directive.at, message: nothingText, fixes: [removed(document, directive, directive.at, true)] });
  } else {
    const idle = directive.rules.filter(({ id }) => known.has(id) && active.has(id) && !used.has(id));
    const strangers = strangersIn(directive, known);
    const gone = idle.length === directive.rules.length ? directive.at : undefined;
    for (const { id, at } of idle) {
      // The comment names something that may be another rule: only its author can correct it.
      const fix = removed(document, directive, gone ?? at, strangers.length === 0);
      add({ at, message: idleText(id), fixes: [fix] });
    }
    findings.push(...strangers.map(stranger(options)));
  }
  if (directive.reason === '') {
    findings.push({ rule: 'suppression-without-reason', finding: { at: directive.at, message: reasonText } });
  }
  return findings;
}

/** A name that no rule has, perhaps a typo. Its comment is kept, and nothing in the range it covers is repaired. */
function stranger({ known }: SuppressOptions): (rule: NamedRule) => Judged {
  return ({ id, at }) => {
    const meant = closest(id, known);
    const title: Text = { en: `write ${meant}`, zh: `改为 ${meant}` };
    const fixes = meant === undefined ? [] : [{ title, safe: false, edits: [{ at, text: meant }] }];
    return { rule: 'unused-suppression', finding: { at, message: strangerText(id, meant), why: guardedText, fixes } };
  };
}

function strayFinding({ at, word, why }: Stray): Judged {
  const message = why === 'trailing' ? trailingText : unknownText(word, closest(word, DIRECTIVE_WORDS));
  return { rule: 'unused-suppression', finding: { at, message, why: guardedText } };
}

const REMOVE: Text = { en: 'remove it', zh: '删掉它' };
const KEEP_WORDS: Text = { en: 'remove it; the words beside it stay', zh: '删掉它，保留旁边的文字' };

/** Takes out the whole line, or one name with its comma. The reason and other words stay, as a comment: a person wrote them. */
function removed({ text }: Document, { at, lead }: Directive, gone: Span, safe: boolean): Fix {
  if (gone !== at) return { title: REMOVE, safe, edits: [{ at: withComma(text, gone), text: '' }] };
  const rest = text.slice(at.start, lead.start) + text.slice(lead.end, at.end);
  if (!/[\p{L}\p{N}]/u.test(rest)) return { title: REMOVE, safe, edits: [removal(text, at)] };
  // Such words would be read as a suppression of their own.
  if (rest.includes('envlint-')) return { title: REMOVE, safe: false, edits: [removal(text, at)] };
  return { title: KEEP_WORDS, safe, edits: [{ at: lead, text: '' }] };
}

function withComma(text: string, at: Span): Span {
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(at.end, at.end + 40));
  if (after) return span(at, at.start, at.end + after[0].length);
  const before = /[ \t]*,[ \t]*$/.exec(text.slice(Math.max(0, at.start - 40), at.start));
  return span(at, at.start - (before?.[0].length ?? 0), at.end);
}

const nothingText: Text = { en: 'This suppression silences nothing', zh: '这条忽略注释没有起作用' };
const idleText = (id: string): Text => ({
  en: `${id} finds nothing here; this suppression is idle`,
  zh: `${id} 在这里没有发现问题，这条忽略已经没用了`,
});
/** Quotes the author's own words without cutting them off in the middle. */
const LONGEST_NAME_CHARACTERS = 60;
const shortened = (name: string): string =>
  name.length > LONGEST_NAME_CHARACTERS ? `${name.slice(0, LONGEST_NAME_CHARACTERS)}…` : name;

function strangerText(id: string, meant: string | undefined): Text {
  const name = shortened(id);
  if (/\s/.test(id) || !/^[\w-]+$/.test(id))
    return {
      en: `There is no rule “${name}”; a reason comes after a colon`,
      zh: `没有叫“${name}”的规则；理由要写在冒号后面`,
    };
  return {
    en: `There is no rule ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    zh: `没有叫 ${name} 的规则${meant === undefined ? '' : `；是否想写 ${meant}？`}`,
  };
}

function unknownText(word: string, meant: string | undefined): Text {
  const name = shortened(word);
  const known = DIRECTIVE_WORDS.join(', ');
  return {
    en: `${name} silences nothing${meant === undefined ? `; there are ${known}` : `; did you mean ${meant}?`}`,
    zh: `${name} 不起作用${meant === undefined ? `；可用的有 ${known}` : `；是否想写 ${meant}？`}`,
  };
}

const trailingText: Text = {
  en: 'A suppression after code silences nothing: it needs a line of its own, above',
  zh: '写在代码后面的忽略注释不起作用：它要单独成行，写在上面一行',
};
const guardedText: Text = {
  en: 'What it was meant for is reported, but not repaired as long as the comment is unclear.',
  zh: '它所指的问题仍会报告，但在注释改正之前不会自动修复。',
};
const expiredText = (until: string): Text => ({
  en: `This suppression ended on ${until}`,
  zh: `这条忽略已在 ${until} 到期`,
});
const reasonText: Text = { en: 'This suppression gives no reason', zh: '这条忽略没有写明理由' };
