/** Builds the immutable value all rules read, and memoises questions asked of it. */
import type { Document, Fact, LanguageName, Network, Project } from './core.ts';
import { isClashSample, isTemplateName } from './knowledge/files/templates.ts';

/** The network when the user has not described it: the files themselves are the evidence. */
export const UNDESCRIBED: Network = { domestic: [], overseas: [], local: [], clients: [], timeouts: {} };

export interface ProjectInput {
  readonly documents: Iterable<Document>;
  readonly network?: Network | undefined;
  readonly home?: string | undefined;
  readonly absent?: ReadonlySet<string> | undefined;
  readonly roots?: readonly string[] | undefined;
  /** An earlier version of the project: what was composed of the same documents is taken from there. */
  readonly earlier?: Project | undefined;
}

/** Documents are kept sorted by path, so that the order in which files were named never changes an answer. */
export function makeProject({ documents, network = UNDESCRIBED, home, absent, roots, earlier }: ProjectInput): Project {
  const sorted = [...documents].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const byFile = composed(new Map(sorted.map((document) => [document.file, document])), earlier);
  const byKind = new Map<Fact['kind'], Fact[]>();
  for (const document of byFile.values()) {
    for (const fact of document.facts) {
      const facts = byKind.get(fact.kind);
      if (facts) facts.push(fact);
      else byKind.set(fact.kind, [fact]);
    }
  }
  return {
    documents: byFile,
    network,
    home,
    absent,
    roots,
    // The map contains each kind under its own name; the type system cannot see that.
    facts: <K extends Fact['kind']>(kind: K) =>
      (byKind.get(kind) ?? []) as unknown as readonly Extract<Fact, { kind: K }>[],
    document(file) {
      const document = byFile.get(file);
      if (!document) throw new RangeError(`no document ${file}`);
      return document;
    },
  };
}

/**
 * The same documents, after each index has been composed with the documents it refers to; its parts then have no facts of their
 * own.
 */
function composed(documents: ReadonlyMap<string, Document>, earlier?: Project): ReadonlyMap<string, Document> {
  const indexes = [...documents.values()].filter(({ compose }) => compose);
  if (indexes.length === 0) return documents;
  const result = new Map(documents);
  for (const index of indexes) {
    const before = earlier && sameOfLanguage(earlier, documents, index.language);
    if (before) {
      for (const document of before) result.set(document.file, document);
      continue;
    }
    const composition = index.compose?.(documents);
    if (!composition) continue;
    for (const [file, title] of composition.parts) {
      const part = documents.get(file);
      if (part) result.set(file, { ...part, facts: [], title, parsed: part });
    }
    const { facts, parts, incomplete } = composition;
    const title = parts.get(index.file);
    result.set(index.file, { ...index, facts, parsed: index, title, incomplete });
  }
  return result;
}

/** The documents of a language in an earlier version, if they were parsed from exactly these documents. */
function sameOfLanguage(
  earlier: Project,
  documents: ReadonlyMap<string, Document>,
  language: LanguageName,
): readonly Document[] | undefined {
  const before = documentsIn(earlier, language);
  const isSame = before.every((document) => documents.get(document.file) === (document.parsed ?? document));
  const count = [...documents.values()].filter((document) => document.language === language).length;
  return isSame && count === before.length ? before : undefined;
}

/** The facts of one kind in one file, in its order; none for a file that is not in the project. */
export function factsIn<K extends Fact['kind']>(
  project: Project,
  file: string,
  kind: K,
): readonly Extract<Fact, { kind: K }>[] {
  const facts = project.documents.get(file)?.facts ?? [];
  return facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
}

/** The same project with some documents replaced: what a fix leads to. */
export function replaceDocuments(project: Project, changed: ReadonlyMap<string, Document>): Project {
  const documents = [...project.documents.values()].map(
    (document) => changed.get(document.file) ?? document.parsed ?? document,
  );
  const { network, home, absent, roots } = project;
  return makeProject({
    documents,
    network,
    home,
    absent,
    roots,
  });
}

/** A question over a whole project. */
export type Query<T> = (project: Project) => T;

/** Answers questions on behalf of a project, reusing an earlier version's answers where they are still valid. */
export interface Keeper {
  answer<T>(query: Query<T>, compute: Query<T>): T;
}

const keepers = new WeakMap<Project, Keeper>();

/** From now on `keeper` answers the questions asked of this project; without one the project computes its own answers again. */
export function keepAnswers(project: Project, keeper: Keeper | undefined): void {
  if (keeper) keepers.set(project, keeper);
  else keepers.delete(project);
}

/** Asks something whose answer is only worth keeping between versions of a project. */
export function ask<T>(project: Project, query: Query<T>): T {
  const keeper = keepers.get(project);
  return keeper ? keeper.answer(query, query) : query(project);
}

/** A question over a whole project, answered once. Projects never change, so the answer cannot go stale. */
export function derive<T>(compute: Query<T>): Query<T> {
  const known = new WeakMap<Project, { readonly value: T }>();
  return function query(project): T {
    const keeper = keepers.get(project);
    if (keeper) return keeper.answer(query, compute);
    let entry = known.get(project);
    if (!entry) known.set(project, (entry = { value: compute(project) }));
    return entry.value;
  };
}

const byLanguage = new Map<LanguageName, Query<readonly Document[]>>();

/** The documents of one language, sorted by path. Editing a document in another language does not invalidate this answer. */
export function documentsIn(project: Project, language: LanguageName): readonly Document[] {
  let query = byLanguage.get(language);
  if (!query) {
    query = derive(({ documents }) => [...documents.values()].filter((document) => document.language === language));
    byLanguage.set(language, query);
  }
  return query(project);
}

/** Files named as templates or examples are judged one severity lower and never fixed by plain `--fix`. */
export function isTemplate(document: Document | undefined): boolean {
  return document !== undefined && isTemplateName(document.file);
}

/**
 * Is a file a sample: a Clash file in a folder of documentation, examples or tests of what is checked? What it contains is at
 * most worth knowing. A folder that is checked itself counts as any other, whatever it is called.
 */
export function isSample({ documents, roots }: Project, file: string): boolean {
  if (documents.get(file)?.language !== 'clash') return false;
  const around = roots?.map((root) => (root.endsWith('/') ? root : `${root}/`)).filter((root) => file.startsWith(root));
  const root = around?.reduce((longest, one) => (one.length > longest.length ? one : longest), '') ?? '';
  return isClashSample(file.slice(root.length));
}
