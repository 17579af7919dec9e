/** `envlint explain "TEXT"`: from the text of an error to its causes and, in given files, to the one that is here. */
import type { Text } from '../../core.ts';
import type { RequestedPath } from '../../host/find/discover.ts';
import type { Symptom } from '../../knowledge/symptom.ts';
import { recognise, type Sighting } from '../../knowledge/symptom-search/matching.ts';
import { nearestSymptoms } from '../../knowledge/symptom-search/nearest.ts';
import { symptoms } from '../../knowledge/symptoms/index.ts';
import { UsageError } from '../../usage-error.ts';
import { loadSettings, type Settings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { out, readStdin } from '../shell/io.ts';
import { handRepairs } from './by-hand.ts';
import { gravest, type Here, lookHere, NOWHERE } from './here.ts';
import { filledIn, nearestPage, symptomPages } from './page.ts';

/** Only the end of a longer log is read, because the error is there. */
const LONGEST_LOG_CHARACTERS = 4 * 1024 * 1024;

const NO_TEXT: Text = {
  en: 'explain needs the text of an error, and this one is empty',
  zh: 'explain 需要一段报错文字，现在是空的',
};

/** Explains the first operand; the others are paths. Answers the exit code. Throws `UsageError`. */
export async function explainText(context: Context): Promise<number> {
  const format = formatOf(context);
  const [first, ...paths] = context.operands;
  const text = await textOf(first);
  if (text.trim() === '') throw new UsageError(NO_TEXT);
  const settings = await loadSettings(context);
  const seen = seenIn(text, settings);
  if (seen.length === 0) {
    const nearest = nearestSymptoms(text, symptoms, 3);
    if (format === 'pretty') out(nearestPage(context, nearest));
    else out(json({ symptoms: [], nearest: nearest.map(({ id, title }) => ({ id, title: context.say(title) })) }));
    return 1;
  }
  const here = wantsFiles(context, paths) ? await lookHere(context, settings, seen, paths) : NOWHERE;
  if (format === 'json') out(json({ symptoms: seen.map((sighting) => symptomJson(context, sighting, here)) }));
  else out(symptomPages(context, seen, here));
  return here.hasFaults ? 2 : 0;
}

/**
 * What a text shows, in the shape scripts rely on, with what causes it in the files of `paths`; `open` reads those. Throws
 * `UsageError`.
 */
export async function explainedJson(
  context: Context,
  settings: Settings,
  text: string,
  paths: readonly RequestedPath[],
  open: Parameters<typeof lookHere>[4],
): Promise<object> {
  const seen = seenIn(text.slice(-LONGEST_LOG_CHARACTERS), settings);
  const here = seen.length > 0 && paths.length > 0 ? await lookHere(context, settings, seen, paths, open) : NOWHERE;
  return { version: 1, symptoms: seen.map((sighting) => symptomJson(context, sighting, here)) };
}

/** Does a text show a symptom, or name one? */
export function isSymptom(text: string): boolean {
  return seenIn(text, { config: { network: { domestic: [], overseas: [] } } }).length > 0;
}

type KnownHosts = {
  readonly config: { readonly network: Pick<Settings['config']['network'], 'domestic' | 'overseas'> };
};

function seenIn(text: string, { config }: KnownHosts): readonly Sighting[] {
  const named = symptoms.find(({ id }) => id === text.trim());
  if (named) return [{ symptom: named, line: undefined, hosts: [], ports: [] }];
  return recognise(text, symptoms, config.network);
}

const wantsFiles = ({ values }: Context, paths: readonly RequestedPath[]): boolean =>
  paths.length > 0 || values.home === true || values.root !== undefined;

async function textOf(first: RequestedPath | undefined): Promise<string> {
  if (first === undefined) return '';
  if (first.path !== '-') return first.path.slice(-LONGEST_LOG_CHARACTERS);
  return (await readStdin(16 * LONGEST_LOG_CHARACTERS)).subarray(-LONGEST_LOG_CHARACTERS).toString('utf8');
}

function formatOf({ values }: Context): 'pretty' | 'json' {
  const asked = values.format ?? ['pretty'];
  const [format] = asked;
  if (asked.length === 1 && (format === 'pretty' || format === 'json')) return format;
  throw new UsageError({
    en: `explain knows the formats pretty and json, not ${asked.join(', ')}`,
    zh: `explain 只支持 pretty 和 json 格式，不支持 ${asked.join('、')}`,
  });
}

const json = (value: object): string => `${JSON.stringify({ version: 1, ...value }, null, 2)}\n`;

/** One symptom in the shape scripts rely on. */
function symptomJson({ say }: Context, sighting: Sighting, here: Here): object {
  const { symptom, line } = sighting;
  const { id, title, causes, confirm, sources } = symptom;
  return {
    id,
    title: say(title),
    line,
    causes: causes.map(({ text, rules }) => ({ text: say(text), rules, sources })),
    confirm: { command: filledIn(confirm.command, sighting), shows: say(confirm.shows) },
    here: here.json(symptom),
    ...(here.report
      ? { repair: here.repairs([symptom]).map(({ command }) => command), ...byHand(say, symptom, here) }
      : {}),
  };
}

/** What no command repairs: the rule, and what to write where that is known. */
function byHand(say: Context['say'], symptom: Symptom, here: Here): { readonly byHand?: readonly object[] } {
  const found = handRepairs(gravest(here.findings(symptom)));
  return found.length === 0
    ? {}
    : {
        byHand: found.map(({ rule, what }) => ({
          rule,
          text: what && say(what),
          check: here.recheck(rule),
        })),
      };
}
