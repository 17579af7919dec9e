/**
 * `%h`, `%t` and their like: which letters stand for something, and where (unit_name_printf(), unit_full_printf_full() in
 * src/core/unit-printf.c of systemd 252; `%D` came with 253).
 */
import type { Kind } from './kinds.ts';

const SYSTEM = 'aAbBHlmMoqvwWgGuUTV';
const NAMES = `ijnNp${SYSTEM.replace(/[TV]/g, '')}`;
const FULL = `iIjJnNpPfyYcrRCdDELSths${SYSTEM}`;

/** Letters that Environment=, Exec lines and paths know. */
export const SPECIFIERS: ReadonlySet<string> = new Set(FULL);
const NAME_SPECIFIERS: ReadonlySet<string> = new Set(NAMES);

/** Specifiers that are folders or files, with a path such as theirs. */
const PATHS: ReadonlySet<string> = new Set('fyYCdDELSthTV');

const EXPANDING: Readonly<Partial<Record<Kind, ReadonlySet<string>>>> = {
  ...kinds(NAME_SPECIFIERS, 'units obsolete-units sockets trigger service slice'),
  ...kinds(
    SPECIFIERS,
    `path fatal-path working-directory pid-file environment-file condition-path paths search-path sandbox-paths bind-paths
     directories tmpfs mount-images extension-images environment variable-names variable-words exec text ascii condition
     documentation user users bus-name descriptor-name credential log-namespace log-fields cpus label calendar timer-span
     listen listen-netlink bpf-program device-allow device-limit device-weight device-latency escaped-text input output`,
  ),
};

function kinds(letters: ReadonlySet<string>, names: string): Partial<Record<Kind, ReadonlySet<string>>> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, letters]),
  );
}

export interface Expanded {
  /** The value with a plausible text for each specifier. */
  readonly text: string;
  /** Was any specifier other than `%%` in it? What it is then depends on the machine. */
  readonly isGuess: boolean;
  /** The first `%` that systemd refuses: its place in the value. */
  readonly fault?: readonly [number, number] | undefined;
}

/** Expands a value the way its kind does; undefined: a `%` is an ordinary character there. */
export function expand(kind: Kind, text: string): Expanded | undefined {
  const letters = EXPANDING[kind];
  if (!letters || !text.includes('%')) return undefined;
  // Streams are named by plain words; only what follows `file:` and `fd:` is expanded.
  if ((kind === 'input' || kind === 'output') && !/^(?:fd|file|append|truncate):/.test(text)) return undefined;
  let isGuess = false;
  let fault: readonly [number, number] | undefined;
  const expanded = text.replace(/%([\dA-Za-z%])/g, (both, letter: string, at: number) => {
    if (letter === '%') return '%';
    if (!letters.has(letter)) {
      fault ??= [at, at + 2];
      return both;
    }
    isGuess = true;
    return PATHS.has(letter) ? '/specifier' : 'x';
  });
  return { text: expanded, isGuess, fault };
}
