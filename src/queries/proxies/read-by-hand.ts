/** Who reads a file of variables by its path, in a way that only the text of a shell file or a unit shows. */
import type { Project } from '../../core.ts';
import { documentsIn } from '../../project.ts';
import { basename, dirname, lineEnd, lineStart, normalize } from '../../text.ts';
import { withoutComments } from './readers.ts';

/** A unit that loads such a file from its installed place, and has a list itself: the file may be this one. */
export function isInstalledOverList(project: Project, file: string): boolean {
  return documentsIn(project, 'systemd').some(
    ({ file: unit, text, facts }) =>
      /no_proxy=/i.test(text) &&
      facts.some(
        (fact) => fact.kind === 'include' && fact.path.text !== file && mayMean(project, unit, fact.path.text, file),
      ),
  );
}

/**
 * `export $(grep -v '^#' .env | xargs)`, `while read …; done < .env`: does a shell export the content of the file in a way that
 * only the shell's text shows, overriding what it had?
 */
export function isReadByHand(project: Project, file: string): boolean {
  const name = basename(file);
  return documentsIn(project, 'shell').some((document) => {
    const text = withoutComments(document);
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const [before, after] = [text.slice(lineStart(text, at), at), text.slice(at + name.length, lineEnd(text, at))];
      if (!/(?:^|[\s/"'<(=])$/.test(before) || /^[\w.-]/.test(after)) continue;
      const isRead = isOpenAt(before) || isSourcedAt(before) || /\|\s*(?:while|xargs)\b/.test(after);
      if (isRead && mayMean(project, document.file, folderIn(before) + name, file)) return true;
    }
    return false;
  });
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

/**
 * Can a path that is written in one file of the project mean this other one? Files are copied to other places, so that another file of
 * this name can only be meant where a file of the project has its folders, too.
 */
function mayMean(project: Project, by: string, path: string, file: string): boolean {
  if (basename(path) !== basename(file)) return false;
  if (path.startsWith(`${OWN}/`)) return normalize(`${dirname(by)}/${path.slice(OWN.length + 1)}`) === file;
  const folders = path.split('/').slice(0, -1);
  const known = folders.slice(folders.findLastIndex((part) => /[$%~*?]|^\.{0,2}$/.test(part)) + 1);
  if (known.length === 0) return true;
  const names = [...known, basename(file)];
  // The beginning of a path from outside is where the checkout is.
  const shortest = /^[/$%~]/.test(path) ? known.length : 1;
  for (let from = 0; from < shortest; from++) {
    const ending = `/${names.slice(from).join('/')}`;
    if (`/${file}`.endsWith(ending)) return true;
    if ([...project.documents.keys()].some((one) => `/${one}`.endsWith(ending))) return false;
  }
  return true;
}
