/** What people see when the network of a machine is set up wrongly, and what causes it. One file each in `symptoms/`. */
import type { Text } from '../core.ts';

export interface Symptom {
  /** The file's name. */
  readonly id: string;
  /** What is going on, in the words of the person who sees it. */
  readonly title: Text;
  /** A text that stands for many causes: listed after the symptoms that say more. */
  readonly general?: true | undefined;
  /** Holds only where the text names such a host. */
  readonly host?: HostKind | undefined;
  /**
   * Parts of messages that do not change, compared without regard to case, quotes and line breaks. Open parts: `{host}`,
   * `{port}`, `{proxy}` (a port where proxies listen), `{n}` (a number), `{}` (a few words); `{end}` is the end of a message.
   */
  readonly texts: readonly string[];
  /** Words that are a message only in a short text: a log is full of them. */
  readonly single?: readonly string[] | undefined;
  /** Words that make the same line a message of another kind. */
  readonly unless?: readonly string[] | undefined;
  /** How people describe it who paste no message: one word of each group must occur. */
  readonly described?: readonly (readonly (readonly string[])[])[] | undefined;
  /** Ids of general symptoms that are only the echo of this one. */
  readonly includes?: readonly string[] | undefined;
  /** In order of likelihood. */
  readonly causes: readonly Cause[];
  /** How to make sure by hand. */
  readonly confirm: Confirmation;
  /** Threads (`owner/repository#number`), manual pages, and programs it was measured with. */
  readonly sources: readonly string[];
}

export type HostKind = 'domestic' | 'overseas' | 'local';

export interface Cause {
  /** The cause and what repairs it. */
  readonly text: Text;
  /** The rules that find it in files. None: no file shows it. */
  readonly rules: readonly string[];
}

export interface Confirmation {
  /** For a shell; `{host}` and `{port}` are those of the text. */
  readonly command: string;
  /** What its output tells. */
  readonly shows: Text;
}
