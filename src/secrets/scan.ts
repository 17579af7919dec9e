/**
 * Finds secrets by their shape in any text: what no parser vouches for (comments, broken files, heredocs, messages).
 * Every pass is linear: runs are bounded or consumed whole, and none starts twice on the same characters.
 */
import { isProxyName, isPublicValue, isSecretName, variety } from './names.ts';

/** A half-open range of a string. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const DELIMITER = /[\s"'`<>\\^{}|\u0000-\u001f]/;

/** Secrets inside URLs, headers, keys and tokens known by their shape. Safe on prose: it asks for more than a name. */
export function scanShapes(text: string): Range[] {
  const found: Range[] = [];
  if (text.includes('://')) {
    for (const word of urlWords(text)) found.push(...scanUrls(text, word));
    collect(found, text, QUERY, 1);
  }
  collect(found, text, HEADER, 1);
  collect(found, text, KEY_HEADER, 1);
  for (const range of matches(text, BEARER, 1)) {
    if (range.end - range.start >= 20 || variety(text.slice(range.start, range.end)) > 1) found.push(range);
  }
  collect(found, text, TOKEN, 0);
  privateKeys(found, text);
  return found;
}

/** All of `scanShapes`, and whatever is assigned to a secret's name (`API_KEY=…`, `password: …`, a plist pair). */
export function scanText(text: string): Range[] {
  const found = scanShapes(text);
  const name = new RegExp(NAME, 'g');
  const assigned = new RegExp(VALUE, 'y');
  for (const range of matches(text, NETRC, 1)) {
    const word = text.slice(range.start, range.end);
    if (/\d/.test(word) || (word.length >= 12 && variety(word) > 1)) found.push(range);
  }
  for (let match = name.exec(text); match; match = name.exec(text)) {
    if (!isSecretName(match[1] ?? '')) continue;
    assigned.lastIndex = name.lastIndex;
    const [all, ...quoted] = assigned.exec(text) ?? [];
    const isQuery = /[?&]/.test(text[match.index - 1] ?? '');
    const value = quoted.find((part) => part !== undefined)?.split(isQuery ? /[&#]/ : '\n', 1)[0];
    if (all === undefined || value === undefined || isPublicValue(value) || SCHEME.test(value)) continue;
    const start = name.lastIndex + all.indexOf(value);
    found.push({ start, end: start + value.length });
    name.lastIndex = start + value.length;
  }
  for (const match of text.matchAll(PLIST_PAIR)) {
    const [all, name = '', value = ''] = match;
    if (isSecretName(name) && !isPublicValue(value)) {
      found.push({ start: match.index + all.length - value.length, end: match.index + all.length });
    }
  }
  return found;
}

/** The word before the secret of an Authorization header. */
const SCHEME = /^(?:bearer|basic|token|digest|apikey)$/i;

const QUERY =
  /[?&;](?:[\w-]{0,40}[_-])?(?:token|key|api_?key|secret|password|passwd|pwd|sig|sign|signature|auth|uuid|subscription|code|credential)=([^&#\s"'`<>]{1,4096})/gi;
const HEADER =
  /authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|token|digest|apikey)\s{1,4})?([^\s"'`,;$<>(){}]{4,8192})/gi;
const KEY_HEADER = /\bx-[a-z-]{0,24}(?:key|token|secret|auth)["']?\s{0,4}:\s{0,4}([^\s"'`,;$<>]{4,8192})/gi;
const BEARER = /(?<![\w-])bearer\s{1,4}([\w.~+/=-]{8,8192})/gi;
/** A line of `.netrc`, or its end. */
const NETRC = /(?:^|[ \t])password[ \t]{1,8}([^\s"'`$()]{1,512})[ \t]{0,8}$/gim;
const TOKEN =
  /(?<![\w-])(?:sk-[\w-]{16,512}|gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,255}|xox[abprs]-[\w-]{10,255}|hf_\w{20,255}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{30,64}|npm_\w{30,64}|gsk_\w{20,255}|pypi-[\w-]{20,512}|tvly-[\w-]{16,255}|AGE-SECRET-KEY-1\w{20,128}|eyJ[\w-]{10,8192}\.[\w-]{4,8192}(?:\.[\w-]{0,8192})?)/g;
/** A name and what stands between it and its value. */
const NAME = /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{0,80})["']?[ \t]{0,4}(?:=>|:[-=]|[=:])[ \t]{0,4}/;
/** A quoted value, with or without its last quote, a list in brackets, or a word. */
const VALUE = /"([^"\r\n]{1,8192})|'([^'\r\n]{1,8192})|(\[[^\r\n]{1,8192}|[^\s"'`,;)}\]$<]{1,8192})/;
const PLIST_PAIR = /<key>([^<]{1,80})<\/key>\s{0,80}<string>([^<]{1,8192})/g;

function* matches(text: string, pattern: RegExp, group: number): Generator<Range> {
  for (const match of text.matchAll(pattern)) {
    const value = match[group];
    const end = match.index + match[0].length;
    if (value !== undefined) yield { start: end - value.length, end };
  }
}

function collect(into: Range[], text: string, pattern: RegExp, group: number): void {
  for (const range of matches(text, pattern, group)) into.push(range);
}

/** Runs of characters without blank or quote that hold a `://`. */
function* urlWords(text: string): Generator<Range> {
  let from = 0;
  for (;;) {
    const mark = text.indexOf('://', from);
    if (mark < 0) return;
    let start = mark;
    while (start > from && !DELIMITER.test(text[start - 1] ?? ' ')) start--;
    let end = mark + 3;
    while (end < text.length && !DELIMITER.test(text[end] ?? ' ')) end++;
    yield { start, end };
    from = end;
  }
}

/** Every URL of one word: a list, a URL inside a URL. Each segment is looked at once. */
function* scanUrls(text: string, word: Range): Generator<Range> {
  let mark = text.indexOf('://', word.start);
  while (mark >= 0 && mark < word.end) {
    const next = text.indexOf('://', mark + 3);
    const end = next < 0 || next > word.end ? word.end : next;
    const scheme = /[a-z][a-z0-9+.-]{0,30}$/i.exec(text.slice(Math.max(word.start, mark - 32), mark))?.[0] ?? '';
    yield* scanUrl(text.slice(mark + 3, end), mark + 3, scheme.toLowerCase());
    mark = next;
  }
}

/** Schemes of share links: everything before the host is the key. */
const SHARE = /(?:^|[^a-z])(?:ss|ssr|vmess|vless|trojan|hysteria2?|hy2|tuic|snell|anytls)$/;

/** Path segments after which a token stands: subscription links, webhooks, bots. */
const TOKEN_PATH =
  /\/(?:link|links|sub|subs|subscribe|subscription|s|hook|hooks|webhook|services|getconfig)\/([\w.~%=-]{8,512}(?:\/[\w.~%=-]{6,512}){0,3})|\/webhooks\/\d{5,25}\/([\w-]{16,128})|\/services\/(T\w{2,20}\/B\w{2,20}\/\w{8,128})|\/bot(\d+:[\w-]{20,128})/;

function* scanUrl(rest: string, offset: number, scheme: string): Generator<Range> {
  if (SHARE.test(scheme)) {
    const at = rest.lastIndexOf('@');
    const hash = rest.indexOf('#');
    const end = at >= 0 ? at : hash >= 0 ? hash : rest.length;
    if (end >= 4) yield { start: offset, end: offset + end };
    return;
  }
  const user = userInfo(rest);
  if (user !== undefined) yield* secretOfUserInfo(rest.slice(0, user), offset);
  const path = TOKEN_PATH.exec(rest);
  const token = path?.slice(1).find((part) => part !== undefined);
  if (path && token !== undefined && !/\.[a-z]{2,5}$/.test(token) && (/\d/.test(token) || token.length >= 16)) {
    const start = offset + path.index + path[0].length - token.length;
    yield { start, end: start + token.length };
  }
}

/**
 * Where the `@` behind the credentials is. As written they end before the first `/`, `?` or `#`; when what would then be
 * the port is no port, those characters were part of a password nobody escaped.
 */
function userInfo(rest: string): number | undefined {
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  const last = rest.lastIndexOf('@');
  if (at >= 0) return /^[^/?#]*@[^/?#@]*[/?#].*:\d{1,5}\/?$/.test(rest) && last > at ? last : at;
  const colon = authority.indexOf(':');
  const hasPort = /^\[?[^\]]*\]?:\d{1,5}$/.test(authority);
  return last >= 0 && colon >= 0 && !hasPort && !authority.startsWith('[') ? last : undefined;
}

/** The password; a user name alone only where it is as long as a token. */
export function* secretOfUserInfo(info: string, offset: number): Generator<Range> {
  const colon = info.indexOf(':');
  if (colon >= 0) {
    if (colon + 1 < info.length) yield { start: offset + colon + 1, end: offset + info.length };
    if (colon >= 20 && variety(info.slice(0, colon)) > 1) yield { start: offset, end: offset + colon };
  } else if (info.length >= 16 || (info.length >= 8 && variety(info) > 2))
    yield { start: offset, end: offset + info.length };
}

/** Credentials in the value of a proxy variable, where any `@` ends them: `u:p#/@host`, with or without a scheme. */
export function* scanProxy(name: string, value: string): Generator<Range> {
  if (!isProxyName(name)) return;
  const at = value.lastIndexOf('@');
  if (at < 0) return;
  const mark = value.indexOf('://');
  const start = mark >= 0 && mark < at ? mark + 3 : 0;
  yield* secretOfUserInfo(value.slice(start, at), start);
}

/** PEM blocks of private keys, on several lines or with `\n` between them. */
function privateKeys(into: Range[], text: string): void {
  const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const start = begin.lastIndex;
    const end = text.indexOf('-----END', start);
    into.push({ start, end: end < 0 ? text.length : end });
    if (end < 0) return;
    begin.lastIndex = end;
  }
}

/** Sorted, without overlaps; ranges that touch become one. */
export function merge(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter((range) => range.end > range.start).sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: { start: number; end: number }[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ start: range.start, end: range.end });
  }
  return merged;
}
