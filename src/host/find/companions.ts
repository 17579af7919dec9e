/**
 * Files that form one environment together with a given file: what the same shell loads, a unit's drop-ins, the `.env.local`
 * beside a `.env`, and included files. They are read as context, so that a setting they contain is not reported as missing.
 */
import type { Document, LanguageName } from '../../core.ts';
import { textGlob } from '../../glob.ts';
import { startFiles } from '../../knowledge/shell-files.ts';
import type { Detected } from '../../languages/shared/about.ts';
import { isPattern } from '../../queries/environments/load-order.ts';
import { namedFiles } from '../../queries/environments/named-files.ts';
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
}

/** What systemd reads as EnvironmentFile=, and compose as `env_file`. */
const LOADED_AS: Readonly<Partial<Record<LanguageName, Detected>>> = {
  systemd: { language: 'dotenv', dialect: 'environment-file' },
  yaml: { language: 'dotenv' },
};

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
