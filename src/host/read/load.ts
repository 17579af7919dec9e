/** Reads and parses files: those to check, and context files that belong to the same environments. */
import type { Document, LanguageName, Source, Text } from '../../core.ts';
import { isFramework, isToolScript } from '../../knowledge/files/shell-tools.ts';
import { detect } from '../../languages/detect.ts';
import { aboutLanguage, languageStore } from '../../languages/index.ts';
import type { Detected } from '../../languages/shared/about.ts';
import { isTooMuch, MOST_PARTS } from '../../languages/shared/parts.ts';
import { thousands } from '../../text.ts';
import { candidates, companions, listOnce, loadersAround, type Reference, references } from '../find/companions.ts';
import { isCovered } from '../find/discover.ts';
import { type Found, isInside, resolved, type Skipped } from '../find/walk.ts';
import { type Reading, readSource } from './read.ts';

export interface Loaded {
  /** What was asked for, and what was read around it. */
  readonly documents: readonly Document[];
  /** The files whose findings count. */
  readonly judged: ReadonlySet<string>;
  /** Real path of each file that was reached through a symbolic link. */
  readonly real: ReadonlyMap<string, string>;
  readonly skipped: readonly Skipped[];
  /** Named files that could not be read as text: a reason to fail. */
  readonly unreadable: readonly Skipped[];
  /** Paths that files refer to and that do not exist; undefined unless a whole machine was read. */
  readonly absent?: ReadonlySet<string> | undefined;
}

export interface LoadOptions {
  readonly home: string;
  /** Folders the request covers. */
  readonly roots: readonly string[];
  /** Where files come from; the disk unless given. */
  readonly store?: Store | undefined;
  /**
   * The files are those of a whole machine: files they refer to are read wherever they are. Decides for a missing path whether
   * it would have been found if it existed: if so, it sets nothing.
   */
  readonly whole?: ((path: string) => boolean) | undefined;
  /** How a file becomes a document; parsed anew unless given. */
  readonly parse?: Parse | undefined;
  /** Called for each file that is read. */
  readonly progress?: ((done: number, all: number) => void) | undefined;
}

/** Somewhere files are read from: the disk, or git's index. */
export interface Store {
  read(path: string): Reading;
  /** A path without symbolic links; undefined for what is not there. */
  resolve(path: string): string | undefined;
}

const DISK: Store = { read: readSource, resolve: resolved };

/** Context files one run reads at most; real machines have a dozen. */
const MOST_CONTEXT_FILES = 200;

const NOT_TEXT: Text = { en: 'it is a binary property list, not text', zh: '是二进制属性列表，不是文本文件' };
/** Why a file that contains too much is not parsed. */
export const TOO_MUCH: Text = {
  en: `it holds more than ${thousands(MOST_PARTS)} settings, more than is read of one file`,
  zh: `内容超过 ${thousands(MOST_PARTS)} 项，envlint 不读取这么大的文件`,
};
const UNKNOWN_KIND: Text = { en: 'not a kind of file envlint knows', zh: '不是 envlint 认识的文件类型' };

/** Loads files in order, then follows what they include. Every file is read once. */
export async function load(files: readonly Found[], options: LoadOptions): Promise<Loaded> {
  const loader = makeLoader(options.store ?? DISK, [], options.parse);
  for (const [index, file] of files.entries()) {
    await loader.add(file);
    options.progress?.(index + 1, files.length);
  }
  const absent = await follow(loader, options);
  return options.whole ? { ...loader.result, absent } : loader.result;
}

/** The same for documents that are at hand: what belongs to them is read from disk. */
export async function addContext(documents: readonly Document[], options: LoadOptions): Promise<Loaded> {
  const loader = makeLoader(options.store ?? DISK, documents);
  await follow(loader, options);
  return loader.result;
}

interface Loader {
  readonly result: {
    documents: Document[];
    judged: Set<string>;
    real: Map<string, string>;
    skipped: Skipped[];
    unreadable: Skipped[];
  };
  /** Reads and parses one file. Answers its document if it is one of ours; as context it is read for the sake of a `Reference`. */
  add(file: Found, context?: Omit<Reference, 'path'>): Promise<Document | undefined>;
  has(real: string): boolean;
}

function makeLoader(store: Store, given: readonly Document[] = [], toDocument: Parse = parse): Loader {
  const result: Loader['result'] = { documents: [], judged: new Set(), real: new Map(), skipped: [], unreadable: [] };
  const known = new Set(given.map(({ file }) => store.resolve(file) ?? file));
  result.documents.push(...given);
  for (const { file } of given) result.judged.add(file);
  return {
    result,
    has: (real) => known.has(real),
    async add(file, context) {
      const reading = store.read(file.real);
      // Another file can name it.
      if (reading.kind !== 'unreadable' && context?.naming?.every((name) => !reading.text.includes(name)))
        return undefined;
      known.add(file.real);
      if (reading.kind === 'unreadable') {
        const fault = { path: file.path, why: reading.why, isFault: !reading.benign };
        if (!context) (file.named || file.handed ? result.unreadable : result.skipped).push(fault);
        return undefined;
      }
      const found = recognise(file, reading.text, context !== undefined) ?? context?.as;
      if (found && reading.kind === 'bytes' && !aboutLanguage(found.language).readsBytes) {
        const fault = { path: file.path, why: NOT_TEXT, isFault: true };
        if (!context) (file.named || file.handed ? result.unreadable : result.skipped).push(fault);
        return undefined;
      }
      if (!found) {
        // What loads a `.env` is read later on.
        known.delete(file.real);
        if (file.named || file.handed) result.skipped.push({ path: file.path, why: UNKNOWN_KIND, isFault: file.named });
        return undefined;
      }
      if (isTooMuch(reading.text, aboutLanguage(found.language).parts)) {
        const fault = { path: file.path, why: TOO_MUCH, isFault: true };
        (!context && (file.named || file.handed) ? result.unreadable : result.skipped).push(fault);
        return undefined;
      }
      const document = await toDocument({ file: file.path, reading }, found);
      result.documents.push(document);
      if (!context) result.judged.add(document.file);
      if (file.real !== file.path) result.real.set(file.path, file.real);
      return document;
    },
  };
}

/** A link's own name and its target's name can both tell the language. */
function recognise(file: Found, text: string, context: boolean): Detected | undefined {
  const named = file.named || context;
  return (
    detect(file.path, text, false) ??
    detect(file.real, text, named) ??
    (named ? detect(file.path, text, true) : undefined)
  );
}

const languages = languageStore();

const looked = new Map<string, Document>();

/**
 * All texts read so far, so that their secrets are masked in internal error messages. Unrecognised files count as plain text.
 */
export function everythingRead(): readonly Document[] {
  return [...looked.values()];
}

/** What was read of a file, and what it was recognised to be, as a document. */
export type Parse = (
  read: { readonly file: string; readonly reading: Exclude<Reading, { kind: 'unreadable' }> },
  found: Detected,
) => Promise<Document>;

/** Parses what was read as the language it was recognised to be. */
export const parse: Parse = async ({ file, reading }, { language: name, dialect }) => {
  const language = await languages.load(name);
  const source: Source = { file, text: reading.text, bytes: reading.kind === 'bytes' ? reading.bytes : undefined };
  looked.set(file, { ...source, language: name, dialect: '', facts: [], comments: [], errors: [], secrets: [] });
  const document = language.parse(source, dialect);
  looked.set(file, document);
  return document;
};

/** Parses only what changed since it was last asked: the same text of the same language is the same document. */
export function keepParsed(): Parse {
  const known = new Map<string, { readonly text: string; readonly as: string; readonly document: Document }>();
  return async (read, found) => {
    const { file, reading } = read;
    const as = `${found.language} ${found.dialect ?? ''} ${reading.kind}`;
    const before = known.get(file);
    if (before && before.as === as && before.text === reading.text) return before.document;
    const document = await parse(read, found);
    known.set(file, { text: reading.text, as, document });
    return document;
  };
}

/** Parses a changed text again. Its parser was loaded when the file was first read. */
export function reparse(source: Source, name: LanguageName, dialect: string): Document {
  return languages.loaded(name).parse(source, dialect);
}

/** The same for a newer text of a document that its reader changed: only the newest one is remembered. */
export function parseAgain(before: Document, text: string): Document {
  const { file, language, dialect } = before;
  const document = languages.loaded(language).parse({ file, text }, dialect, before);
  looked.set(document.file, document);
  return document;
}

/** Follows companions and inclusions, breadth first, within what the request covers. Returns the paths that do not exist. */
async function follow(loader: Loader, options: LoadOptions): Promise<ReadonlySet<string>> {
  const queue = [...loader.result.documents];
  const [listing, around] = [listOnce(), candidates()];
  const tried = new Set<string>();
  const absent = new Set<string>();
  let budget = MOST_CONTEXT_FILES;
  // The queue grows while it is read.
  for (const document of queue) {
    if (budget <= 0) return absent;
    const beside = companions(document, listing).map((path): Reference => ({ path }));
    const named = references(document, options.home);
    const loaders = loadersAround(document, around, (folder) => !options.whole && isCovered(folder, options.roots));
    for (const { path, ...context } of [...beside, ...named, ...loaders]) {
      const key = `${path}\0${context.naming?.[0] ?? ''}`;
      const isFree = options.whole && context.naming === undefined;
      if (tried.has(key) || !(isFree || belongs(path, document.file, options)) || isToolScript(path)) continue;
      tried.add(key);
      const real = (options.store ?? DISK).resolve(path);
      if (real === undefined && options.whole?.(path)) absent.add(path);
      if (real === undefined || loader.has(real)) continue;
      if (context.naming === undefined) budget--;
      const added = await loader.add({ path, real, named: false }, context);
      if (!added) continue;
      if (context.naming !== undefined) budget--;
      queue.push(added);
      const isNamed = options.whole && named.some((one) => one.path === path);
      if (isNamed && isCovered(path, options.roots) && !isFramework(path)) loader.result.judged.add(added.file);
    }
  }
  return absent;
}

/**
 * May this file be read because of that one? Always inside the requested folders and beside the file. Elsewhere only if both
 * are this user's own settings (dot files of the home folder) or the system's.
 */
function belongs(path: string, from: string, { home, roots }: LoadOptions): boolean {
  if (isCovered(path, roots) || isInside(path, folderOf(from))) return true;
  const isOwn = (file: string): boolean => file.startsWith(`${home}/.`) || file.startsWith(`${home}/Library/`);
  return (isOwn(path) && isOwn(from)) || (isInside(path, '/etc') && isInside(from, '/etc'));
}

function folderOf(file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return /\/(?:[^/]+\.d|functions)$/.test(folder) ? folder.slice(0, folder.lastIndexOf('/')) : folder;
}
