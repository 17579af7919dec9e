import type { Text } from '../../core.ts';

/** One option, as the parser, help, man page and completions read it. */
export interface Option {
  readonly name: string;
  readonly short?: string | undefined;
  /** What the value is called in help; without it the option is a switch. */
  readonly value?: string | undefined;
  readonly multiple?: boolean | undefined;
  readonly choices?: readonly string[] | undefined;
  /** Commands that accept it. */
  readonly of: readonly string[] | 'all';
  readonly help: Text;
}
