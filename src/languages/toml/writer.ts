/** Writes into a TOML file as its owner would: the neighbour's indentation, spaces, quotes and line ending. */
import type { Assignment, NewVariable, Source, Span, TextEdit, Value, Writer } from '../../core.ts';
import { indentation, lineAbove, lineEnd, lineEnding, lineStart, nextLine, span, spanOf } from '../../text.ts';
import { escaped } from '../shared/json-string.ts';
import type { MapEntry, MapNode, Node, ScalarNode } from '../shared/tree.ts';

interface VariablePlace {
  readonly entry: MapEntry;
  readonly map: MapNode;
}

/** The writer of one document. */
export function tomlWriter({ text }: Source, root: MapNode): Writer {
  const places = new Map<number, VariablePlace>();
  const scalars = new Map<number, ScalarNode>();
  const items = new Map<number, ScalarNode>();
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'scalar') scalars.set(node.at.start, node);
    else if (node.kind === 'list') {
      for (const item of node.items) if (item.kind === 'scalar') items.set(item.at.start, item);
      open.push(...node.items);
    } else if (node.kind === 'map')
      for (const entry of node.entries) {
        places.set(entry.key.at.start, { entry, map: node });
        open.push(entry.key, entry.value);
      }
  }
  return {
    replace: (value, written, start = 0, end = value.text.length) =>
      replaced(text, scalars.get(value.at.start) ?? scalars.get(value.at.start - 1), value, written, start, end),
    assign(beside, variables) {
      const place = places.get(beside.name.at.start) ?? places.get(beside.name.at.start - 1);
      const item = items.get(beside.name.at.start - 1);
      return place ? assigned(text, place, beside, variables) : item && listed(text, item, variables);
    },
    remove(at) {
      const place = places.get(at.start) ?? places.get(at.start - 1);
      return place && removed(text, place, at);
    },
    insertAbove: (at, line) =>
      line.startsWith('#') && isOwnLine(text, at.start) ? [lineAbove(text, at, line)] : undefined,
    comment: (words) => `# ${words.replace(/[\r\n]+/g, ' ')}`,
  };
}

const isOwnLine = (text: string, offset: number): boolean =>
  /^\uFEFF?[ \t]*$/.test(text.slice(lineStart(text, offset), offset));

function replaced(
  text: string,
  host: ScalarNode | undefined,
  value: Value,
  written: string,
  start: number,
  end: number,
): readonly TextEdit[] | undefined {
  if (!host) return undefined;
  const whole = value.text.slice(0, start) + written + value.text.slice(end);
  const quote = text[host.at.start];
  if (host.type !== 'string' || (quote !== '"' && quote !== "'")) {
    const isNumber = host.type === 'integer' ? /^-?(?:0|[1-9]\d*)$/ : /^-?(?:0|[1-9]\d*)\.\d+$/;
    const isBareKey = host.type === 'string' && /^[A-Za-z0-9_-]+$/.test(whole);
    const fits = isBareKey || ((host.type === 'integer' || host.type === 'float') && isNumber.test(whole));
    return fits ? [{ at: host.at, text: whole }] : undefined;
  }
  if (text.startsWith(quote.repeat(3), host.at.start) && host.at.end - host.at.start >= 6) return undefined;
  if (quote === "'" && /['\u0000-\u0008\u000a-\u001f\u007f]/.test(written)) return undefined;
  const inner = quote === '"' ? escaped(written) : written;
  const at = value.pieces.length === 0 ? span(host.at, host.at.start + 1, host.at.end - 1) : spanOf(value, start, end);
  return [{ at, text: inner }];
}

/** `"x"`, or `'x'` beside such. */
function quotedLike(text: string, node: Node, written: string): string {
  const isLiteral = text[node.at.start] === "'" && !/['\n\r]/.test(written);
  return isLiteral ? `'${written}'` : `"${escaped(written)}"`;
}

function assigned(
  text: string,
  { entry, map }: VariablePlace,
  beside: Assignment,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  if (map.entries.some(({ key }) => variables.some(({ name }) => name === key.value.text))) return undefined;
  const { key, value } = entry;
  const gap = /^[ \t]*=[ \t]*/.exec(text.slice(key.at.end, key.at.end + 40))?.[0] ?? ' = ';
  // `env.NAME = "x"` repeats what comes before the name.
  const prefix = map.flow ? '' : text.slice(lineStart(text, key.at.start), key.at.start).trimStart();
  const members = variables.map((one) => {
    const name = /^[A-Za-z0-9_-]+$/.test(one.name) ? one.name : `"${escaped(one.name)}"`;
    return prefix + name + gap + quotedLike(text, value, one.value);
  });
  const end = value.at.end;
  if (map.flow) return [{ at: span(beside.at, end, end), text: members.map((one) => `, ${one}`).join('') }];
  const indent = indentation(text, key.at.start);
  const ending = lineEnding(text, key.at.start);
  const below = nextLine(text, end);
  const isOpenEnd = below === text.length && lineEnd(text, end) === text.length;
  const lines = members.map((one) => (isOpenEnd ? ending + indent + one : indent + one + ending));
  return [{ at: span(beside.at, below, below), text: lines.join('') }];
}

/** More names after one in a list of names, which stand for their own values. */
function listed(text: string, item: ScalarNode, variables: readonly NewVariable[]): readonly TextEdit[] | undefined {
  if (item.type !== 'string' || variables.some(({ name, copyOf }) => copyOf !== name)) return undefined;
  const { start, end } = item.at;
  const gap = isOwnLine(text, start) ? lineEnding(text, start) + indentation(text, start) : ' ';
  const written = variables.map(({ name }) => `,${gap}${quotedLike(text, item, name)}`);
  return [{ at: span(item.at, end, end), text: written.join('') }];
}

/** A pair with its line. Of an inline table nothing goes. */
function removed(text: string, { entry, map }: VariablePlace, at: Span): readonly TextEdit[] | undefined {
  const start = lineStart(text, entry.key.at.start);
  const end = entry.value.at.end;
  const isAlone = isOwnLine(text, entry.key.at.start) && /^[ \t]*(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)));
  return !map.flow && isAlone && at.end >= end ? [{ at: span(at, start, nextLine(text, end)), text: '' }] : undefined;
}
