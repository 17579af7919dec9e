/** Which shell a file is written for: by its `#!` line, its name, its folder, an editor's mode line. */
import { basename, entryOf } from '../../text.ts';
import { SHELLS } from '../shared/shebang.ts';
import type { Dialect } from './syntax.ts';

/** The dialect, and whether it is only the likeliest of several. */
export interface Told {
  readonly dialect: Dialect;
  readonly isGuess: boolean;
}

/** Is this one of the dialects a caller can ask for? */
export function isDialect(name: string | undefined): name is Dialect {
  return name === 'sh' || name === 'bash' || name === 'zsh' || name === 'fish';
}

const OTHERS =
  /^(?:python|pypy|perl|ruby|node|nodejs|deno|bun|tsx|[gmn]?awk|sed|tclsh|wish|expect|lua|luajit|php|Rscript|pwsh|powershell|nu|t?csh|elvish|xonsh|osascript|make|guile|racket|groovy|scala|jq|emacs|vim|nvim)[\d.]*$/;

/** Does the `#!` line name a program that is no shell of ours? Then nothing in the file is shell code. */
export function isForeign(text: string): boolean {
  const line = /^\uFEFF?#![ \t]*([^\r\n]{0,200})/.exec(text)?.[1] ?? '';
  const words = line.trim().split(/[ \t]+/);
  const first = basename(words[0] ?? '');
  const program = first === 'env' ? words.slice(1).find((word) => !/^-|=/.test(word)) : first;
  return OTHERS.test(basename(program ?? ''));
}

/** Reads the dialect off a path and a text. */
export function tellDialect(file: string, text: string): Told {
  const certain = byInterpreter(text) ?? byName(basename(file)) ?? byModeLine(text);
  if (certain) return { dialect: certain, isGuess: false };
  if (/(?:^|[/._-])fish(?:[/._-]|$)/i.test(file)) return { dialect: 'fish', isGuess: false };
  if (/zsh|zprezto/i.test(file)) return { dialect: 'zsh', isGuess: false };
  return { dialect: /(?:^|[/._])(?:x?profile|xinitrc|xsession)[^/]*$/.test(file) ? 'sh' : 'bash', isGuess: true };
}

function byInterpreter(text: string): Dialect | undefined {
  const line = /^\uFEFF?#!([^\r\n]{0,200})/.exec(text)?.[1];
  if (line === undefined) return /^#(?:compdef|autoload)\b/.test(text) ? 'zsh' : undefined;
  for (const word of line.trim().split(/[ \t]+/)) {
    const shell = entryOf(SHELLS, basename(word));
    if (shell) return shell;
  }
  return undefined;
}

function byName(name: string): Dialect | undefined {
  if (/\.fish(?:\.[\w-]+)?$/i.test(name)) return 'fish';
  if (/^[._]?(?:dot_)?z(?:shrc|shenv|profile|login|logout)|\.zsh(?:[-.][\w.-]+)?$/i.test(name)) return 'zsh';
  return /^[._]?(?:dot_)?bash|\.bash(?:\.[\w-]+)?$|^\.?envrc/i.test(name) ? 'bash' : undefined;
}

/** `# vim: ft=zsh`, `# -*- mode: fish -*-`, in the first or last lines. */
function byModeLine(text: string): Dialect | undefined {
  const ends = `${text.slice(0, 500)}\n${text.slice(-300)}`;
  const vim = /\b(?:ft|filetype|syntax)=(zsh|bash|fish)\b/.exec(ends)?.[1];
  const emacs = ends.split('\n').find((line) => line.indexOf('-*-') < line.lastIndexOf('-*-'));
  const name = vim ?? /-\*-.*?\b(zsh|bash|fish)\b/.exec(emacs ?? '')?.[1];
  return name === undefined ? undefined : SHELLS[name];
}
