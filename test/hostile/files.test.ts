/** Names, kinds and places of files that are meant to confuse: no hang, nothing lost, each told by name. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Machine, machine } from '../cli/harness.ts';
import { calmly, findingsOf } from './bounded.ts';

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

/** Makes a FIFO or a device with the system's own program; false where that is not allowed. */
function make(program: 'mkfifo' | 'mknod', path: string, ...kind: string[]): boolean {
  const done = spawnSync(program, [path, ...kind]).status === 0;
  if (!done) console.log(`skipped: ${program} cannot be used here`);
  return done;
}

/** A socket nobody listens on any more; its name stays. */
function makeSocket(path: string): void {
  const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', script, path]);
}

describe('what is not a file', () => {
  const here = machine({ 'good.env': ENV });
  make('mkfifo', here.path('.env'));
  make('mkfifo', here.path('.zshrc'));
  make('mkfifo', here.path('.gitignore'));
  make('mknod', here.path('zero.env'), 'c', '1', '5');
  makeSocket(here.path('config.yaml'));
  for (const [name, target] of [
    ['link.env', '/dev/zero'],
    ['tty.env', '/dev/tty'],
    ['stdin.env', '/dev/stdin'],
    ['fifo.env', '.zshrc'],
  ] as const)
    symlinkSync(target, here.path(name));
  mkdirSync(here.path('.env.local'));
  mkdirSync(here.path('folder.service'));

  test('is skipped in a folder: pipes, devices, sockets and folders named like files', () => {
    const { code, out, err } = calmly(here, ['--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toMatch(/^good\.env:1:1: error .*\n1 file checked/m);
    expect(err).toBe('');
  });

  test('is an error when it is named', () => {
    const names = ['.env', '.zshrc', 'config.yaml', 'link.env', 'tty.env'].filter((name) =>
      lstatSync(here.path(name), { throwIfNoEntry: false }),
    );
    const en = calmly(here, names);
    expect(en.code).toBe(2);
    expect(en.err).toBe(names.map((name) => `envlint: ${name}: it is not a regular file\n`).join(''));
    const zh = calmly(here, ['--fix', '--lang', 'zh-CN', ...names]);
    expect(zh.code).toBe(2);
    expect(zh.err).toBe(names.map((name) => `envlint: ${name}：不是普通文件\n`).join(''));
  });

  test('is not read where files point at it', () => {
    const loading = machine({
      '.zshrc': 'source ./pipe.sh\nsource /dev/zero\nsource /dev/stdin\n',
      'app.service': `[Service]\nExecStart=/bin/a\nEnvironmentFile=${here.path('.env')}\nEnvironmentFile=%h/pipe.env\n`,
      'config.yaml':
        'mixed-port: 7890\nproxies: []\nrule-providers:\n  a: {type: file, behavior: domain, path: ./pipe.yaml}\n  b: {type: file, behavior: domain, path: /dev/zero}\nrules:\n  - RULE-SET,a,DIRECT\n  - RULE-SET,b,DIRECT\n  - MATCH,DIRECT\n',
    });
    for (const name of ['pipe.sh', 'pipe.env', 'pipe.yaml', '.bashrc', '.zshenv', 'GeoSite.dat'])
      make('mkfifo', loading.path(name));
    mkdirSync(loading.path('app.service.d'));
    make('mkfifo', loading.path('app.service.d/a.conf'));
    expect(calmly(loading, []).code).toBeOneOf([0, 1]);
    expect(calmly(loading, ['route', 'https://api.deepseek.com']).code).toBeOneOf([0, 1]);
  });
});

describe('links', () => {
  const here = machine({ 'good.env': ENV, 'deep/a/.env': ENV });
  for (const [target, name] of [
    ['self.env', 'self.env'],
    ['two.env', 'one.env'],
    ['one.env', 'two.env'],
    ['nowhere', 'dangling.env'],
    ['..', 'deep/up'],
    ['../..', 'deep/a/further-up'],
    ['.', 'deep/here'],
    ['/', 'deep/root'],
    ['/proc/self', 'deep/proc'],
  ] as const)
    symlinkSync(target, here.path(name));

  test('in circles, to nowhere and upwards end; each file is found once', () => {
    const { code, out, err } = calmly(here, ['--format', 'json']);
    expect(code).toBe(1);
    expect([...findingsOf({ code, out, err }).keys()]).toEqual(['deep/a/.env', 'good.env']);
    expect(err).toBe('');
  });

  test('are named with their reason', () => {
    const names = ['self.env', 'one.env', 'dangling.env'];
    const en = calmly(here, names);
    expect(en.code).toBe(2);
    expect(en.err).toBe(
      'envlint: self.env: the symbolic links go in a circle\nenvlint: one.env: the symbolic links go in a circle\nenvlint: dangling.env: no such file or folder\n',
    );
    const zh = calmly(here, ['--lang', 'zh-CN', ...names]);
    expect(zh.err).toBe(
      'envlint: self.env：符号链接成环\nenvlint: one.env：符号链接成环\nenvlint: dangling.env：文件或文件夹不存在\n',
    );
  });

  test('repairing goes through a link and leaves it one', () => {
    symlinkSync('good.env', here.path('link.env'));
    expect(calmly(here, ['--fix', 'link.env']).code).toBe(0);
    expect(readlinkSync(here.path('link.env'))).toBe('good.env');
    expect(here.read('good.env')).toContain('NO_PROXY');
  });
});

describe('names', () => {
  const NAMES = [
    'new\nline.env',
    'tab\tand blank .env',
    '😀🇨🇳👩‍👩‍👧.env',
    '中文，。.env',
    '-rf.env',
    '--fix.env',
    'quo"te\'s`$(touch pwned).env',
    'back\\slash.env',
    'glob*?[a]{b,c}.env',
    '\u202egnp.env',
    '\u001b[31mred\u0007.env',
    '##[error]::error::x.env',
    'e\u0301.env',
    `${'n'.repeat(251)}.env`,
    `${'中'.repeat(83)}.env`,
    '%41 &amp;<b>.env',
    '__proto__.env',
    'a/__proto__/constructor/.env',
  ];
  const here = machine(Object.fromEntries(NAMES.map((name) => [name, ENV])));

  test('of every kind are found, checked and shown on one line that no terminal obeys', () => {
    const found = findingsOf(calmly(here, ['--format', 'json']));
    expect([...found.keys()].sort()).toEqual([...NAMES].sort());
    for (const name of NAMES) expect(found.get(name)?.[0], name).toContain('missing-no-proxy');
    const { out } = calmly(here, ['--format', 'concise', '--lang', 'zh-CN']);
    expect(out.match(/missing-no-proxy/g)).toHaveLength(NAMES.length);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    expect(out).not.toContain('##[');
  });

  test('taken literally are repaired in place, after -- and by list, and nothing else is touched', () => {
    const list = NAMES.map((name) => `${name}\0`).join('');
    expect(calmly(here, ['--fix', '--files0-from', '-'], { input: list }).code).toBe(0);
    for (const name of NAMES) expect(here.read(name), name).toContain('NO_PROXY');
    const top = new Set(NAMES.map((name) => name.split('/')[0]));
    expect(readdirSync(here.dir).filter((name) => !top.has(name) && name !== '.local')).toEqual([]);
    expect(calmly(here, ['--format', 'concise', '--', ...NAMES]).code).toBe(0);
  });

  test('that are not UTF-8 are named, and the rest is checked', () => {
    const odd = machine({ 'good.env': ENV });
    writeFileSync(Buffer.concat([Buffer.from(`${odd.dir}/caf`), Buffer.from([0xe9]), Buffer.from('.env')]), ENV);
    const { code, out, err } = calmly(odd, ['--format', 'concise']);
    expect(out).toMatch(/^good\.env:1:1: error/);
    expect(`${out}${err}`).toContain('caf\ufffd.env');
    expect(code).toBe(1);
    expect(err).toBe('envlint: caf\ufffd.env is skipped: its name is not valid UTF-8\n');
  });
});

describe('what may not be read', () => {
  /** The built command as nobody. */
  const asNobody = (here: Machine, args: readonly string[]) => {
    const program = fileURLToPath(new URL('../../dist/envlint.cjs', import.meta.url));
    const env = { PATH: process.env.PATH ?? '', HOME: here.dir, LANG: 'C.UTF-8' };
    const options = { cwd: here.dir, env, encoding: 'utf8', timeout: 110_000, uid: NOBODY, gid: NOBODY } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
    return { code: status, out: stdout, err: stderr };
  };

  test.skipIf(!isRoot)('folders and files are named, the rest is checked', () => {
    const here = machine({ 'good.env': ENV, 'shut.env': ENV, 'closed/.env': ENV, 'locked/a/.env': ENV });
    chmodSync(here.dir, 0o755);
    for (const name of ['good.env', 'closed', 'locked']) chownSync(here.path(name), NOBODY, NOBODY);
    chmodSync(here.path('shut.env'), 0o600);
    chmodSync(here.path('closed'), 0o000);
    // May be listed, not entered.
    chmodSync(here.path('locked'), 0o444);
    const en = asNobody(here, ['--format', 'concise']);
    expect(en.code).toBe(1);
    expect(en.out).toMatch(/^good\.env:1:1: error .*\n1 file checked/);
    expect(en.err.split('\n').filter(Boolean).sort()).toEqual([
      'envlint: closed is skipped: permission denied',
      'envlint: locked/a is skipped: permission denied',
      'envlint: shut.env is skipped: permission denied',
    ]);
    const zh = asNobody(here, ['--lang', 'zh-CN', 'shut.env', 'closed', 'closed/.env']);
    expect(zh.code).toBe(2);
    expect(zh.err.split('\n').filter(Boolean).sort()).toEqual([
      'envlint: closed/.env：没有权限',
      'envlint: shut.env：没有权限',
      'envlint: 跳过 closed：没有权限',
    ]);
  });
});

describe('large places', () => {
  test('a folder with 100,000 entries', () => {
    const here = machine({ '.env': ENV });
    for (let i = 0; i < 100_000; i++) symlinkSync('x', `${here.dir}/${i}.txt`);
    const { code, out } = calmly(here, ['--format', 'concise']);
    expect(code).toBe(1);
    expect(out).toMatch(/^\.env:1:1: error .*\n1 file checked/);
  });

  test('a tree deeper than a path may be long', () => {
    const here = machine({ '.env': ENV });
    const { dir } = here;
    spawnSync(
      'sh',
      [
        '-c',
        'for i in $(seq 1 40); do n=$(printf "%0200d" $i); mkdir "$n" && cd "$n" || exit; cp "$0/.env" .env; done',
        dir,
      ],
      { cwd: dir },
    );
    const { code, err, out } = calmly(here, ['--format', 'concise']);
    expect(code).toBe(1);
    expect(out.match(/: error /g)?.length).toBeGreaterThan(15);
    expect(err).toMatch(/is skipped: the path is too long\n/);
    spawnSync('rm', ['-rf', dir]);
  });
});

describe('what changes underneath', () => {
  const HOOK = fileURLToPath(new URL('../helpers/race.cjs', import.meta.url));
  const digest = (here: Machine, names: readonly string[]): string =>
    createHash('sha256')
      .update(names.map((name) => here.read(name)).join('\0'))
      .digest('hex');

  test.each(['vanish', 'folder', 'fifo', 'grow', 'empty', 'loop'])(
    'a file that turns to %s between listing and reading',
    (what) => {
      const here = machine({ '.zshrc': 'export https_proxy=http://127.0.0.1:7890\n', 'b.env': ENV, 'c.env': ENV });
      const before = digest(here, ['.zshrc', 'c.env']);
      const { code, err } = calmly(here, ['--format', 'concise'], {
        env: { RACE: `${what}:${join(here.dir, 'b.env')}` },
        require: HOOK,
      });
      expect(code).toBe(1);
      expect(err).toMatch(
        { vanish: /^envlint: b\.env is skipped: no such file/, loop: /circle/, grow: /larger than 20 MB/ }[what] ??
          /^$/,
      );
      expect(digest(here, ['.zshrc', 'c.env'])).toBe(before);
    },
  );
});
