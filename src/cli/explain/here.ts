/** What of given files causes a symptom, and the commands that repair it. */
import type { Diagnostic } from '../../core.ts';
import type { RequestedPath } from '../../host/find/discover.ts';
import type { Symptom } from '../../knowledge/symptom.ts';
import type { Sighting } from '../../knowledge/symptom-search/matching.ts';
import { fingerprints } from '../../report/machine/fingerprint.ts';
import { diagnosticJson } from '../../report/machine/json.ts';
import type { Report } from '../../report/model.ts';
import { checkOnly } from '../run/apply.ts';
import { makeReport } from '../run/report.ts';
import { openSession } from '../session/open.ts';
import { lintOptions, type Settings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err } from '../shell/io.ts';
import { because } from '../shell/words.ts';

export interface Here {
  /** What was found in the files; undefined: none were asked about. */
  readonly report?: Report | undefined;
  /** A path could not be read. */
  readonly hasFaults: boolean;
  /** The findings that cause a symptom, those of its likeliest causes first. */
  readonly findings: (symptom: Symptom) => readonly Diagnostic[];
  readonly json: (symptom: Symptom) => readonly object[];
  /** The words of a command line that name these files. */
  readonly place: string;
  readonly repairs: (of: readonly Symptom[]) => readonly Repair[];
  /** The command that says whether a rule still finds something. */
  readonly recheck: (rule: string) => string;
}

export interface Repair {
  readonly command: string;
  /** It changes nothing that works today. */
  readonly safe: boolean;
}

/** No files were asked about. */
export const NOWHERE: Here = {
  hasFaults: false,
  place: '',
  findings: () => [],
  json: () => [],
  repairs: () => [],
  recheck: () => '',
};

/** Rules about a host: where the message names one, their findings about other hosts are not its cause. */
const HOST_RULES: ReadonlySet<string> = new Set(['domestic-via-proxy', 'overseas-direct']);

/** Checks files with the rules of these symptoms alone. Throws `UsageError`. */
export async function lookHere(
  context: Context,
  settings: Settings,
  seen: readonly Sighting[],
  paths: readonly RequestedPath[],
  open: typeof openSession = openSession,
): Promise<Here> {
  const session = await open({ ...context, operands: paths }, settings);
  const { discovery, loaded } = session;
  for (const { path, why } of discovery.missing) err(`envlint: ${context.say(because(path, why))}`);
  for (const { path, why } of loaded.unreadable) err(`envlint: ${context.say(because(session.display(path), why))}`);
  const only = new Set(seen.flatMap(({ symptom }) => symptom.causes.flatMap(({ rules }) => rules)));
  const run = await checkOnly(session, { ...lintOptions(context, session, loaded), only, level: 'info' });
  const { rules, display, path } = session;
  const outcome = { ...run, rules, judged: loaded.judged, display, path, reload: [], baselined: 0 };
  // Without `--format`: the report is rendered by those who explain.
  const report = await makeReport(
    { ...context, values: { ...context.values, format: ['pretty'], level: 'info' } },
    outcome,
  );
  const names = fingerprints(report.diagnostics, report.project);
  const hosts = new Map(seen.map((sighting) => [sighting.symptom, sighting.hosts]));
  const findings = (symptom: Symptom): Diagnostic[] => causing(symptom, report.diagnostics, hosts.get(symptom) ?? []);
  return {
    report,
    hasFaults: discovery.missing.length > 0 || loaded.unreadable.length > 0,
    place: commandLine(placeWords(context), paths),
    findings,
    json: (symptom) => findings(symptom).map((one) => diagnosticJson(report, one, names.get(one) ?? '')),
    repairs: (of) => repairsOf(context, paths, gravest(of.flatMap(findings))),
    recheck: (rule) => ruleLine(context, paths, [], [rule]),
  };
}

/** The diagnostics that a symptom's causes name, in the order of the causes. */
function causing({ causes }: Symptom, diagnostics: readonly Diagnostic[], hosts: readonly string[]): Diagnostic[] {
  const order = causes.flatMap(({ rules }) => rules);
  const about = ({ message, related = [] }: Diagnostic): string =>
    [message.en, ...related.map((note) => note.message.en)].join(' ').toLowerCase();
  return diagnostics
    .filter((one) => order.includes(one.rule))
    .filter((one) => {
      if (!HOST_RULES.has(one.rule)) return true;
      const others = diagnostics.filter(({ rule }) => rule === one.rule);
      const names = (diagnostic: Diagnostic): boolean => hosts.some((host) => about(diagnostic).includes(host));
      return names(one) || (hosts.length === 0 ? true : one.severity !== 'info' && !others.some(names));
    })
    .sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
}

/** Errors and warnings where there are any: beside them, what is only worth knowing is no cause. */
export function gravest(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const grave = findings.filter(({ severity }) => severity !== 'info');
  return [...new Set(grave.length > 0 ? grave : findings)];
}

/** One command for what is safe to repair, one for what guesses. */
function repairsOf(context: Context, paths: readonly RequestedPath[], findings: readonly Diagnostic[]): Repair[] {
  const rulesWith = (wanted: (diagnostic: Diagnostic) => boolean): string[] => [
    ...new Set(findings.filter(wanted).map(({ rule }) => rule)),
  ];
  const isSafe = ({ fixes = [] }: Diagnostic): boolean => fixes.some((fix) => fix.safe);
  const safe = rulesWith(isSafe);
  const unsafe = rulesWith((one) => !isSafe(one) && (one.fixes ?? []).length > 0);
  return [
    ...(safe.length > 0 ? [{ command: ruleLine(context, paths, ['--fix'], safe), safe: true }] : []),
    ...(unsafe.length > 0 ? [{ command: ruleLine(context, paths, ['--unsafe-fixes'], unsafe), safe: false }] : []),
  ];
}

function ruleLine(
  context: Context,
  paths: readonly RequestedPath[],
  options: readonly string[],
  rules: readonly string[],
): string {
  const { values } = context;
  const config = values.config !== undefined ? ['--config', values.config] : values['no-config'] ? ['--no-config'] : [];
  const only = rules.flatMap((rule) => ['--only', rule]);
  return commandLine(['envlint', ...placeWords(context), ...config, ...options, ...only], paths);
}

const placeWords = ({ values }: Context): string[] =>
  values.root !== undefined ? ['--root', values.root] : values.home ? ['--home'] : [];

/** Words and paths, as a shell takes them. */
function commandLine(words: readonly string[], paths: readonly RequestedPath[]): string {
  const operands = paths.map(({ path }) => path);
  const end = operands.some((path) => path.startsWith('-')) ? ['--'] : [];
  return [...words, ...end, ...operands].map(shellWord).join(' ');
}

/** A word as a shell takes it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
