/** Secrets that a person wrote down in a sentence: in a comment, or in a here document. */
import { lazy, trimEnd } from '../text.ts';
import { hereDocuments, isWithin } from './inputs.ts';
import { isPublicValue, isSecretName } from './names.ts';
import { matches, type Range } from './ranges.ts';
import { isRandom } from './shape.ts';

const chineseRemark = lazy(
  () =>
    /(?:密码|密碼|密钥|密鑰|秘钥|口令|令牌|授权码|激活码|提取码|恢复码|验证码|访问码|pin码|凭证|账密)[ \t]{0,4}(?:[(（][^)）\r\n]{0,20}[)）])?[ \t]{0,4}(?:就是|如下|改成|已?改为|设为|[是为])?[ \t]{0,4}(?:[:：=→]|->)?[ \t]{0,4}[「『【“"]?([!-~]{4,512}|[!-~]{1,3} ?[/|] ?[!-~]{3,512})/g,
);
const ENGLISH = 'token|key|api[_-]?key|passwd|password|passphrase|passcode|pwd|pw|pass|secret|credentials?|creds';
const englishRemark = lazy(
  () => new RegExp(`(?<![\\w-])(?:${ENGLISH})(?:'s|[ \\t]{1,4}(?:is|was))?[ \\t]{1,4}([!-~]{6,512})`, 'gi'),
);
/** `password for root: …`, `token (old) -> …`, `user/pass = me / …`: what is at the end of a line, after a sign. */
const pointedRemark = lazy(
  () =>
    new RegExp(
      `(?<![\\w-])(?:${ENGLISH}|(?:recovery|backup|activation) code|session(?: id)?|sid|otp)(?: (?:for|of|to|on|at) [\\w.@-]{1,60}| {0,2}[([][^)\\]\\r\\n]{0,30}[)\\]]| (?:is|was))?[ \\t]{0,4}(?:[:：=→|\\]]|[-=]>|is(?=[ "'])|(?= ["']))[ \\t]{0,4}([!-~]{4,512}|[!-~]{1,64} [/|] [!-~]{3,512})(?=[ \\t]{0,4}(?:\\||-->|[\\r\\n]|$))`,
      'gi',
    ),
);

/** What a comment or a here document says after 密码, 密钥, 口令, token or key. */
export function* scanRemarks(text: string): Generator<Range> {
  const written = hereDocuments(text);
  const isProse = (at: number): boolean => isInComment(text, at) || isWithin(written, at);
  for (const range of matches(text, chineseRemark())) {
    const word = text.slice(range.start, range.end);
    if (!isPublicValue(word) && !/^[<>&|=()#*-]/.test(word)) yield range;
  }
  for (const range of matches(text, englishRemark())) {
    const word = trimEnd(text.slice(range.start, range.end), CLOSING);
    const isTelling = isRandom(word) || (/\d/.test(word) && /[A-Za-z]/.test(word));
    if (isTelling && !isPublicValue(word) && isProse(range.start))
      yield { start: range.start, end: range.start + word.length };
  }
  for (const range of matches(text, pointedRemark())) {
    const quotes = /^["'`]*/.exec(text.slice(range.start, range.end))?.[0].length ?? 0;
    const word = trimEnd(text.slice(range.start + quotes, range.end), CLOSING);
    if (word.length >= 4 && !isPublicValue(word) && isProse(range.start))
      yield { start: range.start + quotes, end: range.start + quotes + word.length };
  }
  const isNamed = (at: number, name: string): boolean =>
    isSecretName(name) && (/[_-]/.test(name) ? isProse(at) : isWithin(written, at));
  for (const { 0: all, 1: name = '', 2: word = '', index } of text.matchAll(setting())) {
    const end = index + all.length;
    if (!isPublicValue(word) && isNamed(end - word.length, name)) yield { start: end - word.length, end };
  }
}

/** A line that is a name and a value, as many programs write their settings. */
const setting = lazy(
  () =>
    /^[ \t#;*/<!-]{0,20}([A-Za-z][\w.-]{2,60})[ \t]{1,8}["']?(?:[\w.@-]{1,40}:)?([^\s"'=:]{6,256})(?=["']?[ \t]{0,4}(?:-->|[\r\n]|$))/gm,
);

/** An address, then who logs in there: `http://h:8080 me:PASSWORD`; after other signs than a colon, with a digit. */
const loginAfterAddress = lazy(
  () =>
    /(?:\b[a-z]{3,8}:\/\/[\w.-]{1,80}(?::\d{2,5})?\/?|\bvpn:?)[ \t]{1,4}\(?[\w.@-]{1,40}(?::|[ ]?\/[ ]?(?=[!-~]{0,60}\d))((?!\/)[!-~]{5,256}?)(?=\)?[ \t]{0,4}(?:-->|[\r\n]|$))/gim,
);
/** `user me, password PASSWORD`. */
const loginInWords = lazy(
  () =>
    /\b(?:user|username|login)[:=]? {0,2}[\w.@-]{1,40}(?:,| and)? {1,2}(?:pw|pass|passwd|password) ((?!\/)[!-~]{5,256}?)(?=[.,]?[ \t]{0,4}(?:-->|[\r\n]|$))/gim,
);

/** Who logs in where, as a comment or a here document says it without a name of a secret. */
export function* scanLogins(text: string): Generator<Range> {
  if (!/:\/\/|vpn|user|login/i.test(text)) return;
  const written = hereDocuments(text);
  for (const pattern of [loginAfterAddress(), loginInWords()])
    for (const range of matches(text, pattern))
      if (
        (isInComment(text, range.start) || isWithin(written, range.start)) &&
        !isPublicValue(text.slice(range.start, range.end))
      )
        yield range;
}

/** What can come after a word of a comment and is no part of it. */
const CLOSING = '.,;:)]}"\'`';

/** Does a sign of a comment come before this place, in its line? */
function isInComment(text: string, at: number): boolean {
  const line = text.lastIndexOf('\n', at) + 1;
  return /(?:^|\s)(?:#|;|\/\/|\*)|<!--/.test(text.slice(Math.max(line, at - 400), at));
}
