/** The tarball, installed where nothing can be written, at a path with blanks and Chinese characters. `npm run test:nodes` does more. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machine } from '../cli/harness.ts';
import { CHECKS, type Installation, install, installation, makeReadOnly, makeWritable } from '../nodes/installed.mjs';
import { pack } from './packed.ts';

describe('an installation', () => {
  let subject: Installation;
  beforeAll(() => {
    const here = machine();
    chmodSync(here.dir, 0o755);
    const folder = here.path('我的 工具 (new)');
    mkdirSync(folder);
    install(pack().tarball, folder);
    const node = process.execPath;
    subject = installation({ folder, node, user: makeReadOnly(folder, node), every: 8 });
  });

  afterAll(() => makeWritable(subject.folder));

  test.each(Object.entries(CHECKS))('%s', (_, check) => check(subject));
});

test('a global installation puts the command and its manual page where they are looked for', () => {
  const here = machine();
  const args = ['install', '--global', '--prefix', here.dir, '--offline', '--silent', pack().tarball];
  spawnSync('npm', args, { cwd: here.dir, env: { PATH: process.env.PATH, HOME: here.dir } });
  expect(spawnSync(here.path('bin/envlint'), ['version']).status).toBe(0);
  expect(here.read('share/man/man1/envlint.1')).toMatch(/^\.TH /m);
});
