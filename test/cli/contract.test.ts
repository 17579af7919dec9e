/** What scripts, hooks and editors rely on, and what must not be taken for something else. On the built command. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, linkSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Machine, machine, PROGRAM } from './harness.ts';

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const RC = 'export https_proxy=http://127.0.0.1:7890\n';
const git = (here: Machine, ...args: readonly string[]) => spawnSync('git', args, { cwd: here.dir });
const summaryOf = (text: string) => JSON.parse(text).summary as Record<string, number>;
const pathsOf = (text: string) => (JSON.parse(text).files as { path: string }[]).map(({ path }) => path);

describe('words that lead nowhere', () => {
  test.each([
    [['explian', 'missing-no-proxy'], 'explian: no such command, file or folder; did you mean explain?'],
    [['--lang', 'zh-CN', 'roote', 'https://a.com'], 'roote：没有这个命令、文件或文件夹；是否想写 route？'],
    [['--fxi'], 'unknown option --fxi; did you mean --fix?'],
    [['--level', 'warn'], '--level does not know warn; did you mean warning?'],
    [['--format', 'json='], '--format json= names no file; did you mean --format json?'],
    [['--format', 'jsn'], 'did you mean json?'],
    [['route', '--fix', 'https://a.com'], 'route has no option --fix'],
    [['rules', '--format', 'sarif'], 'rules has no format sarif: it has pretty, json'],
    [['--diff', '--format', 'json'], '--format does nothing together with --diff'],
    [['--list-files', '--fix'], '--fix does nothing together with --list-files'],
    [['--list-files', '--format', 'sarif'], '--list-files has no format sarif'],
    [['--stdin-filename', 'a.env', '--staged'], '--staged cannot be used with standard input'],
    [['--stdin-filename', 'a.env', '.env'], 'standard input cannot be checked together with other paths'],
  ])('%j', (args, words) => {
    const { code, out, err } = machine({ '.env': ENV }).run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
  test('a file of such a name is a file', () => {
    const here = machine({ explian: '#!/bin/sh\n' });
    expect(here.run(['explian']).code).toBe(0);
  });
});

test('a file name for standard input means standard input', () => {
  const here = machine({ 'x.env': ENV });
  const { code, out } = here.run(['--fix', '--stdin-filename', 'x.env'], { input: 'A=1\n' });
  expect([code, out]).toEqual([0, 'A=1\n']);
  expect(here.read('x.env')).toBe(ENV);
  expect(here.run(['--stdin-filename', 'x.env', '--statistics'], { input: ENV }).out).toContain('1  missing-no-proxy');
});

describe.skipIf(!existsSync('/dev/full'))('a report that cannot be written', () => {
  const here = machine({ '.env': ENV });
  const toFull = (args: readonly string[]) =>
    spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: here.dir,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: here.dir, LANG: 'C.UTF-8' },
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
  test.each([[[]], [['--format', 'json']], [['--diff']], [['rules']], [['--help']]])('%j to a full disk', (args) => {
    const { status, stderr } = toFull(args);
    expect([status, stderr]).toEqual([2, 'envlint: standard output: the disk is full\n']);
  });
  test('into a file', () => {
    const { code, err } = here.run(['--format', 'json=/dev/full']);
    expect([code, err]).toEqual([2, 'envlint: /dev/full: the disk is full\n']);
  });
  test('to a reader who has left is no fault', () => {
    const line = `"${process.execPath}" "${PROGRAM}" --format html; echo "code $?" >&2`;
    const { stderr } = spawnSync('bash', ['-c', `{ ${line}; } | true`], { cwd: here.dir, encoding: 'utf8' });
    expect(stderr).toBe('code 1\n');
  });
});

describe('--quiet says findings only', () => {
  test('no remarks, no line that counts, nothing where there is nothing', () => {
    const here = machine({ '.env': ENV, 'clean/.env': 'A=1\n' });
    const { code, out, err } = here.run(['--quiet', '.env']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('missing-no-proxy');
    expect(out).not.toContain('checked');
    expect(here.run(['-q', '--format', 'concise', '.env']).out).toMatch(/^\.env:1:1: error [^\n]+\n$/);
    expect(here.run(['-q', 'clean']).out).toBe('');
  });
});

test('--list-files names all that was looked at, and why', () => {
  const here = machine({ '.env': ENV, 'README.md': '#', 'a.yaml': 'x: 1\n', 'vendor/.env': ENV, 'b/c.env': ENV });
  const { out } = here.run(['--list-files', '--ignore', 'b']);
  expect(out.split('\n').map((line) => line.split('  ').slice(0, 2).join(' '))).toEqual([
    '.env dotenv',
    'README.md -',
    'b -',
    'vendor -',
    'a.yaml -',
    '',
  ]);
});

test('a folder without such files leads to --home; another search does not', () => {
  const here = machine({ 'README.md': '#' });
  expect(here.run([])).toMatchObject({ code: 2, err: expect.stringContaining('try `envlint --home`') });
  expect(here.run(['--home']).err).not.toContain('try `envlint --home`');
});

describe('what git tracks is checked', () => {
  test('even where .gitignore says *', () => {
    const here = machine({ '.gitignore': '*\n', '.zshrc': RC, 'dist/x.sh': RC, 'dist/y.sh': RC, 'sub/z.sh': RC });
    git(here, 'init', '-q');
    git(here, 'add', '-f', '.zshrc', 'dist/x.sh');
    expect(pathsOf(here.run(['--format', 'json']).out)).toEqual(['.zshrc', 'dist/x.sh']);
    git(here, 'update-index', '--index-version', '4');
    git(here, 'add', '-f', 'sub/z.sh');
    expect(pathsOf(here.run(['--format', 'json']).out)).toEqual(['.zshrc', 'dist/x.sh', 'sub/z.sh']);
  });
  test('in a repository with longer hashes, in a worktree; a broken index tracks nothing', () => {
    const here = machine({ '.gitignore': '*\n', '.zshrc': RC });
    git(here, 'init', '-q', '--object-format=sha256');
    git(here, 'add', '-f', '.');
    expect(pathsOf(here.run(['--format', 'json']).out)).toEqual(['.zshrc']);
    git(here, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a');
    git(here, 'worktree', 'add', '-q', 'tree');
    expect(pathsOf(here.run(['--format', 'json'], { cwd: here.path('tree') }).out)).toEqual(['.zshrc']);
    here.write('.git/index', readFileSync(here.path('.git/index')).subarray(0, 90));
    expect(pathsOf(here.run(['--format', 'json']).out)).toEqual(['tree/.zshrc']);
  });
  test('a path a hook hands over is treated as a run over its folder would', () => {
    const here = machine({ 'node_modules/x/.env': ENV, 'vendor/.env': ENV, '.env': ENV });
    const paths = ['node_modules/x/.env', 'vendor/.env', '.env'];
    expect(pathsOf(here.run(['--force-exclude', '--format', 'json', ...paths]).out)).toEqual(['.env']);
    expect(pathsOf(here.run(['--format', 'json', ...paths]).out)).toHaveLength(3);
    // Inside of such a folder, what is below counts.
    expect(
      pathsOf(here.run(['--force-exclude', '--format', 'json', '.env'], { cwd: here.path('vendor') }).out),
    ).toEqual(['.env']);
  });
});

describe('a fix that is counted can be made', () => {
  test('not where the file is read-only or has another hard link', () => {
    const here = machine({ 'a.env': ENV, 'b.env': ENV, 'c.env': ENV });
    expect(summaryOf(here.run(['--format', 'json']).out).fixable).toBe(3);
    chmodSync(here.path('a.env'), 0o444);
    linkSync(here.path('b.env'), here.path('other'));
    expect(summaryOf(here.run(['--format', 'json']).out).fixable).toBe(1);
    expect(summaryOf(here.run(['--format', 'json', '--fix']).out).fixed).toBe(1);
  });
  test('not in a bare repository', () => {
    const here = machine({ 'home/.zshrc': RC });
    mkdirSync(here.path('repo'));
    const bare = (...args: readonly string[]) =>
      git(here, '--git-dir', 'repo', '--work-tree', 'home', '-c', 'user.name=a', '-c', 'user.email=a@b', ...args);
    git(here, 'init', '-q', '--bare', 'repo');
    bare('add', '.');
    bare('commit', '-qm', 'a');
    const { error = 0, fixable } = summaryOf(here.run(['--root', 'repo', '--format', 'json']).out);
    expect([error > 0, fixable]).toEqual([true, 0]);
  });
});

test('machine formats and diffs contain no character that turns the reading direction or controls a terminal', () => {
  const here = machine({ '.env': `HTTPS_PROXY=http://127.0.0.1:7890/\u202e\u0085x # \u2066\u009b31m\n${ENV}` });
  for (const format of ['json', 'jsonl', 'sarif', 'gitlab', 'junit', 'checkstyle', 'markdown', 'github', 'concise']) {
    const { out } = here.run(['--format', format, '--level', 'info']);
    expect(out.length).toBeGreaterThan(100);
    expect(out, format).not.toMatch(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
  const { diagnostics } = JSON.parse(here.run(['--format', 'json']).out);
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(here.run(['--diff']).out).not.toMatch(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/);
});

describe('what makes a repair count', () => {
  const unit = (more: string) =>
    `[Service]\nExecStart=/usr/bin/x\nEnvironment=HTTPS_PROXY=http://10.0.0.2:3128\n${more}`;
  test('a system unit outside of its place is known by what only such a unit has', () => {
    for (const more of ['User=litellm\n', '[Install]\nWantedBy=multi-user.target\n']) {
      const here = machine({ 'units/x.service': unit(more) });
      const { out } = here.run(['--fix', '--unsafe-fixes']);
      expect(out).toContain('sudo systemctl daemon-reload && sudo systemctl restart x.service');
      expect(out).not.toContain('--user');
    }
  });
  test('a script that a shell sources when it starts is sourced again, another is run again', () => {
    const script = '#!/bin/bash\nexport https_proxy=http://127.0.0.1:7890\n';
    const here = machine({ '.bashrc': '. ./proxy.sh\n', 'proxy.sh': script, 'other.sh': script });
    const { out } = here.run(['--fix', '.']);
    expect(out).toContain('  source proxy.sh\n');
    expect(out).toContain('  run other.sh again\n');
  });
  test('one reload serves units and environment.d', () => {
    const here = machine({
      '.config/systemd/user/x.service': unit(''),
      '.config/environment.d/p.conf': 'HTTPS_PROXY=http://127.0.0.1:7890\n',
    });
    const { out } = here.run(['--fix', '--unsafe-fixes', '.']);
    expect(out.match(/daemon-reload/g)).toHaveLength(1);
    expect(out).toContain('systemctl --user daemon-reload && systemctl --user restart x.service');
  });
  test('a long path keeps its beginning and its end', () => {
    const folder = 'a-rather-long-name-of-a-folder/and-one-more-of-them';
    const here = machine({ [`${folder}/prod.env`]: ENV });
    expect(here.run(['--fix']).out).toMatch(/fixed {2}a-rather-\S*…\S*prod\.env {2}/);
  });
});
