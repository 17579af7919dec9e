/** The files that a file names, as links. */
import type { DocumentLink } from 'vscode-languageserver-types';
import { namedFiles } from '../queries/environments/files/named-files.ts';
import { groupBy } from '../text.ts';
import { rangeOf, say, type View } from './view.ts';

/** Links to what is included and to the lists of a Clash configuration, where `isThere` finds the file. */
export function documentLinks(view: View, file: string, isThere: (path: string) => boolean): DocumentLink[] {
  const document = view.project.document(file);
  const named = namedFiles(document.parsed ?? document, view.home);
  return [...groupBy(named, ({ at }) => `${at.start} ${at.end}`).values()].flatMap((own) => {
    const target = own.find(({ path }) => view.project.documents.has(path) || isThere(path));
    if (!target) return [];
    const title = view.display(target.path);
    return [
      { range: rangeOf(view, target.at), target: view.uri(target.path), tooltip: say(view, { en: title, zh: title }) },
    ];
  });
}
