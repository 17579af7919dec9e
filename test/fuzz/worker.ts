/**
 * Works through numbered inputs in a thread of its own. Its parent sees the number at work in shared memory, and ends
 * the thread when one takes too long.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { check, type Failure } from './check.ts';
import type { Input } from './input.ts';
import { inputAt } from './inputs.ts';
import { minimise } from './minimise.ts';
import { loadSeeds } from './seeds.ts';

export interface Task {
  readonly root: string;
  readonly extra: readonly string[];
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** The number at work. */
  readonly progress: SharedArrayBuffer;
}

export type Message =
  | { readonly failed: Failure; readonly index: number; readonly input: Input }
  | { readonly rolledBack: string }
  | { readonly done: number };

const { root, extra, seed, from, to, progress } = workerData as Task;
const counter = new Int32Array(progress);
const tell = (message: Message): void => parentPort?.postMessage(message);
const seeds = loadSeeds(root, extra);
const known = new Set<string>();

for (let index = from; index < to; index++) {
  Atomics.store(counter, 0, index);
  const { input, depth } = inputAt(seeds, seed, index);
  const failed = await check(input, depth, (rolledBack) => tell({ rolledBack }));
  if (!failed || known.has(failed.kind)) continue;
  known.add(failed.kind);
  // Minimising takes its time and is no hang.
  Atomics.store(counter, 1, 1);
  const isSame = async (candidate: Input): Promise<boolean> => (await check(candidate, depth))?.kind === failed.kind;
  const smaller = await minimise(input, isSame, { tries: 3000, time: 20_000 });
  Atomics.store(counter, 1, 0);
  tell({ failed: (await check(smaller, depth)) ?? failed, index, input: smaller });
}
tell({ done: to });
