/** `resolv.conf`, as glibc reads it, and systemd's `resolved.conf` with its drop-ins. */

import type { Comment, Document, Language, Scope, Setting, Source, Span } from '../../core.ts';
import { lineEnd, nextLine, span, verbatim } from '../../text.ts';
import { dialectByName } from '../shared/about.ts';
import { readIni, stripped, wordsOf } from '../shared/ini.ts';
import { lineWriter } from '../shared/line-writer.ts';
import { about } from './about.ts';

/** What resolv.conf(5) knows, as glibc's res_init.c compares it: at the very start of a line, followed by a space or a tab. */
const KEYWORDS = new Set(['nameserver', 'search', 'domain', 'sortlist', 'options']);
/** Keys of `[Resolve]` whose value is a list of words. */
const LISTS = new Set(['DNS', 'FallbackDNS', 'Domains', 'DNSStubListenerExtra']);

/**
 * Dialects `resolv.conf` and `resolved.conf`. Each line is a setting (`['nameserver']`, `['Resolve', 'DNS']`), followed
 * by one for each of its words (`['nameserver', '0']`, `['Resolve', 'DNS', '1']`).
 */
export const resolver: Language = {
  name: 'resolver',
  parse(source, dialect = dialectByName(about, source.file) ?? dialectByContent(source.text)) {
    const { facts, comments } = dialect === 'resolved.conf' ? resolved(source) : resolv(source);
    const words = new Set(facts.flatMap(({ path, value }) => (/^\d+$/.test(path.at(-1) ?? '') ? [value] : [])));
    return {
      ...source,
      language: 'resolver',
      dialect,
      facts,
      comments,
      errors: [],
      secrets: [],
      writer: lineWriter(source.text, (_, value, whole) => canStand(whole, words.has(value))),
    };
  },
};

/** No spaces at the ends, nothing that goes on with the next line; a word can become several, but not none. */
function canStand(text: string, isWord: boolean): boolean {
  return !/[\r\n]|^[ \t]|[ \t\\]$/.test(text) && !(isWord && text === '');
}

const dialectByContent = (text: string): string => (/^[ \t]*\[Resolve\]/m.test(text) ? 'resolved.conf' : 'resolv.conf');

interface Read extends Pick<Document, 'comments'> {
  readonly facts: readonly Setting[];
}

function topLevel({ file, text }: Source): Scope {
  return { kind: 'file', name: '', at: { file, start: 0, end: text.length } };
}

function resolv(source: Source): Read {
  const { text, file } = source;
  const scope = topLevel(source);
  const facts: Setting[] = [];
  const comments: Comment[] = [];
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; start = nextLine(text, start)) {
    const words = stripped(text, start, lineEnd(text, start));
    const at = { file, start: words.start, end: words.end };
    if (words.start === words.end) continue;
    if (/[#;]/.test(text[words.start]!)) comments.push({ at, ownLine: true });
    else for (const fact of resolvLine(text, scope, at, words.start > start)) facts.push(fact);
  }
  return { facts, comments };
}

function resolvLine(text: string, scope: Scope, at: Span, isIndented: boolean): readonly Setting[] {
  const keyword = /^[^ \t]+/.exec(text.slice(at.start, at.end))![0];
  const rest = stripped(text, at.start + keyword.length, at.end);
  const name = verbatim(keyword, span(at, at.start, at.start + keyword.length));
  const value = verbatim(text.slice(rest.start, rest.end), span(at, rest.start, rest.end));
  const ignored = !KEYWORDS.has(keyword) ? 'unknown-name' : isIndented ? 'leading-blank' : undefined;
  const path = [keyword];
  const line: Setting = {
    kind: 'setting',
    at,
    scope,
    certain: true,
    path,
    name,
    value,
    ignored,
  };
  return [line, ...wordSettings(line)];
}

function resolved(source: Source): Read {
  const scope = topLevel(source);
  const { entries, comments } = readIni(source);
  const facts = entries.flatMap(({ section, key, value, at }): readonly Setting[] => {
    const ignored = section === 'Resolve' ? {} : { ignored: 'wrong-section' as const };
    const line: Setting = {
      kind: 'setting',
      at,
      scope,
      certain: true,
      path: [section, key.text],
      name: key,
      value,
      ...ignored,
    };
    return LISTS.has(key.text) ? [line, ...wordSettings(line)] : [line];
  });
  return { facts, comments };
}

function wordSettings(line: Setting): readonly Setting[] {
  return wordsOf(line.value).map((value, index) => ({
    ...line,
    at: value.at,
    path: [...line.path, String(index)],
    value,
  }));
}
