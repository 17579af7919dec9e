/**
 * Commands that give variables to all programs which a session starts later on: launchctl(1) `setenv`, tmux(1)
 * `set-environment`, systemctl(1) `set-environment` and `import-environment`, dbus-update-activation-environment(1).
 * `launchctl config` knows only `path` and `umask` (launchctl(1)): no variable that a rule asks about.
 */
import type { Scope, Value } from '../../core.ts';
import { basename, valueOf } from '../../text.ts';

/** One variable that such a command sets or takes away. */
export interface SessionChange {
  readonly name: Value;
  /** Empty where the variable is taken away. */
  readonly value: Value;
  readonly operation: 'set' | 'unset';
}

/** What one command line does, by the tool that does it. */
export interface SessionCommand {
  readonly tool: 'launchctl' | 'tmux' | 'systemctl' | 'dbus';
  readonly changes: readonly SessionChange[];
}

/** Cuts `NAME=value` in two; undefined where there is no `=`. Each language has pieces of its own. */
export type Split = (word: Value) => { readonly name: Value; readonly value: Value } | undefined;

/** Words before the program that change nothing about what it sets. */
const BEFORE = /^(?:sudo|exec|command|builtin|-[EHn])$/;

/** Reads a command line; undefined for all that change no session. */
export function sessionCommand(words: readonly Value[], split: Split): SessionCommand | undefined {
  const first = words.findIndex(({ text }) => !BEFORE.test(text));
  const rest = words.slice(first + 1);
  switch (basename(words[first]?.text ?? '')) {
    case 'launchctl':
      return launchctl(rest, split);
    case 'tmux':
      return found('tmux', tmux(rest));
    case 'systemctl':
      return found('systemctl', systemctl(rest, split));
    case 'dbus-update-activation-environment':
      return found('dbus', named(rest, split));
    default:
      return undefined;
  }
}

/** The scope of what a tool sets in one scope of a file: the same object each time. */
export function sessionScopes(): (tool: string, parent: Scope) => Scope {
  const known = new Map<Scope, Map<string, Scope>>();
  return (tool, parent) => {
    const own = known.get(parent) ?? new Map<string, Scope>();
    const scope: Scope = own.get(tool) ?? { kind: 'session', name: tool, at: parent.at, parent };
    known.set(parent, own.set(tool, scope));
    return scope;
  };
}

function found(tool: SessionCommand['tool'], changes: readonly SessionChange[]): SessionCommand | undefined {
  return changes.length > 0 ? { tool, changes } : undefined;
}

/** `launchctl setenv NAME value`, one at a time, also for another user: `launchctl asuser 501 launchctl setenv …`. */
function launchctl([verb, name, value, ...more]: readonly Value[], split: Split): SessionCommand | undefined {
  if (verb?.text === 'asuser' && value) return sessionCommand([value, ...more], split);
  if (verb?.text === 'setenv' && name && value) return found('launchctl', [{ name, value, operation: 'set' }]);
  return verb?.text === 'unsetenv' && name ? found('launchctl', [removed(name)]) : undefined;
}

const removed = (name: Value): SessionChange => ({
  name,
  value: valueOf([], { ...name.at, start: name.at.end }),
  operation: 'unset',
});

/** `tmux set-environment -g NAME value`, several parted by `\;`. A hidden variable (`-h`) is given to no program. */
function tmux(words: readonly Value[]): SessionChange[] {
  const start = afterOptions(words, /^-[cfLST]$/);
  const commands: Value[][] = [[]];
  for (const word of words.slice(start)) {
    if (word.text === ';') commands.push([]);
    else commands.at(-1)!.push(word);
  }
  return commands.flatMap(([verb, ...rest]) => {
    if (!/^set(?:env|-env\w*)$/.test(verb?.text ?? '')) return [];
    const from = afterOptions(rest, /^-[Fghru]*t$/);
    const flags = rest.slice(0, from).map(({ text }) => text);
    const [name, value] = rest.slice(from);
    if (!name || flags.some((flag) => /^-\w*h/.test(flag))) return [];
    if (flags.some((flag) => /^-\w*[ru]/.test(flag))) return [removed(name)];
    return value ? [{ name, value, operation: 'set' as const }] : [];
  });
}

/** The index of the first word that is no option and no operand of one. */
function afterOptions(words: readonly Value[], takesNext: RegExp): number {
  let at = 0;
  while (at < words.length && words[at]!.text.startsWith('-')) at += takesNext.test(words[at]!.text) ? 2 : 1;
  return at;
}

/** `systemctl --user set-environment A=b C=d`; not for another machine. */
function systemctl(words: readonly Value[], split: Split): readonly SessionChange[] {
  if (words.some(({ text }) => /^(?:-[HM]|--host|--machine)/.test(text))) return [];
  const [verb, ...rest] = words.filter(({ text }) => !text.startsWith('-'));
  if (verb?.text === 'set-environment') return named(rest, split).filter(({ name, value }) => value.at !== name.at);
  if (verb?.text === 'import-environment') return rest.map(imported);
  return verb?.text === 'unset-environment' ? rest.map((word) => removed(split(word)?.name ?? word)) : [];
}

/** `A=b`, and `A` for the value that the caller has. */
function named(words: readonly Value[], split: Split): readonly SessionChange[] {
  return words
    .filter(({ text }) => !text.startsWith('-'))
    .map((word) => {
      const parts = split(word);
      return parts ? { ...parts, operation: 'set' } : imported(word);
    });
}

/** The whole word stands for a value that the caller has, or has not. */
function imported(name: Value): SessionChange {
  const piece = { kind: 'reference', name: name.text, at: name.at, quote: 'none' } as const;
  return { name, value: valueOf([name.known ? piece : { kind: 'unknown', at: name.at }], name.at), operation: 'set' };
}
