/**
 * Records of runs that somebody else wrote: what they name is neither written nor removed. A record is believed only where
 * nobody but the user can have put it, and only as far as a run of envlint could have written it.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isGone, ownName } from '../../src/host/write/owner.ts';
import { recover } from '../../src/host/write/past.ts';
import { commonFolder } from '../../src/host/write/places.ts';
import { type Machine, machine } from '../cli/harness.ts';

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** A process that certainly is gone, on this machine. */
const GONE = `${ownName().split('-')[0]}-4194304-0`;
const PRECIOUS = 'precious\n';

/** Changes of a record's file entry and of the record itself. */
interface Forgery {
  readonly file?: Readonly<Record<string, unknown>>;
  readonly record?: Readonly<Record<string, unknown>>;
  readonly mode?: number;
  readonly folderMode?: number;
}

/** Puts a record into the state folder, of a run that is done or was killed. */
function plant(here: Machine, state: string, kind: 'done' | 'open', forgery: Forgery = {}): void {
  const path = here.path('victim');
  const file = {
    path,
    temporary: here.path(`.victim.${GONE}-1x.envlint`),
    before: 'overwritten\n',
    after: sha256(PRECIOUS),
    ...forgery.file,
  };
  const record = { version: 2, keep: true, from: here.dir, root: here.dir, files: [file], ...forgery.record };
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const name = `${Date.now()}-0000000a.${kind === 'open' ? `${GONE}.open` : 'done'}`;
  writeFileSync(join(state, name), JSON.stringify(record), { mode: forgery.mode ?? 0o600 });
  chmodSync(join(state, name), forgery.mode ?? 0o600);
  chmodSync(state, forgery.folderMode ?? 0o700);
}

function victim(): Machine {
  const here = machine({ victim: PRECIOUS, other: PRECIOUS, 'sub/x': PRECIOUS, '.env': ENV });
  here.write(`.victim.${GONE}-1x.envlint`, 'left over');
  return here;
}

const FORGED: readonly (readonly [string, (here: Machine) => Forgery])[] = [
  ['others can read it', () => ({ mode: 0o644 })],
  ['others can write to its folder', () => ({ folderMode: 0o777 })],
  ['it names a temporary file of another shape', (here) => ({ file: { temporary: here.path('other') } })],
  ['its temporary file is another one’s', (here) => ({ file: { temporary: here.path(`.other.${GONE}-1x.envlint`) } })],
  [
    'its temporary file is not beside the file',
    (here) => ({ file: { temporary: here.path(`sub/.victim.${GONE}-1x.envlint`) } }),
  ],
  ['its file is outside of its root', (here) => ({ record: { root: here.path('sub') } })],
  ['a path is not spelled out', (here) => ({ file: { path: `${here.dir}/sub/../victim` } })],
  ['its root is relative', () => ({ record: { root: '.' } })],
  ['it belongs to another place', (here) => ({ record: { root: dirname(here.dir), from: '/nowhere' } })],
  ['it is of another version', () => ({ record: { version: 1 } })],
  ['it names no digest', () => ({ file: { after: 'x' } })],
];

describe('a record is not believed where', () => {
  test('(the honest one is)', () => {
    const done = victim();
    plant(done, done.path('.local/state/envlint'), 'done');
    expect(done.run(['undo']).code).toBe(0);
    expect(done.read('victim')).toBe('overwritten\n');
    const open = victim();
    plant(open, open.path('.local/state/envlint'), 'open');
    open.run([]);
    expect(existsSync(open.path(`.victim.${GONE}-1x.envlint`))).toBe(false);
  });

  test.each(FORGED)('%s', (_, forge) => {
    for (const kind of ['done', 'open'] as const) {
      const here = victim();
      plant(here, here.path('.local/state/envlint'), kind, forge(here));
      here.run(['undo']);
      here.run([]);
      for (const name of ['victim', 'other', 'sub/x']) expect(here.read(name)).toBe(PRECIOUS);
      expect(existsSync(here.path(`.victim.${GONE}-1x.envlint`))).toBe(true);
    }
  });

  test('its folder is in the repository that is checked', () => {
    const here = victim();
    here.write('.git/HEAD', 'ref: refs/heads/main\n');
    for (const kind of ['done', 'open'] as const) plant(here, here.path('.local/state/envlint'), kind);
    const { code, err } = here.run(['undo']);
    expect([code, err]).toEqual([
      2,
      'envlint: .local/state/envlint: it is inside the repository that is being checked; XDG_STATE_HOME can name another folder\n',
    ]);
    const fixed = here.run(['--fix', '.env']);
    expect(fixed.err).toContain('cannot be reverted');
    expect(fixed.out).not.toContain('envlint undo');
    expect(here.read('.env')).toContain('NO_PROXY');
    expect(here.read('victim')).toBe(PRECIOUS);
    expect(readdirSync(here.path('.local/state/envlint'))).toHaveLength(2);
  });

  test('HOME is relative: the repository does not become the user’s home', () => {
    const here = victim();
    for (const kind of ['done', 'open'] as const) plant(here, here.path('.local/state/envlint'), kind);
    here.write('.config/envlint/config.yaml', 'rules: {missing-no-proxy: off}\n');
    const env = { HOME: '.', XDG_CONFIG_HOME: '.config', XDG_STATE_HOME: '.local/state' };
    expect(here.run(['--format', 'concise', '.env'], { env }).out).toContain('missing-no-proxy');
    expect(here.read('victim')).toBe(PRECIOUS);
    expect(existsSync(here.path(`.victim.${GONE}-1x.envlint`))).toBe(true);
  });

  test('others can rename a folder above it', () => {
    const here = victim();
    const state = here.path('shared/state/envlint');
    plant(here, state, 'done');
    chmodSync(here.path('shared'), 0o777);
    expect(here.run(['undo'], { env: { XDG_STATE_HOME: dirname(state) } }).code).toBe(2);
    const { err } = here.run(['--fix', '.env'], { env: { XDG_STATE_HOME: dirname(state) } });
    expect(err).toContain(`${here.path('shared')} is above it, and others can write to it`);
    expect(here.read('victim')).toBe(PRECIOUS);
  });
});

test('a killed run is settled for its own place, by who works there', () => {
  const here = machine({ 'a/victim': PRECIOUS, 'b/.env': ENV });
  const state = here.path('.local/state/envlint');
  const a = { path: here.path('a/victim'), temporary: here.path(`a/.victim.${GONE}-1x.envlint`) };
  here.write(`a/.victim.${GONE}-1x.envlint`, 'left over');
  plant(here, state, 'open', { file: a, record: { from: here.path('a'), root: here.path('a') } });
  here.run([], { cwd: here.path('b') });
  expect(readdirSync(here.path('a'))).toHaveLength(2);
  expect(readdirSync(state)).toHaveLength(1);
  expect(here.run([], { cwd: here.path('a') }).err).toContain('an earlier run was cut off after its last file');
  expect(readdirSync(here.path('a'))).toEqual(['victim']);
});

test('a process that has ended but is not collected yet is gone', async () => {
  // A shell that starts a child and never asks how it ended: the child stays a zombie.
  const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const pid = Number(await new Promise((done) => parent.stdout.once('data', (chunk) => done(String(chunk).trim()))));
    const stateOf = (): string => / ([A-Z]) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? '';
    for (let tries = 0; tries < 3000 && stateOf() !== 'Z'; tries++) await new Promise((done) => setTimeout(done, 20));
    expect(stateOf()).toBe('Z');
    const start = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[19];
    expect(isGone(`${ownName().split('-')[0]}-${pid}-${start}`, Date.now())).toBe(true);
  } finally {
    parent.kill('SIGKILL');
  }
});

test('nothing is recovered from a folder that is not there', () => {
  expect(recover('/nowhere/at/all', ['/'])).toEqual([]);
});

test.each([
  [['/a/b/c', '/a/b/d'], '/a/b'],
  [['/a/bc/x', '/a/b/y'], '/a'],
  [['/a/x', '/b/y'], '/'],
  [['/x'], '/'],
  [['/a/b/c/d', '/a/e'], '/a'],
])('what contains %j is %s', (files, folder) => {
  expect(commonFolder(files)).toBe(folder);
});
