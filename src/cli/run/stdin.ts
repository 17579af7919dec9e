/** `envlint --stdin-filename NAME [-]`: one text from standard input; with `--fix`, the fixed text on standard output. */
import { basename, dirname, join, resolve } from 'node:path';
import type { Document, Project, Text } from '../../core.ts';
import { fix } from '../../engine/fix.ts';
import { loadRules } from '../../engine/lint.ts';
import { isLeftOut } from '../../host/find/ignore.ts';
import { resolved } from '../../host/find/walk.ts';
import { addContext, type Loaded, parse, reparse, TOO_MUCH } from '../../host/read/load.ts';
import { decode, LARGEST_FILE_BYTES } from '../../host/read/read.ts';
import { detect } from '../../languages/detect.ts';
import { aboutLanguage } from '../../languages/index.ts';
import { isTooMuch } from '../../languages/shared/parts.ts';
import { secretsOf } from '../../secrets/index.ts';
import { UsageError } from '../../usage-error.ts';
import { ignoreTests, lintOptions, loadSettings, projectOf, type Settings } from '../session/session.ts';
import type { Context } from '../shell/context.ts';
import { err, out, readStdin, writeBytes } from '../shell/io.ts';
import { displayPath, machinePath } from '../shell/paths.ts';
import { because, NO_FILES, STDIN_ALONE, STDIN_NAME } from '../shell/words.ts';
import { check } from './apply.ts';
import { exitCode } from './exit-code.ts';
import { emit, type Outcome } from './report.ts';
import { witnessFor } from './witness.ts';

/** Options that read other files, or write something that standard input has no place for. */
const ELSEWHERE = [
  'staged',
  'home',
  'root',
  'files0-from',
  'watch',
  'list-files',
  'write-baseline',
  'prune-baseline',
  'add-suppressions',
  'timing',
] as const;

function notWithStdin(option: string): Text {
  return {
    en: `--${option} cannot be used with standard input`,
    zh: `--${option} 不能用于标准输入`,
  };
}

/** The name that standard input goes by. Throws `UsageError` where it cannot be read so. */
function requireName({ values, operands }: Context): string {
  const name = values['stdin-filename'];
  if (operands.some(({ path }) => path !== '-') || operands.length > 1) throw new UsageError(STDIN_ALONE);
  if (name === undefined) throw new UsageError(STDIN_NAME);
  const other = ELSEWHERE.find((option) => values[option] !== undefined);
  if (other !== undefined) throw new UsageError(notWithStdin(other));
  return name;
}

/** Runs the command on standard input; answers the exit code. Throws `UsageError`. */
export async function lintStdin(context: Context): Promise<number> {
  const { values, say } = context;
  const name = requireName(context);
  const settings = await loadSettings(context);
  const bytes = await readStdin(LARGEST_FILE_BYTES);
  const file = placeOf(resolve(context.cwd, name));
  const isFixing = (values.fix || values['unsafe-fixes']) === true && !values.diff;
  const reading = decode(bytes);
  // An editor replaces its buffer with the output: the text must come back whatever goes wrong.
  const giveUp = (code: number): number => {
    if (isFixing) writeBytes(bytes);
    return code;
  };
  if (reading.kind === 'unreadable') {
    err(`envlint: ${say(because(name, reading.why))}`);
    return giveUp(2);
  }
  const excluded = values['force-exclude'] && isLeftOut(ignoreTests(context, settings.config), file);
  const found = excluded ? undefined : detect(file, reading.text, true);
  if (!found) {
    if (!values['pass-on-no-files']) err(`envlint: ${say(because(name, NO_FILES))}`);
    return giveUp(values['pass-on-no-files'] ? 0 : 2);
  }
  if (isTooMuch(reading.text, aboutLanguage(found.language).parts)) {
    err(`envlint: ${say(because(name, TOO_MUCH))}`);
    return giveUp(2);
  }
  const document = await parse({ file, reading }, found);
  const loaded = await addContext([document], { home: context.home, roots: [] });
  const project = projectOf({ home: context.home, roots: [context.cwd] }, settings, loaded.documents);
  const outcome = await outcomeOf(context, settings, { loaded, project }, isFixing || values.diff === true);
  if (values.diff) return printDiff(context, project, outcome.project.document(file));
  if (!isFixing) await printFindings(context, outcome);
  // The user's own text, unmasked, and nothing else.
  else if (reading.kind === 'bytes') writeBytes(bytes);
  else out(outcome.project.document(file).text);
  if (isFixing) noteRolledBack(context, outcome, file);
  return exitCode(context, outcome.result);
}

async function printFindings(context: Context, outcome: Outcome): Promise<void> {
  await emit(context, outcome);
  if (context.values.statistics) (await import('./statistics.ts')).printStatistics(context, outcome);
}

function noteRolledBack(context: Context, { rolledBack }: Outcome, file: string): void {
  for (const { rule, why } of rolledBack) context.note(because(`${displayPath(file, context)}: ${rule}`, why));
}

/** The findings; `isFixed`: of the text as fixes leave it. */
async function outcomeOf(
  context: Context,
  settings: Settings,
  { loaded, project }: { readonly loaded: Loaded; readonly project: Project },
  isFixed: boolean,
): Promise<Outcome> {
  const options = lintOptions(context, settings, loaded);
  const unsafe = context.values['unsafe-fixes'] === true;
  const checked = isFixed
    ? fix(project, await loadRules(settings.rules), {
        ...options,
        unsafe,
        parse: reparse,
        witness: await witnessFor(project),
      })
    : { project, applied: [], rolledBack: [], ...(await check(project, settings.rules, options)) };
  return {
    ...checked,
    rules: settings.rules,
    judged: loaded.judged,
    display: (path) => displayPath(path, context),
    path: (path) => machinePath(path, context),
    reload: [],
    notes: [],
    baselined: 0,
  };
}

/** Prints what a fix would change, with secrets masked; answers 1 where it would change something. */
async function printDiff(context: Context, project: Project, after: Document): Promise<number> {
  const before = project.document(after.file);
  const { unifiedDiff } = await import('../../report/diff.ts');
  const change = { path: machinePath(after.file, context), before, after };
  out(unifiedDiff([change], { paint: context.paint, mask: secretsOf(project) }));
  return Number(after.text !== before.text);
}

/** Links in the folder's path are resolved, as they are for files on disk. */
function placeOf(path: string): string {
  return join(resolved(dirname(path)) ?? dirname(path), basename(path));
}
