/** What the library reads of a text: its first two documents, bounded on hostile nesting, and the error that it cannot get past. */

import { Composer, type CST, Lexer, Parser, visit, type Document as YamlDocument } from 'yaml';
import { lineEnd } from '../../../text.ts';

/** No Clash file nests deeper than a dozen. `yaml` recurses, so what goes beyond this is never given to it. */
const DEEPEST_LEVELS = 200;

/** Only the first document is read, and the second one named. */
const MOST_DOCUMENTS = 2;

/** The library's words for a token after which it takes nothing in any more. */
export const STREAM = /in YAML stream/;

/** The first two documents of a text; only the offset of what is too deep if something is. */
export function read(text: string): {
  document?: YamlDocument.Parsed | undefined;
  second?: YamlDocument.Parsed | undefined;
  deep?: number;
} {
  const { tokens, deep = tooDeepToken(tokens) } = tokensOf(text);
  if (deep !== undefined) return { deep };
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
  const [document, second] = [...new Composer(options).compose(tokens, true, text.length)] as YamlDocument.Parsed[];
  return { document, second };
}

/**
 * The tokens of the first documents of a text. It is read no further than they are asked about, nor where it nests too
 * deeply: a megabyte of brackets would take a gigabyte.
 */
function tokensOf(text: string): { tokens: CST.Token[]; deep?: number } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let documents = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'document') documents++;
    }
    // Between a token and the one around it the parser keeps one more open.
    if (parser.stack.length > DEEPEST_LEVELS * 2) return { tokens, deep: parser.offset - lexeme.length };
    if (documents > MOST_DOCUMENTS) return { tokens };
  }
  tokens.push(...parser.end());
  return { tokens };
}

interface Stumble {
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly detail: string;
  /** How many characters are read over. */
  readonly blank: number;
}

/** The first error after which the library reads nothing any more, if it is one that can be read over. */
export function stumbleOf(document: YamlDocument.Parsed, text: string): Stumble | undefined {
  const error = document.errors[0];
  if (!error) return undefined;
  const { code, message: detail } = error;
  const [start] = error.pos;
  if (code === 'UNEXPECTED_TOKEN' && STREAM.test(detail)) {
    const run = /^[\]}]+/.exec(text.slice(start, start + 80))?.[0].length ?? 0;
    return run > 0 ? { start, end: start + run, code, detail, blank: run } : undefined;
  }
  if (code !== 'MISSING_CHAR' || !/quote/.test(detail)) return undefined;
  let open: number | undefined;
  visit(document, {
    Scalar(_, { range, type }) {
      if (range && /^QUOTE/.test(type ?? '') && range[0] < start && range[1] >= start) open = range[0];
    },
  });
  return open === undefined ? undefined : { start: open, end: lineEnd(text, open), code, detail, blank: 1 };
}

/** Offset of the first token nested too deeply. Walks with a list of its own, not with the call stack. */
function tooDeepToken(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST_LEVELS) return token.offset;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth: depth + 1 });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}
