/**
 * YAML text to nodes. `yaml` reads the grammar; what mihomo's own reader decides otherwise is decided here: scalar
 * types, merge keys, aliases, doubled keys (`uniqueKeys` of `yaml` is quadratic), what follows a second `---`.
 */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
  type Document as YamlDocument,
} from 'yaml';
import type { Span, SyntaxFinding, Value } from '../../../core.ts';
import { goScalar } from '../../../knowledge/go/scalar.ts';
import { lineEnd, trimEnd } from '../../../text.ts';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from '../tree.ts';
import { type Cut, excerptOf, type Replaced } from './excerpt.ts';
import { type FlowRun, flowRuns } from './flow-lines.ts';
import { read, STREAM, stumbleOf } from './read.ts';
import { type Style, scalarValue } from './scalar.ts';
import { duplicateKey, secondDocument, syntaxFinding, tooDeep, unresolvedAlias } from './syntax.ts';

/** A text as nodes, and what else its reading found. */
export interface Composed {
  readonly root: Node | undefined;
  readonly errors: readonly SyntaxFinding[];
  /** Nothing of it was read: it is nested too deeply. */
  readonly isTooDeep?: true | undefined;
  /** After an error in it the library read nothing more. */
  readonly isLost?: true | undefined;
  /** Every scalar in the order of the file. */
  readonly scalars: readonly ScalarNode[];
  /** Outermost `[…]` and `{…}`, in order. */
  readonly flows: readonly { readonly at: Span }[];
}

/** How often a text is read again after a stumble, and up to which length. */
const MOST_ROUNDS = 8;
const LONGEST_REREAD_CHARACTERS = 1_000_000;
/** Above this many errors the text isn't YAML; more of them would only repeat it. */
const MOST_ERRORS = 50;

/** In shorter texts the library is as fast; loading one reader is faster than loading two. */
const LEAST_CHARACTERS = 20_000;
/** What the library reads where a map in braces was. */
const STAND_IN = '""';

/**
 * Composes `whole` with `cut` taken out of it; all spans index `whole`. Never throws, bounded on hostile nesting. What
 * makes the library lose the rest of a file (a stray bracket, an open quote) is reported, blanked and read over.
 * `least`: from this many characters on, maps in braces are read without the library.
 */
export function compose(whole: string, file: string, cut?: Cut, least = LEAST_CHARACTERS): Composed {
  const cuts: readonly Replaced[] = cut ? [{ ...cut, by: '' }] : [];
  const runs = whole.length < least ? [] : flowRuns(whole, file, cut);
  const quick = runs.length > 0 ? withoutRuns(whole, file, cuts, runs) : undefined;
  return quick ?? composeAll(whole, file, cuts);
}

/** The library reads what is around the runs; undefined where it finds a mistake, or one of them anywhere but in its place. */
function withoutRuns(
  whole: string,
  file: string,
  cuts: readonly Replaced[],
  runs: readonly FlowRun[],
): Composed | undefined {
  const replaced = [...cuts, ...runs.map(({ start, end }) => ({ start, end, by: STAND_IN }))];
  const { text, shift } = excerptOf(
    whole,
    replaced.sort((a, b) => a.start - b.start),
  );
  const { document, second } = read(text);
  if (!document || document.errors.length > 0 || (second && hasContent(second))) return undefined;
  const context = contextOf(whole, file, shift, [], new Map(runs.map((run) => [run.start, run])));
  const root = document.contents ? node(document.contents as ParsedNode, context, false) : undefined;
  if (context.errors.length > 0 || context.runs.size > 0) return undefined;
  return { root, errors: [], scalars: context.scalars, flows: context.flows };
}

function composeAll(whole: string, file: string, cuts: readonly Replaced[]): Composed {
  const found: SyntaxFinding[] = [];
  const { text: first, shift } = excerptOf(whole, cuts);
  let text = first;
  for (let round = 0; ; round++) {
    const { document, second, deep } = read(text);
    const context = contextOf(whole, file, shift, [...found]);
    if (!document) {
      const start = context.shift(deep ?? 0);
      found.push(tooDeep({ file, start, end: Math.min(start + 1, whole.length) }));
      return { root: undefined, errors: found, isTooDeep: true, scalars: [], flows: [] };
    }
    const isLast = cuts.length > 0 || round === MOST_ROUNDS || text.length > LONGEST_REREAD_CHARACTERS;
    const stumble = stumbleOf(document, text);
    if (stumble && !isLast) {
      const { start, end, code, detail } = stumble;
      found.push(syntaxFinding(code, detail, whole, { file, start, end }));
      text = text.slice(0, start) + ' '.repeat(stumble.blank) + text.slice(start + stumble.blank);
      continue;
    }
    reportErrors(document, context);
    const root = document.contents ? node(document.contents as ParsedNode, context, false) : undefined;
    if (second && hasContent(second)) context.errors.push(secondDocument(separator(whole, context, second)));
    const errors = context.errors.sort((a, b) => a.at.start - b.at.start);
    return { root, errors, ...(stumble ? { isLost: true } : {}), scalars: context.scalars, flows: context.flows };
  }
}

function contextOf(
  whole: string,
  file: string,
  shift: Context['shift'],
  errors: SyntaxFinding[],
  runs: Context['runs'] = new Map(),
): Context {
  return { whole, file, shift, anchors: new Map(), errors, scalars: [], flows: [], runs };
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
    if (STREAM.test(error.message)) return;
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
  /** What the library read as a stand-in and was not met yet, by its place. */
  readonly runs: Map<number, FlowRun>;
}

/** A node's characters; `yaml` counts the line ending after a block collection as part of it. */
function spanOfNode(from: ParsedNode, context: Context): Span {
  const start = context.shift(from.range[0]);
  // A block scalar without a line break ends one after the text for `yaml`.
  let end = Math.min(Math.max(start, context.shift(from.range[1])), context.whole.length);
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
  for (const item of from.items) {
    const maps = standingFor(item as ParsedNode, true, context);
    if (maps) for (const map of maps) made.items.push(map);
    else made.items.push(node(item as ParsedNode, context, isInFlow));
  }
  return made;
}

/** The maps that a stand-in was put in for, where it is what it was put in for: an item, or a value. */
function standingFor(from: ParsedNode | null, isItem: boolean, context: Context): FlowRun['maps'] | undefined {
  if (context.runs.size === 0 || !isScalar(from) || from.anchor) return undefined;
  const start = context.shift(from.range[0]);
  const run = context.runs.get(start);
  if (!run || run.isItem !== isItem || from.source !== '') return undefined;
  context.runs.delete(start);
  for (const scalar of run.scalars) if (scalar.at.end > scalar.at.start) context.scalars.push(scalar);
  for (const { at } of run.maps) context.flows.push({ at });
  return run.maps;
}

function fillMap(map: MapNode, pairs: YAMLMap.Parsed['items'], context: Context, inFlow: boolean): void {
  const first = new Map<string, ScalarNode>();
  for (const pair of pairs) {
    const key = node(pair.key, context, inFlow);
    const value: Node = standingFor(pair.value, false, context)?.[0] ?? valueIn(pair.value, key, context, inFlow);
    if (key.kind !== 'scalar') continue;
    const name = key.value.text;
    const before = first.get(name);
    if (before) context.errors.push(duplicateKey(name, before.at, key.at));
    else first.set(name, key);
    if (key.type === 'merge') {
      map.merges.push(value);
      continue;
    }
    map.entries.push({ key, value } satisfies MapEntry);
  }
}

function valueIn(from: ParsedNode | null, key: Node, context: Context, inFlow: boolean): Node {
  return from ? node(from, context, inFlow) : missing(key.at);
}

function alias(name: string, at: Span, context: Context): Node {
  const target = context.anchors.get(name);
  if (target) return target;
  context.errors.push(unresolvedAlias(name, at, context.whole));
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

/** A quote at the end of a line closes a text for `yaml` (2.9), also where it is escaped: `'it''`, `"say \"`. */
function endsInEscapedQuote(raw: string, style: Style): boolean {
  if (raw.length < 3 || !raw.endsWith(style)) return false;
  if (style !== "'" && style !== '"') return false;
  const inner = raw.slice(1, -1);
  return (inner.length - trimEnd(inner, style === "'" ? style : '\\').length) % 2 === 1;
}

function scalar(from: ParsedNode | null | undefined, context: Context): ScalarNode {
  if (!isScalar(from)) return missing({ file: context.file, start: context.whole.length, end: context.whole.length });
  const at = spanOfNode(from as ParsedNode, context);
  const style = STYLES[from.type ?? ''] ?? '';
  const raw = context.whole.slice(at.start, at.end);
  if (endsInEscapedQuote(raw, style)) {
    context.errors.push(syntaxFinding('MISSING_CHAR', `Missing closing ${style}quote`, context.whole, at));
  }
  const decoded = typeof from.value === 'string' ? from.value : String(from.source ?? '');
  const value = scalarValue(context.whole, at, style, decoded);
  const isString = style !== '' || from.tag === 'tag:yaml.org,2002:str' || from.tag === '!';
  const made: ScalarNode = { kind: 'scalar', at, value, type: isString ? 'string' : goScalar(decoded).kind };
  if (at.end > at.start) context.scalars.push(made);
  return made;
}
