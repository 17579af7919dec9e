/**
 * `.curlrc`: one option a line, with or without dashes, separated from its value by spaces, `=` or `:` (the latter two
 * only without dashes); a value in double quotes knows backslash escapes, any other ends at a space (curl's
 * tool_parsecfg.c).
 */

import type { Piece, Source, Span, Value } from '../../core.ts';
import { PROXY_NAME } from '../../knowledge/read-instead.ts';
import { span, valueOf, verbatim } from '../../text.ts';
import { stripped } from '../shared/ini.ts';
import { type Carrier, collect, linesOf } from './carrier.ts';

const SHORT: Readonly<Record<string, string>> = {
  '-x': 'proxy',
  '-m': 'max-time',
  '-k': 'insecure',
  '-u': 'user',
  '-U': 'proxy-user',
  '-H': 'header',
};
/** Letters that take no operand, `k` among them: `-sSk`. */
const CLUMP = /^-[fgiLNsSv#]*k[fgikLNsSv#]*$/;
const ROLES = { proxy: 'all', noproxy: 'no-proxy' } as const;
const SETTINGS = new Set([
  'max-time',
  'connect-timeout',
  'insecure',
  'no-insecure',
  'preproxy',
  'socks4',
  'socks4a',
  'socks5',
  'socks5-hostname',
  'proxy-insecure',
]);
const SECRETS = new Set([
  'user',
  'proxy-user',
  'oauth2-bearer',
  'header',
  'proxy-header',
  'pass',
  'proxy-pass',
  'tlspassword',
]);
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', v: '\v' };

/** The proxy, its exemptions, timeouts, and the places of credentials. */
export function readCurl(source: Source): Carrier {
  const found = collect(source, 'curl');
  const { text } = source;
  for (const line of linesOf(source)) {
    const { start, end } = stripped(text, line.start, line.end);
    const at = span(line, start, end);
    if (start === end) continue;
    if (text[start] === '#') {
      found.comment(at, true);
      secretIn(found, text, at);
    } else readLine(found, text, at);
  }
  return found.carrier;
}

/** Credentials of a line that is commented out. */
function secretIn(found: ReturnType<typeof collect>, text: string, at: Span): void {
  const line = text.slice(at.start, at.end);
  const credentials = /^#[ \t]{0,8}(?:-[uU]|(?:--)?(?:proxy-)?user)[ \t=:]{1,8}"?([^\s":]{1,128}:[^\s"]{1,512})/.exec(
    line,
  );
  if (!credentials) return;
  const end = at.start + credentials[0].length;
  found.secret(span(at, end - (credentials[1] ?? '').length, end));
}

function readLine(found: ReturnType<typeof collect>, text: string, at: Span): void {
  const source = text.slice(at.start, at.end);
  const parts = (source.startsWith('-') ? /^(\S+)\s*/ : /^([^\s=:]+)[\s=:]*/).exec(source);
  if (!parts) return;
  const written = parts[1]!;
  if (/^-[uU]./.test(written)) found.secret(span(at, at.start + 2, at.end));
  const option = SHORT[written] ?? (CLUMP.test(written) ? 'insecure' : undefined) ?? written.replace(/^--/, '');
  const name = verbatim(written, span(at, at.start, at.start + written.length));
  const value = decode(text, span(at, at.start + parts[0].length, at.end));
  const whole = span(at, at.start, Math.max(name.at.end, value.at.end));
  if (SECRETS.has(option)) found.secret(value.at);
  else if (Object.hasOwn(ROLES, option)) found.proxy(ROLES[option as keyof typeof ROLES], name, value, whole);
  else if (SETTINGS.has(option)) found.setting([option], name, value, whole);
  // curl 7.88 only warns: "is unknown".
  else if (PROXY_NAME.test(option)) found.setting([option], name, value, whole, 'unknown-name');
}

function decode(text: string, at: Span): Value {
  const source = text.slice(at.start, at.end);
  if (!source.startsWith('"')) {
    const word = /^\S*/.exec(source)![0];
    return verbatim(word, span(at, at.start, at.start + word.length));
  }
  const pieces: Piece[] = [];
  const inside = /[^"\\]+|\\(.)/suy;
  inside.lastIndex = 1;
  let end = 1;
  for (let match = inside.exec(source); match; match = inside.exec(source)) {
    end = inside.lastIndex;
    const text = match[1] === undefined ? match[0] : (ESCAPES[match[1]] ?? match[1]);
    pieces.push({ kind: 'literal', text, at: span(at, at.start + match.index, at.start + end) });
  }
  return valueOf(pieces, span(at, at.start, at.start + end + (source[end] === '"' ? 1 : 0)));
}
