/** `merge` and `completions`. */
import { spawn, spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build, machine, PROGRAM } from './harness.ts';

const BROKEN = 'HTTPS_PROXY=http://127.0.0.1:7890\n';

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;

describe('merge', () => {
  test('many reports become one, with the same fingerprints and exit code', () => {
    const here = machine({ 'a/.env': BROKEN, 'b/.env': `A=1\r\n${BROKEN}`, 'c/.env': 'A=1\n' });
    for (const name of ['a', 'b', 'c']) here.run([name, '--format', `jsonl=${name}.jsonl`]);
    const whole = JSON.parse(here.run(['a', 'b', 'c', '--format', 'json']).out);
    const merged = here.run(['merge', 'a.jsonl', 'b.jsonl', 'c.jsonl', 'a.jsonl', '--format', 'json']);
    expect(merged.code).toBe(1);
    const joined = JSON.parse(merged.out);
    expect(joined.files).toEqual(whole.files);
    expect(joined.summary).toMatchObject({ files: 3, error: 2 });
    const places = (report: typeof whole): unknown[] =>
      report.diagnostics.map(({ path, rule, start, end }: Record<string, unknown>) => ({ path, rule, start, end }));
    expect(places(joined)).toEqual(places(whole));
    expect(here.run(['merge', 'c.jsonl']).code).toBe(0);
  });

  test('also where the files are gone, into any format', () => {
    const here = machine({ '.env': `A=1\n\nB=1\n${BROKEN}` });
    here.run(['--format', 'jsonl=r.jsonl']);
    const elsewhere = machine({ 'r.jsonl': here.read('r.jsonl') });
    expect(elsewhere.run(['merge', 'r.jsonl', '--format', 'concise']).out).toContain('.env:4:1: error');
    for (const format of ['pretty', 'sarif', 'junit', 'gitlab', 'html', 'markdown']) {
      const { code, err } = elsewhere.run(['merge', 'r.jsonl', '--format', format]);
      expect({ format, code, err }).toEqual({ format, code: 1, err: '' });
    }
  });

  test('what is no report, or was cut off, is named', () => {
    const here = machine({ 'x.jsonl': 'words\n', 'y.jsonl': '' });
    expect(here.run(['merge', 'x.jsonl']).err).toContain('x.jsonl:1: not a line of a report');
    expect(here.run(['merge', 'y.jsonl']).err).toContain('y.jsonl: its last line is missing');
    expect(here.run(['merge']).code).toBe(2);
  });
});

describe('completions', () => {
  test.each(['bash', 'zsh', 'fish'])('%s reads them', (shell) => {
    if (!has(shell)) return console.warn(`skipped: ${shell} is not installed`);
    for (const lang of ['en', 'zh-CN']) {
      const { code, out } = machine().run(['completions', shell, '--lang', lang]);
      expect(code).toBe(0);
      const here = machine({ script: out });
      const { status, stderr } = spawnSync(shell, ['-n', here.path('script')], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });

  test('bash completes commands, options, values and rules', () => {
    const script = machine().run(['completions', 'bash']).out;
    const complete = (...words: string[]): string[] => {
      const line = words.map((word) => `'${word}'`).join(' ');
      const body = `${script}\nCOMP_WORDS=(envlint ${line}); COMP_CWORD=${words.length}; _envlint; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', body], { encoding: 'utf8', cwd: '/' }).stdout.split('\n');
    };
    expect(complete('expl')).toContain('explain');
    expect(complete('--unsa')).toContain('--unsafe-fixes');
    expect(complete('--fail-on', '')).toContain('never');
    expect(complete('explain', 'missing-no')).toContain('missing-no-proxy');
  });

  test('fish completes too', () => {
    if (!has('fish')) return console.warn('skipped: fish is not installed');
    const script = machine().run(['completions', 'fish']).out;
    const { stdout } = spawnSync(
      'fish',
      [
        '--no-config',
        '-c',
        `${script}\ncomplete -C 'envlint --fail-on ne'; complete -C 'envlint explain missing-no'; complete -C 'envlint help mer'`,
      ],
      { encoding: 'utf8' },
    );
    expect(stdout).toContain('never');
    expect(stdout).toContain('missing-no-proxy');
    expect(stdout).toContain('merge');
  });

  test('another shell is refused', () => {
    expect(machine().run(['completions', 'csh']).code).toBe(2);
  });
});

test('the manual page is clean roff and names every option', () => {
  for (const lang of ['en', 'zh-CN']) {
    const { code, out } = machine().run(['man', '--lang', lang]);
    expect(code).toBe(0);
    expect(out).toContain('.TH ENVLINT 1');
    expect(out.replaceAll('\\-', '-')).toContain('--force-exclude');
    if (!has('groff')) continue;
    const { status, stderr } = spawnSync('groff', ['-man', '-Tutf8', '-k', '-wall', '-Wbreak'], {
      input: out,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }
});

test('on a terminal the manual is text within its width', () => {
  if (!has('python3')) return console.warn('skipped: python3 is not installed');
  const here = machine();
  const code =
    'import fcntl, os, pty, struct, sys, termios\npid, fd = pty.fork()\nif pid == 0: os.execvp(sys.argv[1], sys.argv[1:])\nfcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))\ntry:\n  while data := os.read(fd, 65536): sys.stdout.buffer.write(data)\nexcept OSError: pass';
  const { stdout } = spawnSync('python3', ['-c', code, process.execPath, PROGRAM, 'man', '--color', 'never'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: here.dir, LANG: 'C.UTF-8' },
  });
  const lines = stdout.split('\r\n');
  expect(lines).toContain('EXIT STATUS');
  expect(lines).toContain('    -f, --format F[=FILE]');
  expect(lines.filter((line) => /^\.|\\/.test(line))).toEqual([]);
  const folded = lines.filter((line) => line.startsWith('        '));
  expect(folded.filter((line) => line.length > 60)).toEqual([]);
});

test('--files0-from takes any name', () => {
  const here = machine({ 'a\nb.env': BROKEN, '-x.env': BROKEN, 'c.env': BROKEN });
  const { out } = here.run(['--files0-from', '-', '--format', 'json'], { input: 'a\nb.env\0-x.env\0' });
  expect(JSON.parse(out).summary.files).toBe(2);
  expect(here.run(['--files0-from', '-'], { input: '' }).code).toBe(2);
});

test('--watch runs again when a file changes, and ends with 130', async () => {
  build();
  const here = machine({ '.env': 'A=1\n' });
  const child = spawn(process.execPath, [PROGRAM, '--watch', '--format', 'concise'], {
    cwd: here.dir,
    env: { PATH: process.env.PATH, HOME: here.dir, LANG: 'C' },
  });
  let out = '';
  let waits = 0;
  child.stdout.on('data', (chunk) => (out += chunk));
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
    waits = said.split('waiting for changes').length - 1;
  });
  const until = async (isDone: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 4000 && !isDone(); tries++) await new Promise((wake) => setTimeout(wake, 25));
  };
  await until(() => waits === 1);
  here.write('.env', BROKEN);
  await until(() => waits === 2);
  const ended = new Promise((done) => child.on('close', (code) => done(code)));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(out).toMatch(/nothing found[\s\S]*\.env:1:1: error/);
  expect(out).not.toContain('\u001b');
  expect(said).toMatch(/^envlint: waiting .*\nenvlint: \d\d:\d\d:\d\d \.env changed: 1 new finding, 0 gone\n/);
});

test('runs through a link, from a folder with blanks and Chinese characters', () => {
  build();
  const here = machine({ '.env': BROKEN });
  symlinkSync(PROGRAM, here.path('我的 envlint'));
  const { status } = spawnSync(here.path('我的 envlint'), ['.env'], {
    cwd: here.dir,
    env: { PATH: process.env.PATH, HOME: here.dir },
  });
  expect(status).toBe(1);
});
