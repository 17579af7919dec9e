/** Which shell files one shell loads, in order, and what they source. */
import { type Document, HOLE, type Inclusion, type Project } from '../../core.ts';
import { textGlob } from '../../glob.ts';
import { rcName, type Shell, shellFile } from '../../knowledge/files/shell-files.ts';
import { isFramework, isToolScript } from '../../knowledge/files/shell-tools.ts';
import { derive, documentsIn } from '../../project.ts';
import { basename, dirname, groupBy, normalize } from '../../text.ts';
import { evaluateValue } from './evaluation/evaluate.ts';
import type { KnownVariables } from './evaluation/state.ts';

/** What one interactive shell reads: its own files in their order, after those of the whole system. */
export interface ShellStart {
  readonly shell: Shell;
  readonly roots: readonly Document[];
  /** A file that no known shell loads: it is executed, or sourced, after that session. */
  readonly after?: ShellStart | undefined;
}

const isSystem = (file: string): boolean =>
  /(?:^|\/)etc\/(?:environment|profile|profile\.d\/|zsh\/|zshenv|zshrc|zprofile|bash\.bashrc|bashrc|fish\/)/.test(file);

/** Folder that makes files one person's: `…/.config/fish/conf.d/x.fish` and `…/.config/fish/config.fish` belong together. */
function owner(document: Document): string {
  const folder = dirname(document.file);
  return document.dialect === 'fish' ? folder.replace(/\/(?:conf\.d|functions)$/, '') : folder;
}

/** All sessions of a project. Every shell document either starts exactly one session or is loaded by one. */
export const shellStarts = derive((project: Project): readonly ShellStart[] => {
  const shells = documentsIn(project, 'shell');
  const sourced = sourcedFiles(project, shells);
  const groups = new Map<string, { shell: Shell; owner: string; members: [number, Document][] }>();
  const loose: Document[] = [];
  const system: [number, Document][] = [];
  for (const document of shells) {
    const [shell, rank] = roleOf(document);
    if (isSystem(document.file)) system.push([rank, document]);
    else if (rank === 0) loose.push(document);
    else {
      const key = `${shell} ${owner(document)}`;
      const group = groups.get(key) ?? { shell, owner: owner(document), members: [] };
      group.members.push([rank, document]);
      groups.set(key, group);
    }
  }
  const shared = system.sort((a, b) => a[0] - b[0]).map(([, document]) => document);
  const result = [...groups.values()].map(({ shell, members }): ShellStart => {
    const own = members.sort((a, b) => a[0] - b[0]).map(([, document]) => document);
    return { shell, roots: [...shared.filter((document) => isLoadedBy(document, shell)), ...own] };
  });
  const rest = loose.filter((document) => !sourced.has(document.file));
  if (result.length === 0 && shared.length > 0) result.push({ shell: 'sh', roots: shared });
  return [...result, ...rest.map((document) => looseSession(document, result))];
});

function roleOf(document: Document): readonly [Shell, number] {
  if (basename(document.file) === 'fish_variables') return ['fish', 0.5];
  if (document.dialect === 'fish' && /\/conf\.d\//.test(document.file)) return ['fish', 1];
  if (document.dialect === 'fish' && /\/functions\//.test(document.file)) return ['fish', 5];
  const row = shellFile(rcName(document.file));
  if (row && row.order > 0) return [row.shell, row.order];
  if (isSystem(document.file)) return [document.dialect as Shell, /profile\.d/.test(document.file) ? 2 : 1];
  return [document.dialect as Shell, 0];
}

function isLoadedBy(document: Document, shell: Shell): boolean {
  if (/\/fish\//.test(document.file)) return shell === 'fish';
  if (/\/(?:etc\/zsh|etc\/z\w+$)/.test(document.file)) return shell === 'zsh';
  return shell !== 'fish';
}

/** A fragment such as `zsh/proxy.zsh` is taken to run after the one session of its kind, if there is exactly one. */
function looseSession(document: Document, all: readonly ShellStart[]): ShellStart {
  const shell = document.dialect as Shell;
  const candidates = all.filter((session) => session.shell === shell || (shell === 'sh' && session.shell !== 'fish'));
  const [after, another] = candidates;
  return { shell, roots: [document], after: after && !another ? after : undefined };
}

function sourcedFiles(project: Project, shells: readonly Document[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const document of shells) {
    for (const fact of document.facts) {
      if (fact.kind !== 'include') continue;
      for (const target of resolveInclusions(project, fact, new Map()))
        if (target.file !== document.file) found.add(target.file);
    }
  }
  return found;
}

/**
 * The document that an inclusion loads, if it is in the project. `~` and `$HOME` mean the project's home, or the folder of the
 * file. When the beginning of a path is unknown, or the path is where a file of the checkout gets installed, a document counts
 * if it is the only one whose path ends the same way.
 */
export function resolveInclusion(project: Project, fact: Inclusion, state: KnownVariables): Document | undefined {
  for (const path of pathsOf(project, fact, state)) {
    const document = project.documents.get(path);
    if (document) return document;
  }
  if (isAbsent(project, fact, state)) return undefined;
  return installed(project, evaluateValue(fact.path, state).text, fact.at.file);
}

/** The documents that an inclusion loads, in order: one, or those that a pattern such as `~/.zsh/*.zsh` fits. */
export function resolveInclusions(project: Project, fact: Inclusion, state: KnownVariables): readonly Document[] {
  const pattern = pathsOf(project, fact, state).find(isPattern);
  if (pattern === undefined) {
    const one = resolveInclusion(project, fact, state);
    return one ? [one] : [];
  }
  const fits = textGlob(basename(pattern));
  const isHidden = basename(pattern).startsWith('.');
  const files = (byFolder(project).get(dirname(pattern)) ?? []).filter((file) => {
    const name = basename(file);
    return fits(name) && name.startsWith('.') === isHidden && file !== fact.at.file;
  });
  return files.sort().flatMap((file) => project.documents.get(file) ?? []);
}

/** Does the last part of a path stand for several names? */
export const isPattern = (path: string): boolean => /[*?[]/.test(basename(path));

/** The paths an inclusion can mean, as far as they are known. */
function pathsOf(project: Project, fact: Inclusion, state: KnownVariables): readonly string[] {
  return [...new Set([project.home, dirname(fact.at.file)])].flatMap((home) => {
    const outside = home === undefined ? undefined : homeVariables(fact, home);
    const { text, known } = evaluateValue(fact.path, withinHome(state, outside), outside);
    if (!known) return [];
    const path =
      text.startsWith('/') || home === ''
        ? text.replace(/^\//, home === '' ? '' : '/')
        : `${dirname(fact.at.file)}/${text}`;
    return [normalize(path)];
  });
}

/** `ZDOTDIR="$HOME/.config/zsh"`: variables that are known once it is known where home is. */
function withinHome(
  state: KnownVariables,
  outside: ReadonlyMap<string, string> | undefined,
  depth = 0,
): KnownVariables {
  if (!outside || depth > DEEPEST_VARIABLES) return state;
  return {
    has: (name) => state.has(name),
    get: (name) => {
      const slot = state.get(name);
      if (!slot || slot.known) return slot;
      const { text, known } = evaluateValue(slot.assignment.value, withinHome(state, outside, depth + 1), outside);
      return { ...slot, text, known };
    },
  };
}

/** Variables made of variables are followed this far. */
const DEEPEST_VARIABLES = 4;

/** Was the file looked for and not found? Then it sets nothing. */
export function isAbsent(project: Project, fact: Inclusion, state: KnownVariables): boolean {
  const { absent } = project;
  return absent !== undefined && pathsOf(project, fact, state).some((path) => absent.has(path));
}

/** The variables that lead home, where no file sets them. */
function homeVariables(fact: Inclusion, home: string): ReadonlyMap<string, string> {
  return new Map([
    ['HOME', home],
    ['ZDOTDIR', home],
    ['XDG_CONFIG_HOME', `${home}/.config`],
    ['__fish_config_dir', dirname(fact.at.file)],
  ]);
}

const byName = derive((project: Project) => groupBy(project.documents.keys(), basename));
const byFolder = derive((project: Project) => groupBy(project.documents.keys(), dirname));

/** The one document whose path ends like this, a whole name at least. */
function byEnding(project: Project, ending: string): Document | undefined {
  if (!ending.startsWith('/') || ending.length < 4) return undefined;
  const matches = (byName(project).get(basename(ending)) ?? []).filter((file) => `/${file}`.endsWith(ending));
  return matches.length === 1 ? project.documents.get(matches[0] ?? '') : undefined;
}

/**
 * The file of the checkout that is installed at a path: `app/proxy.env` or `proxy.env` beside the unit for
 * `/etc/app/proxy.env`. It must be the only one whose path ends the same way, with a folder or in the loader's own folder. A
 * `.env` never counts, because every project has one. `loader`: the file that names the path.
 */
export function installed(project: Project, path: string, loader: string): Document | undefined {
  const start = path.lastIndexOf(HOLE) + 1;
  const whole = byEnding(project, path.slice(start));
  if (whole && start > 0) return whole;
  const parts = path.slice(start).split('/').slice(1);
  if (!path.startsWith('/', start)) return undefined;
  for (let from = 0; from < parts.length - 1; from++) {
    const found = byEnding(project, `/${parts.slice(from).join('/')}`);
    if (found) return found;
  }
  const name = parts.at(-1) ?? '';
  const folders = loader.split('/').slice(0, -1);
  return /^\.?env$/.test(name) ? undefined : project.documents.get([...folders, name].join('/'));
}

const SETTINGS = /proxy|env|local|private|secret|credential|token|custom|network|exports?\b|vars?\b/i;

/**
 * Does a file that is not in the project plausibly contain settings? Frameworks, completions and version managers do not.
 * `text` is its path as far as it is known.
 */
export function mayHoldSettings(text: string): boolean {
  return !isToolScript(text) && !isFramework(text) && SETTINGS.test(basename(text.replaceAll(HOLE, '')) || text);
}
