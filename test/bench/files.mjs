/** Many small files: a first run, the next ones with a cache, and what twice as many of each kind cost. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { configs, dropIns, environments, files, services, smallEnv } from './inputs.mjs';
import { bare, count, envlint, mainThread, met, ms, race, work, write } from './measure.mjs';
import { nodes } from './tools.mjs';

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

/** [on Node, most milliseconds for 10,000 files] */
const BUDGETS_MS = { v20: 2300, v22: 2000 };

/** The files of every language on the Nodes that have a budget. */
function onNodes() {
  const folder = write('files', files(SIZE));
  const rows = nodes().flatMap((node) => {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    const most = BUDGETS_MS[version.split('.')[0]];
    if (most === undefined) return [];
    const [wall] = race([[node, ...envlint(folder).slice(1)]], ROUNDS);
    return [[version, ms(wall), `${count(most)} ms`, met(wall <= most)]];
  });
  return { title: `${count(SIZE)} small files, by Node`, head: ['Node', 'ms', 'budget', 'met'], rows };
}

const FIXED = 1000;
const MOST_TIMES = 1.4;

/** Repairing many files beside checking them, each time from the same files. */
function fixing() {
  const made = environments(FIXED);
  const name = 'fixing';
  const folder = write(name, made);
  const before = () => write(name, made);
  const [lint, fix] = race(
    [
      { command: envlint(folder), before },
      { command: envlint('--fix', folder), before },
    ],
    ROUNDS,
  );
  return {
    title: `--fix on ${count(FIXED)} .env files with a finding each`,
    head: ['check ms', '--fix ms', 'factor', 'budget', 'met'],
    rows: [[ms(lint), ms(fix), `×${(fix / lint).toFixed(2)}`, `×${MOST_TIMES}`, met(fix <= lint * MOST_TIMES)]],
  };
}

export default () => [runs(), onNodes(), fixing(), growth()];
