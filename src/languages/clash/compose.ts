/**
 * YAML text to nodes. `yaml` reads the grammar; what mihomo's own reader decides otherwise is decided here: scalar
 * types, merge keys, aliases, doubled keys (`uniqueKeys` of `yaml` is quadratic), what follows a second `---`.
 */

import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { Composer, type CST, isAlias, isMap, isScalar, isSeq, Parser, type Document as YamlDocument } from 'yaml';
import type { Span, SyntaxFinding, Value } from '../../core.ts';
import { goScalar } from '../../knowledge/go-scalar.ts';
import { lineEnd } from '../../text.ts';
import { type Style, scalarValue } from './scalar.ts';
import { duplicateKey, secondDocument, syntaxFinding, tooDeep, unresolvedAlias } from './syntax.ts';
import type { Entry, ListNode, MapNode, Node, ScalarNode } from './tree.ts';

/** A text as nodes, and what else its reading found. */
export interface Composed {
  readonly root: Node | undefined;
  readonly errors: readonly SyntaxFinding[];
  /** Every scalar in the order of the file. */
  readonly scalars: readonly ScalarNode[];
  /** Outermost `[…]` and `{…}`, in order. */
  readonly flows: readonly { readonly at: Span }[];
}

/** What was cut out of the middle of a text, in offsets of the whole. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** No Clash file nests deeper than a dozen. `yaml` recurses, so what goes beyond this is never given to it. */
const DEEPEST = 200;
/** Above this many errors the text isn't YAML; more of them would only repeat it. */
const MOST_ERRORS = 50;

/**
 * Composes `whole` with `cut` taken out of it; all spans index `whole`. Never throws, bounded on hostile nesting.
 */
export function compose(whole: string, file: string, cut?: Cut): Composed {
  const text = cut ? whole.slice(0, cut.start) + whole.slice(cut.end) : whole;
  const context: Context = {
    whole,
    file,
    shift: (offset) => (cut && offset >= cut.start ? offset + (cut.end - cut.start) : offset),
    anchors: new Map(),
    errors: [],
    scalars: [],
    flows: [],
  };
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeepToken(tokens);
  if (deep !== undefined) {
    const at = { file, start: context.shift(deep), end: Math.min(context.shift(deep) + 1, whole.length) };
    return { root: undefined, errors: [tooDeep(at)], scalars: [], flows: [] };
  }
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
  const [first, second] = [...new Composer(options).compose(tokens, true, text.length)] as YamlDocument.Parsed[];
  if (!first) return { root: undefined, errors: [], scalars: [], flows: [] };
  reportErrors(first, context);
  const root = first.contents ? node(first.contents as ParsedNode, context, false) : undefined;
  if (second && hasContent(second)) context.errors.push(secondDocument(separator(whole, context, second)));
  return { root, errors: context.errors, scalars: context.scalars, flows: context.flows };
}

/** Offset of the first token nested too deeply. Walks with a list of its own, not with the call stack. */
function tooDeepToken(tokens: readonly CST.Token[]): number | undefined {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) return token.offset;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth: depth + 1 });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}

/** One mistake makes `yaml` stumble several times on a line: the first error of each line is the telling one. */
function reportErrors(document: YamlDocument.Parsed, context: Context): void {
  let reportedUntil = -1;
  for (const error of document.errors) {
    if (context.errors.length >= MOST_ERRORS) return;
    const start = context.shift(error.pos[0]);
    if (start <= reportedUntil) continue;
    const at = { file: context.file, start, end: Math.max(start, context.shift(error.pos[1])) };
    context.errors.push(syntaxFinding(error.code, error.message, context.whole, at));
    reportedUntil = lineEnd(context.whole, start);
  }
}

function hasContent(document: YamlDocument.Parsed): boolean {
  const { contents } = document;
  return contents !== null && !(isScalar(contents) && contents.source === '');
}

/** The `---` before a document. */
function separator(whole: string, context: Context, document: YamlDocument.Parsed): Span {
  const start = context.shift(document.contents?.range[0] ?? 0);
  const at = whole.lastIndexOf('---', start);
  return { file: context.file, start: at < 0 ? start : at, end: at < 0 ? start : at + 3 };
}

interface Context {
  readonly whole: string;
  readonly file: string;
  readonly shift: (offset: number) => number;
  readonly anchors: Map<string, Node>;
  readonly errors: SyntaxFinding[];
  readonly scalars: ScalarNode[];
  readonly flows: { readonly at: Span }[];
}

/** A node's characters; `yaml` counts the line ending after a block collection as part of it. */
function spanOfNode(from: ParsedNode, context: Context): Span {
  const start = context.shift(from.range[0]);
  let end = Math.max(start, context.shift(from.range[1]));
  if (isMap(from) || isSeq(from)) while (end > start && /\s/.test(context.whole[end - 1] as string)) end--;
  return { file: context.file, start, end };
}

function node(from: ParsedNode | null | undefined, context: Context, inFlow: boolean): Node {
  if (isAlias(from)) return alias(from.source, spanOfNode(from as ParsedNode, context), context);
  if (isMap(from) || isSeq(from))
    return collection(from as ParsedNode & (YAMLMap.Parsed | YAMLSeq.Parsed), context, inFlow);
  const made = scalar(from, context);
  if (from?.anchor) context.anchors.set(from.anchor, made);
  return made;
}

function collection(from: YAMLMap.Parsed | YAMLSeq.Parsed, context: Context, inFlow: boolean): Node {
  const at = spanOfNode(from, context);
  const flow = from.flow === true;
  if (flow && !inFlow) context.flows.push({ at });
  const isInFlow = inFlow || flow;
  if (isMap(from)) {
    const made: MapNode = { kind: 'map', at, flow, entries: [], merges: [] };
    if (from.anchor) context.anchors.set(from.anchor, made);
    fillMap(made, from.items, context, isInFlow);
    return made;
  }
  const made: ListNode = { kind: 'list', at, flow, items: [] };
  if (from.anchor) context.anchors.set(from.anchor, made);
  for (const item of from.items) made.items.push(node(item as ParsedNode, context, isInFlow));
  return made;
}

function fillMap(map: MapNode, pairs: YAMLMap.Parsed['items'], context: Context, inFlow: boolean): void {
  const first = new Map<string, ScalarNode>();
  for (const pair of pairs) {
    const key = node(pair.key, context, inFlow);
    const value: Node = pair.value ? node(pair.value, context, inFlow) : missing(key.at);
    if (key.kind !== 'scalar') continue;
    if (key.type === 'merge') {
      map.merges.push(value);
      continue;
    }
    const name = key.value.text;
    const before = first.get(name);
    if (before) context.errors.push(duplicateKey(name, before.at, key.at));
    else first.set(name, key);
    map.entries.push({ key, value } satisfies Entry);
  }
}

function alias(name: string, at: Span, context: Context): Node {
  const target = context.anchors.get(name);
  if (target) return target;
  context.errors.push(unresolvedAlias(name, at));
  return missing(at);
}

/** A null where a value is missing: after the key. */
function missing(at: Span): ScalarNode {
  const place = { file: at.file, start: at.end, end: at.end };
  return { kind: 'scalar', at: place, value: emptyValue(place), type: 'null' };
}

function emptyValue(at: Span): Value {
  return { text: '', at, known: true, pieces: [] };
}

const STYLES: Readonly<Record<string, Style>> = {
  QUOTE_SINGLE: "'",
  QUOTE_DOUBLE: '"',
  BLOCK_LITERAL: '|',
  BLOCK_FOLDED: '|',
};

function scalar(from: ParsedNode | null | undefined, context: Context): ScalarNode {
  if (!isScalar(from)) return missing({ file: context.file, start: context.whole.length, end: context.whole.length });
  const at = spanOfNode(from as ParsedNode, context);
  const style = STYLES[from.type ?? ''] ?? '';
  const decoded = typeof from.value === 'string' ? from.value : String(from.source ?? '');
  const value = scalarValue(context.whole, at, style, decoded);
  const isString = style !== '' || from.tag === 'tag:yaml.org,2002:str' || from.tag === '!';
  const made: ScalarNode = { kind: 'scalar', at, value, type: isString ? 'string' : goScalar(decoded).kind };
  if (at.end > at.start) context.scalars.push(made);
  return made;
}
