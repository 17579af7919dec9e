/**
 * The configuration files of programs as facts: the blocks of variables they contain, every key as a setting, and the places of
 * secrets. Each language has a row for each program's file; reading is the same for JSON, TOML and YAML.
 */
import type { Assignment, Fact, ProxySetting, Recipient, Scope, Setting, Span, Value } from '../../core.ts';
import { inside, spanOf, valueOf, verbatim } from '../../text.ts';
import { withTags } from './pieces.ts';
import { type ReferenceSyntax, withReferences } from './references.ts';
import { type MapEntry, type MapNode, type Node, scalarAt, valuesOf } from './tree.ts';

/** A map of variables in a file. */
export interface Block {
  /** The keys that lead to it; `*` is any key, and names the block. */
  readonly path: readonly string[];
  readonly kind: Recipient['kind'];
  readonly inherits: Recipient['inherits'];
  readonly references?: ReferenceSyntax | undefined;
  /** A container's loopback that is not its own. */
  readonly loopback?: Recipient['loopback'] | undefined;
}

/** What is known of one program's file. */
export interface Program {
  /** The dialect, which is the program's name. */
  readonly name: string;
  readonly blocks?: readonly Block[] | undefined;
  /** The program's own proxies and lists, by the path of their keys; `*` is any item of a list. */
  readonly proxies?:
    | Readonly<Record<string, { readonly client: string; readonly role: ProxySetting['role'] }>>
    | undefined;
  /** How its other values refer to variables. */
  readonly references?: ReferenceSyntax | undefined;
  /** Only keys inside a block become settings, because the file also stores many other things. */
  readonly isStore?: true | undefined;
  /** Of its other keys, only those with these paths become settings. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Keys that people write and the program does not read, by their path. */
  readonly unread?: ReadonlySet<string> | undefined;
}

/** What reading a tree gives. */
export interface Lowered {
  readonly facts: readonly Fact[];
  readonly secrets: readonly Span[];
  readonly commandLines: readonly (readonly Value[])[];
}

/** The facts of a file, in its order. `scope` is the file's own. */
export function lower(root: Node | undefined, program: Program, scope: Scope): Lowered {
  const facts: Fact[] = [];
  const taken = new Set<Node>();
  for (const block of program.blocks ?? []) {
    for (const { node, names } of nodesAt(root, block.path)) {
      if (node.kind !== 'map') continue;
      taken.add(node);
      facts.push(...assignmentsOf(node, block.references, blockScope(scope, node, names.join('.'), program, block)));
    }
  }
  if (root && !program.isStore) facts.push(...settingsOf(root, program, scope, taken));
  return { facts: facts.sort((a, b) => a.at.start - b.at.start), ...secretsOf(root) };
}

function blockScope(
  parent: Scope,
  node: Node,
  name: string,
  { name: program }: Program,
  { kind, inherits, loopback }: Block,
): Scope {
  const recipient = { kind, program, inherits, loopback };
  return { kind: 'block', name, at: node.at, parent, recipient };
}

interface Found {
  readonly node: Node;
  /** What `*` stood for. */
  readonly names: readonly string[];
}

/** The nodes a path leads to. */
function nodesAt(root: Node | undefined, path: readonly string[], names: readonly string[] = []): Found[] {
  const [key, ...rest] = path;
  if (!root) return [];
  if (key === undefined) return [{ node: root, names }];
  if (root.kind === 'list' && key === '*')
    return root.items.flatMap((item, index) => nodesAt(item, rest, [...names, String(index)]));
  return membersOf(root)
    .filter((entry) => key === '*' || entry.key.value.text === key)
    .flatMap((entry) => nodesAt(entry.value, rest, key === '*' ? [...names, entry.key.value.text] : names));
}

/** A map's entries; of two with one key the last, as JSON's readers and PyYAML have it; then what merge keys of YAML bring. */
export function membersOf(node: Node | undefined, depth = 0): readonly MapEntry[] {
  if (node?.kind === 'list') return depth === 0 ? [] : node.items.flatMap((item) => membersOf(item, depth + 1));
  if (node?.kind !== 'map') return [];
  const own = new Map(node.entries.map((entry) => [entry.key.value.text, entry]));
  if (depth < MOST_MERGED)
    for (const merged of node.merges)
      for (const entry of membersOf(merged, depth + 1))
        if (!own.has(entry.key.value.text)) own.set(entry.key.value.text, entry);
  return [...own.values()];
}

/** Maps that inherit from maps are followed this far. */
const MOST_MERGED = 20;

// ── variables ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A map of variables; one without a value is handed on from outside (`null`). */
export function assignmentsOf(map: MapNode, references: ReferenceSyntax | undefined, scope: Scope): Assignment[] {
  return membersOf(map).flatMap(({ key, value }): Assignment[] => {
    if (value.kind !== 'scalar') return [];
    const name = bare(key.value);
    const isUnset = value.type === 'null';
    const at = cover(name.at, value.at);
    const said = isUnset ? verbatim('', { ...name.at, start: name.at.end }) : value.value;
    return [assignment(name, tagged(withReferences(said, references)), at, scope, isUnset ? 'unset' : 'set')];
  });
}

/** One variable of a block. */
export function assignment(
  name: Value,
  value: Value,
  at: Span,
  scope: Scope,
  operation: 'set' | 'unset' = 'set',
): Assignment {
  return { kind: 'env', at, scope, certain: true, name, value, operation, reach: 'environment', statement: at };
}

/** A key without its quotes: what is underlined and pointed at. */
export function bare(key: Value): Value {
  return key.pieces.length > 0 ? { ...key, at: inside(key) } : key;
}

const tagged = (value: Value): Value => valueOf(withTags(value.pieces), value.at);

/** From a key to its value; only the key where the value is elsewhere, under an anchor. */
function cover(key: Span, value: Span): Span {
  return value.start >= key.start ? { file: key.file, start: key.start, end: Math.max(key.end, value.end) } : key;
}

// ── settings ────────────────────────────────────────────────────────────────────────────────────────────────────────

const TYPES = { map: 'dict', list: 'array', rules: 'array' } as const;

function settingsOf(root: Node, program: Program, scope: Scope, taken: ReadonlySet<Node>): (Setting | ProxySetting)[] {
  const found: (Setting | ProxySetting)[] = [];
  // What several YAML aliases share becomes a setting only once.
  const told = new Set<Node>(taken);
  const tell = (path: readonly string[], name: Value, node: Node): void => {
    if (told.has(node)) return;
    told.add(node);
    if (isTold(program, path)) found.push(fact(path, name, node));
    walk(node, path);
  };
  const walk = (node: Node, path: readonly string[]): void => {
    if (node.kind === 'map')
      for (const { key, value } of membersOf(node)) tell([...path, key.value.text], bare(key.value), value);
    if (node.kind !== 'list') return;
    for (const [index, item] of node.items.entries())
      tell([...path, String(index)], verbatim('', { ...item.at, end: item.at.start }), item);
  };
  const fact = (path: readonly string[], name: Value, node: Node): Setting | ProxySetting => {
    const isScalar = node.kind === 'scalar';
    // A map has no value of its own: its characters are those of its members.
    const value = isScalar
      ? tagged(withReferences(node.value, program.references))
      : verbatim('', { ...name.at, start: name.at.end });
    const common = { at: cover(name.at, value.at), scope, certain: true, name, value } as const;
    const proxy = program.proxies?.[keyOf(path)];
    if (proxy && isScalar && node.type === 'string' && value.text !== '')
      return { kind: 'proxy-setting', ...common, ...proxy };
    const ignored = program.unread?.has(path.join('.')) ? ({ ignored: 'unknown-name' } as const) : {};
    return { kind: 'setting', ...common, path, type: isScalar ? node.type : TYPES[node.kind], ...ignored };
  };
  walk(root, []);
  return found;
}

const keyOf = (path: readonly string[]): string => path.map((part) => (/^\d+$/.test(part) ? '*' : part)).join('.');

function isTold({ only, unread }: Program, path: readonly string[]): boolean {
  const key = keyOf(path);
  return only === undefined || only.has(key) || unread?.has(key) === true;
}

// ── secrets ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Maps whose every value can be a key: what they are called says nothing (`X-Title` beside `X-Api-Key`). */
const HEADERS = /^(?:http_?headers|headers|extra_?headers|httpheaders)$/i;
/** Options of a command line after which a secret comes. */
const OPTION = /^--?[\w-]*(?:key|token|secret|password|passwd|auth|credential|bearer)[\w-]*(=)?/i;

/**
 * Headers and the words of command lines that are keys, and all command lines: a list of words, with the `command` beside it
 * where it is its `args`. Names of variables and keys are judged where all names are.
 */
function secretsOf(root: Node | undefined): Pick<Lowered, 'secrets' | 'commandLines'> {
  const secrets: Span[] = [];
  const commandLines: (readonly Value[])[] = [];
  const visited = new Set<Node>();
  const walk = (node: Node, command?: Value): void => {
    if (visited.has(node)) return;
    visited.add(node);
    if (node.kind === 'list') {
      const words = valuesOf(node);
      secrets.push(...secretWords(words));
      if (words.length > 0) commandLines.push(command ? [command, ...words] : words);
      for (const item of node.items) walk(item);
    }
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      if (HEADERS.test(key.value.text) && value.kind === 'map')
        for (const one of value.entries) if (one.value.kind === 'scalar') secrets.push(inside(one.value.value));
      walk(value, key.value.text === 'args' ? scalarAt(node, 'command') : undefined);
    }
    for (const merged of node.merges) walk(merged);
  };
  if (root) walk(root);
  return { secrets: secrets.filter(({ start, end }) => end > start), commandLines };
}

/** `["--api-key", "x"]`, `["--api-key=x"]`, `["--header", "Authorization: Bearer x"]`. */
function secretWords(words: readonly Value[]): Span[] {
  return words.flatMap((word, index) => {
    const option = OPTION.exec(word.text);
    if (option?.[1]) return [spanOf(word, word.text.indexOf('=') + 1, word.text.length)];
    const before = words[index - 1]?.text ?? '';
    const isOperand = !word.text.startsWith('-') && (OPTION.test(before) || before === '-H' || before === '--header');
    return isOperand ? [inside(word)] : [];
  });
}
