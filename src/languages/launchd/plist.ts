/**
 * XML property lists: tokens to a tree. Broken parts are reported and skipped, so that the rest of the file still gives its
 * facts. Nothing recurses, and document types are ignored.
 */
import type { Comment, Piece, Span, SyntaxFinding } from '../../core.ts';
import { span, valueOf } from '../../text.ts';
import { asideFault, beginsLine, startOf, straightened, textBetween } from './asides.ts';
import { ampersandFault, type Content, decode, emptyContent, verbatimSection } from './content.ts';
import { MAX_DEPTH, type NodeType, type PlistEntry, type PlistNode, scalarNode, typedNode } from './nodes.ts';
import * as problem from './problems.ts';
import { type AsideToken, type TagToken, type TextToken, type Token, tokenize } from './xml.ts';

export interface XmlPlist {
  readonly root?: PlistNode | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxFinding[];
  /** Characters that stand for themselves: replacing there needs no escaping. */
  readonly sections: readonly Span[];
  /** Tags, scalars, comments and the prologue: no line can be put into these. */
  readonly solid: readonly Span[];
}

/** More faults than this add nothing new. */
const MAX_ERRORS = 100;

const SCALARS = new Set(['key', 'string', 'integer', 'real', 'date', 'data', 'true', 'false']);
const TAGS = new Set([...SCALARS, 'plist', 'dict', 'array']);

interface Frame {
  /** The tag's name as written; a `plist`, `dict`, `array`, a scalar, or anything unknown. */
  readonly name: string;
  readonly kind: 'plist' | 'dict' | 'array' | 'scalar' | 'other';
  readonly open: Span;
  readonly content: Content;
  readonly entries: PlistEntry[];
  readonly items: PlistNode[];
  pending?: PlistNode;
}

interface Builder {
  readonly text: string;
  readonly file: string;
  readonly errors: SyntaxFinding[];
  readonly comments: Comment[];
  readonly sections: Span[];
  readonly solid: Span[];
  readonly stack: Frame[];
  /** How many frames of a name are open, so that a stray `</x>` is told without a search. */
  readonly open: Map<string, number>;
  /** Names with a closing tag somewhere: an unknown tag without one is a placeholder. */
  readonly closed: ReadonlySet<string>;
  readonly placeholders: Map<string, { readonly at: Span; count: number }>;
  root?: PlistNode | undefined;
  tooDeep: boolean;
}

/** Reads an XML property list. Never throws; linear in the length of the text. */
export function readXmlPlist(text: string, file: string): XmlPlist {
  const tokens = tokenize(text);
  const closed = new Set<string>();
  for (const token of tokens) if (token.kind === 'close') closed.add(token.name);
  const builder: Builder = {
    text,
    file,
    errors: [],
    comments: [],
    sections: [],
    solid: [],
    stack: [],
    open: new Map(),
    closed,
    placeholders: new Map(),
    tooDeep: false,
  };
  for (const token of tokens) take(builder, token);
  finishFile(builder);
  const { comments, sections, solid, root } = builder;
  return { comments, errors: errorsInOrder(builder), sections, solid, root };
}

function take(builder: Builder, token: Token): void {
  const at = spanAt(builder, token.start, token.end);
  if (token.kind !== 'text') builder.solid.push(at);
  switch (token.kind) {
    case 'text':
    case 'cdata':
      takeText(builder, token, at);
      return;
    case 'stray':
      report(builder, problem.bareLessThan(at));
      addPiece(builder, { kind: 'literal', text: '<', at });
      return;
    case 'template':
      addPiece(builder, { kind: 'unknown', at });
      return;
    case 'open':
    case 'empty':
      takeOpen(builder, token, at);
      return;
    case 'close':
      takeClose(builder, token, at);
      return;
    default:
      takeAside(builder, token, at);
  }
}

// ── text, comments, the prologue ────────────────────────────────────────────────────────────────────────────────────

function takeText(builder: Builder, token: TextToken, at: Span): void {
  const top = builder.stack.at(-1);
  if (token.fault) report(builder, problem.neverEnds(startOf(at, 9), { en: 'a CDATA section', zh: 'CDATA ' }, ']]>'));
  const isSection = token.kind === 'cdata';
  const inner = isSection ? span(at, at.start + 9, token.fault ? at.end : at.end - 3) : at;
  const holdsText = top?.kind === 'scalar' && top.name !== 'true' && top.name !== 'false';
  if (holdsText) {
    if (isSection) {
      builder.sections.push(inner);
      verbatimSection(builder.text, inner, top.content);
    } else decode(builder.text, inner, top.content);
  } else if (top?.kind !== 'other') {
    const between = textBetween(builder.text, inner);
    if (between) report(builder, problem.textBetween(between));
  }
}

function takeAside(builder: Builder, token: AsideToken, at: Span): void {
  if (token.kind === 'comment') builder.comments.push({ at, ownLine: beginsLine(builder.text, at.start) });
  report(builder, asideFault(builder.text, token, at));
}

// ── tags ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function takeOpen(builder: Builder, token: TagToken, at: Span): void {
  const top = builder.stack.at(-1);
  const lower = token.name.toLowerCase();
  if (top?.kind === 'scalar') {
    if (!TAGS.has(lower)) {
      takePlaceholder(builder, token.name, at);
      return;
    }
    report(builder, problem.unclosedTag(top.open, top.name, at));
    finish(builder, at.start);
  }
  reportTagFault(builder, token, at);
  const name = TAGS.has(token.name) || !TAGS.has(lower) ? token.name : lower;
  if (name !== token.name) report(builder, problem.wrongCase(at, token.name, lower, token.kind === 'empty'));
  const isKnown = TAGS.has(name) && (name !== 'plist' || builder.stack.length === 0);
  if (!isKnown && !isSkipped(builder)) {
    if (!builder.closed.has(token.name) && token.kind === 'open') {
      takePlaceholder(builder, token.name, at);
      add(builder, scalarNode('unknown', [{ kind: 'unknown', at }], at));
      return;
    }
    report(builder, problem.unknownTag(at, token.name));
  }
  push(builder, name, isKnown, at);
  if (token.kind === 'empty') finish(builder, at.end);
}

function push(builder: Builder, name: string, isKnown: boolean, at: Span): void {
  const depthLeft = builder.stack.length < MAX_DEPTH;
  if (!depthLeft && !builder.tooDeep) {
    builder.tooDeep = true;
    report(builder, problem.tooDeep(at, MAX_DEPTH));
  }
  const kind = !isKnown || !depthLeft ? 'other' : SCALARS.has(name) ? 'scalar' : (name as 'plist' | 'dict' | 'array');
  builder.stack.push({ name, kind, open: at, content: emptyContent(), entries: [], items: [] });
  builder.open.set(name, (builder.open.get(name) ?? 0) + 1);
}

function takeClose(builder: Builder, token: TagToken, at: Span): void {
  const top = builder.stack.at(-1);
  const lower = token.name.toLowerCase();
  const name = TAGS.has(lower) ? lower : token.name;
  if (top?.kind === 'scalar' && !TAGS.has(name)) {
    takePlaceholder(builder, `/${token.name}`, at);
    return;
  }
  reportTagFault(builder, token, at);
  if (top?.name === name) {
    if (name !== token.name) report(builder, problem.mismatched(at, name, token.name));
    finish(builder, at.end);
  } else if ((builder.open.get(name) ?? 0) > 0) {
    report(builder, problem.unclosedTag(top!.open, top!.name, at));
    while (builder.stack.at(-1)!.name !== name) finish(builder, at.start);
    finish(builder, at.end);
  } else if (top?.kind === 'scalar') {
    report(builder, problem.mismatched(at, top.name, token.name));
    finish(builder, at.end);
  } else if (!isSkipped(builder)) report(builder, problem.strayClose(at, token.name));
}

function reportTagFault(builder: Builder, token: TagToken, at: Span): void {
  if (token.fault === 'smart-quotes') {
    report(builder, problem.smartQuotes(at, straightened(builder.text.slice(at.start, at.end))));
  } else if (token.fault) report(builder, problem.brokenTag(at, token.fault === 'unclosed'));
}

/** `<HOME>` or `</path>` in a value: unknown, and reported once for each name. */
function takePlaceholder(builder: Builder, name: string, at: Span): void {
  addPiece(builder, { kind: 'unknown', at });
  const seen = builder.placeholders.get(name);
  if (seen) seen.count++;
  else builder.placeholders.set(name, { at, count: 1 });
}

// ── the tree ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Closes the innermost element, whose last character comes before `end`. */
function finish(builder: Builder, end: number): void {
  const frame = builder.stack.pop()!;
  builder.open.set(frame.name, builder.open.get(frame.name)! - 1);
  const at = spanAt(builder, frame.open.start, end);
  if (frame.kind === 'plist' || frame.kind === 'other') {
    if (frame.kind === 'other') add(builder, scalarNode('unknown', [{ kind: 'unknown', at }], at));
    return;
  }
  if (frame.pending) report(builder, problem.missingValue(frame.pending.at, frame.pending.value.text));
  if (frame.kind === 'scalar') {
    builder.solid.push(at);
    finishScalar(builder, frame, at);
  } else add(builder, { type: frame.kind, at, value: valueOf([], at), entries: frame.entries, items: frame.items });
}

function finishScalar(builder: Builder, frame: Frame, at: Span): void {
  for (const fault of frame.content.faults) report(builder, fault);
  report(builder, ampersandFault(frame.content.ampersands));
  if (frame.name === 'key') addKey(builder, scalarNode('string', frame.content.pieces, at));
  else {
    const type = frame.name as NodeType;
    const { node, isOfType } = typedNode(type, frame.content.pieces, at);
    if (!isOfType) report(builder, problem.notA(at, type));
    add(builder, node);
  }
}

function addKey(builder: Builder, key: PlistNode): void {
  const parent = builder.stack.at(-1);
  if (parent?.kind === 'other') return;
  if (parent?.kind !== 'dict') report(builder, problem.keyOutsideDict(key.at));
  else {
    if (parent.pending) report(builder, problem.missingValue(parent.pending.at, parent.pending.value.text));
    parent.pending = key;
  }
}

/** Hands a finished value to the element around it. */
function add(builder: Builder, node: PlistNode): void {
  const parent = builder.stack.at(-1);
  if (parent?.kind === 'other') return;
  if (parent?.kind === 'array') parent.items.push(node);
  else if (parent?.kind === 'dict') addEntry(builder, parent, node);
  else if (builder.root) report(builder, problem.secondRoot(node.at));
  else builder.root = node;
}

function addEntry(builder: Builder, parent: Frame, node: PlistNode): void {
  const key = parent.pending;
  if (!key) report(builder, problem.missingKey(node.at));
  else {
    parent.entries.push({ key: key.value, node, at: span(key.at, key.at.start, node.at.end) });
    delete parent.pending;
  }
}

function finishFile(builder: Builder): void {
  const top = builder.stack.at(-1);
  if (top) report(builder, problem.unclosedTag(top.open, top.name));
  while (builder.stack.length > 0) finish(builder, builder.text.length);
  if (!builder.root && builder.errors.length === 0) report(builder, problem.noValue(spanAt(builder, 0, 0)));
}

// ── small things ────────────────────────────────────────────────────────────────────────────────────────────────────

function errorsInOrder(builder: Builder): readonly SyntaxFinding[] {
  const errors = [...builder.errors];
  for (const [name, { at, count }] of builder.placeholders) errors.push(problem.placeholder(at, name, count - 1));
  return errors.sort((a, b) => a.at.start - b.at.start);
}

function report(builder: Builder, finding: SyntaxFinding | undefined): void {
  if (finding && builder.errors.length < MAX_ERRORS) builder.errors.push(finding);
}

function addPiece(builder: Builder, piece: Piece): void {
  const top = builder.stack.at(-1);
  if (top?.kind === 'scalar') top.content.pieces.push(piece);
}

/** Inside something unknown, where nothing is judged any more. */
function isSkipped(builder: Builder): boolean {
  return builder.stack.at(-1)?.kind === 'other';
}

function spanAt(builder: Builder, start: number, end: number): Span {
  return { file: builder.file, start, end };
}
