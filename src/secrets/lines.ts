/** Secrets in lines of a form of their own, that no parser covers: files of passwords, logins, dialogues, input of programs. */
import { lazy } from '../text.ts';
import { isPublicValue, isSecretName } from './names.ts';
import type { Range } from './ranges.ts';

/** All secrets of such lines in a text. Each expression is compiled only for a text that has its mark. */
export function* scanLines(text: string): Generator<Range> {
  if (text.includes(':')) yield* ends(text, passwordLine());
  if (/send|expect/.test(text)) yield* dialogues(text);
  if (/cert|-b[ \t]/.test(text)) yield* ends(text, curlLine());
  if (/WIFI:|AUTH|<\(|data=|[Pp][Ww][Dd]=|jdbc:oracle|:pserver:/.test(text)) yield* ends(text, connection());
  if (/(?:socks[45]|https?)[ \t]|requirepass|masterauth|BasicAuth|secret|community/.test(text))
    yield* ends(text, directive());
  if (/code|mnemonic|seed phrase|助记词|恢复码/i.test(text)) yield* ends(text, wordList());
  if (/login|creds|credential|account|\bp\w{0,3}:|[登账用]/i.test(text)) yield* pairs(text);
  if (/case\s/.test(text)) yield* choices(text);
  if (/ is (?:the|my|our) /.test(text)) yield* ends(text, told());
  if (text.includes('hysteria')) yield* ends(text, obfuscation());
  if (text.includes('query_params')) yield* ends(text, queryParameter());
  if (/password|token|secret|key/i.test(text) && text.includes('</')) yield* ends(text, keyedElement());
}

/** The last group of each match, which ends it. */
function* ends(text: string, pattern: RegExp): Generator<Range> {
  for (const match of text.matchAll(pattern)) {
    const value = match[1] ?? match[2] ?? '';
    const end = match.index + match[0].length;
    if (value !== '' && !isPublicValue(value)) yield { start: end - value.length, end };
  }
}

/** A line of `.pgpass`, `host:port:database:user:password`, and of lists of proxies, `host:port:user:password`. */
const passwordLine = lazy(
  () =>
    /(?<![^\s"'`=(])(?:(?:[\w-]{1,63}\.){1,8}[\w-]{1,63}|localhost|\*|[\w-]{1,63}(?=(?::[^:\s]{1,64}){4}(?:$|[\s"'`]))|[A-Za-z][\w-]{0,62}(?=:\d{2,5}:[A-Za-z][\w.@-]{0,40}:[^\s:]{5,64}[ \t]{0,4}$))(?::(?:\d{2,5}|\*)(?::[\w*.-]{1,64})?:[\w*.@-]{1,64}):((?!\d+(?:$|[\s"'`)]))[^\s:"'`/]{4,256})(?=$|[\s"'`)])/gm,
);

/** What `expect` sends after a prompt for a password. */
const sent = lazy(() => /\bsend(?:_user)?[ \t]{1,4}(?:--[ \t]{1,4})?\\?["']([^"'\\\r\n]{3,256})(?=\\{1,2}[rn])/g);
const PROMPT = /ass(?:word|wd|phrase|code)|\bPIN\b|token|密码|口令|码/i;
const LONGEST_DIALOGUE_CHARACTERS = 200;

function* dialogues(text: string): Generator<Range> {
  for (const range of ends(text, sent())) {
    const before = text.slice(Math.max(0, range.start - LONGEST_DIALOGUE_CHARACTERS), range.start);
    // What comes after another answer is asked by another question.
    if (PROMPT.test(before.slice(before.lastIndexOf('\\r', before.length - 12) + 1))) yield range;
  }
}

/** The password of a Wi-Fi code, of an ODBC string, of Oracle's and of CVS's addresses. */
const connection = lazy(
  () =>
    /(?:\bAUTH(?:ENTICATE)? \\"|<\((?:echo|printf)[ ](?:%s[ ])?["']?[\w.@-]{1,40}:|WIFI:(?:[A-OQ-Z]:[^;\r\n]{0,64};){0,6}P:|;[ ]?[Pp][Ww][Dd]=\{?|jdbc:oracle:\w{1,10}:[^\s/@"']{1,64}\/|:pserver:[^\s:@]{1,64}:|\bsecret,[^\s"']{0,80}\bdata=)([^\s;@"'`{}]{3,256})/g,
);

/** Lines of configuration whose name and value are separated by spaces. */
const directive = lazy(
  () =>
    /^[ \t#;/]{0,20}(?:requirepass|masterauth|BasicAuth[ \t]{1,8}\S{1,64}|enable secret(?: \d)?|username \S{1,64} (?:secret|password)(?: \d)?|snmp-server community|(?:socks[45]|https?)[ \t]{1,8}[\w.:-]{1,80}[ \t]{1,8}\d{2,5}[ \t]{1,8}[\w.@-]{1,40})[ \t]{1,8}["']?([^\s"']{4,256})/gm,
);

/** A line of `.curlrc` whose option holds a file or a name, a sign and a password. */
const curlLine = lazy(
  () =>
    /^[ \t#;]{0,20}(?:(?:--)?(?:proxy-)?cert(?:[ \t]{0,4}[=:])?[ \t]{0,4}["']?(?=[^\s"':]{2})[^\s"':]{2,200}:(?![/\\])|-b[ \t]{1,8}["']?[\w.-]{1,80}=)([^\s"';]{3,512})/gm,
);

/** Words and codes after their name, as many as there are in the line. */
const wordList = lazy(
  () =>
    /(?:mnemonic|seed phrase|助记词|恢复码|(?:recovery|backup) codes?)["']?[ \t]{0,4}[:：=][ \t]{0,4}["']?((?:[\w-]{3,24}[ ,]{1,2}){1,24}[\w-]{3,24})/gi,
);

/** A user, a sign and a password after a word that says so. */
const pair = lazy(
  () =>
    /(?:(?<![\w-])(?:login|creds|credentials)[ \t]{0,2}[:=]?[ \t]{1,4}([\w.@-]{1,40})[ ]{0,2}[:/]|(?<![\w-])u(?:n|ser)?:[ ]?[\w.@-]{1,40}[ ,;]{1,3}p(?:w|ass)?:|(?:登录|账号|帐号|账户|用户名)(?:\/?密码)?[ \t]{0,2}[:：]?[ \t]{0,4}([\w@-]{1,40})(?:[ ]?\/|:|[ ]))[ ]{0,2}([!-~]{4,256})(?=[\s，。,]|$)/gim,
);

function* pairs(text: string): Generator<Range> {
  for (const { 0: all, 3: password = '', index } of text.matchAll(pair())) {
    const end = index + all.length;
    if (!/^[\d/:]|^\w+\(/.test(password) && !isPublicValue(password)) yield { start: end - password.length, end };
  }
}

/** What a secret is compared with: `case "$TOKEN" in WORD)`. */
const choice = lazy(
  () => /\bcase[ \t]{1,4}["']?\$\{?(\w{1,80})\}?["']?[ \t]{1,4}in[ \t\r\n]{1,8}\(?["']?([^\s"'()|*]{4,256})/g,
);

function* choices(text: string): Generator<Range> {
  for (const { 0: all, 1: name = '', 2: value = '', index } of text.matchAll(choice()))
    if (isSecretName(name)) yield { start: index + all.length - value.length, end: index + all.length };
}

/** `… is the password`, a word with digits. */
const told = lazy(
  () =>
    /(?<![!-~])(?=[!-~]{0,63}\d)((?=[!-~]{0,63}[A-Za-z])[!-~]{6,64})(?= is (?:the|my|our) (?:\w{1,20} )?(?:password|passphrase|token|key|secret)\b)/g,
);

/** In the first version of Hysteria the obfuscation is a password. */
const obfuscation = lazy(
  () => /type["']?:[ ]{0,4}["']?hysteria["']?(?![\w-])[^}\r\n]{0,400}?[ ,"']obfs["']?:[ ]{0,4}["']?([^\s,}"']{1,256})/g,
);

/** Parameters of a model provider's address that open it: Azure's functions take a `code`. */
const queryParameter = lazy(
  () =>
    /query_params[^\r\n]{0,300}?[\s{,."'](?:code|sig|signature|subscription-key|access_token)["']?[ ]{0,4}=[ ]{0,4}["']([^"'\r\n]{1,512})|^(?:code|sig|signature|subscription-key)[ ]{0,4}=[ ]{0,4}["']([^"'\r\n]{1,512})/gm,
);

/** `<entry key="password">…</entry>`; arguments of a job in a comment. */
const keyedElement = lazy(
  () =>
    /<(?:\w{1,40} (?:key|name)=["'][\w.-]{0,40}(?:password|token|secret|apikey|api_key)["']>|string>-{1,2}[\w-]{0,40}(?:password|token|secret|key)<\/string>\s{0,40}<string>)([^<>\r\n]{3,512})(?=<\/)/gi,
);
