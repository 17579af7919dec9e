/**
 * A repository whose git settings name programs wherever git takes one: none of them runs. Each leaves a mark when it
 * does; git by itself shows that they would.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Machine, machine, type Run } from '../cli/harness.ts';

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const HOOKS = [
  ...['pre-commit', 'post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc'],
  ...['update', 'post-rewrite', 'prepare-commit-msg', 'post-commit', 'push-to-checkout', 'proc-receive'],
];

/** Settings that make git start a program, with what it is handed. */
const settings = (program: string): readonly (readonly [string, string])[] => [
  ['core.fsmonitor', program],
  ['core.sshCommand', program],
  ['core.pager', program],
  ['core.editor', program],
  ['core.askPass', program],
  ['core.gitProxy', program],
  ['core.alternateRefsCommand', program],
  ['sequence.editor', program],
  ['credential.helper', `!${program}`],
  ['gpg.program', program],
  ['log.showSignature', 'true'],
  ['interactive.diffFilter', program],
  ['diff.external', program],
  ['diff.evil.command', program],
  ['diff.evil.textconv', program],
  ['diff.evil.cachetextconv', 'true'],
  ['merge.evil.driver', program],
  ['filter.evil.clean', program],
  ['filter.evil.smudge', program],
  ['filter.evil.process', program],
  ['filter.evil.required', 'true'],
  ['filter.a b.clean', program],
  ['uploadpack.packObjectsHook', program],
  ['protocol.ext.allow', 'always'],
  ['extensions.partialClone', 'origin'],
  ['remote.origin.promisor', 'true'],
  ['remote.origin.partialclonefilter', 'blob:none'],
  ['remote.origin.url', `ext::${program}`],
  ['remote.origin.uploadpack', program],
  ['submodule.x.update', `!${program}`],
  ...[
    'diff',
    'ls-files',
    'ls-tree',
    'cat-file',
    'rev-parse',
    'config',
    'update-index',
    'hash-object',
    'remote',
  ].flatMap((command) => [[`alias.${command}`, `!${program}`] as const, [`pager.${command}`, program] as const]),
];

interface Trap {
  readonly here: Machine;
  readonly git: (...args: readonly string[]) => Run;
  /** What left a mark since it was last asked. */
  readonly sprung: () => readonly string[];
}

/** A repository with one committed and one staged file, and a trap in every place. */
function trap(): Trap {
  const here = machine({
    'repo/.env': 'A=1\n',
    'repo/.zshrc': 'export A=1\n',
    'repo/.gitattributes': '* filter=evil diff=evil merge=evil\n*.zshrc filter="a b"\n',
  });
  const dir = here.path('repo');
  const git = (...args: readonly string[]): Run => {
    const env = { PATH: process.env.PATH ?? '', HOME: here.dir, GIT_CONFIG_NOSYSTEM: '1' };
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: dir,
      encoding: 'utf8',
      env,
      input: '',
      timeout: 60_000,
    });
    return { code: status, out: stdout, err: stderr };
  };
  git('init', '-q');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@b');
  git('add', '.');
  git('commit', '-qm', 'first');
  here.write('repo/.env', ENV);
  here.write('repo/.zshrc', `export ${ENV}`);
  git('add', '.');
  const marks = here.path('marks');
  mkdirSync(marks);
  const program = (name: string, file: string): string => {
    here.write(file, `#!/bin/sh\n: > '${marks}/${name}'\n`);
    chmodSync(here.path(file), 0o755);
    return here.path(file);
  };
  for (const hook of HOOKS) {
    program(`hooks-${hook}`, `repo/.git/hooks/${hook}`);
    program(`hooksPath-${hook}`, `hooks/${hook}`);
  }
  const lines = settings('PROGRAM').map(([key]) => {
    const name = key.replaceAll(/[^\w-]/g, '-');
    const value = settings(program(name, `programs/${name}`)).find(([one]) => one === key)?.[1] ?? '';
    const [section = '', ...rest] = key.split('.');
    const last = rest.pop() ?? '';
    return `[${section}${rest.length > 0 ? ` "${rest.join('.')}"` : ''}]\n\t${last} = "${value}"\n`;
  });
  here.write('included', lines.join(''));
  here.write(
    'repo/.git/config',
    `${here.read('repo/.git/config')}[core]\n\trepositoryformatversion = 1\n\thooksPath = ${here.path('hooks')}\n[include]\n\tpath = ${here.path('included')}\n`,
  );
  const sprung = (): readonly string[] => {
    const names = readdirSync(marks);
    for (const name of names) rmSync(join(marks, name));
    return names;
  };
  return { here, git, sprung };
}

/** Takes a blob out of the repository, as in a partial clone that has not fetched it. */
function lose({ here, git }: Trap, name: string): void {
  const hash = git('rev-parse', name).out.trim();
  rmSync(here.path(`repo/.git/objects/${hash.slice(0, 2)}/${hash.slice(2)}`));
}

const inRepo = ({ here }: Trap, ...args: readonly string[]): Run => here.run(args, { cwd: here.path('repo') });

describe('a repository full of traps', () => {
  test('which git by itself does set off', () => {
    const set = trap();
    set.sprung();
    set.git('status');
    set.git('diff', 'HEAD');
    set.git('add', '--renormalize', '.');
    lose(set, 'HEAD:.env');
    set.git('cat-file', 'blob', 'HEAD:.env');
    expect(set.sprung()).toEqual(
      expect.arrayContaining(['core-fsmonitor', 'filter-evil-process', 'remote-origin-url']),
    );
  });

  test.each([
    [['--staged'], 1],
    [['--staged', '--fix'], 0],
    [['--staged', '--fix', '--diff'], 1],
    [['route', '--against', 'HEAD'], 0],
    [['route', '--against', 'HEAD', 'https://api.deepseek.com', '.'], 1],
    [['init'], 0],
    [[], 1],
    [['--fix'], 0],
  ] as const)('%j springs none', (args, code) => {
    const set = trap();
    set.sprung();
    const run = inRepo(set, ...args);
    expect(set.sprung()).toEqual([]);
    expect(run.code, run.err).toBe(code);
    if (args.includes('--fix' as never) && args.includes('--staged' as never) && code === 0) {
      expect(set.git('cat-file', 'blob', ':.env').out).toContain('NO_PROXY');
      expect(set.here.read('repo/.env')).toContain('NO_PROXY');
    }
  });

  test('what a partial clone lacks is not fetched but named', () => {
    const set = trap();
    lose(set, ':.env');
    lose(set, 'HEAD:.zshrc');
    set.sprung();
    const staged = inRepo(set, '--staged', '--fix', '--format', 'concise');
    expect(`${staged.out}${staged.err}`).toContain('envlint: .env is skipped: git has not fetched it');
    const against = inRepo(set, 'route', '--against', 'HEAD', '--lang', 'zh-CN');
    expect(against.code, against.err).toBeOneOf([0, 1, 2]);
    expect(set.sprung()).toEqual([]);
    expect(set.here.read('repo/.env')).toBe(ENV);
  });

  test('a bare checkout springs none', () => {
    const set = trap();
    set.git('config', '--unset', 'core.bare');
    set.sprung();
    const { code, err } = set.here.run(['--root', set.here.path('repo/.git')]);
    expect(set.sprung()).toEqual([]);
    expect(code, err).toBeOneOf([0, 1, 2]);
  });
});

describe('a work tree somewhere else', () => {
  test.each(['--staged', '--staged --fix', 'route --against HEAD'])('%s does not go there', (line) => {
    const set = trap();
    const victim = machine({ '.env': ENV, '.zshrc': `export ${ENV}` });
    set.here.write('repo/.git/config', `${set.here.read('repo/.git/config')}[core]\n\tworktree = ${victim.dir}\n`);
    set.sprung();
    const { code, err } = inRepo(set, ...line.split(' '));
    expect(code).toBe(2);
    // A folder whose name looks like a token is masked like one.
    expect(err).toMatch(/^envlint: this repository keeps its files elsewhere, in \S+; run envlint there\n$/);
    expect([victim.read('.env'), victim.read('.zshrc')]).toEqual([ENV, `export ${ENV}`]);
    expect(set.sprung()).toEqual([]);
  });

  test('a repository that is none is named as git names it', () => {
    const broken = machine({
      '.env': ENV,
      '.git/HEAD': '../../../etc/passwd\n',
      '.git/index': 'DIRC\0\0\0\x02',
    });
    const run = broken.run(['--staged']);
    expect(run.code).toBe(2);
    expect(run.err).toMatch(/^envlint: git: .+\n$/);
  });
});
