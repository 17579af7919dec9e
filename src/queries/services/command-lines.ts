/** What a supervised command line finally runs: the line itself, and the commands of a script that it hands to a shell. */
import type { ExecLine, Span, Value } from '../../core.ts';
import { scriptCommands, scriptIndex } from '../../knowledge/scripts.ts';
import { inside, spanOf } from '../../text.ts';

/** A whole argument, or the characters `start` to `end` of the one that is a script. */
export interface CommandWord {
  readonly text: string;
  readonly value: Value;
  /** Offsets in the value; undefined for a whole argument. */
  readonly part?: { readonly start: number; readonly end: number };
}

/** The line as it stands first; then, after `sh -c`, each command of the script, as far as it is written out. */
export function commandLines({ words }: ExecLine): readonly (readonly CommandWord[])[] {
  const script = scriptOf(words);
  return [words.map((value) => ({ text: value.text, value })), ...(script ? commandsOf(script) : [])];
}

/** The script of `bash -lc '…'`, also after `env` and the like. */
function scriptOf(words: readonly Value[]): Value | undefined {
  const index = scriptIndex(words.map(({ text }) => text));
  return index === undefined ? undefined : words[index];
}

function commandsOf(script: Value): readonly (readonly CommandWord[])[] {
  return scriptCommands(script.text).map((command) =>
    command.map(({ text, start, end }) => ({ text, value: script, part: { start, end } })),
  );
}

/** The characters of a word, without the quotes or tags around an argument. */
export function insideWord({ value, part }: CommandWord): Span {
  return part ? spanOf(value, part.start, part.end) : inside(value);
}

/** The characters of a word with all that belongs to it: what goes when it is taken out. */
export function wordSpan({ value, part }: CommandWord): Span {
  return part ? spanOf(value, part.start, part.end) : value.at;
}
