/** Large files beside their budgets, over the start-up of the same with next to nothing in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clash, dotenv, provider, shell, subscription } from './inputs.mjs';
import { count, envlint, met, ms, peak, race, write } from './measure.mjs';

const MEGABYTE = 1024 * 1024;
/** The most memory that a file may take: for each of its bytes, and for the program itself. */
const TIMES_SIZE = 12;
const BASE_MEGABYTES = 60;
/** Lines of some 50 characters. */
const FIVE_MEGABYTES_OF_SHELL = 105_000;

/** [what, its files, the same with next to nothing in it, most milliseconds] */
const SCALES = [
  ['Clash, 10,000 rules', clash({ rules: 10_000 }), clash({ rules: 1 }), 150],
  ['Clash, 100,000 rules', clash({ rules: 100_000 }), clash({ rules: 1 }), 400],
  ['Clash, 1,000 nodes on a line each', subscription(1000), clash({ rules: 1 }), 80],
  ['Clash, 20,000 nodes on a line each', subscription(20_000), clash({ rules: 1 }), 725],
  ['rule-provider, 120,000 lines', provider(120_000), provider(1), 100],
  ['.zshrc, 2,000 lines', shell(2000), shell(4), 80],
  ['.zshrc, 5 MB', shell(FIVE_MEGABYTES_OF_SHELL), shell(4), 1000],
  ['.env, 2,000 lines', dotenv(2000), dotenv(1), 100],
];

export default function scale() {
  const rows = SCALES.flatMap(([what, files, small, milliseconds], index) => {
    const folder = write(`scale-${index}`, files);
    const command = envlint(folder);
    const [start, whole] = race([envlint(write(`scale-${index}-0`, small)), command], 7);
    const taken = whole - start;
    const resident = peak(command);
    const size = Object.keys(files).reduce((sum, path) => sum + readFileSync(join(folder, path)).length, 0) / MEGABYTE;
    const megabytes = Math.round(TIMES_SIZE * size + BASE_MEGABYTES);
    return [
      [`${what}: time`, `${ms(taken)} ms`, `${count(milliseconds)} ms`, met(taken <= milliseconds)],
      [`${what}: memory`, `${ms(resident)} MB`, `${count(megabytes)} MB`, met(resident <= megabytes)],
    ];
  });
  return {
    title: `Large files (time over start-up; peak memory, at most ${TIMES_SIZE} times the size and ${BASE_MEGABYTES} MB)`,
    head: ['input', 'measured', 'budget', 'met'],
    rows,
  };
}
