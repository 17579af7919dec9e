/** A run that was killed is settled by the next one, before it reads a file. */
import type { Text } from '../../core.ts';
import type { Recovery, Settled } from '../../host/write/past.ts';
import { entries, prune, stateFolder } from '../../host/write/state.ts';
import type { Context } from '../shell/context.ts';
import { displayPath } from '../shell/paths.ts';
import { placesOf, recordsFolder } from './records.ts';

/** Settles interrupted runs; returns the messages about them. Costs one directory listing when there are none. */
export async function recoverRuns(context: Context): Promise<Text[]> {
  const all = entries(stateFolder(context.env, context.home));
  if (all.length === 0) return [];
  const folder = recordsFolder(context);
  if (typeof folder !== 'string') return [];
  prune(all);
  if (all.every(({ owner }) => owner === '')) return [];
  const { recover } = await import('../../host/write/past.ts');
  return recover(folder, placesOf(context)).flatMap((one) => [
    summary(one, context),
    ...one.files.flatMap((file) => left(file, context)),
  ]);
}

function summary({ kind, isUndo, files }: Recovery, context: Context): Text {
  const run: Text = isUndo
    ? { en: 'an envlint undo', zh: '一次 envlint undo' }
    : { en: 'an earlier run', zh: '之前的一次运行' };
  if (kind === 'untouched') {
    return {
      en: `${run.en} was cut off before it changed a file; what it left over is removed`,
      zh: `${run.zh}在改动文件之前中断，残留的文件已清理`,
    };
  }
  if (kind === 'finished') {
    return {
      en: `${run.en} was cut off after its last file; its changes are complete`,
      zh: `${run.zh}在写完最后一个文件后中断，改动完整`,
    };
  }
  const back = files.filter(({ state }) => state === 'back').map(({ path }) => displayPath(path, context));
  return {
    en: `${run.en} was cut off half-way; its changes are reverted: ${back.join(', ')}`,
    zh: `${run.zh}中途中断，改动已撤回：${back.join('、')}`,
  };
}

function left({ path, state, why }: Settled, context: Context): Text[] {
  if (state === 'back') return [];
  return [leftAlone(displayPath(path, context), why)];
}

/** What git would commit of a file changed since the run. */
export function leftInIndex(path: string): Text {
  return {
    en: `${path} was staged again since and is left alone in the index`,
    zh: `${path} 之后又重新暂存过，暂存区保持原样`,
  };
}

/** A file that could not be taken back, because it changed or because of `why`. */
export function leftAlone(path: string, why?: Text): Text {
  if (why) return { en: `${path} is not reverted: ${why.en}`, zh: `${path} 未能撤回：${why.zh}` };
  return { en: `${path} changed since and is left alone`, zh: `${path} 之后又有改动，保持原样` };
}
