/** Keys of the files in which git, npm, pip, curl and others keep their settings. */
import type { Project, Setting, Value } from '../core.ts';
import { derive } from '../project.ts';

export interface ProgramSetting {
  /** The program that reads the file. */
  readonly client: string;
  /** The name in the program's documentation: git's with the section (`http.proxy`), apt's in full, the others' alone. */
  readonly key: string;
  /** The key's last part. */
  readonly bare: string;
  readonly name: Value;
  readonly value: Value;
  readonly ignored: Setting['ignored'];
  readonly type: Setting['type'];
}

/** All of a project, in file order. */
export const programSettings = derive((project: Project): readonly ProgramSetting[] =>
  project.facts('setting').flatMap(({ at, path, name, value, ignored, type }) => {
    const { language, dialect } = project.document(at.file);
    const client = dialect === 'vscode' ? 'VS Code' : dialect;
    if (language !== 'settings' && dialect !== 'vscode') return [];
    const bare = path.at(-1) ?? '';
    return [{ client, key: keyOf(client, path), bare, name, value, ignored, type }];
  }),
);

function keyOf(client: string, path: readonly string[]): string {
  // apt ignores case: names are spelled as in its manual, Acquire::http::Proxy.
  if (client === 'apt') return path.map((part, index) => (index === 1 ? part.toLowerCase() : capital(part))).join('::');
  const bare = path.at(-1) ?? '';
  return client === 'git' ? `${path[0]}.${bare}` : bare;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
