/** What systemd says to a value. */

/** What a value must be; the words for it are chosen where findings are made. */
export type Want =
  | 'boolean'
  | 'choice'
  | 'span'
  | 'size'
  | 'number'
  | 'percent'
  | 'mode'
  | 'signal'
  | 'absolute-path'
  | 'relative-path'
  | 'normal-path'
  | 'program'
  | 'no-quotes'
  | 'unit-name'
  | 'living-unit'
  | 'no-commas'
  | 'user-name'
  | 'address'
  | 'port'
  | 'calendar'
  | 'name'
  | 'ascii'
  | 'url'
  | 'device'
  | 'syntax'
  | 'closed-quotes'
  | 'known-escape'
  | 'specifier'
  | 'something'
  | 'current-name'
  | 'current-path'
  | 'safer-mode'
  | 'own-user'
  | 'newer-key'
  | 'supported-here'
  | 'soft-below-hard';

export interface Fault {
  /**
   * refused: the whole unit is not loaded · ignored: the line has no effect · part: these words of it have none ·
   * noted: it works, and systemd asks for another spelling.
   */
  readonly effect: 'refused' | 'ignored' | 'part' | 'noted';
  readonly want: Want;
  /** The characters at fault in the value; absent: all of it. */
  readonly at?: readonly [start: number, end: number] | undefined;
  /** The words that are allowed. */
  readonly choices?: readonly string[] | undefined;
  readonly range?: readonly [least: number, most: number] | undefined;
  /** The version of systemd that reads it. */
  readonly since?: number | undefined;
}

/** Judges a value; undefined: systemd takes it. */
export type Check = (text: string, key: string) => Fault | undefined;

/** A line without effect. */
export function ignored(want: Want, more: Partial<Fault> = {}): Fault {
  return { effect: 'ignored', want, ...more };
}

/** A unit that is not loaded. */
export function refused(want: Want, more: Partial<Fault> = {}): Fault {
  return { effect: 'refused', want, ...more };
}

/** Words of a list without effect. */
export function part(want: Want, at: readonly [number, number], more: Partial<Fault> = {}): Fault {
  return { effect: 'part', want, at, ...more };
}
