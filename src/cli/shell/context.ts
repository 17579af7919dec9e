/** What a command knows about where it runs and whom it talks to. */
import { fstatSync, realpathSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Text } from '../../core.ts';
import { systemError } from '../../host/read/read.ts';
import { type Paint, unpainted } from '../../report/terminal/paint.ts';
import { UsageError } from '../../usage-error.ts';
import { err } from './io.ts';
import type { Invocation } from './parse.ts';

export type Lang = 'en' | 'zh-CN';

export interface Context extends Invocation {
  readonly lang: Lang;
  /** Absolute, links resolved. */
  readonly cwd: string;
  /** The user's home folder: absolute, links resolved where it exists. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Paints words for standard output, or leaves them as they are. */
  readonly paint: Paint;
  /** Columns of the terminal; 80 where no one says. */
  readonly width: number;
  /** A text in the user's language. */
  say(text: Text): string;
  /** A remark on standard error; `--quiet` silences it. */
  note(text: Text): void;
}

/** The language of all words: `--lang`, then the locale. */
export function langOf(option: string | undefined, env: Context['env']): Lang {
  const locale = option ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  return locale.slice(0, 2).toLowerCase() === 'zh' ? 'zh-CN' : 'en';
}

/** The words of a text in one language. */
export function inLang(text: Text, lang: Lang): string {
  return lang === 'zh-CN' ? text.zh : text.en;
}

/** Builds the context of one run. Throws `UsageError` when the current folder is gone. */
export async function makeContext(invocation: Invocation, env: Context['env']): Promise<Context> {
  const lang = langOf(invocation.values.lang, env);
  const isTerminal = writesToTerminal('stdout');
  const color = wantsColor(invocation.values.color, env, isTerminal);
  const say = (text: Text): string => inLang(text, lang);
  return {
    ...invocation,
    lang,
    cwd: currentFolder(),
    home: await homeFolder(env),
    env,
    isTerminal,
    color,
    // A pipe or a hook loads no library for colour.
    paint: color ? (await import('../../report/terminal/colours.ts')).painted : unpainted,
    width: widthOf(env, isTerminal),
    say,
    note: (text) => {
      if (!invocation.values.quiet) err(`envlint: ${say(text)}`);
    },
  };
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    const why = systemError(error);
    throw new UsageError({ en: `the current folder cannot be read: ${why.en}`, zh: `无法读取当前文件夹：${why.zh}` });
  }
}

async function homeFolder(env: Context['env']): Promise<string> {
  // A relative one is wherever the command happens to run: a repository would be taken for the user's own files.
  const home = env.HOME && isAbsolute(env.HOME) ? env.HOME : await systemsHome(env.HOME);
  try {
    return realpathSync.native(home);
  } catch {
    return home;
  }
}

async function systemsHome(named: string | undefined): Promise<string> {
  const { accountHome, usualHome } = await import('./account.ts');
  return named ? accountHome() : usualHome();
}

/** `/dev/null` of Linux. */
const NULL_DEVICE = 0x103;

/** Asking the stream itself loads what a network server needs; only a character device can be a terminal. */
export function writesToTerminal(stream: 'stdout' | 'stderr'): boolean {
  try {
    const stat = fstatSync(stream === 'stdout' ? 1 : 2);
    return stat.isCharacterDevice() && stat.rdev !== NULL_DEVICE && process[stream].isTTY === true;
  } catch {
    return false;
  }
}

/** `--color`, then `NO_COLOR`, then `FORCE_COLOR`, then the terminal. */
function wantsColor(option: string | undefined, env: Context['env'], isTerminal: boolean): boolean {
  if (option === 'always' || option === 'never') return option === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}

function widthOf(env: Context['env'], isTerminal: boolean): number {
  const width = isTerminal ? process.stdout.columns : Number(env.COLUMNS);
  return Number.isInteger(width) && width > 0 ? Math.max(40, width) : 80;
}
