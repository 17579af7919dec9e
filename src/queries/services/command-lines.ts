/** What a supervised command line finally runs: the line itself, and the commands of a script that it hands to a shell. */
import type { ExecLine, Span, Value } from '../../core.ts';
import { programOf } from '../../knowledge/programs.ts';
import { inside, spanOf } from '../../text.ts';

/** A whole argument, or the characters `start` to `end` of the one that is a script. */
export interface CommandWord {
  readonly text: string;
  readonly value: Value;
  /** Offsets in the value; undefined for a whole argument. */
  readonly part?: { readonly start: number; readonly end: number };
}

/** The line as it stands first; then, behind `sh -c`, each command of the script, as far as it is written out. */
export function commandLines({ words }: ExecLine): readonly (readonly CommandWord[])[] {
  const script = scriptOf(words);
  return [words.map((value) => ({ text: value.text, value })), ...(script ? commandsOf(script) : [])];
}

/** The script of `bash -lc '…'`, also behind `env` and the like. */
function scriptOf(words: readonly Value[]): Value | undefined {
  const { name, index } = programOf(words.map(({ text }) => text));
  if (!/^(?:ba|da|z|k)?sh$/.test(name)) return undefined;
  const behind = words.slice(index + 1);
  const operand = behind.findIndex(({ text }) => !text.startsWith('-'));
  return /^-\w*c$/.test(behind[operand - 1]?.text ?? '') ? behind[operand] : undefined;
}

/** A word with its quotes, or signs that end a command. */
const TOKEN = /((?:[^\s;&|()<>"'\\]|\\[\s\S]|"[^"]*"|'[^']*')+)|[;&|()\n]/g;

function commandsOf(script: Value): readonly (readonly CommandWord[])[] {
  let command: CommandWord[] = [];
  const commands = [command];
  for (const { 0: token, 1: word, index } of script.text.matchAll(TOKEN)) {
    if (word === undefined) commands.push((command = []));
    else {
      const text = /^(["'])[^"'\\$`]*\1$/.test(word) ? word.slice(1, -1) : word;
      command.push({ text, value: script, part: { start: index, end: index + token.length } });
    }
  }
  return commands.filter(({ length }) => length > 0);
}

/** The characters of a word, without the quotes or tags around an argument. */
export function insideWord({ value, part }: CommandWord): Span {
  return part ? spanOf(value, part.start, part.end) : inside(value);
}

/** The characters of a word with all that belongs to it: what goes when it is taken out. */
export function wordSpan({ value, part }: CommandWord): Span {
  return part ? spanOf(value, part.start, part.end) : value.at;
}
