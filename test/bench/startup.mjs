/** Whole processes over one small file, beside Node doing nothing. */
import { smallClash, smallEnv } from './inputs.mjs';
import { bare, envlint, ms, race, write } from './measure.mjs';

export default function startup() {
  const commands = [
    ['node -e 0', bare],
    ['envlint, one small .env', envlint(write('start-env', smallEnv()))],
    ['envlint, one small YAML', envlint(write('start-yaml', smallClash()))],
  ];
  const times = race(
    commands.map(([, command]) => command),
    31,
  );
  return {
    title: `Start-up on Node ${process.version}`,
    head: ['command', 'median ms', 'over bare node', 'ratio'],
    rows: commands.map(([name], index) => [
      name,
      ms(times[index]),
      `+${ms(times[index] - times[0])} ms`,
      (times[index] / times[0]).toFixed(2),
    ]),
  };
}
