/**
 * Hermes' own `config.yaml` together with its `.env`: which limits apply to one request, and which fallbacks are used. The file
 * overrides `.env`, and a model's limit overrides its provider's, which overrides HERMES_API_TIMEOUT (configuration.md,
 * 0.21.3).
 */
import type { Document, Project, Setting, Value } from '../core.ts';
import { HERMES_PROVIDERS, SUMMARY_CEILING_SECONDS } from '../knowledge/hermes-config.ts';
import { derive } from '../project.ts';
import { dirname, groupBy } from '../text.ts';
import { type Environment, environments, lookup } from './environments/environment.ts';
import { hermesFolder, isIn } from './environments/services.ts';
import type { EffectiveService } from './services/services.ts';

/** A limit with where it is written. */
export interface Limit {
  readonly name: string;
  readonly value: Value;
  readonly seconds: number;
}

/** Two limits of one wait: `late` is meant to end it, or to warn, before `early` does. */
export interface LimitPair {
  readonly late: Limit;
  readonly early: Limit;
  /** The early one is Hermes' default, which is written nowhere. */
  readonly isDefault?: true | undefined;
}

/** Hermes' configuration files. */
export const hermesConfigs = derive((project: Project): readonly Document[] =>
  [...project.documents.values()].filter(({ dialect }) => dialect === 'hermes'),
);

/** The settings of one configuration. */
export const settingsIn = ({ facts }: Document): readonly Setting[] =>
  facts.filter((fact): fact is Setting => fact.kind === 'setting');

/** A key's number above zero; zero and less mean "off". */
function limitAt(settings: readonly Setting[], ...path: readonly string[]): Limit | undefined {
  const found = settings.findLast((one) => one.path.join('\0') === path.join('\0'));
  return found && limitOf(path.at(-1) ?? '', found.value);
}

function limitOf(name: string, value: Value): Limit | undefined {
  const seconds = value.known && /^\d+(?:\.\d+)?$/.test(value.text.trim()) ? Number(value.text) : 0;
  return seconds > 0 ? { name, value, seconds } : undefined;
}

/** Pairs of limits of one configuration, with what `.env` says where the file does not; one of each pair is in the file. */
export const limitPairs = derive((project: Project): readonly LimitPair[] =>
  hermesConfigs(project).flatMap((document) => {
    const settings = settingsIn(document);
    const env = environmentBeside(project, document);
    const total = variable(env, 'HERMES_API_TIMEOUT');
    const stale = variable(env, 'HERMES_API_CALL_STALE_TIMEOUT');
    const pairs = requestLimits(settings).map((own) => pair(own.stale ?? stale, own.total ?? total));
    const warning =
      limitAt(settings, 'agent', 'gateway_timeout_warning') ?? variable(env, 'HERMES_AGENT_TIMEOUT_WARNING');
    const inactivity = limitAt(settings, 'agent', 'gateway_timeout') ?? variable(env, 'HERMES_AGENT_TIMEOUT');
    return [...pairs, pair(warning, inactivity), summaryPair(settings)].flatMap((found) =>
      found && [found.late, found.early].some(({ value }) => value.at.file === document.file) ? [found] : [],
    );
  }),
);

/** What the model that writes summaries may take, and when Hermes gives up on it. */
function summaryPair(settings: readonly Setting[]): LimitPair | undefined {
  const own = limitAt(settings, 'auxiliary', 'compression', 'timeout');
  const late = own && { ...own, name: 'auxiliary.compression.timeout' };
  const name = 'context_total_ceiling_seconds';
  const isOff = settings.some(
    ({ path, value }) => path.join('.') === 'compression.context_timeout_seconds' && value.text === '0',
  );
  if (!late || isOff) return undefined;
  const early = limitAt(settings, 'compression', name);
  return early
    ? { late, early }
    : { late, early: { ...late, name, seconds: SUMMARY_CEILING_SECONDS }, isDefault: true };
}

function pair(late: Limit | undefined, early: Limit | undefined): LimitPair | undefined {
  return late && early ? { late, early } : undefined;
}

/** The limits of each provider and each of its models that has one of its own. */
function requestLimits(settings: readonly Setting[]): { total: Limit | undefined; stale: Limit | undefined }[] {
  const names = groupBy(
    settings.filter(({ path }) => path[0] === 'providers' && path.length > 2),
    ({ path }) => path[1] as string,
  );
  return [...names].flatMap(([name, own]) => {
    const total = limitAt(own, 'providers', name, 'request_timeout_seconds');
    const stale = limitAt(own, 'providers', name, 'stale_timeout_seconds');
    const models = new Set(own.flatMap(({ path }) => (path[2] === 'models' && path[3] ? [path[3]] : [])));
    const ofModels = [...models].map((model) => ({
      total: limitAt(own, 'providers', name, 'models', model, 'timeout_seconds') ?? total,
      stale: limitAt(own, 'providers', name, 'models', model, 'stale_timeout_seconds') ?? stale,
    }));
    return [{ total, stale }, ...ofModels];
  });
}

/** What Hermes has as variables: the `.env` beside its configuration, over its service where the project has one. */
export function environmentBeside(project: Project, { file }: Pick<Document, 'file'>): Environment | undefined {
  const folder = dirname(file);
  const path = folder === '' ? '.env' : `${folder}/.env`;
  const all = environments(project);
  return (
    all.find((one) => one.file === path || one.layers.some(({ document }) => document.file === path)) ??
    all.find(({ service }) => {
      const own = service && hermesFolder(service);
      return own !== undefined && isIn(file, own, 'config.yaml');
    })
  );
}

function variable(environment: Environment | undefined, name: string): Limit | undefined {
  const found = environment && lookup(environment, name);
  return found?.known && !found.presumed ? limitOf(name, found.assignment.value) : undefined;
}

/** How long the gateway of a service takes to finish its work, where the configuration of its profile says so. */
export function drainOf(project: Project, service: EffectiveService): Limit | undefined {
  const folder = hermesFolder(service) ?? '.hermes';
  const found = hermesConfigs(project)
    .filter(({ file }) => isIn(file, folder, 'config.yaml') || !file.includes('.hermes/'))
    .flatMap((document) => limitAt(settingsIn(document), 'agent', 'restart_drain_timeout') ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** A fallback with what it says. */
export interface Fallback {
  readonly file: string;
  /** The keys that lead to the entry: `fallback_providers`, `0`. */
  readonly path: readonly string[];
  readonly provider: Value | undefined;
  readonly model: Value | undefined;
  /** The place of the entry. */
  readonly at: Value['at'];
}

/** The entries of `fallback_providers` and of each task's `fallback_chain`. */
export const fallbacks = derive((project: Project): readonly Fallback[] =>
  hermesConfigs(project).flatMap((document) => {
    const items = groupBy(settingsIn(document).filter(isOfFallback), ({ path }) => itemOf(path).join('\0'));
    return [...items.values()].map((settings): Fallback => {
      const own = (key: string): Value | undefined =>
        settings.find(({ path }) => path.at(-1) === key && path.length === itemOf(path).length + 1)?.value;
      const [first] = settings as [Setting];
      const path = itemOf(first.path);
      return { file: document.file, path, provider: own('provider'), model: own('model'), at: first.at };
    });
  }),
);

/** What answers a request. */
type Backend = Pick<Fallback, 'provider' | 'model'>;

/**
 * Fallbacks that Hermes skips because they are what has just failed: the main model at the head of the list, and an entry twice in
 * a row. Providers are compared without case, addresses are not looked at (agent/chat_completion_helpers.py,
 * `try_activate_fallback`: "matches current provider/model").
 */
export const repeatedFallbacks = derive((project: Project): readonly Fallback[] =>
  hermesConfigs(project).flatMap((document) => {
    const settings = settingsIn(document);
    const main = (key: string): Value | undefined =>
      settings.findLast(({ path }) => path.length === 2 && path[0] === 'model' && path[1] === key)?.value;
    let current: Backend = { provider: main('provider'), model: main('default') };
    return fallbacks(project).flatMap((fallback) => {
      if (fallback.file !== document.file || fallback.path[0] !== 'fallback_providers') return [];
      if (isSame(fallback, current)) return [fallback];
      current = fallback;
      return [];
    });
  }),
);

function isSame(one: Backend, other: Backend): boolean {
  const texts = [one.provider, other.provider, one.model, other.model].map((value) =>
    value?.known && value.text.trim() !== '' ? value.text.trim() : undefined,
  );
  if (texts.includes(undefined)) return false;
  return texts[0]?.toLowerCase() === texts[1]?.toLowerCase() && texts[2] === texts[3];
}

/** `fallback_model` of files that have `fallback_providers` too: the old key is not read beside the new one. */
export const replacedFallbacks = derive(
  (project: Project): readonly { readonly old: Setting; readonly by: Setting }[] =>
    hermesConfigs(project).flatMap((document) => {
      const top = (key: string): Setting | undefined =>
        settingsIn(document).find(({ path }) => path.length === 1 && path[0] === key);
      const old = top('fallback_model');
      const by = top('fallback_providers');
      const isFilled = settingsIn(document).some(({ path }) => path[0] === 'fallback_providers' && path.length > 1);
      const isSaid = old && (old.value.text !== '' || old.type === 'dict');
      return isSaid && by && isFilled ? [{ old, by }] : [];
    }),
);

/**
 * Is it a value of Hermes' own file, in which no fallback is named? With a fallback, a short limit for the first provider can
 * be intended.
 */
export function isHermesAlone(project: Project, { at }: Value): boolean {
  const isOwn = hermesConfigs(project).some(({ file }) => file === at.file);
  return isOwn && !fallbacks(project).some(({ file }) => file === at.file);
}

const LISTS = new Set(['fallback_providers', 'fallback_chain']);

function isOfFallback({ path }: Setting): boolean {
  return path.some((key, index) => LISTS.has(key) && /^\d+$/.test(path[index + 1] ?? '') && path.length > index + 2);
}

const itemOf = (path: readonly string[]): readonly string[] =>
  path.slice(0, path.findIndex((key) => LISTS.has(key)) + 2);

/** Providers that a configuration can name, in lower case, as Hermes compares them: its own and those that the file defines. */
export function knownProviders(project: Project, file: string): ReadonlySet<string> {
  const own = settingsIn(project.document(file)).flatMap(({ path, value }) => {
    if (path[0] === 'providers' && path[1]) return [path[1]];
    return path[0] === 'custom_providers' && path.at(-1) === 'name' ? [value.text] : [];
  });
  return new Set([...HERMES_PROVIDERS, ...own].map((name) => name.toLowerCase()));
}
