/** The rows of `knowledge/clash/shapes.ts` as fields, read once and when they are first asked for. */
import {
  GROUP_BASE,
  GROUPS,
  LISTENER_BASE,
  LISTENERS,
  NODE_BASE,
  NODES,
  PARTS,
  PLUGINS,
} from '../../../knowledge/clash/shapes.ts';

/** One key of a map: what it contains and whether it must be there. */
export interface Field {
  readonly key: string;
  /** `text`, `int`, `uint`, `uint8`, `uint16`, `bool`, `any`, `prefix`, `address`, `regex`, an enumeration, `[]x`, `{}x` or `@part`. */
  readonly type: string;
  readonly isRequired: boolean;
}

export type Shape = readonly Field[];

const read = new Map<string, Shape>();

function shapeOf(words: string): Shape {
  const known = read.get(words);
  if (known) return known;
  const fields = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word): Field => {
      const isRequired = word.endsWith('!');
      const [key = '', type = 'text'] = (isRequired ? word.slice(0, -1) : word).split(/:(.*)/);
      return { key, type, isRequired };
    });
  read.set(words, fields);
  return fields;
}

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const joined = (base: string, words: string | undefined): Shape | undefined =>
  words === undefined ? undefined : shapeOf(`${base} ${words}`);

/** The keys of a node of this type; undefined: mihomo has no such type. */
export const nodeShape = (type: string): Shape | undefined => joined(NODE_BASE, own(NODES, type));
/** The keys of a listener of this type. */
export const listenerShape = (type: string): Shape | undefined => joined(LISTENER_BASE, own(LISTENERS, type));
/** The keys of a group; of an unknown type, those that all groups have. */
export const groupShape = (type: string): Shape => shapeOf(`${GROUP_BASE} ${own(GROUPS, type) ?? ''}`);
/** The options of a Shadowsocks plug-in. */
export const pluginShape = (name: string): Shape | undefined => joined('', own(PLUGINS, name));
/** A map inside of others. */
export const partShape = (name: string): Shape => shapeOf(own(PARTS, name) ?? '');

/** The types mihomo has. */
export const NODE_TYPES: readonly string[] = Object.keys(NODES);
export const LISTENER_TYPES: readonly string[] = Object.keys(LISTENERS);
export const GROUP_TYPES: readonly string[] = Object.keys(GROUPS);
