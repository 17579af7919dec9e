import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, machine, PROGRAM } from './harness.ts';

beforeAll(build, 120_000);

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const CLASH = 'mixed-port: 7890\nmode: rule\nproxies: []\nrules:\n  - MATCH,DIRECT\n';
const dist = dirname(PROGRAM);
const chunks = readdirSync(dist).filter((name) => name.endsWith('.cjs'));

test('the bundle is plain ASCII, because it is read one byte a character', () => {
  for (const name of chunks) {
    const text = readFileSync(join(dist, name), 'utf8');
    expect(text.match(/.{0,40}[^\u0000-\u007f].{0,20}/)?.[0], name).toBeUndefined();
  }
});

test('patterns with other characters work in the bundle as they do in the source', () => {
  const { run } = machine({ '.env': 'OPENAI_BASE_URL=http：//127.0.0.1:8000/v1\n' });
  expect(run(['--format', 'concise']).out).toContain('[malformed-url]');
});

describe('what a run loads', () => {
  const LOADED = `
    const { load, chunks } = require(${JSON.stringify(PROGRAM)});
    const before = new Set(process.moduleLoadList);
    process.on('exit', () => {
      const builtins = process.moduleLoadList.filter((name) => !before.has(name) && name.startsWith('NativeModule '));
      require('node:fs').writeSync(2, JSON.stringify({ names: [...chunks.keys()], builtins }));
    });
    load('main.cjs');
  `;
  const loaded = (files: Readonly<Record<string, string>>, ...args: string[]) => {
    const { stderr } = spawnSync(process.execPath, ['-e', LOADED, 'envlint', ...args], {
      cwd: machine(files).dir,
      encoding: 'utf8',
    });
    return JSON.parse(stderr) as { names: string[]; builtins: string[] };
  };

  test('a .env: no YAML, no other language, nothing that repairs, and of Node little more than files', () => {
    const { names, builtins } = loaded({ '.env': ENV }, '.env');
    expect(names.sort()).toEqual(['lint.cjs', 'main.cjs', 'rolldown-runtime.cjs', 'shared.cjs', 'variables.cjs']);
    expect(builtins).toEqual(['NativeModule os']);
  });

  test('a Clash file: no rules on variables', () => {
    const { names } = loaded({ 'config.yaml': CLASH }, 'config.yaml');
    expect(names.sort()).toEqual(['clash.cjs', 'lint.cjs', 'main.cjs', 'rolldown-runtime.cjs', 'shared.cjs']);
  });

  test('the version: not even what checks', () => {
    expect(loaded({}, '--version').names).toEqual(['main.cjs']);
  });
});

describe('compiled code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'envlint-'));
  // Blanks and characters of other scripts are no trouble anywhere.
  const copy = join(folder, '编译 缓存', 'dist');
  const cache = join(folder, 'cache');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const compiledHere = (): string[] => readdirSync(copy).filter((name) => name.endsWith('.cache'));
  const kept = (): string => {
    const [name = ''] = readdirSync(join(cache, 'envlint-code'));
    return join(cache, 'envlint-code', name);
  };
  const run = (env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, 'envlint.cjs'), '--no-config', '.env'], {
      cwd: machine({ '.env': ENV }).dir,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: cache, ...env },
    });
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(stdout).toContain('missing-no-proxy');
  };
  const state = (file: string): string => {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  };

  beforeAll(() => {
    cpSync(dist, copy, { recursive: true });
    mkdirSync(cache);
  });

  test('lies beside the program where it was built, and the user keeps none then', () => {
    expect(compiledHere()).not.toEqual([]);
    run();
    expect(readdirSync(cache)).toEqual([]);
  });

  test('that is cut off or empty is not run', () => {
    for (const name of compiledHere()) truncateSync(join(copy, name), name.startsWith('main') ? 0 : 1000);
    run();
  });

  test('is kept for the user where the program was built elsewhere, and used then', () => {
    for (const name of compiledHere()) rmSync(join(copy, name));
    run({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(readdirSync(cache)).toEqual([]);
    run();
    const files = readdirSync(kept());
    expect(files).toEqual(['lint.cjs', 'main.cjs', 'rolldown-runtime.cjs', 'shared.cjs', 'variables.cjs']);
    expect(statSync(kept()).mode & 0o777).toBe(0o700);
    const before = files.map((name) => state(join(kept(), name)));
    run();
    expect(files.map((name) => state(join(kept(), name)))).toEqual(before);
  });

  test('that is of no use is made again', () => {
    const file = join(kept(), 'shared.cjs');
    const { size } = statSync(file);
    truncateSync(file, size / 2);
    run();
    expect(statSync(file).size).toBeGreaterThan(size / 2);
  });

  test('is kept for eight programs', () => {
    for (let n = 0; n < 10; n++) {
      const old = join(cache, 'envlint-code', `old-${n}`);
      mkdirSync(old);
      utimesSync(old, n, n);
    }
    const own = kept();
    rmSync(own, { recursive: true });
    run();
    expect(readdirSync(dirname(own)).sort()).toEqual([basename(own), ...[3, 4, 5, 6, 7, 8, 9].map((n) => `old-${n}`)]);
    for (let n = 3; n < 10; n++) rmSync(join(dirname(own), `old-${n}`), { recursive: true });
  });

  test('that others can have written is neither run nor replaced', () => {
    const file = join(kept(), 'main.cjs');
    writeFileSync(file, 'planted');
    chmodSync(kept(), 0o777);
    run();
    expect(readFileSync(file, 'utf8')).toBe('planted');
    chmodSync(kept(), 0o700);
  });

  test('has no place where there is no folder to keep it in', () => {
    run({ XDG_CACHE_HOME: join(folder, 'nowhere', 'at all') });
    run({ XDG_CACHE_HOME: '', HOME: '' });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
