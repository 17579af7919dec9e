/** Who reads a file of variables by its path, in a way that only the text of a shell file or a unit shows. */
import type { Document, LanguageName, Project } from '../../core.ts';
import { textGlob } from '../../glob.ts';
import { derive, documentsIn } from '../../project.ts';
import { basename, dirname, lineEnd, lineStart, normalize } from '../../text.ts';
import { isPattern } from '../environments/load-order.ts';
import { namesAmong, withoutComments } from './readers.ts';

/** A unit that loads such a file from its installed place, and has a list itself: the file may be this one. */
export function isInstalledOverList(project: Project, file: string): boolean {
  return isMeant(listedPaths(project), file);
}

/**
 * `export $(grep -v '^#' .env | xargs)`, `while read …; done < .env`: does a shell export the content of the file in a way that
 * only the shell's text shows, overriding what it had?
 */
export function isReadByHand(project: Project, file: string): boolean {
  return isMeant(pathsReadByHand(project), file);
}

/** What units with a list of their own load from outside of the project. */
const listedPaths = derive((project: Project): Meant => {
  const units = documentsIn(project, 'systemd').filter(({ text }) => /no_proxy=/i.test(text));
  return meantBy(
    project,
    units.flatMap(({ file, facts }) =>
      facts.flatMap((fact) =>
        fact.kind === 'include' && !project.documents.has(fact.path.text) ? [{ by: file, path: fact.path.text }] : [],
      ),
    ),
  );
});

/** What command lines read, among the names of the files of variables. */
const pathsReadByHand = derive((project: Project): Meant => {
  const files = documentsIn(project, 'dotenv').map(({ file }) => file);
  const namesIn = namesAmong(files);
  const documents = files.length > 0 ? READING.flatMap((language) => documentsIn(project, language)) : [];
  return meantBy(
    project,
    documents.flatMap((document) => {
      const names = [...namesIn(document.text)];
      const text = names.length > 0 ? withoutComments(document) : '';
      return names.flatMap((name) => readBy(document, text, name));
    }),
  );
});

/** `text`: the document's, without comments. */
function readBy(document: Document, text: string, name: string): Mention[] {
  const found: Mention[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.slice(lineStart(text, at), at), text.slice(at + name.length, lineEnd(text, at))];
    if (!/(?:^|[\s/"'<(=])$/.test(before) || /^[\w.-]/.test(after)) continue;
    if (isHandedOn(document, before) || /\|\s*(?:while|xargs)\b/.test(after))
      found.push({ by: document.file, path: folderIn(before) + name });
  }
  return found;
}

/** Shell files, and those with command lines: `ExecStart=/bin/sh -c '. /srv/app/p.env; …'`, `CMD`, `command:`. */
const READING: readonly LanguageName[] = ['shell', 'systemd', 'launchd', 'dockerfile', 'yaml'];

function isHandedOn({ language }: Document, before: string): boolean {
  if (language === 'shell') return isOpenAt(before) || isSourcedAt(before);
  return SOURCED_IN_WORDS.test(before) || before.split('$(').length > before.split(')').length;
}

/** `. "$(dirname "$0")/../.env"`: a file of that name, wherever it is. */
const isSourcedAt = (before: string): boolean => /(?:^|[\s;&|(])(?:\.|source)[ \t][^;&|]{0,120}\/$/.test(before);

/** The same among the words of another file, where quotes or a tag can come before it. */
const SOURCED_IN_WORDS = /[\s;&|("'>](?:\.|source)[ \t]{1,4}(?:[^\s;&|]{0,120}\/)?$/;

/** Is the position inside a substitution or after a redirection that has not ended yet? */
function isOpenAt(text: string): boolean {
  const closed = text.lastIndexOf(')');
  if (Math.max(text.lastIndexOf('`'), text.lastIndexOf('<'), text.lastIndexOf('(')) > closed) return true;
  return text.split('$(').length > text.split(')').length;
}

// ── which file a path means ─────────────────────────────────────────────────────────────────────────────────────────

/** The folder of the script itself. */
const OWN = '\u0001';
const OWN_FOLDER = /\$\(dirname[^()]*\)|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}|\$\{0:(?:A:)?h\}/g;

/** The folder before a file's name, as far as the word says; what only run time knows is a `$`. */
function folderIn(before: string): string {
  // A substitution has spaces of its own.
  const word = before.replace(OWN_FOLDER, OWN).replace(/\$\([^()]*\)/g, '$');
  return (word.split(/[\s<(=`]/).at(-1) ?? '').replaceAll(/["']/g, '');
}

/** A path as it is written in one file of the project. */
interface Mention {
  readonly by: string;
  readonly path: string;
}

/** The files that such paths can mean: all of a name or a pattern, those whose path ends in one way. */
interface Meant {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly ((name: string) => boolean)[];
  readonly endings: ReadonlySet<string>;
}

/**
 * What paths mean, wherever the checkout is installed. Files are copied to other places, so that another file of a name can only be
 * meant where a file of the project has its folders, too.
 */
function meantBy(project: Project, mentions: readonly Mention[]): Meant {
  const [names, patterns, endings] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const known = new Set([...project.documents.keys()].flatMap(endingsOf));
  for (const { by, path } of mentions) {
    const name = basename(path);
    const own = path.startsWith(`${OWN}/`) ? normalize(`${dirname(by)}/${path.slice(OWN.length + 1)}`) : undefined;
    const ending = own === undefined ? endingOf(path, known) : endingsOf(own)[0];
    // EnvironmentFile= takes a pattern, too.
    if (isPattern(name)) patterns.add(name);
    else if (ending === undefined) names.add(name);
    else endings.add(ending);
  }
  return { names, patterns: [...patterns].map((pattern) => textGlob(pattern)), endings };
}

function isMeant({ names, patterns, endings }: Meant, file: string): boolean {
  const name = basename(file);
  return names.has(name) || endingsOf(file).some((one) => endings.has(one)) || patterns.some((fits) => fits(name));
}

/** `/a/b/c`, `/b/c`, `/c`. */
function endingsOf(file: string): string[] {
  const parts = file.split('/').filter((part) => part !== '');
  return parts.map((_, index) => `/${parts.slice(index).join('/')}`);
}

/** The longest end of a path, with a folder at least, that a file of the project has. */
function endingOf(path: string, known: ReadonlySet<string>): string | undefined {
  const folders = path.split('/').slice(0, -1);
  const sure = folders.slice(folders.findLastIndex((part) => /[$%~*?]|^\.{0,2}$/.test(part)) + 1);
  // The beginning of a path from outside is where the checkout is.
  const ends = endingsOf([...sure, basename(path)].join('/')).slice(0, /^[/$%~]/.test(path) ? sure.length : 1);
  return sure.length === 0 ? undefined : ends.find((one) => known.has(one));
}
