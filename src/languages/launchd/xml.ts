/**
 * The XML a property list is written in, cut into tokens that together cover every character. Nothing is rejected
 * here: what is not XML becomes a token with a `fault`, and the reader of the tokens decides what to say about it.
 */

/** Offsets are UTF-16 units of the file. */
export interface TextToken {
  readonly kind: 'text' | 'cdata';
  readonly start: number;
  readonly end: number;
  /** A CDATA section that never ends. */
  readonly fault?: 'unclosed' | undefined;
}

/** A `<` that begins nothing: data someone forgot to escape. */
export interface StrayToken {
  readonly kind: 'stray';
  readonly start: number;
  readonly end: number;
}

/** `<% … %>`: a template tag that is replaced before the file is read as XML. */
export interface TemplateToken {
  readonly kind: 'template';
  readonly start: number;
  readonly end: number;
}

export interface AsideToken {
  readonly kind: 'comment' | 'declaration' | 'instruction' | 'doctype';
  readonly start: number;
  readonly end: number;
  readonly fault?:
    | 'unclosed'
    | 'double-hyphen'
    | 'smart-quotes'
    | 'attributes'
    | 'not-at-start'
    | 'misplaced'
    | undefined;
}

export interface TagToken {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly fault?: 'unclosed' | 'attributes' | 'smart-quotes' | undefined;
}

export type Token = TextToken | StrayToken | TemplateToken | AsideToken | TagToken;

const NAME = /[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*/uy;
const ATTRIBUTE =
  /[ \t\r\n]+([\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*)[ \t\r\n]*=[ \t\r\n]*(?:"(?:[^"<&]|&#?\w+;)*"|'(?:[^'<&]|&#?\w+;)*')/uy;
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.\d\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])[A-Za-z][\w.-]*\2)?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(["'])(?:yes|no)\3)?[ \t\r\n]*\?>$/;
const SMART_QUOTE = /[“”‘’„‟＂]/;
const BLANK = /[ \t\r\n]*/y;

/** Cuts `text` into tokens, in order and without gaps, from after a byte order mark on. Linear; never throws. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const first = text.startsWith('\uFEFF') ? 1 : 0;
  const known = { doctype: false, templateEnd: true };
  let at = first;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    if (next !== at) {
      const end = next < 0 ? text.length : next;
      tokens.push({ kind: 'text', start: at, end });
      at = end;
      continue;
    }
    const token = markup(text, at, first, known);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** The token at a `<`. `known` remembers searches that reached the end of the file, so that none is made twice. */
function markup(text: string, at: number, first: number, known: { doctype: boolean; templateEnd: boolean }): Token {
  if (text.startsWith('<!--', at)) return comment(text, at);
  if (text.startsWith('<![CDATA[', at)) {
    const end = text.indexOf(']]>', at + 9);
    if (end < 0) return { kind: 'cdata', start: at, end: text.length, fault: 'unclosed' };
    return { kind: 'cdata', start: at, end: end + 3 };
  }
  if (text.startsWith('<?', at)) return instruction(text, at, first);
  if (text.startsWith('<!', at)) {
    if (known.doctype || !/^<!DOCTYPE[\s>]/.test(text.slice(at, at + 10))) return misplaced(text, at);
    known.doctype = true;
    return doctype(text, at);
  }
  if (text.startsWith('<%', at) && known.templateEnd) {
    const end = text.indexOf('%>', at + 2);
    if (end >= 0) return { kind: 'template', start: at, end: end + 2 };
    known.templateEnd = false;
  }
  return tag(text, at);
}

function comment(text: string, at: number): AsideToken {
  const end = text.indexOf('-->', at + 4);
  if (end < 0) return { kind: 'comment', start: at, end: text.length, fault: 'unclosed' };
  const hyphens = text.indexOf('--', at + 4);
  const token = { kind: 'comment', start: at, end: end + 3 } as const;
  return hyphens < end ? { ...token, fault: 'double-hyphen' } : token;
}

function instruction(text: string, at: number, first: number): AsideToken {
  const isDeclaration = /^<\?xml[\s?]/.test(text.slice(at, at + 6));
  const kind = isDeclaration ? 'declaration' : 'instruction';
  const close = text.indexOf('?>', at + 2);
  if (close < 0) return { kind, start: at, end: text.length, fault: 'unclosed' };
  const token = { kind, start: at, end: close + 2 } as const;
  if (!isDeclaration) {
    NAME.lastIndex = at + 2;
    const isNamed = NAME.test(text) && /[ \t\r\n?]/.test(text[NAME.lastIndex] ?? '') && NAME.lastIndex <= close;
    return isNamed ? token : { ...token, fault: 'attributes' };
  }
  if (at !== first) return { ...token, fault: 'not-at-start' };
  const source = text.slice(at, token.end);
  if (DECLARATION.test(source)) return token;
  return { ...token, fault: SMART_QUOTE.test(source) ? 'smart-quotes' : 'attributes' };
}

/** `<!DOCTYPE …>` with its quoted identifiers and its internal subset, which is skipped: no entity is ever defined. */
function doctype(text: string, at: number): AsideToken {
  const parts = /"[^"]*"|'[^']*'|<!--|[[\]>“”‘’]/g;
  parts.lastIndex = at + 9;
  let depth = 0;
  let smart = false;
  for (let part = parts.exec(text); part; part = parts.exec(text)) {
    if (part[0] === '<!--') {
      const end = text.indexOf('-->', parts.lastIndex);
      if (end < 0) break;
      parts.lastIndex = end + 3;
    } else if (part[0] === '[') depth++;
    else if (part[0] === ']') depth--;
    else if (part[0] === '>' && depth <= 0) {
      const token = { kind: 'doctype', start: at, end: parts.lastIndex } as const;
      return smart ? { ...token, fault: 'smart-quotes' } : token;
    } else if (part[0].length === 1) smart ||= SMART_QUOTE.test(part[0]);
  }
  return { ...misplaced(text, at), fault: 'unclosed' };
}

/** A declaration where none belongs, to its nearest `>`. */
function misplaced(text: string, at: number): AsideToken {
  const close = text.indexOf('>', at);
  return { kind: 'doctype', start: at, end: close < 0 ? text.length : close + 1, fault: 'misplaced' };
}

function tag(text: string, at: number): TagToken | StrayToken {
  const closing = text[at + 1] === '/';
  NAME.lastIndex = at + (closing ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return { kind: 'stray', start: at, end: at + 1 };
  const attributes = closing ? { end: NAME.lastIndex, doubled: false } : attributesFrom(text, NAME.lastIndex);
  BLANK.lastIndex = attributes.end;
  BLANK.test(text);
  const here = BLANK.lastIndex;
  const empty = !closing && text.startsWith('/>', here);
  const kind = closing ? 'close' : empty ? 'empty' : 'open';
  if (empty || text[here] === '>') {
    const token = { kind, name, start: at, end: here + (empty ? 2 : 1) } as const;
    return attributes.doubled ? { ...token, fault: 'attributes' } : token;
  }
  return brokenTag(text, at, name, closing, here);
}

function attributesFrom(text: string, from: number): { readonly end: number; readonly doubled: boolean } {
  const seen = new Set<string>();
  let end = from;
  let doubled = false;
  ATTRIBUTE.lastIndex = from;
  for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
    doubled ||= seen.has(match[1]!);
    seen.add(match[1]!);
    end = ATTRIBUTE.lastIndex;
  }
  return { end, doubled };
}

/** A tag whose inside is not a list of attributes: it ends at its `>`, or before the next `<`. */
function brokenTag(text: string, at: number, name: string, closing: boolean, from: number): TagToken {
  const bound = /[<>]/g;
  bound.lastIndex = from;
  const found = bound.exec(text);
  const closed = found?.[0] === '>';
  const end = found ? found.index + (closed ? 1 : 0) : text.length;
  const source = text.slice(at, end);
  const kind = closing ? 'close' : source.endsWith('/>') ? 'empty' : 'open';
  const fault = !closed ? 'unclosed' : SMART_QUOTE.test(source) ? 'smart-quotes' : 'attributes';
  return { kind, name, start: at, end, fault };
}
