/** Settings that a command writes into a program's own configuration: `git config`, `npm config`, `pip config`. */
import type { Command, Project, Value } from '../core.ts';
import { derive } from '../project.ts';
import { basename, partOf } from '../text.ts';

export interface CommandSetting {
  readonly client: 'git' | 'npm' | 'pip';
  /** As the program compares it: `http.proxy`, `https-proxy`, `global.trusted-host`. */
  readonly key: string;
  /** What is between `http.` and the last part of a git key, where something is: `https://git.corp.example`. */
  readonly onlyFor?: string | undefined;
  /** The value, in its word; undefined: the setting is taken out. */
  readonly value?: Value | undefined;
  readonly text: string;
  readonly name: Value;
  /** It is written to the user's or the machine's file, and not to that of one repository or project. */
  readonly isLasting: boolean;
  readonly command: Command;
}

/** Each command of the project that sets or removes one setting, in file order. Commands that read or list are none. */
export const commandSettings = derive((project: Project): readonly CommandSetting[] =>
  project.facts('command').flatMap((command) => readCommand(command) ?? []),
);

function readCommand(command: Command): CommandSetting | undefined {
  const first = command.words.findIndex(({ text }) => !/^(?:sudo|command|env|-[EHn])$/.test(text));
  const program = basename(command.words[first]?.text ?? '');
  const rest = command.words.slice(first + 1);
  if (program === 'git') return readGit(command, rest);
  if (program === 'npm') return readNpm(command, rest);
  if (/^pip[\d.]*$/.test(program)) return readPip(command, rest);
  return /^python[\d.]*$/.test(program) && rest[0]?.text === '-m' && rest[1]?.text === 'pip'
    ? readPip(command, rest.slice(2))
    : undefined;
}

/** Options of `git config` that take the next word. */
const GIT_OPERANDS = new Set(['-f', '--file', '--blob', '--type', '--comment', '--default', '--value', '--url']);

/** `git config --global http.proxy URL`, `--unset`, and from 2.46 on `git config set` and `unset`. */
function readGit(command: Command, words: readonly Value[]): CommandSetting | undefined {
  if (words[0]?.text !== 'config') return undefined;
  const { options, operands } = split(words.slice(1), GIT_OPERANDS);
  const isRead = options.some((option) => /^(?:--get.*|--list|--edit|-[el]|-f|--file|--blob)$/.test(option));
  const isWord = /^(?:set|unset)$/.test(operands[0]?.text ?? '');
  const verb = isWord ? operands[0]?.text : '';
  const [name, value] = isWord ? operands.slice(1) : operands;
  const isUnset = verb === 'unset' || options.some((option) => /^--unset(?:-all)?$/.test(option));
  const parts = /^([^.]+)\.(?:(.+)\.)?([^.]+)$/s.exec(name?.text ?? '');
  if (isRead || !name || !parts || (!isUnset && !value)) return undefined;
  const [, section = '', onlyFor, key = ''] = parts;
  return {
    client: 'git',
    key: `${section}.${key}`.toLowerCase(),
    onlyFor,
    value: isUnset || !value ? undefined : value,
    text: isUnset ? '' : (value?.text ?? ''),
    name,
    isLasting: options.some((option) => option === '--global' || option === '--system'),
    command,
  };
}

/** `npm config set KEY VALUE`, `npm set KEY=VALUE`, `npm config delete KEY`. */
function readNpm(command: Command, words: readonly Value[]): CommandSetting | undefined {
  const { options, operands } = split(words, new Set(['--location', '-L', '--prefix']));
  const [verb, name, value] = /^(?:config|c)$/.test(operands[0]?.text ?? '') ? operands.slice(1) : operands;
  const isLasting = !options.includes('--location=project');
  if (!name || !verb) return undefined;
  if (verb.text === 'set') {
    const joined = /^([^=]+)=(.*)$/s.exec(name.text);
    const key = joined?.[1] ?? name.text;
    const word = joined ? partOf(name, key.length + 1, name.text.length) : value;
    return word && { client: 'npm', key, value: word, text: word.text, name, isLasting, command };
  }
  const isRemoval = /^(?:delete|rm|del|unset|remove)$/.test(verb.text) && operands[0] !== verb;
  return isRemoval ? { client: 'npm', key: name.text, text: '', name, isLasting, command } : undefined;
}

/** `pip config set global.proxy URL`, `pip config unset global.proxy`. */
function readPip(command: Command, words: readonly Value[]): CommandSetting | undefined {
  const { operands } = split(words, new Set(['--editor']));
  const [config, verb, name, value] = operands;
  if (config?.text !== 'config' || !name) return undefined;
  const key = name.text.toLowerCase().replaceAll('_', '-');
  const rest = { client: 'pip', key, name, isLasting: true, command } as const;
  if (verb?.text === 'unset') return { ...rest, text: '' };
  return verb?.text === 'set' && value ? { ...rest, value, text: value.text } : undefined;
}

/** Options by their letters, and the words that are none and no operand of one. */
function split(
  words: readonly Value[],
  takesNext: ReadonlySet<string>,
): { readonly options: readonly string[]; readonly operands: readonly Value[] } {
  const options: string[] = [];
  const operands: Value[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (!word.text.startsWith('-') || word.text === '-') operands.push(word);
    else {
      options.push(word.text);
      if (takesNext.has(word.text)) index++;
    }
  }
  return { options, operands };
}
