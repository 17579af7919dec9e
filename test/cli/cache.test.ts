/** `--cache`: a run whose inputs are unchanged repeats its output, and every change of an input ends that. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Machine, machine, PROGRAM, type Run } from './harness.ts';

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const FORMATS = ['pretty', 'concise', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'markdown'];

const folderOf = (here: Machine): string => here.path('.cache/envlint');
const kept = (here: Machine): string[] =>
  readdirSync(folderOf(here))
    .filter((name) => name.endsWith('.run'))
    .map((name) => join(folderOf(here), name));

/** Everything that is kept says this instead: whoever says it answers from the cache. */
function mark(here: Machine, word = 'from the cache'): void {
  for (const file of kept(here)) {
    const memory = JSON.parse(readFileSync(file, 'utf8')) as { said: unknown };
    memory.said = [['out', word]];
    writeFileSync(file, JSON.stringify(memory));
  }
}

/** Runs twice with the cache and once without: all three must say the same. Answers what they said. */
function thrice(here: Machine, args: readonly string[]): Run {
  const plain = here.run(args);
  expect(here.run(['--cache', ...args]), 'the run that is kept').toEqual(plain);
  expect(here.run(['--cache', ...args]), 'the run that is repeated').toEqual(plain);
  return plain;
}

describe('a run that is repeated', () => {
  test('says the same in every format', () => {
    const here = machine({
      'a/.env': BROKEN,
      'a/sub/.env': 'SUB_TIMEOUT=30\n',
      'a/bad.sh': 'export "a\n',
      'out/x': '',
    });
    const args = ['a', ...FORMATS.flatMap((format) => ['--format', `${format}=out/${format}`]), '--format=concise'];
    const said = (more: readonly string[]): readonly unknown[] => {
      const run = here.run([...more, ...args]);
      return [run, ...FORMATS.map((format) => [format, here.read(`out/${format}`)])];
    };
    const plain = said([]);
    for (const which of ['the run that is kept', 'the run that is repeated']) {
      for (const format of FORMATS) rmSync(here.path(`out/${format}`));
      expect(said(['--cache']), which).toEqual(plain);
    }
    mark(here);
    expect(here.run(['--cache', ...args]).out).toBe('from the cache');
  });

  test.each([
    ['--lang=zh-CN'],
    ['--level=info'],
    ['--quiet'],
    ['--statistics'],
    ['--diff'],
    ['--list-files'],
    ['--color=always'],
    ['--fail-on=never'],
    ['--only=missing-no-proxy'],
    ['missing.env'],
  ])('with %s', (option) => {
    // The folder that keeps the answers is there from the start: `--list-files` names what is left out.
    const here = machine({ '.env': BROKEN, 'deep/ly/.env.local': 'A=1\n', '.cache/x': '' });
    thrice(here, ['.', option]);
    mark(here);
    expect(here.run(['--cache', '.', option]).out).toBe('from the cache');
  });

  test('writes its files again', () => {
    const here = machine({ 'a/.env': BROKEN });
    const args = ['--cache', 'a', '--format', 'json=report.json', '--format', 'concise'];
    here.run(args);
    const report = here.read('report.json');
    rmSync(here.path('report.json'));
    mark(here);
    const file = kept(here)[0] as string;
    const memory = JSON.parse(readFileSync(file, 'utf8')) as { said: unknown[] };
    memory.said.push(['file', report, 'report.json']);
    writeFileSync(file, JSON.stringify(memory));
    expect(here.run(args).out).toBe('from the cache');
    expect(here.read('report.json')).toBe(report);
  });

  test('appends to the summary of this step, not of the last one', () => {
    const here = machine({ 'a/.env': BROKEN });
    const run = (step: string): Run =>
      here.run(['--cache', 'a', '--format=github'], { env: { GITHUB_STEP_SUMMARY: here.path(step) } });
    expect(run('one')).toEqual(run('two'));
    expect(here.read('one')).not.toBe('');
    expect(here.read('two')).toBe(here.read('one'));
  });

  test('--timing tells that nothing was checked', () => {
    const here = machine({ '.env': BROKEN });
    here.run(['--cache']);
    expect(here.run(['--cache', '--timing']).err).toContain('asking whether anything changed');
  });
});

describe('a run is not repeated after', () => {
  const changes: [string, (here: Machine) => void][] = [
    ['a file changed', (here) => here.write('a/.env', 'PORT=1\n')],
    [
      'a file changed but for its size and time',
      (here) => {
        const { atime, mtime } = statSync(here.path('a/.env'));
        here.write('a/.env', BROKEN.replace('HTTPS_PROXY', 'HTTPS_PROXX'));
        utimesSync(here.path('a/.env'), atime, mtime);
      },
    ],
    ['a file came', (here) => here.write('a/new.env', BROKEN)],
    ['a folder came', (here) => here.write('a/b/c/.env', BROKEN)],
    ['a file went', (here) => rmSync(here.path('a/.env'))],
    ['a companion came', (here) => here.write('a/.env.local', 'NO_PROXY=localhost,127.0.0.1,::1\n')],
    ['a configuration came', (here) => here.write('envlint.yaml', 'rules: { missing-no-proxy: off }\n')],
    [
      'the user configured something',
      (here) => here.write('.config/envlint/config.yaml', 'rules: { missing-no-proxy: off }\n'),
    ],
    ['a baseline came', (here) => void here.run(['a', '--write-baseline'])],
    ['the file was repaired', (here) => void here.run(['a', '--cache', '--fix'])],
  ];
  test.each(changes)('%s', (_, change) => {
    const here = machine({ 'a/.env': BROKEN });
    const before = here.run(['--cache', 'a']);
    change(here);
    const plain = here.run(['a']);
    expect(plain.out).not.toBe(before.out);
    expect(here.run(['--cache', 'a'])).toEqual(plain);
  });

  test('another configuration folder', () => {
    const here = machine({ 'a/.env': BROKEN, 'other/envlint/config.yaml': 'rules: { missing-no-proxy: off }\n' });
    here.run(['--cache', 'a']);
    const options = { env: { XDG_CONFIG_HOME: here.path('other') } };
    expect(here.run(['--cache', 'a'], options)).toEqual(here.run(['a'], options));
  });

  test('touched files: they are read again, and the answer stays', () => {
    const here = machine({ 'a/.env': BROKEN });
    here.run(['--cache', 'a']);
    mark(here);
    utimesSync(here.path('a/.env'), 1, 1);
    expect(here.run(['--cache', 'a']).out).toBe('from the cache');
  });
});

describe('what is kept', () => {
  const CANARIES = ['hunter2-Quail', 'sk-canary4f8a61c9d2e7b3', 'Zebra/9+pass=word'];

  test('holds no secret, in no encoding', () => {
    const here = machine({
      'a/.env': `HTTPS_PROXY=http://me:${CANARIES[0]}@127.0.0.1:7890\nOPENAI_API_KEY=${CANARIES[1]}\n`,
      'a/run.sh': `#!/bin/sh\nexport DB_PASSWORD='${CANARIES[2]}' no_proxy=${CANARIES[0]}\n`,
    });
    here.run(['--cache', 'a', '--level=info', ...FORMATS.flatMap((format) => ['--format', `${format}=out.${format}`])]);
    here.run(['--cache', 'a', '--level=info']);
    here.run(['--cache', 'a', '--diff', '--unsafe-fixes']);
    here.run(['--cache', 'a', '--diff'], { env: { OPENAI_API_KEY: CANARIES[1] as string } });
    expect(kept(here)).toHaveLength(3);
    const all = kept(here)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    for (const canary of CANARIES) {
      const bytes = Buffer.from(canary);
      const shapes = [
        canary,
        encodeURIComponent(canary),
        bytes.toString('hex'),
        ...[0, 1, 2].map((n) =>
          Buffer.concat([Buffer.alloc(n), bytes])
            .toString('base64')
            .slice(4, -4),
        ),
      ];
      for (const shape of shapes) expect(all).not.toContain(shape);
      for (let at = 0; at + 6 <= canary.length; at++) expect(all).not.toContain(canary.slice(at, at + 6));
    }
  });

  test('is for this user alone', () => {
    const here = machine({ '.env': BROKEN });
    here.run(['--cache']);
    expect(statSync(folderOf(here)).mode & 0o777).toBe(0o700);
    for (const file of kept(here)) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folderOf(here), 'CACHEDIR.TAG'), 'utf8')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55/,
    );
  });

  test('lies where it is wanted', () => {
    const here = machine({ 'a/.env': BROKEN });
    here.run(['--cache-location', 'here', 'a']);
    expect(readdirSync(here.path('here')).filter((name) => name.endsWith('.run'))).toHaveLength(1);
    here.run(['--cache', 'a'], { env: { XDG_CACHE_HOME: here.path('xdg') } });
    expect(existsSync(here.path('xdg/envlint'))).toBe(true);
    expect(existsSync(folderOf(here))).toBe(false);
  });

  test.each<[string, (file: string) => void]>([
    ['cut off', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20))],
    ['of another shape', (file) => writeFileSync(file, '{"version":1,"code":0,"said":[["out"]],"rows":[]}')],
    ['readable by others', (file) => chmodSync(file, 0o644)],
    [
      'a link',
      (file) => {
        writeFileSync(`${file}.other`, readFileSync(file), { mode: 0o600 });
        rmSync(file);
        symlinkSync(`${file}.other`, file);
      },
    ],
  ])('is ignored when it is %s', (_, spoil) => {
    const here = machine({ '.env': BROKEN });
    const plain = here.run(['--cache']);
    mark(here);
    for (const file of kept(here)) spoil(file);
    expect(here.run(['--cache'])).toEqual(plain);
  });

  test('writes no file that this run does not ask for', () => {
    const here = machine({ '.env': BROKEN });
    here.run(['--cache', '--format', 'json=mine.json']);
    for (const file of kept(here)) {
      const memory = JSON.parse(readFileSync(file, 'utf8')) as { said: string[][] };
      memory.said.push(['file', 'planted', 'planted.txt'], ['file', 'planted', here.path('.env')]);
      writeFileSync(file, JSON.stringify(memory));
    }
    rmSync(here.path('mine.json'));
    here.run(['--cache', '--format', 'json=mine.json']);
    expect(here.read('mine.json')).toContain('"version": 1');
    expect(existsSync(here.path('planted.txt'))).toBe(false);
    expect(here.read('.env')).toBe(BROKEN);
  });

  test('cannot be kept: that fails no run', () => {
    const here = machine({ '.env': BROKEN, file: '' });
    const plain = here.run([]);
    const { err, ...rest } = here.run(['--cache-location', 'file/cache']);
    expect(rest).toEqual({ code: plain.code, out: plain.out });
    expect(err).toContain('the cache is not used');
    mkdirSync(here.path('open'));
    chmodSync(here.path('open'), 0o777);
    expect(here.run(['--cache-location', 'open']).err).toContain('others can write to it');
  });

  test('grows to 32 runs and no further', () => {
    const here = machine({ 'a/.env': BROKEN });
    here.run(['--cache', 'a']);
    const [file = ''] = kept(here);
    for (let n = 0; n < 40; n++)
      writeFileSync(join(folderOf(here), `${String(n).padStart(32, '0')}.run`), '{}', { mode: 0o600 });
    rmSync(file);
    here.run(['--cache', 'a']);
    expect(kept(here)).toHaveLength(32);
    expect(kept(here)).toContain(file);
  });
});

test.each([
  [['--staged'], '--staged'],
  [['--root', '.'], '--root'],
  [['-', '--stdin-filename', '.env'], '-'],
  [['--format', 'html=page.html'], '--format html'],
])('--cache says that it does nothing with %j', (args, name) => {
  const here = machine({ '.env': 'A=1\n' });
  spawnSync('git', ['init', '-q'], { cwd: here.dir });
  expect(here.run(['--cache', ...args]).err).toContain(`--cache does nothing together with ${name}`);
  expect(existsSync(folderOf(here))).toBe(false);
});

const strace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!strace)
  console.log('strace is not here: what the program asks the system is not compared with what it says it asks');

test.skipIf(!strace)('every path the program touches is among what its answer rests on', () => {
  const here = machine({
    'home/.zshrc': 'source ~/.proxyrc\n[ -f ~/.gone ] && . ~/.gone\n',
    'home/.proxyrc': 'export https_proxy=http://127.0.0.1:7890\n',
    'home/p/.git/HEAD': 'ref: x\n',
    'home/p/.gitignore': 'ignored\n',
    'home/p/envlint.yaml': 'extends: ./more.yaml\nfiles: ["conf/*.txt"]\n',
    'home/p/more.yaml': 'ignore: [skipped]\n',
    'home/p/conf/a.txt': 'A=1\n',
    'home/p/.env': BROKEN,
    'home/p/tool': '#!/bin/zsh\nexport A=1\n',
    'home/p/config.yaml':
      'mixed-port: 7890\nrule-providers:\n  r: { type: file, behavior: domain, path: ./r.yaml }\nrules:\n  - RULE-SET,r,DIRECT\n  - GEOSITE,cn,DIRECT\n  - MATCH,DIRECT\n',
    'home/p/r.yaml': "payload:\n  - '+.example.com'\n",
    'home/p/a.service': '[Service]\nExecStart=/bin/true\nEnvironmentFile=./x.env\n',
    'home/p/a.service.d/1.conf': '[Service]\nEnvironment=A=1\n',
    'home/p/.envlint-baseline.json': '[{"version":1}\n]\n',
  });
  symlinkSync('.env', here.path('home/p/link.env'));
  const log = here.path('log');
  const argv = [
    '-f',
    '-y',
    '-s',
    '4096',
    '-e',
    'trace=%file,getdents64',
    '-o',
    log,
    process.execPath,
    PROGRAM,
    '--cache',
    '--format=markdown',
  ];
  spawnSync('strace', [...argv, '../.zshrc', '.', '*.none'], {
    cwd: here.path('home/p'),
    env: { PATH: process.env.PATH, HOME: here.path('home') },
  });
  const file = join(
    here.path('home/.cache/envlint'),
    readdirSync(here.path('home/.cache/envlint')).find((name) => name.endsWith('.run')) ?? '',
  );
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: [string, string][] };
  const known = new Set(rows.map(([, path]) => path));
  // What resolving a path looks at on the way is part of that question.
  const onTheWay = new Set(
    [...known].flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))),
  );
  const touched = [...readFileSync(log, 'utf8').matchAll(/(?:"|<)(\/[^"<>]*)(?:"|>)/g)]
    .map((match) => match[1] ?? '')
    .map((path) => join(path));
  const ours = new Set(touched.filter((path) => path.startsWith(here.path('home/')) && !/\.cache|\.local/.test(path)));
  expect(ours.size).toBeGreaterThan(20);
  expect([...ours].filter((path) => !known.has(path) && !onTheWay.has(path))).toEqual([]);
});
