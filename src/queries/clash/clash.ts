/** Questions about Clash files that several rules ask. */
import type { ClashFile, ClashRule, Document, Listener, Project, Setting, Text } from '../../core.ts';
import { hasTemplateLines } from '../../knowledge/clash/sniff.ts';
import { derive, documentsIn, factsIn } from '../../project.ts';

/**
 * Files that mihomo can read as YAML: configurations and parts of them. A file with a syntax error is only reported for that
 * error, and a template is not yet a configuration.
 */
export const readableClash = derive((project: Project): readonly ClashFile[] =>
  project.facts('clash').filter((file) => {
    const { errors, text } = project.document(file.at.file);
    if (file.form === 'provider' || hasTemplateLines(text)) return false;
    return errors.every(({ severity }) => severity !== undefined && severity !== 'error');
  }),
);

/** Those of them that are meant to run as they are. `base_config.yaml` is what a script adds its nodes and rules to. */
export function runnableClash(project: Project): readonly ClashFile[] {
  return readableClash(project).filter(
    ({ form, at: { file } }) => form === 'config' && !/(?:^|[/._-])base(?:[._-][\w-]+)?\.ya?ml$/i.test(file),
  );
}

/**
 * A profile that a client keeps and loads: the app lays its own ports, LAN access, controller and secret over it
 * (clash-verge-rev enhance/mod.rs, Clash Party factory.ts), so nothing listens where it says.
 */
export function isClientProfile({ at: { file } }: ClashFile): boolean {
  return isProfile(file);
}

const isProfile = (file: string): boolean => /(?:^|\/)profiles\/[^/]+$/.test(file);

/** Comments that say what a file is for are near its start. */
const HEAD_CHARACTERS = 20_000;

/**
 * Is a file written for OpenClash, as its own comments say? OpenClash lays its ports, its controller, its secret and
 * `allow-lan` over every configuration (`yml_change.sh`).
 */
function isForOpenClash(project: Project, { at: { file } }: ClashFile): boolean {
  const head = project
    .document(file)
    .text.slice(0, HEAD_CHARACTERS)
    .replace(/https?:\/\/\S+/g, '');
  return /^[ \t]*#.*openclash/im.test(head);
}

/** Where a file really listens: what a profile says of ports counts for nothing, also where the app's own file is not here. */
export function clashListeners(project: Project, file: ClashFile): readonly Listener[] {
  if (isForOpenClash(project, file)) return [];
  return factsIn(project, file.at.file, 'listener').filter(({ at }) => !isProfile(at.file));
}

/**
 * Clients' home folders where it is unknown which configuration runs: the file that reveals the client, and what decides
 * instead.
 */
export const incompleteClash = derive((project: Project): readonly { readonly file: string; readonly why: Text }[] =>
  [...project.documents.values()].flatMap(({ file, incomplete, facts }) =>
    incomplete && facts.every((fact) => fact.kind !== 'clash' || fact.form !== 'config')
      ? [{ file, why: incomplete }]
      : [],
  ),
);

const byPath = derive((project: Project): ReadonlyMap<string, ReadonlyMap<string, Setting>> => {
  const files = new Map<string, Map<string, Setting>>();
  for (const { file, facts } of documentsIn(project, 'clash')) {
    const known = new Map<string, Setting>();
    files.set(file, known);
    for (const fact of facts) {
      if (fact.kind !== 'setting') continue;
      const path = fact.path.join('\0');
      if (!known.has(path)) known.set(path, fact);
    }
  }
  return files;
});

/** A key of a Clash file, by its path. */
export function clashSetting(project: Project, file: ClashFile, ...path: string[]): Setting | undefined {
  return byPath(project).get(file.at.file)?.get(path.join('\0'));
}

/** All keys of a Clash file, in its order. */
export function clashSettings(project: Project, file: ClashFile): Iterable<Setting> {
  return byPath(project).get(file.at.file)?.values() ?? [];
}

/** Every rule of a file: the main list, then the sub-rules. */
export function* allRules(file: ClashFile): Iterable<ClashRule> {
  yield* file.rules;
  for (const rules of file.subRules.values()) yield* rules;
}

/** A placeholder of a template engine in a name or a rule: its value is not known here. */
export function isTagged(text: string): boolean {
  return /\{\{|\{%|<%|\$\{|\}\}|^<[^>]*>$/.test(text);
}

/** The documents that Clash or its clients read, whatever they contain. */
export const clashDocuments = derive((project: Project): readonly Document[] =>
  [...project.documents.values()].filter(({ language }) => language === 'clash'),
);
