/**
 * Finds secrets in any text by their context, in text that no parser covers: comments, broken files, heredocs, messages. Every
 * pass is linear: runs are bounded or consumed whole, and none starts twice on the same characters.
 */
import { lazy, trimEnd } from '../text.ts';
import { scanCommands } from './commands.ts';
import { isPublicValue, isSecretName, variety } from './names.ts';
import type { Range } from './ranges.ts';
import { isRandom, scanRandom } from './shape.ts';
import { scanUrls } from './urls.ts';

/**
 * Secrets that are recognisable by themselves: URLs, headers, private keys, random tokens. Safe on prose, because a name alone
 * is not enough.
 */
export function scanShapes(text: string): Range[] {
  return [...scanMarked(text), ...scanRandom(text)];
}

/** The same without random tokens: names of folders and files may be shown. */
export function scanMarked(text: string): Range[] {
  const found = scanUrls(text);
  if (hasHeader().test(text)) {
    for (const pattern of [header(), keyHeader(), cookie()]) found.push(...matches(text, pattern, 1));
    for (const range of matches(text, bearer(), 1)) {
      if (range.end - range.start >= 20 || variety(text.slice(range.start, range.end)) > 1) found.push(range);
    }
  }
  if (text.includes('-----BEGIN')) found.push(...privateKeys(text));
  return found;
}

/** All secrets in a text: what `scanMarked` finds, and what names, options, commands and remarks mark as secret. */
export function scanText(text: string): Range[] {
  const found = scanMarked(text);
  if (hasName().test(text)) {
    found.push(...assignments(text), ...plistPairs(text), ...netrc(text), ...remarks(text));
  }
  if (text.includes('@')) found.push(...credentials(text));
  found.push(...scanCommands(text));
  return found;
}

/**
 * No text without one of these has a secret's name, its header or a remark about it: "a clean .env" of `npm run bench startup`
 * then compiles none of the expressions below.
 */
const hasName = lazy(
  () => /key|tok|pass|pwd|pw|secret|cred|auth|cookie|psk|pat|jwt|bearer|uuid|密|口令|令牌|授权码|凭证/i,
);
const hasHeader = lazy(() => /auth|bearer|x-|cookie/i);

const header = lazy(
  () =>
    /authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:bearer|basic|token|digest|apikey)\s{1,4})?([^\s"'`,;$<>(){}]{4,8192})/gi,
);
const keyHeader = lazy(() => /\bx-[a-z-]{0,24}(?:key|token|secret|auth)["']?\s{0,4}:\s{0,4}([^\s"'`,;$<>]{4,8192})/gi);
const cookie = lazy(() => /(?<![\w-])(?:set-)?cookie["']?\s{0,4}:\s{0,4}([^\r\n"'`<>]{1,8192})/gi);
const bearer = lazy(() => /(?<![\w-])bearer\s{1,4}([\w.~+/=-]{8,8192})/gi);

/** The word before the secret of an Authorization header. */
const SCHEME = /^(?:bearer|basic|token|digest|apikey)$/i;

/** A name and what is between it and its value. */
const name = lazy(
  () =>
    /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{0,80})(?:["']?\]?[ \t]{0,4}(?:=>|:[-=]|[=:])[ \t]{0,4}|["'][ \t]{0,4},[ \t]{0,4}(?=["']))/g,
);
/** A quoted value, with or without its last quote, a list in brackets, or a word. */
const value = lazy(
  () =>
    /"([^"\r\n]{1,8192})|'([^'\r\n]{1,8192})|(\[[^\]]{1,8192}\]?|(?<=[=] {0,1})\([^)]{1,8192}|[^\s"'`,;)}\]$<]{1,8192})/y,
);

/** Whatever is assigned to a secret's name: `API_KEY=…`, `password: …`, `"token", "…"`, lists over several lines. */
function* assignments(text: string): Generator<Range> {
  const names = name();
  const assigned = value();
  names.lastIndex = 0;
  for (let match = names.exec(text); match; match = names.exec(text)) {
    if (!isSecretName(match[1] ?? '')) continue;
    assigned.lastIndex = names.lastIndex;
    const [all, ...quoted] = assigned.exec(text) ?? [];
    // `"protocol": "auth_sha1", "param": 1`: what looks like a name is a value, and after it a key comes.
    if (isKeyAfterValue(text, match, assigned.lastIndex)) continue;
    const isQuery = /[?&]/.test(text[match.index - 1] ?? '');
    const written = quoted.find((part) => part !== undefined);
    const first = isQuery ? written?.split(/[&#]/, 1)[0] : written;
    if (all === undefined || first === undefined) {
      yield* listBelow(text, names.lastIndex);
      continue;
    }
    if (isPublicValue(first) || SCHEME.test(first)) continue;
    const start = names.lastIndex + all.indexOf(first);
    yield { start, end: start + first.length };
    names.lastIndex = start + first.length;
  }
}

/** After a name and a comma: does a colon come before the name, or after what ends at `end`? */
function isKeyAfterValue(text: string, { 0: written, index }: RegExpExecArray, end: number): boolean {
  if (!/,[ \t]{0,4}$/.test(written)) return false;
  return (
    /:[ \t]{0,4}["']$/.test(text.slice(Math.max(0, index - 6), index)) ||
    /^["'][ \t]{0,4}:/.test(text.slice(end, end + 6))
  );
}

/** The items of a YAML list, or the one value, in the lines below its key. */
function* listBelow(text: string, from: number): Generator<Range> {
  const line = /[ \t]{0,8}\r?\n[#; \t]{0,40}- ["']?([^\s"',$]{1,4096})/y;
  line.lastIndex = from;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const end = match.index + match[0].length;
    yield { start: end - (match[1]?.length ?? 0), end };
    const next = text.indexOf('\n', end);
    if (next < 0) return;
    line.lastIndex = text[next - 1] === '\r' ? next - 1 : next;
  }
}

const plistPair = lazy(() => /<key>([^<]{1,80})<\/key>\s{0,80}<string>([^<]{1,8192})/g);

/** Compiled only for property lists: "a clean .env" of `npm run bench startup` does not pay for it. */
function* plistPairs(text: string): Generator<Range> {
  if (!text.includes('<key>')) return;
  for (const match of text.matchAll(plistPair())) {
    const [all, key = '', written = ''] = match;
    const end = match.index + all.length;
    if (isSecretName(key) && !isPublicValue(written)) yield { start: end - written.length, end };
  }
}

/** A line of `.netrc`, or its end. */
const netrcPassword = lazy(() => /(?:^|[ \t])password[ \t]{1,8}([^\s"'`$()]{1,512})[ \t]{0,8}(?:$|-->)/gim);

function* netrc(text: string): Generator<Range> {
  for (const match of text.matchAll(netrcPassword())) {
    const start = match.index + match[0].indexOf(match[1] ?? '', 'password'.length + 1);
    const range = { start, end: start + (match[1]?.length ?? 0) };
    const word = text.slice(range.start, range.end);
    const line = text.slice(Math.max(0, text.lastIndexOf('\n', range.start) + 1), range.start);
    if (/\d/.test(word) || (word.length >= 12 && variety(word) > 1) || /\b(?:machine|login)\s/.test(line)) yield range;
  }
}

/** `user:password@` before a host where there is no scheme: Go's DSNs, `rsync`, a proxy as some programs take it. */
const dsn = lazy(
  () =>
    /(?<![\w@/:.%+-])[\w.%+-]{1,64}:([^\s"'`@/,;:]{1,256})@(?:(?:tcp|unix|udp)\(|localhost\b|(?:[\w-]{1,63}\.){0,8}[A-Za-z0-9-]{1,63}:\d{1,5}(?!\d)|(?:[\w-]{1,63}\.){1,8}[a-z]{2,12}(?![\w.-]))/g,
);

function* credentials(text: string): Generator<Range> {
  for (const { 0: all, 1: password = '', index } of text.matchAll(dsn())) {
    const start = index + all.indexOf(':') + 1;
    yield { start, end: start + password.length };
  }
}

const chineseRemark = lazy(
  () =>
    /(?:密码|密钥|秘钥|口令|令牌|授权码|凭证)[ \t]{0,4}(?:[(（][^)）\r\n]{0,20}[)）])?[ \t]{0,4}[:：=是为]?[ \t]{0,4}([!-~]{4,512})/g,
);
const englishRemark = lazy(
  () => /(?<![\w-])(?:token|key|passwd|password|pwd|secret)(?:[ \t]{1,4}is)?[ \t]{1,4}([!-~]{6,512})/gi,
);

/** What a comment says after 密码, 密钥, 口令, token or key. */
function* remarks(text: string): Generator<Range> {
  for (const range of matches(text, chineseRemark(), 1)) {
    const word = text.slice(range.start, range.end);
    if (!isPublicValue(word) && !/^[<>&|=()#*-]/.test(word)) yield range;
  }
  for (const range of matches(text, englishRemark(), 1)) {
    const line = text.lastIndexOf('\n', range.start) + 1;
    const word = trimEnd(text.slice(range.start, range.end), '.,;:)]}"\'`');
    const isTelling = isRandom(word) || (/\d/.test(word) && /[A-Za-z]/.test(word));
    if (
      isTelling &&
      !isPublicValue(word) &&
      /(?:^|\s)(?:#|;|\/\/)|<!--/.test(text.slice(Math.max(line, range.start - 400), range.start))
    )
      yield { start: range.start, end: range.start + word.length };
  }
}

/** PEM blocks of private keys, on several lines or with `\n` between them. */
function* privateKeys(text: string): Generator<Range> {
  const begin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const start = begin.lastIndex;
    const end = text.indexOf('-----END', start);
    yield { start, end: end < 0 ? text.length : end };
    if (end < 0) return;
    begin.lastIndex = end;
  }
}

function* matches(text: string, pattern: RegExp, group: number): Generator<Range> {
  for (const match of text.matchAll(pattern)) {
    const found = match[group];
    const end = match.index + match[0].length;
    if (found !== undefined) yield { start: end - found.length, end };
  }
}
