/** What the playground and its editor, which is a script of its own, tell each other. */
import type { LanguageName } from '../../core.ts';
import type { Mark, Repair } from '../core/machine.ts';

/** Language and dialect of a file; two empty texts where envlint reads no such file. */
export type Kind = readonly [language: LanguageName | '', dialect: string];

export interface EditorHover {
  readonly start: number;
  readonly end: number;
  readonly dom: HTMLElement;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** The editor's name for a screen reader. */
  readonly label: string;
  readonly changed: (path: string, text: string) => void;
  readonly hover: (path: string, offset: number) => Promise<EditorHover | null>;
  readonly repair: (repair: Repair) => void;
  readonly actionName: (repair: Repair) => string;
}

export interface EditorHandle {
  /** Shows a file; its history is kept while it is open. */
  show(path: string, text: string, kind: Kind): void;
  /** The file's text was changed from outside; the user can undo that. */
  replace(path: string, text: string): void;
  setMode(path: string, kind: Kind): void;
  /** All findings of all files. */
  mark(marks: readonly Mark[]): void;
  select(start: number, end: number): void;
  forget(path: string): void;
  /** All files are gone. */
  clear(): void;
}
