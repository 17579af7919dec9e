/**
 * Finds configuration files, merges their layers and returns the settings in effect. Never runs code: a configuration is data,
 * and what it names is data too.
 */
import { basename, dirname, join, resolve } from 'node:path';
import type { Network, RuleInfo, Text } from '../core.ts';
import { isInside, resolved } from '../host/find/walk.ts';
import { exists, stat } from '../host/outside/outside.ts';
import { readSource } from '../host/read/read.ts';
import { baseFolder } from '../host/write/state.ts';
import { UNDESCRIBED } from '../project.ts';
import { visible } from '../report/visible.ts';
import { didYouMean, UsageError } from '../usage-error.ts';
import { type Based, type Config, type Level, list, type RawConfig } from './model.ts';
import { PRESETS, preset } from './presets.ts';

export interface ConfigOptions {
  /** Absolute folder the search starts in. */
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--config`: this file instead of a search. */
  readonly file?: string | undefined;
  /** `--no-config`. */
  readonly none?: boolean | undefined;
  /** All rules: their ids are the only ones `rules:` may name. */
  readonly rules: readonly RuleInfo[];
}

const NAMES = ['envlint.yaml', '.envlint.yaml', 'envlint.json'] as const;

/** The settings in effect. Throws `UsageError`, naming file, line and reason of every mistake. */
export async function loadConfig(options: ConfigOptions): Promise<Config> {
  const draft = makeDraft();
  for (const file of configFiles(options)) await addFile(file, draft, options, []);
  if (draft.mistakes.length > 0) throw usageError(draft.mistakes);
  return settled(draft);
}

/** At most so many mistakes are named, each shortened to so many characters; the rest appear once these are fixed. */
const MOST_ERRORS_SHOWN = 20;
const LONGEST_SHOWN_CHARACTERS = 500;

const mistakeAt = (place: string, why: Text): Text => ({ en: `${place}: ${why.en}`, zh: `${place}：${why.zh}` });

function usageError(mistakes: readonly Text[]): UsageError {
  const shown = mistakes.slice(0, MOST_ERRORS_SHOWN);
  if (mistakes.length > MOST_ERRORS_SHOWN) shown.push({ en: 'and more mistakes', zh: '此外还有更多错误' });
  const lines = (lang: keyof Text): string =>
    shown
      .map((mistake) => mistake[lang])
      .map((words) =>
        visible(words.length > LONGEST_SHOWN_CHARACTERS ? `${words.slice(0, LONGEST_SHOWN_CHARACTERS)}…` : words),
      )
      .join('\n');
  return new UsageError({ en: lines('en'), zh: lines('zh') });
}

interface ConfigFile {
  readonly path: string;
  /** The key of package.json. */
  readonly key?: string | undefined;
  /** The folder that every extended file must be inside. */
  readonly within: string;
}

/** The user's own file, then the project's: the stronger comes last. */
function configFiles({ cwd, home, env, file, none }: ConfigOptions): ConfigFile[] {
  if (none) return [];
  if (file !== undefined) {
    const path = resolve(cwd, file);
    if (!exists(path)) throw new UsageError({ en: `${file}: no such file`, zh: `${file}：文件不存在` }, file);
    return [{ path, within: '/', key: basename(path) === 'package.json' ? 'envlint' : undefined }];
  }
  const own = join(baseFolder(env.XDG_CONFIG_HOME, join(home, '.config')), 'envlint', 'config.yaml');
  const project = findUpward(cwd, home);
  return [...(exists(own) ? [{ path: own, within: '/' }] : []), ...(project ? [project] : [])];
}

/** Looks in `start` and above, up to the root of the repository or the home folder. */
function findUpward(start: string, home: string): ConfigFile | undefined {
  const within = boundary(start, home);
  for (let folder = start; ; folder = dirname(folder)) {
    const name = NAMES.find((one) => exists(join(folder, one)));
    if (name) return { path: join(folder, name), within };
    if (hasKey(join(folder, 'package.json'))) return { path: join(folder, 'package.json'), key: 'envlint', within };
    if (folder === within || folder === dirname(folder)) return undefined;
  }
}

/**
 * The outermost folder whose configuration counts: the repository's root, the home folder, or, outside of both, the last folder
 * that is not world-writable.
 */
function boundary(start: string, home: string): string {
  let last = start;
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (folder !== start && isWritableByAll(folder)) break;
    if (exists(join(folder, '.git')) || folder === home) return folder;
    last = folder;
  }
  return last;
}

function isWritableByAll(folder: string): boolean {
  try {
    return (stat(folder).mode & 0o002) !== 0;
  } catch {
    return true;
  }
}

function hasKey(path: string): boolean {
  const reading = readSource(path);
  if (reading.kind !== 'text' || !reading.text.includes('"envlint"')) return false;
  try {
    const value: unknown = JSON.parse(reading.text);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'envlint');
  } catch {
    return false;
  }
}

interface Draft {
  /** Files that were already merged, by real path: each is read once, however many files extend it. */
  readonly read: Set<string>;
  readonly sources: string[];
  readonly mistakes: Text[];
  readonly files: Config['files'][number][];
  readonly ignore: Based<readonly string[]>[];
  readonly severities: Map<string, Level>;
  readonly overrides: Config['overrides'][number][];
  readonly policies: Config['policies'][number][];
  readonly routes: Config['routes'][number][];
  readonly origins: Map<string, string>;
  network: Network;
}

function makeDraft(): Draft {
  return {
    read: new Set(),
    sources: [],
    mistakes: [],
    files: [],
    ignore: [],
    severities: new Map(),
    overrides: [],
    policies: [],
    routes: [],
    origins: new Map(),
    network: UNDESCRIBED,
  };
}

function settled({ mistakes: _, read: __, ...config }: Draft): Config {
  return config;
}

/** Reads a file and, before it, what it extends. `chain`: the files that led here. */
async function addFile(
  file: ConfigFile,
  draft: Draft,
  options: ConfigOptions,
  chain: readonly string[],
): Promise<void> {
  draft.read.add(resolved(file.path) ?? file.path);
  const { readConfig } = await import('./document.ts');
  const document = readConfig(file.path, file.key);
  const shown = shownPath(file.path, options);
  const complain = (path: readonly (string | number)[], why: Text): void => {
    draft.mistakes.push(mistakeAt(`${shown}:${document.lineOf(path)}`, why));
  };
  for (const { line, why } of document.mistakes)
    draft.mistakes.push(mistakeAt(line > 0 ? `${shown}:${line}` : shown, why));
  for (const [index, name] of list(document.raw.extends).entries()) {
    const why = await extend(name, file, draft, options, chain);
    if (why) complain(typeof document.raw.extends === 'string' ? ['extends'] : ['extends', index], why);
  }
  for (const [index, pattern] of (document.raw.files ?? []).entries()) {
    if (patternLeadsOut(dirname(file.path), pattern, file.within))
      complain(['files', index], leadsOut(pattern, file.within));
  }
  const known = new Set([
    ...options.rules.map((rule) => rule.id),
    ...(document.raw.policies ?? []).map(({ id }) => id),
    ...draft.policies.map(({ value }) => value.id),
  ]);
  for (const [path, id] of namedRules(document.raw)) {
    if (draft.mistakes.length > MOST_ERRORS_SHOWN) break;
    const guess = didYouMean(id, known);
    if (!known.has(id)) complain(path, { en: `there is no rule ${id}${guess.en}`, zh: `没有规则 ${id}${guess.zh}` });
  }
  draft.sources.push(file.path);
  lay(
    document.raw,
    { base: dirname(file.path), within: file.within },
    draft,
    (path) => `${shown}:${document.lineOf(path)}`,
  );
}

function* namedRules(raw: RawConfig): Generator<[readonly (string | number)[], string]> {
  for (const id of Object.keys(raw.rules ?? {})) yield [['rules', id], id];
  for (const [index, { rules }] of (raw.overrides ?? []).entries()) {
    for (const id of Object.keys(rules)) yield [['overrides', index, 'rules', id], id];
  }
}

/** Adds the files that `extends` names. Returns the mistakes in it. */
async function extend(
  name: string,
  from: ConfigFile,
  draft: Draft,
  options: ConfigOptions,
  chain: readonly string[],
): Promise<Text | undefined> {
  const known = preset(name, options.rules);
  if (known) {
    lay(known, { base: dirname(from.path), within: from.within }, draft, () => name);
    return undefined;
  }
  if (!/[./]/.test(name)) {
    const guess = didYouMean(name, PRESETS);
    return {
      en: `there is no preset ${name}${guess.en || `: ${PRESETS.join(', ')}`}`,
      zh: `没有预设 ${name}${guess.zh || `，可用：${PRESETS.join('、')}`}`,
    };
  }
  const path = resolve(dirname(from.path), name);
  if (!staysIn(path, from.within)) return leadsOut(name, from.within);
  if ([...chain, from.path].includes(path)) return { en: `${name} extends itself`, zh: `${name} 循环引用自身` };
  if (!exists(path)) return { en: `${name}: no such file`, zh: `${name}：文件不存在` };
  if (draft.read.has(resolved(path) ?? path)) return undefined;
  await addFile({ path, within: from.within }, draft, options, [...chain, from.path]);
  return undefined;
}

/** Is the path inside the folder, also after resolving symbolic links? */
function staysIn(path: string, folder: string): boolean {
  return isInside(path, folder) && isInside(resolved(path) ?? path, resolved(folder) ?? folder);
}

/** A pattern in a repository reaches only files inside it; expanding `{..,x}` would produce a `..`. */
function patternLeadsOut(base: string, pattern: string, within: string): boolean {
  return !isInside(resolve(base, pattern), within) || (within !== '/' && /[{,]\.\.|\.\.[},]/.test(pattern));
}

function leadsOut(name: string, folder: string): Text {
  return { en: `${name} leads out of ${folder}`, zh: `${name} 超出了 ${folder}` };
}

/** Merges one file's settings over the earlier ones: network lists replace, patterns and policies accumulate. */
function lay(
  raw: RawConfig,
  { base, within }: Omit<Config['files'][number], 'value'>,
  draft: Draft,
  origin: (path: readonly (string | number)[]) => string,
): void {
  for (const [id, level] of Object.entries(raw.rules ?? {})) {
    draft.severities.set(id, level);
    draft.origins.set(`rules.${id}`, origin(['rules', id]));
  }
  for (const [key, value] of Object.entries(raw.network ?? {})) {
    draft.network = { ...draft.network, [key]: value };
    draft.origins.set(`network.${key}`, origin(['network', key]));
  }
  if (raw.timeouts) {
    draft.network = { ...draft.network, timeouts: { ...draft.network.timeouts, ...raw.timeouts } };
    for (const name of Object.keys(raw.timeouts)) draft.origins.set(`timeouts.${name}`, origin(['timeouts', name]));
  }
  for (const key of ['files', 'ignore', 'overrides', 'routes', 'policies'] as const) {
    if (raw[key])
      draft.origins.set(key, [draft.origins.get(key), origin([key])].filter((one) => one !== undefined).join(', '));
  }
  if (raw.ignore) draft.ignore.push({ base, value: raw.ignore });
  draft.files.push(...(raw.files ?? []).map((value) => ({ base, within, value })));
  draft.overrides.push(...(raw.overrides ?? []).map((value) => ({ base, value })));
  draft.policies.push(...(raw.policies ?? []).map((value) => ({ base, value })));
  draft.routes.push(...(raw.routes ?? []));
}

function shownPath(path: string, { cwd, home }: ConfigOptions): string {
  if (isInside(path, cwd)) return path.slice(cwd === '/' ? 1 : cwd.length + 1);
  return isInside(path, home) ? `~${path.slice(home.length)}` : path;
}
