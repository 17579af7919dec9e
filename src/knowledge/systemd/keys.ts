/** Looks up the keys systemd reads: where they are, what kind of value they take. */
import { classOfKind, type Kind, type ValueClass } from './kinds.ts';
import { OTHER_SECTIONS, UNIT_SECTIONS } from './table.ts';

export { sinceVersion } from './versions.ts';
export type { Kind, ValueClass };

/** The sections this table contains. */
export const SECTION_NAMES: readonly string[] = [...Object.keys(UNIT_SECTIONS), ...Object.keys(OTHER_SECTIONS)];

const kinds = new Map<string, ReadonlyMap<string, Kind>>();
const classes = new Map<string, ReadonlyMap<string, ValueClass>>();

function unitKeys(section: string): ReadonlyMap<string, Kind> | undefined {
  if (!Object.hasOwn(UNIT_SECTIONS, section)) return undefined;
  const made = kinds.get(section) ?? new Map(UNIT_SECTIONS[section]!.flatMap((group) => pairs<Kind>(group)));
  kinds.set(section, made);
  return made;
}

/** Groups of words as pairs of word and group. */
function pairs<Name extends string>(group: Partial<Readonly<Record<Name, string>>>): [string, Name][] {
  return (Object.keys(group) as Name[]).flatMap((name) =>
    (group[name] ?? '')
      .trim()
      .split(/\s+/)
      .map((key): [string, Name] => [key, name]),
  );
}

/** All keys of a section with their classes; undefined for a section this table does not contain (Quadlet, networkd, `X-`). */
export function keysOf(section: string): ReadonlyMap<string, ValueClass> | undefined {
  const known = classes.get(section);
  if (known) return known;
  const own = unitKeys(section);
  const other = Object.hasOwn(OTHER_SECTIONS, section) ? OTHER_SECTIONS[section] : undefined;
  if (!own && !other) return undefined;
  const made = own
    ? new Map([...own].map(([key, kind]) => [key, classOfKind(kind)] as const))
    : new Map(pairs<ValueClass>(other ?? {}));
  classes.set(section, made);
  return made;
}

/** The class of value a key takes in a section; undefined for a key systemd does not know there. Case matters. */
export function classOf(section: string, key: string): ValueClass | undefined {
  return keysOf(section)?.get(key);
}

/** How the value of a unit's key is read; undefined for keys of other files and for unknown ones. */
export function kindOf(section: string, key: string): Kind | undefined {
  return unitKeys(section)?.get(key);
}

/** The sections in which a key is known, e.g. `['Unit']` for StartLimitIntervalSec. */
export function sectionsOf(key: string): string[] {
  return SECTION_NAMES.filter((section) => classOf(section, key) !== undefined);
}
