/**
 * `--cache`: if a run would ask the outside the same questions and get the same answers as an earlier run, it prints that run's
 * output. Rules look across files, so a cached answer covers a whole run: after one change anywhere, everything is checked
 * again.
 */
import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Text } from '../../core.ts';
import { cacheFile, cacheFolder, keep, makeCache, recall, type Said } from '../../host/outside/cache.ts';
import { confirm, witness } from '../../host/outside/evidence.ts';
import { names, readWhole } from '../../host/outside/outside.ts';
import { entries, stateFolder } from '../../host/write/state.ts';
import { sha256 } from '../../report/machine/sha256.ts';
import { VERSION } from '../../version.ts';
import { type Context, makeContext } from '../shell/context.ts';
import { record } from '../shell/io.ts';
import { displayPath } from '../shell/paths.ts';
import { because } from '../shell/words.ts';
import { repeat } from './report.ts';
import { stopwatch } from './timing.ts';

type CommandBody = (context: Context) => Promise<number>;

/** With fewer files than this to read again, refreshing the entry costs more than it saves. */
const FEWEST_FILES_KEPT = 16;

/** Answers from the cache, or runs and keeps the answer. */
export async function lintCached(context: Context, run: CommandBody): Promise<number> {
  const folder = folderOf(context);
  const fault = makeCache(folder);
  if (fault) context.note(unusable(displayPath(folder, context), fault));
  // A run that was interrupted is settled by the next one, which has to report it.
  if (fault || entries(stateFolder(context.env, context.home)).some(({ owner }) => owner !== '')) return run(context);
  const watch = stopwatch();
  const file = cacheFile(folder, keyOf(context));
  const known = recall(file);
  const isByState = context.values['cache-strategy'] !== 'content';
  const confirmed = known && confirm(known.rows, context.env, isByState);
  if (!known || !confirmed) return runAndKeep(context, run, file);
  watch.lap({ en: 'asking whether anything changed', zh: '确认是否有变化' });
  for (const said of known.said) repeat(context, said);
  if (confirmed.asked > FEWEST_FILES_KEPT) keep(file, { ...known, rows: confirmed.rows });
  watch.lap({ en: 'reporting', zh: '生成报告' });
  if (context.values.timing) watch.print(context);
  return known.code;
}

async function runAndKeep(context: Context, run: CommandBody, file: string): Promise<number> {
  // The times belong to this run alone.
  if (context.values.timing) return run(context);
  const said: Said[] = [];
  record((one) => said.push(one));
  try {
    const { value: code, rows } = await witness(context.env, async (env) => {
      readProgram();
      return run(await makeContext(context, env));
    });
    if (rows) keep(file, { version: 1, code, said, rows });
    return code;
  } finally {
    record();
  }
}

function folderOf({ values, cwd, env, home }: Context): string {
  const folder = values['cache-location'];
  return folder === undefined ? cacheFolder(env, home) : resolve(cwd, folder);
}

/** Digest of everything a run receives at its start: arguments, folder, user, terminal and the program itself. */
function keyOf(context: Context): string {
  const { values, operands, cwd, home, lang, color, isTerminal, width, env } = context;
  const { cache, 'cache-location': location, 'cache-strategy': strategy, timing, ...words } = values;
  const user = [process.geteuid?.(), process.getegid?.(), process.getgroups?.()];
  const program = [VERSION, programFolder(), process.version];
  const place = [cwd, home, lang, color, isTerminal, width, Boolean(env.GITHUB_STEP_SUMMARY)];
  return sha256(JSON.stringify([program, user, place, words, operands]));
}

function programFolder(): string {
  return dirname(realpathSync(process.argv[1] ?? process.execPath));
}

/** In bytes; the program has less than a hundredth of it. */
const LARGEST_PART_BYTES = 64 * 1024 * 1024;

/** Another build can give another answer. */
function readProgram(): void {
  const folder = programFolder();
  for (const name of names(folder)) if (name.endsWith('.cjs')) readWhole(join(folder, name), LARGEST_PART_BYTES);
}

function unusable(folder: string, why: Text): Text {
  return because(folder, { en: `the cache is not used: ${why.en}`, zh: `缓存未启用：${why.zh}` });
}
