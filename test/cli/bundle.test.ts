/** What is built: plain ASCII, in chunks of which a run loads those that it needs, with compiled code beside them. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, machine, PROGRAM } from './harness.ts';

beforeAll(build, 120_000);

const ENV = 'HTTPS_PROXY=http://127.0.0.1:7890\n';
const CLASH = 'mixed-port: 7890\nmode: rule\nproxies: []\nrules:\n  - MATCH,DIRECT\n';
const dist = dirname(PROGRAM);
/** Only root can give a file away. */
const isRoot = process.geteuid?.() === 0;
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
    const fs = require('node:fs');
    const [opened, locales] = [[], []];
    const { openSync } = fs;
    fs.openSync = (path, ...rest) => (opened.push(path), openSync(path, ...rest));
    for (const type of [Number, String, Array, Date])
      for (const key of Object.getOwnPropertyNames(type.prototype).filter((name) => name.startsWith('toLocale'))) {
        const { [key]: real } = type.prototype;
        type.prototype[key] = function (...args) { return locales.push(key), Reflect.apply(real, this, args); };
      }
    const { load, chunks } = require(${JSON.stringify(PROGRAM)});
    const before = new Set(process.moduleLoadList);
    process.on('exit', () => {
      const builtins = process.moduleLoadList.filter((name) => !before.has(name) && name.startsWith('NativeModule '));
      require('node:fs').writeSync(2, JSON.stringify({ names: [...chunks.keys()], builtins, opened, locales }));
    });
    load('main.cjs');
  `;
  const loaded = (files: Readonly<Record<string, string>>, ...args: string[]) => {
    const { stderr } = spawnSync(process.execPath, ['-e', LOADED, 'envlint', ...args], {
      cwd: machine(files).dir,
      encoding: 'utf8',
    });
    return JSON.parse(stderr) as Record<'names' | 'builtins' | 'opened' | 'locales', string[]>;
  };

  test('a .env: no YAML, no other language, nothing that repairs, and of Node little more than files', () => {
    const { names, builtins } = loaded(
      { '.env': `${ENV}NO_PROXY=localhost,127.0.0.1,::1\n` },
      '.env',
      '--level',
      'error',
    );
    expect(names.sort()).toEqual([
      ...['facts.cjs', 'lint.cjs', 'main.cjs', 'rolldown-runtime.cjs', 'rules-shared.cjs', 'shared.cjs'],
      ...['variables-services.cjs', 'variables.cjs'],
    ]);
    expect(builtins).toEqual([]);
  });

  test('a .env with something to repair: what tries it, and the witness of its changes', () => {
    const { names } = loaded({ '.env': ENV }, '.env');
    expect(names).toEqual(expect.arrayContaining(['fix.cjs', 'tried.cjs', 'dotenv-witness.cjs']));
    expect(names).toContain('later-findings.cjs');
    expect(names).not.toContain('later-clash.cjs');
  });

  test('a Clash file: no rules on variables', () => {
    const { names } = loaded({ 'config.yaml': CLASH }, 'config.yaml');
    expect(names.filter((name) => !name.startsWith('later-')).sort()).toEqual([
      ...['clash-rules.cjs', 'clash.cjs', 'lint.cjs', 'main.cjs'],
      ...['rolldown-runtime.cjs', 'rules-shared.cjs', 'shared.cjs'],
    ]);
  });

  test.runIf(process.platform === 'linux')('what looks at the running machine: no rules', () => {
    const { names } = loaded({ '.env': ENV, 'config.yaml': CLASH, '.zshrc': `export ${ENV}` }, 'doctor', '.');
    expect(names).toEqual(expect.arrayContaining(['doctor.cjs', 'facts.cjs', 'clash.cjs', 'shell.cjs']));
    expect(names.filter((name) => /rules|refusals|variables|services/.test(name))).toEqual([]);
  });

  test('each file of compiled code once, however often chunks ask for one another, and no tables of languages', () => {
    const { names, opened, locales } = loaded({ '.env': ENV }, '.env');
    const code = opened.filter((path) => path.endsWith('.cache'));
    expect(code.length).toBeGreaterThanOrEqual(names.length);
    expect(code.filter((path, index) => code.indexOf(path) !== index)).toEqual([]);
    expect(locales).toEqual([]);
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
    expect(stdout).not.toContain('PLANTED');
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
    expect(files).toEqual(expect.arrayContaining(['lint.cjs', 'main.cjs', 'shared.cjs', 'variables.cjs']));
    expect(statSync(kept()).mode & 0o777).toBe(0o700);
    const before = files.map((name) => state(join(kept(), name)));
    run();
    expect(files.map((name) => state(join(kept(), name)))).toEqual(before);
  });

  test('grows with runs of a new kind, and with those alone', () => {
    const here = machine({ '.env': `${ENV}NO_PROXY=localhost,127.0.0.1,::1\n` });
    const ask = (...words: string[]): void => {
      const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: cache };
      spawnSync(process.execPath, [join(copy, 'envlint.cjs'), ...words], { cwd: here.dir, env });
    };
    const sizes = (): number[] => ['main.cjs', 'shared.cjs'].map((name) => statSync(join(kept(), name)).size);
    const [main = 0, shared = 0] = sizes();
    ask('route', 'https://api.example.com/', '.env');
    const [nextMain = 0, nextShared = 0] = sizes();
    expect(nextMain + nextShared).toBeGreaterThan(main + shared);
    expect(existsSync(join(kept(), 'route.cjs'))).toBe(true);
    const before = readdirSync(kept()).map((name) => state(join(kept(), name)));
    ask('route', 'https://other.example.com/', '.env');
    expect(readdirSync(kept()).map((name) => state(join(kept(), name)))).toEqual(before);
  });

  test.each([
    ['in CI', { CI: 'true' }],
    ['in a home that is made for one run', { XDG_CACHE_HOME: '', HOME: folder }],
  ])('is not kept %s', (_, env) => {
    const own = kept();
    renameSync(own, `${own}.aside`);
    run(env);
    expect(existsSync(own)).toBe(false);
    expect(existsSync(join(folder, '.cache'))).toBe(false);
    renameSync(`${own}.aside`, own);
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

  /** V8 takes compiled code of any source of the same length for that of this one. */
  const planted = (): Buffer => {
    const { length } = readFileSync(join(copy, 'main.cjs'), 'latin1');
    const code = '(process.stdout.write("PLANTED"), function () {})'.padEnd(length);
    return new Script(code, { filename: 'envlint/main.cjs' }).createCachedData();
  };

  test('that this user alone can have written is what runs', () => {
    const file = join(kept(), 'main.cjs');
    const good = readFileSync(file);
    writeFileSync(file, planted());
    const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: cache };
    const { stdout } = spawnSync(process.execPath, [join(copy, 'envlint.cjs'), '--version'], { encoding: 'utf8', env });
    expect(stdout).toContain('PLANTED');
    writeFileSync(file, good);
  });

  test('is opened where a link led when that place was checked: the link can be turned afterwards', () => {
    const [link, hook] = [join(folder, 'link'), join(folder, 'hook.cjs')];
    symlinkSync(cache, link);
    writeFileSync(
      hook,
      'const fs = require("node:fs"), open = fs.openSync; fs.openSync = (...a) => (process.stderr.write(`${a[0]}\\n`), open(...a));',
    );
    const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: link };
    const line = ['--require', hook, join(copy, 'envlint.cjs'), '--version'];
    const { stderr } = spawnSync(process.execPath, line, { encoding: 'utf8', env });
    expect(stderr).toContain(join(realpathSync(cache), 'envlint-code'));
    expect(stderr).not.toContain(link);
  });

  test.each<readonly [string, (file: string) => void]>([
    ['others can write to', (file) => chmodSync(file, 0o666)],
    [
      'is a link',
      (file) => {
        renameSync(file, `${file}.moved`);
        symlinkSync(`${file}.moved`, file);
      },
    ],
    ['belongs to another user', (file) => isRoot && chownSync(file, 12345, 12345)],
  ])('that %s is not opened as code', (_, spoil) => {
    const file = join(kept(), 'main.cjs');
    const good = readFileSync(file);
    writeFileSync(file, planted());
    spoil(file);
    run();
    // The run that did not take it makes its own.
    for (const name of [file, `${file}.moved`]) rmSync(name, { force: true });
    writeFileSync(file, good, { mode: 0o600 });
  });

  test.each([
    ['others can write to a folder above', (path: string) => chmodSync(path, 0o777)],
    ['a folder above belongs to another user', (path: string) => isRoot && chownSync(path, 12345, 12345)],
  ])('has no place where %s', (why, spoil) => {
    const shared = join(folder, 'shared');
    mkdirSync(join(shared, 'cache'), { recursive: true });
    spoil(shared);
    run({ XDG_CACHE_HOME: join(shared, 'cache') });
    expect(readdirSync(join(shared, 'cache'))).toEqual(isRoot || why.startsWith('others') ? [] : ['envlint-code']);
    rmSync(shared, { recursive: true });
  });

  test('has no place in a folder that is named from where the command happens to run', () => {
    const here = machine({ '.env': ENV });
    const env = { PATH: process.env.PATH, HOME: '.', XDG_CACHE_HOME: 'cache' };
    spawnSync(process.execPath, [join(copy, 'envlint.cjs'), '--no-config', '.env'], { cwd: here.dir, env });
    expect(readdirSync(here.dir)).toEqual(['.env']);
  });

  test('has no place where there is no folder to keep it in', () => {
    run({ XDG_CACHE_HOME: join(folder, 'nowhere', 'at all') });
    run({ XDG_CACHE_HOME: '', HOME: '' });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
