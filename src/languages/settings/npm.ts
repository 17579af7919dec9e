/**
 * `.npmrc`: the npm `ini` package's lines, then `${NAME}` as @npmcli/config replaces it. npm uses `https-proxy` and else
 * `proxy` for every request (npm-registry-fetch); there is no `http-proxy`.
 */

import type { Piece, Source, Span, Value } from '../../core.ts';
import { PROXY_NAME } from '../../knowledge/read-instead.ts';
import { span, valueOf, verbatim } from '../../text.ts';
import { stripped } from '../shared/ini.ts';
import { type Carrier, collect, linesOf } from './carrier.ts';

const ROLES = { proxy: 'http', 'https-proxy': 'https', noproxy: 'no-proxy' } as const;
const SETTINGS = new Set(['fetch-timeout', 'fetch-retries', 'strict-ssl', 'registry']);
const SECRET = /(?:^|:)_(?:auth|authToken|password)$/;

/** Proxies, timeouts and the places of tokens. */
export function readNpm(source: Source): Carrier {
  const found = collect(source, 'npm');
  const { text } = source;
  let isTop = true;
  for (const line of linesOf(source)) {
    const { start, end } = stripped(text, line.start, line.end);
    const at = span(line, start, end);
    if (start === end) continue;
    if (/[#;]/.test(text[start]!)) found.comment(at, true);
    else if (/^\[[^\]]*\]$/.test(text.slice(start, end))) isTop = false;
    else if (isTop) readLine(found, text, at);
  }
  return found.carrier;
}

function readLine(found: ReturnType<typeof collect>, text: string, at: Span): void {
  const equals = text.indexOf('=', at.start);
  if (equals < 0 || equals >= at.end) return;
  const keyAt = stripped(text, at.start, equals);
  const key = text.slice(keyAt.start, keyAt.end).replace(/\[\]$/, '');
  const name = verbatim(text.slice(keyAt.start, keyAt.end), span(at, keyAt.start, keyAt.end));
  const value = decode(text, at, equals + 1);
  const whole = span(at, at.start, Math.max(equals + 1, value.at.end));
  const tail = stripped(text, value.at.end, at.end);
  if (/[#;]/.test(text[tail.start] ?? '') && tail.end > tail.start)
    found.comment(span(at, tail.start, tail.end), false);
  if (SECRET.test(key)) found.secret(span(at, value.at.start, at.end));
  else if (Object.hasOwn(ROLES, key) && !/^(?:null|false|true)$/.test(value.text)) {
    found.proxy(ROLES[key as keyof typeof ROLES], name, value, whole);
  } else if (Object.hasOwn(ROLES, key) || SETTINGS.has(key)) found.setting([key], name, value, whole);
  // npm 11 compares names as they are: HTTPS_PROXY and httpsProxy are unknown to it.
  else if (PROXY_NAME.test(key)) found.setting([key], name, value, whole, 'unknown-name');
}

/** A value as `ini` decodes it: quoted as a whole, or up to the first `;` or `#` that no backslash escapes. */
function decode(text: string, line: Span, from: number): Value {
  const { start, end } = stripped(text, from, line.end);
  const quote = text[start];
  if (end - start >= 2 && (quote === '"' || quote === "'") && text[end - 1] === quote) {
    return valueOf(references(text, span(line, start + 1, end - 1)), span(line, start, end));
  }
  let stop = start;
  while (stop < end && !/[#;]/.test(text[stop]!)) stop += text[stop] === '\\' ? 2 : 1;
  const inner = stripped(text, start, Math.min(stop, end));
  const at = span(line, inner.start, inner.end);
  return valueOf(references(text, at), at);
}

/** `\\`, `\#`, `\;` are escapes; `${NAME}` is the environment's. */
function references(text: string, at: Span): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = at.start;
  const literal = (end: number): void => {
    if (end > done) pieces.push({ kind: 'literal', text: text.slice(done, end), at: span(at, done, end) });
    done = end;
  };
  for (const match of text.slice(at.start, at.end).matchAll(/\\[\\;#]|\$\{([^${}?]+)(\?)?\}/g)) {
    literal(at.start + match.index);
    done += match[0].length;
    const where = span(at, done - match[0].length, done);
    if (match[1] === undefined) pieces.push({ kind: 'literal', text: match[0].slice(1), at: where });
    else pieces.push({ kind: 'reference', name: match[1], at: where });
  }
  literal(at.end);
  return pieces;
}
