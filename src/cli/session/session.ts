/** What a run works on: configuration, rules, files and the project they make. Shared by all commands that look at files. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalog } from '../../../rules/catalog.ts';
import { loadConfig } from '../../config/index.ts';
import { type Config, type Level, list } from '../../config/model.ts';
import { fileFilter, policyRules } from '../../config/policy.ts';
import type { Document, LazyRule, Project, Severity, Text } from '../../core.ts';
import type { LintOptions } from '../../engine/lint.ts';
import { type Discovery, discover, type Target } from '../../host/find/discover.ts';
import { patterns, type Verdict } from '../../host/find/ignore.ts';
import { today } from '../../host/outside/outside.ts';
import { type Loaded, load } from '../../host/read/load.ts';
import { systemError } from '../../host/read/read.ts';
import { makeProject } from '../../project.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';
import { readStdin } from '../shell/io.ts';
import { displayPath, machinePath } from '../shell/paths.ts';
import { because, unknownRule } from '../shell/words.ts';
import { saver } from './save.ts';

export interface Settings {
  readonly config: Config;
  /** Built-in rules and those made of `policies:`. */
  readonly rules: readonly LazyRule[];
}

/** Rules and configuration of a run. Throws `UsageError` for a mistake in either. */
export async function loadSettings(context: Context): Promise<Settings> {
  const { values, cwd, home, env } = context;
  const config = await loadConfig({ cwd, home, env, file: values.config, none: values['no-config'], rules: catalog });
  const house = policyRules(config.policies).map((rule) => ({ ...rule, load: async () => rule }));
  return { config, rules: [...catalog, ...house] };
}

export interface Session extends Settings {
  readonly discovery: Discovery;
  readonly loaded: Loaded;
  readonly project: Project;
  /** A file as the user would type it. */
  readonly display: (file: string) => string;
  /** A file as machines want it. */
  readonly path: (file: string) => string;
  /** Writes changed documents to where they came from: all or none. `before`: as they are there, unless as they were read. */
  readonly save: (changed: readonly Document[], before?: Project) => Promise<Saved>;
}

export interface Saved {
  /** Why nothing was written, by file; empty: everything was. */
  readonly failed: ReadonlyMap<string, Text>;
  readonly notes: readonly Text[];
  /** `envlint undo` takes it back. */
  readonly undoable?: boolean;
}

/** Finds, reads and parses the files of a run, wherever the user says they are. Throws `UsageError`. */
export async function openSession(context: Context, settings: Settings): Promise<Session> {
  const { values } = context;
  checkPlaces(context);
  if (values.staged) return (await import('./staged.ts')).openStaged(context, settings);
  if (values.root !== undefined) return (await import('./root.ts')).openRoot(context, settings, values.root);
  const discovery = await findFiles(context, settings);
  const roots = [...discovery.roots, context.cwd];
  return sessionOf(context, settings, discovery, await load(discovery.files, { home: context.home, roots }));
}

/** Each of these says where all files are. */
function checkPlaces({ values, operands }: Context): void {
  const [first, second] = (['staged', 'home', 'root'] as const).filter((name) => values[name] !== undefined);
  if (second !== undefined) {
    throw new UsageError({
      en: `--${first} and --${second} exclude each other`,
      zh: `--${first} 与 --${second} 不能同时使用`,
    });
  }
  if (first === 'root' && operands.length > 0) {
    throw new UsageError({
      en: '--root checks the whole checkout and takes no paths',
      zh: '--root 会检查整个仓库，不能再指定路径',
    });
  }
}

/** A session over files on disk. */
export function sessionOf(context: Context, settings: Settings, discovery: Discovery, loaded: Loaded): Session {
  const project = projectOf(context, settings, loaded.documents);
  return {
    ...settings,
    discovery,
    loaded,
    project,
    display: (file) => displayPath(file, context),
    path: (file) => machinePath(loaded.real.get(file) ?? file, context),
    save: saver(context, project, (file) => file),
  };
}

/** Documents as a project of this machine. */
export function projectOf({ home }: Context, { config }: Settings, documents: readonly Document[]): Project {
  return makeProject({ documents, network: config.network, home });
}

/** The files a run is about, by the user's words and the configuration. */
async function findFiles(context: Context, { config }: Settings): Promise<Discovery> {
  const { values, cwd, home, operands } = context;
  const options = {
    cwd,
    home,
    ignore: ignoreVerdicts(context, config),
    git: values['no-ignore'] !== true,
    forceExclude: values['force-exclude'] === true,
  };
  if (values.home) return (await import('../../host/find/home.ts')).discoverHome(operands, options, context.env);
  const named = [...operands, ...(await listedPaths(context))];
  const further =
    named.length > 0
      ? []
      : config.files.map(({ base, value, within }) => ({ path: resolve(base, value), literal: false, within }));
  if (values['files0-from'] !== undefined && named.length === 0) return NOTHING;
  const asked = further.length > 0 ? [{ path: '.', literal: true }, ...further] : named;
  const found = await discover(asked, options);
  // A pattern of the configuration that fits nothing is no mistake of this run.
  return { ...found, missing: found.missing.filter(({ path }) => !further.some((one) => one.path === path)) };
}

const NOTHING: Discovery = { files: [], skipped: [], roots: [], missing: [], overruled: [] };

/** `--files0-from FILE`: paths that end in NUL, so that any name can be among them. */
async function listedPaths({ values, cwd }: Context): Promise<Target[]> {
  const from = values['files0-from'];
  if (from === undefined) return [];
  let bytes: Buffer;
  try {
    bytes = from === '-' ? await readStdin(LONGEST_LIST) : readFileSync(resolve(cwd, from));
  } catch (error) {
    throw new UsageError(because(from, systemError(error)));
  }
  const paths = bytes.toString('utf8').split('\0');
  return paths.filter((path) => path !== '').map((path) => ({ path, literal: true }));
}

const LONGEST_LIST = 256 * 1024 * 1024;

/** Patterns of the configuration, then of the command line. */
export function ignoreVerdicts({ values, cwd }: Context, config: Config): Verdict[] {
  if (values['no-ignore']) return [];
  const own = config.ignore.map(({ base, value }) => patterns(base, value));
  return values.ignore ? [...own, patterns(cwd, values.ignore)] : own;
}

/** Which rules run, at which severity, for which files. Throws `UsageError` for a rule nobody knows. */
export function lintOptions(
  { values }: Context,
  { config, rules }: Settings,
  { judged, documents }: Pick<Loaded, 'judged' | 'documents'>,
): LintOptions {
  const known = new Set(rules.map((rule) => rule.id));
  const check = (id: string): string => {
    if (!known.has(id)) throw new UsageError(unknownRule(id, didYouMean(id, known)));
    return id;
  };
  const severities = new Map(config.severities);
  const given = new Map((values.rule ?? []).map(ruleSetting));
  for (const [id, level] of given) severities.set(check(id), level);
  const only = new Set((values.only ?? []).map(check));
  const severityFor = overridden(config, documents, given);
  return {
    severities,
    ...(only.size > 0 ? { only } : {}),
    ...(severityFor ? { severityFor } : {}),
    level: reportLevel(values),
    judged: (file) => judged.has(file),
    // Asked for only where a suppression has an end.
    get today() {
      return today();
    },
  };
}

/** What is reported and fixed: `--level`, else `warning`; lower if `--fail-on` or `--only` shows that more is wanted. */
export function reportLevel({ level, only, 'fail-on': failOn }: Context['values']): Severity {
  if (level !== undefined) return level as Severity;
  return failOn === 'info' || only !== undefined ? 'info' : 'warning';
}

function ruleSetting(text: string): [string, Level] {
  const [, id, level] = /^([^=]+)=(off|info|warning|error)$/.exec(text) ?? [];
  if (id !== undefined && level !== undefined) return [id, level as Level];
  throw new UsageError({
    en: `--rule takes ID=SEVERITY, the severity one of: off, info, warning, error; not ${text}`,
    zh: `--rule 的写法是 ID=SEVERITY，级别为 off、info、warning、error 之一，而不是 ${text}`,
  });
}

/** `overrides:` as a function; the command line's word stands over it. */
function overridden(
  config: Config,
  documents: readonly Document[],
  given: ReadonlyMap<string, Level>,
): LintOptions['severityFor'] {
  if (config.overrides.length === 0) return undefined;
  const languages = new Map(documents.map(({ file, language }) => [file, language]));
  const layers = config.overrides.map(({ base, value }) => ({
    fits: fileFilter(base, list(value.files)),
    languages: list(value.language),
    rules: value.rules,
  }));
  return (file, rule) => {
    if (given.has(rule)) return undefined;
    const language = languages.get(file);
    const last = layers.findLast(
      (layer) =>
        Object.hasOwn(layer.rules, rule) &&
        layer.fits(file) &&
        (layer.languages.length === 0 || (language !== undefined && layer.languages.includes(language))),
    );
    return last?.rules[rule];
  };
}
