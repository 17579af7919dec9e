/** `npm run fuzz`: keeps a thread at work on inputs, and tells what breaks, hangs or eats memory. */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Input } from './input.ts';
import { inputAt } from './inputs.ts';
import { loadSeeds } from './seeds.ts';
import type { Message, Task } from './worker.ts';

const USAGE = `npm run fuzz -- [--seed N] [--from N] [--count N] [--seconds N] [--timeout SECONDS] [FOLDER…]

Breaks the fixtures, the rules' examples, grown files and the files of each FOLDER, and checks what must always hold.
npm run fuzz -- --properties [SEED] runs the property tests of npm test on other values than there.
Input N of a seed is always the same (for the same FOLDERs): --from goes on where a run ended.
`;

interface Run {
  readonly root: string;
  readonly extra: readonly string[];
  readonly seed: number;
  readonly until: number;
  readonly last: number;
  /** An input at work for longer hangs. In milliseconds. */
  readonly timeout: number;
  readonly failures: Map<string, number>;
  readonly rolledBack: Map<string, number>;
}

export async function main(root: string, worker: URL, argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      from: { type: 'string', default: '0' },
      count: { type: 'string', default: '100000000' },
      seconds: { type: 'string', default: '300' },
      timeout: { type: 'string', default: '30' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const from = Number(values.from);
  const run: Run = {
    root,
    extra: positionals,
    seed: Number(values.seed),
    until: Date.now() + Number(values.seconds) * 1000,
    last: from + Number(values.count),
    timeout: Number(values.timeout) * 1000,
    failures: new Map(),
    rolledBack: new Map(),
  };
  process.stdout.write(`seed ${run.seed}\n`);
  let next = from;
  while (next < run.last && Date.now() < run.until) next = await stretch(run, worker, next);
  summarise(run, from, next);
  return run.failures.size > 0 ? 1 : 0;
}

/** Runs a thread until it is done, hangs, dies or time is up; answers the number of the next input. */
function stretch(run: Run, worker: URL, from: number): Promise<number> {
  const progress = new SharedArrayBuffer(8);
  const counter = new Int32Array(progress);
  counter[0] = from;
  const task: Task = { root: run.root, extra: run.extra, seed: run.seed, from, to: run.last, progress };
  const thread = new Worker(worker, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 700 } });
  return new Promise((resolve) => {
    const started = Date.now();
    let at = -1;
    let since = started;
    const finish = async (next: number): Promise<void> => {
      clearInterval(timer);
      await thread.terminate();
      resolve(next);
    };
    const timer = setInterval(() => {
      const now = Atomics.load(counter, 0);
      const isMinimising = Atomics.load(counter, 1) === 1;
      if (now !== at || isMinimising) {
        at = now;
        since = Date.now();
      } else if (Date.now() - since > run.timeout && Date.now() - started > 20_000) {
        void lost(run, now, `takes more than ${run.timeout / 1000} s`).then(() => finish(now + 1));
      }
      if (Date.now() > run.until && !isMinimising) void finish(now + 1);
    }, 250);
    thread.on('message', (message: Message) => hear(run, message));
    thread.on('error', (error) => {
      const now = Atomics.load(counter, 0);
      void lost(run, now, error.message).then(() => finish(now + 1));
    });
    thread.on('exit', () => void finish(Atomics.load(counter, 0) + 1));
  });
}

function hear(run: Run, message: Message): void {
  if ('rolledBack' in message) count(run.rolledBack, message.rolledBack);
  if (!('failed' in message)) return;
  const { failed, index, input } = message;
  if (count(run.failures, failed.kind) === 1) print(run, index, failed.kind, failed.detail, input);
}

/** An input whose thread is lost cannot be made smaller; it is printed as it is. */
async function lost(run: Run, index: number, why: string): Promise<void> {
  const { input, depth } = inputAt(loadSeeds(run.root, run.extra), run.seed, index);
  count(run.failures, `${why} (input ${index})`);
  print(run, index, why, `at depth ${depth}`, input);
}

function print({ seed }: Run, index: number, kind: string, detail: string, input: Input): void {
  const files = input.files.map(
    ({ path, text, language, dialect }) =>
      `-- ${path} --${language ? ` ${language} ${dialect ?? ''}` : ''}\n${JSON.stringify(text)}\n`,
  );
  process.stdout.write(
    `\nFAILED ${kind}\nseed ${seed}, input ${index}, from ${input.origin}\n${detail}\n${files.join('')}\n`,
  );
}

function count(into: Map<string, number>, key: string): number {
  const now = (into.get(key) ?? 0) + 1;
  into.set(key, now);
  return now;
}

function summarise(run: Run, from: number, next: number): void {
  for (const [what, times] of [...run.rolledBack].sort((a, b) => b[1] - a[1]))
    process.stdout.write(`taken back ${times}× ${what}\n`);
  for (const kind of run.failures.keys()) process.stdout.write(`failed: ${kind}\n`);
  process.stdout.write(
    `${next - from} inputs, seed ${run.seed}, ${run.failures.size} faults; go on with --seed ${run.seed} --from ${next}\n`,
  );
}
