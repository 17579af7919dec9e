/** Names with a meaning of their own in sh, bash and zsh. */
import type { Word } from '../syntax.ts';

/** Words that come before a command and change nothing about what it assigns. */
const MODIFIERS = new Set(['builtin', 'command', 'noglob', 'nocorrect', '-']);

/** Builtins whose arguments are assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set([
  'export',
  'declare',
  'typeset',
  'local',
  'readonly',
  'integer',
  'float',
  'private',
]);

/** The words without `builtin`, `command` and their like. */
export function unmodified(words: readonly Word[]): readonly Word[] {
  let first = 0;
  while (first < words.length - 1 && MODIFIERS.has(words[first]!.value.text)) first++;
  return first === 0 ? words : words.slice(first);
}

/** Are a command's further words assignments? */
export function isDeclaration(words: readonly Word[]): boolean {
  const name = unmodified(words)[0]?.value;
  return name?.known === true && DECLARATIONS.has(name.text);
}

/** `test -f x`, `[ -r x ]`. */
export function isFileTest(words: readonly Word[]): boolean {
  const name = words[0]?.value.text;
  return (name === '[' || name === 'test') && words.some(({ value }) => /^-[aefrs]$/.test(value.text));
}
