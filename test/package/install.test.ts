/** The tarball, installed where nothing can be written, at a path with blanks and Chinese characters. `npm run test:nodes` does more. */
import { chmodSync, mkdirSync } from 'node:fs';
import { beforeAll, describe, test } from 'vitest';
import { machine } from '../cli/harness.ts';
import { CHECKS, type Installation, install, installation, makeReadOnly } from '../nodes/installed.mjs';
import { pack } from './packed.ts';

describe('an installation', () => {
  let subject: Installation;
  beforeAll(() => {
    const here = machine();
    chmodSync(here.dir, 0o755);
    const folder = here.path('我的 工具 (new)');
    mkdirSync(folder);
    install(pack().tarball, folder);
    subject = installation({ folder, node: process.execPath, user: makeReadOnly(folder) });
  });

  test.each(Object.entries(CHECKS))('%s', (_, check) => check(subject));
});
