/** Names of `.env` files, and of what is kept beside them under names that look alike. From some 2,300 public repositories. */
import { isTemplateName } from './templates.ts';

/** Endings are looked up: every file is asked for them, and to compile one expression takes longer than all of that. */
const endings = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const ENV_NAME =
  /^\.env(?:[._-].+)?$|\.env$|[._-]env\.[\w-]+$|\.env\.[\w.-]+$|^env[._-](?:local|defaults?|dev|development|prod|production|test|docker)$/;
/** `.env.ts` is a program, `.env.md` a document. */
const PROGRAM = endings(
  'js jsx cjs cjsx mjs mjsx ts tsx cts ctsx mts mtsx json json5 yaml yml toml md py rb php go rs java htm html css lock xml enc gpg age zip gz lua vim el nix nu ps1 psm1 pl pm kt swift c h cc cpp hpp cs dart ex exs clj scala jl sql tex rst adoc',
);
const SHELL_EXTENSION = endings('sh bash zsh fish ksh');

const ending = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Does the name end like a program in another language, or like a document? */
export function isProgramName(name: string): boolean {
  return name.includes('.') && PROGRAM.has(ending(name).toLowerCase());
}

/** Is it a shell script by its extension? Those count in small letters only. */
export function isShellScript(name: string): boolean {
  return name.includes('.') && SHELL_EXTENSION.has(ending(name));
}

/** Is it the name of a `.env` file: `.env`, `prod.env`, `.env.local`, `env.example`? */
export function isEnvName(name: string): boolean {
  if (isShellScript(name) || isProgramName(name)) return false;
  return name === '.env' || ENV_NAME.test(name) || (/^env[._-]/.test(name) && isTemplateName(name));
}
