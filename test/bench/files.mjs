/** Many small files: a first run, the next ones with a cache, and what twice as many of each kind cost. */
import { join } from 'node:path';
import { configs, dropIns, environments, files, services, smallEnv } from './inputs.mjs';
import { bare, count, envlint, mainThread, ms, race, work, write } from './measure.mjs';

const SIZE = 10_000;
const ROUNDS = 3;

/** [what there are many of, the files of that size, the size] */
const KINDS = [
  ['files of every language', files, 2500],
  ['.env files, all alike', alike, 2500],
  ['environments, each with a host', environments, 1000],
  ['Clash files beside as many .env files', configs, 500],
  ['drop-ins of one unit', dropIns, 1000],
  ['services with one EnvironmentFile', services, 500],
];

function alike(size) {
  return Object.fromEntries(Array.from({ length: size }, (_, n) => [`d${n % 100}/p${n}/.env`, smallEnv()['.env']]));
}

function runs() {
  const folder = write('files', files(SIZE));
  const cached = (...options) => envlint('--cache-location', join(work, `cache${options.length}`), ...options, folder);
  const commands = [
    ['bare node', bare],
    ['without a cache', envlint(folder)],
    ['--cache, nothing changed', cached()],
    ['--cache-strategy content, nothing changed', cached('--cache-strategy', 'content')],
  ];
  // The first round, which is left out, fills the caches.
  const walls = race(
    commands.map(([, command]) => command),
    ROUNDS,
  );
  return {
    title: `${count(SIZE)} small files`,
    head: ['run', 'ms', 'CPU of its main thread, ms'],
    rows: commands.map(([name, command], index) => [name, ms(walls[index]), mainThread(command, ROUNDS)]),
  };
}

function growth() {
  const rows = KINDS.map(([name, make, size]) => {
    const commands = [bare, envlint(write(`${name}-1`, make(size))), envlint(write(`${name}-2`, make(size * 2)))];
    const [node, once, twice] = race(commands, ROUNDS);
    return [name, count(size), ms(once - node), ms(twice - node), ((twice - node) / (once - node)).toFixed(2)];
  });
  return {
    title: 'Growth for doubling the files (over bare node)',
    head: ['files', 'size', 'ms', 'ms at twice the size', 'factor'],
    rows,
  };
}

export default () => [runs(), growth()];
