/** Secrets in commands inside any text: comments, scripts within scripts, aliases, heredocs. */
import { lazy } from '../text.ts';
import type { Range } from './ranges.ts';
import { secretsAmong } from './words.ts';

/** A line without one of these has no option, no login and no command that sets a variable. */
const hint = lazy(
  () =>
    /[\s"'`(=]-{1,2}[A-Za-z]|<<<|\/(?:p|pass|password|user|rp|v)[: ]|\bprintf [^\r\n]{0,80}[=:] ?%[sq]|\b(?:sqlplus|sqlldr|expdp|impdp|rman|sqlcl|conn|connect|keyctl|isql|nuget|net|smbclient|netlify|sops|mc|set-env|set-environment|dconf|gsettings|systemd-ask-password|systemd-creds|vncpasswd|keepassxc-cli|env:set|ipmitool|iw|iwconfig|wpa_cli|consul|etcdctl|networksetup|composer|bundle|redis-cli|masterauth|logon|oathtool|pdftk|vercel|hdiutil|pass|wg|grafana-cli|reset-admin-password|encrypt_string|PASS|Set|Add|sed|setenv|setx|set|configure|login|authtoken|add-authtoken|secrets?|vault|doppler|nmcli|cloudflared|ngrok|wpa_passphrase|mkpasswd|passwd|chpasswd|smbpasswd|htpasswd|kinit|sudo|cryptsetup|secret-tool|su|debconf-set-selections|unlock|unseal|auth|obscure|sqlplus|rabbitmqctl|mysqladmin|nuget|qshell|keyctl|register|requirepass|AUTH|http-basic|github-oauth|pypi-token|plutil|defaults|signin)\b/g,
);

const DEEPEST_COMMANDS = 4;
const MOST_WORDS_OF_GROUP = 40;
/** Longer lines are not commands, and splitting them into words would waste time. */
const LONGEST_LINE_CHARACTERS = 20_000;

/** The secrets of the commands in every line that could have one, also of scripts inside quotes. */
export function* scanCommands(text: string, depth = 0): Generator<Range> {
  // The expressions are shared with the search in a script inside quotes: the place is kept here.
  for (let from = 0; from < text.length; ) {
    hint().lastIndex = from;
    const match = hint().exec(text);
    if (!match) return;
    const start = Math.max(from, logicalStart(text, match.index));
    const end = logicalEnd(text, match.index);
    from = end + 1;
    if (end - start <= LONGEST_LINE_CHARACTERS) yield* scanLine(text, start, end, depth);
  }
}

/** The start of a line, or of the one that a backslash continues on it. */
function logicalStart(text: string, from: number): number {
  let start = text.lastIndexOf('\n', from);
  while (start > 0 && isContinued(text, start)) start = text.lastIndexOf('\n', start - 1);
  return start + 1;
}

/** Is the line feed at this place escaped? */
const isContinued = (text: string, feed: number): boolean =>
  text[feed - 1] === '\\' || (text[feed - 1] === '\r' && text[feed - 2] === '\\');

/** The end of a line that a backslash continues on further ones. */
function logicalEnd(text: string, from: number): number {
  let end = text.indexOf('\n', from);
  while (end > 0 && isContinued(text, end)) end = text.indexOf('\n', end + 1);
  return end < 0 ? text.length : end;
}

interface Token extends Range {
  readonly text: string;
  /** What is inside its quotes. */
  readonly inner: Range;
}

function* scanLine(text: string, start: number, end: number, depth: number): Generator<Range> {
  let piped: readonly Token[] = [];
  let isGroup = false;
  for (const { tokens, isPiped, opens } of commandsOf(text, start, end)) {
    const told = tokens.map((token) => token.text);
    for (const { index, start: from, end: to } of secretsAmong(told, isPiped ? piped.map((token) => token.text) : [])) {
      const token = index < 0 ? piped[-1 - index] : tokens[index];
      if (token) yield { start: token.start + from, end: token.start + Math.min(to, token.end - token.start) };
    }
    if (depth < DEEPEST_COMMANDS) {
      for (const inner of tokens.flatMap((token) => scriptsIn(text, token))) {
        for (const range of scanCommands(text.slice(inner.start, inner.end), depth + 1))
          yield { start: inner.start + range.start, end: inner.start + range.end };
      }
    }
    isGroup = (isGroup && !isPiped) || opens;
    // Between the end of a group and its pipe there is no word; all commands of a group print into it.
    if (tokens.length > 0) piped = isGroup && piped.length < MOST_WORDS_OF_GROUP ? [...piped, ...tokens] : tokens;
  }
}

/** The parts of a token that may be scripts: what is inside its quotes, or inside those in the middle of it. */
function scriptsIn(text: string, { start, end, inner }: Token): readonly Range[] {
  if (!/\s/.test(text.slice(inner.start, inner.end))) return [];
  const isQuoted = inner.start > start || (/["'`]/.test(text[start - 1] ?? '') && text[start - 1] === text[end]);
  const isPlain = isQuoted || !/["']/.test(text.slice(start, end));
  if (isPlain) return [inner];
  return [...text.slice(start, end).matchAll(/"[^"]*"|'[^']*'/g)].map(({ 0: all, index }) => ({
    start: start + index + 1,
    end: start + index + all.length - 1,
  }));
}

/** One command of a line: does it read what the one before prints, and does a group of commands begin with it? */
interface Part {
  readonly tokens: Token[];
  readonly isPiped: boolean;
  readonly opens: boolean;
}

/** The commands of a line, cut at `|`, `;`, `&&` and parentheses; a quoted word is one token, without its quotes. */
function* commandsOf(text: string, start: number, end: number): Generator<Part> {
  let tokens: Token[] = [];
  let isPiped = false;
  let opens = false;
  for (let from = start; from < end; ) {
    token().lastIndex = from;
    const match = token().exec(text);
    if (!match || match.index >= end) break;
    const [all, separator] = match;
    from = match.index + all.length;
    if (separator !== undefined) {
      yield { tokens, isPiped, opens: opens || tokens[0]?.text === '{' };
      tokens = [];
      isPiped = separator === '|';
      opens = separator === '(';
    } else if (all !== '\\' && all !== '-->') tokens.push(unquoted(all, match.index));
  }
  yield { tokens, isPiped, opens };
}

const token = lazy(
  () =>
    /(\|\||&&|[|;&](?![|&])|\$?\(|\))|(?:"[^"\r\n]*"|'[^'\r\n]*'|`[^`\r\n]*`|\$(?!\()|[^\s|;&()$"'`<]|<(?!\/string>)|["'`])+/g,
);

/** A token without the quotes around all of it; those of what follows its `=` stay in, and its inner text lies between them. */
function unquoted(all: string, start: number): Token {
  const end = start + all.length;
  const quoted = /^([\w./:-]*=)?(["'`])(.*)\2$/s.exec(all);
  if (!quoted) return { text: all, start, end, inner: { start, end } };
  const [, head = '', , text = ''] = quoted;
  const inner = { start: start + head.length + 1, end: end - 1 };
  return head === '' ? { text, ...inner, inner } : { text: all, start, end, inner };
}
