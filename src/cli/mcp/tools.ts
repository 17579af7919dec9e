/** What an agent can ask: each tool a function of its arguments that answers text. Nothing is ever written. */
import { catalog } from '../../../rules/catalog.ts';
import { atLeast } from '../../engine/lint.ts';
import { unifiedDiff } from '../../report/diff.ts';
import { json } from '../../report/machine/json.ts';
import { routeJson } from '../../report/route.ts';
import { unpainted } from '../../report/terminal/paint.ts';
import { safeJson } from '../../report/visible.ts';
import { secretsOf } from '../../secrets/index.ts';
import { didYouMean, UsageError } from '../../usage-error.ts';
import { mentionedUrls, routeReport, routesOf } from '../commands/route.ts';
import { rulePage } from '../explain/rule-page.ts';
import { explainedJson } from '../explain/text.ts';
import { checkOnly, fixInMemory } from '../run/apply.ts';
import { makeReport } from '../run/report.ts';
import { lintOptions, loadSettings } from '../session/session.ts';
import { type Context, inLang, langOf } from '../shell/context.ts';
import { unknownRule } from '../shell/words.ts';
import type { Argument, Arguments, Schema } from './arguments.ts';
import { askedPaths, openWithin } from './confined.ts';

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Schema;
  /** `folders`: those of the client, the first of them the current one. Throws `UsageError` for wrong arguments. */
  run(context: Context, folders: readonly string[], given: Arguments): Promise<string>;
}

const PATHS: Argument = {
  type: 'array',
  items: { type: 'string' },
  description: 'Files or folders inside the roots of the client; without it, all roots.',
};
const LANG: Argument = { type: 'string', enum: ['en', 'zh-CN'], description: 'Language of the messages.' };
const ONLY: Argument = { type: 'array', items: { type: 'string' }, description: 'Ids of the only rules to run.' };

const lint: Tool = {
  name: 'lint',
  description:
    'Check the files that decide how programs on this machine reach the network (.env, shell start-up files, Clash, systemd, launchd, resolver, settings of agents) as one machine. Answers the JSON of `envlint --format json`: findings with place, cause and offered fixes. Read-only; secrets are masked.',
  inputSchema: {
    type: 'object',
    properties: {
      paths: PATHS,
      level: { type: 'string', enum: ['error', 'warning', 'info'], description: 'Least severity; default warning.' },
      only: ONLY,
      lang: LANG,
    },
  },
  async run(context, folders, given) {
    const { own, session, options } = await opened(context, folders, given);
    const run = await checkOnly(session, options);
    const { rules, display, path, loaded } = session;
    const outcome = { ...run, rules, judged: loaded.judged, display, path, reload: [], baselined: 0 };
    return json(await makeReport(own, outcome));
  },
};

const previewFix: Tool = {
  name: 'preview_fix',
  description:
    'Show what `envlint --fix` would change, as a unified diff with masked secrets. Nothing is written: to apply it, the user runs the command that the answer names.',
  inputSchema: {
    type: 'object',
    properties: {
      paths: PATHS,
      only: ONLY,
      unsafe: { type: 'boolean', description: 'Also fixes that guess; the user must look at each of them.' },
      lang: LANG,
    },
  },
  async run(context, folders, given) {
    const { own, session, options } = await opened(context, folders, given);
    const unsafe = given.unsafe === true;
    const run = await fixInMemory(session, options, unsafe);
    const mask = secretsOf(run.before);
    const { path } = session;
    const said = (words: { en: string; zh: string }): string => mask.mask(own.say(words));
    const changes = run.changed.map((after) => ({
      path: path(after.file),
      before: run.before.document(after.file),
      after,
    }));
    return answer({
      diff: unifiedDiff(changes, { paint: unpainted, mask }),
      fixed: run.applied.map(({ rule, file, title }) => ({ rule, path: path(file), title: said(title) })),
      notFixed: run.rolledBack.map(({ rule, file, why }) => ({ rule, path: path(file), why: said(why) })),
      left: run.result.diagnostics.filter(({ severity }) => atLeast(severity, options.level ?? 'warning')).length,
      command: `envlint ${unsafe ? '--unsafe-fixes' : '--fix'}`,
    });
  },
};

const route: Tool = {
  name: 'route',
  description:
    'Where does a request to a URL go (direct, through which proxy and Clash policy, refused) for curl, Python, Node and Go, from every environment of these files, and which lines decide it. Nothing is sent. Answers the JSON of `envlint route --format json`.',
  inputSchema: {
    type: 'object',
    properties: {
      urls: { type: 'array', items: { type: 'string' }, description: 'URLs; without it, every host the files name.' },
      paths: PATHS,
      clients: { type: 'array', items: { type: 'string' }, description: 'curl, requests, httpx, node-fetch, go, …' },
      lang: LANG,
    },
  },
  async run(context, folders, given) {
    const clients = words(given, 'clients');
    const { own, session, paths } = await opened(context, folders, given);
    const asking = { ...own, values: { ...own.values, ...(clients.length > 0 ? { client: clients } : {}) } };
    const urls = words(given, 'urls');
    const asked = (urls.length > 0 ? urls : mentionedUrls(session)).slice(0, MOST_URLS);
    return routeJson(routeReport(asking, session, routesOf(asking, session, asked, paths)));
  },
};

/** URLs of one question. */
const MOST_URLS = 50;

const explain: Tool = {
  name: 'explain',
  description:
    'Explain a rule by its id, or the text of an error message: what causes it, which rules find that, and with `paths` what of these files causes it here.',
  inputSchema: {
    type: 'object',
    properties: {
      topic: { type: 'string', description: 'The id of a rule (missing-no-proxy), or the text of an error.' },
      paths: PATHS,
      lang: LANG,
    },
    required: ['topic'],
  },
  async run(context, folders, given) {
    const own = contextFor(context, folders, given);
    const topic = String(given.topic).trim();
    const settings = await loadSettings(own, own.cwd);
    const rule = settings.rules.find(({ id }) => id === topic);
    if (rule) return rulePage(own, rule, (await import('../../../rules/docs.ts')).docs[topic]);
    const asked = words(given, 'paths');
    const paths = asked.length > 0 ? askedPaths(asked, folders) : [];
    const found = await explainedJson(own, settings, topic, paths, openWithin(folders));
    if (/^[a-z]+(?:-[a-z0-9]+)+$/.test(topic) && 'symptoms' in found && (found.symptoms as unknown[]).length === 0)
      throw new UsageError(
        unknownRule(
          topic,
          didYouMean(
            topic,
            catalog.map(({ id }) => id),
          ),
        ),
      );
    return answer(found);
  },
};

/** Every tool there is. */
export const TOOLS: readonly Tool[] = [lint, previewFix, route, explain];

const answer = (value: object): string => `${safeJson({ version: 1, ...value }, 2)}\n`;

/** A list of texts; `checkArguments` has refused everything else. */
const words = (given: Arguments, name: string): string[] => (given[name] as string[] | undefined) ?? [];

/** The context of one question: its folder, its language, and nothing of the command line but the configuration. */
function contextFor(context: Context, folders: readonly string[], given: Arguments): Context {
  const lang = typeof given.lang === 'string' ? langOf(given.lang, {}) : context.lang;
  const only = words(given, 'only');
  const level = typeof given.level === 'string' ? { level: given.level } : {};
  return {
    ...context,
    lang,
    say: (text) => inLang(text, lang),
    cwd: folders[0] ?? context.cwd,
    operands: [],
    values: { ...context.values, format: ['json'], ...level, ...(only.length > 0 ? { only } : {}) },
    paint: unpainted,
    note: () => undefined,
  };
}

async function opened(context: Context, folders: readonly string[], given: Arguments) {
  const own = contextFor(context, folders, given);
  const paths = askedPaths(words(given, 'paths'), folders);
  const settings = await loadSettings(own, own.cwd);
  const session = await openWithin(folders)({ ...own, operands: paths }, settings);
  const [missing] = [...session.discovery.missing, ...session.loaded.unreadable];
  if (missing)
    throw new UsageError(
      { en: `${missing.path}: ${missing.why.en}`, zh: `${missing.path}：${missing.why.zh}` },
      missing.path,
    );
  return { own, session, paths, options: lintOptions(own, session, session.loaded) };
}
