/**
 * `npm run machines -- [--count N] [--from N] [--piece N] [--seed N]`: composed machines before and after `--fix`, judged by the
 * real programs, in pieces of which each is a process of its own. Prints what each piece found, and at the end the sum; exit
 * status 1 where a machine is not as it should be. After a stop, `--from` goes on.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs, stripVTControlCharacters } from 'node:util';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '3000' },
    from: { type: 'string', default: '0' },
    piece: { type: 'string', default: '150' },
    seed: { type: 'string', default: '13' },
  },
});
const [count, from, piece] = [values.count, values.from, values.piece].map(Number);
const TEST = ['node_modules/vitest/vitest.mjs', 'run', 'test/differential/machines.test.ts'];

let [tried, exceptions] = [0, 0];
for (let start = from; start < from + count; start += piece) {
  const here = Math.min(piece, from + count - start);
  const env = { ...process.env, MACHINES: String(here), FROM: String(start), SEED: values.seed };
  const run = spawnSync(process.execPath, TEST, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const { status } = run;
  // vitest colours what a test prints.
  const stdout = stripVTControlCharacters(run.stdout);
  const found = [...stdout.matchAll(/^(\d+) machines, (\d+) exceptions$/gm)];
  const [all, wrong] = [1, 2].map((group) => found.reduce((sum, match) => sum + Number(match[group]), 0));
  tried += all;
  exceptions += wrong;
  console.log(`machines ${start} to ${start + here - 1}: ${all} tried, ${wrong} exceptions`);
  if (status !== 0 || all === 0) console.log(stdout, stripVTControlCharacters(run.stderr));
  if (status !== 0 || all === 0) process.exitCode = 1;
}
console.log(`${tried} machines, ${exceptions} exceptions`);
