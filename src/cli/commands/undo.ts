/** `envlint undo`: takes the last run back that changed files. */
import type { Document, Text } from '../../core.ts';
import { load } from '../../host/read/load.ts';
import { type Settled, undo } from '../../host/write/past.ts';
import { stateFolder } from '../../host/write/state.ts';
import { visible } from '../../report/visible.ts';
import { WORDS } from '../../report/words.ts';
import { UsageError } from '../../usage-error.ts';
import { reloadSteps } from '../run/reload.ts';
import { leftAlone, recoverRuns } from '../session/recover.ts';
import type { Context } from '../shell/context.ts';
import { err, out } from '../shell/io.ts';
import { displayPath } from '../shell/paths.ts';
import { NO_OPERANDS, TO_MAKE_IT_COUNT } from '../shell/words.ts';

/** Runs the command; answers the exit code: 1 where a file was left alone. Throws `UsageError`. */
export async function undoCommand(context: Context): Promise<number> {
  if (context.operands.length > 0) throw new UsageError(NO_OPERANDS);
  for (const note of await recoverRuns(context)) context.note(note);
  const outcome = undo(stateFolder(context.env, context.home));
  if (outcome.kind === 'nothing') throw new UsageError(NOTHING);
  if (outcome.kind === 'failed') {
    for (const [path, why] of outcome.files) complain(context, leftAlone(displayPath(path, context), why));
    return 2;
  }
  const back = outcome.files.filter(({ state }) => state === 'back');
  const changed = outcome.files.filter(({ state }) => state === 'changed');
  if (!context.values.quiet) await report(context, back, changed.length);
  for (const { path } of changed) complain(context, leftAlone(displayPath(path, context)));
  return changed.length > 0 ? 1 : 0;
}

const NOTHING: Text = { en: 'there is no run to take back', zh: '没有可以撤销的运行' };
const AS_IT_WAS: Text = {
  en: 'Every file is as it was before the last run.',
  zh: '所有文件都已是上次运行之前的样子。',
};

function complain({ say }: Context, text: Text): void {
  err(`envlint: ${visible(say(text))}`);
}

/** Which files are as they were, and what makes that count. */
async function report(context: Context, back: readonly Settled[], changed: number): Promise<void> {
  const { say, paint, home } = context;
  const display = (path: string): string => displayPath(path, context);
  const lines = back.map(({ path }) => `${paint('good', say(WORDS.takenBack))}  ${visible(display(path))}`);
  const found = back.map(({ path }) => ({ path, real: path, named: true }));
  const { documents } = await load(found, { home, roots: [] });
  const paths = new Set(back.map(({ path }) => path));
  const steps = reloadSteps(
    documents.filter(({ file }: Document) => paths.has(file)),
    display,
  );
  if (lines.length === 0 && changed === 0) lines.push(say(AS_IT_WAS));
  if (steps.length > 0)
    lines.push('', paint('strong', say(TO_MAKE_IT_COUNT)), ...steps.map((step) => `  ${visible(say(step))}`));
  if (lines.length > 0) out(`${lines.join('\n')}\n`);
}
