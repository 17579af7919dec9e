/**
 * Whole processes over one small file, beside Node doing nothing. A Node that has not built the program keeps what it
 * compiles in the user's cache, here one of the benchmark's own, in the first round, which is left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { smallClash, smallEnv } from './inputs.mjs';
import { bare, envlint, median, ms, race, work, write } from './measure.mjs';

const ROUNDS = 31;

/** One table for each of these binaries of Node. */
export default function startup(nodes) {
  process.env.XDG_CACHE_HOME = join(work, 'user-cache');
  mkdirSync(process.env.XDG_CACHE_HOME, { recursive: true });
  const commands = [
    ['node -e 0', bare],
    ['envlint, one small .env', envlint(write('start-env', smallEnv()))],
    ['envlint, one small YAML', envlint(write('start-yaml', smallClash()))],
  ];
  return nodes.map((node) => {
    const own = commands.map(([, [, ...args]]) => [node, ...args]);
    const walls = race(own, ROUNDS);
    const cpus = own.map((command) => median(Array.from({ length: ROUNDS }, () => cpu(command))));
    return {
      title: `Start-up on Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}`,
      head: ['command', 'median ms', 'over bare node', 'ratio', 'CPU ms', 'over bare node'],
      rows: commands.map(([name], index) => [
        name,
        ms(walls[index]),
        `+${ms(walls[index] - walls[0])} ms`,
        (walls[index] / walls[0]).toFixed(2),
        ms(cpus[index]),
        `+${ms(cpus[index] - cpus[0])} ms`,
      ]),
    };
  });
}

/** What a process and its threads work, in ms: less depends on it what else the machine does. Asks bash, which asks the kernel. */
function cpu(command) {
  const timed = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
  const { stderr } = spawnSync('bash', ['-c', timed, 'bash', ...command], { encoding: 'utf8', cwd: work });
  const [user, system] = stderr.split(' ').map(Number);
  return (user + system) * 1000;
}
