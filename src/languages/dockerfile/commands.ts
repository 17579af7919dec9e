/**
 * What RUN, CMD and ENTRYPOINT do about proxies, as far as it is plainly written: `git config`, `npm config` and `pip config`, and the
 * variables that an `export` or a word before a command gives to what follows in the same RUN. All other commands are left alone:
 * they belong to the image. Options such as `--mount=…` come first (BuildKit, frontend/dockerfile/instructions); what is after `<<`, or
 * after a SHELL that is no POSIX shell, is not read.
 */
import type { Assignment, Command, Fact, Scope, Value } from '../../core.ts';
import { scriptCommands } from '../../knowledge/scripts.ts';
import { basename, partOf, valueOf } from '../../text.ts';
import { assignment } from '../shared/blocks.ts';
import { literals, sourceSpan } from '../shared/derived.ts';
import type { Instruction } from './instructions.ts';

const FLAG = /^(?:--[a-z]+(?:=\S*)?[ \t]+)+/;

/** Is it a SHELL after which RUN is not read any more? */
export function isForeignShell({ keyword, joined, start, end }: Instruction): boolean {
  return keyword === 'SHELL' && !/\b(?:ba|da|a|z|k)?sh"/.test(joined.text.slice(start, end));
}

/** The facts of one instruction. `scopeFor`: the scope of a step, on the machine's loopback or on its own. */
export function commandFacts(instruction: Instruction, scopeFor: (isHost: boolean) => Scope): readonly Fact[] {
  const { joined, start, end, keyword } = instruction;
  const said = joined.text.slice(start, end);
  if (said.includes('<<')) return [];
  const flags = FLAG.exec(said)?.[0] ?? '';
  const scope = scopeFor(/--network=host\b/.test(flags));
  const from = start + flags.length;
  const rest = joined.text.slice(from, end);
  const commands = rest.startsWith('[') ? [listed(rest)] : scriptCommands(rest);
  return commands.flatMap((words): readonly Fact[] => {
    const values = words.map((word) => valueIn(instruction, from, word));
    if (isSetting(values)) return [command(values, scope)];
    // What a container is started with is judged by its ENV.
    return keyword === 'RUN' ? variablesOf(values, scope) : [];
  });
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of the exec form: strings in JSON without escapes. */
function listed(text: string): readonly Word[] {
  if (!/^\[[\s,]*\]\s*$/.test(text.replace(/"[^"\\]*"/g, ''))) return [];
  return [...text.matchAll(/"([^"\\]*)"/g)].map(({ 0: whole, 1: said = '', index }) => ({
    text: said,
    start: index,
    end: index + whole.length,
  }));
}

/** `NAME="value"`: only the value is in quotes. */
const QUOTED_VALUE = /^(\w+=)(["'])[^"'\\$`]*\2$/;

/** What a shell would still expand is not known. */
function valueIn({ joined }: Instruction, from: number, { text, start, end }: Word): Value {
  const at = sourceSpan(joined, from + start, from + end);
  const named = QUOTED_VALUE.exec(text)?.[1];
  if (named !== undefined) {
    const equals = from + start + named.length;
    return valueOf([...literals(joined, from + start, equals), ...literals(joined, equals + 1, from + end - 1)], at);
  }
  const inset = text.length < end - start ? 1 : 0;
  if (inset === 0 && /[$`"'\\*?[{~#]/.test(text)) return valueOf([{ kind: 'unknown', at }], at);
  return valueOf(literals(joined, from + start + inset, from + end - inset), at);
}

const known = (words: readonly Value[]): readonly string[] => words.map(({ text }) => text);

/** `git config …`, `npm config set …`, `python -m pip config …`. */
function isSetting(words: readonly Value[]): boolean {
  const [first = '', second = '', third = '', fourth = ''] = known(words).filter((text) => text !== 'sudo');
  const program = basename(first);
  if (program === 'git' || /^pip[\d.]*$/.test(program)) return second === 'config';
  if (program === 'npm') return /^(?:config|c|set)$/.test(second);
  return /^python[\d.]*$/.test(program) && second === '-m' && third === 'pip' && fourth === 'config';
}

function command(words: readonly Value[], scope: Scope): Command {
  const [first, last] = [words[0] as Value, words.at(-1) as Value];
  const at = { file: first.at.file, start: first.at.start, end: last.at.end };
  return { kind: 'command', at, scope, certain: true, words, background: false };
}

const VARIABLE = /^(?:https?|all|no|ftp)_proxy=/i;

/** `export http_proxy=…`, `env http_proxy=… cmd`, `http_proxy=… cmd`. */
function variablesOf(words: readonly Value[], scope: Scope): readonly Assignment[] {
  const isExport = /^(?:export|env)$/.test(words[0]?.text ?? '');
  const found: Assignment[] = [];
  for (const word of isExport ? words.slice(1) : words) {
    if (!/^\w+=/.test(word.text)) break;
    if (VARIABLE.test(word.text) && word.known) found.push(variable(word, scope));
  }
  // Alone, such a word sets a variable that no program gets.
  const isGiven = isExport || found.length < words.length;
  return isGiven ? found : [];
}

function variable(word: Value, scope: Scope): Assignment {
  const equals = word.text.indexOf('=');
  return assignment(partOf(word, 0, equals), partOf(word, equals + 1, word.text.length), word.at, scope);
}
