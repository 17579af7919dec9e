/**
 * Incremental answers: caches query results from one version of a project to the next. An editor changes one file at a time,
 * and what depends only on the other files is not computed again.
 *
 * Each answer is kept with its dependencies: the facts, documents and other answers it read. In the next version it stays valid
 * while all of those are unchanged; an answer that is computed again with the same result counts as unchanged for those that
 * read it. An answer may be a function that reads more later: it reads through its own view of the project, which always shows
 * the newest version, and those reads become dependencies too.
 */
import type { Document, Fact, Project } from './core.ts';
import { keepAnswers, makeProject, type ProjectInput, type Query } from './project.ts';

/** A project whose documents can change while answers about the other documents are kept. */
export interface KeptProject {
  /** The newest version: a value, of which later changes make another one. */
  readonly project: Project;
  /** Makes the next version of these documents; `absent` as in `Project`. Documents that are the same object are unchanged. */
  update(documents: Iterable<Document>, absent?: ReadonlySet<string>): Project;
}

/** Opens a project without documents: what an editor, a page and `--watch` keep. */
export function keepProject(about: Omit<ProjectInput, 'documents' | 'earlier' | 'absent'>): KeptProject {
  let project = makeProject({ documents: [], ...about });
  const next = remember(project);
  return {
    get project() {
      return project;
    },
    update(documents, absent) {
      project = makeProject({ documents, ...about, absent, earlier: project });
      next(project);
      return project;
    },
  };
}

interface Read {
  /** What the same reading gives now. */
  again(): unknown;
  readonly seen: unknown;
}

interface Answer {
  /** The version in which this was last known to be valid. */
  version: number;
  value: unknown;
  /** By what was read; in the order of first reading. */
  readonly reads: Map<unknown, Read>;
  readonly view: Project;
}

/**
 * Answers for a project from version to version: call the result with each new version. The newest version uses the cache;
 * older versions compute their own answers.
 */
function remember(first: Project): (next: Project) => void {
  let now = first;
  let version = 1;
  const answers = new Map<unknown, Answer>();

  function answer<T>(query: Query<T>, compute: Query<T>): T {
    let known = answers.get(query);
    if (!known) answers.set(query, (known = newAnswer()));
    if (known.version < version && !(known.version > 0 && holds(known))) remake(known, compute);
    known.version = version;
    // An answer is kept under its own question.
    return known.value as T;
  }

  function newAnswer(): Answer {
    const reads = new Map<unknown, Read>();
    const view = viewOf(() => now, reads);
    keepAnswers(view, {
      answer(query, compute) {
        const value = answer(query, compute);
        if (!reads.has(query)) reads.set(query, { again: () => answer(query, compute), seen: value });
        return value;
      },
    });
    return { version: 0, value: undefined, reads, view };
  }

  keepAnswers(now, { answer });
  return (next) => {
    keepAnswers(now, undefined);
    now = next;
    version++;
    keepAnswers(now, { answer });
  };
}

/** In the order of first reading: by the time a later dependency is checked, those it depends on are known to be unchanged. */
function holds({ reads }: Answer): boolean {
  for (const { again, seen } of reads.values()) if (!isSame(seen, again())) return false;
  return true;
}

function remake(known: Answer, compute: Query<unknown>): void {
  known.version = 0;
  known.reads.clear();
  const value = compute(known.view);
  if (!isSame(known.value, value)) known.value = value;
}

/** The newest version of a project; records everything that is read from it. */
function viewOf(now: () => Project, reads: Map<unknown, Read>): Project {
  function noted<T>(key: string, again: () => T): T {
    const value = again();
    if (!reads.has(key)) reads.set(key, { again, seen: value });
    return value;
  }
  const all = (): ReadonlyMap<string, Document> => noted('documents', () => now().documents);
  const documents: ReadonlyMap<string, Document> = {
    get: (file) => noted(`document ${file}`, () => now().documents.get(file)),
    has: (file) => noted(`is ${file} there`, () => now().documents.has(file)),
    keys: () => noted('files', () => [...now().documents.keys()]).values(),
    get size() {
      return noted('how many', () => now().documents.size);
    },
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (use) => all().forEach(use),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
  return {
    documents,
    get network() {
      return noted('network', () => now().network);
    },
    get home() {
      return noted('home', () => now().home);
    },
    get absent() {
      return noted('absent', () => now().absent);
    },
    facts: <K extends Fact['kind']>(kind: K) => noted(`facts ${kind}`, () => now().facts(kind)),
    document(file) {
      const document = documents.get(file);
      if (!document) throw new RangeError(`no document ${file}`);
      return document;
    },
  };
}

/** The same value, or a list, set or map of the same values in the same order. */
function isSame(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((one, index) => Object.is(one, after[index]));
  if (before instanceof Map && after instanceof Map)
    return isSame([...before.keys()], [...after.keys()]) && isSame([...before.values()], [...after.values()]);
  if (before instanceof Set && after instanceof Set) return isSame([...before], [...after]);
  return false;
}
