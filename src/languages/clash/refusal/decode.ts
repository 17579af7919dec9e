/**
 * Checks values against the types mihomo gives them, as its two decoders do: yaml.v3 for typed sections (`decode.go` of
 * v3.0.1), `common/structure/structure.go` for nodes, groups, providers and listeners. An empty value is never refused:
 * it is somebody's template.
 */
import type { Text } from '../../../core.ts';
import { entriesOf, type MapEntry, type MapNode, type Node } from '../tree.ts';
import { NAMES, refuseType } from './mismatch.ts';
import {
  fullWidthColon,
  isPlaceholder,
  type Report,
  refuse,
  refuseWord,
  SINCE_21,
  spanOfNode,
  type Typing,
} from './report.ts';
import { checkAddress, checkPrefix, checkRegex, fits, WORDS } from './scalars.ts';
import { partShape, type Shape } from './shape.ts';

/** How keys of a map are found: exactly, without regard to case, or with `_` for `-` besides (`KeyReplacer`). */
export type Folding = 'exact' | 'case' | 'dash';

interface Context {
  readonly report: Report;
  readonly typing: Typing;
  readonly folding: Folding;
  /** The map is part of another one: missing keys count only for newer cores. */
  readonly isNested: boolean;
}

/** The entry of a key, found as the decoder finds it. */
export function fieldOf(entries: ReadonlyMap<string, MapEntry>, key: string, folding: Folding): MapEntry | undefined {
  const exact = entries.get(key);
  if (exact || folding === 'exact') return exact;
  return foldedBy(entries, folding).get(fold(key, folding));
}

const fold = (name: string, folding: Folding): string =>
  folding === 'dash' ? name.replaceAll('_', '-').toLowerCase() : name.toLowerCase();

const foldedEntries = { case: new WeakMap<object, Folded>(), dash: new WeakMap<object, Folded>() };
type Folded = ReadonlyMap<string, MapEntry>;

/** The entries by their folded names, the first of each: a map is asked for every key that its shape has. */
function foldedBy(entries: ReadonlyMap<string, MapEntry>, folding: 'case' | 'dash'): Folded {
  const known = foldedEntries[folding].get(entries);
  if (known) return known;
  const found = new Map<string, MapEntry>();
  for (const [name, entry] of entries) {
    const key = fold(name, folding);
    if (!found.has(key)) found.set(key, entry);
  }
  foldedEntries[folding].set(entries, found);
  return found;
}

/** Checks a map against a shape: the type of each key that is there, and the keys that must be. */
export function checkMap(
  report: Report,
  map: MapNode,
  shape: Shape,
  typing: Typing,
  folding: Folding,
  prefix = '',
): void {
  shapeOfMap({ report, typing, folding, isNested: prefix !== '' }, map, shape, prefix);
}

function shapeOfMap(context: Context, map: MapNode, shape: Shape, prefix: string): void {
  const entries = entriesOf(map);
  const missing: string[] = [];
  for (const { key, type, isRequired } of shape) {
    const entry = fieldOf(entries, key, context.folding);
    if (entry) check(context, entry.value, type, prefix + key);
    else if (isRequired) missing.push(key);
  }
  if (missing.length > 0) refuseMissing(context, map, missing, prefix);
}

function refuseMissing({ report, isNested }: Context, map: MapNode, missing: readonly string[], prefix: string): void {
  const keys = [...missing].sort();
  const where = prefix.slice(0, -1);
  const list = keys.join(', ');
  const name = isNested ? { en: where, zh: where } : nameOf(map);
  const slip = keys.map((key) => fullWidthColon(report, map, key)).find((found) => found !== undefined);
  refuse(report, {
    at: spanOfNode(report, map),
    what: { en: `${name.en} lacks ${list}`, zh: `${name.zh} 缺少 ${list}` },
    label: { en: `without ${list}`, zh: `没有写 ${list}` },
    said: `'${where}' has unset fields: ${list}`,
    ...slip,
    ...(isNested ? { versions: SINCE_21 } : {}),
  });
}

/** What a node, group or listener is called, for a sentence. */
function nameOf(map: MapNode): Text {
  const name = entriesOf(map).get('name')?.value;
  const text = name?.kind === 'scalar' ? name.value.text : '';
  return text === '' ? { en: 'an entry', zh: '有一项' } : { en: text, zh: text };
}

function check(context: Context, node: Node, type: string, name: string): void {
  const { report } = context;
  if (isEmpty(report, node) || type === 'any' || isSeen(report, node, type)) return;
  if (type.startsWith('[]')) checkList(context, node, type.slice(2), name);
  else if (type.startsWith('{}')) checkEntries(context, node, type.slice(2), name);
  else if (type.startsWith('@')) {
    if (node.kind === 'map') shapeOfMap({ ...context, isNested: true }, node, partShape(type.slice(1)), `${name}.`);
    else refuseType(context.report, context.typing, node, 'map', name);
  } else checkScalar(context, node, type, name);
}

/** Nothing is there yet, or a template tag: to YAML `{{ name }}` is a map within a map. */
function isEmpty(report: Report, node: Node): boolean {
  if (node.kind === 'scalar') return node.type === 'null' || isPlaceholder(node.value.text);
  return node.kind === 'map' && node.flow && report.textOf(node.at.file).startsWith('{{', node.at.start);
}

function isSeen({ seen }: Report, node: Node, type: string): boolean {
  const types = seen.get(node) ?? new Set<string>();
  if (types.has(type)) return true;
  seen.set(node, types.add(type));
  return false;
}

function checkList(context: Context, node: Node, type: string, name: string): void {
  if (node.kind === 'rules') return;
  // A text is taken for bytes in base64 (`reserved: U4An`).
  if (type === 'uint8' && node.kind === 'scalar' && node.type === 'string') return;
  if (node.kind !== 'list') {
    refuseType(context.report, context.typing, node, 'list', name);
    return;
  }
  const entry = name.split('.').at(-1) ?? name;
  for (const item of node.items) check(context, item, type, entry);
}

function checkEntries(context: Context, node: Node, type: string, name: string): void {
  if (node.kind !== 'map') {
    refuseType(context.report, context.typing, node, 'map', name);
    return;
  }
  for (const { key, value } of entriesOf(node).values()) check(context, value, type, `${name}.${key.value.text}`);
}

function checkScalar(context: Context, node: Node, type: string, name: string): void {
  const words = WORDS[type];
  if (node.kind !== 'scalar') {
    refuseType(context.report, context.typing, node, words || !(type in NAMES) ? 'text' : type, name);
    return;
  }
  const { text } = node.value;
  if (words) {
    if (!words.words.includes(text.toLowerCase())) refuseWord(context.report, node, words.words, words.said, name);
  } else if (type === 'prefix') checkPrefix(context.report, node, name);
  else if (type === 'address') checkAddress(context.report, node, name);
  else if (type === 'regex') checkRegex(context.report, node, name, `cannot parse '${name}'`);
  else if (!fits(node, type, context.typing)) refuseType(context.report, context.typing, node, type, name);
}
