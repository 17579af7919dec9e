/** The keys of a Clash file as settings: everything but the rules and the members of groups. */
import type { Scope, Setting, Span } from '../../core.ts';
import { TOP_LEVEL_KEYS } from '../../knowledge/clash/keys.ts';
import { basesOf, entriesOf, fieldsOf, type MapEntry, type MapNode, type Node } from './tree.ts';

const TYPES: Readonly<Record<Exclude<Node['kind'], 'scalar'>, string>> = { map: 'dict', list: 'array', rules: 'array' };
/** Paths whose list items are facts of another kind. */
const LISTED = /^(?:rules|sub-rules\0[^\0]*|proxy-groups\0\d+\0(?:proxies|use)|rule-providers\0[^\0]*\0payload)$/;

/**
 * One setting for each key, and for each scalar in a list (its index is the last part of its path), in the order of the file.
 * What several aliases share is listed once, at the anchor, under the path of its first use in a section that mihomo reads.
 */
export function settingsOf(root: Node | undefined, scope: Scope): Setting[] {
  if (root?.kind !== 'map') return [];
  const settings: Setting[] = [];
  const told: Told = { told: new Set(), merged: new Map(), settings };
  const entries = [...entriesOf(root).values()];
  const isRead = (entry: MapEntry): boolean => TOP_LEVEL_KEYS.has(entry.key.value.text);
  for (const entry of entries) if (isRead(entry)) section(entry, scope, told);
  for (const entry of entries) if (!isRead(entry)) section(entry, scope, told);
  return settings.sort((a, b) => a.at.start - b.at.start);
}

/** What has been listed of a file, and which parts of merged maps have not. */
interface Told {
  readonly told: Set<Node>;
  readonly merged: Map<MapNode, readonly MapEntry[]>;
  readonly settings: Setting[];
}

function section(entry: MapEntry, scope: Scope, { told, merged, settings }: Told): void {
  const tell = (path: readonly string[], { key, value }: MapEntry): void => {
    if (told.has(value)) {
      // An unread helper section was listed where it is used; its own key still is one.
      if (path.length === 1) settings.push(setting(path, { key, value }, scope));
      return;
    }
    told.add(value);
    settings.push(setting(path, { key, value }, scope));
    if (value.kind === 'map') mapEntries(value, path);
    else if (value.kind === 'list' && !LISTED.test(path.join('\0'))) {
      for (const [index, item] of value.items.entries()) listItem(item, [...path, String(index)]);
    }
  };
  const mapEntries = (map: MapNode, path: readonly string[]): void => {
    const within = (inner: MapEntry): void => tell([...path, keyIn(path, inner.key.value.text)], inner);
    const fields = fieldsOf(map);
    const counts = (inner: MapEntry): boolean => fields.get(inner.key.value.text) === inner;
    map.entries.filter(counts).forEach(within);
    // What several maps merge is listed once: only what was not, because another key hid it, is asked for again.
    for (const base of basesOf(map)) {
      const untold = merged.get(base) ?? [...entriesOf(base).values()];
      const hidden = untold.filter((inner) => !counts(inner));
      merged.set(base, hidden);
      if (hidden.length === untold.length) continue;
      const hides = new Set(hidden);
      for (const inner of untold) if (!hides.has(inner)) within(inner);
    }
  };
  const listItem = (item: Node, path: readonly string[]): void => {
    if (told.has(item)) return;
    if (item.kind !== 'map' && item.kind !== 'scalar') {
      tell(path, { key: nameless(item), value: item });
      return;
    }
    told.add(item);
    if (item.kind === 'map') mapEntries(item, path);
    else settings.push(setting(path, { key: item, value: item }, scope));
  };
  tell([entry.key.value.text], entry);
}

/** Sections of which mihomo reads each entry's own keys without regard to case. */
const FOLDED = /^(?:prox(?:ies|y-groups|y-providers)|rule-providers|listeners)$/;

/** A key as the path of a setting has it. */
function keyIn([section = '', ...rest]: readonly string[], key: string): string {
  const isOwn = rest.length === 1 || (rest.length === 2 && rest[1] === 'health-check');
  return isOwn && FOLDED.test(section) ? key.toLowerCase() : key;
}

function nameless(item: Node): MapEntry['key'] {
  const at = { file: item.at.file, start: item.at.start, end: item.at.start };
  return { kind: 'scalar', at, type: 'string', value: { text: '', at, known: true, pieces: [] } };
}

function setting(path: readonly string[], { key, value }: MapEntry, scope: Scope): Setting {
  const isScalar = value.kind === 'scalar';
  return {
    kind: 'setting',
    at: cover(key.at, value.at),
    scope,
    certain: true,
    path,
    name: key.value,
    value: isScalar ? value.value : { text: '', at: value.at, known: true, pieces: [] },
    type: isScalar ? value.type : TYPES[value.kind],
  };
}

/** Key and value; only the key where the value is an alias and is elsewhere. */
function cover(key: Span, value: Span): Span {
  return value.start >= key.start ? { file: key.file, start: key.start, end: Math.max(key.end, value.end) } : key;
}
