/**
 * TOML text to a tree, through `toml-eslint-parser`: it knows the ranges of all things, refuses what TOML refuses, and throws,
 * which ends here. It recurses over brackets, so what nests too deeply is never given to it.
 */
import { type AST, parseTOML } from 'toml-eslint-parser';
import type { Comment, Piece, Source, Span, SyntaxFinding, Value } from '../../core.ts';
import { lineEnd, lineStart, memo, valueOf, verbatim } from '../../text.ts';
import type { ListNode, MapNode, Node, ScalarNode } from '../shared/tree.ts';

export interface Parsed {
  readonly root: MapNode | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxFinding[];
}

/** No settings file nests deeper. */
const DEEPEST = 100;

/** Reads any text; one that TOML refuses has an error and nothing else. */
export function parseToml({ text, file }: Source): Parsed {
  const deep = tooDeepAt(text);
  if (deep !== undefined)
    return { root: undefined, comments: [], errors: [tooDeep({ file, start: deep, end: deep + 1 })] };
  try {
    // The byte order mark is one character, and so is the space that is read in its place.
    const program = parseTOML(text.replace(/^\uFEFF/, ' '), { tomlVersion: '1.1' });
    const comments = program.comments.map(({ range: [start, end] }) => ({
      at: { file, start, end },
      ownLine: text.slice(lineStart(text, start), start).trim() === '',
    }));
    return { root: treeOf(program.body[0], { text, file }), comments, errors: [] };
  } catch (error) {
    const index = error instanceof Error && 'index' in error && typeof error.index === 'number' ? error.index : 0;
    return { root: undefined, comments: [], errors: [refused(text, file, Math.min(index, text.length))] };
  }
}

/** Where brackets outside of strings and comments nest too deeply. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(
    /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|#[^\n]*|[[\]{}]/g,
  )) {
    if (mark === '[' || mark === '{') depth++;
    else if (mark === ']' || mark === '}') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return index;
  }
  return undefined;
}

function tooDeep(at: Span): SyntaxFinding {
  return { at, message: { en: 'This file is not checked: it is nested too deeply', zh: '未检查这个文件：嵌套过深' } };
}

function refused(text: string, file: string, index: number): SyntaxFinding {
  const line = lineStart(text, index);
  const end = lineEnd(text, line);
  const start = Math.min(index, Math.max(line, end - 1));
  return {
    at: { file, start, end: Math.max(end, Math.min(start + 1, text.length)) },
    message: { en: 'This file cannot be loaded: it is not valid TOML', zh: '文件无法加载：不是合法的 TOML' },
    label: { en: 'TOML refuses it here', zh: '从这里开始不合 TOML 语法' },
    isFatal: true,
  };
}

// ── the tree ────────────────────────────────────────────────────────────────────────────────────────────────────────

const spanOf = ({ range: [start, end] }: { readonly range: readonly [number, number] }, { file }: Source): Span => ({
  file,
  start,
  end,
});

function treeOf(top: AST.TOMLTopLevelTable, source: Source): MapNode {
  const root = emptyMap({ file: source.file, start: 0, end: source.text.length }, false);
  for (const item of top.body) {
    if (item.type === 'TOMLKeyValue') addPair(root, item, source);
    else {
      const table = tableAt(root, item, source);
      for (const pair of item.body) addPair(table, pair, source);
    }
  }
  return root;
}

const emptyMap = (at: Span, flow: boolean): MapNode => ({ kind: 'map', at, flow, entries: [], merges: [] });

interface Index {
  readonly values: Map<string, Node>;
  /** How many entries of the map are in it. */
  count: number;
}

const indexOf = memo((_: MapNode): Index => ({ values: new Map(), count: 0 }));

/** What stands first under a key of a map, which may have grown: files with thousands of tables look up each header. */
function valueAt(map: MapNode, { value }: ScalarNode): Node | undefined {
  const index = indexOf(map);
  for (; index.count < map.entries.length; index.count++) {
    const entry = map.entries[index.count];
    if (entry && !index.values.has(entry.key.value.text)) index.values.set(entry.key.value.text, entry.value);
  }
  return index.values.get(value.text);
}

/** The map that a `[header]` or `[[header]]` opens. */
function tableAt(root: MapNode, { key, kind, range }: AST.TOMLTable, source: Source): MapNode {
  const keys = key.keys;
  const parent = keys.slice(0, -1).reduce((map, one) => inner(map, one, source), root);
  const last = keys.at(-1) as AST.TOMLBare | AST.TOMLQuoted;
  if (kind !== 'array') return inner(parent, last, source);
  const name = nameOf(last, source);
  const made = emptyMap(spanOf({ range }, source), false);
  const list = valueAt(parent, name);
  if (list?.kind === 'list') list.items.push(made);
  else parent.entries.push({ key: name, value: { kind: 'list', at: made.at, flow: false, items: [made] } });
  return made;
}

/** The map under a key, made where there is none; of a list of tables the last one. */
function inner(map: MapNode, key: AST.TOMLBare | AST.TOMLQuoted, source: Source): MapNode {
  const name = nameOf(key, source);
  const found = valueAt(map, name);
  const table = found?.kind === 'list' ? found.items.at(-1) : found;
  if (table?.kind === 'map') return table;
  const made = emptyMap(name.at, false);
  map.entries.push({ key: name, value: made });
  return made;
}

function addPair(map: MapNode, { key, value }: AST.TOMLKeyValue, source: Source): void {
  const parent = key.keys.slice(0, -1).reduce((found, one) => inner(found, one, source), map);
  const name = nameOf(key.keys.at(-1) as AST.TOMLBare | AST.TOMLQuoted, source);
  parent.entries.push({ key: name, value: nodeOf(value, source) });
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted, source: Source): ScalarNode {
  const at = spanOf(key, source);
  const value =
    key.type === 'TOMLBare' ? verbatim(key.name, at) : stringValue(source, at, key.value, key.style === 'literal');
  return { kind: 'scalar', at, value, type: 'string' };
}

function nodeOf(node: AST.TOMLContentNode, source: Source): Node {
  const at = spanOf(node, source);
  if (node.type === 'TOMLArray') {
    const list: ListNode = {
      kind: 'list',
      at,
      flow: true,
      items: node.elements.map((one) => nodeOf(one, source)),
    };
    return list;
  }
  if (node.type === 'TOMLInlineTable') {
    const map = emptyMap(at, true);
    for (const pair of node.body) addPair(map, pair, source);
    return map;
  }
  if (node.kind === 'string')
    return { kind: 'scalar', at, value: stringValue(source, at, node.value, node.style === 'literal'), type: 'string' };
  const raw = source.text.slice(at.start, at.end);
  const type =
    node.kind === 'boolean'
      ? node.value
        ? 'true'
        : 'false'
      : node.kind === 'integer' || node.kind === 'float'
        ? node.kind
        : 'date';
  return { kind: 'scalar', at, value: verbatim(raw, at), type };
}

const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([\s\S]))/g;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1b',
  '"': '"',
  '\\': '\\',
};

/** A string with each escape a piece; one over several lines, and what is not understood, is one piece for all of it. */
function stringValue({ text }: Source, at: Span, decoded: string, isLiteral: boolean): Value {
  const isLong = /^(?:"""|''')/.test(text.slice(at.start, at.start + 3)) && at.end - at.start >= 6;
  const inset = isLong ? 3 : 1;
  const [start, end] = [at.start + inset, at.end - inset];
  const raw = text.slice(start, end);
  const pieces: Piece[] = [];
  const add = (said: string, from: number, to: number): void => {
    if (to > from)
      pieces.push({ kind: 'literal', text: said, at: { file: at.file, start: start + from, end: start + to } });
  };
  let done = 0;
  for (const match of isLiteral ? [] : raw.matchAll(ESCAPE)) {
    add(raw.slice(done, match.index), done, match.index);
    done = match.index + match[0].length;
    const [, short, long, byte, letter = ''] = match;
    const code = short ?? long ?? byte;
    add(code ? String.fromCodePoint(Number.parseInt(code, 16)) : (ESCAPES[letter] ?? ''), match.index, done);
  }
  add(raw.slice(done), done, raw.length);
  const value = valueOf(pieces, at);
  if (value.text === decoded) return value;
  // Never as long as its text: no one shall take it for what is written.
  const last = decoded.length === end - start ? end - 1 : end;
  return valueOf(
    decoded === '' ? [] : [{ kind: 'literal', text: decoded, at: { file: at.file, start, end: last } }],
    at,
  );
}
