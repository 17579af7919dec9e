/**
 * `envlint-disable-next-line`, `envlint-disable` … `envlint-enable`, `envlint-disable-file`: comments that silence rules,
 * always on a line of their own. One that silences nothing is itself a finding.
 */
import type { Comment, Diagnostic, Document, Finding, Span, Text } from '../core.ts';
import { lineStart, nextLine, removal, slice, span, trimEnd } from '../text.ts';

export interface Directive {
  readonly kind: 'next-line' | 'start' | 'end' | 'file';
  readonly at: Span;
  /** Empty: all rules. */
  readonly rules: readonly { readonly id: string; readonly at: Span }[];
  readonly reason: string;
  /** `until=YYYY-MM-DD` in the reason. */
  readonly until?: string;
  /** What it covers. */
  readonly from: number;
  readonly to: number;
}

const DIRECTIVE = /\benvlint-(disable-next-line|disable-file|disable|enable)\b[ \t]*([^:\r\n]*)(?::[ \t]*([^\r\n]*))?/;
const KINDS = { 'disable-next-line': 'next-line', 'disable-file': 'file', disable: 'start', enable: 'end' } as const;

/** All directives of a document, in order. `enable` closes the `disable`s before it and is not returned itself. */
function directives(document: Document): Directive[] {
  const found: Directive[] = [];
  const open: Directive[] = [];
  const comments = document.comments.filter(({ ownLine }) => ownLine).sort((a, b) => a.at.start - b.at.start);
  const statements = once(() => statementEnds(document));
  for (const [index, comment] of comments.entries()) {
    const directive = parseDirective(document, comment, () => endOfNextCode(document, comments, index, statements));
    if (!directive) continue;
    if (directive.kind === 'end') close(open, directive, found);
    else if (directive.kind === 'start') open.push(directive);
    else found.push(directive);
  }
  found.push(...open);
  return found.sort((a, b) => a.at.start - b.at.start);
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
  const word = match[1] as keyof typeof KINDS;
  const namesAt = comment.at.start + match.index + 'envlint-'.length + word.length;
  const list = text.slice(namesAt - comment.at.start);
  const rules: { id: string; at: Span }[] = [];
  for (const name of list.split(/[:\r\n]/, 1)[0]?.matchAll(/[a-z0-9][a-z0-9-]*/g) ?? []) {
    if (name[0] === '') continue;
    rules.push({
      id: trimEnd(name[0], '-'),
      at: span(comment.at, namesAt + name.index, namesAt + name.index + name[0].length),
    });
  }
  const words = (match[3] ?? '').trim();
  const reason = words.endsWith('-->') ? words.slice(0, -'-->'.length).trimEnd() : words;
  const until = /\buntil=(\d{4}-\d{2}-\d{2})\b/.exec(reason)?.[1];
  const kind = KINDS[word];
  const next = nextLine(document.text, comment.at.end);
  const range = {
    'next-line': [next, kind === 'next-line' ? endOfNext() : next],
    file: [0, document.text.length],
    start: [comment.at.end, document.text.length],
    end: [0, 0],
  }[kind] as [number, number];
  return { kind, at: comment.at, rules, reason, ...(until ? { until } : {}), from: range[0], to: range[1] };
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
}

/**
 * Applies a document's directives to its diagnostics. `known` are all rule ids; `active` those that ran (a directive for
 * a rule that did not run is not called unused); `today` as `YYYY-MM-DD` ends those with an earlier `until`.
 */
export function suppress(
  document: Document,
  diagnostics: readonly Diagnostic[],
  options: { readonly known: ReadonlySet<string>; readonly active: ReadonlySet<string>; readonly today?: string },
): SuppressionResult {
  const all = directives(document);
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
  const findings = all.flatMap((directive) => judge(document, directive, used.get(directive) ?? new Set(), options));
  return { kept, suppressed, findings };
}

/** A directive covers at least the character it begins at. */
const endOf = (directive: Directive): number => Math.max(directive.to, directive.from + 1);

function silences(directive: Directive, diagnostic: Diagnostic, today: string | undefined): boolean {
  if (today !== undefined && directive.until !== undefined && directive.until < today) return false;
  return directive.rules.length === 0 || directive.rules.some((rule) => rule.id === diagnostic.rule);
}

function judge(
  document: Document,
  directive: Directive,
  used: ReadonlySet<string>,
  {
    known,
    active,
    today,
  }: { readonly known: ReadonlySet<string>; readonly active: ReadonlySet<string>; readonly today?: string },
): SuppressionResult['findings'] {
  const findings: SuppressionResult['findings'] = [];
  const expired = today !== undefined && directive.until !== undefined && directive.until < today;
  if (expired) {
    findings.push({
      rule: 'unused-suppression',
      finding: { at: directive.at, message: expiredText(directive.until ?? '') },
    });
  } else if (directive.rules.length === 0) {
    if (used.size === 0 && active.size === known.size)
      findings.push(unused(document, directive, directive.at, nothingText));
  } else {
    const idle = directive.rules.filter((rule) => !used.has(rule.id) && (!known.has(rule.id) || active.has(rule.id)));
    for (const rule of idle) {
      const message = known.has(rule.id) ? idleText(rule.id) : strangerText(rule.id);
      const whole = idle.length === directive.rules.length;
      findings.push(unused(document, directive, whole ? directive.at : rule.at, message, rule.at));
    }
  }
  if (directive.reason === '') {
    findings.push({ rule: 'suppression-without-reason', finding: { at: directive.at, message: reasonText } });
  }
  return findings;
}

/** The fix takes out the whole line, or one name with its comma. */
function unused(
  document: Document,
  directive: Directive,
  gone: Span,
  message: Text,
  at = directive.at,
): SuppressionResult['findings'][number] {
  const edit =
    gone === directive.at ? removal(document.text, directive.at) : { at: withComma(document.text, gone), text: '' };
  const title: Text = { en: 'remove it', zh: '删掉它' };
  return { rule: 'unused-suppression', finding: { at, message, fixes: [{ title, safe: true, edits: [edit] }] } };
}

function withComma(text: string, at: Span): Span {
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(at.end, at.end + 40));
  if (after) return span(at, at.start, at.end + after[0].length);
  const before = /[ \t]*,[ \t]*$/.exec(text.slice(Math.max(0, at.start - 40), at.start));
  return span(at, at.start - (before?.[0].length ?? 0), at.end);
}

const nothingText: Text = { en: 'This suppression silences nothing', zh: '这条忽略没有压住任何问题' };
const idleText = (id: string): Text => ({
  en: `${id} finds nothing here; this suppression is idle`,
  zh: `${id} 在这里没有发现问题，这条忽略已经没用了`,
});
const strangerText = (id: string): Text => ({ en: `There is no rule ${id}`, zh: `没有叫 ${id} 的规则` });
const expiredText = (until: string): Text => ({
  en: `This suppression ended on ${until}`,
  zh: `这条忽略已在 ${until} 到期`,
});
const reasonText: Text = { en: 'This suppression gives no reason', zh: '这条忽略没有写明理由' };
