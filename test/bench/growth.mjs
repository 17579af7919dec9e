/** What doubling an input costs, dimension by dimension; 2.0 is linear. Over start-up, which no input changes. */
import { DIMENSIONS } from './dimensions.mjs';
import { smallEnv } from './inputs.mjs';
import { count, envlint, met, ms, race, write } from './measure.mjs';

const MOST = 2.2;

export default function growth() {
  const small = envlint(write('growth-small', smallEnv()));
  const rows = DIMENSIONS.map(([name, make, size, options = []], index) => {
    const [first, second] = [1, 2].map((times) =>
      envlint(...options, write(`growth-${index}-${times}`, make(size * times))),
    );
    const [start, once, twice] = race([small, first, second], 3);
    const factor = (twice - start) / (once - start);
    return [name, count(size), ms(once - start), ms(twice - start), factor.toFixed(2), met(factor <= MOST)];
  });
  return {
    title: `Growth for doubling, at most ×${MOST} (over start-up)`,
    head: ['dimension', 'size', 'ms', 'ms at twice the size', 'factor', 'met'],
    rows,
  };
}
