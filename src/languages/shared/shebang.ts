/** The shell that a `#!` line names. */
import { basename, entryOf } from '../../text.ts';

/** Names of shells' programs, and the dialect each is read as. */
export const SHELLS: Readonly<Record<string, 'sh' | 'bash' | 'zsh' | 'fish'>> = {
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  ksh: 'sh',
  mksh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
};

/** The shell a `#!` line names; undefined for no such line or another interpreter. */
export function shebang(text: string): string | undefined {
  if (!text.startsWith('#!')) return undefined;
  const line = text.slice(2, 200).split(/[\r\n]/, 1)[0] ?? '';
  const words = line.trim().split(/[ \t]+/);
  let word = basename(words.shift() ?? '');
  while (word === 'env' || (word !== '' && (word.startsWith('-') || word.includes('='))))
    word = basename(words.shift() ?? '');
  return entryOf(SHELLS, word);
}
