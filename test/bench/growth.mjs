/** What doubling an input costs; 2.0 is linear. */
import { clash, dotenv, functions, shell, suppressions } from './inputs.mjs';
import { bare, count, envlint, ms, race, write } from './measure.mjs';

/** [dimension, the files of that size, the size] */
const DIMENSIONS = [
  ['assignments', dotenv, 20_000],
  ['lines of shell', shell, 20_000],
  ['functions', functions, 1000],
  ['suppressions', suppressions, 5000],
  ['Clash rules', (rules) => clash({ rules }), 50_000],
];

export default function growth() {
  const rows = DIMENSIONS.map(([name, make, size]) => {
    const [node, once, twice] = race(
      [bare, envlint(write(`${name}-1`, make(size))), envlint(write(`${name}-2`, make(size * 2)))],
      5,
    );
    return [name, count(size), ms(once - node), ms(twice - node), ((twice - node) / (once - node)).toFixed(2)];
  });
  return {
    title: 'Growth for doubling (over bare node)',
    head: ['dimension', 'size', 'ms', 'ms at twice the size', 'factor'],
    rows,
  };
}
