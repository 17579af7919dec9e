/**
 * Which language a file is in, by its name, its place and, where those do not decide, its content. The names and places
 * are those under which such files were found in some 2,300 public dotfiles, repositories and packages; each language's
 * `about.ts` has its own.
 */
import { isEngineTemplate, withoutTemplateEnding } from '../knowledge/files/templates.ts';
import { basename, dirname } from '../text.ts';
import { aboutLanguage, LANGUAGES } from './index.ts';
import { type Detected, ending, HEAD_CHARACTERS } from './shared/about.ts';
import { shebang } from './shared/shebang.ts';

/** How much of a file must be read to know: nothing, its first bytes (a `#!` line), or the whole of it. */
export type Interest = 'name' | 'shebang' | 'content';

const LEFTOVERS: ReadonlySet<string> = new Set(
  'bak backup old orig rej swp swo zwc save disabled dpkg-old dpkg-new dpkg-dist rpmnew rpmsave pacnew'.split(' '),
);

/**
 * Could a file with this path be one that envlint reads? Decided by name alone, before anything is read; `undefined` means no.
 * Templates and editors' backup files are not.
 */
export function interest(file: string): Interest | undefined {
  const path = installedPath(file);
  const name = basename(path);
  if (isEngineTemplate(name) || isLeftover(name)) return undefined;
  if (byName(path)) return 'name';
  if (LANGUAGES.some((about) => about.mayBe?.(name, path))) return 'content';
  return name.includes('.') ? undefined : 'shebang';
}

/** `interest` as a yes or no. */
export function interesting(file: string): boolean {
  return interest(file) !== undefined;
}

/**
 * The language of a file. `named`: the user asked for this very file, so templates are read as what they become and
 * unusual names are judged by their content.
 */
export function detect(file: string, text: string, named = false): Detected | undefined {
  let path = installedPath(file);
  if (isEngineTemplate(path)) {
    if (!named) return undefined;
    path = withoutTemplateEnding(path);
  }
  if (isLeftover(path)) {
    if (!named) return undefined;
    path = path.endsWith('~') ? path.slice(0, -1) : path.slice(0, path.lastIndexOf('.'));
  }
  const found = refine(byName(path), path, text) ?? byContent(path, text);
  return found ?? (named ? (refine(whenNamed(path), path, text) ?? byContentAlone(text)) : undefined);
}

/** A path as it is once installed: undoes chezmoi's `dot_`, `private_` … and a `.symlink` ending. */
export function installedPath(file: string): string {
  const plain = file.endsWith('.symlink') ? file.slice(0, -'.symlink'.length) : file;
  if (!/(?:^|\/)(?:dot|private|executable|readonly|exact|empty|create)_/.test(plain)) return plain;
  return plain
    .split('/')
    .map((part) => part.replace(/^(?:(?:private|executable|readonly|exact|empty|create)_)+/, '').replace(/^dot_/, '.'))
    .join('/');
}

/** Is it an editor's or a package manager's copy of a file? */
const isLeftover = (path: string): boolean => path.endsWith('~') || LEFTOVERS.has(ending(path));

/** The first answer that a language gives. */
function firstOf(ask: (about: (typeof LANGUAGES)[number]) => Detected | undefined): Detected | undefined {
  for (const about of LANGUAGES) {
    const found = ask(about);
    if (found) return found;
  }
  return undefined;
}

/** The answer of name and place. */
function byName(path: string): Detected | undefined {
  const name = basename(path);
  const folder = `/${dirname(path)}`;
  return firstOf((about) => about.byName?.(name, folder));
}

/** What the place settles for files that are only read when they are named or included. */
const whenNamed = (path: string): Detected | undefined => firstOf((about) => about.whenNamed?.(path));

/** Rejects the answer of the name if the content is plainly something else. */
function refine(found: Detected | undefined, path: string, text: string): Detected | undefined {
  const about = found && aboutLanguage(found.language);
  return about?.refine ? about.refine(found!, basename(path), text.slice(0, HEAD_CHARACTERS), shebang(text)) : found;
}

/** The answer of the content for names that leave it open: a name without a dot counts as one of a script. */
function byContent(path: string, text: string): Detected | undefined {
  const name = basename(path);
  const head = text.slice(0, HEAD_CHARACTERS);
  const candidates = LANGUAGES.filter((about) => about.mayBe?.(name, path));
  if (candidates.length === 0 && !name.includes('.')) return aboutLanguage('shell').byContent?.(path, text, head);
  for (const about of candidates) {
    const found = about.byContent?.(path, text, head);
    if (found) return found;
  }
  return undefined;
}

/** A file that the user named although its name does not reveal the language. */
function byContentAlone(text: string): Detected | undefined {
  const head = text.slice(0, HEAD_CHARACTERS);
  const interpreter = shebang(head);
  if (interpreter) return { language: 'shell', dialect: interpreter };
  // A script of another program, such as bats.
  if (head.startsWith('#!')) return undefined;
  return firstOf((about) =>
    isMarkup(head) && about.name !== 'launchd' ? undefined : about.byContentAlone?.(head, text),
  );
}

/** XML and HTML: of our languages only property lists look so. */
const isMarkup = (head: string): boolean => /^\s*</.test(head);
