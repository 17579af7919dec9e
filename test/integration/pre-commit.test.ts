/** The hooks, run by pre-commit itself in a repository. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { interesting } from '../../src/languages/detect.ts';
import { type Machine, machine, PROGRAM } from '../cli/harness.ts';

const MANIFEST = readFileSync(new URL('../../.pre-commit-hooks.yaml', import.meta.url), 'utf8');
const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const FIXED = `${BROKEN}NO_PROXY=localhost,127.0.0.1,::1\nno_proxy=localhost,127.0.0.1,::1\n`;

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
if (!hasPreCommit) console.log('skipped: pre-commit is not installed, the hooks are not run by it');

interface Done {
  readonly code: number | null;
  readonly out: string;
}

/** Runs a program in a folder, away from this user's settings and from every network. */
function run(here: Machine, program: string, ...args: string[]): Done {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: here.dir,
    // What a run leaves there is no file of the repository.
    XDG_CACHE_HOME: here.path('.git/cache'),
    LANG: 'C.UTF-8',
    PRE_COMMIT_HOME: here.path('.git/cache/pre-commit'),
    npm_config_offline: 'true',
    npm_config_cache: here.path('.git/cache/npm'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: here.dir, encoding: 'utf8', env });
  return { code: status, out: stdout + stderr };
}

function must(here: Machine, ...args: string[]): string {
  const { code, out } = run(here, 'git', ...args);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${out}`);
  return out;
}

/** This package as pre-commit would clone it, but built already and with nothing to download. */
function hookRepository(): { readonly path: string; readonly rev: string } {
  const manifest = { name: 'envlint', version: '0.0.0', bin: { envlint: 'dist/envlint.cjs' }, files: ['dist'] };
  const here = machine({ 'package.json': JSON.stringify(manifest), '.pre-commit-hooks.yaml': MANIFEST });
  mkdirSync(here.path('dist'));
  const dist = dirname(PROGRAM);
  for (const name of readdirSync(dist).filter((file) => file.endsWith('.cjs'))) {
    copyFileSync(join(dist, name), here.path(`dist/${name}`));
  }
  chmodSync(here.path('dist/envlint.cjs'), 0o755);
  must(here, 'init', '-q');
  must(here, 'add', '.');
  must(here, 'commit', '-qm', 'one');
  return { path: here.dir, rev: must(here, 'rev-parse', 'HEAD').trim() };
}

describe.skipIf(!hasPreCommit)('pre-commit', { timeout: 120_000 }, () => {
  let here: Machine;
  let source: ReturnType<typeof hookRepository>;
  const use = (hook: string): void =>
    here.write(
      '.pre-commit-config.yaml',
      `repos:\n- repo: ${source.path}\n  rev: ${source.rev}\n  hooks:\n  - id: ${hook}\n`,
    );
  const commit = (): Done => run(here, 'git', 'commit', '-m', 'change');
  const stage = (): string => must(here, 'add', '.');

  // One repository through a day of its user: the environment of the hook is made once.
  beforeAll(() => {
    source = hookRepository();
    here = machine({ 'README.md': 'x\n' });
    must(here, 'init', '-q');
    use('envlint');
    expect(run(here, 'pre-commit', 'install').code).toBe(0);
    stage();
    must(here, 'commit', '-qm', 'start');
  }, 120_000);

  test('a commit without a fault goes through', () => {
    here.write('.env', 'A=1\n');
    here.write('notes/profile', '[Groups/0]\nName=Default\n');
    here.write('compose.yaml', 'services: {}\n');
    here.write('.env.j2', 'HTTPS_PROXY={{ proxy }}\n');
    stage();
    const { code, out } = commit();
    expect(out).toMatch(/envlint\.+Passed/);
    expect(code).toBe(0);
  });

  test('a commit that touches nothing of ours skips the hook', () => {
    here.write('README.md', 'y\n');
    stage();
    expect(commit().out).toMatch(/envlint\.+\(no files to check\)Skipped/);
  });

  test('a fault stops the commit', () => {
    here.write('.env', BROKEN);
    stage();
    const { code, out } = commit();
    expect(code).toBe(1);
    expect(out).toMatch(/envlint\.+Failed/);
    expect(out).toContain('missing-no-proxy');
    expect(must(here, 'diff', '--cached', '--name-only')).toBe('.env\n');
  });

  test('envlint-fix repairs it; staged again, the commit goes through', () => {
    use('envlint-fix');
    stage();
    const first = commit();
    expect(first.code).toBe(1);
    expect(first.out).toContain('files were modified by this hook');
    expect(here.read('.env')).toBe(FIXED);
    stage();
    expect(commit()).toMatchObject({ code: 0 });
    expect(must(here, 'show', 'HEAD:.env')).toBe(FIXED);
  });

  test('a dotfile that is a link is read by its own name, and what it points to is repaired', () => {
    const plain = 'export https_proxy=http://127.0.0.1:7890\n';
    here.write('zsh/main.txt', plain);
    symlinkSync('zsh/main.txt', here.path('.zshrc'));
    symlinkSync('/nowhere/at/all', here.path('.bashrc'));
    stage();
    const { code, out } = commit();
    expect(code).toBe(1);
    expect(out).toContain('.zshrc');
    expect(out).not.toContain('.bashrc');
    expect(lstatSync(here.path('.zshrc')).isSymbolicLink()).toBe(true);
    expect(here.read('zsh/main.txt')).toContain('no_proxy=');
    stage();
    expect(commit()).toMatchObject({ code: 0 });
  });

  test('what the configuration leaves out is not checked', () => {
    here.write('envlint.yaml', 'ignore: [old/]\n');
    here.write('old/.env', BROKEN);
    stage();
    expect(commit()).toMatchObject({ code: 0 });
  });

  test('all files at once', () => {
    use('envlint');
    expect(run(here, 'pre-commit', 'run', '--all-files')).toMatchObject({ code: 0 });
  });
});

describe('the pattern of the hooks', () => {
  // Python's verbose syntax: blanks and comments mean nothing.
  const verbose = /\(\?xi\)([\s\S]*?)\n {2}types:/.exec(MANIFEST)?.[1] ?? '';
  const pattern = new RegExp(verbose.replace(/\s+#.*$/gm, '').replace(/\s+/g, ''), 'i');

  test.each([
    ...[
      '.env',
      '.env.local',
      'app/.env.production',
      'prod.env',
      'proxy.env.template',
      'env.example',
      '.envrc',
      '.env_x',
    ],
    ...[
      '.zshrc',
      'zshrc',
      'dot_zshrc',
      'private_dot_bashrc',
      'zshrc.symlink',
      '.zshrc.local',
      '.bash_aliases',
      '_bashrc',
    ],
    ...[
      '.profile',
      '.profile-work',
      '.zprofile',
      '.xinitrc',
      '.aliases',
      '.proxy',
      '.proxyrc',
      'bash.bashrc',
      '.kshrc',
    ],
    ...['bin/proxy', 'a.sh', 'a.bash', 'proxy.zsh', '.config/fish/conf.d/proxy.fish', 'dot_config/fish/config.fish'],
    ...['clash/config.yaml', 'a.yml', 'A.YAML', 'Library/LaunchAgents/a.plist'],
    ...['a.service', 'a.timer', 'docker.service.d/http-proxy.conf', 'x.container', 'etc/environment'],
    ...['.config/environment.d/10.conf', 'etc/systemd/system.conf', 'resolv.conf', 'etc/systemd/resolved.conf'],
    ...['.gitconfig', '.gitconfig.local', '.config/git/config', '.npmrc', 'pip.conf', 'pip.ini', '.curlrc', '.wgetrc'],
    ...['etc/apt/apt.conf.d/95proxy', '.docker/config.json', 'dot_docker/config.json'],
  ])('lets %s through, as a folder would', (file) => {
    expect(interesting(file)).toBe(true);
    expect(pattern.test(file)).toBe(true);
  });

  test.each([
    'README.md',
    'src/main.ts',
    'package.json',
    'a.png',
    '.gitignore',
    'index.d.ts',
    'environment.ts',
    'a.py',
  ])('keeps %s out', (file) => {
    expect(interesting(file)).toBe(false);
    expect(pattern.test(file)).toBe(false);
  });
});
