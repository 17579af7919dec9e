/**
 * The description of a language without its parser: which names, places and contents belong to it. `languages/index.ts` lists
 * them all; detection, discovery and the configuration's schema are loops over that list.
 */
import type { LanguageName } from '../../core.ts';
import { basename, dirname } from '../../text.ts';

/** A language, and its dialect where name or content tell more than the language itself would see. */
export interface Detected {
  readonly language: LanguageName;
  readonly dialect?: string | undefined;
}

/** Where `--home` looks. A place is a path; one `*` stands for anything in a part of it; a trailing slash: everything below. */
export interface Places {
  /** Absolute, of the whole machine. */
  readonly system?: readonly string[] | undefined;
  /** Below the home folder. */
  readonly home?: readonly string[] | undefined;
  /** Below a Windows user's folder, seen from WSL. */
  readonly windows?: readonly string[] | undefined;
}

/** Everything that must be known about a language before its parser is loaded. */
export interface LanguageAbout {
  readonly name: LanguageName;
  /** Do programs receive variables from such a file? Policies about variables apply to those files. */
  readonly holdsEnvironments: boolean;
  /** Can the parser read a file that is not text, from its bytes? */
  readonly readsBytes?: boolean | undefined;
  readonly places: Places;
  /** How much a text contains, in units of `MOST_PARTS`; its lines unless given. Cheap: it is asked of large texts before they are parsed. */
  parts?(text: string): number;
  /** The answer of name and folder, before anything is read. `folder` begins with a slash. */
  byName?(name: string, folder: string): Detected | undefined;
  /** Can a file of this name be of this language or another, so that the content must decide? */
  mayBe?(name: string, path: string): boolean;
  /** What the content settles for a name that `mayBe`. `head`: the first `HEAD_CHARACTERS` characters. */
  byContent?(path: string, text: string, head: string): Detected | undefined;
  /** What the place settles for a file that is only read when it is named or included. */
  whenNamed?(path: string): Detected | undefined;
  /** A file that the user named although its name does not reveal the language. */
  byContentAlone?(head: string, text: string): Detected | undefined;
  /** Rejects the answer of the name if the content is plainly something else. `interpreter`: the shell of a `#!` line. */
  refine?(found: Detected, name: string, head: string, interpreter: string | undefined): Detected | undefined;
}

/** Content is judged by this many UTF-16 units from the start. */
export const HEAD_CHARACTERS = 65_536;

/** The dialect that a path tells, for whoever parses a file without having detected it. */
export function dialectByName({ byName, whenNamed }: LanguageAbout, file: string): string | undefined {
  return (byName?.(basename(file), `/${dirname(file)}`) ?? whenNamed?.(file))?.dialect;
}

/** What follows the last dot, in lower case; empty without one. */
export function ending(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot + 1).toLowerCase();
}

/** Parcel's `.proxyrc`, and other settings under a name of ours, are JSON. */
export function isJson(head: string): boolean {
  return /^\s*\{\s*(?:"[^"\r\n]{0,200}"\s*:|\})/.test(head);
}
