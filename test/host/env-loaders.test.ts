/** What loads a `.env` is read around it, also where the file is checked alone: no list is added that one of them would lose. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../src/host/read/load.ts';
import { makeProject } from '../../src/project.ts';
import { listPlaces, missingLists, obstacleAt } from '../../src/queries/proxies/missing-lists.ts';

let dir = '';
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-around-')));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const PROXY = 'HTTPS_PROXY=http://127.0.0.1:7890\n';

/** Why no list is added to the `.env`, where it alone is named; `undefined`: it is; `'nothing'`: no finding. */
async function obstacle(files: Readonly<Record<string, string>>, file = '.env'): Promise<string | undefined> {
  for (const [name, text] of Object.entries({ [file]: PROXY, ...files })) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  const path = join(dir, file);
  const { documents, judged } = await load([{ path, real: path, named: true }], { home: '/nobody', roots: [dir] });
  expect([...judged]).toEqual([path]);
  const project = makeProject({ documents });
  const [missing] = missingLists(project);
  if (!missing) return 'nothing';
  return listPlaces(project, missing)
    .map((line) => obstacleAt(project, line))
    .find((one) => one !== undefined);
}

describe('a .env that is checked alone', () => {
  test.each([
    [{ Makefile: 'include .env\nexport\n' }, 'inherited'],
    [{ Procfile: 'web: python a.py\n' }, 'inherited'],
    [{ 'run.sh': 'set -a; . ./.env; exec app\n' }, 'inherited'],
    [{ 'scripts/run.sh': 'set -a; . "$(dirname "$0")/../.env"; exec app\n' }, 'inherited'],
    [{ '.envrc': 'dotenv\n' }, 'inherited'],
    [{ 'package.json': '{"scripts":{"dev":"NO_PROXY=localhost,.corp dotenv -e .env -- next dev"}}' }, 'overrides'],
    [{ Makefile: 'run:\n\tdocker run --env-file .env -e NO_PROXY=.corp app\n' }, 'overrides'],
    [{ Makefile: 'run:\n\tdocker run --env-file .env app\n\techo $$NO_PROXY\n' }, 'read'],
    [
      { 'app.service': '[Service]\nEnvironment=NO_PROXY=.corp\nEnvironmentFile=/srv/app/.env\nExecStart=/x\n' },
      'overrides',
    ],
  ])('gets no list with a plain --fix beside %j', async (files, why) => expect(await obstacle(files)).toBe(why));

  test.each([
    [{ Makefile: 'export NO_PROXY = localhost,127.0.0.1,::1\ninclude .env\n' }],
    [{ justfile: 'set dotenv-load\nexport NO_PROXY := "localhost,127.0.0.1"\n' }],
    [{ 'Taskfile.yml': "dotenv: ['.env']\nenv:\n  NO_PROXY: localhost\n" }],
    [{ 'run.sh': 'set -a; . ./.env\nexport NO_PROXY=localhost,127.0.0.1,::1 no_proxy=localhost,127.0.0.1,::1\n' }],
  ])('is not reported where all that load it have a list: %j', async (files) => {
    expect(await obstacle(files)).toBe('nothing');
  });

  test.each([
    [{}],
    [{ Makefile: 'run:\n\tdocker run --env-file .env app\n' }],
    [{ justfile: 'set dotenv-load\n' }],
    [{ 'package.json': '{"scripts":{"dev":"node --env-file=.env a.js"}}' }],
    [{ Makefile: 'NO_PROXY = a\ninclude prod.env\n' }],
    [{ 'run.sh': 'source prod.env\n' }],
  ])('gets its list beside loaders that have nothing of their own: %j', async (files) => {
    expect(await obstacle(files)).toBeUndefined();
  });

  test('the Makefile of the repository loads those of its services', async () => {
    expect(await obstacle({ Makefile: 'include services/web/.env\n' }, 'services/web/.env')).toBe('inherited');
    expect(await obstacle({ Makefile: 'include other/web/.env\n' }, 'services/web/.env')).toBeUndefined();
  });
});
