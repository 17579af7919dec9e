/** Secrets in blocks of several lines whose first line says what is below it: secrets of Kubernetes, logins of a web server. */
import { lazy } from '../text.ts';
import { isPublicValue, isSecretName } from './names.ts';
import { matches, type Range } from './ranges.ts';

/** All of a text. Each expression is compiled only for a text that has its mark. */
export function* scanBlocks(text: string): Generator<Range> {
  if (/kind["']?:[ ]?["']?Secret\b/.test(text)) yield* kubernetes(text);
  if (/basic_?auth/.test(text)) yield* below(text, webLogins(), webLogin());
  if (/:[ ]{1,4}[|>][-+]?[ \t]*\r?\n/.test(text)) yield* blockScalars(text);
  if (/vnext|"users"/.test(text)) yield* lastGroups(text, nodeUser());
  if (/type["']?: ?["']?[a-z]/.test(text)) yield* nodesInLines(text);
}

function* lastGroups(text: string, pattern: RegExp, offset = 0): Generator<Range> {
  for (const { start, end } of matches(text, pattern))
    if (!isPublicValue(text.slice(start, end))) yield { start: offset + start, end: offset + end };
}

const LONGEST_BLOCK_CHARACTERS = 20_000;

/** The matches of `line` in each block that `opening` begins, up to the line of its closing brace. */
function* below(text: string, opening: RegExp, line: RegExp): Generator<Range> {
  for (const { 0: all, index } of text.matchAll(opening)) {
    const start = index + all.length;
    const body = text.slice(start, start + LONGEST_BLOCK_CHARACTERS);
    const end = body.indexOf('}');
    if (end >= 0) yield* lastGroups(body.slice(0, end), line, start);
  }
}

const dataKey = lazy(() => /^([ \t#]{0,40})(?:stringData|data):[ \t]{0,8}(?:#[^\r\n]{0,200})?\r?$/gm);
const dataLine = lazy(() => /^[ \t#]{1,60}["']?[\w.-]{1,120}["']?:[ \t]{1,8}["']?([^\s"'|>][^\r\n"']{0,8191})/);
const flowData = lazy(() => /["']?(?:stringData|data)["']?:[ \t]{0,4}\{([^{}\r\n]{1,8192})/g);
const flowValue = lazy(() => /["']?[\w.-]{1,120}["']?:[ \t]{0,4}["']?([^\s"',{}][^"',{}\r\n]{0,8191})/g);

/** Every value of `data` and `stringData`, in blocks and in braces, where a manifest is one of a Secret. */
function* kubernetes(text: string): Generator<Range> {
  for (const { 0: all, 1: inner = '', index } of text.matchAll(flowData()))
    yield* lastGroups(inner, flowValue(), index + all.length - inner.length);
  for (const { 0: all, 1: indent = '', index } of text.matchAll(dataKey())) {
    let start = index + all.length + 1;
    for (const line of text.slice(start, start + LONGEST_BLOCK_CHARACTERS).split('\n')) {
      const own = /^[ \t#]*/.exec(line)?.[0].length ?? 0;
      if (line.trim() !== '' && own <= indent.length) break;
      const { 0: written, 1: value = '' } = dataLine().exec(line) ?? [''];
      const end = start + written.length;
      // Lines of a text in a block have no key of their own.
      if (value !== '') yield { start: end - value.length, end };
      else if (own > indent.length && line.trim() !== '' && !/^[ \t#]*["']?[\w.-]+["']?:/.test(line))
        yield { start: start + own, end: start + line.trimEnd().length };
      start += line.length + 1;
    }
  }
}

/** Caddy's `basic_auth {`: a user and a hash or a password in each line. */
const webLogins = lazy(() => /^[ \t#]{0,40}basic_?auth\b[^{\r\n]{0,80}\{/gm);
const webLogin = lazy(() => /^[ \t#]{0,40}[\w.@-]{1,64}[ \t]{1,8}(\S{4,256})/gm);

/** V2Ray's `"users": [{ "id": "…" }]`. */
const nodeUser = lazy(
  () => /"users"[ ]{0,4}:\s{0,40}\[\s{0,40}\{[^{}]{0,400}?"id"[ ]{0,4}:[ ]{0,4}"([^"\r\n]{4,256})/g,
);

/** A node of Clash in one line, in a comment or a here document: its type and what opens it. */
const nodeInLine = lazy(
  () =>
    /^[^\r\n{]{0,100}\{[^\r\n]{0,400}?\btype["']?: ?["']?(?:ss|ssr|vmess|vless|trojan|trusttunnel|http|socks5|snell|tuic|hysteria2?|wireguard|mieru|anytls|ssh|sudoku|masque)\b[^\r\n]{0,2000}/gm,
);
const opens = lazy(
  () => /[{, ]["']?(?:username|uuid|short-id|protocol-param|public-token)["']?: ?["']?([^\s"',}]{2,256})/g,
);

function* nodesInLines(text: string): Generator<Range> {
  for (const { 0: line, index } of text.matchAll(nodeInLine())) yield* lastGroups(line, opens(), index);
}

/** A key of YAML whose text is in the lines below it, and the first of these. */
const blockScalar = lazy(
  () => /^([ \t#-]{0,40})["']?([A-Za-z][\w.-]{1,80})["']?:[ ]{1,4}[|>][-+]?[ \t]{0,4}\r?\n([ \t#]{1,60})(?=\S)/gm,
);

/** The lines of a text in a block, under a secret's name; it ends with the first line that is not indented as the first. */
function* blockScalars(text: string): Generator<Range> {
  for (const { 0: all, 1: indent = '', 2: name = '', 3: inner = '', index } of text.matchAll(blockScalar())) {
    if (!isSecretName(name) || inner.length <= indent.length) continue;
    const start = index + all.length - inner.length;
    let from = start;
    for (const line of text.slice(start, start + LONGEST_BLOCK_CHARACTERS).split('\n')) {
      if (!line.startsWith(inner)) break;
      yield { start: from + inner.length, end: from + line.trimEnd().length };
      from += line.length + 1;
    }
  }
}
