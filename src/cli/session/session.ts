/** What a run works on: configuration, rules, files and the project they make. Shared by all commands that look at files. */

import { catalog } from '../../../rules/catalog.ts';
import { loadConfig } from '../../config/index.ts';
import { type Config, type Level, list } from '../../config/model.ts';
import { fileFilter, policyRules } from '../../config/policy.ts';
import type { Document, LazyRule, Project, Severity } from '../../core.ts';
import type { LintOptions } from '../../engine/lint.ts';
import type { Discovery } from '../../host/find/discover.ts';
import { type IgnoreTest, patterns } from '../../host/find/ignore.ts';
import { today } from '../../host/outside/outside.ts';
import type { Loaded } from '../../host/read/load.ts';
import { makeProject } from '../../project.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';
import { displayPath, machinePath } from '../shell/paths.ts';
import { unknownRule } from '../shell/words.ts';
import type { Memory } from './memory.ts';
import { type Save, saver } from './save.ts';

export interface Settings {
  readonly config: Config;
  /** Built-in rules and those made of `policies:`. */
  readonly rules: readonly LazyRule[];
}

/**
 * Rules and configuration of a run. Throws `UsageError` for a mistake in either. `within`: nothing of a project's configuration is
 * read outside of this folder.
 */
export async function loadSettings(context: Context, within?: string): Promise<Settings> {
  const { values, cwd, home, env } = context;
  const config = await loadConfig({
    cwd,
    home,
    env,
    file: values.config,
    none: values['no-config'],
    rules: catalog,
    within,
  });
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
  readonly save: Save;
}

/** A session over files on disk. */
export function sessionOf(
  context: Context,
  settings: Settings,
  discovery: Discovery,
  loaded: Loaded,
  memory?: Memory,
): Session {
  const { home, cwd, values } = context;
  // The files of a checkout are known by the paths they get in the home folder.
  const about = { home, roots: [...discovery.roots, cwd, ...(values.root === undefined ? [] : [home])] };
  const project = memory
    ? memory.project(about, settings.config, loaded.documents, loaded.absent)
    : projectOf(about, settings, loaded.documents, loaded.absent);
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
export function projectOf(
  { home, roots }: { readonly home: string; readonly roots?: readonly string[] },
  { config }: Settings,
  documents: readonly Document[],
  absent?: ReadonlySet<string>,
): Project {
  return makeProject({ documents, network: config.network, home, absent, roots });
}

/** Patterns of the configuration, then of the command line. */
export function ignoreTests({ values, cwd }: Context, config: Config): IgnoreTest[] {
  if (values['no-ignore']) return [];
  const own = config.ignore.map(({ base, value }) => patterns(base, value));
  return values.ignore ? [...own, patterns(cwd, values.ignore)] : own;
}

/** Which rules run, at which severity, for which files. Throws `UsageError` for a rule no one knows. */
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
    only: only.size > 0 ? only : undefined,
    severityFor,
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

/** `overrides:` as a function; the command line's word overrides it. */
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
