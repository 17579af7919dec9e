/** What many load together is followed once: the work for n loaders of one file of m lines grows like n + m, not like n × m. */
import { expect, test, vi } from 'vitest';
import { lint } from '../../src/engine/lint.ts';
import { environments } from '../../src/queries/environments/environment.ts';
import { projectOf } from '../helpers/project.ts';
import { allRules } from '../helpers/rules.ts';

const calls = vi.hoisted(() => ({ count: 0 }));
vi.mock(import('../../src/queries/environments/evaluation/evaluate.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    assign(...args) {
      calls.count++;
      real.assign(...args);
    },
  };
});

type Files = Record<string, string>;
const each = (n: number, make: (index: number) => readonly [string, string]): Files =>
  Object.fromEntries(Array.from({ length: n }, (_, index) => make(index)));
const lines = (n: number, make: (index: number) => string): string =>
  Array.from({ length: n }, (_, i) => make(i)).join('');

const PROXY = 'HTTPS_PROXY=http://127.0.0.1:7890\nNO_PROXY=localhost,127.0.0.1\n';
const plain = (n: number): string => `${PROXY}${lines(n, (i) => `A${i}=b\n`)}`;
const exported = (n: number): string =>
  plain(n)
    .replaceAll(/^/gm, 'export ')
    .replace(/export $/, '');

const LOADERS: Readonly<Record<string, (n: number) => Files>> = {
  'units over an environment file': (n) => ({
    'shared.env': plain(n),
    ...each(n, (i) => [`u${i}.service`, '[Service]\nExecStart=/usr/bin/true\nEnvironmentFile=%h/shared.env\n']),
  }),
  'units over a file and one that is not here': (n) => ({
    'shared.env': plain(n),
    ...each(n, (i) => [
      `u${i}.service`,
      '[Service]\nExecStart=/usr/bin/true\nEnvironmentFile=/etc/x.env\nEnvironmentFile=%h/shared.env\n',
    ]),
  }),
  'units over environment.d': (n) => ({
    '.config/environment.d/a.conf': plain(n),
    ...each(n, (i) => [`.config/systemd/user/u${i}.service`, '[Service]\nExecStart=/usr/bin/true\n']),
  }),
  'gateways over the file of Hermes': (n) => ({
    '.hermes/.env': plain(n),
    ...each(n, (i) => [`.config/systemd/user/h${i}.service`, '[Service]\nExecStart=/usr/bin/hermes gateway run\n']),
  }),
  'containers over env_file': (n) => ({
    'shared.env': plain(n),
    'compose.yaml': `services:\n${lines(n, (i) => `  s${i}:\n    image: x\n    env_file: shared.env\n`)}`,
  }),
  'scripts that source a file': (n) => ({
    'shared.sh': exported(n),
    ...each(n, (i) => [`s${i}.sh`, '#!/bin/bash\n. ./shared.sh\nexport C=1\n']),
  }),
  'folders of direnv': (n) => ({
    'shared.env': plain(n),
    ...each(n, (i) => [`d${i}/.envrc`, 'dotenv ../shared.env\n']),
  }),
  'functions that load a file': (n) => ({
    'shared.env': plain(n),
    '.zshrc': lines(n, (i) => `f${i}() { set -a; . ./shared.env; set +a; }\n`),
  }),
  'calls of one function': (n) => ({
    '.zshrc': `on() {\n${exported(n)}}\n${'on\n'.repeat(n)}`,
    's.zsh': 'export C=1\n',
  }),
  'files that a loop sources': (n) => ({
    '.zshrc': 'for f in ~/.zsh/*.zsh; do source "$f"; done\n',
    ...each(n, (i) => [`.zsh/s${i}.zsh`, `export A${i}=b\n`]),
    's.sh': 'export C=1\n',
  }),
  'scripts after a long start-up file': (n) => ({
    '.zshrc': exported(n),
    ...each(n, (i) => [`s${i}.zsh`, 'export C=1\n']),
  }),
};

function work(files: Files): number {
  calls.count = 0;
  const project = projectOf(files);
  expect(environments(project).length).toBeGreaterThan(1);
  lint(project, allRules);
  return calls.count;
}

test.each(Object.entries(LOADERS))('%s', (_, make) => {
  const [once, twice] = [work(make(32)), work(make(64))];
  expect(once).toBeGreaterThan(0);
  expect(twice / once).toBeLessThan(2.2);
});
