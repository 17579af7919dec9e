/** Large Clash configurations and rule-providers beside their budgets, over the start-up of the same with one rule. */
import { clash, provider } from './inputs.mjs';
import { count, envlint, met, ms, peak, race, write } from './measure.mjs';

/** [what, its files, the same with next to nothing in it, most milliseconds, most megabytes] */
const SCALES = [
  ['Clash, 10,000 rules', clash({ rules: 10_000 }), clash({ rules: 1 }), 150, 200],
  ['Clash, 100,000 rules', clash({ rules: 100_000 }), clash({ rules: 1 }), 600, 200],
  ['rule-provider, 120,000 lines', provider(120_000), provider(1), 100, 200],
];

export default function scale() {
  const rows = SCALES.flatMap(([what, files, small, milliseconds, megabytes], index) => {
    const command = envlint(write(`scale-${index}`, files));
    const [start, whole] = race([envlint(write(`scale-${index}-0`, small)), command], 9);
    const taken = whole - start;
    const resident = peak(command);
    return [
      [`${what}: time`, `${ms(taken)} ms`, `${count(milliseconds)} ms`, met(taken <= milliseconds)],
      [`${what}: memory`, `${ms(resident)} MB`, `${count(megabytes)} MB`, met(resident <= megabytes)],
    ];
  });
  return { title: 'Large lists (time over start-up, peak memory)', head: ['input', 'measured', 'budget', 'met'], rows };
}
