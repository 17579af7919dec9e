/** Opens a session: finds, reads and parses the files of a run, wherever the command line says they are. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Discovery, discover, type RequestedPath } from '../../host/find/discover.ts';
import { load } from '../../host/read/load.ts';
import { systemError } from '../../host/read/read.ts';
import { UsageError } from '../../usage-error.ts';
import type { Context } from '../shell/context.ts';
import { readStdin } from '../shell/io.ts';
import { endProgress, showReading } from '../shell/progress.ts';
import { aboutFile } from '../shell/words.ts';
import type { Memory } from './memory.ts';
import { ignoreTests, type Session, type Settings, sessionOf } from './session.ts';

/** Finds, reads and parses the files of a run, wherever the user says they are. `memory`: of earlier runs. Throws `UsageError`. */
export async function openSession(context: Context, settings: Settings, memory?: Memory): Promise<Session> {
  const { values } = context;
  checkPlaces(context);
  if (values.staged) return (await import('./staged.ts')).openStaged(context, settings);
  if (values.root !== undefined) return (await import('./root.ts')).openRoot(context, settings, values.root);
  const discovery = await findFiles(context, settings);
  const roots = [...discovery.roots, context.cwd];
  const whole = values.home ? { whole: () => true } : {};
  const progress = (done: number, all: number): void => showReading(context, done, all);
  const loaded = await load(discovery.files, { home: context.home, roots, progress, parse: memory?.parse, ...whole });
  endProgress();
  return sessionOf(context, settings, discovery, loaded, memory);
}

/** Options of which each says where all files are, so that they exclude one another. */
function checkPlaces({ values, operands }: Context): void {
  const [first, second] = (['staged', 'home', 'root'] as const).filter((name) => values[name] !== undefined);
  if (second !== undefined) {
    throw new UsageError({
      en: `--${first} and --${second} exclude each other`,
      zh: `--${first} 与 --${second} 不能同时使用`,
    });
  }
  if (first === 'root' && operands.length > 0) {
    throw new UsageError({
      en: '--root checks the whole checkout and takes no paths',
      zh: '--root 会检查整个仓库，不能再指定路径',
    });
  }
}

/** The files a run is about, by the user's words and the configuration. */
export async function findFiles(context: Context, { config }: Settings): Promise<Discovery> {
  const { values, cwd, home, operands } = context;
  const options = {
    cwd,
    home,
    ignore: ignoreTests(context, config),
    git: values['no-ignore'] !== true,
    forceExclude: values['force-exclude'] === true,
    tell: values['list-files'] === true,
  };
  if (values.home) return (await import('../../host/find/home.ts')).discoverHome(operands, options, context.env);
  const named = [...operands, ...(await listedPaths(context))];
  const further =
    named.length > 0
      ? []
      : config.files.map(({ base, value, within }) => ({ path: resolve(base, value), literal: false, within }));
  if (values['files0-from'] !== undefined && named.length === 0) return NOTHING;
  const asked = further.length > 0 ? [{ path: '.', literal: true }, ...further] : named;
  const found = await discover(asked, options);
  // A pattern of the configuration that matches nothing is not a mistake of this run.
  return { ...found, missing: found.missing.filter(({ path }) => !further.some((one) => one.path === path)) };
}

const NOTHING: Discovery = { files: [], skipped: [], roots: [], missing: [], overruled: [] };

/** `--files0-from FILE`: paths that end in NUL, so that any name can be among them. */
async function listedPaths({ values, cwd }: Context): Promise<RequestedPath[]> {
  const from = values['files0-from'];
  if (from === undefined) return [];
  let bytes: Buffer;
  try {
    bytes = from === '-' ? await readStdin(LONGEST_LIST_BYTES) : readFileSync(resolve(cwd, from));
  } catch (error) {
    throw aboutFile(from, systemError(error));
  }
  const paths = bytes.toString('utf8').split('\0');
  return paths.filter((path) => path !== '').map((path) => ({ path, literal: true }));
}

const LONGEST_LIST_BYTES = 256 * 1024 * 1024;
