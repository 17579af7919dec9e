/**
 * Who else reads a variable. Changing its value or its name is safe only if every reader in the project is a plain copy: a word
 * of a command, a test, an alias, a loop over the list or another value would see the change too.
 */
import type { Assignment, Document, Piece, Project } from '../../core.ts';
import { readsVariable } from '../../knowledge/files/env-file-loaders.ts';
import { derive, documentsIn } from '../../project.ts';
import { basename, dirname, literalPattern, memo } from '../../text.ts';
import { environments } from '../environments/environment.ts';
import { toolLoaders } from '../environments/files/tool-loaders.ts';
import { listingsIn } from './listings.ts';
import { isGivenByName, isNamedAside } from './named-aside.ts';
import { proxyRole } from './proxy-names.ts';

/** Do only plain copies read this variable, set in this file, so that changing its text affects nothing else? */
export function isOnlyCopied(project: Project, name: string, file: string): boolean {
  const documents = sees(project, file);
  const names = new Set([name]);
  // The set grows while it is read: a copy is read by whoever reads the copy.
  for (const one of names) {
    if (isGivenByName(documents, one) || isListed(documents, one, false)) return false;
    for (const document of documents) {
      const { others, copies } = readingsIn(document, one);
      if (others > 0) return false;
      for (const copy of copies) names.add(copy);
    }
  }
  return true;
}

/** The same question for a variable that a fix would add: tests for whether it is set would then give another answer. */
export function isUnasked(project: Project, name: string, file: string): boolean {
  const documents = sees(project, file);
  const isAsked = (document: Document): boolean => {
    const { others, questions } = readingsIn(document, name);
    return others + questions > 0;
  };
  return !documents.some(isAsked) && !isGivenByName(documents, name) && !isListed(documents, name, true);
}

/** Does anything read this name, including copies? */
export function isNeverRead(project: Project, name: string, file: string): boolean {
  const documents = sees(project, file);
  const isRead = (document: Document): boolean => {
    const { others, questions, copies } = readingsIn(document, name);
    return others + questions + copies.length > 0;
  };
  return !documents.some(isRead) && !isGivenByName(documents, name) && !isListed(documents, name, true);
}

/** Does a shell list its variables, this one among them? What is only shown changes for nobody but its reader. */
function isListed(documents: readonly Document[], name: string, countsShown: boolean): boolean {
  const isProxy = proxyRole(name) !== undefined;
  return documents.some((document) => {
    const { shown, proxies, all } = listingsIn(document);
    return all || (isProxy && (proxies || (countsShown && shown)));
  });
}

/** Does a fish file erase this name? `set -e` returns another status when the variable exists. */
export function isErasedInFish(project: Project, name: string, file: string): boolean {
  const isFish = (path: string): boolean => project.document(path).dialect === 'fish';
  if (!isFish(file)) return false;
  return project
    .facts('env')
    .some((fact) => fact.operation === 'unset' && fact.name.text === name && isFish(fact.at.file));
}

// ── where a variable is seen ────────────────────────────────────────────────────────────────────────────────────────

/** The files in which what a file sets can be read. */
function sees(project: Project, file: string): readonly Document[] {
  const known = project.documents.get(file);
  if (!known) return [];
  const own = new Set([known, ...(togetherWith(project).get(file) ?? [])]);
  const isShells = [...own].some(({ language }) => language === 'shell') || namedByShells(project, file);
  for (const { document } of toolLoaders(project, file)) own.add(document);
  if (isShells || known.dialect === 'pam' || known.dialect === 'environment.d')
    for (const document of shells(project)) own.add(document);
  // Compose replaces references by what the `.env` in its folder says.
  if (basename(file) === '.env')
    for (const document of documentsIn(project, 'yaml'))
      if (dirname(document.file) === dirname(file)) own.add(document);
  return [...own];
}

/** Files that are layers of one environment. */
const togetherWith = derive((project: Project): ReadonlyMap<string, ReadonlySet<Document>> => {
  const found = new Map<string, Set<Document>>();
  for (const { layers } of environments(project)) {
    if (layers.length < 2 || layers.every(({ document }) => document.language === 'shell')) continue;
    for (const { document } of layers) {
      const others = found.get(document.file) ?? new Set();
      found.set(document.file, others);
      for (const other of layers) others.add(other.document);
    }
  }
  return found;
});

const shells = (project: Project): readonly Document[] => documentsIn(project, 'shell');

/** `export $(cat .env)`, `docker run --env-file .env`: a shell that names a file does something with it. */
const namedByShells = (project: Project, file: string): boolean => named(project).has(basename(file));

/** The names of the project's files that a shell mentions. */
const named = derive((project: Project): ReadonlySet<string> => {
  const namesIn = namesAmong([...project.documents.keys()]);
  const found = new Set<string>();
  for (const { text } of shells(project)) {
    for (const name of namesIn(text)) {
      const pattern = `(?:^|[\\s/"'<(=])${literalPattern(name)}(?![\\w.-])`;
      if (!found.has(name) && new RegExp(pattern, 'm').test(text)) found.add(name);
    }
  }
  return found;
});

/** Which of the files' names a text contains as words. However many files there are, a text is read once. */
export function namesAmong(files: readonly string[]): (text: string) => ReadonlySet<string> {
  const names = new Set(files.map(basename));
  const unusual = [...names].filter((name) => !/^[\w.-]+$/.test(name));
  return (text) => {
    const found = new Set(unusual.filter((name) => text.includes(name)));
    for (const [word] of text.matchAll(/[\w.-]+/g)) if (names.has(word)) found.add(word);
    return found;
  };
}

// ── how it is read there ────────────────────────────────────────────────────────────────────────────────────────────

interface Readings {
  /** The variables whose values copy the whole of it. */
  readonly copies: string[];
  /** Tests for whether it contains anything. */
  questions: number;
  /** All other mentions. */
  others: number;
}

const NONE: Readings = { copies: [], questions: 0, others: 0 };

/** The mentions by name, only for the names that were asked for, because each is a search through the whole text. */
const complete = memo((_: Document) => new Map<string, Readings>());

function readingsIn(document: Document, name: string): Readings {
  const asked = complete(document);
  const found = asked.get(name) ?? allReadings(document, name);
  asked.set(name, found);
  return found;
}

function allReadings(document: Document, name: string): Readings {
  if (document.language === 'settings') return readsVariable(document.text, name) ? { ...NONE, others: 1 } : NONE;
  const found = countReadings(document).get(name) ?? NONE;
  return isNamedAside(document, name) ? { ...found, others: found.others + 1 } : found;
}

/** `$NAME`, `${NAME…`, `${(s:,:)NAME}`, `${#NAME}`. */
const MENTION = /\$\{?(?:\([^()]*\))?[#=~^+]*([A-Za-z_]\w*)/g;
/** A function of fish that runs whenever the variable changes. */
const WATCHED = /^[ \t]*function\b[^\n]*?[ \t](?:--on-variable|-v)[ \t=]+["']?(\w+)/gm;
const QUESTION = /(?:^|[\s[(])-[nz]\s+"?\$\{?([A-Za-z_]\w*)(?::?-)?\}?"?(?=[\s\];)]|$)/gm;

const countReadings = memo((document: Document): ReadonlyMap<string, Readings> => {
  const counts = new Map<string, Readings>();
  const of = (name: string): Readings => {
    const known = counts.get(name) ?? { ...NONE, copies: [] };
    counts.set(name, known);
    return known;
  };
  const text = withoutComments(document);
  for (const [, name = ''] of text.matchAll(MENTION)) of(name).others++;
  if (document.dialect === 'fish') for (const [, name = ''] of text.matchAll(WATCHED)) of(name).others++;
  for (const [, name = ''] of text.matchAll(QUESTION)) {
    of(name).questions++;
    of(name).others--;
  }
  const handed = handedOn(document);
  for (const { from, to } of handed) {
    of(from).copies.push(to);
    of(from).others--;
  }
  return counts;
});

/** The text of a file, its comments taken out. */
export function withoutComments({ text, comments }: Document): string {
  let kept = '';
  let from = 0;
  for (const { at } of comments) {
    if (at.start < from) continue;
    kept += text.slice(from, at.start);
    from = at.end;
  }
  return kept + text.slice(from);
}

/** Every mention in a value that copies the whole variable, once for each. */
function handedOn(document: Document): { readonly from: string; readonly to: string }[] {
  const facts = document.facts.filter((fact): fact is Assignment => fact.kind === 'env');
  return facts.flatMap((fact) => copiedBy(fact, document, facts).map((from) => ({ from, to: fact.name.text })));
}

/** What an assignment copies: all of a proxy into another proxy, a list into a list, perhaps with more entries. */
function copiedBy(fact: Assignment, { text, language }: Document, facts: readonly Assignment[]): string[] {
  const { name, value, reach } = fact;
  const role = proxyRole(name.text);
  if (language === 'dotenv') return expanded(value.text, role);
  if (role === 'no-proxy') return value.pieces.flatMap((piece) => listed(piece));
  const [piece, more] = value.pieces;
  if (more || piece?.kind !== 'reference' || !isPlain(piece)) return [];
  if (role === 'proxy' || name.text === piece.name) return [piece.name];
  // A variable of the shell itself that copies the whole value.
  const isPrivate = reach === 'shell' || reach === 'local';
  const uses = [...text.matchAll(MENTION)].filter(([, used]) => used === name.text).length;
  const copies = facts.filter((fact) => proxyRole(fact.name.text) && onlyReference(fact) === name.text).length;
  return isPrivate && uses === copies ? [piece.name] : [];
}

/** In a .env a reference is text, which some readers expand. */
function expanded(text: string, role: ReturnType<typeof proxyRole>): string[] {
  const names = [...text.matchAll(MENTION)].map(([, name = '']) => name);
  return role === 'no-proxy' || (role === 'proxy' && /^\$(?:\w+|\{\w+\})$/.test(text)) ? names : [];
}

function onlyReference({ value }: Assignment): string | undefined {
  const [piece, more] = value.pieces;
  return !more && piece?.kind === 'reference' && isPlain(piece) ? piece.name : undefined;
}

/** `$X`, `${X:-word}`: not `${X:+word}`, which gives the word. */
const isPlain = ({ operator = '' }: Extract<Piece, { kind: 'reference' }>): boolean => !/[+?]$/.test(operator);

/** The lists that a piece of a list puts into it. */
function listed(piece: Piece): string[] {
  if (piece.kind !== 'reference') return [];
  return [piece.name, ...(piece.word ?? []).flatMap(listed)];
}
