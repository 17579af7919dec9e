/** Where the time of a run goes: what a budget that was missed is spent on. One run of each kind under Node's own profiler. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clash, dotenv, files, shell, smallClash, smallEnv, subscription, withFindings } from './inputs.mjs';
import { envlint, ms, work, write } from './measure.mjs';

const INTERVAL_MICROSECONDS = 200;
/** Smaller shares are not named. */
const LEAST_PERCENT = 3;
const FUNCTIONS = 4;

/** Each run that has a budget somewhere, with its files. */
const RUNS = [
  ['a clean .env', smallEnv()],
  ['a .env with two findings', withFindings()],
  ['a clean Clash YAML', smallClash()],
  ['.env, 2,000 lines', dotenv(2000)],
  ['.zshrc, 2,000 lines', shell(2000)],
  ['Clash, 100,000 rules', clash({ rules: 100_000 })],
  ['Clash, 20,000 nodes on a line each', subscription(20_000)],
  ['1,000 small files of all languages', files(1000)],
];

/** What a frame of the profile belongs to. Names of chunks stand for what lies in them; `chunks.mjs` says what that is. */
function placeOf({ functionName, url }) {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName.startsWith('RegExp: ')) return 'regular expressions';
  if (functionName === 'Script') return 'taking compiled code';
  if (url.startsWith('envlint/')) return url.slice('envlint/'.length);
  return url === '' && /^[a-z]/.test(functionName) ? 'system calls' : 'Node itself';
}

/** Milliseconds of each frame itself, summed up by a name for it. */
function summed({ nodes, samples, timeDeltas }, nameOf) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const sums = new Map();
  for (const [index, id] of samples.entries()) {
    const name = names.get(id);
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

function profileOf(folder) {
  const made = join(work, 'profiles');
  const [node, ...args] = envlint(folder);
  const options = ['--cpu-prof', `--cpu-prof-interval=${INTERVAL_MICROSECONDS}`, `--cpu-prof-dir=${made}`];
  spawnSync(node, [...options, ...args], { stdio: 'ignore', cwd: work });
  const [file] = readdirSync(made);
  const profile = JSON.parse(readFileSync(join(made, file), 'utf8'));
  rmSync(made, { recursive: true });
  return profile;
}

export default function profile() {
  const rows = RUNS.map(([what, made], index) => {
    const found = profileOf(write(`profile-${index}`, made));
    const places = summed(found, placeOf);
    const whole = places.reduce((sum, [, time]) => sum + time, 0);
    const shares = places
      .map(([name, time]) => [name, Math.round((time / whole) * 100)])
      .filter(([, percent]) => percent >= LEAST_PERCENT);
    const own = summed(found, ({ functionName, url }) =>
      url.startsWith('envlint/') ? functionName || undefined : undefined,
    );
    const dearest = own.slice(0, FUNCTIONS).map(([name, time]) => `${name} ${ms(time)}`);
    return [what, ms(whole), shares.map(([name, percent]) => `${name} ${percent} %`).join(', '), dearest.join(', ')];
  });
  return {
    title: 'Where the time goes (one run each under the profiler, which slows it down)',
    head: ['run', 'ms', 'shares', 'dearest functions, ms themselves'],
    rows,
  };
}
