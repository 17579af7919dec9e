/** Files and folders that are not as usual, other people's files, full disks, several envlints at once. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/host/write/journal.ts';
import { isGone, ownName } from '../../src/host/write/owner.ts';
import { recover, undo } from '../../src/host/write/past.ts';
import { writeTogether } from '../../src/host/write/runs.ts';
import { entries } from '../../src/host/write/state.ts';
import { replaceText, sweep, temporaryFor } from '../../src/host/write/write.ts';
import { type Machine, machine, PROGRAM } from '../cli/harness.ts';

const HOOK = fileURLToPath(new URL('../helpers/kill-at.cjs', import.meta.url));
const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const ZSHRC = 'export https_proxy=http://127.0.0.1:7890\n';
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), 'envlint-files-'));
  folders.push(dir);
  return dir;
}

/** A folder with these files, and one for the records. */
function folderOf(files: Readonly<Record<string, string>>) {
  const dir = temporary();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const state = join(temporary(), 'state');
  const change = (name: string, before: string, after: string) => ({ path: join(dir, name), before, after });
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  return { dir, state, change, read };
}

const strays = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.envlint'));

describe('several files', () => {
  const setUp = () => {
    const here = folderOf({ a: 'a', b: 'b', c: 'c' });
    return { ...here, all: ['a', 'b', 'c'].map((name) => here.change(name, name, name.toUpperCase())) };
  };

  test('are written together and taken back together', () => {
    const { all, read, state, dir } = setUp();
    expect(writeTogether(state, all, { from: dir, keep: true })).toMatchObject({
      kind: 'written',
      run: expect.any(String),
    });
    expect(['a', 'b', 'c'].map(read)).toEqual(['A', 'B', 'C']);
    expect(undo(state, [dir])).toMatchObject({ kind: 'undone' });
    expect(['a', 'b', 'c'].map(read)).toEqual(['a', 'b', 'c']);
    expect(readdirSync(dir)).toEqual(['a', 'b', 'c']);
    expect(entries(state)).toEqual([]);
  });

  test('one that cannot be prepared stands in the way of all, before anything is touched', () => {
    const { all, read, state, dir } = setUp();
    linkSync(join(dir, 'b'), join(dir, 'b2'));
    const outcome = writeTogether(state, all, { from: dir, keep: true });
    expect(outcome.kind === 'refused' && [...outcome.files.keys()]).toEqual([join(dir, 'b')]);
    expect(['a', 'b', 'c'].map(read)).toEqual(['a', 'b', 'c']);
    expect(entries(state)).toEqual([]);
    expect(strays(dir)).toEqual([]);
  });

  test('a path that leads nowhere is refused by name', () => {
    const { dir, state, change } = folderOf({});
    const outcome = writeTogether(state, [change('x', 'x', 'y')], { from: dir, keep: true });
    expect(outcome.kind === 'refused' && [...outcome.files.values()]).toEqual([
      { en: 'no such file or folder', zh: '文件或文件夹不存在' },
    ]);
  });
});

/** Runs the command with calls counted, killed or disturbed (`kill-at.cjs`), as another user or under limits. */
function run(
  here: Machine,
  args: readonly string[],
  more: { env?: Record<string, string>; uid?: number; limit?: string } = {},
) {
  const line = [process.execPath, '--require', HOOK, PROGRAM, ...args];
  const [command = '', ...words] = more.limit ? ['bash', '-c', `${more.limit}; exec "$@"`, 'bash', ...line] : line;
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd: here.dir,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: here.dir, LANG: 'C.UTF-8', ...more.env },
    ...(more.uid === undefined ? {} : { uid: more.uid, gid: more.uid }),
    timeout: 110_000,
  });
  return { code: status, out: stdout, err: stderr };
}

const recordsOf = (here: Machine): string[] => entries(here.path('.local/state/envlint')).map(({ state }) => state);

describe('a file that changes meanwhile', () => {
  const files = { 'a.env': ENV, 'b.env': ENV, 'c.env': ENV };
  // The renames of the files come after that of the record, which is the first.
  const renames = (): number[] => {
    const here = machine(files);
    run(here, ['--fix'], { env: { CALLS_TO: here.path('calls') } });
    return here
      .read('calls')
      .split(' ')
      .flatMap((name, index) => (name === 'renameSync' ? [index + 1] : []));
  };

  test('before it was prepared: it is left alone and named, the others are fixed', () => {
    const here = machine(files);
    const { code, out } = run(here, ['--fix'], { env: { BEFORE: `1:${here.path('b.env')}:MINE=1\n` } });
    expect(here.read('b.env')).toBe('MINE=1\n');
    expect(here.read('a.env')).not.toBe(ENV);
    expect(here.read('c.env')).not.toBe(ENV);
    expect(out).toMatch(/reverted\s+b\.env\s+(?:[\w-]+\s+)?it changed while envlint was reading it/);
    expect(code).toBe(1);
    expect(run(here, ['undo']).code).toBe(0);
    expect([here.read('a.env'), here.read('b.env'), here.read('c.env')]).toEqual([ENV, 'MINE=1\n', ENV]);
  });

  test('while the others are being written: what was written is taken back', () => {
    const here = machine(files);
    const [, , second] = renames();
    const { code, out } = run(here, ['--fix'], { env: { BEFORE: `${second}:${here.path('c.env')}:MINE=1\n` } });
    expect([here.read('a.env'), here.read('b.env'), here.read('c.env')]).toEqual([ENV, ENV, 'MINE=1\n']);
    expect(out).toMatch(/reverted\s+c\.env\s+(?:[\w-]+\s+)?it changed while/);
    expect(out).toMatch(/reverted\s+a\.env\s+(?:[\w-]+\s+)?a file changed together/);
    expect(out).not.toContain('envlint undo');
    expect(code).toBe(1);
    expect(strays(here.dir)).toEqual([]);
    expect(recordsOf(here)).toEqual([]);
  });

  test('after a run was killed: it is named and left alone, the rest is taken back', () => {
    const here = machine(files);
    const [, , , third] = renames();
    run(here, ['--fix'], { env: { KILL_AT: String(third) } });
    here.write('a.env', 'MINE=1\n');
    const { err } = run(here, []);
    expect(err).toBe(
      'envlint: an earlier run was cut off half-way; its changes are reverted: b.env\nenvlint: a.env changed since and is left alone\n',
    );
    expect([here.read('a.env'), here.read('b.env'), here.read('c.env')]).toEqual(['MINE=1\n', ENV, ENV]);
    expect(strays(here.dir)).toEqual([]);
    expect(recordsOf(here)).toEqual([]);
  });

  test('a killed run that cannot be taken back yet is tried again', () => {
    const here = machine(files);
    const [, , third] = renames();
    run(here, ['--fix'], { env: { KILL_AT: String(third) } });
    chmodSync(here.path('a.env'), 0o444);
    expect(run(here, []).err).toContain('a.env is not reverted: it is read-only');
    expect(recordsOf(here)).toEqual(['open']);
    chmodSync(here.path('a.env'), 0o644);
    expect(run(here, ['--lang', 'zh-CN']).err).toBe('envlint: 之前的一次运行中途中断，改动已撤回：a.env\n');
    expect(here.read('a.env')).toBe(ENV);
    expect(recordsOf(here)).toEqual([]);
  });
});

describe('what cannot be replaced is named, and the rest is fixed', () => {
  test('hard links, a read-only file', () => {
    const here = machine({ 'a.env': ENV, 'b.env': ENV, 'c.env': ENV });
    linkSync(here.path('a.env'), here.path('other'));
    chmodSync(here.path('b.env'), 0o444);
    const { code, out } = run(here, ['--fix']);
    expect(code).toBe(1);
    expect(out).toMatch(/reverted\s+a\.env\s+(?:[\w-]+\s+)?it has 2 hard links/);
    expect(out).toMatch(/reverted\s+b\.env\s+(?:[\w-]+\s+)?it is read-only/);
    expect([here.read('a.env'), here.read('b.env')]).toEqual([ENV, ENV]);
    expect(here.read('c.env')).not.toBe(ENV);
    expect(run(here, ['undo']).code).toBe(0);
    expect(here.read('c.env')).toBe(ENV);
  });

  test.skipIf(!isRoot)('a read-only folder', () => {
    const here = machine({ 'closed/.env': ENV, 'open/.env': ENV });
    for (const path of ['.', 'closed/.env', 'open', 'open/.env']) chownSync(here.path(path), NOBODY, NOBODY);
    chmodSync(here.path('closed'), 0o555);
    const { out } = run(here, ['--fix'], { uid: NOBODY });
    expect(out).toMatch(/reverted\s+closed\/\.env\s+(?:[\w-]+\s+)?its folder cannot be written/);
    expect(here.read('closed/.env')).toBe(ENV);
    expect(here.read('open/.env')).not.toBe(ENV);
    expect(readdirSync(here.path('closed'))).toEqual(['.env']);
  });

  test.skipIf(!isRoot)("another user's file stays theirs, or stays as it is", () => {
    const here = machine({ 'a.env': ENV, 'b.env': ENV });
    chownSync(here.path('a.env'), NOBODY, NOBODY);
    chmodSync(here.path('a.env'), 0o640);
    run(here, ['--fix', 'a.env']);
    const { uid, gid, mode } = statSync(here.path('a.env'));
    expect([uid, gid, mode & 0o777]).toEqual([NOBODY, NOBODY, 0o640]);
    expect(here.read('a.env')).not.toBe(ENV);
    chmodSync(here.path('b.env'), 0o666);
    chmodSync(here.dir, 0o777);
    const { out } = run(here, ['--fix', 'b.env'], { uid: NOBODY, env: { XDG_STATE_HOME: temporary() } });
    expect(out).toMatch(/reverted\s+b\.env\s+(?:[\w-]+\s+)?it belongs to somebody else/);
    expect(here.read('b.env')).toBe(ENV);
    expect(strays(here.dir)).toEqual([]);
  });

  test.skipIf(!isRoot)("records in another user's folder are neither read nor written", () => {
    const here = machine({ '.env': ENV });
    mkdirSync(here.path('.local/state/envlint'), { recursive: true, mode: 0o700 });
    chownSync(here.path('.local/state/envlint'), NOBODY, NOBODY);
    const { err } = run(here, ['--fix']);
    expect(err).toContain('cannot be reverted: .local/state/envlint');
    expect(here.read('.env')).not.toBe(ENV);
    expect(readdirSync(here.path('.local/state/envlint'))).toEqual([]);
  });
});

describe('a full disk', () => {
  /** A file system of 128 KB; undefined where none can be mounted. */
  const tiny = (): string | undefined => {
    const dir = temporary();
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', dir]);
    if (status === 0) return dir;
    console.log('skipped: no file system can be mounted here');
    return undefined;
  };
  const long = `# ${'x'.repeat(90_000)}\n${ENV}`;

  test('under the files: all stay as they were, nothing is left behind', () => {
    const dir = tiny();
    if (dir === undefined) return;
    try {
      writeFileSync(join(dir, 'a.env'), long);
      const state = join(temporary(), 'state');
      const outcome = writeTogether(state, [{ path: join(dir, 'a.env'), before: long, after: `${long}A=1\n` }], {
        from: dir,
        keep: true,
      });
      expect(outcome.kind === 'refused' && [...outcome.files.values()]).toEqual([
        { en: 'the disk is full', zh: '磁盘已满' },
      ]);
      expect(readFileSync(join(dir, 'a.env'), 'utf8')).toBe(long);
      expect(readdirSync(dir)).toEqual(['a.env']);
      expect(entries(state)).toEqual([]);
    } finally {
      spawnSync('umount', [dir]);
    }
  });

  test('under the records: fixed without a way back', () => {
    const dir = tiny();
    if (dir === undefined) return;
    try {
      const here = machine({ '.env': `${long}# ${'y'.repeat(60_000)}\n` });
      const { out, err } = run(here, ['--fix'], { env: { XDG_STATE_HOME: dir } });
      expect(here.read('.env')).toContain('NO_PROXY');
      expect(out).not.toContain('envlint undo');
      expect(err).toContain('the disk is full');
      expect(readdirSync(join(dir, 'envlint'))).toEqual([]);
    } finally {
      spawnSync('umount', [dir]);
    }
  });

  test('files may not grow that large (ulimit -f): the same', () => {
    const here = machine({ 'a.env': long });
    const { code, out } = run(here, ['--fix'], { limit: 'ulimit -f 16' });
    expect(code).toBe(1);
    expect(here.read('a.env')).toBe(long);
    expect(out).toMatch(/reverted\s+a\.env\s+(?:[\w-]+\s+)?it would be larger/);
    expect(strays(here.dir)).toEqual([]);
    expect(recordsOf(here)).toEqual([]);
  });
});

describe('several envlints at once', () => {
  test('each file is written once, by one of them, and can be taken back', async () => {
    const names = ['a.env', 'b.env', 'c.env', '.zshrc'];
    const here = machine(Object.fromEntries(names.map((name) => [name, name === '.zshrc' ? ZSHRC : ENV])));
    const one = (): Promise<number | null> =>
      new Promise((done) => {
        const child = spawn(process.execPath, [PROGRAM, '--fix'], {
          cwd: here.dir,
          env: { PATH: process.env.PATH ?? '', HOME: here.dir },
          stdio: 'ignore',
        });
        child.on('close', done);
      });
    const codes = await Promise.all(Array.from({ length: 6 }, one));
    expect(codes.every((code) => code === 0 || code === 1)).toBe(true);
    const reference = machine({ 'a.env': ENV, '.zshrc': ZSHRC });
    reference.run(['--fix']);
    for (const name of names) {
      expect(here.read(name)).toBe(reference.read(name === '.zshrc' ? name : 'a.env'));
    }
    expect(strays(here.dir)).toEqual([]);
    expect(new Set(recordsOf(here))).toEqual(new Set(['done']));
    while (here.run(['undo']).code === 0);
    expect(names.map(here.read)).toEqual([ENV, ENV, ENV, ZSHRC]);
  });

  test('a run that is under way is waited for, then the file is left to it', () => {
    const { dir, state, change, read } = folderOf({ a: 'a' });
    const other = { path: join(dir, 'a'), temporary: temporaryFor(join(dir, 'a')), before: 'a', after: 'f'.repeat(64) };
    // This very process runs, so its record is that of a run under way.
    expect(openRun(state, { version: 2, keep: true, from: dir, root: dir, files: [other] })).toHaveProperty('path');
    const outcome = writeTogether(state, [change('a', 'a', 'A')], { from: dir, keep: true });
    expect(outcome.kind === 'refused' && [...outcome.files.values()][0]?.en).toBe('another envlint is writing it');
    expect(read('a')).toBe('a');
    expect(entries(state)).toHaveLength(1);
    // Other files are nobody's business.
    writeFileSync(join(dir, 'b'), 'b');
    expect(writeTogether(state, [change('b', 'b', 'B')], { from: dir, keep: true }).kind).toBe('written');
    expect(recover(state, [dir])).toEqual([]);
  });
});

describe('who is gone', () => {
  const [place = '', pid = '', start = ''] = ownName().split('-');

  test('not this process, nor another that runs', () => {
    expect(isGone(ownName(), Date.now())).toBe(false);
    expect(isGone(`${place}-1-0`, Date.now())).toBe(false);
  });
  test('a number nobody has, one that was given to another since, and all before the machine started', () => {
    expect(isGone(`${place}-4194304-0`, Date.now())).toBe(true);
    if (start !== '0') expect(isGone(`${place}-${pid}-${Number(start) + 1}`, Date.now())).toBe(true);
    expect(isGone(ownName(), 0)).toBe(true);
  });
  test('of another machine only what is an hour old', () => {
    expect(isGone('00000000-1-1', Date.now())).toBe(false);
    expect(isGone('00000000-1-1', Date.now() - 3_700_000)).toBe(true);
  });
});

describe('leftovers without a record', () => {
  test('are removed by the next run that writes there; those of a run under way are not', () => {
    const { dir } = folderOf({ a: 'a' });
    const gone = `.a.${ownName().split('-')[0]}-4194304-0-1x.envlint`;
    const ours = `.a.${ownName()}-1x.envlint`;
    for (const name of [gone, ours, '.a.b.envlint']) writeFileSync(join(dir, name), 'x');
    sweep(dir);
    expect(readdirSync(dir).sort()).toEqual([ours, '.a.b.envlint', 'a'].sort());
    writeFileSync(join(dir, gone), 'x');
    expect(replaceText(join(dir, 'a'), 'a', 'A')).toEqual({ written: true });
    expect(readdirSync(dir)).not.toContain(gone);
  });
});

/** `python3` on extended attributes, which Node knows nothing of. Answers what it printed; undefined where they don't work. */
function attributes(file: string, call: string): string | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', `import os, sys; file = sys.argv[1]; ${call}`, file]);
  return status === 0 ? stdout.toString().trim() : undefined;
}

describe('extended attributes', () => {
  const { dir, state, change, read } = folderOf({ a: 'a' });
  const file = join(dir, 'a');
  const works = attributes(file, 'os.setxattr(file, "user.note", b"x")') !== undefined;
  if (!works) console.log('skipped: no Python 3, or no extended attributes in the folder for temporary files');

  test.skipIf(!works)('are not kept, as src/host/README.md says; text, mode and the way back are', () => {
    chmodSync(file, 0o640);
    expect(writeTogether(state, [change('a', 'a', 'A')], { from: dir, keep: true }).kind).toBe('written');
    expect([read('a'), statSync(file).mode & 0o777]).toEqual(['A', 0o640]);
    expect(attributes(file, 'print(os.listxattr(file))')).toBe('[]');
    expect(undo(state, [dir])).toMatchObject({ kind: 'undone' });
    expect([read('a'), statSync(file).mode & 0o777]).toEqual(['a', 0o640]);
  });
});
