/** One input: a small machine. Files are given by path; texts are what envlint would have read. */
import type { LanguageName } from '../../src/core.ts';

export interface Input {
  /** Where it came from, for the report of a failure. */
  readonly origin: string;
  readonly files: readonly InputFile[];
}

export interface InputFile {
  readonly path: string;
  readonly text: string;
  /** Left out: told by path and content. */
  readonly language?: LanguageName;
  readonly dialect?: string;
}
