/**
 * Finds secrets in any text by their context, in text that no parser covers: comments, broken files, heredocs, messages. Every
 * pass is linear: runs are bounded or consumed whole, and none starts twice on the same characters.
 */
import { lazy, trimEnd } from '../text.ts';
import { scanBlocks } from './blocks.ts';
import { scanCommands } from './commands.ts';
import { scanInputs } from './inputs.ts';
import { scanLines } from './lines.ts';
import { isPublicValue, isSecretName, variety } from './names.ts';
import { matches, type Range } from './ranges.ts';
import { scanLogins, scanRemarks } from './remarks.ts';
import { scanRandom } from './shape.ts';
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
    for (const pattern of [header(), parameters(), keyHeader(), cookie()]) found.push(...matches(text, pattern, 1));
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
    found.push(...assignments(text), ...plistPairs(text), ...netrc(text), ...scanRemarks(text), ...namedValues(text));
    for (const pattern of [printed(), phrase(), called()]) found.push(...matches(text, pattern, 1));
  }
  if (text.includes('$')) found.push(...matches(text, hash(), 1));
  if (text.includes('@')) found.push(...credentials(text));
  found.push(...scanLogins(text), ...scanLines(text), ...scanBlocks(text), ...scanInputs(text), ...scanCommands(text));
  return found;
}

/**
 * No text without one of these has a secret's name, its header or a remark about it: "a clean .env" of `npm run bench startup`
 * then compiles none of the expressions below.
 */
const hasName = lazy(
  () =>
    /key|tok|pass|pwd|pw|secret|cred|auth|cookie|psk|pat|jwt|bearer|uuid|psw|code|_sk|sess|_sas|bduss|seed|mnemonic|identified|\bpin\b|_pin|licen[cs]e|salt|jct|nsec|login\(|mima|bark|秘|csrf|xsrf|pepper|otp|\bsid\b|_sid\b|密|口令|令牌|码|碼|凭证/i,
);
const hasHeader = lazy(() => /auth|bearer|x-|cookie/i);

const header = lazy(
  () =>
    /authorization\\?["']?(?:\s{0,4}[:=]\s{0,4}\\?["']?|[ \t]{1,4}["'](?=(?:bearer|basic|token)[ ]))(?:(?:bearer|basic|token|apikey)\s{1,4}(?=[^\s"'`,;$<>(){}]{4})|[a-z][\w-]{0,30}[ ]{1,2}(?=[^\s"'`,;$<>(){}\\]{4,8192}(?:\s{0,2}(?:$|["'`]|\\)|[\r\n])))?([^\s"'`,;$<>(){}\\]{4,8192})/gim,
);
/** Schemes with many parameters; all of them are masked, up to the quote around the header. */
const parameters = lazy(
  () =>
    /authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:digest|oauth|hawk|mac|signature|aws4-hmac-sha256|tc3-hmac-sha256|mediabrowser|snowflake|googlelogin|discogs)\s{1,4}(\w{1,40}=[^\r\n'`]{3,2048})/gi,
);
const keyHeader = lazy(
  () => /\bx-[a-z-]{0,24}(?:key|token|secret|auth|signature|password)["']?\s{0,4}:\s{0,4}([^\s"'`,;$<>]{4,8192})/gi,
);
const cookie = lazy(() => /(?<![\w-])(?:set-)?cookie["']?\s{0,4}:\s{0,4}([^\r\n"'`<>]{1,8192})/gi);
const bearer = lazy(() => /(?<![\w-])bearer\s{1,4}([\w.~+/=-]{8,8192})/gi);

/** The word before the secret of an Authorization header. */
const SCHEME = /^(?:bearer|basic|token|digest|apikey)$/i;

/** A name and what is between it and its value. */
const name = lazy(
  () =>
    /(?<![\w.\-\u4e00-\u9fff])[-.]{0,2}([A-Za-z_\u4e00-\u9fff][\w.\-\u4e00-\u9fff]{0,80})(?:(?:\\{0,2}["'`]|\*\*| (?:DEFAULT|OVERRIDE)(?==))?\]?[ \t]{0,4}(?:=>|:[-=]|[=!]={1,2}|\+?=(?=\()|[=:：])[ \t]{0,4}|["'][ \t]{0,4},[ \t]{0,4}(?=["'])|["']\][ \t]{1,4}(?=["']))\\{0,2}/g,
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
      yield* matches(
        text.slice(names.lastIndex, names.lastIndex + LONGEST_BREAK_CHARACTERS),
        below(),
        1,
        names.lastIndex,
      );
      continue;
    }
    if (isPublicValue(first) || SCHEME.test(first) || (isSubcommand(first) && match[0].includes(','))) continue;
    const start = names.lastIndex + all.indexOf(first);
    // A quote inside a quoted text is escaped.
    yield { start, end: start + trimEnd(first, '\\').length };
    names.lastIndex = start + first.length;
  }
}

/** `["secret", "set", …]`: words of a command. */
const isSubcommand = (word: string): boolean =>
  /^(?:set|put|create|add|get|list|delete|remove|update|show|versions|store|lookup|login|generic|rotate)$/.test(word);

const LONGEST_BREAK_CHARACTERS = 1000;
/** A quoted value in the line after its name; before a colon it is a name of its own. */
const below = lazy(() => /^\r?\n[ \t]{0,80}["']([^"'\r\n]{1,512})(?=["'](?![ \t]{0,4}:))/g);

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
const netrcPassword = lazy(
  () =>
    /(?:^|[ \t])password[ \t]{1,8}([^\s"'`$()]{1,512})(?=[ \t]{0,8}(?:$|-->|["'\\])|[ \t]{1,8}(?:login|account|machine)[ \t])/gim,
);

function* netrc(text: string): Generator<Range> {
  for (const match of text.matchAll(netrcPassword())) {
    const start = match.index + match[0].lastIndexOf(match[1] ?? '');
    const range = { start, end: start + (match[1]?.length ?? 0) };
    const word = text.slice(range.start, range.end);
    const feed = text.lastIndexOf('\n', range.start);
    const line = text.slice(Math.max(0, text.lastIndexOf('\n', feed - 1) + 1), range.start);
    if (/\d/.test(word) || (word.length >= 12 && variety(word) > 1) || /\b(?:machine|login)\s/.test(line)) yield range;
  }
}

/** `user:password@` before a host where there is no scheme: Go's DSNs, `rsync`, a proxy as some programs take it. */
const dsn = lazy(
  () =>
    /(?<![\w@/:.%+-])[\w.%+-]{1,64}:([^\s"'`@/,;:]{1,256})@(?:(?:tcp|unix|udp)?\(|\/\w|localhost\b|(?:[\w-]{1,63}\.){0,8}[A-Za-z0-9-]{1,63}:\d{1,5}(?!\d)|(?:[\w-]{1,63}\.){1,8}[a-z]{2,12}(?![\w.-])|(?:\d{1,3}\.){3}\d{1,3}(?![\w.]))/g,
);

function* credentials(text: string): Generator<Range> {
  for (const { 0: all, 1: password = '', index } of text.matchAll(dsn())) {
    const start = index + all.indexOf(':') + 1;
    yield { start, end: start + password.length };
  }
}

/** `{"name": "API_KEY", "value": "…"}` in either order, as Kubernetes, editors and agents write variables. */
const nameThenValue = lazy(
  () =>
    /(?<![\w-])["']?(?:name|key|variable|header)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([\w.-]{2,80})["']?[\s,#]{1,80}["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([^"'\s{}[\],][^"'\r\n{}[\],]{1,511})/gi,
);
const valueThenName = lazy(
  () =>
    /(?<![\w-])["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([^"'\s{}[\],][^"'\r\n{}[\],]{1,511})["']?[\s,#]{1,80}["']?(?:name|key|variable|header)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([\w.-]{2,80})/gi,
);

function* namedValues(text: string): Generator<Range> {
  if (/value/i.test(text)) {
    for (const [pattern, name, held] of [
      [nameThenValue(), 1, 2],
      [valueThenName(), 2, 1],
    ] as const)
      for (const match of text.matchAll(pattern)) {
        const value = match[held] ?? '';
        if (!isSecretName(match[name] ?? '') || isPublicValue(value)) continue;
        const start = match.index + (held === 2 ? match[0].length - value.length : match[0].indexOf(value, 6));
        yield { start, end: start + value.length };
      }
  }
  if (!text.includes('</')) return;
  for (const { 0: all, 1: tag = '', 2: held = '', index } of text.matchAll(element())) {
    if (tag === 'key' || !isSecretName(tag) || isPublicValue(held)) continue;
    const start = index + all.length - held.length;
    yield { start, end: start + held.length };
  }
}

/** `<password>…</password>`: Maven's settings and others. */
const element = lazy(() => /<([A-Za-z_][\w.-]{0,40})>([^<>\r\n]{3,512})(?=<\/)/g);
/** What a command prints into a secret's variable, or for a program that asks for one. */
const printed = lazy(
  () =>
    /(?:\w{0,40}(?:key|token|pass|pw|pwd|password|secret)[\w-]{0,20}(?:=["']?(?:\$\(|`)|[ =]<?\()|:\/\/[\w.-]{0,40}:\$\(|(?:key|token|pass|password|auth)[\w-]{0,20}(?:helper|command|cmd|eval)["']?[ \t]{0,4}[:= ][ \t]{0,4}["']?|\w{0,40}(?:key|token|password|secret)[ ]?\(\)\s{0,4}\{\s{0,40})[ \t]{0,4}(?:echo|printf)[ \t]{1,4}(?:-\w{1,3}[ \t]{1,4}|["']?%s(?:\\n)?["']?[ \t]{1,4})?["']?([^\s"'`$();|<>]{4,512})/gi,
);
/** SQL and AppleScript: a word, then a quoted password. */
const phrase = lazy(
  () => /\b(?:identified (?:with \w{1,40} )?by|password|secret|psk) ?\(? ?["']([^"'\r\n$]{3,256})(?=["'])/gi,
);
/** A call that gets a user and a password. */
const called = lazy(
  () =>
    /(?:auth|password|login)\(["'][^"'\r\n]{0,80}["'][ ]?,[ ]?(?:["'][^"'\r\n]{0,80}["'][ ]?,[ ]?)?["']([^"'\r\n]{3,256})(?=["']\))/gi,
);
/** What `crypt` and `htpasswd` make of a password. */
const hash = lazy(() => /(?<=[:=\s"'])(\${1,2}(?:apr1|2[aby]|[156y])\${1,2}[\w./$]{8,256})/g);

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
