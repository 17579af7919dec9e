/** What systemd says to one line of a unit: specifiers first, then the value. */
import type { Kind } from './kinds.ts';
import { expand } from './specifiers.ts';
import { type Fault, judgeValue } from './values/index.ts';
import { isWithoutEffect } from './versions.ts';

/** Kinds in which a bad specifier stops the unit; a `-` before a command or a path makes it a line without effect. */
const STOPPING: ReadonlySet<Kind> = new Set<Kind>(['fatal-path', 'user', 'users']);
const STOPPING_UNLESS_OPTIONAL: ReadonlySet<Kind> = new Set<Kind>(['exec', 'working-directory', 'label']);

/** Lists that only lose the word. */
const WORD_BY_WORD: ReadonlySet<Kind> = new Set<Kind>([
  'units',
  'obsolete-units',
  'sockets',
  'environment',
  'variable-names',
  'variable-words',
  'paths',
  'sandbox-paths',
  'bind-paths',
  'directories',
  'tmpfs',
  'mount-images',
  'extension-images',
  'log-fields',
]);

/** Kinds whose standing can be told although a specifier is in them: only how the path begins is asked. */
const PATH_LIKE: ReadonlySet<Kind> = new Set<Kind>([
  'path',
  'fatal-path',
  'working-directory',
  'environment-file',
  'condition-path',
  'pid-file',
]);

/** Sections whose units have no such key although its name is known there. */
const UNSUPPORTED: Readonly<Record<string, RegExp>> = {
  Socket: /^(?:ManagedOOMMemoryPressure(?:Limit)?|ManagedOOMSwap|Delegate)$/,
  Mount: /^(?:ManagedOOMMemoryPressure(?:Limit)?|ManagedOOMSwap|Delegate)$/,
  Swap: /^(?:ManagedOOMMemoryPressure(?:Limit)?|ManagedOOMSwap|Delegate)$/,
  Slice: /^Delegate$/,
};

/** The value as it is written, without the spaces around it; undefined: systemd takes it. */
export function judgeLine(section: string, key: string, kind: Kind, text: string): Fault | undefined {
  if (UNSUPPORTED[section]?.test(key)) return { effect: 'ignored', want: 'supported-here' };
  const expanded = expand(kind, text);
  if (expanded?.fault) return { effect: specifierEffect(kind, text), want: 'specifier', at: expanded.fault };
  const fault = judgeValue(kind, key, expanded ? expanded.text : text);
  if (!fault && isWithoutEffect(key)) return { effect: 'noted', want: 'newer-key' };
  if (!fault || !expanded) return fault;
  // Nothing but the beginning of a path can be told, where it is written out.
  if (expanded.isGuess && (!PATH_LIKE.has(kind) || /^[-!|]*%/.test(text))) return undefined;
  const { at: _, ...rest } = fault;
  return rest;
}

function specifierEffect(kind: Kind, text: string): Fault['effect'] {
  if (STOPPING.has(kind)) return 'refused';
  if (STOPPING_UNLESS_OPTIONAL.has(kind)) return /^[@:+!|]*-/.test(text) ? 'ignored' : 'refused';
  return WORD_BY_WORD.has(kind) ? 'part' : 'ignored';
}
