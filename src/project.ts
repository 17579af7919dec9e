/** Builds the immutable value all rules read, and memoises questions asked of it. */
import type { Document, Fact, Network, Project } from './core.ts';
import { isTemplateName } from './knowledge/templates.ts';

/** A network nobody described: evidence decides. */
export const UNDESCRIBED: Network = { domestic: [], overseas: [], local: [], clients: [], timeouts: {} };

export interface ProjectInput {
  readonly documents: Iterable<Document>;
  readonly network?: Network;
  readonly home?: string | undefined;
  readonly absent?: ReadonlySet<string> | undefined;
}

/** Documents are kept sorted by path, so that the order in which files were named never changes an answer. */
export function makeProject({ documents, network = UNDESCRIBED, home, absent }: ProjectInput): Project {
  const sorted = [...documents].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const byFile = composed(new Map(sorted.map((document) => [document.file, document])));
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
    // The map holds each kind under its own name; the type system cannot see that.
    facts: <K extends Fact['kind']>(kind: K) =>
      (byKind.get(kind) ?? []) as unknown as readonly Extract<Fact, { kind: K }>[],
    document(file) {
      const document = byFile.get(file);
      if (!document) throw new RangeError(`no document ${file}`);
      return document;
    },
  };
}

/** The same documents, where an index says what several of them are together: its parts have no facts of their own then. */
function composed(documents: ReadonlyMap<string, Document>): ReadonlyMap<string, Document> {
  const indexes = [...documents.values()].filter(({ compose }) => compose);
  if (indexes.length === 0) return documents;
  const result = new Map(documents);
  for (const index of indexes) {
    const composition = index.compose?.(documents);
    if (!composition) continue;
    for (const [file, title] of composition.parts) {
      const part = documents.get(file);
      if (part) result.set(file, { ...part, facts: [], title, parsed: part });
    }
    result.set(index.file, { ...index, facts: composition.facts, parsed: index });
  }
  return result;
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
  const { network, home, absent } = project;
  return makeProject({
    documents,
    network,
    home,
    absent,
  });
}

/** A question over a whole project, answered once. Projects never change, so the answer cannot go stale. */
export function derive<T>(answer: (project: Project) => T): (project: Project) => T {
  const known = new WeakMap<Project, { readonly value: T }>();
  return (project) => {
    let entry = known.get(project);
    if (!entry) known.set(project, (entry = { value: answer(project) }));
    return entry.value;
  };
}

/** Files named as templates or examples are judged one severity lower and never fixed by plain `--fix`. */
export function isTemplate(document: Document | undefined): boolean {
  return document !== undefined && isTemplateName(document.file);
}
