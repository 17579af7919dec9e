/** Secrets in here documents: the input of a program that reads a password, and dialogues with servers and databases. */
import { countBefore, lazy } from '../text.ts';
import { isPublicValue } from './names.ts';
import type { Range } from './ranges.ts';

interface HereDocument extends Range {
  /** The line that it is the input of. */
  readonly command: string;
}

const opening = lazy(() => /^([^\r\n<]{1,400})<<-?[ \t]{0,4}\\?["']?([A-Za-z_]\w{0,40})["']?[^\r\n]{0,200}\r?\n/gm);
const LONGEST_CHARACTERS = 65_536;

/** The here documents of a text, in order and without overlaps, from the first line to the one that ends them. */
export function hereDocuments(text: string): readonly HereDocument[] {
  const found: HereDocument[] = [];
  if (!text.includes('<<')) return found;
  const open = opening();
  open.lastIndex = 0;
  for (let match = open.exec(text); match; match = open.exec(text)) {
    const [, command = '', word = ''] = match;
    const start = open.lastIndex;
    const end = closing(text, start, word);
    if (end === undefined) continue;
    found.push({ command, start, end });
    open.lastIndex = end;
  }
  return found;
}

/** The start of the line that is this word alone. */
function closing(text: string, from: number, word: string): number | undefined {
  for (let start = from; start - from < LONGEST_CHARACTERS; ) {
    const feed = text.indexOf('\n', start);
    if (text.slice(start, feed < 0 ? text.length : feed).trim() === word) return start;
    if (feed < 0) return undefined;
    start = feed + 1;
  }
  return undefined;
}

/** Is a place within one of these ranges, which are in order? */
export function isWithin(ranges: readonly Range[], at: number): boolean {
  const before = ranges[countBefore(ranges, ({ start }) => start <= at) - 1];
  return before !== undefined && at < before.end;
}

/** Programs that read a password, whatever the line is. */
const READS =
  /\b(?:chpasswd|smbpasswd|vncpasswd|passwd|kinit|cryptsetup|password-stdin|with-token|sudo -S|passphrase-fd|stdin|su|secret-tool|sshpass)\b/;
/** Programs that talk to a server, and what of a line of theirs is a secret. */
const TALKS = /\b(?:l?ftp|sftp|telnet|nc|ncat|netcat|s_client|sqlplus|sqlcl|rman|psql|mysql|mariadb|redis-cli)\b/;
const said = lazy(
  () =>
    /^[ \t]{0,40}(?:(?:quote |site )?PASS |user [\w.@-]{1,40} |conn(?:ect)? [\w$#.]{1,40}\/|AUTH (?:[\w.@-]{1,40} )?|open [^\r\n]{0,80}-u [\w.@-]{1,40},|[^\r\n]{1,120}\bIDENTIFIED BY )["']?([^\s"';@]{4,256})/gim,
);
const MOST_LINES = 50;
const LONGEST_LINE_CHARACTERS = 200;

/** The secrets of all here documents of a text. */
export function* scanInputs(text: string): Generator<Range> {
  for (const document of hereDocuments(text)) {
    if (READS.test(document.command)) yield* passwords(text, document);
    if (!TALKS.test(document.command)) continue;
    for (const { 0: all, 1: secret = '', index } of text.slice(document.start, document.end).matchAll(said())) {
      const end = document.start + index + all.length;
      if (!isPublicValue(secret)) yield { start: end - secret.length, end };
    }
  }
}

/** Each line is a password, or a user and a password. */
function* passwords(text: string, document: HereDocument): Generator<Range> {
  let { start } = document;
  for (let count = 0; count < MOST_LINES && start < document.end; count++) {
    const feed = text.indexOf('\n', start);
    const line = text.slice(start, feed < 0 ? document.end : feed).trimEnd();
    if (line.length > LONGEST_LINE_CHARACTERS) return;
    const from = start + line.length - line.trimStart().length;
    const user = /^[\w.-]{1,64}:/.exec(text.slice(from, start + line.length))?.[0].length ?? 0;
    if (!isPublicValue(line.slice(from - start + user))) yield { start: from + user, end: start + line.length };
    if (feed < 0) return;
    start = feed + 1;
  }
}
