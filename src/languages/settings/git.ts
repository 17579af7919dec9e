/**
 * git's configuration (git-config(1), config.c): sections with subsections, `;` and `#` comments anywhere outside
 * quotes, quotes anywhere in a value, a backslash that joins lines. git reads one proxy, `http.proxy`, for both schemes;
 * there is no `https.proxy`.
 */
import type { Piece, Source, Span, Value } from '../../core.ts';
import { lineEnd, nextLine, span, valueOf, verbatim } from '../../text.ts';
import { type Carrier, type Collector, collect } from './carrier.ts';

const HEADER = /\[[ \t]*([A-Za-z0-9.-]+)(?:[ \t]+"((?:[^"\\\r\n]|\\.)*)")?[ \t]*\]/y;
const KEY = /([A-Za-z][A-Za-z0-9-]*)[ \t]*/y;
const SPACE = /[ \t\r\n\uFEFF]*/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '"': '"', '\\': '\\' };

interface Section {
  readonly name: string;
  readonly subsection?: string | undefined;
}

/** `http.proxy`, `http.<url>.proxy`, and the other settings of `[http]`. */
export function readGit(source: Source): Carrier {
  const found = collect(source, 'git');
  const { text, file } = source;
  let section: Section = { name: '' };
  let at = 0;
  while (at < text.length) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    const isNewLine = at === 0 || /[\r\n]/.test(text.slice(at, SPACE.lastIndex));
    at = SPACE.lastIndex;
    if (at >= text.length) break;
    const header = matchAt(HEADER, text, at);
    if (header) {
      section = sectionOf(header[1]!, header[2]);
      at += header[0].length;
    } else if (/[#;]/.test(text[at]!)) {
      const end = lineEnd(text, at);
      found.comment({ file, start: at, end }, isNewLine);
      at = end;
    } else at = readEntry(found, source, at, section);
  }
  return found.carrier;
}

/** `[http "https://x"]`, or the old spelling `[http.x]`. */
function sectionOf(written: string, quoted: string | undefined): Section {
  if (quoted !== undefined) return { name: written.toLowerCase(), subsection: quoted.replace(/\\(.)/g, '$1') };
  const dot = written.indexOf('.');
  if (dot < 0) return { name: written.toLowerCase() };
  return { name: written.slice(0, dot).toLowerCase(), subsection: written.slice(dot + 1).toLowerCase() };
}

/** Reads `key = value` or a bare `key`; answers where the next thing begins. */
function readEntry(found: Collector, { text, file }: Source, start: number, section: Section): number {
  const key = matchAt(KEY, text, start);
  if (!key) return nextLine(text, start);
  const name = verbatim(key[1]!, { file, start, end: start + key[1]!.length });
  const sign = start + key[0].length;
  if (text[sign] !== '=') {
    keep(found, section, name, verbatim('', { file, start: name.at.end, end: name.at.end }));
    return lineEnd(text, start);
  }
  const { value, next } = readValue(text, { file, start: sign + 1, end: text.length });
  keep(found, section, name, value);
  return next;
}

/** Keys people write in `http` that git does not have (`git help -c`, 2.39): it has one proxy and no list. */
const UNKNOWN = new Set([
  'noproxy',
  'no-proxy',
  'httpproxy',
  'httpsproxy',
  'http-proxy',
  'https-proxy',
  'allproxy',
  'all-proxy',
  'socksproxy',
]);

function keep(found: Collector, { name: section, subsection }: Section, name: Value, value: Value): void {
  const at = span(name.at, name.at.start, Math.max(name.at.end, value.at.end));
  const key = name.text.toLowerCase();
  const path = [section, ...(subsection === undefined ? [] : [subsection]), key];
  if (key === 'extraheader' || section === 'credential' || /pass(?:word)?$/.test(key)) found.secret(value.at);
  else if (section === 'http' && key === 'proxy') found.proxy('all', name, value, at, subsection);
  else if (section === 'http' && UNKNOWN.has(key)) found.setting(path, name, value, at, 'unknown-name');
  else if (section === 'http' || (section === 'remote' && key === 'proxy')) found.setting(path, name, value, at);
  else if (section === 'https') found.setting(path, name, value, at, 'unknown-name');
}

/** A value to the end of its line or lines. Spaces at its ends are not part of it unless quoted. */
function readValue(text: string, from: Span): { readonly value: Value; readonly next: number } {
  const pieces: Piece[] = [];
  const part = /([^"\\\r\n#; \t]+|[ \t]+)|\\(\r?\n)|\\(.)|(")|([#;])/uy;
  let at = from.start + /^[ \t]*/.exec(text.slice(from.start, lineEnd(text, from.start)))![0].length;
  const start = at;
  let kept = 0;
  let end = at;
  let isQuoted = false;
  for (;;) {
    const match = matchAt(part, text, at);
    if (!match || (match[5] && !isQuoted)) break;
    const where = span(from, at, at + match[0].length);
    at = where.end;
    if (match[4]) isQuoted = !isQuoted;
    else if (match[2] === undefined) {
      const escape = match[3];
      pieces.push({ kind: 'literal', text: escape === undefined ? match[0] : (ESCAPES[escape] ?? escape), at: where });
    }
    if (isQuoted || match[4] || !/^(?:[ \t]+|\\\r?\n)$/.test(match[0])) {
      kept = pieces.length;
      end = at;
    }
  }
  return { value: valueOf(pieces.slice(0, kept), span(from, start, end)), next: at };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
