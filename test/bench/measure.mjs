/** What every table of the benchmark is made with: a folder for its inputs, whole processes raced in turns, medians. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as inputs from './inputs.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const work = mkdtempSync(join(tmpdir(), 'envlint-bench-'));
const program = join(root, 'dist', 'envlint.cjs');

export const bare = [process.execPath, '-e', '0'];
export const envlint = (...args) => [process.execPath, program, '--no-config', '--fail-on', 'never', ...args];

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
export const ms = (number) => (number < 10 ? number.toFixed(1) : number.toFixed(0));
export const count = (number) => number.toLocaleString('en');
export const met = (isMet) => (isMet ? 'yes' : 'no');

/** Writes files into a folder of that name, below the benchmark's own. Answers the folder. */
export const write = (name, files) => inputs.write(join(work, name), files);

/** Milliseconds that a function takes. */
export function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The tenth percentile: what a run takes that nothing else disturbed. */
export const tenth = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 10)] ?? Number.NaN;

/**
 * Wall time of each command, in turns, so that what else the machine does falls on all alike; in ms, medians unless `pick`
 * says otherwise, the first rounds left out. A command is its words, or `{ command, env, cwd, before }`: `before` is called each
 * time before it starts. One that cannot be started has no time (NaN).
 */
export function race(commands, rounds, pick = median, warmUp = 1) {
  const times = commands.map(() => []);
  for (let round = 0; round < rounds + warmUp; round++) {
    for (const [index, one] of commands.entries()) {
      const { command, env, cwd = work, before } = Array.isArray(one) ? { command: one } : one;
      const [file, ...args] = command;
      before?.();
      const start = performance.now();
      const { error, status } = spawnSync(file, args, { stdio: 'ignore', cwd, env });
      const isFailed = error || status === 127 || (args[0] === '/nonexistent' && status !== 0);
      if (!isFailed && round >= warmUp) times[index].push(performance.now() - start);
    }
  }
  return times.map((all) => pick(all));
}

/** Peak resident memory of a command that Node runs, in MB: what the process itself says when it ends. */
export function peak([node, ...args]) {
  const hook = join(work, 'peak.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => require('fs').writeSync(2, `peak ${process.resourceUsage().maxRSS}`));\n",
  );
  const { stderr } = spawnSync(node, ['-r', hook, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: work,
  });
  return Number(/peak (\d+)$/.exec(stderr)?.[1]) / 1024;
}

/** CPU time of a Node program's own thread in ms, the median of some runs: what no other program can disturb. Linux only. */
export function mainThread([node, ...args], rounds) {
  if (process.platform !== 'linux') return '–';
  const hook = join(root, 'test/bench/cpu.cjs');
  const times = Array.from({ length: rounds }, () => {
    const { stderr } = spawnSync(node, ['-r', hook, ...args], { stdio: ['ignore', 'ignore', 'pipe'], cwd: work });
    return Number(String(stderr).trimEnd().split('\n').at(-1));
  });
  return ms(median(times));
}
