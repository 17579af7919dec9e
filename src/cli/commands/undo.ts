/** `envlint undo`: takes back the last run of this place that changed files. */
import type { Document, Text } from '../../core.ts';
import { load } from '../../host/read/load.ts';
import { type Past, runsToTakeBack, type Settled, undo } from '../../host/write/past.ts';
import { placeOf } from '../../host/write/places.ts';
import { stateFolder } from '../../host/write/state.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { visible } from '../../report/visible.ts';
import { WORDS } from '../../report/words.ts';
import { UsageError } from '../../usage-error.ts';
import { reloadSteps } from '../run/reload.ts';
import { placesOf, recordsFolder } from '../session/records.ts';
import { leftAlone, leftInIndex, recoverRuns } from '../session/recover.ts';
import type { Context } from '../shell/context.ts';
import { err, out } from '../shell/io.ts';
import { displayPath } from '../shell/paths.ts';
import { aboutFile, NO_OPERANDS, TO_MAKE_IT_COUNT } from '../shell/words.ts';

/** Runs the command; answers the exit code: 1 where a file was left alone. Throws `UsageError`. */
export async function undoCommand(context: Context): Promise<number> {
  if (context.operands.length > 0) throw new UsageError(NO_OPERANDS);
  const folder = recordsFolder(context);
  if (typeof folder !== 'string') throw aboutFile(displayPath(stateFolder(context.env, context.home), context), folder);
  for (const note of await recoverRuns(context)) context.note(note);
  if (context.values.list) return listRuns(context, runsToTakeBack(folder));
  const outcome = undo(folder, placesOf(context));
  if (outcome.kind === 'nothing')
    throw new UsageError(outcome.elsewhere ? elsewhere(context, outcome.elsewhere) : NOTHING);
  if (outcome.kind === 'failed') {
    for (const [path, why] of outcome.files) complain(context, leftAlone(displayPath(path, context), why));
    return 2;
  }
  const changed = outcome.files.filter(({ state }) => state === 'changed');
  if (!context.values.quiet)
    await report(
      context,
      outcome.files.filter(({ state }) => state === 'back'),
      changed.length,
    );
  for (const { path, inIndex } of changed)
    complain(context, (inIndex ? leftInIndex : leftAlone)(displayPath(path, context)));
  if (outcome.newer) context.note(newerElsewhere(context, outcome.newer));
  return changed.length > 0 ? 1 : 0;
}

const NOTHING: Text = { en: 'there is no run to revert', zh: '没有可以撤销的运行' };
const AS_IT_WAS: Text = {
  en: 'Every file is as it was before the last run.',
  zh: '所有文件都已是上次运行之前的样子。',
};

/** The places whose last run can be taken back. */
function whereOf(context: Context, { record: { root, from } }: Past): string {
  return displayPath(root === '/' ? from : root, context);
}

/** The last run was in another place: nothing is taken back here. */
function elsewhere(context: Context, past: Past): Text {
  const here = displayPath(placeOf(context.cwd), context);
  const there = whereOf(context, past);
  return {
    en: `there is no run to revert in ${here === '.' ? 'this folder' : here}; the last one was in ${there}: run envlint undo there. --list shows all`,
    zh: `${here === '.' ? '当前文件夹' : here} 没有可以撤销的运行；上一次运行在 ${there}，请到那里执行 envlint undo。--list 列出全部`,
  };
}

function newerElsewhere(context: Context, past: Past): Text {
  const there = whereOf(context, past);
  return {
    en: `a newer run, in ${there}, stays as it is; run envlint undo there to take it back`,
    zh: `${there} 还有一次更新的运行，保持不变；要撤销请到那里执行 envlint undo`,
  };
}

/** One line for each run: when, where, and which files. */
function listRuns(context: Context, runs: readonly Past[]): number {
  const lines = runs.map((past) => {
    const { record, entry } = past;
    const staged = (record.index ?? []).map(({ name }) => name);
    const files = [...new Set([...record.files.map(({ path }) => within(path, record.root)), ...staged])];
    const time = localTime(Number(entry.id.slice(0, 13)));
    const line = `${time}  ${whereOf(context, past)}  ${files.map(visible).join(context.say({ en: ', ', zh: '、' }))}`;
    const [first = '', ...more] = context.isTerminal ? wrap(line, context.width - 2) : [line];
    return [first, ...more.map((rest) => `  ${rest}`)].join('\n');
  });
  out(`${lines.length > 0 ? lines.join('\n') : context.say(NOTHING)}\n`);
  return 0;
}

const within = (path: string, folder: string): string => path.slice(folder === '/' ? 1 : folder.length + 1);

/** `2026-11-30 09:05`, as the clock on the wall showed it. */
function localTime(milliseconds: number): string {
  const time = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return time.toISOString().slice(0, 16).replace('T', ' ');
}

function complain({ say }: Context, text: Text): void {
  err(`envlint: ${visible(say(text))}`);
}

/** Which files are as they were, and what makes that count. */
async function report(context: Context, back: readonly Settled[], changed: number): Promise<void> {
  const { say, paint, home } = context;
  const display = (path: string): string => displayPath(path, context);
  const paths = new Set(back.map(({ path }) => path));
  const lines = [...paths].map((path) => `${paint('good', say(WORDS.takenBack))}  ${visible(display(path))}`);
  const onDisk = new Set(back.filter(({ inIndex }) => !inIndex).map(({ path }) => path));
  const found = [...onDisk].map((path) => ({ path, real: path, named: true }));
  const { documents } = await load(found, { home, roots: [] });
  const steps = reloadSteps(
    documents.filter(({ file }: Document) => onDisk.has(file)),
    display,
  );
  if (lines.length === 0 && changed === 0) lines.push(say(AS_IT_WAS));
  if (steps.length > 0)
    lines.push('', paint('strong', say(TO_MAKE_IT_COUNT)), ...steps.map((step) => `  ${visible(say(step))}`));
  if (lines.length > 0) out(`${lines.join('\n')}\n`);
}
