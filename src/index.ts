/**
 * envlint as a library: texts in, findings and repaired texts out. Nothing is read from disk, from the environment or from the
 * network; the caller supplies the paths and the contents.
 */
import { rules } from '../rules/index.ts';
import type { Diagnostic, Document, LanguageName, Network, Project, Rule, Severity } from './core.ts';
import { type Applied, fix as fixProject } from './engine/fix.ts';
import type { RolledBack } from './engine/fix-round.ts';
import { type LintOptions, lint as lintProject } from './engine/lint.ts';
import type { Suppressed } from './engine/suppressions.ts';
import { detect } from './languages/detect.ts';
import { languageStore } from './languages/index.ts';
import { keepProject } from './memory.ts';
import { makeProject, UNDESCRIBED } from './project.ts';

export type * from './core.ts';
export { HOLE } from './core.ts';
export type { Applied } from './engine/fix.ts';
export type { RolledBack } from './engine/fix-round.ts';
export type { Suppressed } from './engine/suppressions.ts';
export { rules };

/** A file by its path, with forward slashes, and its text. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  /** Undefined: the language is detected from path and content. */
  readonly language?: LanguageName | undefined;
  readonly dialect?: string | undefined;
}

export interface Options {
  /** Severity by rule id. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>> | undefined;
  /** These rules alone. */
  readonly only?: readonly string[] | undefined;
  /** Facts about the network; whatever is missing is inferred from the files. */
  readonly network?: Partial<Network> | undefined;
  /** The folder `~` means in the paths given. */
  readonly home?: string | undefined;
  /** In place of the built-in rules. */
  readonly rules?: readonly Rule[] | undefined;
}

export interface FixOptions extends Options {
  /** Apply fixes that guess, too. */
  readonly unsafe?: boolean | undefined;
  /** Least severity that is fixed; `warning` unless given. */
  readonly level?: Severity | undefined;
}

export interface LintAnswer {
  /** Sorted by path, place, severity and rule; all severities. */
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
  readonly documents: ReadonlyMap<string, Document>;
}

export interface FixAnswer extends LintAnswer {
  /** Paths of files that changed, with their new texts. */
  readonly changed: ReadonlyMap<string, string>;
  readonly applied: readonly Applied[];
  readonly rolledBack: readonly RolledBack[];
}

const languages = languageStore();

/** Parses one file. Undefined: envlint does not know files of this kind. Never throws, whatever the text. */
export async function parse(file: InputFile): Promise<Document | undefined> {
  return parseAfter(undefined, file);
}

/** `before`: the document of the same path until now. */
async function parseAfter(
  before: Document | undefined,
  { path, text, language, dialect }: InputFile,
): Promise<Document | undefined> {
  const found = language ? { language, dialect } : detect(path, text, true);
  if (!found) return undefined;
  const { parse } = await languages.load(found.language);
  return parse({ file: path, text }, found.dialect, before?.language === found.language ? before : undefined);
}

/** Checks files as one machine. */
export async function lint(files: Iterable<InputFile>, options: Options = {}): Promise<LintAnswer> {
  const project = await projectOf(files, options);
  const answer = lintProject(project, options.rules ?? rules, engineOptions(options));
  return { ...answer, documents: project.documents };
}

/** Checks and repairs files as one machine; the texts given stay as they are. */
export async function fix(files: Iterable<InputFile>, options: FixOptions = {}): Promise<FixAnswer> {
  return repaired(await projectOf(files, options), options);
}

function repaired(before: Project, options: FixOptions): FixAnswer {
  const { project, applied, rolledBack, result } = fixProject(before, options.rules ?? rules, {
    ...engineOptions(options),
    level: options.level ?? 'warning',
    unsafe: options.unsafe === true,
    // Every language in use was loaded when its files were parsed.
    parse: (source, name, dialect) => languages.loaded(name).parse(source, dialect),
  });
  const changed = [...project.documents.values()].filter(({ file, text }) => text !== before.document(file).text);
  return {
    ...result,
    documents: project.documents,
    changed: new Map(changed.map(({ file, text }) => [file, text])),
    applied,
    rolledBack,
  };
}

/** Files that stay open while their texts change: what an editor or a page keeps. */
export interface OpenProject {
  /**
   * Opens a file or gives it a newer text, which is parsed once. Resolves to its document, or undefined if envlint does not
   * know files of this kind. A text whose version is older than the current one, or than one still being parsed, is dropped.
   */
  put(file: InputFile & { readonly version?: number }): Promise<Document | undefined>;
  /** Closes a file: it no longer belongs to the machine. */
  remove(path: string): void;
  /** The machine as it is now: an immutable value. Later changes make a new one. */
  readonly project: Project;
  /** All findings of the machine as it is now. Only findings that a changed text can affect are computed again. */
  lint(): LintAnswer;
  /** Like `fix` of the library; the texts that are open stay unchanged. */
  fix(options?: Pick<FixOptions, 'unsafe' | 'level'>): FixAnswer;
}

/** Opens an empty machine. */
export function openProject(options: Options = {}): OpenProject {
  const documents = new Map<string, Document>();
  const latest = new Map<string, { readonly version: number }>();
  const about = {
    network: { ...UNDESCRIBED, ...options.network },
    home: options.home,
  };
  const kept = keepProject(about);
  let known: LintAnswer | undefined;
  const changed = (): void => {
    kept.update(documents.values());
    known = undefined;
  };
  return {
    async put(file) {
      const order = { version: file.version ?? (latest.get(file.path)?.version ?? 0) + 1 };
      if (order.version < (latest.get(file.path)?.version ?? 0)) return documents.get(file.path);
      latest.set(file.path, order);
      const document = await parseAfter(documents.get(file.path), file);
      if (latest.get(file.path) !== order) return documents.get(file.path);
      if (document) documents.set(file.path, document);
      else documents.delete(file.path);
      changed();
      return document;
    },
    remove(path) {
      latest.delete(path);
      if (documents.delete(path)) changed();
    },
    get project() {
      return kept.project;
    },
    lint() {
      known ??= {
        ...lintProject(kept.project, options.rules ?? rules, engineOptions(options)),
        documents: kept.project.documents,
      };
      return known;
    },
    fix: ({ unsafe, level } = {}) => repaired(kept.project, { ...options, unsafe, level }),
  };
}

async function projectOf(files: Iterable<InputFile>, { network, home }: Options): Promise<Project> {
  const documents: Document[] = [];
  for (const file of files) {
    const document = await parse(file);
    if (document) documents.push(document);
  }
  return makeProject({ documents, network: { ...UNDESCRIBED, ...network }, home });
}

function engineOptions({ severities, only }: Options): LintOptions {
  return {
    severities: severities && new Map(Object.entries(severities)),
    only: only && new Set(only),
  };
}
