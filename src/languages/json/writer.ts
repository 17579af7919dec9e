/** Writes into a JSON file as its owner would: the neighbour's indentation, spaces, line ending and commas. */
import type { Assignment, NewVariable, Source, Span, TextEdit, Value, Writer } from '../../core.ts';
import {
  countBefore,
  indentation,
  lineAbove,
  lineEnd,
  lineEnding,
  lineStart,
  nextLine,
  span,
  spanOf,
} from '../../text.ts';
import { escaped } from '../shared/json-string.ts';
import type { MapEntry, MapNode, Node, ScalarNode } from '../shared/tree.ts';
import type { Parsed } from './parse.ts';

interface Layout {
  readonly text: string;
  readonly scalars: readonly ScalarNode[];
  /** Entries by the offset of their key's quote, with the map they are in. */
  readonly entries: ReadonlyMap<number, { readonly entry: MapEntry; readonly map: MapNode }>;
  /** The file has comments already: its reader knows them. */
  readonly hasComments: boolean;
  /** Keys need no quotes, and strings have either. */
  readonly isJson5: boolean;
}

/** The writer of one document. */
export function jsonWriter({ text }: Source, { root, comments }: Parsed, isJson5: boolean): Writer {
  const layout = { ...layoutOf(text, root as Node), hasComments: comments.length > 0, isJson5 };
  return {
    replace: (value, replacement, start = 0, end = value.text.length) =>
      replaced(layout, value, replacement, start, end),
    assign: (beside, variables) => assigned(layout, beside, variables),
    remove: (at) => removed(layout, at),
    retype(value, element) {
      const host = holder(layout, value.at);
      return host?.type === 'string' && element.startsWith('[') ? [{ at: host.at, text: element }] : undefined;
    },
    insertAbove: (at, line) => (layout.hasComments && line.startsWith('//') ? [lineAbove(text, at, line)] : undefined),
    comment: (words) => `// ${words.replace(/[\r\n]+/g, ' ')}`,
  };
}

function layoutOf(text: string, root: Node): Pick<Layout, 'text' | 'scalars' | 'entries'> {
  const scalars: ScalarNode[] = [];
  const entries = new Map<number, { entry: MapEntry; map: MapNode }>();
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'scalar') scalars.push(node);
    else if (node.kind === 'list') open.push(...node.items.toReversed());
    else if (node.kind === 'map')
      for (const entry of node.entries.toReversed()) {
        entries.set(entry.key.at.start, { entry, map: node });
        open.push(entry.value);
        open.push(entry.key);
      }
  }
  return { text, scalars, entries };
}

/** The scalar that a value is written in. */
function holder({ scalars }: Layout, { start, end }: Span): ScalarNode | undefined {
  const found = scalars[countBefore(scalars, ({ at }) => at.start <= start) - 1];
  return found && end <= found.at.end ? found : undefined;
}

/** Most of these programs expand such words, each in its own syntax, and none has a way to escape them. */
const isExpanded = (text: string): boolean => /\$|\{(?:env|file):/.test(text);

function replaced(
  layout: Layout,
  value: Value,
  text: string,
  start: number,
  end: number,
): readonly TextEdit[] | undefined {
  const host = holder(layout, value.at);
  if (!host || isExpanded(text)) return undefined;
  if (host.type !== 'string') {
    const whole = value.text.slice(0, start) + text + value.text.slice(end);
    const isLike =
      host.type === 'integer' || host.type === 'float' ? /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(whole) : false;
    return isLike ? [{ at: host.at, text: whole }] : undefined;
  }
  const written = escapedIn(layout.text.charAt(host.at.start), text);
  if (written === undefined) return undefined;
  const at = value.pieces.length === 0 ? span(host.at, host.at.start + 1, host.at.end - 1) : spanOf(value, start, end);
  return [{ at, text: written }];
}

/** A text as it is between such quotes, or as a key without any; undefined where that cannot be written. */
function escapedIn(quote: string, text: string): string | undefined {
  if (quote === '"') return escaped(text);
  if (quote === "'") return escaped(text).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return isBareKey(text) ? text : undefined;
}

const isBareKey = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** A key and a value written like those of a neighbour. */
function memberLike(
  { text, isJson5 }: Layout,
  { key, value }: MapEntry,
  variable: NewVariable,
  between: string,
): string {
  const like = (written: string, at: Span, isKey: boolean): string => {
    const first = isJson5 ? text.charAt(at.start) : '"';
    if (isKey && first !== '"' && first !== "'" && isBareKey(written)) return written;
    const quote = first === "'" ? "'" : '"';
    return quote + escapedIn(quote, written) + quote;
  };
  return like(variable.name, key.at, true) + between + like(variable.value, value.at, false);
}

/** New members after an existing one. A comment that trails it stays with it. */
function assigned(
  layout: Layout,
  beside: Assignment,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  const { text, entries } = layout;
  const found = entries.get(beside.name.at.start - 1) ?? entries.get(beside.name.at.start);
  if (!found) return undefined;
  const { entry, map } = found;
  if (map.entries.some(({ key }) => variables.some(({ name }) => name === key.value.text))) return undefined;
  if (variables.some(({ value }) => isExpanded(value))) return undefined;
  const gap = text.slice(entry.key.at.end, entry.value.at.start);
  const between = /^[ \t]*:[ \t]*$/.test(gap) ? gap : ': ';
  const members = variables.map((variable) => memberLike(layout, entry, variable, between));
  const index = map.entries.indexOf(entry);
  const next = map.entries[index + 1];
  const end = entry.value.at.end;
  if (isOwnLine(text, entry.key.at.start) && /[\r\n]/.test(text.slice(end, next?.key.at.start ?? map.at.end)))
    return inLines(text, entry, members, next !== undefined);
  const separator = next ? /^\s*,([ \t]*)/.exec(text.slice(end, next.key.at.start))?.[1] : before(map, index, text);
  return [
    { at: span(entry.key.at, end, end), text: members.map((member) => `,${separator ?? ' '}${member}`).join('') },
  ];
}

/** The spaces after the comma before an entry. */
function before(map: MapNode, index: number, text: string): string | undefined {
  const last = map.entries[index - 1];
  const entry = map.entries[index];
  return last && entry ? /^\s*,([ \t]*)$/.exec(text.slice(last.value.at.end, entry.key.at.start))?.[1] : undefined;
}

function inLines(text: string, { key, value }: MapEntry, members: readonly string[], hasNext: boolean): TextEdit[] {
  const indent = indentation(text, key.at.start);
  const ending = lineEnding(text, key.at.start);
  const end = value.at.end;
  const rest = text.slice(end, lineEnd(text, end));
  const comma = /^[ \t]*,/.exec(rest);
  if (!comma && hasNext)
    return [{ at: span(key.at, end, end), text: members.map((one) => `,${ending}${indent}${one}`).join('') }];
  const lines = members.map((one) => indent + one);
  const below = nextLine(text, end);
  if (comma) {
    // What a comma ends is followed by the next member, or closes a list that ends in a comma.
    return [{ at: span(key.at, below, below), text: lines.map((line) => `${line},${ending}`).join('') }];
  }
  if (rest.trim() === '')
    return [{ at: span(key.at, end, end), text: members.map((one) => `,${ending}${indent}${one}`).join('') }];
  return [
    { at: span(key.at, end, end), text: ',' },
    { at: span(key.at, below, below), text: lines.join(`,${ending}`) + ending },
  ];
}

const isOwnLine = (text: string, offset: number): boolean =>
  /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));

/** Takes out a member with one of its commas, and its line if nothing else is on it. */
function removed({ text, entries }: Layout, at: Span): readonly TextEdit[] | undefined {
  const found = entries.get(at.start) ?? entries.get(at.start - 1);
  if (!found || at.end < found.entry.value.at.end) return undefined;
  const { entry, map } = found;
  const index = map.entries.indexOf(entry);
  const [start, end] = [entry.key.at.start, entry.value.at.end];
  const comma = /^[ \t]*,/.exec(text.slice(end, lineEnd(text, end)));
  const edits: TextEdit[] = [];
  const last = map.entries[index - 1];
  if (!comma && last) {
    const from = text.indexOf(',', last.value.at.end);
    if (from < 0 || from > start) return undefined;
    edits.push({ at: span(at, from, from + 1), text: '' });
  }
  const until = end + (comma?.[0].length ?? 0);
  const isAlone = isOwnLine(text, start) && text.slice(until, lineEnd(text, until)).trim() === '';
  if (isAlone) edits.push({ at: span(at, lineStart(text, start), nextLine(text, until)), text: '' });
  else edits.push({ at: span(at, start, until + (/^ */.exec(text.slice(until)) ?? [''])[0].length), text: '' });
  return edits;
}
