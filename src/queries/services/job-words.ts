/** What is in the strings of a launchd job: whole command lines, options with their values, relative paths. */
import type { Setting } from '../../core.ts';
import { hasPlaceholder } from '../../knowledge/files/templates.ts';

const BIN_FOLDER =
  /^(?:\/usr|\/usr\/local|\/opt\/(?:homebrew|local)|\/opt\/[\w.-]+|~|\/Users\/[^/\s]+(?:\/\.[\w-]+)*)?\/s?bin\/[^/\s]+$/;

/** The words of a string that is a command line: its first lies in a folder for programs, or options follow it. */
export function joinedWords(text: string): readonly string[] | undefined {
  const words = text.trim().split(/\s+/);
  const [first = '', ...rest] = words;
  if (rest.length === 0 || first.startsWith('-')) return undefined;
  const isCommand = BIN_FOLDER.test(first) || rest.some((word) => /^--?[A-Za-z\d][\w-]*(?:=.*)?$/.test(word));
  return isCommand ? words : undefined;
}

/** `-repeat watch`, `--port 8080`; not what a shell, an interpreter or ssh takes in one piece. */
export function joinedOption(text: string, before: string): readonly string[] | undefined {
  const match = /^(--?[A-Za-z][\w-]*)\s+(\S+)$/.exec(text);
  return match && !/^-\w*[ceo]$/.test(before) ? [match[1]!, match[2]!] : undefined;
}

/** Paths that launchd opens before the program runs: for daemons and agents alike they begin at `/`. */
const OPENED = new Set(['WorkingDirectory', 'StandardInPath', 'StandardOutPath', 'StandardErrorPath', 'RootDirectory']);

/** Those of them that do not begin with `/`; `~` and `$HOME` are another rule's matter, and so are placeholders. */
export function relativePaths(settings: readonly Setting[]): readonly Setting[] {
  return settings.filter(({ path, value, type }) => {
    const isOpened = path.length === 1 && OPENED.has(path[0] ?? '') && type === 'string' && value.known;
    return isOpened && !hasPlaceholder(value.text) && /^[\w.@-][\w.@ -]*(?:\/|$)/.test(value.text);
  });
}
