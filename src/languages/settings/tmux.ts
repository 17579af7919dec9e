/**
 * `.tmux.conf`: of its commands those that give variables to every program in tmux (`set-environment -g NAME value`). Words
 * as tmux(1) parses them: `'…'` as it stands, `$NAME`, `~` and escapes replaced elsewhere, `;` between commands, `\` before a
 * line ending. What is between `%if` and `%endif` may not run and is left out.
 */
import type { ExecLine, Source, Span, Value } from '../../core.ts';
import { span, valueOf, verbatim } from '../../text.ts';
import { sessionFacts } from '../shared/session-facts.ts';
import { type Carrier, collect } from './carrier.ts';

const WORD = /[ \t]+|\\\r?\n|#[^\r\n]*|;|'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?|(?:\\[\s\S]|[^\s;'"\\])+|\r?\n|[\s\S]/gu;
const COMMAND = /^set(?:env|-env\w*)$/;

/** Variables of the tmux server, as assignments of its session. */
export function readTmux(source: Source): Carrier {
  const found = collect(source, 'tmux');
  const at = { file: source.file, start: 0, end: source.text.length };
  const parent = { kind: 'file', name: '', at } as const;
  const lines: Pick<ExecLine, 'words' | 'at'>[] = [];
  for (const words of commands(source, found.comment)) {
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last || !COMMAND.test(first.text)) continue;
    // The words of a command line that says the same.
    const program = valueOf(
      [{ kind: 'literal', text: 'tmux', at: span(first.at, first.at.start, first.at.start) }],
      first.at,
    );
    lines.push({ words: [program, ...words], at: span(first.at, first.at.start, last.at.end) });
  }
  return { ...found.carrier, facts: sessionFacts(lines, parent) };
}

/** The words of each command; none of those that a condition may leave out. */
function* commands({ text, file }: Source, comment: (at: Span, ownLine: boolean) => void): Generator<readonly Value[]> {
  let words: Value[] = [];
  let depth = 0;
  for (const { 0: raw, 1: single, 2: double, index } of text.matchAll(WORD)) {
    const at = { file, start: index, end: index + raw.length };
    if (raw.startsWith('%') && words.length === 0) {
      if (/^%if\b/.test(raw)) depth++;
      else if (raw === '%endif') depth--;
    }
    if (raw === ';' || /^\r?\n$/.test(raw)) {
      if (depth === 0) yield words;
      words = [];
    } else if (raw.startsWith('#') && !raw.startsWith('#{')) comment(at, words.length === 0);
    else if (/\S/.test(raw.replace(/^\\\r?\n$/, ''))) words.push(wordOf(raw, single, double, at));
  }
  if (depth === 0) yield words;
}

/** A word whose text is known only where tmux replaces nothing in it. */
function wordOf(raw: string, single: string | undefined, double: string | undefined, at: Span): Value {
  const text = single ?? double ?? raw;
  const isReplaced = single === undefined && /[$~\\]|#\{/.test(text);
  if (isReplaced) return valueOf([{ kind: 'unknown', at }], at);
  const inner = text === raw ? at : span(at, at.start + 1, at.start + 1 + text.length);
  return { ...verbatim(text, inner), at };
}
