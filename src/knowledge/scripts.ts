/** The script that a command line hands to a shell (`sh -c '…'`), and the commands in it as far as they are written out. */
import { programOf } from './programs.ts';

/** The index of the word that is the script of `bash -lc '…'`, also after `env` and the like. */
export function scriptIndex(words: readonly string[]): number | undefined {
  const { name, index } = programOf(words);
  if (!/^(?:ba|da|z|k)?sh$/.test(name)) return undefined;
  const operand = words.findIndex((text, at) => at > index && !text.startsWith('-'));
  return operand > index + 1 && /^-\w*c$/.test(words[operand - 1] ?? '') ? operand : undefined;
}

/** One word of a script: what it means as far as quotes around all of it go, and where it is with them. */
export interface ScriptWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A word with its quotes, or signs that end a command. */
const TOKEN = /((?:[^\s;&|()<>"'\\]|\\[\s\S]|"[^"]*"|'[^']*')+)|[;&|()\n]/g;

/** The commands of a script, each as its words. */
export function scriptCommands(script: string): readonly (readonly ScriptWord[])[] {
  let command: ScriptWord[] = [];
  const commands = [command];
  for (const { 0: token, 1: word, index } of script.matchAll(TOKEN)) {
    if (word === undefined) commands.push((command = []));
    else {
      const text = /^(["'])[^"'\\$`]*\1$/.test(word) ? word.slice(1, -1) : word;
      command.push({ text, start: index, end: index + token.length });
    }
  }
  return commands.filter(({ length }) => length > 0);
}
