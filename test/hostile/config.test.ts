/** Configuration of a repository nobody vouches for: no code runs, no path leads out, nothing hangs, nothing is injected. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Machine, machine } from '../cli/harness.ts';
import { calmly } from './bounded.ts';

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';

/** A repository with this configuration, in a folder that holds other things too. */
function repository(config: string, more: Readonly<Record<string, string>> = {}) {
  const here = machine({
    'outside/.env': ENV,
    'outside/other.yaml': 'rules: {missing-no-proxy: off}\n',
    'repo/.git/HEAD': 'ref: refs/heads/main\n',
    'repo/.env': ENV,
    'repo/envlint.yaml': config,
    ...more,
  });
  const env = { HOME: here.path('home') };
  const run = (...args: readonly string[]) => calmly(here, args, { cwd: here.path('repo'), env });
  return { here, run };
}

describe('paths do not lead out', () => {
  test.each([
    ['../outside/other.yaml'],
    ['/etc/passwd'],
    ['./a/../../outside/other.yaml'],
    ['link.yaml'],
    ['folder/other.yaml'],
    ['file:///etc/passwd'],
    ['https://example.com/config.yaml'],
    ['\\\\server\\share'],
  ])('extends: %s', (name) => {
    const { here, run } = repository(`extends: ${JSON.stringify(name)}\n`);
    symlinkSync('../outside/other.yaml', here.path('repo/link.yaml'));
    symlinkSync('../outside', here.path('repo/folder'));
    const en = run();
    expect(en.code).toBe(2);
    expect(en.err).toMatch(/^envlint: envlint\.yaml:1: .*(?: leads out of |no such file|there is no preset)/);
    expect(en.err).not.toContain('root:');
    expect(run('--lang', 'zh-CN').err).toMatch(/^envlint: envlint\.yaml:1：.*(?:超出了|文件不存在|没有预设)/);
  });

  test('a file that many extend is read once: what doubles with each file ends at once', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `repo/${n}.yaml`,
        n === 39
          ? 'rules: {missing-no-proxy: info}\n'
          : `extends: [./${n + 1}.yaml, ./sub/../${n + 1}.yaml, ./${n + 1}.yaml]\n`,
      ]),
    );
    const { run } = repository('extends: ./0.yaml\n', files);
    const { code, out } = run('config', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out).sources).toHaveLength(41);
    expect(out).toContain('39.yaml:1');
  });

  test('what is in the nearer file counts, also over one that several extend', () => {
    const { run } = repository('extends: [./a.yaml, ./b.yaml]\n', {
      'repo/a.yaml': 'extends: ./base.yaml\nrules: {missing-no-proxy: warning}\n',
      'repo/b.yaml': 'extends: ./base.yaml\n',
      'repo/base.yaml': 'rules: {missing-no-proxy: off}\n',
    });
    expect(run('--format', 'concise').out).toContain('warning');
  });

  test.each([
    ['../outside/.env'],
    ['../**/*.env'],
    ['{..,.}/outside/.env'],
    ['a/{b,../..}/outside/*'],
    ['/etc/*.conf'],
  ])('files: %s is a mistake', (pattern) => {
    const { here, run } = repository(`files: [${JSON.stringify(pattern)}]\n`);
    const { code, err } = run('--fix');
    expect(code).toBe(2);
    expect(err).toMatch(/^envlint: envlint\.yaml:1: .+ leads out of /);
    expect(here.read('outside/.env')).toBe(ENV);
  });

  test('files: through links is skipped, and named', () => {
    const { here, run } = repository('files: [link/.env, link, "l*/.env", gone.env, "*.txt"]\n');
    symlinkSync('../outside', here.path('repo/link'));
    const { code, err } = run('--fix');
    expect(code).toBe(0);
    expect(err).toMatch(
      /^(?:envlint: (?:\S*outside\/\.env|link) is skipped: files: of a configuration does not lead out .*\n)+$/,
    );
    expect(here.read('outside/.env')).toBe(ENV);
    expect(here.read('repo/.env')).not.toBe(ENV);
  });

  test("the user's own configuration may name what it likes", () => {
    const { here, run } = repository('rules: {}\n');
    here.write(
      'home/.config/envlint/config.yaml',
      `extends: ${here.path('outside/other.yaml')}\nfiles: [${here.path('outside/.env')}]\n`,
    );
    const { code, out } = run('--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out).files.map((file: { path: string }) => file.path)).toEqual(['../outside/.env', '.env']);
  });
});

describe('where the search ends, outside of a repository and in one within another', () => {
  const inside = (files: Readonly<Record<string, string>>, folder: string) => {
    const here = machine({ 'a/b/.env': ENV, 'a/other.yaml': 'rules: {missing-no-proxy: off}\n', ...files });
    const env = { HOME: here.path('home') };
    return { here, run: (...args: readonly string[]) => calmly(here, args, { cwd: here.path(folder), env }) };
  };

  test('outside of both, a file further up may be extended, and none beyond the folder that all may write to', () => {
    const { here, run } = inside({ 'a/b/envlint.yaml': 'extends: ../other.yaml\n' }, 'a/b');
    expect(run('config').out).toContain('other.yaml');
    expect(run().code).toBe(0);
    chmodSync(here.path('a'), 0o777);
    expect(run()).toMatchObject({ code: 2, err: expect.stringContaining('leads out of') });
    chmodSync(here.path('a'), 0o755);
    here.write('a/b/envlint.yaml', 'extends: /etc/passwd\n');
    expect(run()).toMatchObject({ code: 2, err: expect.stringContaining('leads out of') });
  });

  test.each([['a/b/.git/HEAD'], ['a/b/.git']])(
    'a repository or a worktree (%s) within another ends at its own root',
    (git) => {
      const { run } = inside(
        {
          'a/.git/HEAD': 'ref: x\n',
          [git]: 'gitdir: ../.git/worktrees/b\n',
          'a/b/envlint.yaml': 'extends: ../other.yaml\n',
        },
        'a/b',
      );
      expect(run()).toMatchObject({ code: 2, err: expect.stringMatching(/leads out of \S+\/a\/b\n/) });
      expect(run('--config', 'envlint.yaml').code).toBe(0);
    },
  );
});

describe('no code runs', () => {
  const mark = (here: Machine): string => here.path('mark');
  const code = (here: Machine): string => `require('node:fs').writeFileSync(${JSON.stringify(mark(here))}, 'ran')`;

  test('not from files named like configuration or plugins, nor from what they name', () => {
    const { here, run } = repository('rules: {missing-no-proxy: warning}\n');
    for (const name of [
      'envlint.config.js',
      'envlint.config.cjs',
      'envlint.config.mjs',
      'envlint.config.ts',
      '.envlintrc.js',
      'rules/index.js',
      'node_modules/envlint-plugin/index.js',
      'node_modules/envlint/index.js',
      'node_modules/yaml/index.js',
      'node_modules/fast-glob/index.js',
    ])
      here.write(`repo/${name}`, name.endsWith('.mjs') ? 'import("node:fs")' : code(here));
    here.write('repo/package.json', JSON.stringify({ type: 'commonjs', envlint: { extends: ['envlint-plugin'] } }));
    expect(run().code).toBe(0);
    expect(existsSync(mark(here))).toBe(false);
  });

  test.each([
    ['extends: envlint-plugin\n'],
    ['extends: ./envlint.config.js\n'],
    ['plugins: [./plugin.js]\n'],
    ['parser: ./plugin.js\n'],
    ['rules: {"./plugin.js": error}\n'],
    ['x: !!js/function "function () {}"\n'],
    ['x: !!python/object/apply:os.system ["touch mark"]\n'],
  ])('%j is refused', (config) => {
    const { here, run } = repository(config);
    for (const name of ['envlint.config.js', 'plugin.js', 'node_modules/envlint-plugin/index.js'])
      here.write(`repo/${name}`, code(here));
    const { code: exit, err } = run();
    expect(exit).toBe(2);
    expect(err).toMatch(/^envlint: /);
    expect(existsSync(mark(here))).toBe(false);
  });
});

describe('names of JavaScript’s own', () => {
  test.each(['__proto__', 'constructor', 'toString'])('%s', (name) => {
    const attempts = [
      `${name}: {x: 1}\n`,
      `rules: {${name}: off}\n`,
      `extends: ${name}\n`,
      `overrides: [{files: "*", rules: {${name}: off}}]\n`,
      `network: {${name}: [x]}\n`,
    ];
    const { here, run } = repository('');
    here.write('repo/envlint.json', '');
    for (const config of attempts) {
      here.write('repo/envlint.yaml', config);
      const { code, err } = run();
      expect(code, config).toBe(2);
      expect(err).toContain(name);
    }
    here.write('repo/envlint.yaml', `timeouts: {${name}: 5}\n`);
    expect(run().code).toBe(1);
    here.write('repo/envlint.yaml', `policies: [{id: a, variable: ${name}, must: ${name}}]\n`);
    expect(run().code).toBe(1);
    here.write('repo/envlint.yaml', 'rules: {}\n');
    expect(run('--rule', `${name}=off`).code).toBe(2);
    // No word of a rule's shape: it is taken for an error text, and fits none.
    expect(run('explain', name).code).not.toBe(0);
  });
});

describe('what is meant to take forever', () => {
  const ten = (text: string): string => Array<string>(10).fill(text).join(',');
  const bomb = Array.from({ length: 10 }, (_, i) => `a${i + 1}: &a${i + 1} [${ten(`*a${i}`)}]\n`).join('');

  test.each([
    ['aliases', `a0: &a0 [x]\n${bomb}ignore: *a10\n`],
    ['merge keys', `a: &a {<<: *a}\nrules: {<<: [*a, *a]}\n`],
    ['nesting', `ignore: ${'['.repeat(50_000)}\n`],
    ['nested maps', `network: ${'{a: '.repeat(50_000)}\n`],
    ['indentation', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['40,000 unknown keys', Array.from({ length: 40_000 }, (_, i) => `k${i}: 1\n`).join('')],
    ['40,000 unknown rules', `rules:\n${Array.from({ length: 40_000 }, (_, i) => `  k${i}: off\n`).join('')}`],
    ['one key again and again', 'ignore: []\n'.repeat(20_000)],
    ['a key without end', `${'k'.repeat(900_000)}: 1\n`],
    ['10,000 patterns to look for', `files:\n${'  - "*a*b"\n'.repeat(10_000)}`],
    ['more than a megabyte', `# ${'x'.repeat(1_100_000)}\n`],
  ])('%s', (_, config) => {
    const { code, err } = repository(config).run();
    expect(code).toBe(2);
    expect(err).toMatch(/^envlint: envlint\.yaml/);
    expect(err.length).toBeLessThan(20_000);
  });

  test('60,000 settings that are right are read', () => {
    const { run } = repository(`timeouts:\n${Array.from({ length: 60_000 }, (_, i) => `  k${i}: 5\n`).join('')}`);
    expect(run().code).toBe(1);
  });

  test('patterns that would make a regular expression hang', () => {
    const runs = [
      `${'*a'.repeat(200)}b`,
      `${'**/'.repeat(200)}b`,
      `${'[a-z]*'.repeat(100)}!`,
      `${'{a,b}'.repeat(40)}`,
      '(a+)+$',
      '+(a|aa)b',
    ];
    const { here, run } = repository('');
    const deep = `${'a/'.repeat(60)}${'a'.repeat(120)}.env`;
    here.write(`repo/${deep}`, `A=${'a'.repeat(50_000)}\n`);
    here.write('repo/.gitignore', runs.join('\n'));
    here.write(
      'repo/envlint.yaml',
      JSON.stringify({
        files: runs,
        ignore: runs,
        overrides: runs.map((files) => ({ files, rules: { 'missing-no-proxy': 'warning' } })),
        policies: runs.map((glob, i) => ({
          id: `p-${i}`,
          variable: ['A', glob],
          'must-not': glob,
          files: ['**/*.env', glob],
        })),
      }),
    );
    expect(run().code).toBeOneOf([0, 1]);
    expect(run(...runs.slice(0, 3).flatMap((glob) => ['--ignore', glob])).code).toBeOneOf([0, 1]);
  });

  test.each(['envlint.yaml', 'package.json', '.gitignore', '.envlint-baseline.json', '.git/info/exclude'])(
    '%s is a pipe',
    (name) => {
      const { here } = repository('rules: {}\n');
      spawnSync('rm', ['-f', here.path(`repo/${name}`)]);
      if (name === 'package.json') spawnSync('rm', ['-f', here.path('repo/envlint.yaml')]);
      spawnSync('mkdir', ['-p', here.path('repo/.git/info')]);
      if (spawnSync('mkfifo', [here.path(`repo/${name}`)]).status !== 0) return;
      // Node reads the package.json beside a hook it is given, so it gets none here.
      const { code, err } = here.run([], { cwd: here.path('repo') });
      const isAsked = name === 'envlint.yaml' || name === '.envlint-baseline.json';
      expect(code).toBe(isAsked ? 2 : 1);
      expect(err).toBe(isAsked ? `envlint: ${name}: it is not a regular file\n` : '');
    },
  );

  test('and one that is a device, a folder, a link in circles, or closed', () => {
    const { here, run } = repository('');
    for (const [target, why] of [
      ['/dev/zero', 'it is not a regular file'],
      ['.git', 'it is a folder'],
    ] as const) {
      spawnSync('rm', ['-f', here.path('repo/envlint.yaml')]);
      symlinkSync(target, here.path('repo/envlint.yaml'));
      const { code, err } = run();
      expect([code, err]).toEqual([2, `envlint: envlint.yaml: ${why}\n`]);
    }
  });
});

describe('values of the wrong kind', () => {
  test.each([
    [{ envlint: [] }],
    [{ envlint: 'x' }],
    [{ envlint: null }],
    [{ envlint: 5 }],
    [{ envlint: { rules: [] } }],
    [{ envlint: { ignore: {} } }],
    [{ envlint: { files: [5] } }],
    [{ envlint: { policies: [null] } }],
    [{ envlint: { extends: [[]] } }],
    [{ envlint: { network: { local: 'x' } } }],
  ])('package.json %j', (value) => {
    const { here, run } = repository('', { 'repo/package.json': JSON.stringify(value) });
    spawnSync('rm', [here.path('repo/envlint.yaml')]);
    const { code, err } = run();
    // Nothing under the key is no mistake.
    expect(code).toBe(value.envlint === null ? 1 : 2);
    if (value.envlint !== null) expect(err).toMatch(/^envlint: package\.json:\d+: .+\n/);
  });
});

describe('nothing is injected', () => {
  const BAD = '\u001b[2J\u001b]8;;http://evil\u0007\u202e##[error]\n::error::x';

  test('by the configuration', () => {
    const { here, run } = repository('');
    for (const config of [
      { [BAD]: 1 },
      { rules: { [BAD]: 'off' } },
      { extends: `./${BAD}` },
      { files: [`../${BAD}`] },
      { overrides: [{ rules: {}, language: BAD }] },
      { policies: [{ id: BAD, variable: 'x' }] },
      { network: { region: BAD } },
    ]) {
      here.write('repo/envlint.yaml', JSON.stringify(config));
      for (const args of [[], ['config']]) {
        const { out, err, code } = run(...args);
        expect(code).toBe(2);
        expect(out + err, JSON.stringify(config)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|##\[|^::/m);
      }
    }
  });

  test('by what the configuration says and is shown again', () => {
    const { here, run } = repository('');
    here.write(
      'repo/envlint.yaml',
      JSON.stringify({
        ignore: [BAD],
        files: ['*.env'],
        network: { local: [BAD] },
        policies: [{ id: 'a-b', variable: ['HTTPS_PROXY', BAD], 'may-only': BAD }],
        routes: [{ url: `https://x.example/${BAD}`, expect: 'proxy', policy: BAD }],
      }),
    );
    for (const args of [[], ['--format', 'github'], ['--format', 'concise'], ['config'], ['test'], ['--statistics']]) {
      const { out, err } = run(...args);
      expect(out + err, args.join(' ')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|##\[|^::error::x/m);
    }
  });

  test('by the baseline and by suppressions', () => {
    const { here, run } = repository('');
    here.write(
      'repo/.env',
      `# envlint-disable-next-line ${BAD.replaceAll('\n', ' ')}: ${BAD.replaceAll('\n', ' ')}\n${ENV}`,
    );
    for (const baseline of [
      `[{"version":1},${JSON.stringify({ path: `../${BAD}`, rule: BAD, fingerprint: BAD })}]`,
      `[{"version":${JSON.stringify(BAD)}}]`,
      '{"__proto__": []}',
      '[[[[',
      `[{"version":1}${',{"path":"/etc/passwd","rule":"missing-no-proxy","fingerprint":"x"}'.repeat(100_000)}]`,
    ]) {
      here.write('repo/.envlint-baseline.json', baseline);
      const { out, err, code } = run('--format', 'concise');
      expect(code).toBeOneOf([1, 2]);
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|##\[|^::/m);
      expect(out + err).not.toContain('root:');
    }
  });

  test('a baseline that is a link to nowhere makes no file there', () => {
    const { here, run } = repository('');
    symlinkSync('../outside/planted', here.path('repo/.envlint-baseline.json'));
    const { code, err } = run('--write-baseline');
    expect(code).toBe(2);
    expect(err).toMatch(/^envlint: \.envlint-baseline\.json: /);
    expect(existsSync(here.path('outside/planted'))).toBe(false);
  });

  test('a folder that holds the configuration may be closed', () => {
    const { here, run } = repository('rules: {}\n');
    chmodSync(here.path('repo/envlint.yaml'), 0o000);
    expect(run().code).toBeOneOf([1, 2]);
  });
});
