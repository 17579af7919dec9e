/** Secrets in URLs: credentials, query values, tokens in paths and fragments, also of URLs percent-encoded inside others. */
import { lazy } from '../text.ts';
import { isProxyName, variety } from './names.ts';
import type { Range } from './ranges.ts';
import { isRandom } from './shape.ts';

const DELIMITER = /[\s"'`<>\\^{}|\u0000-\u001f]/;
/** A URL in a URL in a URL: no converter of subscriptions nests them deeper. */
const DEEPEST_URLS = 3;

/**
 * All secrets of the URLs in a text. Its expressions are compiled only for texts that contain their marks: "a clean .env" of
 * `npm run bench startup` pays for none.
 */
export function scanUrls(text: string, depth = 0): Range[] {
  const found: Range[] = [];
  if (text.includes('://')) {
    for (const word of words(text, plainMark())) found.push(...scanWord(text, word));
  }
  if (text.includes(':$(') || text.includes(':`')) found.push(...spokenPasswords(text));
  if (text.includes('=') && (text.includes('?') || text.includes('&'))) found.push(...secretQueries(text));
  if (depth < DEEPEST_URLS && text.includes('%')) {
    for (const word of words(text, encodedMark())) found.push(...scanEncoded(text, word, depth));
  }
  return found;
}

const plainMark = lazy(() => /:\/\//g);
const encodedMark = lazy(() => /%(?:25)*3a/gi);

/** Runs of characters without space or quote that contain a match of `mark`. */
function* words(text: string, mark: RegExp): Generator<Range> {
  let from = 0;
  for (;;) {
    mark.lastIndex = from;
    const found = mark.exec(text);
    if (!found) return;
    let start = found.index;
    while (start > from && !DELIMITER.test(text[start - 1] ?? ' ')) start--;
    let end = found.index + found[0].length;
    while (end < text.length && !DELIMITER.test(text[end] ?? ' ')) end++;
    yield { start, end };
    from = end;
  }
}

/** What a percent-encoded word contains, at the places where it is written. */
function* scanEncoded(text: string, word: Range, depth: number): Generator<Range> {
  const places: number[] = [];
  let decoded = '';
  for (let i = word.start; i < word.end; ) {
    const code = text[i] === '%' ? /^[0-9a-f]{2}/i.exec(text.slice(i + 1, i + 3))?.[0] : undefined;
    decoded += code === undefined ? text[i] : String.fromCharCode(Number.parseInt(code, 16));
    places.push(i);
    i += code === undefined ? 1 : 3;
  }
  places.push(word.end);
  for (const { start, end } of scanUrls(decoded, depth + 1))
    yield { start: places[start] ?? word.end, end: places[end] ?? word.end };
}

const spoken = lazy(
  () => /:\/\/[^\s/@"'`$]{0,80}:(?:\$\(|`)[ \t]{0,4}(?:echo|printf)[ \t]{1,4}([^`)\r\n]{1,200})[`)][^\s/"']{0,80}@/dg,
);

/** A password that a command in its place prints: `http://me:$(echo word)@proxy`. */
function* spokenPasswords(text: string): Generator<Range> {
  for (const match of text.matchAll(spoken())) {
    const [start, end] = match.indices?.[1] ?? [0, 0];
    yield { start, end };
  }
}

const query = lazy(
  () =>
    /[?&;](?:[\w-]{0,40}[_-])?(?:token|key|api_?key|secret|password|passwd|pwd|pass|psk|sig|sign|signature|auth|uuid|uid|sid|subscription|sub|code|credential|ticket|user|username|email)=([^&#|\s"'`<>]{1,4096})/gi,
);

/** Values of query parameters whose name says that they are secret, also of URLs without a scheme. */
function* secretQueries(text: string): Generator<Range> {
  for (const match of text.matchAll(query())) {
    const end = match.index + match[0].length;
    yield { start: end - (match[1]?.length ?? 0), end };
  }
}

/** Every URL of one word: a list, a URL inside a URL. Each segment is looked at once. */
function* scanWord(text: string, word: Range): Generator<Range> {
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
const share = lazy(
  () =>
    /(?:^|[^a-z])(?:ss|ssr|vmess|vless|trojan(?:-go)?|hysteria2?|hy2|tuic|snell|anytls|mieru|juicity|naive|sub|sn|ssd)$/,
);

/** Path segments after which a token comes: subscription links, webhooks, bots. */
const tokenPath = lazy(
  () =>
    /\/(?:link|links|sub|subs|subscribe|subscription|s|hook|hooks|webhook|services|getconfig|token|key)\/([\w.~%=-]{6,512}(?:\/[\w.~%=-]{6,512}){0,3})|\/webhooks\/\d{5,25}\/([\w-]{16,128})|\/services\/(T\w{2,20}\/B\w{2,20}\/\w{8,128})|\/bot(\d+:[\w-]{10,128})/,
);

function* scanUrl(rest: string, offset: number, scheme: string): Generator<Range> {
  if (share().test(scheme)) {
    const at = rest.lastIndexOf('@');
    const hash = rest.indexOf('#');
    const end = at >= 0 ? at : hash >= 0 ? hash : rest.length;
    if (end >= 4) yield { start: offset, end: offset + end };
    return;
  }
  const user = userInfo(rest);
  if (user !== undefined) yield* secretOfUserInfo(rest.slice(0, user), offset);
  yield* opaqueParts(rest, offset);
  const path = tokenPath().exec(rest);
  const token = path?.slice(1).find((part) => part !== undefined);
  if (path && token !== undefined && !/\.[a-z]{2,5}$/.test(token) && (/\d/.test(token) || token.length >= 12)) {
    const start = offset + path.index + path[0].length - token.length;
    yield { start, end: start + token.length };
  }
}

/** Parts of path, query and fragment that are no words. */
function* opaqueParts(rest: string, offset: number): Generator<Range> {
  const path = rest.search(/[/?#]/);
  if (path < 0) return;
  for (const { 0: part, index } of rest.slice(path).matchAll(/[^/?#&=;,:@]+/g)) {
    const name = part.replace(/\.[A-Za-z][A-Za-z0-9]{0,5}$/, '');
    if (!isOpaque(name)) continue;
    const start = offset + path + index;
    yield { start, end: start + name.length };
  }
}

const SHORTEST_PART_CHARACTERS = 8;
/** Names of people and projects have letters in any order, and numbers of articles and tickets are public. */
const SHORTEST_WORD_CHARACTERS = 16;

function isOpaque(part: string): boolean {
  if (part.length < SHORTEST_PART_CHARACTERS || part.length > 4096 || part.includes('%')) return false;
  return part
    .split('.')
    .some(
      (one) =>
        one.length >= (/^[A-Za-z]*\d*$/.test(one) ? SHORTEST_WORD_CHARACTERS : SHORTEST_PART_CHARACTERS) &&
        /^[\w+~-]+$/.test(one) &&
        isRandom(one),
    );
}

/**
 * The position of the `@` after the credentials. As written, they end before the first `/`, `?` or `#`; if the text there is
 * not a valid port, those characters were part of an unescaped password.
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

/** The password; a user name only where it looks like a token. */
export function* secretOfUserInfo(info: string, offset: number): Generator<Range> {
  const colon = info.indexOf(':');
  const user = colon < 0 ? info : info.slice(0, colon);
  if (colon >= 0 && colon + 1 < info.length) yield { start: offset + colon + 1, end: offset + info.length };
  if (isToken(user, colon >= 0)) yield { start: offset, end: offset + user.length };
}

/** A user name beside a password is one, unless it is as long as a token; alone it is a token more easily. */
function isToken(user: string, hasPassword: boolean): boolean {
  if (user.length >= 8 && isRandom(user)) return true;
  if (hasPassword) return user.length >= 20 && variety(user) > 1;
  return user.length >= 16 || (user.length >= 8 && variety(user) > 2);
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
