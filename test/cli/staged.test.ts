/** `--staged`: the index of git is checked and repaired, not the working tree. */
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Machine, machine } from './harness.ts';

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const FIXED = `${BROKEN}NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n`;

interface Repository extends Machine {
  readonly git: (...args: string[]) => string;
  readonly staged: (file: string) => string;
}

function repository(files: Readonly<Record<string, string>>): Repository {
  const here = machine(files);
  const git = (...args: string[]): string => {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: here.dir, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  git('init', '-q');
  return { ...here, git, staged: (file) => git('show', `:${file}`) };
}

const rulesOf = (out: string): string[] =>
  JSON.parse(out).diagnostics.map((one: { rule: string; path: string }) => `${one.path} ${one.rule}`);

describe('--staged', () => {
  test('sees the index, not the disk, and only what is staged', () => {
    const here = repository({ '.env': 'A=1\n', 'other/.env': BROKEN });
    here.git('add', '.');
    here.git('commit', '-qm', 'one');
    here.write('.env', BROKEN);
    here.git('add', '.env');
    here.write('.env', 'A=1\n');
    const { code, out } = here.run(['--staged', '--format', 'json']);
    expect(code).toBe(1);
    expect(rulesOf(out)).toEqual(['.env missing-no-proxy']);
  });

  test('nothing staged that is ours is fine', () => {
    const here = repository({ 'README.md': 'x\n', '.env': BROKEN });
    here.git('add', 'README.md');
    expect(here.run(['--staged']).code).toBe(0);
  });

  test('outside of a repository it is wrong usage', () => {
    const { code, err } = machine({ '.env': BROKEN }).run(['--staged']);
    expect(code).toBe(2);
    expect(err).toMatch(/^envlint: git: /);
  });

  test('--fix repairs index and disk alike where they are the same', () => {
    const here = repository({ '.env': BROKEN });
    here.git('add', '.');
    expect(here.run(['--staged', '--fix']).code).toBe(0);
    expect(here.staged('.env')).toBe(FIXED);
    expect(here.read('.env')).toBe(FIXED);
    expect(here.git('status', '--porcelain')).toBe('A  .env\n');
  });

  test('partial staging survives: unstaged lines stay unstaged, the repair reaches both', () => {
    const tail = Array.from({ length: 12 }, (_, index) => `K${index}=1\n`).join('');
    const here = repository({ '.env': `${BROKEN}${tail}` });
    here.git('add', '.');
    here.write('.env', `${BROKEN}${tail}UNSTAGED=1\n`);
    expect(here.run(['--staged', '--fix']).code).toBe(0);
    expect(here.staged('.env')).toBe(`${FIXED}${tail}`);
    expect(here.read('.env')).toBe(`${FIXED}${tail}UNSTAGED=1\n`);
    expect(here.git('diff', '--numstat')).toBe('1\t0\t.env\n');
  });

  test('where the working copy differs in the same place it is left alone, with a note', () => {
    const here = repository({ '.env': BROKEN });
    here.git('add', '.');
    here.write('.env', 'HTTPS_PROXY=http://other:1\n');
    const { code, err } = here.run(['--staged', '--fix']);
    expect(code).toBe(0);
    expect(err).toContain('.env is repaired in the index; the working copy is left alone');
    expect(here.staged('.env')).toBe(FIXED);
    expect(here.read('.env')).toBe('HTTPS_PROXY=http://other:1\n');
  });

  test('keeps the mode, CRLF checkouts and files deleted on disk', () => {
    const here = repository({
      'on.sh': '#!/bin/sh\nexport https_proxy=http://127.0.0.1:7890\n',
      '.env': BROKEN,
      'gone.env': BROKEN,
    });
    spawnSync('chmod', ['755', here.path('on.sh')]);
    here.git('add', '.');
    here.write('.env', BROKEN.replaceAll('\n', '\r\n'));
    spawnSync('rm', [here.path('gone.env')]);
    here.run(['--staged', '--fix']);
    expect(here.git('ls-files', '--stage', 'on.sh')).toMatch(/^100755 /);
    expect(here.read('.env')).toBe(FIXED.replaceAll('\n', '\r\n'));
    expect(here.staged('gone.env')).toBe(FIXED);
  });

  test('a staged link is followed inside the index', () => {
    const here = repository({ 'env/base': BROKEN });
    symlinkSync('env/base', here.path('.env'));
    here.git('add', '.');
    const { out } = here.run(['--staged', '--fix', '--format', 'json']);
    expect(JSON.parse(out).files).toEqual([{ path: 'env/base', language: 'dotenv' }]);
    expect(here.staged('env/base')).toBe(FIXED);
    expect(readFileSync(here.path('.env'), 'utf8')).toBe(FIXED);
  });

  test('context comes from the index too', () => {
    const here = repository({
      '.env': BROKEN,
      '.env.local': 'NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n',
    });
    here.git('add', '.env');
    expect(here.run(['--staged']).code).toBe(1);
    here.git('add', '.env.local');
    here.git('commit', '-qm', 'one');
    here.write('.env', `${BROKEN}A=1\n`);
    here.git('add', '.env');
    expect(here.run(['--staged']).code).toBe(0);
  });

  test('works as a hook: a commit with a new fault is stopped, a repaired one passes', () => {
    const here = repository({ '.env': BROKEN });
    const program = new URL('../../dist/envlint.cjs', import.meta.url).pathname;
    here.write('.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${program}" --staged\n`);
    spawnSync('chmod', ['755', here.path('.git/hooks/pre-commit')]);
    here.git('add', '.');
    expect(() => here.git('commit', '-qm', 'one')).toThrow();
    here.run(['--staged', '--fix']);
    here.git('commit', '-qm', 'one');
    expect(here.git('log', '--format=%s')).toBe('one\n');
  });

  test.each([
    ['git commit -a', ['-a']],
    ['git commit PATH', ['.env']],
  ])('a hook that repairs leaves nothing behind after %s', (_, args) => {
    const here = repository({ '.env': 'A=1\n', 'b.env': 'A=1\n' });
    here.git('add', '.');
    here.git('commit', '-qm', 'one');
    const program = new URL('../../dist/envlint.cjs', import.meta.url).pathname;
    here.write('.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${program}" --staged --fix\n`);
    spawnSync('chmod', ['755', here.path('.git/hooks/pre-commit')]);
    here.write('.env', BROKEN);
    here.write('b.env', 'A=2\n');
    here.git('add', 'b.env');
    here.git('commit', '-qm', 'two', ...args);
    expect(here.git('show', 'HEAD:.env')).toBe(FIXED);
    expect(here.git('status', '--porcelain')).toBe(args[0] === '-a' ? '' : 'M  b.env\n');
  });
});
