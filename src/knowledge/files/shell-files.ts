/**
 * Start-up files of shells: which shell reads each, when, and what for. Sources: bash(1) INVOCATION, zsh(1) STARTUP/SHUTDOWN
 * FILES, fish(1) CONFIGURATION FILES, Xsession(5); `*.local` and `bash_aliases` are a convention: Debian's skeleton
 * `.bashrc` and grml's `.zshrc` source them at their end.
 */
import { basename } from '../../text.ts';
import { withoutTemplateEnding } from './templates.ts';

export type Shell = 'sh' | 'bash' | 'zsh' | 'fish';

/** One start-up file. */
export interface ShellFile {
  /** Without the leading dot. */
  readonly name: string;
  /** The shell whose syntax it has. */
  readonly syntax: Shell;
  /** The shell whose session it belongs to. */
  readonly shell: Shell;
  /** Its place among the files of one session, from 1; 0 for files that no shell of a terminal loads by itself. */
  readonly order: number;
  /**
   * start: the shell reads it when it starts · part: the user's start-up file sources it, by convention · logout: read at
   * the end · session: read by the graphical session.
   */
  readonly role: 'start' | 'part' | 'logout' | 'session';
}

/** All of them; a name appears once. */
export const SHELL_FILES: readonly ShellFile[] = [
  { name: 'zshenv', syntax: 'zsh', shell: 'zsh', order: 1, role: 'start' },
  { name: 'zprofile', syntax: 'zsh', shell: 'zsh', order: 2, role: 'start' },
  { name: 'zshrc', syntax: 'zsh', shell: 'zsh', order: 3, role: 'start' },
  { name: 'zshrc.local', syntax: 'zsh', shell: 'zsh', order: 4, role: 'part' },
  { name: 'zlogin', syntax: 'zsh', shell: 'zsh', order: 5, role: 'start' },
  { name: 'zlogout', syntax: 'zsh', shell: 'zsh', order: 0, role: 'logout' },
  { name: 'bash_profile', syntax: 'bash', shell: 'bash', order: 1, role: 'start' },
  { name: 'bash_login', syntax: 'bash', shell: 'bash', order: 1, role: 'start' },
  { name: 'profile', syntax: 'sh', shell: 'bash', order: 2, role: 'start' },
  { name: 'bashrc', syntax: 'bash', shell: 'bash', order: 3, role: 'start' },
  { name: 'bash.bashrc', syntax: 'bash', shell: 'bash', order: 0, role: 'start' },
  { name: 'bashrc.local', syntax: 'bash', shell: 'bash', order: 0, role: 'part' },
  { name: 'bash_aliases', syntax: 'bash', shell: 'bash', order: 0, role: 'part' },
  { name: 'bash_logout', syntax: 'bash', shell: 'bash', order: 0, role: 'logout' },
  { name: 'config.fish', syntax: 'fish', shell: 'fish', order: 9, role: 'start' },
  { name: 'kshrc', syntax: 'sh', shell: 'sh', order: 0, role: 'start' },
  { name: 'mkshrc', syntax: 'sh', shell: 'sh', order: 0, role: 'start' },
  { name: 'xprofile', syntax: 'sh', shell: 'sh', order: 0, role: 'session' },
  { name: 'xinitrc', syntax: 'sh', shell: 'sh', order: 0, role: 'session' },
  { name: 'xsessionrc', syntax: 'sh', shell: 'sh', order: 0, role: 'session' },
  { name: 'xsession', syntax: 'sh', shell: 'sh', order: 0, role: 'session' },
];

const BY_NAME: ReadonlyMap<string, ShellFile> = new Map(SHELL_FILES.map((file) => [file.name, file]));

/** The row of a start-up file named like this, without dot and without folders. */
export function shellFile(name: string): ShellFile | undefined {
  return BY_NAME.get(name);
}

/** A path's name as the table has it: `.zshrc`, `dot_zshrc`, `zshrc.symlink`, `_zshrc`, `zshrc.tmpl` → `zshrc`. Dotfiles repositories name files so. */
export function rcName(file: string): string {
  const name = withoutTemplateEnding(basename(file).replace(/\.symlink$/, ''));
  return name.replace(/^(?:(?:private|executable|readonly|exact|empty|create|symlink)_)*dot_/, '').replace(/^[._]/, '');
}

/** Is it a file that a shell itself reads when it starts (not one that such a file sources)? */
export function isStartFile(file: string): boolean {
  const row = BY_NAME.get(rcName(file));
  return row?.role === 'start' && row.order > 0;
}

/** The names of the start-up files of one shell, as they are in a home folder, without dot, in their order. */
export function startFiles(shell: Shell): readonly string[] {
  const own = SHELL_FILES.filter((file) => file.shell === shell && file.role === 'start' && file.order > 0);
  return own.sort((a, b) => a.order - b.order).map(({ name }) => name);
}
