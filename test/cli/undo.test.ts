/** `envlint undo`: a run of `--fix` is taken back byte for byte, unless someone changed a file since. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeTogether } from '../../src/host/write/runs.ts';
import { type Machine, machine } from './harness.ts';

const FILES = {
  '.env': 'HTTPS_PROXY=http://u:hunter2hunter2@127.0.0.1:7890\r\n',
  '.zshrc': '# 代理\nexport https_proxy=http://127.0.0.1:7890',
};
const TAKES_BACK = 'envlint undo reverts this.';

const stateOf = ({ path }: Machine): string => path('.local/state/envlint');
const runsOf = (here: Machine): string[] => (existsSync(stateOf(here)) ? readdirSync(stateOf(here)).sort() : []);
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

/** A machine on which `--fix` has changed both files. */
function fixedMachine(): Machine {
  const here = machine(FILES);
  chmodSync(here.path('.env'), 0o600);
  expect(here.run(['--fix']).code).toBe(0);
  expect(here.read('.env')).not.toBe(FILES['.env']);
  expect(here.read('.zshrc')).not.toBe(FILES['.zshrc']);
  return here;
}

describe('envlint undo', () => {
  test('is promised by the last line, and keeps the promise byte for byte', () => {
    const here = machine(FILES);
    chmodSync(here.path('.env'), 0o600);
    expect(lastLine(here.run(['--fix']).out)).toBe(TAKES_BACK);
    const { code, out } = here.run(['undo']);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'reverted  .env',
      'reverted  .zshrc',
      '',
      'To apply the changes:',
      '  restart what reads .env',
      '  source .zshrc',
      '',
    ]);
    expect(here.read('.env')).toBe(FILES['.env']);
    expect(here.read('.zshrc')).toBe(FILES['.zshrc']);
    expect(statSync(here.path('.env')).mode & 0o777).toBe(0o600);
    expect(runsOf(here)).toEqual([]);
    const again = here.run(['undo']);
    expect([again.code, again.out, again.err]).toEqual([2, '', 'envlint: there is no run to revert\n']);
  });

  test('speaks Chinese', () => {
    const here = machine(FILES);
    expect(lastLine(here.run(['--fix', '--lang', 'zh-CN']).out)).toBe('执行 envlint undo 可撤销这次修复。');
    expect(here.run(['undo', '--lang', 'zh-CN']).out).toContain('已还原  .env');
  });

  test('a run that changes nothing promises nothing and leaves no record', () => {
    const here = machine({ '.env': 'A=1\n' });
    expect(here.run(['--fix']).out).not.toContain(TAKES_BACK);
    expect(here.run(['--diff']).out).not.toContain(TAKES_BACK);
    expect(runsOf(here)).toEqual([]);
  });

  test('a file that changed since is named and left alone; the others are taken back', () => {
    const here = fixedMachine();
    const made = here.read('.env');
    here.write('.env', `${made}MINE=1\n`);
    const { code, out, err } = here.run(['undo']);
    expect(code).toBe(1);
    expect(out).toContain('reverted  .zshrc');
    expect(err).toBe('envlint: .env changed since and is left alone\n');
    expect(here.read('.env')).toBe(`${made}MINE=1\n`);
    expect(here.read('.zshrc')).toBe(FILES['.zshrc']);
    // It is skipped from now on, until it is what the run made of it again.
    expect(here.run(['undo']).code).toBe(2);
    here.write('.env', made);
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('.env')).toBe(FILES['.env']);
    expect(runsOf(here)).toEqual([]);
  });

  test('where every file changed since it says so and touches nothing', () => {
    const here = fixedMachine();
    here.write('.env', 'A=1\n');
    here.write('.zshrc', 'B=1\n');
    const { code, out, err } = here.run(['undo']);
    expect([code, out]).toEqual([1, '']);
    expect(err.split('\n')).toHaveLength(3);
    expect([here.read('.env'), here.read('.zshrc')]).toEqual(['A=1\n', 'B=1\n']);
  });

  test('goes back run by run', () => {
    const here = machine(FILES);
    here.run(['--fix', '.env']);
    const first = here.read('.env');
    here.write('.env', `${first}all_proxy=http：//127.0.0.1:7890\n`);
    const second = here.read('.env');
    expect(here.run(['--fix', '.env']).out).toContain(TAKES_BACK);
    expect(here.read('.env')).not.toBe(second);
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('.env')).toBe(second);
    here.write('.env', first);
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('.env')).toBe(FILES['.env']);
  });

  test('writes through a symbolic link', () => {
    const here = machine({ 'dots/zshrc': FILES['.zshrc'] });
    symlinkSync('dots/zshrc', here.path('.zshrc'));
    here.run(['--fix', '.zshrc']);
    expect(here.read('dots/zshrc')).not.toBe(FILES['.zshrc']);
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('dots/zshrc')).toBe(FILES['.zshrc']);
    expect(lstatSync(here.path('.zshrc')).isSymbolicLink()).toBe(true);
  });

  test('what cannot be written keeps the whole run as it is, and it can be tried again', () => {
    const here = fixedMachine();
    const made = here.read('.zshrc');
    chmodSync(here.path('.env'), 0o400);
    const { code, err } = here.run(['undo']);
    expect([code, err]).toEqual([2, 'envlint: .env is not reverted: it is read-only\n']);
    expect(here.read('.zshrc')).toBe(made);
    chmodSync(here.path('.env'), 0o600);
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('.zshrc')).toBe(FILES['.zshrc']);
  });

  test('takes comments of --add-suppressions back as well', () => {
    const here = machine(FILES);
    here.run(['--add-suppressions', 'not today']);
    expect(here.read('.env')).toContain('not today');
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('.env')).toBe(FILES['.env']);
  });

  test('takes back what one command wrote in two steps', () => {
    const here = machine({ '.zshrc': 'export http_proxy=http://127.0.0.1:7890\n' });
    const { out } = here.run(['--fix', '--add-suppressions', 'not today']);
    expect(here.read('.zshrc')).toContain('not today');
    expect(here.read('.zshrc')).toContain('NO_PROXY');
    expect(lastLine(out)).toBe(TAKES_BACK);
    expect(here.run(['undo']).out).toMatch(/^reverted {2}\.zshrc\n\n/);
    expect(here.read('.zshrc')).toBe('export http_proxy=http://127.0.0.1:7890\n');
    expect(runsOf(here)).toEqual([]);
  });

  describe('of --staged --fix', () => {
    const setUp = () => {
      const here = machine(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`repo/${name}`, text])));
      const git = (...args: readonly string[]): string =>
        spawnSync('git', args, { cwd: here.path('repo'), encoding: 'utf8' }).stdout;
      git('init', '-q');
      git('config', 'core.autocrlf', 'false');
      git('add', '.');
      const run = (...args: readonly string[]) => here.run(args, { cwd: here.path('repo') });
      return { here, git, run };
    };

    test('takes back the index and the working copy', () => {
      const { here, git, run } = setUp();
      const staged = git('ls-files', '--stage');
      expect(lastLine(run('--staged', '--fix').out)).toBe(TAKES_BACK);
      expect(git('ls-files', '--stage')).not.toBe(staged);
      expect(here.read('repo/.env')).not.toBe(FILES['.env']);
      expect(run('undo', '--list').out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}\. {2}\.env, \.zshrc\n$/);
      const { code, out } = run('undo');
      expect([code, out.split('\n').slice(0, 3)]).toEqual([0, ['reverted  .env', 'reverted  .zshrc', '']]);
      expect(git('ls-files', '--stage')).toBe(staged);
      expect(here.read('repo/.env')).toBe(FILES['.env']);
      expect(runsOf(here)).toEqual([]);
    });

    test('leaves alone what was staged again since, and says so', () => {
      const { here, git, run } = setUp();
      run('--staged', '--fix');
      here.write('repo/.env', 'A=1\n');
      git('add', '.env');
      const staged = git('ls-files', '--stage', '.env');
      const { code, err } = run('undo');
      expect(code).toBe(1);
      expect(err).toContain('.env was staged again since and is left alone in the index');
      expect(git('ls-files', '--stage', '.env')).toBe(staged);
      expect(here.read('repo/.env')).toBe('A=1\n');
      expect(here.read('repo/.zshrc')).toBe(FILES['.zshrc']);
    });
  });

  describe('is of this place alone', () => {
    const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
    const setUp = () => {
      const here = machine({ 'a/.env': ENV, 'b/.env': ENV, 'c/x': '' });
      const run = (folder: string, ...args: readonly string[]) => here.run(args, { cwd: here.path(folder) });
      run('a', '--fix');
      run('b', '--fix');
      return { here, run };
    };

    test('a newer run elsewhere stays, and is named', () => {
      const { here, run } = setUp();
      const { code, err } = run('a', 'undo');
      expect([code, err]).toEqual([
        0,
        'envlint: a newer run, in ~/b, stays as it is; run envlint undo there to take it back\n',
      ]);
      expect(here.read('a/.env')).toBe(ENV);
      expect(here.read('b/.env')).not.toBe(ENV);
    });

    test('where nothing was fixed it says where the last run was, and does nothing', () => {
      const { here, run } = setUp();
      const made = ['a/.env', 'b/.env'].map(here.read);
      const { code, out, err } = run('c', 'undo');
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('no run to revert in this folder; the last one was in ~/b');
      expect(run('c', 'undo', '--lang', 'zh-CN').err).toContain('当前文件夹 没有可以撤销的运行；上一次运行在 ~/b');
      // Neither does the folder above, which had no run of its own.
      expect(here.run(['undo']).code).toBe(2);
      expect(['a/.env', 'b/.env'].map(here.read)).toEqual(made);
    });

    test('--list names all that can be taken back, newest first, and takes none back', () => {
      const { here, run } = setUp();
      const lines = run('c', 'undo', '--list').out.split('\n');
      expect(lines.map((line) => line.replace(/^[\d-]+ [\d:]+ {2}/, ''))).toEqual(['~/b  .env', '~/a  .env', '']);
      here.write('b/.env', ENV);
      expect(run('c', 'undo', '--list').out).not.toContain('~/b');
      expect(here.read('a/.env')).not.toBe(ENV);
      expect(machine().run(['undo', '--list']).out).toBe('there is no run to revert\n');
    });

    test('anywhere in a repository it is the repository; a repository inside is another one', () => {
      const here = machine({
        'repo/.git/HEAD': 'ref: refs/heads/main\n',
        'repo/deep/down/.env': ENV,
        'repo/inner/.git/HEAD': 'ref: refs/heads/main\n',
      });
      here.run(['--fix'], { cwd: here.path('repo/deep') });
      expect(here.read('repo/deep/down/.env')).not.toBe(ENV);
      expect(here.run(['undo'], { cwd: here.path('repo/inner') }).code).toBe(2);
      expect(here.run(['undo'], { cwd: here.path('repo') }).code).toBe(0);
      expect(here.read('repo/deep/down/.env')).toBe(ENV);
    });

    test('files that lie elsewhere are taken back from where the run was started, or from where they lie', () => {
      for (const from of ['c', 'a']) {
        const here = machine({ 'a/.env': ENV, 'c/x': '' });
        here.run(['--fix', '../a/.env'], { cwd: here.path('c') });
        expect(here.read('a/.env')).not.toBe(ENV);
        expect(here.run(['undo'], { cwd: here.path(from) }).code).toBe(0);
        expect(here.read('a/.env')).toBe(ENV);
      }
    });
  });

  test('takes no operands', () => expect(machine().run(['undo', '.env']).code).toBe(2));
});

describe('the record of a run', () => {
  test('is for its user alone, and its name says nothing of the files', () => {
    const here = fixedMachine();
    expect(statSync(stateOf(here)).mode & 0o777).toBe(0o700);
    const [name = '', ...others] = runsOf(here);
    expect(others).toEqual([]);
    expect(name).toMatch(/^\d{13}-[0-9a-f]{8}\.done$/);
    expect(statSync(join(stateOf(here), name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(stateOf(here), name), 'utf8')).toContain('hunter2hunter2');
  });

  test('is never printed', () => {
    const here = fixedMachine();
    here.write('.env', 'A=1\n');
    for (const args of [['undo'], ['undo', '--debug'], ['undo', '--lang', 'zh-CN']]) {
      const { out, err } = here.run(args);
      expect(out + err).not.toContain('hunter2');
    }
  });

  test('lies in $XDG_STATE_HOME, and only a whole path counts', () => {
    const here = machine(FILES);
    here.run(['--fix'], { env: { XDG_STATE_HOME: here.path('s') } });
    expect(readdirSync(here.path('s/envlint'))).toHaveLength(1);
    expect(here.run(['undo']).code).toBe(2);
    expect(here.run(['undo'], { env: { XDG_STATE_HOME: here.path('s') } }).code).toBe(0);
    here.run(['--fix'], { env: { XDG_STATE_HOME: 's' } });
    expect(runsOf(here)).toHaveLength(1);
  });

  test.each([
    ['cannot be made', '/proc/nowhere'],
    ['others can write to', undefined],
  ])('a folder that %s is not used: fixed without a way back, and said so', (_, given) => {
    const here = machine(FILES);
    const state = given ?? here.path('open');
    if (given === undefined) {
      mkdirSync(join(state, 'envlint'), { recursive: true });
      chmodSync(join(state, 'envlint'), 0o777);
    }
    const { code, out, err } = here.run(['--fix'], { env: { XDG_STATE_HOME: state } });
    expect(code).toBe(0);
    expect(here.read('.env')).not.toBe(FILES['.env']);
    expect(out).not.toContain(TAKES_BACK);
    expect(err).toContain('cannot be reverted');
    expect(readdirSync(here.dir).filter((name) => name.endsWith('.envlint'))).toEqual([]);
  });

  test('fifty are kept, for a month', () => {
    const here = machine({ '.env': '0' });
    for (let index = 0; index < 52; index++) {
      const change = { path: here.path('.env'), before: `${index}`, after: `${index + 1}` };
      expect(writeTogether(stateOf(here), [change], { from: here.dir, keep: true }).kind).toBe('written');
    }
    const runs = runsOf(here);
    expect(runs).toHaveLength(50);
    const old = `${Date.now() - 31 * 24 * 3600 * 1000}-00000000.done`;
    writeFileSync(join(stateOf(here), old), '{}', { mode: 0o600 });
    here.run([]);
    expect(runsOf(here)).not.toContain(old);
    expect(runsOf(here)).toEqual(runs);
  });

  test('a damaged one is skipped', () => {
    const here = fixedMachine();
    writeFileSync(join(stateOf(here), `${Date.now() + 1000}-00000000.done`), '{"version":2,"files":[{}]}');
    writeFileSync(join(stateOf(here), `${Date.now() + 2000}-00000000.done`), 'x');
    expect(here.run(['undo']).code).toBe(0);
    expect(here.read('.env')).toBe(FILES['.env']);
  });
});
