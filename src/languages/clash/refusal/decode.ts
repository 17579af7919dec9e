/**
 * Checks values against the types mihomo gives them, as its two decoders do: yaml.v3 for typed sections (`decode.go` of
 * v3.0.1), `common/structure/structure.go` for nodes, groups, providers and listeners. An empty value is never refused:
 * it is someone's template.
 */
import type { Text } from '../../../core.ts';
import { closest } from '../../../knowledge/spelling.ts';
import {
  basesOf,
  entriesOf,
  type Fields,
  type Fold,
  fieldsOf,
  type MapEntry,
  type MapNode,
  type Node,
  type ScalarNode,
} from '../tree.ts';
import { NAMES, refuseType, shown } from './mismatch.ts';
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

const FOLDS: Readonly<Record<Exclude<Folding, 'exact'>, Fold>> = {
  case: (name) => name.toLowerCase(),
  dash: (name) => name.replaceAll('_', '-').toLowerCase(),
};

/** The keys of shapes, folded: there are some hundreds, and thousands of nodes are asked for each. */
const KEYS: Readonly<Record<keyof typeof FOLDS, Map<string, string>>> = { case: new Map(), dash: new Map() };

function folded(key: string, folding: keyof typeof FOLDS): string {
  const known = KEYS[folding].get(key);
  if (known !== undefined) return known;
  const name = FOLDS[folding](key);
  KEYS[folding].set(key, name);
  return name;
}

/** The entry of a key, found as the decoder finds it. */
export function fieldOf(fields: Fields, key: string, folding: Folding): MapEntry | undefined {
  const exact = fields.get(key);
  if (exact || folding === 'exact') return exact;
  return fields.find(folded(key, folding), FOLDS[folding]);
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
  const entries = fieldsOf(map);
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
  const name = isNested ? { en: shown(where), zh: shown(where) } : nameOf(map);
  const typo = keys.map((key) => fullWidthColon(report, map, key)).find((found) => found !== undefined);
  refuse(report, {
    at: spanOfNode(report, map),
    what: { en: `${name.en} lacks ${list}`, zh: `${name.zh} 缺少 ${list}` },
    label: { en: `without ${list}`, zh: `没有写 ${list}` },
    said: `'${where}' has unset fields: ${list}`,
    ...typo,
    versions: isNested ? SINCE_21 : undefined,
  });
}

/** What a node, group or listener is called, for a sentence. */
function nameOf(map: MapNode): Text {
  const name = fieldsOf(map).get('name')?.value;
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
  // `server: [YOUR_SERVER_IP]` of mihomo's own sample.
  if (node.kind === 'list' && node.items.length === 1) return isPlaceholderItem(node.items[0]);
  return node.kind === 'map' && node.flow && report.textOf(node.at.file).startsWith('{{', node.at.start);
}

const isPlaceholderItem = (item: Node | undefined): boolean =>
  item?.kind === 'scalar' && isPlaceholder(item.value.text);

/** Nearly every value is checked as one type alone: only for those of several there is a set. */
function isSeen({ seen }: Report, node: Node, type: string): boolean {
  const types = seen.get(node);
  if (types === type || (types instanceof Set && types.has(type))) return true;
  if (types === undefined) seen.set(node, type);
  else if (types instanceof Set) types.add(type);
  else seen.set(node, new Set([types, type]));
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
  for (const [index, item] of node.items.entries()) check(context, item, type, `${name}[${index}]`);
}

function checkEntries(context: Context, node: Node, type: string, name: string): void {
  if (node.kind !== 'map') {
    refuseType(context.report, context.typing, node, 'map', name);
    return;
  }
  const fields = fieldsOf(node);
  const counts = (entry: MapEntry): boolean => fields.get(entry.key.value.text) === entry;
  // What several maps merge is checked where it is merged first.
  const merged = basesOf(node).filter((base) => !isSeen(context.report, base, `{}${type}`));
  for (const entry of [...node.entries, ...merged.flatMap((base) => [...entriesOf(base).values()])])
    if (counts(entry)) check(context, entry.value, type, `${name}[${entry.key.value.text}]`);
}

const OTHER_LEVELS: Text = {
  en: 'clash-rs has this level; mihomo does not.',
  zh: 'clash-rs 有这个级别，mihomo 没有。',
};

function refuseUnknown(report: Report, node: ScalarNode, { words, said }: (typeof WORDS)[string], name: string): void {
  const isElsewhere = name === 'log-level' && /^(?:trace|warn|off)$/i.test(node.value.text);
  refuseWord(
    report,
    node,
    words,
    said,
    shown(name),
    closest(node.value.text, words),
    isElsewhere ? OTHER_LEVELS : undefined,
  );
}

function checkScalar(context: Context, node: Node, type: string, name: string): void {
  const words = WORDS[type];
  if (node.kind !== 'scalar') {
    refuseType(context.report, context.typing, node, words || !(type in NAMES) ? 'text' : type, name);
    return;
  }
  const { text } = node.value;
  if (words) {
    if (!words.words.includes(text.toLowerCase())) refuseUnknown(context.report, node, words, name);
  } else if (type === 'prefix') checkPrefix(context.report, node, shown(name));
  else if (type === 'address') checkAddress(context.report, node, shown(name));
  else if (type === 'regex') checkRegex(context.report, node, shown(name), `cannot parse '${name}'`);
  else if (!fits(node, type, context.typing)) refuseType(context.report, context.typing, node, type, name);
}
