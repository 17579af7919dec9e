/** Who reads a file of variables by its path, in a way that only the text of a shell file or a unit shows. */
import type { Project } from '../../core.ts';
import { derive, documentsIn } from '../../project.ts';
import { basename, dirname, lineEnd, lineStart, normalize } from '../../text.ts';
import { namesInShells, withoutComments } from './readers.ts';

/** A unit that loads such a file from its installed place, and has a list itself: the file may be this one. */
export const isInstalledOverList = (project: Project, file: string): boolean =>
  loadedOverLists(project).some((path) => path !== file && mayMean(project, path, file));

const loadedOverLists = derive((project: Project): readonly string[] =>
  documentsIn(project, 'systemd')
    .filter(({ text }) => /no_proxy=/i.test(text))
    .flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'include' ? [fact.path.text] : []))),
);

/**
 * `export $(grep -v '^#' .env | xargs)`, `while read …; done < .env`: does a shell export the content of the file in a way that
 * only the shell's text shows, overriding what it had?
 */
export const isReadByHand = (project: Project, file: string): boolean =>
  [...(readings(project).get(basename(file)) ?? [])].some((path) => mayMean(project, path, file));

/** The paths that shells read by hand, by the name of the file; each once, however many shells write it. */
const readings = derive((project: Project): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { name, text, document } of namesInShells(project, withoutComments)) {
    for (const folder of foldersIn(text, name)) {
      const paths = found.get(name) ?? new Set();
      found.set(name, paths.add(fromOwn(document.file, folder + name)));
    }
  }
  return found;
});

/** The folders before a name, wherever a text reads the file. */
function* foldersIn(text: string, name: string): Iterable<string> {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.slice(lineStart(text, at), at), text.slice(at + name.length, lineEnd(text, at))];
    if (!/(?:^|[\s/"'<(=])$/.test(before) || /^[\w.-]/.test(after)) continue;
    if (isOpenAt(before) || isSourcedAt(before) || /\|\s*(?:while|xargs)\b/.test(after)) yield folderIn(before);
  }
}

/** `. "$(dirname "$0")/../.env"`: a file of that name, wherever it is. */
const isSourcedAt = (before: string): boolean => /(?:^|[\s;&|(])(?:\.|source)[ \t][^;&|]{0,120}\/$/.test(before);

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

/** A path from the folder of the script itself is that of one file, and keeps its mark. */
const fromOwn = (by: string, path: string): string =>
  path.startsWith(`${OWN}/`) ? OWN + normalize(`${dirname(by)}/${path.slice(OWN.length + 1)}`) : path;

/**
 * Can a path that a file of the project writes mean this other one? Files are copied to other places, so that another file of this
 * name can only be meant where a file of the project has its folders, too.
 */
function mayMean(project: Project, path: string, file: string): boolean {
  if (basename(path) !== basename(file)) return false;
  if (path.startsWith(OWN)) return path.slice(OWN.length) === file;
  const folders = path.split('/').slice(0, -1);
  const known = folders.slice(folders.findLastIndex((part) => /[$%~*?]|^\.{0,2}$/.test(part)) + 1);
  if (known.length === 0) return true;
  const names = [...known, basename(file)];
  // The beginning of a path from outside is where the checkout is.
  const shortest = /^[/$%~]/.test(path) ? known.length : 1;
  for (let from = 0; from < shortest; from++) {
    const ending = `/${names.slice(from).join('/')}`;
    if (`/${file}`.endsWith(ending)) return true;
    if (endings(project).has(ending)) return false;
  }
  return true;
}

/** How the paths of the project's files end: `/b/c` and `/c` of `a/b/c`. */
const endings = derive((project: Project): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const file of project.documents.keys()) {
    const path = `/${file}`;
    for (let at = path.lastIndexOf('/'); at >= 0; at = at > 0 ? path.lastIndexOf('/', at - 1) : -1)
      found.add(path.slice(at));
  }
  return found;
});
