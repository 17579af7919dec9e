/** Keys of the files in which git, npm, pip, curl and others keep their settings. */
import type { Project, Setting, Value } from '../core.ts';
import { derive } from '../project.ts';

export interface ProgramSetting {
  /** The program that reads the file. */
  readonly client: string;
  /** As its documentation names it: git's with the section (`http.proxy`), the others' alone. */
  readonly key: string;
  /** The key's last part. */
  readonly bare: string;
  readonly name: Value;
  readonly value: Value;
  readonly ignored: Setting['ignored'];
}

/** All of a project, in file order. */
export const programSettings = derive((project: Project): readonly ProgramSetting[] =>
  project.facts('setting').flatMap(({ at, path, name, value, ignored }) => {
    const { language, dialect: client } = project.document(at.file);
    if (language !== 'settings') return [];
    const bare = path.at(-1) ?? '';
    return [{ client, key: client === 'git' ? `${path[0]}.${bare}` : bare, bare, name, value, ignored }];
  }),
);
