/**
 * Files that form one environment together with a given file: what the same shell loads, a unit's drop-ins, the `.env.local`
 * beside a `.env`, and included files. They are read as context, so that a setting they contain is not reported as missing.
 */
import type { Document, LanguageName } from '../../core.ts';
import { textGlob } from '../../glob.ts';
import { ENV_COMMANDS, mayLoad, mayLoadUnnamed } from '../../knowledge/files/env-file-loaders.ts';
import { startFiles } from '../../knowledge/files/shell-files.ts';
import { interesting } from '../../languages/detect.ts';
import type { Detected } from '../../languages/shared/about.ts';
import { namedFiles } from '../../queries/environments/files/named-files.ts';
import { isPattern } from '../../queries/environments/load-order.ts';
import { basename, dirname } from '../../text.ts';
import { exists, names } from '../outside/outside.ts';

/** Files one shell reads together, and how each is named in dotfiles repositories. */
const FAMILIES = [startFiles('zsh'), startFiles('bash')].map((names) =>
  names.map((name) => ({ name, pattern: new RegExp(`^(?:.*[._])?${name}(?:\\..*)?$`) })),
);

/** The files of a folder whose names end in `ending`, as paths; none when it cannot be read. */
export type Listing = (folder: string, ending: string) => readonly string[];

/** Lists each folder once: a folder that was listed before gives nothing new. */
export function listOnce(): Listing {
  const seen = new Set<string>();
  return (folder, ending) => {
    if (seen.has(folder)) return [];
    seen.add(folder);
    return list(folder, ending);
  };
}

/** Paths of possible companions of a file; most do not exist. All absolute. */
export function companions(document: Document, listing: Listing): string[] {
  const folder = dirname(document.file);
  const name = basename(document.file);
  const paths = byName(document, folder, name, listing);
  return paths.filter((path) => path !== document.file);
}

function byName(document: Document, folder: string, name: string, listing: Listing): string[] {
  if (document.language === 'dotenv') return localHalf(name).map((other) => `${folder}/${other}`);
  if (document.language === 'systemd') return unitParts(folder, name, listing);
  if (document.language !== 'shell') return [];
  if (document.dialect === 'fish') return fishParts(folder, listing);
  for (const family of FAMILIES) {
    const own = family.find(({ pattern }) => pattern.test(name));
    if (own) return family.map((other) => `${folder}/${name.replace(own.name, other.name)}`);
  }
  return [];
}

/** `.env` ↔ `.env.local`, `.env.test` ↔ `.env.test.local`. */
function localHalf(name: string): string[] {
  if (!name.startsWith('.env')) return [];
  return [name.endsWith('.local') ? name.slice(0, -'.local'.length) : `${name}.local`];
}

/** A unit's drop-ins, and a drop-in's unit. */
function unitParts(folder: string, name: string, listing: Listing): string[] {
  const isDropIn = folder.endsWith('.d') && name.endsWith('.conf');
  const dropIns = isDropIn ? folder : `${folder}/${name}.d`;
  return [...(isDropIn ? [folder.slice(0, -2)] : []), ...listing(dropIns, '.conf')];
}

function fishParts(folder: string, listing: Listing): string[] {
  const top = folder.replace(/\/(?:conf\.d|functions)$/, '');
  if (basename(top) !== 'fish') return [];
  return [`${top}/config.fish`, ...listing(`${top}/conf.d`, '.fish')];
}

function list(folder: string, ending: string): string[] {
  if (!exists(folder)) return [];
  try {
    const fitting = names(folder).filter((name) => name.endsWith(ending));
    return fitting.map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

/** A file that another one refers to. */
export interface Reference {
  readonly path: string;
  /** What reads it, where its name need not tell: systemd reads any file as EnvironmentFile=. */
  readonly as?: Detected | undefined;
  /** It counts only if its text contains one of these. */
  readonly naming?: readonly string[] | undefined;
}

/** What systemd reads as EnvironmentFile=, and compose as `env_file`. */
const LOADED_AS: Readonly<Partial<Record<LanguageName, Detected>>> = {
  systemd: { language: 'dotenv', dialect: 'environment-file' },
  yaml: { language: 'dotenv' },
};

/** Folders beside a `.env` where what loads it lies too. */
const SCRIPTS = new Set(['scripts', 'bin', 'deploy', 'systemd', '.vscode', '.devcontainer']);
/** How many folders above a `.env` are looked at: the Makefile of a repository loads `services/web/.env`. */
const FOLDERS_ABOVE = 2;
/** How many files of a folder are candidates. */
const MOST_LOADERS = 50;

/** What can load a file of variables, by folder; each folder is listed once. */
export type Candidates = (folder: string) => readonly string[];

/** Lists each folder once, and those below it in which scripts lie. */
export function candidates(): Candidates {
  const known = new Map<string, readonly string[]>();
  return (folder) => {
    const before = known.get(folder);
    if (before) return before;
    const here = list(folder, '');
    const below = here.filter((path) => SCRIPTS.has(basename(path))).flatMap((path) => list(path, ''));
    const found = [...here, ...below].filter(canLoad).slice(0, MOST_LOADERS);
    known.set(folder, found);
    return found;
  };
}

/** Files of tools, shells, units and compose files; other files of variables are no loaders. */
function canLoad(path: string): boolean {
  const name = basename(path);
  const isScript = /^\.envrc$|\.(?:sh|bash|zsh|fish|service|container)$|compose[\w.-]*\.ya?ml$/.test(name);
  return mayLoad(name) || (isScript && interesting(path));
}

/**
 * Files around a file of variables that can load it, so that who else reads it is known where it is checked alone. `isAsked`: does
 * the request cover a folder? Others above the file are not even listed.
 */
export function loadersAround(
  { file, language, dialect }: Document,
  at: Candidates,
  isAsked: (folder: string) => boolean,
): Reference[] {
  if (language !== 'dotenv' || (dialect !== 'dotenv' && dialect !== 'environment-file')) return [];
  const found: Reference[] = [];
  const parts = file.split('/');
  for (let up = 0; up <= FOLDERS_ABOVE && parts.length - up > 2; up++) {
    const folder = parts.slice(0, -1 - up).join('/');
    if (up > 0 && !isAsked(folder)) break;
    // `.env` in the file's own folder, from above with its folder.
    const naming = up === 0 ? namesOf(basename(file)) : [parts.slice(-2).join('/')];
    for (const path of at(folder)) {
      const name = basename(path);
      const isUnnamed = up === 0 && (mayLoadUnnamed(name) || /^\.envrc$|compose/.test(name));
      if (path !== file) found.push({ path, ...(mayLoad(name) ? { as: TOOL } : {}), ...(isUnnamed ? {} : { naming }) });
    }
  }
  return found;
}

const TOOL: Detected = { language: 'settings', dialect: 'tool' };

/** What a text contains that loads the file: the same for `.env` and `.env.local`, so that it is searched once. */
const namesOf = (name: string): readonly string[] => (name.includes('.env') ? ['.env', ...ENV_COMMANDS] : [name]);

/** The files that a pattern fits, in the order in which a shell loads them; a plain path is itself. */
function fitting(path: string): readonly string[] {
  if (!isPattern(path)) return [path];
  const fits = textGlob(basename(path));
  return list(dirname(path), '')
    .filter((file) => fits(basename(file)) && basename(file).startsWith('.') === basename(path).startsWith('.'))
    .sort()
    .slice(0, MOST_FITTING);
}

/** How many files one pattern loads; a folder of start-up files has a dozen. */
const MOST_FITTING = 100;

/** Where a file's inclusions and Clash providers lead, as far as their paths are known. */
export function references(document: Document, home: string): Reference[] {
  const as = LOADED_AS[document.language];
  const found = new Map<string, Reference>();
  for (const { path: named, kind } of namedFiles(document, home, true))
    for (const path of kind === 'include' ? fitting(named) : [named])
      found.set(path, kind === 'include' ? { path, as } : { path });
  return [...found.values()];
}
