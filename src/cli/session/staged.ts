/** `--staged`: checks what git is about to commit, not what is on the disk. */
import { dirname, resolve } from 'node:path';
import { applyPatch, structuredPatch } from 'diff';
import type { Text } from '../../core.ts';
import { isCovered } from '../../host/find/discover.ts';
import { isLeftOut } from '../../host/find/ignore.ts';
import { type Found, resolved } from '../../host/find/walk.ts';
import { type IndexEntry, indexOf, readBlobs, repositoryRoot, stagedEntries, writeIndex } from '../../host/read/git.ts';
import { load, type Store } from '../../host/read/load.ts';
import { decode, readSource } from '../../host/read/read.ts';
import type { Change } from '../../host/write/runs.ts';
import { interesting } from '../../languages/detect.ts';
import { lazy } from '../../text.ts';
import type { Context } from '../shell/context.ts';
import { workTreeKept } from '../shell/words.ts';
import { type Saved, writeEach } from './save.ts';
import { ignoreTests, type Session, type Settings, sessionOf } from './session.ts';

/** The session of a run over the index: staged files are judged, others of the index are context. Throws `UsageError`. */
export async function openStaged(context: Context, settings: Settings): Promise<Session> {
  const root = repositoryRoot(context.cwd);
  const staged = stagedEntries(root);
  // The whole index is only read when a file is needed that is not staged.
  const whole = lazy(() => indexOf(root));
  const entryOf: EntryOf = (path) => staged.get(path) ?? whole()(path);
  const store = indexStore(root, entryOf, staged);
  const asked = context.operands.map(({ path }) => resolve(context.cwd, path));
  const verdicts = ignoreTests(context, settings.config);
  const files: Found[] = [];
  for (const path of staged.keys()) {
    const real = store.resolve(path);
    if (real === undefined || !interesting(path)) continue;
    if (isLeftOut(verdicts, path) || (asked.length > 0 && !isCovered(path, asked))) continue;
    files.push({ path, real, named: false });
  }
  const loaded = await load(files, { home: context.home, roots: [root], store });
  const session = sessionOf(
    context,
    settings,
    { files, skipped: [], roots: [root], missing: [], overruled: [] },
    loaded,
  );
  return { ...session, save: indexSaver(context, session, root, entryOf) };
}

const NOT_HERE: Text = { en: 'git has not fetched it', zh: 'git 尚未取回这个文件' };

/** A file of the index by its absolute path. */
type EntryOf = (path: string) => IndexEntry | undefined;

/** Inside the repository only the index counts; outside of it, the disk. */
function indexStore(root: string, entryOf: EntryOf, staged: ReadonlyMap<string, IndexEntry>): Store {
  const wanted = [...staged.values()].filter(({ path }) => interesting(path));
  const blobs = readBlobs(
    root,
    wanted.map(({ hash }) => hash),
  );
  const blob = ({ hash }: IndexEntry): Buffer | undefined => blobs.get(hash) ?? readBlobs(root, [hash]).get(hash);
  const isOurs = (path: string): boolean => path.startsWith(`${root}/`);
  const follow = (path: string, depth = 0): string | undefined => {
    const entry = isOurs(path) ? entryOf(path) : undefined;
    if (!entry || depth > 8) return undefined;
    if (entry.mode !== '120000') return path;
    const target = blob(entry)?.toString('utf8');
    return target === undefined ? undefined : follow(resolve(dirname(path), target), depth + 1);
  };
  return {
    read: (path) => {
      const entry = isOurs(path) ? entryOf(path) : undefined;
      if (!entry) return readSource(path);
      const bytes = blob(entry);
      return bytes ? decode(bytes) : { kind: 'unreadable', why: NOT_HERE, benign: false };
    },
    resolve: (path) => (isOurs(path) ? follow(path) : resolved(path)),
  };
}

/**
 * Puts fixed texts into the index and, where they apply cleanly, into the working tree. Unstaged changes on disk stay unstaged.
 * What is saved later belongs to the same run.
 */
function indexSaver(
  context: Context,
  { loaded, display, project }: Session,
  root: string,
  entryOf: EntryOf,
): Session['save'] {
  const current = new Map<string, IndexEntry>();
  let follows: string | undefined;
  return async (changed, before = project): Promise<Saved> => {
    const changes = changed.flatMap((after) => {
      const path = loaded.real.get(after.file) ?? after.file;
      const entry = current.get(path) ?? entryOf(path);
      const old = before.document(after.file).text;
      return entry ? [{ entry, path, file: after.file, before: old, text: after.text }] : [];
    });
    const index = writeIndex(root, changes);
    for (const [at, { entry, path }] of changes.entries())
      current.set(path, { ...entry, hash: index[at]?.after ?? entry.hash });
    const copies = changes.map(({ path, before, text }) => ({ path, copy: carryOver(path, before, text) }));
    const kept = new Map(copies.flatMap(({ path, copy }) => (copy && 'en' in copy ? [[path, copy] as const] : [])));
    const fitting = copies.flatMap(({ copy }): Change[] => (copy && !('en' in copy) ? [copy] : []));
    const purpose = { from: root, keep: true, index, follows };
    const { failed, run, notes } = await writeEach(context, fitting, purpose);
    follows = run ?? follows;
    for (const [path, why] of failed) kept.set(path, why);
    const left = changes.flatMap(({ path, file }) => {
      const why = kept.get(path);
      return why ? [workTreeKept(display(file), why)] : [];
    });
    return { failed: new Map(), notes: [...left, ...notes], undoable: run !== undefined };
  };
}

/**
 * The change of the index, applied to the working copy. Returns why it does not apply; undefined: the copy already contains it.
 */
function carryOver(path: string, before: string, after: string): Change | Text | undefined {
  const reading = readSource(path);
  if (reading.kind !== 'text')
    return reading.kind === 'unreadable' ? reading.why : { en: 'it is not text', zh: '不是文本文件' };
  const here = reading.text;
  const result = here === before ? after : here === crlf(before) ? crlf(after) : merged(here, before, after);
  if (result === undefined) return { en: 'it holds unstaged changes in the same place', zh: '相同位置有未暂存的改动' };
  return result === here ? undefined : { path, before: here, after: result };
}

/** As git checks a file out where it turns line ends. */
const crlf = (text: string): string => text.replaceAll(/\r?\n/g, '\r\n');

/** The time grows with the square of the changed lines; larger changes are not applied to the working copy. */
const MOST_CHANGED_LINES = 3000;

/** Applies the change between two texts to a third; undefined where its surroundings differ. */
function merged(here: string, before: string, after: string): string | undefined {
  const options = { context: 2, maxEditLength: MOST_CHANGED_LINES };
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, options);
  if (!patch) return undefined;
  const result = applyPatch(here, patch, { fuzzFactor: 0, autoConvertLineEndings: false });
  return result === false ? undefined : result;
}
