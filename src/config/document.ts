/** Reads one configuration file and reports each mistake with its line. */
import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Text } from '../core.ts';
import { readSource } from '../host/read/read.ts';
import { memo } from '../text.ts';
import { didYouMean } from '../usage-error.ts';
import type { RawConfig } from './model.ts';
import { schema } from './schema.ts';
import validate, { type SchemaError } from './validate.mjs';

/** A mistake in a configuration file. */
export interface Mistake {
  /** Starts at 1; 0 when no line is responsible. */
  readonly line: number;
  readonly why: Text;
}

export interface ConfigDocument {
  readonly raw: RawConfig;
  readonly mistakes: readonly Mistake[];
  /** The line of a value by its path, e.g. `['rules', 'missing-no-proxy']`. */
  lineOf(path: readonly (string | number)[]): number;
}

const LARGEST_CHARACTERS = 1024 * 1024;

/** Reads and checks a file. `key`: only what is under it (`envlint` in package.json). Never throws. */
export function readConfig(path: string, key?: string): ConfigDocument {
  const reading = readSource(path, LARGEST_CHARACTERS);
  return reading.kind === 'unreadable' ? broken(0, reading.why) : parseConfig(reading.text, key);
}

/** `readConfig` for a text at hand. */
function parseConfig(text: string, key?: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const syntax = document.errors
    .slice(0, MOST_ERRORS)
    .map(({ pos, message }) => ({ line: lineAt(pos[0]), why: syntaxMistake(message) }));
  if (syntax.length > 0) return { ...broken(0, syntaxMistake('')), mistakes: syntax };
  const root = (key === undefined ? document.contents : document.getIn([key], true)) as Node | null | undefined;
  let value: unknown;
  try {
    value = root?.toJS(document) ?? {};
  } catch {
    return broken(1, { en: 'it has too many aliases', zh: '别名过多' });
  }
  const lineOf = (path: readonly (string | number)[]): number => lineAt(offsetOf(root, path));
  const mistakes = [...duplicates(root, lineAt), ...check(value).map(({ path, why }) => ({ line: lineOf(path), why }))];
  return { raw: mistakes.length > 0 ? {} : (value as RawConfig), mistakes, lineOf };
}

function broken(line: number, why: Text): ConfigDocument {
  return { raw: {}, mistakes: [{ line, why }], lineOf: () => line };
}

function syntaxMistake(message: string): Text {
  return {
    en: `it is not valid YAML: ${message.split('\n', 1)[0]}`,
    zh: `不是有效的 YAML：${message.split('\n', 1)[0]}`,
  };
}

/** Where the node at a path begins; a key's own place for a key; the nearest there is for what does not exist. */
function offsetOf(root: Node | null | undefined, path: readonly (string | number)[]): number {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    let next: Node | null | undefined;
    if (isMap(node)) {
      const pair = pairsOf(node).get(String(step));
      next = pair?.value;
      offset = pair?.key.range?.[0] ?? offset;
    } else if (node && 'items' in node) {
      next = (node.items as Node[])[Number(step)];
      offset = next?.range?.[0] ?? offset;
    }
    node = next;
  }
  return offset;
}

/** The entries of a mapping by key; of several with one key the first. */
const pairsOf = memo((map: YAMLMap): ReadonlyMap<string, Pair<Node, Node | null>> => {
  const entries = map.items.filter((item): item is Pair<Node, Node | null> => isScalar(item.key));
  return new Map(entries.reverse().map((item) => [String((item.key as Scalar).value), item]));
});

/** Finds duplicate keys. The parser's own check is switched off because it takes quadratic time. */
function duplicates(root: unknown, lineAt: (offset: number) => number, depth = 0): Mistake[] {
  if (depth > 8 || !isMap(root)) return [];
  const seen = new Set<string>();
  const found: Mistake[] = [];
  for (const { key, value } of root.items) {
    if (found.length >= MOST_ERRORS) break;
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name))
      found.push({ line: lineAt(key.range?.[0] ?? 0), why: { en: `${name} is there twice`, zh: `${name} 重复出现` } });
    seen.add(name);
    found.push(...duplicates(value, lineAt, depth + 1));
  }
  return found;
}

interface Complaint {
  readonly path: readonly string[];
  readonly why: Text;
}

/** Errors above this number add nothing new, and each takes time to compare and place. */
const MOST_ERRORS = 100;

function check(value: unknown): Complaint[] {
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).slice(0, MOST_ERRORS);
  // For an `anyOf`, the errors of its branches are noise beside what the branches have in common.
  const unions = errors.filter((error) => error.keyword === 'anyOf');
  const plain = errors.filter(
    (error) => error.keyword === 'anyOf' || !unions.some((union) => isBranchOf(error, union)),
  );
  const complaints = plain.map(complain);
  return complaints.filter(
    (one, index) =>
      complaints.findIndex((other) => other.why.en === one.why.en && String(other.path) === String(one.path)) === index,
  );
}

function isBranchOf(error: SchemaError, union: SchemaError): boolean {
  const isWithin = error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`);
  return (
    isWithin &&
    error.keyword !== 'additionalProperties' &&
    (error.keyword !== 'required' || union.instancePath === error.instancePath)
  );
}

function complain({ instancePath, keyword, params }: SchemaError): Complaint {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keyword === 'additionalProperties') return unknownKey(path, String(params.additionalProperty));
  const why = REASONS[keyword]?.(nameOf(path) || 'envlint.yaml', params);
  return { path, why: why ?? unionOf(path) };
}

/** A path as a person writes it: `overrides.rules`. */
const nameOf = (path: readonly string[]): string => path.filter((part) => !/^\d+$/.test(part)).join('.');

function unknownKey(path: readonly string[], key: string): Complaint {
  const guess = didYouMean(key, knownKeys(path));
  return {
    path: [...path, key],
    why: {
      en: `there is no setting ${nameOf([...path, key])}${guess.en}`,
      zh: `没有 ${key} 这项设置${guess.zh}`,
    },
  };
}

/** What is wrong, by the schema's keyword. */
const REASONS: Readonly<Record<string, (name: string, params: SchemaError['params']) => Text>> = {
  required: (name, { missingProperty }) => ({
    en: `${name} needs ${String(missingProperty)}`,
    zh: `${name} 缺少 ${String(missingProperty)}`,
  }),
  enum: (name, { allowedValues }) => {
    const allowed = (allowedValues as readonly string[]).join(', ');
    return { en: `${name} takes one of: ${allowed}`, zh: `${name} 只能是：${allowed}` };
  },
  maxItems: (name, { limit }) => ({
    en: `${name} takes at most ${String(limit)}`,
    zh: `${name} 最多 ${String(limit)} 项`,
  }),
  type: (name, { type }) => ({
    en: `${name} must be ${article(String(type))}`,
    zh: `${name} 必须是${KINDS[String(type)] ?? String(type)}`,
  }),
};

/** For a value that can have several shapes. */
function unionOf(path: readonly string[]): Text {
  const name = nameOf(path) || 'envlint.yaml';
  return (
    UNIONS[path.at(-1) ?? ''] ??
    UNIONS[path.at(-2) ?? ''] ?? { en: `${name} has a value it cannot take`, zh: `${name} 的取值无效` }
  );
}

const KINDS: Readonly<Record<string, string>> = {
  object: '一组键值',
  array: '列表',
  string: '文本',
  number: '数字',
  boolean: '布尔值',
};

function article(type: string): string {
  const word = { object: 'mapping', array: 'list', string: 'text' }[type] ?? type;
  return word === 'text' ? word : `a ${word}`;
}

/** What a value with several shapes, or a combination of keys, must be. */
const UNIONS: Readonly<Record<string, Text>> = {
  extends: { en: 'extends takes one name or a list of names', zh: 'extends 应为一个名称或名称列表' },
  policies: { en: 'a policy needs one of: must, must-not, may-only', zh: '策略需要 must、must-not、may-only 之一' },
  overrides: { en: 'an override needs files or language', zh: 'overrides 的每一项需要 files 或 language' },
  id: { en: 'an id is made of lower-case words joined by hyphens', zh: 'id 由小写单词和连字符组成' },
};

/** The keys a mapping may have, for a guess at a mistyped one. */
function knownKeys(path: readonly string[]): string[] {
  let node: unknown = schema;
  for (const part of path) {
    const at = node as { properties?: Record<string, unknown>; items?: unknown };
    node = /^\d+$/.test(part) ? at?.items : at?.properties?.[part];
  }
  return Object.keys((node as { properties?: object } | undefined)?.properties ?? {});
}
