/** Paths of units and plists that begin as only a shell would read them. */
import type { Document, ExecLine, Project, Setting, Value } from '../../core.ts';
import { classOf } from '../../knowledge/systemd/keys.ts';
import { basename } from '../../text.ts';

/** `~`, `~/x`, `~user/x`, `$HOME/x`, `${HOME}/x`: what a shell would expand at the start of a path. */
const HOME_PATH = /^(?:~[\w.-]*(?=\/|$)|\$HOME(?=\/|$)|\$\{HOME\})/;

/** A path whose start only a shell would expand, where no shell reads it. */
export interface HomePath {
  readonly value: Value;
  /** The start, and where it is in the value: after `append:`, after `-`. */
  readonly mark: string;
  readonly from: number;
  readonly supervisor: 'systemd' | 'launchd';
  /** An argument: some programs expand it themselves. */
  readonly isArgument: boolean;
  /** The home folder as it would be written; undefined where nothing says whose. */
  readonly home: string | undefined;
  /** `home` is a specifier: characters of the format, not of the value. */
  readonly isSpecifier: boolean;
}

/** All of a project's units and plists: settings that are paths, programs, and arguments of jobs. */
export function* homePaths(project: Project): Iterable<HomePath> {
  for (const fact of project.facts('setting')) {
    const document = project.document(fact.at.file);
    if (document.language === 'systemd') yield* unitPaths(project, document, fact);
    else if (document.language === 'launchd' && isPlistPath(fact.path))
      yield* judged({ project, document, value: fact.value });
  }
  for (const service of project.facts('service')) {
    const document = project.document(service.at.file);
    for (const line of service.commands) {
      if (service.manager === 'launchd') yield* plistWords(project, document, line);
      else yield* programPath(project, document, line);
    }
  }
}

interface Candidate {
  readonly project: Project;
  readonly document: Document;
  readonly value: Value;
  readonly from?: number | undefined;
  readonly isArgument?: boolean | undefined;
}

function* judged({ project, document, value, from = 0, isArgument = false }: Candidate): Iterable<HomePath> {
  const mark = value.known ? HOME_PATH.exec(value.text.slice(from))?.[0] : undefined;
  if (mark === undefined) return;
  const isUnit = document.language === 'systemd';
  // Of `~user` nothing is known.
  const home = /^~./.test(mark) ? undefined : isUnit ? userHome(document) : plistHome(project, document);
  yield { value, mark, from, supervisor: isUnit ? 'systemd' : 'launchd', isArgument, home, isSpecifier: isUnit };
}

/** In the system's units %h is root's home. */
const userHome = ({ facts }: Document): string | undefined =>
  facts.some((fact) => fact.kind === 'service' && fact.domain === 'user') ? '%h' : undefined;

function plistHome({ home }: Project, { file, text }: Document): string | undefined {
  const named = new Set(`${file}\n${text}`.match(/(?<![\w.])\/(?:Users|home)\/[\w.-]+(?=\/)/g));
  named.delete('/Users/Shared');
  if (named.size === 1) return [...named][0];
  return named.size === 0 && home?.startsWith('/') === true && file.startsWith(`${home}/`) ? home : undefined;
}

// ── launchd ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const PLIST_PATHS = new Set([
  'WorkingDirectory',
  'RootDirectory',
  'StandardInPath',
  'StandardOutPath',
  'StandardErrorPath',
  'WatchPaths',
  'QueueDirectories',
]);

const isPlistPath = ([key = '', ...rest]: Setting['path']): boolean => PLIST_PATHS.has(key) && rest.length <= 1;

/** The program is looked for as it is written; an argument some programs expand themselves. A shell's script is its own. */
function* plistWords(project: Project, document: Document, { words }: ExecLine): Iterable<HomePath> {
  if (document.facts.some((fact) => fact.kind === 'setting' && isGlobbing(fact))) return;
  const isShell = /^(?:ba|da|z|k|fi)?sh$/.test(basename(words[0]?.text ?? ''));
  for (const [index, word] of words.entries()) {
    if (isShell && words[index - 1]?.text.startsWith('-')) continue;
    yield* judged({ project, document, value: word, isArgument: index > 0 });
  }
}

const isGlobbing = ({ path, type }: Setting): boolean => path[0] === 'EnableGlobbing' && type === 'true';

// ── systemd ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Keys whose value is one absolute path. `WorkingDirectory=~` is the user's home on purpose; a PIDFile is sought in /run. */
function* unitPaths(project: Project, document: Document, { path, value }: Setting): Iterable<HomePath> {
  const [section = '', key = ''] = path;
  const kind = classOf(section, key);
  const isCondition = /^(?:Condition|Assert)(?:Path|File|Directory)/.test(key);
  if (kind !== 'path' && kind !== 'environment-file' && !isCondition && !key.startsWith('Standard')) return;
  if (key === 'PIDFile' || (key === 'WorkingDirectory' && /^-?~$/.test(value.text))) return;
  const prefix = /^(?:(?:append|file|truncate):|[-!|+]*)/.exec(value.text)?.[0].length ?? 0;
  yield* judged({ project, document, value, from: prefix });
}

/** systemd expands variables in arguments, but neither `~` nor variables in the path of the program. */
function* programPath(project: Project, document: Document, { words: [value] }: ExecLine): Iterable<HomePath> {
  if (value) yield* judged({ project, document, value });
}
