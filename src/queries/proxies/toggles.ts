/** Functions and aliases that switch a proxy on, those that switch it off, and the variables that switching off leaves set. */
import type { Assignment, Project, Scope } from '../../core.ts';
import { groupBy } from '../../text.ts';
import { type CommandSetting, commandSettings } from '../command-settings.ts';
import { type Environment, environments, type Variable } from '../environments/environment.ts';
import { ownProxies } from './proxies.ts';
import { proxyRole } from './proxy-names.ts';

export interface Clearing {
  readonly scope: Scope;
  /** The last of its assignments. */
  readonly last: Assignment;
}

/** Functions that clear the same variables, grouped: a file has many functions and few such sets. */
interface Alike {
  readonly cleared: ReadonlySet<string>;
  readonly functions: Set<Clearing>;
}

/** By file: functions and aliases that clear proxies and set none, by `unset`, `set -e` or an empty value. */
function clearingFunctions(project: Project): ReadonlyMap<string, Iterable<Alike>> {
  const facts = project
    .facts('env')
    .filter(
      ({ scope, name }) => (scope.kind === 'function' || scope.kind === 'alias') && proxyRole(name.text) === 'proxy',
    );
  const files = new Map<string, Map<string, Alike>>();
  for (const [scope, own] of groupBy(facts, (fact) => fact.scope)) {
    const last = own.at(-1);
    if (!last || !own.every(isClear)) continue;
    const cleared = new Set(own.map((fact) => fact.name.text).sort());
    const sets = files.get(scope.at.file) ?? new Map<string, Alike>();
    files.set(scope.at.file, sets);
    const key = [...cleared].join(' ');
    const alike = sets.get(key) ?? { cleared, functions: new Set() };
    sets.set(key, alike);
    alike.functions.add({ scope, last });
  }
  return new Map(Array.from(files, ([file, sets]) => [file, [...sets.values()]]));
}

/** A function or alias that sets proxies, its counterpart that clears some of them, and what remains set. */
export interface EnvironmentToggle {
  readonly on: Environment;
  readonly off: Clearing;
  readonly left: readonly Variable[];
}

/** Each function that clears is named once, with the first function whose variables it leaves set. */
export function* environmentToggles(project: Project): Iterable<EnvironmentToggle> {
  const clearing = clearingFunctions(project);
  for (const on of environments(project)) {
    if (on.kind !== 'function' && on.kind !== 'alias') continue;
    const set = ownProxies(on).filter(({ name }) => name === name.toLowerCase() || name === name.toUpperCase());
    for (const { cleared, functions } of clearing.get(on.file) ?? []) {
      const left = set.filter(({ name }) => !cleared.has(name));
      if (left.length === 0 || left.length === set.length) continue;
      for (const off of functions) {
        if (off.scope.name === on.name) continue;
        functions.delete(off);
        yield { on, off, left };
      }
    }
  }
}

const PROXY_KEYS: Readonly<Record<string, RegExp>> = { git: /^http\.proxy$/, npm: /^(?:https-)?proxy$/ };

const isProxyKey = ({ client, key }: CommandSetting): boolean => PROXY_KEYS[client]?.test(key) === true;
const isRemoval = ({ value, text }: CommandSetting): boolean =>
  value === undefined || text === '' || text === 'null' || text === 'false';

/** A function that writes a proxy into a program's own file, and its counterpart, which leaves it there. */
export interface ProgramToggle {
  readonly on: Scope;
  readonly off: Clearing;
  readonly left: readonly CommandSetting[];
}

/** Proxies that switching on writes into git's or npm's own file, where nothing in the project takes them out again. */
export function* programToggles(project: Project): Iterable<ProgramToggle> {
  const settings = commandSettings(project).filter(isProxyKey);
  const removed = new Set(settings.filter(isRemoval).map(nameOf));
  const left = settings.filter((one) => !isRemoval(one) && !removed.has(nameOf(one)));
  if (left.length === 0 || hasSectionRemoval(project)) return;
  const clearing = clearingFunctions(project);
  for (const [scope, own] of groupBy(left, ({ command }) => command.scope)) {
    if (scope.kind !== 'function' && scope.kind !== 'alias') continue;
    const off = clearsWhatIsSetIn(project, scope, clearing.get(scope.at.file) ?? []);
    if (off) yield { on: scope, off, left: own };
  }
}

const nameOf = ({ client, key, onlyFor = '' }: CommandSetting): string => `${client} ${key} ${onlyFor}`;

/** `git config --remove-section http`, or an edit of the file itself: the result is not known. */
const hasSectionRemoval = (project: Project): boolean =>
  project
    .facts('command')
    .some(({ words }) =>
      words.some(({ text }) => /^--remove-section$|^remove-section$|\.gitconfig|\.npmrc/.test(text)),
    );

/** The first other function that clears a variable which this one sets: its counterpart. */
function clearsWhatIsSetIn(project: Project, scope: Scope, clearing: Iterable<Alike>): Clearing | undefined {
  const set = new Set(
    project
      .facts('env')
      .filter((fact) => fact.scope === scope && !isClear(fact))
      .map(({ name }) => name.text),
  );
  for (const { cleared, functions } of clearing) {
    if (![...cleared].some((name) => set.has(name))) continue;
    for (const one of functions) if (one.scope.name !== scope.name) return one;
  }
  return undefined;
}

function isClear({ operation, value }: Assignment): boolean {
  return operation === 'unset' || (operation === 'set' && value.known && value.text === '');
}
