/** The input and the output of a check of the running machine. */
import type { Note, Project, Severity, Span, Text } from '../core.ts';
import type { Machine, Process } from './machine.ts';

/** The files, and the machine on which programs use them. */
export interface Scene {
  readonly project: Project;
  readonly machine: Machine;
  /** A file as the user would type it. */
  readonly display: (file: string) => string;
}

/** One place where the machine differs from the files. */
export interface Found {
  /** The line that contradicts the machine. */
  readonly at: Span;
  /** When it is milder or graver than the check's default. */
  readonly severity?: Severity | undefined;
  /** The consequence, in the user's terms. One line. */
  readonly message: Text;
  /** The cause, under the exact characters. */
  readonly label?: Text | undefined;
  readonly why?: Text | undefined;
  readonly related?: readonly Note[] | undefined;
  readonly process?: Process | undefined;
  /** The command that repairs it. */
  readonly repair: Text;
}

export interface Check {
  /** The name of the fault. */
  readonly id: string;
  readonly severity: Severity;
  readonly summary: Text;
  /** Markdown, for `envlint explain ID`. */
  readonly text: Text;
  /** What it looks like: commands and lines of files, without comments. */
  readonly example: string;
  find(scene: Scene): Iterable<Found>;
}

/** What was found, with its check and final severity. */
export interface Finding extends Found {
  readonly id: string;
  readonly severity: Severity;
}

/** `hermes (pid 42)`, `hermes（进程 42）`. */
export function called(title: string, { pid }: Pick<Process, 'pid'>): Text {
  return { en: `${title} (pid ${pid})`, zh: `${title}（进程 ${pid}）` };
}
