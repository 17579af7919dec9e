/** Many small files: what doubling their number costs. */
import { smallEnv } from './inputs.mjs';
import { bare, count, envlint, ms, race, write } from './measure.mjs';

const SIZE = 2000;

const folders = (size) =>
  Object.fromEntries(Array.from({ length: size }, (_, n) => [`d${n % 100}/p${n}/.env`, smallEnv()['.env']]));

export default function files() {
  const [node, once, twice] = race(
    [bare, envlint(write('files-1', folders(SIZE))), envlint(write('files-2', folders(SIZE * 2)))],
    5,
  );
  return {
    title: 'Many files (over bare node)',
    head: ['files', 'ms', 'ms at twice as many', 'factor'],
    rows: [[count(SIZE), ms(once - node), ms(twice - node), ((twice - node) / (once - node)).toFixed(2)]],
  };
}
