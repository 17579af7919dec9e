/** What is read of a repository without git is what git says of it, and nothing is said where it is out of the ordinary. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plainIndex, plainRoot } from '../../src/host/read/git-files.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'envlint-')));
  git('init', '-q', '-b', 'main');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function write(name: string, text = 'A=1\n'): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

/** The index as `git ls-files` lists it: mode, hash, stage and name of each entry. */
const listed = (): readonly string[][] =>
  git('ls-files', '--stage', '-z')
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => /^(\d+) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(record)?.slice(1) as string[]);

function expectSameAsGit(): void {
  const find = plainIndex(root);
  for (const [mode, hash, stage, name = ''] of listed())
    expect(find?.(name), name).toEqual(stage === '0' && mode !== '160000' ? { name, mode, hash } : undefined);
  for (const name of ['', '.', 'missing', '.env.missing', 'app', 'zzz']) expect(find?.(name), name).toBeUndefined();
}

describe('the index', () => {
  test('of names of every length, with spaces and other scripts, executable files and links', () => {
    for (let length = 1; length <= 20; length++) write(`app/${'n'.repeat(length)}`, `${length}\n`);
    for (const name of ['.env', 'app/a b.env', 'app/配置/.env', 'app-1/.env', 'app.env', 'Z']) write(name);
    symlinkSync('.env', join(root, 'link'));
    git('add', '.');
    git('update-index', '--chmod=+x', 'Z');
    expect(listed()).toHaveLength(27);
    expectSameAsGit();
  });

  test('with conflicts, submodules and files that are only meant to be added', () => {
    write('.env', 'A=1\n');
    git('add', '.');
    git('commit', '-qm', 'one');
    const [, hash = ''] = listed()[0] ?? [];
    const commit = git('rev-parse', 'HEAD').trim();
    git('update-index', '--add', '--cacheinfo', `160000,${commit},module`);
    write('later.env');
    git('add', '-N', 'later.env');
    const stages = [1, 2, 3].map((stage) => `100644 ${hash} ${stage}\tboth.env`).join('\n');
    spawnSync('git', ['update-index', '--index-info'], { cwd: root, input: `${stages}\n` });
    expect(listed()).toHaveLength(6);
    expectSameAsGit();
  });

  test('that git names in a variable, as a commit of single files does', () => {
    write('.env');
    git('add', '.');
    git('read-tree', '--index-output=other', git('write-tree').trim());
    git('rm', '-q', '--cached', '.env');
    vi.stubEnv('GIT_INDEX_FILE', 'other');
    expect(plainIndex(root)?.('.env')?.mode).toBe('100644');
    vi.stubEnv('GIT_INDEX_FILE', '.git/index');
    expect(plainIndex(root)?.('.env')).toBeUndefined();
  });

  test.each([
    ['version 4', ['update-index', '--index-version', '4']],
    ['in two parts', ['update-index', '--split-index']],
  ])('%s is left to git', (_, change) => {
    write('.env');
    git('add', '.');
    git(...change);
    expect(plainIndex(root)).toBeUndefined();
  });

  test('that is cut off or no index is left to git', () => {
    expect(plainIndex(root)).toBeUndefined();
    for (const text of ['', 'DIRC', 'DIRC\0\0\0\u0002\0\0\0\u0009', 'something else']) {
      write('.git/index', text);
      expect(plainIndex(root), JSON.stringify(text)).toBeUndefined();
    }
  });
});

describe('the top folder', () => {
  test('is the one git names, from each folder below it and through links', () => {
    write('app/deep/.env');
    symlinkSync('app/deep', join(root, 'short'));
    for (const folder of ['.', 'app', 'app/deep', 'short']) expect(plainRoot(join(root, folder))).toBe(root);
    expect(git('rev-parse', '--show-toplevel').trim()).toBe(root);
  });

  test('with a harmless variable, as hooks have them', () => {
    vi.stubEnv('GIT_INDEX_FILE', '.git/index');
    vi.stubEnv('GIT_AUTHOR_DATE', '@0 +0000');
    expect(plainRoot(root)).toBe(root);
  });

  test.each([
    ['GIT_DIR', '.git'],
    ['GIT_WORK_TREE', '/'],
    ['GIT_CONFIG_PARAMETERS', "'core.worktree'='/'"],
    ['GIT_CEILING_DIRECTORIES', '/'],
  ])('is left to git with %s', (name, value) => {
    vi.stubEnv(name, value);
    expect(plainRoot(root)).toBeUndefined();
  });

  test.each([
    ['core.worktree', '/'],
    ['core.bare', 'true'],
    ['include.path', '/etc/gitconfig'],
    ['extensions.worktreeConfig', 'true'],
    ['core.splitIndex', 'true'],
  ])('is left to git where the settings have %s', (key, value) => {
    git('config', key, value);
    expect(plainRoot(root)).toBeUndefined();
  });

  test('is left to git in a bare repository, in a worktree, in what only looks like a repository, and outside of any', () => {
    write('.env');
    git('add', '.');
    git('commit', '-qm', 'one');
    git('worktree', 'add', '-q', 'tree');
    git('clone', '-q', '--bare', '.', 'bare.git');
    mkdirSync(join(root, 'empty/.git'), { recursive: true });
    for (const folder of ['tree', 'bare.git', 'bare.git/refs', 'empty', '.git', 'missing'])
      expect(plainRoot(join(root, folder)), folder).toBeUndefined();
    expect(plainRoot('/')).toBeUndefined();
  });
});
