/** Writes variables into a YAML map or list as their owner would, beside one that is there. */
import type { Assignment, NewVariable, Span, TextEdit, Value, Writer } from '../../core.ts';
import { goScalar } from '../../knowledge/go/scalar.ts';
import { lineEnd, lineEnding, lineStart, nextLine, span } from '../../text.ts';
import type { MapEntry, MapNode, Node, ScalarNode } from '../shared/tree.ts';
import type { Composed } from '../shared/yaml/compose.ts';
import { encode, isPlainSafe, type Quote, quoted } from '../shared/yaml/encode.ts';
import { yamlWriter } from '../shared/yaml/writer.ts';

/** Where a variable is: a member of a map, or an item `NAME=value` of a list. */
type VariablePlace =
  | { readonly kind: 'member'; readonly entry: MapEntry; readonly map: MapNode }
  | { readonly kind: 'item'; readonly item: ScalarNode; readonly flow: boolean };

/** The writer of one document. `isFilledIn`: its program fills in variables, and reads two dollar signs as one. */
export function blockWriter(text: string, { root, scalars, flows }: Composed, isFilledIn: boolean): Writer {
  const plain = isFilledIn ? doubled : (written: string): string => written;
  const writer = yamlWriter({ text, scalars, flows, rules: [] });
  const places = placesOf(root);
  return {
    ...writer,
    replace: (value, written, start, end) =>
      // Hermes replaces `${NAME}`, and has no way to say it plainly.
      !isFilledIn && written.includes('${')
        ? undefined
        : isEmptyItem(text, value)
          ? filled(text, value, plain(written))
          : writer.replace(value, plain(written), start, end),
    assign: (beside, variables) => {
      const place = places.get(beside.name.at.start) ?? places.get(beside.name.at.start - 1);
      return (
        place &&
        assigned(
          text,
          place,
          beside,
          variables.map((one) => ({ ...one, value: plain(one.value) })),
        )
      );
    },
    remove: (at) =>
      places.has(at.start) ? removed(text, places.get(at.start) as VariablePlace, at) : writer.remove(at),
  };
}

/** Compose fills in what begins with a dollar sign; two of them are one. */
const doubled = (text: string): string => text.replaceAll('$', '$$$$');

/** By the offset at which the key or the item begins. */
function placesOf(root: Node | undefined): ReadonlyMap<number, VariablePlace> {
  const found = new Map<number, VariablePlace>();
  const visited = new Set<Node>();
  const open: Node[] = root ? [root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (visited.has(node)) continue;
    visited.add(node);
    if (node.kind === 'map') {
      for (const entry of node.entries) found.set(entry.key.at.start, { kind: 'member', entry, map: node });
      open.push(...node.entries.map(({ value }) => value), ...node.merges);
    } else if (node.kind === 'list') {
      for (const item of node.items)
        if (item.kind === 'scalar') found.set(item.at.start, { kind: 'item', item, flow: node.flow });
      open.push(...node.items);
    }
  }
  return found;
}

/** `- NO_PROXY=`, also in quotes: there are no characters to replace. */
function isEmptyItem(text: string, { at, text: said }: Value): boolean {
  return said === '' && at.start === at.end && text[at.start - 1] === '=';
}

function filled(text: string, { at }: Value, written: string): readonly TextEdit[] | undefined {
  return /^[\w.:,/@-]+$/.test(written) && !/\s/.test(text[at.start] ?? '\n') === /["']/.test(text[at.start] ?? '')
    ? [{ at, text: written }]
    : undefined;
}

function assigned(
  text: string,
  place: VariablePlace,
  beside: Assignment,
  variables: readonly NewVariable[],
): readonly TextEdit[] | undefined {
  const isFlow = place.kind === 'member' ? place.map.flow : place.flow;
  const own = place.kind === 'member' ? place.entry.key.at : place.item.at;
  const end = Math.max(own.end, place.kind === 'member' ? valueEnd(place.entry) : place.item.at.end);
  const written = variables.map(({ name, value }) => {
    if (place.kind === 'item') return like(text, place.item, `${name}=${value}`, isFlow);
    const { key, value: node } = place.entry;
    const gap = /^[ \t]*:[ \t]+/.exec(text.slice(key.at.end, key.at.end + 20))?.[0] ?? ': ';
    return like(text, key, name, isFlow) + gap + like(text, node, value, isFlow);
  });
  if (isFlow) return [{ at: span(beside.at, end, end), text: written.map((one) => `, ${one}`).join('') }];
  const opening = text.slice(lineStart(text, own.start), own.start);
  if (!/^\uFEFF?[ \t]*(?:- +)*$/.test(opening)) return undefined;
  const indent = place.kind === 'item' ? opening : opening.replace(/[-\uFEFF]/g, ' ');
  const ending = lineEnding(text, own.start);
  const below = nextLine(text, end);
  const isOpenEnd = below === text.length && lineEnd(text, end) === text.length;
  const lines = written.map((one) => (isOpenEnd ? ending + indent + one : indent + one + ending));
  return [{ at: span(beside.at, below, below), text: lines.join('') }];
}

/** Where a value ends that is written here; an alias ends where its own characters do. */
function valueEnd({ key, value }: MapEntry): number {
  return value.at.start >= key.at.end ? value.at.end : key.at.end;
}

/** A scalar quoted like its neighbour, or plain where that is safe. */
function like(text: string, node: Node, written: string, isFlow: boolean): string {
  const first = text[node.at.start];
  const quote: Quote = first === "'" || first === '"' ? first : '';
  // A bare `null`, `true` or `1e3` would be no text: compose hands on what is null, and refuses a boolean.
  if (quote === '')
    return isPlainSafe(written, isFlow) && goScalar(written).kind === 'string' ? written : quoted(written);
  return encode(written, quote) ?? quoted(written);
}

/** A member or an item with its line, where nothing else is on it. */
function removed(text: string, place: VariablePlace, at: Span): readonly TextEdit[] | undefined {
  const isFlow = place.kind === 'member' ? place.map.flow : place.flow;
  const end = place.kind === 'member' ? valueEnd(place.entry) : place.item.at.end;
  const start = lineStart(text, at.start);
  const isAlone = place.kind === 'member' ? place.map.entries.length > 1 : true;
  const opening = text.slice(start, at.start);
  if (isFlow || at.end < end || !isAlone || !/^[ \t]*(?:- +)?$/.test(opening)) return undefined;
  if (place.kind === 'member' && opening.includes('-')) return undefined;
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(end, lineEnd(text, end)))) return undefined;
  return [{ at: span(at, start, nextLine(text, end)), text: '' }];
}
