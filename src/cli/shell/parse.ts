/** From the words of the command line to a command, its options and its operands. */
import { existsSync, readFileSync } from 'node:fs';
import type { Text } from '../../core.ts';
import type { RequestedPath } from '../../host/find/discover.ts';
import { systemError } from '../../host/read/read.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import type { Option } from './option.ts';
import { FORMATS, OPTIONS, optionsOf, type Values } from './options.ts';

export interface Invocation {
  readonly command: CommandName;
  /** The user typed the command's name. */
  readonly isNamed: boolean;
  readonly values: Values;
  readonly operands: readonly RequestedPath[];
}

/** Parses the arguments after the program's name. Throws `UsageError`. */
export function parseInvocation(argv: readonly string[]): Invocation {
  const tokens = tokenize(argv);
  const first = tokens.find((token) => token.kind === 'positional' || token.kind === 'option-terminator');
  const isNamed = first?.kind === 'positional' && Object.hasOwn(COMMANDS, first.value);
  const command = isNamed ? (first.value as CommandName) : 'lint';
  if (!isNamed && first?.kind === 'positional') refuseTypo(first.value);
  const values: Record<string, string | boolean | string[]> = {};
  const operands: RequestedPath[] = [];
  let literal = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') literal = true;
    else if (token.kind === 'option') addOption(token, command, values);
    else if (!isNamed || token !== first) operands.push(...operand(token.value, literal || command === 'explain'));
  }
  return { command, isNamed, values: values as Values, operands };
}

/** `explian RULE`: a word that leads to no file and nearly is a command's name. Throws `UsageError`. */
function refuseTypo(word: string): void {
  const guess =
    /^[a-z][a-z-]{3,}$/i.test(word) && !existsSync(word) ? didYouMean(word, Object.keys(COMMANDS)) : undefined;
  if (!guess?.en) return;
  throw new UsageError({
    en: `${word}: no such command, file or folder${guess.en}`,
    zh: `${word}：没有这个命令、文件或文件夹${guess.zh}`,
  });
}

/** What a word of the command line is. `rawName`: the option as it was typed. */
type Token =
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option-terminator' }
  | OptionToken;

interface OptionToken {
  readonly kind: 'option';
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  /** `--name=value`, `-nvalue`. */
  readonly inlineValue: boolean;
}

const ALL: readonly Option[] = OPTIONS;

/** The words as options, their values and operands. What is wrong with them is for others to say. */
function tokenize(argv: readonly string[]): Token[] {
  const tokens: Token[] = [];
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') {
      return [
        ...tokens,
        { kind: 'option-terminator' },
        ...words.map((value): Token => ({ kind: 'positional', value })),
      ];
    }
    if (!word.startsWith('-') || word === '-' || isText(word, tokens)) tokens.push({ kind: 'positional', value: word });
    else if (word.startsWith('--')) tokens.push(longOption(word, words));
    else tokens.push(...shortOptions(word, words));
  }
  return tokens;
}

/** The text of an error can begin with a dash (`-bash: export: …`): options contain no space. */
function isText(word: string, before: readonly Token[]): boolean {
  const command = before.find(({ kind }) => kind === 'positional');
  return command?.kind === 'positional' && command.value === 'explain' && /^-[^=]*\s/.test(word);
}

/** `--name`, `--name=value`; takes the value from `words` where it is apart. */
function longOption(word: string, words: string[]): OptionToken {
  const at = word.indexOf('=');
  const rawName = at < 0 ? word : word.slice(0, at);
  const name = rawName.slice(2);
  if (at >= 0) return { kind: 'option', name, rawName, value: word.slice(at + 1), inlineValue: true };
  return withValue(name, rawName, takesValue(ALL.find((option) => option.name === name)) ? words.shift() : undefined);
}

/** `-a`, `-ab`, `-fvalue`: letters up to one that takes a value, which is the rest of the word or the next one. */
function shortOptions(word: string, words: string[]): OptionToken[] {
  const tokens: OptionToken[] = [];
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    const option = ALL.find(({ short }) => short === letter);
    const name = option?.name ?? letter;
    const rest = word.slice(at + 1);
    if (takesValue(option) && rest !== '') {
      return [...tokens, { kind: 'option', name, rawName: `-${letter}`, value: rest, inlineValue: true }];
    }
    tokens.push(withValue(name, `-${letter}`, takesValue(option) ? words.shift() : undefined));
  }
  return tokens;
}

const takesValue = (option: Option | undefined): boolean => option?.value !== undefined;

function withValue(name: string, rawName: string, value: string | undefined): OptionToken {
  return { kind: 'option', name, rawName, inlineValue: false, value };
}

function addOption(
  token: OptionToken,
  command: CommandName,
  values: Record<string, string | boolean | string[]>,
): void {
  const known = optionsOf(command);
  const option = known.find((one) => one.name === token.name);
  if (!option) throw unknownOption(token, command, known);
  if (option.value === undefined) {
    if (token.value !== undefined) {
      throw new UsageError({ en: `--${option.name} takes no value`, zh: `--${option.name} 不带值` });
    }
    values[option.name] = true;
    return;
  }
  // `--level --fix`: the parser takes the next option as the value.
  if (token.value === undefined || (!token.inlineValue && token.value.startsWith('-') && token.value !== '-')) {
    throw new UsageError({
      en: `--${option.name} needs a value: ${option.value}`,
      zh: `--${option.name} 需要一个值：${option.value}`,
    });
  }
  checkChoice(option, token.value, command);
  const before = values[option.name];
  values[option.name] = option.multiple ? [...(Array.isArray(before) ? before : []), token.value] : token.value;
}

function unknownOption(token: OptionToken, command: CommandName, known: readonly Option[]): UsageError {
  const elsewhere = OPTIONS.some((one) => one.name === token.name);
  if (elsewhere) {
    return new UsageError({
      en: `${command} has no option --${token.name}`,
      zh: `${command} 没有选项 --${token.name}`,
    });
  }
  const guess = didYouMean(
    token.rawName,
    known.map((one) => `--${one.name}`),
  );
  return new UsageError({
    en: `unknown option ${token.rawName}${guess.en}`,
    zh: `未知选项 ${token.rawName}${guess.zh}`,
  });
}

/** `F[=FILE]` is checked up to its file, `ID=SEVERITY` by those who take it apart. */
function checkChoice(option: Option, value: string, command: CommandName): void {
  if (!option.choices) return;
  const isFormat = option.name === 'format';
  const word = isFormat ? (value.split('=', 1)[0] ?? '') : value;
  const known = option.choices;
  if (isFormat && value.endsWith('=')) throw fileMissing(value, word);
  if (known.includes(word) || (option.name === 'lang' && /^zh/i.test(word))) return;
  const choices = known.join(', ');
  const guess = near(word, known);
  if (isFormat && FORMATS.some((one) => one === word)) {
    throw new UsageError({
      en: `${command} has no format ${word}: it has ${choices}`,
      zh: `${command} 没有 ${word} 格式，可用：${choices}`,
    });
  }
  throw new UsageError({
    en: `--${option.name} does not know ${word}${guess.en || `: it takes ${choices}`}`,
    zh: `--${option.name} 不认识 ${word}${guess.zh || `，可用：${choices}`}`,
  });
}

function fileMissing(value: string, word: string): UsageError {
  return new UsageError({
    en: `--format ${value} names no file; did you mean --format ${word}?`,
    zh: `--format ${value} 没有写文件名；是否想写 --format ${word}？`,
  });
}

/** A choice that was cut short (`warn`), or one that was mistyped. */
function near(word: string, choices: readonly string[]): Text {
  const longer = choices.filter((choice) => word !== '' && choice.startsWith(word.toLowerCase()));
  return didYouMean(longer.length === 1 ? (longer[0] ?? word) : word, choices);
}

/** `@FILE` stands for the paths listed in FILE, one a line; a file that is really named so wins. */
function operand(word: string, literal: boolean): RequestedPath[] {
  if (literal || !/^@./.test(word) || existsSync(word)) return [{ path: word, literal }];
  try {
    const lines = readFileSync(word.slice(1), 'utf8').split(/\r?\n/);
    return lines.filter((line) => line !== '').map((path) => ({ path, literal: true }));
  } catch (error) {
    const why = systemError(error);
    throw new UsageError({ en: `${word}: ${why.en}`, zh: `${word}：${why.zh}` });
  }
}
