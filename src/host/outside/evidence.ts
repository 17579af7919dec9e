/**
 * The evidence for a result: every question that was asked of the outside while it was computed, with its answer. As long as
 * all answers are the same, the result is still valid.
 */
import { hash } from 'node:crypto';
import { type Stats, statSync } from 'node:fs';
import {
  type Answer,
  exists,
  isReplaceable,
  linkStat,
  list,
  listen,
  type Question,
  readHead,
  readWhole,
  realPath,
  stat,
  today,
} from './outside.ts';

/**
 * Kind, path (for `env`: the name), limit, digest of the answer, and the state of what was read: `''` means that the state
 * proves nothing.
 */
export type Row = readonly [kind: string, path: string, limit: number, answer: string, state: string];

export type Environ = Readonly<Record<string, string | undefined>>;

/**
 * A file that was written just before it was read can be written again within the same tick of its clock, without a visible
 * change (git calls such entries racy). FAT has the longest tick. In milliseconds.
 */
const TICK_MS = 2000;

/**
 * Computes a result and records its evidence. No rows: one question had two answers, because something changed meanwhile.
 * `work` receives the environment that it must read.
 */
export async function witness<T>(
  env: Environ,
  work: (env: Environ) => Promise<T>,
): Promise<{ readonly value: T; readonly rows: readonly Row[] | undefined }> {
  const rows = new Map<string, Row>();
  let isSteady = true;
  const add = (row: Row): void => {
    const [kind, path, limit, answer] = row;
    const key = `${kind} ${limit} ${path}`;
    isSteady &&= (rows.get(key)?.[3] ?? answer) === answer;
    rows.set(key, row);
  };
  const began = Date.now();
  listen((question, answer, state) => add(rowOf(question, answer, state, began)));
  try {
    const value = await work(overheard(env, add));
    return { value, rows: isSteady ? [...rows.values()] : undefined };
  } finally {
    listen();
  }
}

/** Names another file in every step of a workflow, and only what is written goes there. */
const UNHEARD = 'GITHUB_STEP_SUMMARY';

/** The same environment; who reads a variable is heard. */
function overheard(env: Environ, add: (row: Row) => void): Environ {
  return new Proxy(env, {
    get: (all, name) => {
      if (typeof name === 'string' && name !== UNHEARD) add(envRow(name, all));
      return all[String(name)];
    },
  });
}

function envRow(name: string, env: Environ): Row {
  const value = env[name];
  return ['env', name, 0, value === undefined ? '' : digest(value), ''];
}

/**
 * Asks every question again. Returns the rows as they are now, `asked` of them read anew, or undefined if an answer differs.
 * `byState`: a file whose state is unchanged is not read again.
 */
export function confirm(
  rows: readonly Row[],
  env: Environ,
  byState: boolean,
): { readonly rows: readonly Row[]; readonly asked: number } | undefined {
  const began = Date.now();
  let heard: Row | undefined;
  let asked = 0;
  const now: Row[] = [];
  listen((question, answer, state) => {
    heard = rowOf(question, answer, state, began);
  });
  try {
    for (const row of rows) {
      const [kind, path, , answer, state] = row;
      if (byState && state !== '' && state === stateNow(path)) heard = row;
      else if (kind === 'env') heard = envRow(path, env);
      else {
        askAgain(row);
        if (state !== '' || READ.has(kind)) asked++;
      }
      if (heard?.[3] !== answer) return undefined;
      now.push(heard);
    }
  } finally {
    listen();
  }
  return { rows: now, asked };
}

const READ = new Set(['bytes', 'head', 'list']);

const ASK: Readonly<Record<string, (path: string, limit: number) => unknown>> = {
  stat,
  link: linkStat,
  exists,
  list,
  real: realPath,
  bytes: readWhole,
  head: readHead,
  replaceable: isReplaceable,
  today,
};

function askAgain([kind, path, limit]: Row): void {
  try {
    ASK[kind]?.(path, limit);
  } catch {
    // A failure is an answer too, and was recorded.
  }
}

function rowOf({ kind, path, limit }: Question, answer: Answer, state: Stats | undefined, began: number): Row {
  const isProof = state !== undefined && Math.max(state.mtimeMs, state.ctimeMs) < began - TICK_MS;
  return [kind, path, limit, digestOf(answer), isProof ? describe(state) : ''];
}

/** A change of content changes the ctime, which no program can set; comparing the other fields costs nothing. */
function describe({ dev, ino, size, mtimeMs, ctimeMs, mode }: Stats): string {
  return `${dev}:${ino}:${size}:${mtimeMs}:${ctimeMs}:${mode}`;
}

function stateNow(path: string): string {
  try {
    const state = statSync(path, { throwIfNoEntry: false });
    return state ? describe(state) : '';
  } catch {
    return '';
  }
}

function digestOf(answer: Answer): string {
  if ('error' in answer) return `!${answer.error instanceof Error && 'code' in answer.error ? answer.error.code : ''}`;
  const { value } = answer;
  if (typeof value === 'string') return `=${value}`;
  if (Buffer.isBuffer(value)) return digest(value);
  if ('mode' in value) return value.mode.toString(8);
  return digest(
    value
      .map(
        (entry) =>
          `${entry.isFile() ? 'f' : entry.isDirectory() ? 'd' : entry.isSymbolicLink() ? 'l' : '?'}${entry.name}`,
      )
      .join('/'),
  );
}

const digest = (content: string | Buffer): string => hash('sha256', content, 'base64');
