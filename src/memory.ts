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

interface Answer {
  /** The version in which this was last known to be valid; 0: never. */
  version: number;
  value: unknown;
  compute: Query<unknown>;
  readonly reads: Reads;
  readonly view: Project;
}

/**
 * What an answer was made of, as it was then. There is an entry for each file that was read, so an entry is nothing but a name
 * and a value.
 */
interface Reads {
  /** By question, in the order of first reading. */
  readonly answers: Map<Query<unknown>, unknown>;
  readonly documents: Map<string, Document | undefined>;
  readonly isThere: Map<string, boolean>;
  readonly facts: Map<Fact['kind'], readonly Fact[]>;
  readonly whole: Map<Whole, unknown>;
}

/** What of a project is read as a whole. */
const WHOLE = {
  documents: ({ documents }: Project) => documents,
  files: ({ documents }: Project) => [...documents.keys()],
  size: ({ documents }: Project) => documents.size,
  network: ({ network }: Project) => network,
  home: ({ home }: Project) => home,
  absent: ({ absent }: Project) => absent,
  roots: ({ roots }: Project) => roots,
};
type Whole = keyof typeof WHOLE;

/**
 * Answers for a project from version to version: call the result with each new version. The newest version uses the cache;
 * older versions compute their own answers.
 */
function remember(first: Project): (next: Project) => void {
  let now = first;
  let version = 1;
  const answers = new Map<Query<unknown>, Answer>();

  function answer<T>(query: Query<T>, compute: Query<T>): T {
    let known = answers.get(query);
    if (!known) answers.set(query, (known = newAnswer(compute)));
    if (known.version < version && !(known.version > 0 && holds(known.reads))) remake(known);
    known.version = version;
    // An answer is kept under its own question.
    return known.value as T;
  }

  function newAnswer(compute: Query<unknown>): Answer {
    const reads: Reads = {
      answers: new Map(),
      documents: new Map(),
      isThere: new Map(),
      facts: new Map(),
      whole: new Map(),
    };
    const view = viewOf(() => now, reads);
    keepAnswers(view, {
      answer(query, own) {
        const value = answer(query, own);
        if (!reads.answers.has(query)) reads.answers.set(query, value);
        return value;
      },
    });
    return { version: 0, value: undefined, compute, reads, view };
  }

  /** An answer that was read is only asked for again while all before it are as they were: it may not be asked otherwise. */
  function holds({ answers: read, documents, isThere, facts, whole }: Reads): boolean {
    for (const [name, seen] of whole) if (!isSame(seen, WHOLE[name](now))) return false;
    for (const [kind, seen] of facts) if (!isSame(seen, now.facts(kind))) return false;
    for (const [file, seen] of documents) if (seen !== now.documents.get(file)) return false;
    for (const [file, seen] of isThere) if (seen !== now.documents.has(file)) return false;
    for (const [query, seen] of read)
      if (!isSame(seen, answer(query, answers.get(query)?.compute ?? query))) return false;
    return true;
  }

  keepAnswers(now, { answer });
  return (next) => {
    keepAnswers(now, undefined);
    now = next;
    version++;
    keepAnswers(now, { answer });
  };
}

function remake(known: Answer): void {
  known.version = 0;
  for (const read of Object.values(known.reads)) read.clear();
  const value = known.compute(known.view);
  if (!isSame(known.value, value)) known.value = value;
}

/** The newest version of a project; records everything that is read from it. */
function viewOf(now: () => Project, reads: Reads): Project {
  /** Records what was seen at the first reading. */
  function noted<K, T>(into: Map<K, unknown>, key: K, value: T): T {
    if (!into.has(key)) into.set(key, value);
    return value;
  }
  const whole = <N extends Whole>(name: N) =>
    noted(reads.whole, name, WHOLE[name](now()) as ReturnType<(typeof WHOLE)[N]>);
  const documents: ReadonlyMap<string, Document> = {
    get: (file) => noted(reads.documents, file, now().documents.get(file)),
    has: (file) => noted(reads.isThere, file, now().documents.has(file)),
    keys: () => whole('files').values(),
    get size() {
      return whole('size');
    },
    values: () => whole('documents').values(),
    entries: () => whole('documents').entries(),
    forEach: (use) => whole('documents').forEach(use),
    [Symbol.iterator]: () => whole('documents')[Symbol.iterator](),
  };
  return {
    documents,
    get network() {
      return whole('network');
    },
    get home() {
      return whole('home');
    },
    get absent() {
      return whole('absent');
    },
    get roots() {
      return whole('roots');
    },
    facts: <K extends Fact['kind']>(kind: K) => noted(reads.facts, kind, now().facts(kind)),
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
